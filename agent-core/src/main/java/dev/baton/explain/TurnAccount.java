package dev.baton.explain;

import dev.baton.explain.Cause.Kind;
import dev.baton.explain.Explanation.Outcome;
import dev.baton.turn.ExpectedAnswer;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one turn so far, and the sentences about it. Belongs to the {@link Explainer}; times are -1 until they are known.
 *
 * <p>What follows the end of a sound waits in a tail: if the caller goes on, it was a pause and all of it becomes one sentence; if not, it tells how the turn ended.
 */
final class TurnAccount {
    /** A caller who pauses more often than this in one turn is not understood better by reading on. */
    private static final int MOST_CAUSES = 80;

    /** How a final text that answers a finalize compares with the end of the quiet: closer than this is the same moment. */
    private static final long SAME_NANOS = 2_000_000;

    private final List<Cause> causes = new ArrayList<>();
    private final List<Cause> tail = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private int leftOut;
    private boolean complete;
    private boolean hasWords;
    private long faintSoundOverNanos = -1;

    int number;
    Outcome outcome = Outcome.OPEN;
    Utterance.Kind kind = Utterance.Kind.SPEECH;
    String text = "";

    @Nullable
    Reason reason;

    /** The quiet that ended it; null where something else did. */
    @Nullable
    Quiet quiet;

    /** What the question made the answer look like when it ended. */
    @Nullable
    ExpectedAnswer expected;

    boolean endpointerFailed;

    /** The settings in force when it ended. */
    TurnConfig settings;

    final long beganNanos;
    boolean detected;
    boolean speaking;
    long onsetNanos = -1;
    long declaredNanos = -1;
    long soundEndNanos = -1;

    /** Of all its sounds. */
    long speechNanos;

    long lastWordEndNanos = -1;
    long quietPassedNanos = -1;
    long finalNanos = -1;
    long endedNanos = -1;

    /** Of its longest stretch in which both spoke. */
    long bothNanos;

    long bothFromNanos = -1;
    Gate bothGate = Gate.DURATION;

    /** When the caller took the floor, or made the agent pause. */
    long floorNanos = -1;

    /** How long both had spoken then. */
    long floorAfterNanos = -1;

    boolean heldOnly;
    boolean agentsWords;
    boolean lineLost;

    @Nullable
    Answer answer;

    /** The first sign that the caller spoke again. */
    @Nullable
    TurnAccount next;

    /** When the call ended, if it ended before anything else followed. */
    long callEndNanos = -1;

    private static final class Request {
        final int id;
        final long sentNanos;
        long answeredNanos = -1;

        Request(int id, long sentNanos) {
            this.id = id;
            this.sentNanos = sentNanos;
        }
    }

    TurnAccount(int number, long beganNanos, TurnConfig settings) {
        this.number = number;
        this.beganNanos = beganNanos;
        this.settings = settings;
    }

    // What the caller does

    void speechBegins(long onset, long at, @Nullable Answer over) {
        complete = false;
        if (!detected) {
            detected = true;
            declaredNanos = at;
            String overWhom = over == null ? "" : ", over " + over.name();
            add(Cause.of(
                    onset,
                    Kind.BEGAN,
                    "The caller began to speak" + overWhom + "; the gate was sure " + Say.ms(at - onset) + " later."));
        }
        speaking = true;
        onsetNanos = onset;
    }

    /** The gate has told of no onset in it: text came alone, or the sound that goes on had begun in the turn before. */
    void beginsWithoutOnset(boolean soundGoesOn) {
        String what = soundGoesOn
                ? "The caller went on speaking when the turn before had ended: what he says now is a turn of its own."
                : "Text of the recogniser began the turn; the gate had heard nothing.";
        add(Cause.of(beganNanos, Kind.BEGAN, what));
        detected = soundGoesOn;
        speaking = soundGoesOn;
        onsetNanos = soundGoesOn ? beganNanos : -1;
    }

    boolean isPausing() {
        return detected && soundEndNanos >= 0 && !speaking;
    }

    /** The caller goes on; before {@link #speechBegins}. */
    void pauseEnds(long onset, Quiet asked) {
        long pause = Math.max(0, onset - soundEndNanos);
        String why = whyNot(pause, asked);
        String again = requests.isEmpty() ? "" : " The recogniser had been asked in it, and is asked again.";
        tail.removeIf(cause -> cause.kind() == Kind.SOUND_ENDED);
        flush();
        add(Cause.of(
                soundEndNanos,
                Kind.PAUSE,
                "Quiet for " + Say.ms(pause) + ", which did not end the turn: " + why + "." + again));
        requests.clear();
    }

