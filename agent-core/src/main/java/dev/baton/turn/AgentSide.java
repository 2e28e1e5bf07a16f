package dev.baton.turn;

import dev.baton.turn.AgentFloor.Phase;

/** The rules of the agent's floor: who answers what, when a reply may begin, and when it must stop. */
final class AgentSide {
    private AgentSide() {}

    static void onCallStarted(Transition t) {
        t.agent.asked(++t.repliesAsked, null, t.now);
        t.emit(new TurnAction.Greet(t.agent.reply));
    }

    static void onReplyReady(Transition t, TurnEvent.ReplyReady ready) {
        if (ready.reply() == t.agent.reply && t.agent.phase == Phase.THINKING) {
            t.agent.phase = Phase.READY;
        } else if (t.agent.nextUtterance != null && ready.reply() == t.agent.nextReply) {
            t.agent.nextReady = true;
        } else {
            Speculation.onReady(t, ready.reply());
        }
    }

    static void onPlayoutStarted(Transition t, TurnEvent.PlayoutStarted started) {
        var agent = t.agent;
        if (t.ending.isDraining()) {
            return; // the call's end, which was asked for as leave was given, has stopped it
        }
        if (agent.nextUtterance != null && started.reply() == agent.nextReply) {
            agent.settled();
        }
        if (started.reply() == agent.reply && agent.phase != Phase.IDLE && agent.phase != Phase.CANCELLED) {
            agent.phase = Phase.SPEAKING;
            agent.begun = true;
        }
        agent.playing = started.reply();
        agent.paused = false;
        agent.playouts = agent.playouts.begunAt(t.now);
        agent.playoutsBegun++;
        EchoGuard.onPlayoutStarted(t);
        t.ended = t.ended.stream().map(EndedTurn::beingAnswered).toList();
        Guards.onAgentSpeaks(t);
    }

    static void onPlayoutEnded(Transition t, TurnEvent.PlayoutEnded ended) {
        if (ended.reply() == t.agent.playing) {
            fallSilent(t);
            if (!ended.cut()) {
                Idle.startAfresh(t);
            }
        }
    }

    static void onReplyFinished(Transition t, TurnEvent.ReplyFinished finished) {
        var agent = t.agent;
        if (finished.reply() == agent.playing) {
            fallSilent(t);
        }
        boolean nothingPending = agent.phase == Phase.IDLE || agent.phase == Phase.CANCELLED;
        if (!agent.isPlaying() && (nothingPending || finished.reply() == agent.reply)) {
            t.ending = t.ending.withGoodbyePlayed();
        }
        if (agent.nextUtterance != null && finished.reply() == agent.nextReply) {
            agent.nextUtterance = null; // it had nothing to say
        }
        if (finished.reply() != agent.reply) {
            Speculation.onFinished(t, finished.reply());
            return;
        }
        if (agent.phase != Phase.IDLE && agent.phase != Phase.CANCELLED) {
            agent.settled();
            Idle.startAfresh(t);
        }
    }

    static void onHandlerReturned(Transition t, TurnEvent.HandlerReturned returned) {
        if (returned.reply() == t.agent.reply) {
            t.agent.working = false;
        }
    }

    static void onShielded(Transition t, TurnEvent.ReplyShielded shielded) {
        t.agent.shielded = shielded.reply();
    }

    static void onToolStarted(Transition t) {
        t.agent.tools++;
    }

    static void onToolEnded(Transition t) {
        if (t.agent.tools > 0 && --t.agent.tools == 0) {
            Idle.startAfresh(t);
        }
    }

    /** A paused reply goes on where the caller said nothing after all; one that waits begins where nothing speaks against it. */
    static void decide(Transition t) {
        if (t.agent.paused && t.now >= resumeAt(t)) {
            t.agent.paused = false;
            t.emit(new TurnAction.ResumeReply(t.agent.playing));
        }
        if (t.agent.phase == Phase.READY
                && !t.ending.isDraining()
                && !t.agent.isPlaying()
                && !t.voice.active()
                && !t.keypad.isPending()
                && !TurnEnds.mayStillCommit(t)) {
            t.agent.phase = Phase.STARTING;
            t.emit(new TurnAction.StartReply(t.agent.reply));
        }
    }

    static long nextDeadline(Transition t) {
        return t.agent.paused ? t.later(resumeAt(t)) : TurnState.NEVER;
    }

    /** Whether the caller may not interrupt what sounds. */
    static boolean isProtected(Transition t) {
        return !t.config.allowInterruptions() || t.agent.shielded == t.agent.playing || !t.isTalking();
    }

    /** Sound alone does not take the floor; sound that lasts, or enough words, do. */
    static void yieldToSpeech(Transition t) {
        if (t.config.resumeFalseInterruption()) {
            t.agent.paused = true;
            t.emit(new TurnAction.PauseReply(t.agent.playing));
        } else {
            interrupt(t);
        }
    }

    /** A key or a typed line leaves no doubt. */
    static void yieldToInput(Transition t) {
        if (t.agent.isPlaying() && !isProtected(t)) {
            interrupt(t);
        }
        cancelHandler(t);
    }

    /** New speech makes an answer stale that nobody has heard of yet. */
    static void cancelHandler(Transition t) {
        var agent = t.agent;
        boolean spared = t.config.defersDuringTools() && agent.tools > 0;
        if (agent.isThinking() && agent.utterance != null && t.isTalking() && !spared) {
            boolean overtaken = agent.overtaken;
            cancel(t);
            if (overtaken) { // what was asked since may be asked again, this not
                agent.settled();
            }
            if (overtaken && agent.utterance != null) {
                cancel(t);
            }
        }
    }

