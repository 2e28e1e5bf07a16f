package dev.baton.tuning;

import dev.baton.journal.JournalEntry;
import dev.baton.journal.PlacedWord;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a call off its journal, entry by entry. */
final class CallReading {
    /** Where a call never asked; what services on the network take. */
    private static final long USUAL_ANSWER_NANOS = 150_000_000;

    /** Of speech that is neither slow nor fast, where a call has no reply that came to its end. */
    private static final long USUAL_CHARACTER_NANOS = 65_000_000;

    /** From the first of an answer, so long nobody reacts to it: what the caller says until then was begun without it. */
    private static final long REACTION_NANOS = 200_000_000;

    private final String name;
    private final TurnConfig settings;
    private final List<TurnEvent> caller = new ArrayList<>();
    private final List<RecordedFinal> finals = new ArrayList<>();
    private final List<Long> interims = new ArrayList<>();
    private final Map<Integer, ReplyReading> replies = new LinkedHashMap<>();
    private final Map<Integer, Long> asked = new HashMap<>();
    private final List<Long> answerTimes = new ArrayList<>();
    private final Outcomes outcomes = new Outcomes();
    private List<PlacedWord> words = List.of();
    private ReplyReading latest = new ReplyReading(0, -1);
    private boolean closeAsked;
    private boolean marks;
    private long heardUpToNanos;

    CallReading(String name, TurnConfig settings) {
        this.name = name;
        this.settings = settings;
    }

    void add(JournalEntry entry) {
        if (entry instanceof JournalEntry.WordsPlaced placed) {
            words = placed.words();
        } else if (entry instanceof JournalEntry.Decided decided) {
            hear(decided.event(), decided.actions());
            outcomes.heard(decided.event());
            for (var action : decided.actions()) {
                note(action, decided.atNanos());
                outcomes.decided(action, decided.atNanos(), false);
            }
        }
    }

    private void hear(TurnEvent event, List<TurnAction> actions) {
        if (event instanceof TurnEvent.InterimText interim) {
            interims.add(interim.atNanos());
        } else if (event instanceof TurnEvent.FinalText text) {
            marks |= text.answersFinalize();
            long answers = answered(actions, text.atNanos());
            finals.add(new RecordedFinal(text.atNanos(), answers, text.text(), wordsOf(text)));
            words = List.of();
        } else if (event instanceof TurnEvent.FinalizeAcknowledged acknowledged) {
            marks = true;
            answered(actions, acknowledged.atNanos());
        } else if (event instanceof TurnEvent.SttClosed && closeAsked) {
            return; // comes again when it is asked for again
        } else if (!(event instanceof TurnEvent.TimePassed) && !hearAgent(event)) {
            caller.add(event);
        }
    }

    /** @return when the first of what it answers had been asked; negative if it answers nothing */
    private long answered(List<TurnAction> actions, long atNanos) {
        long first = -1;
        for (var action : actions) {
            if (action instanceof TurnAction.FinalizeAnswered answer) {
                long since = asked.getOrDefault(answer.id(), atNanos);
                answerTimes.add(atNanos - since);
                first = first < 0 ? since : first;
            }
        }
        return first;
    }

    /** Without word times, each has its share of the text's time. */
    private List<PlacedWord> wordsOf(TurnEvent.FinalText text) {
        if (!words.isEmpty()) {
            return words;
        }
        long from = text.span().isKnown() ? text.span().startNanos() : Math.min(heardUpToNanos, text.atNanos());
        long to = text.span().isKnown() ? text.span().endNanos() : text.atNanos();
        heardUpToNanos = to;
        var tokens = Arrays.stream(text.text().strip().split("\\s+"))
                .filter(token -> !token.isEmpty())
                .toList();
        var placed = new ArrayList<PlacedWord>();
        for (int i = 0; i < tokens.size(); i++) {
            placed.add(new PlacedWord(
                    tokens.get(i),
                    from + (to - from) * i / tokens.size(),
                    from + (to - from) * (i + 1) / tokens.size()));
        }
        return placed;
    }