    private String whyNot(long pause, Quiet asked) {
        boolean owed = requests.stream().anyMatch(request -> request.answeredNanos < 0);
        if (asked.source() == Quiet.Source.RECOGNISER) {
            return "the recogniser, which decides, had not said that it was over";
        } else if (pause < asked.nanos()) {
            return "it takes " + Say.ms(asked.nanos()) + asked.by();
        } else if (!hasWords) {
            return "no text had come, and a turn without words waits for some (turn.no-transcript-timeout)";
        } else if (asked.nanos() < 0) {
            String who = asked.prose().isEmpty() ? "it takes" : asked.prose() + " asked for";
            return who + " more than that" + (owed ? ", or the wait for the recogniser was not over" : "");
        } else if (owed) {
            return (asked.source() == Quiet.Source.COMPLETE
                            ? "the answer was complete"
                            : "the " + Say.ms(asked.nanos()) + " asked for were over")
                    + ", but not the wait for the recogniser";
        }
        return "it was not settled before the caller went on";
    }

    void soundEnds(long end, long at) {
        speaking = false;
        complete = false;
        soundEndNanos = end;
        speechNanos += Math.max(0, end - onsetNanos);
        tail.add(Cause.of(
                end, Kind.SOUND_ENDED, "The last sound ended; the gate declared it " + Say.ms(at - end) + " later."));
    }

    void faintSoundIsOver(long at) {
        faintSoundOverNanos = at;
    }

    /** @param endNanos of the last one, negative where nobody said */
    void hasWords(long endNanos) {
        hasWords = true;
        lastWordEndNanos = Math.max(lastWordEndNanos, endNanos);
    }

    void verdict(long at, boolean isComplete, String who) {
        complete = isComplete;
        tail.add(Cause.of(
                at, Kind.VERDICT, who + (isComplete ? " called the turn complete." : " called the turn incomplete.")));
    }

    boolean isComplete() {
        return complete;
    }

    // What the recogniser does

    void asked(int id, long at) {
        requests.add(new Request(id, at));
    }

    /** @return whether it was this turn that had asked */
    boolean answered(int id, long at) {
        for (var request : requests) {
            if (request.id == id) {
                request.answeredNanos = at;
                if (outcome != Outcome.OPEN) {
                    add(Cause.of(
                            at,
                            Kind.RECOGNISER,
                            "The recogniser answered, " + Say.ms(at - request.sentNanos) + " after it was asked and "
                                    + Say.ms(at - endedNanos) + " after the turn had ended."));
                }
                return true;
            }
        }
        return false;
    }

    void note(Cause cause) {
        if (speaking || outcome != Outcome.OPEN) {
            add(cause);
        } else {
            tail.add(cause);
        }
    }

    // How it ends

    void committed(TurnAction.Commit commit, @Nullable Quiet asked, InForce inForce, long at) {
        var utterance = commit.utterance();
        kind = utterance.kind();
        text = utterance.text();
        finalNanos = commit.finalNanos();
        quietPassedNanos = commit.quietPassedNanos();
        quiet = asked;
        expected = inForce.expected();
        ends(Outcome.COMMITTED, Reason.of(utterance.reason()), inForce.config(), at);
        if (soundEndNanos < 0 || kind != Utterance.Kind.SPEECH) {
            soundEndNanos = utterance.audioEnd().toNanos();
        }
        if (kind == Utterance.Kind.SPEECH && commit.speechEndNanos() >= 0) {
            soundEndNanos = commit.speechEndNanos();
            quietIsOver();
        }
        var why = Reason.of(utterance.reason());
        String after = kind == Utterance.Kind.SPEECH && detected && at > soundEndNanos
                ? " That was " + Say.ms(at - soundEndNanos) + " after the last sound." + waitedLastFor()
                : "";
        add(Cause.of(at, Kind.COMMITTED, "The turn ended because " + why.prose() + "." + after, why));
    }

    private void quietIsOver() {
        var asked = quiet;
        if (asked != null && asked.nanos() > 0) {
            add(Cause.of(
                    quietPassedNanos,
                    Kind.QUIET,
                    "The quiet that the turn needed was over: " + Say.ms(asked.nanos()) + asked.by() + "."));
        }
    }

    private String waitedLastFor() {
        var asked = quiet;
        if (asked == null) {
            return "";
        }
        long wait = endedNanos - quietPassedNanos;
        if (asked.source() == Quiet.Source.COMPLETE && finalNanos >= endedNanos - SAME_NANOS) {
            return " A complete answer needs no quiet; it waited last for the final text.";
        } else if (asked.source() == Quiet.Source.COMPLETE) {
            return " A complete answer needs no quiet.";
        }
        if (wait <= SAME_NANOS) {
            return " It waited last for the quiet.";
        }
        if (finalNanos >= quietPassedNanos) {
            return " It waited last for the final text, " + Say.ms(wait) + " beyond the quiet.";
        }
        if (requests.stream().anyMatch(request -> request.answeredNanos < 0)) {
            return " It waited last for an answer of the recogniser that did not come: turn.finalize-timeout allows "
                    + Say.ms(settings.finalizeTimeout().toNanos()) + ".";
        }
        if (faintSoundOverNanos > quietPassedNanos) {
            return " It waited last for a faint sound, " + Say.ms(wait)
                    + " beyond the quiet, that might have been speech and was not.";
        }
        return " It waited " + Say.ms(wait) + " beyond the quiet.";
    }