    private static void cancel(Transition t) {
        t.emit(new TurnAction.StopReply(t.agent.reply, StopReason.CALLER_SPOKE));
        t.agent.phase = Phase.CANCELLED;
        t.agent.working = false;
    }

    /** The turn that held the agent up came to nothing. */
    static void goOn(Transition t) {
        var agent = t.agent;
        var question = agent.utterance;
        if (agent.phase == Phase.CANCELLED && question != null && t.isTalking() && !t.keypad.isPending()) {
            agent.asked(++t.repliesAsked, question, t.now);
            t.emit(new TurnAction.StartHandler(agent.reply, question, false));
        }
    }

    /** Tells of the utterance and asks the handler; what it was saying or thinking of is stale now. */
    static void answer(Transition t, Utterance utterance, long speechEnd, long quietPassed, long finalAt) {
        t.committedAt = t.now;
        if (t.ending.byHandler()) {
            // Once the handler has ended the call it is asked no more; what the caller still says is told all the same.
            t.emit(new TurnAction.Commit(utterance, TurnAction.Commit.NO_REPLY, speechEnd, quietPassed, finalAt));
            return;
        }
        boolean revises = utterance.revision() > 0; // then what the handler works on is not what was said
        boolean spared = !revises && t.config.defersDuringTools() && t.agent.tools > 0 && t.agent.isThinking();
        if (spared) {
            stopNext(t, StopReason.SUPERSEDED);
            t.agent.askedNext(++t.repliesAsked, utterance);
            tellAndAsk(t, utterance, t.agent.nextReply, speechEnd, quietPassed, finalAt);
            return;
        }
        supersede(t, revises ? StopReason.REVISED : StopReason.SUPERSEDED);
        t.agent.asked(++t.repliesAsked, utterance, t.now);
        tellAndAsk(t, utterance, t.agent.reply, speechEnd, quietPassed, finalAt);
    }

    /** As {@link #answer}; the handler has begun to work on it already. */
    static void answerAsExpected(
            Transition t,
            Utterance utterance,
            CallerTurn.Expectation expected,
            long speechEnd,
            long quietPassed,
            long finalAt) {
        t.committedAt = t.now;
        supersede(t, StopReason.SUPERSEDED);
        t.agent.asked(expected.reply(), utterance, t.now);
        t.emit(new TurnAction.Commit(utterance, expected.reply(), speechEnd, quietPassed, finalAt));
        if (expected.finished()) {
            t.agent.settled();
        } else if (expected.ready()) {
            t.agent.phase = Phase.READY;
        }
    }

    /** The call ends: nothing is said any more. */
    static void stop(Transition t) {
        int playing = t.agent.playing;
        if (t.agent.isPlaying()) {
            t.agent.silentSince(t.now);
            t.emit(new TurnAction.StopReply(playing, StopReason.CALL_END));
        }
        if (t.agent.phase != Phase.IDLE && t.agent.phase != Phase.CANCELLED && t.agent.reply != playing) {
            t.emit(new TurnAction.StopReply(t.agent.reply, StopReason.CALL_END));
        }
        stopNext(t, StopReason.CALL_END);
        t.agent.settled();
    }

    private static void interrupt(Transition t) {
        int reply = t.agent.playing;
        t.emit(new TurnAction.StopReply(reply, StopReason.INTERRUPTED));
        t.agent.silentSince(t.now);
        stopNext(t, StopReason.SUPERSEDED);
        if (reply == t.agent.reply) {
            t.agent.settled();
        }
    }

    private static void supersede(Transition t, StopReason reason) {
        if (t.agent.isPlaying() && !isProtected(t) && !Muting.isMutedNow(t)) {
            interrupt(t);
        }
        boolean pending = t.agent.phase != Phase.IDLE && t.agent.phase != Phase.CANCELLED;
        if (pending && t.agent.reply != t.agent.playing) {
            t.emit(new TurnAction.StopReply(t.agent.reply, reason));
        }
        stopNext(t, reason);
        t.agent.settled();
    }

    private static void fallSilent(Transition t) {
        var agent = t.agent;
        if (agent.playing == agent.reply && agent.phase == Phase.SPEAKING) {
            agent.phase = Phase.THINKING; // it may have more to say
        }
        agent.silentSince(t.now);
    }

    private static void stopNext(Transition t, StopReason reason) {
        if (t.agent.nextUtterance != null) {
            t.agent.nextUtterance = null;
            t.emit(new TurnAction.StopReply(t.agent.nextReply, reason));
        }
    }

    private static void tellAndAsk(
            Transition t, Utterance utterance, int reply, long speechEnd, long quietPassed, long finalAt) {
        t.emit(new TurnAction.Commit(utterance, reply, speechEnd, quietPassed, finalAt));
        t.emit(new TurnAction.StartHandler(reply, utterance, false));
    }

    /** When nothing speaks against going on: at the latest of the time-out after the end of speech, the quiet that a turn needs, and the text being settled without words. */
    private static long resumeAt(Transition t) {
        var turn = t.turn;
        if (t.voice.active()) {
            return TurnState.NEVER;
        }
        if (turn == null) {
            return t.now;
        }
        if (Words.any(Settlement.textNow(t, turn))) {
            return TurnState.NEVER;
        }
        long stopped = turn.detected ? turn.stoppedAtNanos : Math.max(turn.openedAtNanos, turn.text.lastAtNanos());
        long quiet = Math.max(stopped + t.config.falseInterruptionTimeout().toNanos(), QuietFloor.passed(t, turn));
        return Settlement.isSettled(t, turn) ? quiet : Math.max(quiet, turn.settleByNanos);
    }
}