    /** @return whether it was about the agent's side */
    private boolean hearAgent(TurnEvent event) {
        if (event instanceof TurnEvent.ReplyReady ready) {
            of(ready.reply()).ready(event.atNanos());
        } else if (event instanceof TurnEvent.PlayoutStarted started) {
            of(started.reply()).sounds(event.atNanos());
        } else if (event instanceof TurnEvent.PlayoutEnded ended) {
            of(ended.reply()).silent(event.atNanos());
        } else if (event instanceof TurnEvent.HandlerReturned returned) {
            of(returned.reply()).wishes(event);
        } else if (event instanceof TurnEvent.ReplyShielded shielded) {
            of(shielded.reply()).wishes(event);
        } else if (event instanceof TurnEvent.AgentSays says) {
            latest.says(says);
        } else if (event instanceof TurnEvent.PatienceSet
                || event instanceof TurnEvent.AnswerExpected
                || event instanceof TurnEvent.ToolStarted
                || event instanceof TurnEvent.ToolEnded
                || event instanceof TurnEvent.EndRequested) {
            latest.wishes(event);
        } else {
            return event instanceof TurnEvent.ReplyFinished;
        }
        return true;
    }

    private ReplyReading of(int reply) {
        return replies.getOrDefault(reply, latest);
    }

    private void note(TurnAction action, long atNanos) {
        if (action instanceof TurnAction.SendFinalize request) {
            asked.put(request.id(), atNanos);
        } else if (action instanceof TurnAction.SendCloseStream) {
            closeAsked = true;
        } else if (action instanceof TurnAction.StartHandler start) {
            begin(start.reply(), atNanos, start.utterance().audioEnd().toNanos());
        } else if (action instanceof TurnAction.Greet greet) {
            begin(greet.reply(), atNanos, -1);
        } else if (action instanceof TurnAction.ReportIdle idle) {
            begin(idle.reply(), atNanos, -1);
        } else if (action instanceof TurnAction.StartReply start) {
            of(start.reply()).mayBegin(atNanos);
        } else if (action instanceof TurnAction.PauseReply pause) {
            of(pause.reply()).silent(atNanos);
        } else if (action instanceof TurnAction.ResumeReply resume) {
            of(resume.reply()).sounds(atNanos);
        } else if (action instanceof TurnAction.StopReply stop) {
            of(stop.reply()).stopped(atNanos);
        }
    }

    private void begin(int reply, long atNanos, long turnEndNanos) {
        latest = new ReplyReading(atNanos, turnEndNanos);
        replies.put(reply, latest);
    }

    RecordedCall recorded() {
        var outcome = outcomes.outcome();
        long pace = replies.values().stream()
                .mapToLong(ReplyReading::nanosPerCharacter)
                .filter(nanos -> nanos > 0)
                .sorted()
                .findFirst()
                .orElse(USUAL_CHARACTER_NANOS);
        return new RecordedCall(
                name,
                settings,
                caller,
                finals,
                interims,
                replies.values().stream().map(reply -> reply.recorded(pace)).toList(),
                median(),
                marks,
                outcome,
                meant(outcome.turns()));
    }

    private long median() {
        if (answerTimes.isEmpty()) {
            return USUAL_ANSWER_NANOS;
        }
        return answerTimes.stream().sorted().toList().get(answerTimes.size() / 2);
    }

    /** A caller who goes on before the answer can have been heard had not finished. */
    private static List<TrueTurn> meant(List<TurnOutcome> committed) {
        var meant = new ArrayList<TrueTurn>();
        long heardNanos = -1;
        for (var turn : committed) {
            if (turn.endNanos() <= turn.startNanos()) {
                continue; // keys and typed lines
            }
            boolean goesOn = turn.startNanos() < heardNanos + REACTION_NANOS && !meant.isEmpty();
            long from = goesOn ? meant.remove(meant.size() - 1).startNanos() : turn.startNanos();
            meant.add(new TrueTurn(from, turn.endNanos()));
            heardNanos = turn.answeredNanos() >= 0 ? turn.answeredNanos() : turn.committedNanos();
        }
        return meant;
    }
}