    void revised(Utterance utterance, long at) {
        text = utterance.text();
        var why = Reason.of(utterance.reason());
        add(Cause.of(at, Kind.REVISED, "Revised because " + why.prose() + ": " + Say.quoted(text) + ".", why));
    }

    void abandoned(Reason why, InForce inForce, long at) {
        ends(Outcome.ABANDONED, why, inForce.config(), at);
        String heard = detected ? " after " + Say.ms(speechNanos) + " of sound" : "";
        add(Cause.of(at, Kind.ABANDONED, "The turn was abandoned" + heard + " because " + why.prose() + ".", why));
    }

    void dropped(String words, Reason why, InForce inForce, long at) {
        text = words;
        ends(Outcome.DROPPED, why, inForce.config(), at);
        wordsDropped(words, why, at);
    }

    /** Words of it, or that came for it, which became no part of what was committed. */
    void wordsDropped(String words, Reason why, long at) {
        add(Cause.of(at, Kind.DROPPED, Say.quoted(words) + " was dropped: the words were " + why.prose() + ".", why));
    }

    private void ends(Outcome how, Reason why, TurnConfig inForce, long at) {
        outcome = how;
        reason = why;
        settings = inForce;
        endedNanos = at;
        if (speaking) {
            speaking = false;
            speechNanos += Math.max(0, at - onsetNanos);
            soundEndNanos = at;
        }
        flush();
        for (var request : requests) {
            add(Cause.of(request.sentNanos, Kind.RECOGNISER, askedSentence(request)));
        }
    }

    private String askedSentence(Request request) {
        long lead = quietPassedNanos - request.sentNanos;
        String when = quiet != null && lead > 0 ? Say.ms(lead) + " before the quiet was over, " : "";
        return "The recogniser was asked for the final text, " + when
                + (request.answeredNanos >= 0
                        ? "and answered after " + Say.ms(request.answeredNanos - request.sentNanos) + "."
                        : "and had not answered when the turn ended, " + Say.ms(endedNanos - request.sentNanos)
                                + " later.");
    }

    // What the agent does

    void bothSpoke(long from, long to, Gate gate) {
        if (to - from > bothNanos) {
            bothNanos = to - from;
            bothFromNanos = from;
            bothGate = gate;
        }
    }

    /** The caller took the floor, or the agent fell silent until it is known whether he does. */
    void tookFloor(long at, long bothFrom, Gate gate, boolean held) {
        if (floorNanos < 0) {
            floorNanos = at;
            floorAfterNanos = bothFrom < 0 ? -1 : at - bothFrom;
            bothGate = gate;
        }
        heldOnly = held;
    }

    void agentWentOn() {
        floorNanos = -1;
        floorAfterNanos = -1;
    }

    void isAnswered(Answer by) {
        answer = by;
    }

    // What comes of it

    long firstSoundNanos() {
        return answer == null ? -1 : answer.firstSoundNanos;
    }

    long startNanos() {
        return causes.isEmpty()
                ? beganNanos
                : Math.min(beganNanos, causes.get(0).at().toNanos());
    }

    void add(Cause cause) {
        if (causes.size() < MOST_CAUSES || cause.reason().isPresent()) {
            causes.add(cause);
        } else {
            leftOut++;
        }
    }

    private void flush() {
        tail.forEach(this::add);
        tail.clear();
    }

    Explanation explanation() {
        var all = new ArrayList<>(causes);
        all.addAll(tail);
        all.sort(Comparator.comparing(Cause::at));
        if (leftOut > 0) {
            all.add(Cause.of(endedNanos, Kind.PAUSE, Say.count(leftOut, "further thing") + " happened in this turn."));
        }
        boolean ended = outcome != Outcome.OPEN;
        long sound = soundEndNanos >= 0 ? soundEndNanos : Math.max(beganNanos, onsetNanos);
        return new Explanation(
                number,
                outcome,
                text,
                Optional.ofNullable(reason),
                Duration.ofNanos(Math.max(0, startNanos())),
                Duration.ofNanos(Math.max(0, sound)),
                ended && detected ? Optional.of(Duration.ofNanos(Math.max(0, endedNanos - sound))) : Optional.empty(),
                firstSoundNanos() < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(firstSoundNanos())),
                List.copyOf(all),
                Diagnoses.of(this));
    }
}
