package dev.baton.turn;

import dev.baton.turn.AgentFloor.Phase;
import dev.baton.turn.TurnAction.StopReply;

/** The rules of the agent's floor: when a reply may begin, and when it must stop. */
final class AgentSide {
    private AgentSide() {}

    static void onCallStarted(Transition t) {
        int reply = ++t.repliesAsked;
        t.agent = t.agent.thinkingAbout(reply);
        t.emit(new TurnAction.Greet(reply));
    }

    static void onReplyReady(Transition t, TurnEvent.ReplyReady ready) {
        if (ready.reply() == t.agent.reply() && t.agent.phase() == Phase.THINKING) {
            t.agent = t.agent.in(Phase.READY);
        }
    }

    static void onPlayoutStarted(Transition t, TurnEvent.PlayoutStarted started) {
        if (started.reply() == t.agent.reply() && t.agent.phase() != Phase.IDLE) {
            t.agent = t.agent.speakingSince(t.now);
        }
    }

    static void onReplyFinished(Transition t, TurnEvent.ReplyFinished finished) {
        if (finished.reply() == t.agent.reply()) {
            t.agent = t.agent.silentSince(t.now);
        }
    }

    /** Sound alone does not take the floor; sound that lasts does. */
    static void yieldToConfirmedSpeech(Transition t) {
        var turn = t.turn;
        if (turn != null && t.ending.phase() == Ending.Phase.NONE && t.now >= gate(t)) {
            t.turn = turn.interrupting();
            stop(t, StopReason.INTERRUPTED);
        }
    }

    /** A reply never begins while the caller speaks, nor while the open turn may still become an utterance that makes it stale. */
    static void releaseReply(Transition t) {
        if (t.agent.phase() == Phase.READY && !CallerSide.mayStillCommit(t)) {
            t.agent = t.agent.in(Phase.STARTING);
            t.emit(new TurnAction.StartReply(t.agent.reply()));
        }
    }

    static void stop(Transition t, StopReason reason) {
        if (t.agent.phase() != Phase.IDLE) {
            t.emit(new StopReply(t.agent.reply(), reason));
            t.agent = t.agent.silentSince(t.now);
        }
    }

    static long nextDeadline(Transition t) {
        long gate = t.ending.phase() == Ending.Phase.NONE ? gate(t) : TurnState.NEVER;
        return gate > t.now ? gate : TurnState.NEVER;
    }

    /** When the caller's present speech confirms as an interruption. */
    private static long gate(Transition t) {
        var turn = t.turn;
        return turn != null && turn.speech().active() && t.agent.phase() == Phase.SPEAKING
                ? turn.speech().onsetNanos() + t.config.minInterruption().toNanos()
                : TurnState.NEVER;
    }
}
