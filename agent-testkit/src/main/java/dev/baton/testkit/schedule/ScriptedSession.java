package dev.baton.testkit.schedule;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.testkit.schedule.promise.ConnectionTrace;
import dev.baton.testkit.schedule.promise.Entry;
import dev.baton.testkit.schedule.promise.Stamps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** One connection of the {@link ScriptedRecogniser}. */
final class ScriptedSession implements SttSession {
    private static final long MILLI = 1_000_000;
    private static final long FAR_AHEAD_MILLIS = 60_000;

    private final ScriptedRecogniser service;
    private final ConnectionTrace connection;
    private final SttListener listener;
    private final Map<Integer, Long> endMillisByWord = new HashMap<>();
    private List<Integer> pending = new ArrayList<>();
    private @Nullable Telling heldBack;
    private Entry.@Nullable FinalSaid lastFinal;
    private String lastInterim = "";
    private long busyUntilNanos;
    private boolean ready;
    private boolean closing;
    private boolean closed;

    /** A final text on its way. */
    private record Telling(AnswerPlan plan, List<Integer> words, boolean marked, int answers) {}

    ScriptedSession(ScriptedRecogniser service, ConnectionTrace connection, SttListener listener) {
        this.service = service;
        this.connection = connection;
        this.listener = listener;
    }

    void connect(ConnectionPlan plan) {
        busyUntilNanos = now() + plan.delayMillis() * MILLI;
        if (plan.delayMillis() == 0) {
            decided(plan.outcome());
        } else {
            service.loop.schedule(plan.delayMillis() * MILLI, () -> decided(plan.outcome()));
        }
    }

    private void decided(ConnectionPlan.Outcome outcome) {
        if (closed) {
            return;
        }
        if (outcome == ConnectionPlan.Outcome.STANDS) {
            ready = true;
            service.trace.add(new Entry.Stands(now(), connection.number()));
            listener.onEvent(new SttEvent.Ready(service.address()));
        } else {
            boolean refused = outcome == ConnectionPlan.Outcome.REFUSED;
            fail(refused ? ErrorCode.STT_REFUSED : ErrorCode.STT_UNREACHABLE, refused ? 1008 : 1006, refused);
        }
    }

    private void fail(ErrorCode code, int closeCode, boolean fatal) {
        closed = true;
        service.trace.add(new Entry.Gone(now(), connection.number(), true));
        listener.onEvent(new SttEvent.Error(new BatonException(code, "the schedule says so", "", ""), fatal));
        listener.onEvent(new SttEvent.Closed(closeCode, "", false));
    }

    private long now() {
        return service.clock.getAsLong();
    }

    // What the call does

    @Override
    public void audio(short[] samples, int offset, int length) {
        if (closed) {
            return;
        }
        if (closing) {
            service.trace.add(new Entry.TalkedAfterClose(now(), connection.number(), "audio"));
            return;
        }
        int first = samples[offset];
        if (first == samples[offset + length - 1]) {
            received(first, length);
            return;
        }
        for (int from = offset, at = offset; at < offset + length; from = at) {
            while (at < offset + length && samples[at] == samples[from]) {
                at++;
            }
            received(samples[from], at - from);
        }
    }

    private void received(int frame, int count) {
        boolean again = frame == connection.lastFrame(); // the rest of a frame whose beginning came before
        connection.received(frame, count);
        int number = again || frame <= 0 ? 0 : service.sounds.wordEndingIn(frame);
        if (number == 0) {
            return;
        }
        var word = service.sounds.words().get(number - 1);
        if (connection.runStart() > Soundscape.frameAt(word.startMillis())) {
            return; // cut off at its beginning
        }
        long frameStart = connection.samples() * 1000 / ScriptedCaller.RATE_HZ - Soundscape.FRAME_MILLIS;
        endMillisByWord.put(number, frameStart + word.endMillis() - (frame - 1L) * Soundscape.FRAME_MILLIS);
        pending.add(number);
    }

    @Override
    public void finalizeTurn() {
        if (closed) {
            return;
        }
        if (closing) {
            service.trace.add(new Entry.TalkedAfterClose(now(), connection.number(), "finalize"));
            return;
        }
        service.trace.add(
                new Entry.FinalizeAsked(now(), connection.number(), connection.samples(), connection.lastFrame()));
        var plan = service.nextAnswer();
        var words = pending;
        pending = new ArrayList<>();
        inOrder(plan.delayMillis(), () -> answer(plan, words));
    }

    @Override
    public void closeStream() {
        if (closed) {
            return;
        }
        if (closing) {
            service.trace.add(new Entry.TalkedAfterClose(now(), connection.number(), "close_stream"));
            return;
        }
        closing = true;
        service.trace.add(new Entry.CloseAsked(now(), connection.number()));
        int closeMillis = service.schedule.plan().closeMillis();
        if (closeMillis >= 0) {
            inOrder(closeMillis, () -> {
                tellHeldBack();
                if (!pending.isEmpty()) {
                    tell(new Telling(service.nextAnswer(), takePending(), false, 0));
                }
                closed = true;
                service.trace.add(new Entry.Gone(now(), connection.number(), false));
                listener.onEvent(new SttEvent.Closed(1000, "", true));
            });
        }
    }

    @Override
    public void abort() {
        closed = true;
    }

    @Override
    public void abandon() {
        if (!closed) {
            service.trace.add(new Entry.Gone(now(), connection.number(), true));
        }
        abort();
    }

    /** Answers come one after the other, whatever each takes. */
    private void inOrder(int delayMillis, Runnable step) {
        busyUntilNanos = Math.max(busyUntilNanos, now() + delayMillis * MILLI);
        service.loop.schedule(busyUntilNanos - now(), () -> {
            if (!closed && ready) {
                step.run();
            }
        });
    }

