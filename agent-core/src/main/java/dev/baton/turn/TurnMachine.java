package dev.baton.turn;

/**
 * Decides when the caller's turn is over and when the agent must yield: events in, actions out, and nothing else.
 *
 * <p>Deadlines are part of the state. Each event first lets the time before it pass, so that the outcome depends on when things happened and not on how late a
 * timer ran; an event comes before a deadline of the same instant. {@link #nextDeadlineNanos} tells the driver when to send {@link TurnEvent.TimePassed}. Events
 * from the past count as happening now.
 *
 * <p>Has no state of its own; one instance may serve all calls of one configuration.
 */
public final class TurnMachine {
    private final TurnConfig config;

    public TurnMachine(TurnConfig config) {
        this.config = config;
    }

    /** The state before the first event. */
    public TurnState initial() {
        return TurnState.INITIAL;
    }

    /** The state after {@code event}, and what is to be done. */
    public Step next(TurnState state, TurnEvent event) {
        var transition = new Transition(config, state);
        long at = Math.max(event.atNanos(), state.nowNanos());
        passTime(transition, event instanceof TurnEvent.TimePassed ? at : at - 1);
        transition.now = at;
        if (transition.ending.phase() != Ending.Phase.OVER) {
            apply(transition, event);
            decide(transition);
        }
        return transition.step();
    }

    /** When {@link TurnEvent.TimePassed} is due, {@link Long#MAX_VALUE} if nothing waits for time. */
    public long nextDeadlineNanos(TurnState state) {
        return nextDeadline(new Transition(config, state));
    }

    private static void passTime(Transition transition, long untilNanos) {
        for (long due = nextDeadline(transition); due <= untilNanos; due = nextDeadline(transition)) {
            transition.now = due;
            decide(transition);
        }
    }

    /** Always later than now: what is due now has been decided. */
    private static long nextDeadline(Transition transition) {
        if (transition.ending.phase() == Ending.Phase.OVER) {
            return TurnState.NEVER;
        }
        long caller = CallerSide.nextDeadline(transition);
        long agent = AgentSide.nextDeadline(transition);
        return Math.min(Math.min(caller, agent), CallEnding.nextDeadline(transition));
    }

    private static void decide(Transition transition) {
        AgentSide.yieldToConfirmedSpeech(transition);
        CallerSide.decide(transition);
        AgentSide.releaseReply(transition);
        CallEnding.decide(transition);
    }

    private static void apply(Transition transition, TurnEvent event) {
        if (event instanceof TurnEvent.SpeechStarted started) {
            CallerSide.onSpeechStarted(transition, started);
        } else if (event instanceof TurnEvent.SoundBegan) {
            transition.soundSince = transition.now;
        } else if (event instanceof TurnEvent.SoundFaded) {
            transition.soundSince = TurnState.NEVER;
        } else if (event instanceof TurnEvent.SpeechEnded ended) {
            CallerSide.onSpeechEnded(transition, ended);
        } else if (event instanceof TurnEvent.InterimText interim) {
            CallerSide.onInterim(transition, interim);
        } else if (event instanceof TurnEvent.FinalText text) {
            FinalTexts.onFinal(transition, text);
        } else if (event instanceof TurnEvent.FinalizeAcknowledged answer) {
            FinalTexts.onAcknowledged(transition, answer);
        } else if (event instanceof TurnEvent.SttFailed) {
            CallerSide.onSttLost(transition);
        } else if (event instanceof TurnEvent.SttClosed) {
            CallerSide.onSttLost(transition);
        } else if (event instanceof TurnEvent.CallStarted) {
            AgentSide.onCallStarted(transition);
        } else if (event instanceof TurnEvent.ReplyReady ready) {
            AgentSide.onReplyReady(transition, ready);
        } else if (event instanceof TurnEvent.PlayoutStarted started) {
            AgentSide.onPlayoutStarted(transition, started);
        } else if (event instanceof TurnEvent.ReplyFinished finished) {
            AgentSide.onReplyFinished(transition, finished);
        } else if (event instanceof TurnEvent.PatienceSet patience) {
            transition.patience = patience.quietNanos();
        } else if (event instanceof TurnEvent.EndRequested) {
            CallEnding.onEndRequested(transition);
        } else if (event instanceof TurnEvent.HungUp) {
            CallEnding.onHungUp(transition);
        }
    }
}
