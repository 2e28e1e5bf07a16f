package dev.baton.internal.journal;

import dev.baton.agent.CallSummary;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.internal.call.CallDriver;
import dev.baton.internal.call.CallJournal;
import dev.baton.internal.call.CallLoop;
import dev.baton.internal.call.TurnRules;
import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalEntry.HungUp.During;
import dev.baton.stt.SttEvent;
import dev.baton.turn.Step;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.TurnState;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Holds what a replayed call does against the tape, and has happen what the tape tells of the agent's side. */
final class ReplayJournal implements CallJournal {
    private final Tape tape;
    private final ReplayLoop loop;
    private final ReplayTransport transport;
    private final @Nullable SilentRecogniser silent;
    private final Supplier<CallDriver> driver;

    /**
     * @param silent where the recogniser's texts come from the tape; null where they come from its messages
     * @param driver hears of what the tape tells
     */
    ReplayJournal(
            Tape tape,
            ReplayLoop loop,
            ReplayTransport transport,
            @Nullable SilentRecogniser silent,
            Supplier<CallDriver> driver) {
        this.tape = tape;
        this.loop = loop;
        this.transport = transport;
        this.silent = silent;
        this.driver = driver;
    }

    /** Whether an event comes about in a replay by itself, from audio, wire and time. */
    boolean comesAbout(TurnEvent event) {
        if (event instanceof TurnEvent.SpeechStarted
                || event instanceof TurnEvent.SpeechEnded
                || event instanceof TurnEvent.SoundBegan
                || event instanceof TurnEvent.SoundFaded
                || event instanceof TurnEvent.DetectorFailed
                || event instanceof TurnEvent.AudioStopped
                || event instanceof TurnEvent.AudioResumed
                || event instanceof TurnEvent.CallStarted
                || event instanceof TurnEvent.SttPending
                || event instanceof TurnEvent.HungUp
                || event instanceof TurnEvent.TimePassed) {
            return true;
        }
        return silent == null && isFromRecogniser(event);
    }

    private static boolean isFromRecogniser(TurnEvent event) {
        return event instanceof TurnEvent.InterimText
                || event instanceof TurnEvent.FinalText
                || event instanceof TurnEvent.FinalizeAcknowledged
                || event instanceof TurnEvent.SttSpeechStarted
                || event instanceof TurnEvent.SttTurnEnded
                || event instanceof TurnEvent.SttTurnExpected
                || event instanceof TurnEvent.SttTurnResumed
                || event instanceof TurnEvent.SttOpened
                || event instanceof TurnEvent.SttLost
                || event instanceof TurnEvent.SttFailed
                || event instanceof TurnEvent.SttClosed;
    }

    @Override
    public TurnRules rules(TurnRules rules) {
        return new TurnRules() {
            @Override
            public TurnState initial() {
                return rules.initial();
            }

            @Override
            public Step next(TurnState state, TurnEvent event) {
                var nothing = new Step(state, List.of());
                var recorded = tape.peek() instanceof JournalEntry.Decided next ? next : null;
                boolean fromTape = recorded != null && recorded.event() == event;
                if (tape.differs() || (!fromTape && !comesAbout(event))) {
                    return nothing; // the agent's side does what it did
                }
                if (recorded == null || !recorded.event().equals(event)) {
                    tape.differ(event.atNanos(), event);
                    return nothing;
                }
                tape.take();
                if (silent != null && event instanceof TurnEvent.SttOpened) {
                    silent.opens();
                }
                var step = rules.next(state, event);
                tape.decided(recorded, step.actions());
                return step;
            }

            @Override
            public long nextDeadlineNanos(TurnState state) {
                // Where nothing is decided any more, what is due would be due for ever.
                return tape.differs() ? Long.MAX_VALUE : rules.nextDeadlineNanos(state);
            }
        };
    }

    @Override
    public CallLoop line(CallLoop ofCall) {
        return loop.line(transport);
    }

    @Override
    public void ticked() {
        agentGoesOn();
    }

    @Override
    public void carriedOut() {
        agentGoesOn();
    }

    private void agentGoesOn() {
        if (tape.differs()) {
            return;
        }
        if (tape.peek() instanceof JournalEntry.Decided next && !comesAbout(next.event())) {
            driver.get().happensAgain(next.event());
        } else if (hangsUpInside()) {
            agentGoesOn(); // what the agent did ahead of that has not been decided yet
        }
    }

    /** Whoever was told of what happens here, or did what was decided, hung up. */
    boolean hangsUpInside() {
        if (tape.differs() || !(tape.peek() instanceof JournalEntry.HungUp next) || next.during() == During.NOTHING) {
            return false;
        }
        driver.get().hangsUpAgain(next.reason(), next.atNanos());
        return tape.peek() != next;
    }

    @Override
    public boolean audioWaits(long atNanos, boolean waits) {
        if (!tape.differs() && tape.peek() instanceof JournalEntry.AudioWaited waited && waited.atNanos() == atNanos) {
            tape.take();
            return true;
        }
        return false;
    }

    @Override
    public void woke(long nowNanos) {
        tape.expect(new JournalEntry.Woke(nowNanos));
    }

    @Override
    public void audio(long atNanos, ByteBuffer bytes, boolean ticking) {
        tape.expect(new JournalEntry.Audio(atNanos, ticking, bytes.duplicate()));
    }

    @Override
    public void audioMissed(long atNanos, long lengthNanos) {
        tape.expect(new JournalEntry.AudioMissed(atNanos, lengthNanos));
    }

    @Override
    public void heard(SttEvent event, LongUnaryOperator clock) {
        if (event instanceof SttEvent.Final text && !text.words().isEmpty()) {
            tape.expect(JournalRecorder.placed(loop.nanoTime(), text, clock));
        }
    }

    @Override
    public void hungUp(long atNanos, EndReason reason, During during) {
        var again = tape.peek() instanceof JournalEntry.HungUp next ? next.during() : during;
        tape.expect(new JournalEntry.HungUp(atNanos, reason, again));
    }

    /** The counts of the agent's side are not the same: it did nothing. */
    @Override
    public void ended(long atNanos, CallSummary summary) {
        if (tape.peek() instanceof JournalEntry.Ended ended && ended.atNanos() == atNanos) {
            tape.take();
        } else if (!tape.differs()) {
            tape.differ(atNanos, "the call ended, " + summary.reason());
        }
    }
}