    private void answer(AnswerPlan plan, List<Integer> words) {
        boolean marks = service.schedule.plan().turns().marksAnswers();
        var telling = new Telling(plan, words, marks, 1);
        switch (plan.style()) {
            case ANSWER -> tell(telling);
            case TWICE -> {
                tell(telling);
                tellAgain();
            }
            case AFTER_NEXT -> {
                tellHeldBack();
                heldBack = telling;
                return;
            }
            case LOST -> {
                // as if nobody had spoken
            }
            case LEFT_TO_NEXT -> pending.addAll(0, words);
            case BURST -> {
                for (int i = 0; i < words.size() - 1; i++) {
                    tell(new Telling(plan, List.of(words.get(i)), false, 0));
                }
                tell(new Telling(
                        plan, words.isEmpty() ? words : words.subList(words.size() - 1, words.size()), marks, 1));
            }
            case EMPTY -> {
                pending.addAll(0, words);
                tell(new Telling(plan, List.of(), marks, 1));
            }
        }
        tellHeldBack();
    }

    private void tellHeldBack() {
        var held = heldBack;
        heldBack = null;
        if (held != null) {
            tell(held);
        }
    }

    private List<Integer> takePending() {
        var words = pending;
        pending = new ArrayList<>();
        return words;
    }

    // What the recogniser does

    void happens(Stimulus stimulus) {
        if (closed) {
            return;
        }
        switch (stimulus.kind()) {
            case CONNECTION_LOST -> {
                boolean forGood = stimulus.variant() == 1;
                if (!closing || stimulus.variant() > 0) {
                    fail(forGood ? ErrorCode.STT_REFUSED : ErrorCode.STT_LOST, forGood ? 1008 : 1006, forGood);
                }
            }
            case INTERIM -> {
                if (ready) {
                    tellInterim(stimulus.variant() == 1);
                }
            }
            case FINAL -> {
                if (ready && !pending.isEmpty()) {
                    boolean marked = stimulus.variant() == 1;
                    tell(new Telling(service.nextAnswer(), takePending(), marked, 0));
                }
            }
            case FINAL_AGAIN -> {
                if (ready) {
                    tellAgain();
                }
            }
            case STT_SPEECH_STARTED -> {
                if (ready) {
                    listener.onEvent(new SttEvent.SpeechStarted(connection.samples() / 8));
                }
            }
            case STT_TURN_ENDED -> {
                if (ready) {
                    listener.onEvent(new SttEvent.TurnEnded(connection.samples() / 8));
                }
            }
            case STT_TURN_EXPECTED -> {
                if (ready) {
                    listener.onEvent(new SttEvent.TurnExpected(connection.samples() / 8));
                }
            }
            case STT_TURN_RESUMED -> {
                if (ready) {
                    listener.onEvent(new SttEvent.TurnResumed(connection.samples() / 8));
                }
            }
            default -> throw new AssertionError("no affair of the recogniser: " + stimulus);
        }
    }

    private void tellInterim(boolean again) {
        String text =
                again ? lastInterim : text(pending, service.schedule.plan().interimsDiffer());
        if (text.isEmpty()) {
            return;
        }
        lastInterim = text;
        service.trace.add(new Entry.InterimSaid(now(), connection.number(), text));
        listener.onEvent(new SttEvent.Interim(text, again ? List.of() : stamped(pending, service.interimStamps())));
    }

    private void tellAgain() {
        var last = lastFinal;
        if (last != null) {
            say(last.words(), last.stamps(), 0, last.marked(), 0);
        }
    }

    private void tell(Telling telling) {
        var plan = telling.plan();
        say(telling.words(), plan.stamps(), plan.shiftMillis(), telling.marked(), telling.answers());
    }

    private void say(List<Integer> words, Stamps stamps, int shiftMillis, boolean marked, int answers) {
        if (closed) {
            return; // by what the call made of the text before
        }
        boolean last = closing && pending.isEmpty();
        var said = new Entry.FinalSaid(now(), connection.number(), List.copyOf(words), stamps, marked, answers);
        lastFinal = said;
        service.trace.add(said);
        listener.onEvent(new SttEvent.Final(
                text(words, false),
                stamped(words, new AnswerPlan(0, AnswerPlan.Style.ANSWER, stamps, shiftMillis)),
                marked,
                last));
    }

    private String text(List<Integer> words, boolean interim) {
        var text = new StringJoiner(" ");
        for (int number : words) {
            var word = service.sounds.words().get(number - 1);
            text.add(interim ? word.interimText() : word.text());
        }
        return text.toString();
    }

    private List<SttEvent.Word> stamped(List<Integer> words, AnswerPlan plan) {
        if (plan.stamps() == Stamps.NONE || words.isEmpty()) {
            return List.of();
        }
        var stamped = new ArrayList<SttEvent.Word>(words.size());
        for (int number : words) {
            var word = service.sounds.words().get(number - 1);
            long end = switch (plan.stamps()) {
                case ZERO -> 0;
                case FUTURE -> end(number) + FAR_AHEAD_MILLIS;
                default -> Math.max(0, end(number) + plan.shiftMillis());
            };
            long start = plan.stamps() == Stamps.ZERO ? 0 : Math.max(0, end - (word.endMillis() - word.startMillis()));
            stamped.add(new SttEvent.Word(word.text(), start, end, null));
        }
        return stamped;
    }

    private long end(int word) {
        return endMillisByWord.getOrDefault(word, 0L);
    }
}
