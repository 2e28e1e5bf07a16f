package dev.baton.turn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the caller's turn is over and when the agent must yield: events in, actions out, and nothing else.
 *
 * <p>Deadlines are part of the state. Each event first lets the time before it pass, so that the outcome depends on when things happened and not on how late a
 * timer ran; an event comes before a deadline of the same instant. {@link #nextDeadlineNanos} tells the driver when to send {@link TurnEvent.TimePassed}. Events
 * from the past count as happening now, and are counted.
 *
 * <p>Has no state of its own; one instance may serve all calls of one configuration.
 */
public final class TurnMachine {
    private final TurnConfig config;
    private final @Nullable Endpointer endpointer;

    public TurnMachine(TurnConfig config) {
        this(config, null);
    }

    /** @param endpointer the application's, in place of those that {@code turn.endpointing} names; null for those */
    public TurnMachine(TurnConfig config, @Nullable Endpointer endpointer) {
        this.config = config;
        this.endpointer = endpointer;
    }

    /** The state before the first event. */
    public TurnState initial() {
        return TurnState.initial(config);
    }

    /** The state after {@code event}, and what is to be done. */
    public Step next(TurnState state, TurnEvent event) {
        var t = new Transition(state, endpointer);
        long due = state.deadlineNanos();
        if (due <= t.now) {
            decide(t); // the first step: the beginning of the call is a moment too
            due = nextDeadline(t);
        }
        if (event.atNanos() < t.now) {
            t.clamped++;
        }
        long at = Math.max(event.atNanos(), t.now);
        passTime(t, due, event instanceof TurnEvent.TimePassed ? at : at - 1);
        t.now = at;
        if (!isOver(t)) {
            hear(t, event);
            decide(t);
        }
        return new Step(t.state(nextDeadline(t)), List.copyOf(t.actions));
    }

    /** When {@link TurnEvent.TimePassed} is due, {@link Long#MAX_VALUE} if nothing waits for time. */
    public long nextDeadlineNanos(TurnState state) {
        return state.deadlineNanos();
    }

    private static boolean isOver(Transition t) {
        return t.ending.phase() == Ending.Phase.OVER;
    }

    private static void passTime(Transition t, long firstDueNanos, long untilNanos) {
        for (long due = firstDueNanos; due <= untilNanos; due = nextDeadline(t)) {
            t.now = due;
            decide(t);
        }
    }

    /** Always later than now: what is due now has been decided. */
    private static long nextDeadline(Transition t) {
        if (isOver(t)) {
            return TurnState.NEVER;
        }
        long caller = min(VoiceRules.nextDeadline(t), FinalTexts.nextDeadline(t), TurnEnds.nextDeadline(t));
        long both = min(Interruption.nextDeadline(t), Keypad.nextDeadline(t), AgentSide.nextDeadline(t));
        long call = min(Guards.nextDeadline(t), CallEnding.nextDeadline(t), SttLink.nextDeadline(t));
        return Math.min(min(caller, both, call), Idle.nextDeadline(t));
    }

    private static long min(long a, long b, long c) {
        return Math.min(a, Math.min(b, c));
    }

    /** Everything that the present moment decides, in the order in which one thing bears on the next. */
    private static void decide(Transition t) {
        Muting.update(t);
        VoiceRules.decide(t);
        FinalTexts.decide(t);
        Interruption.decide(t);
        TurnEnds.decide(t);
        Keypad.decide(t);
        AgentSide.decide(t);
        Guards.decide(t);
        CallEnding.decide(t);
        if (!isOver(t)) {
            SttLink.decide(t);
            Idle.decide(t);
        }
    }

    private static void hear(Transition t, TurnEvent event) {
        if (!hearCaller(t, event) && !hearLine(t, event)) {
            hearAgent(t, event);
        }
    }

    private static boolean hearCaller(Transition t, TurnEvent event) {
        if (event instanceof TurnEvent.SpeechStarted started) {
            VoiceRules.onStarted(t, started);
        } else if (event instanceof TurnEvent.SpeechEnded ended) {
            VoiceRules.onEnded(t, ended);
        } else if (event instanceof TurnEvent.SoundBegan) {
            t.voice = t.voice.withSoundSince(t.now);
        } else if (event instanceof TurnEvent.SoundFaded) {
            t.voice = t.voice.withSoundSince(TurnState.NEVER);
        } else if (event instanceof TurnEvent.DetectorFailed) {
            VoiceRules.onFailed(t);
        } else if (event instanceof TurnEvent.AudioStopped stopped) {
            VoiceRules.onAudioStopped(t, stopped);
        } else if (event instanceof TurnEvent.AudioResumed) {
            t.voice = t.voice.withGapSince(TurnState.NEVER);
        } else if (event instanceof TurnEvent.Verdict verdict) {
            QuietFloor.onVerdict(t, verdict);
        } else if (event instanceof TurnEvent.KeyPressed pressed) {
            Keypad.onKey(t, pressed);
        } else if (event instanceof TurnEvent.TextTyped typed) {
            Keypad.onTyped(t, typed);
        } else if (event instanceof TurnEvent.HungUp) {
            CallEnding.onHungUp(t);
        } else {
            return false;
        }
        return true;
    }

    private static boolean hearLine(Transition t, TurnEvent event) {
        if (event instanceof TurnEvent.InterimText interim) {
            FinalTexts.onInterim(t, interim);
        } else if (event instanceof TurnEvent.FinalText text) {
            FinalTexts.onFinal(t, text);
        } else if (event instanceof TurnEvent.FinalizeAcknowledged answer) {
            FinalTexts.onAcknowledged(t, answer);
        } else if (event instanceof TurnEvent.SttSpeechStarted) {
            SttTurns.onStarted(t);
        } else if (event instanceof TurnEvent.SttTurnEnded) {
            SttTurns.onEnded(t);
        } else if (event instanceof TurnEvent.SttTurnExpected) {
            SttTurns.onExpected(t);
        } else if (event instanceof TurnEvent.SttTurnResumed) {
            SttTurns.onResumed(t);
        } else if (event instanceof TurnEvent.SttPending) {
            SttLink.onPending(t);
        } else if (event instanceof TurnEvent.SttOpened) {
            SttLink.onOpened(t);
        } else if (event instanceof TurnEvent.SttLost lost) {
            SttLink.onLost(t, lost.retryAfterNanos());
        } else if (event instanceof TurnEvent.SttFailed failed) {
            SttLink.onFailed(t, failed.reason());
        } else if (event instanceof TurnEvent.SttClosed) {
            SttLink.onClosed(t);
        } else {
            return false;
        }
        return true;
    }

    private static void hearAgent(Transition t, TurnEvent event) {
        if (event instanceof TurnEvent.CallStarted) {
            AgentSide.onCallStarted(t);
        } else if (event instanceof TurnEvent.ReplyReady ready) {
            AgentSide.onReplyReady(t, ready);
        } else if (event instanceof TurnEvent.PlayoutStarted started) {
            AgentSide.onPlayoutStarted(t, started);
        } else if (event instanceof TurnEvent.AgentSays says) {
            EchoGuard.onAgentSays(t, says.text());
        } else if (event instanceof TurnEvent.PlayoutEnded ended) {
            AgentSide.onPlayoutEnded(t, ended);
        } else if (event instanceof TurnEvent.ReplyFinished finished) {
            AgentSide.onReplyFinished(t, finished);
        } else if (event instanceof TurnEvent.HandlerReturned returned) {
            AgentSide.onHandlerReturned(t, returned);
        } else if (event instanceof TurnEvent.ReplyShielded shielded) {
            AgentSide.onShielded(t, shielded);
        } else if (event instanceof TurnEvent.ToolStarted) {
            AgentSide.onToolStarted(t);
        } else if (event instanceof TurnEvent.ToolEnded) {
            AgentSide.onToolEnded(t);
        } else if (event instanceof TurnEvent.PatienceSet patience) {
            t.patience = patience.quietNanos();
        } else if (event instanceof TurnEvent.AnswerExpected answer) {
            t.patience = answer.quietNanos();
            t.expected = answer.expected();
        } else if (event instanceof TurnEvent.SettingsChanged changed) {
            changeSettings(t, changed.settings());
        } else if (event instanceof TurnEvent.MuteSet set) {
            Muting.onSet(t, set);
        } else if (event instanceof TurnEvent.EndRequested) {
            CallEnding.onEndRequested(t);
        }
    }

    private static void changeSettings(Transition t, TurnConfig settings) {
        var before = t.config;
        t.config = settings;
        QuietFloor.onSettingsChanged(t, before);
        if (!before.userIdle().equals(settings.userIdle())) {
            Idle.startAfresh(t);
        }
    }
}
