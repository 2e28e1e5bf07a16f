package dev.baton.testkit.schedule;

import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where a call stands, as far as one can tell from what was heard and decided; knows nothing of how the turn machine keeps it. */
final class Situation {
    /** The caller's side. */
    enum Caller {
        /** No turn is open. */
        NONE,
        /** The gate hears speech. */
        SPEAKING,
        /** A turn is open, the caller is silent, and the recogniser owes an answer. */
        WAITING,
        /** A turn is open, the caller is silent, nothing is owed, and there is text. */
        TEXT,
        /** A turn is open, the caller is silent, nothing is owed, and there is no text. */
        QUIET
    }

    /** The agent's side. */
    enum Agent {
        IDLE,
        THINKING,
        READY,
        SPEAKING,
        PAUSED
    }

    /** The line to the recogniser. */
    enum Link {
        PENDING,
        UP,
        DOWN,
        GONE
    }

    /** The end of the call. */
    enum Ending {
        NONE,
        GOODBYE,
        DRAINING
    }

    private final Set<Integer> open = new HashSet<>();
    private final Set<Integer> owed = new HashSet<>();
    private boolean speaking;
    private boolean text;
    private int reply;
    private Agent agent = Agent.IDLE;
    private Link link = Link.PENDING;
    private Ending ending = Ending.NONE;

    Caller caller() {
        if (speaking) {
            return Caller.SPEAKING;
        }
        if (open.isEmpty()) {
            return Caller.NONE;
        }
        return !owed.isEmpty() ? Caller.WAITING : text ? Caller.TEXT : Caller.QUIET;
    }

    Agent agent() {
        return agent;
    }

    Link link() {
        return link;
    }

    Ending ending() {
        return ending;
    }

    void after(TurnEvent event, List<TurnAction> actions) {
        hear(event);
        for (int i = 0; i < actions.size(); i++) {
            decided(actions.get(i));
        }
    }

    private void hear(TurnEvent event) {
        if (event instanceof TurnEvent.TimePassed) {
            return;
        }
        if (event instanceof TurnEvent.SpeechStarted) {
            speaking = true;
        } else if (event instanceof TurnEvent.SpeechEnded
                || event instanceof TurnEvent.DetectorFailed
                || event instanceof TurnEvent.AudioStopped) {
            speaking = false;
        } else if (event instanceof TurnEvent.FinalText || event instanceof TurnEvent.InterimText) {
            text = true;
        } else if (event instanceof TurnEvent.HungUp) {
            speaking = false;
            ending = Ending.DRAINING;
        } else if (event instanceof TurnEvent.EndRequested) {
            ending = ending == Ending.NONE ? Ending.GOODBYE : ending;
        } else if (event instanceof TurnEvent.SttOpened) {
            link = Link.UP;
        } else if (event instanceof TurnEvent.SttLost) {
            link = Link.DOWN;
            owed.clear();
        } else if (event instanceof TurnEvent.SttFailed || event instanceof TurnEvent.SttClosed) {
            link = Link.GONE;
            owed.clear();
        } else {
            hearAgent(event);
        }
    }

    private void hearAgent(TurnEvent event) {
        if (event instanceof TurnEvent.ReplyReady ready) {
            agentIs(Agent.READY, ready.reply());
        } else if (event instanceof TurnEvent.PlayoutStarted started) {
            agentIs(Agent.SPEAKING, started.reply());
        } else if (event instanceof TurnEvent.PlayoutEnded ended) {
            agentIs(Agent.THINKING, ended.reply());
        } else if (event instanceof TurnEvent.ReplyFinished finished) {
            agentIs(Agent.IDLE, finished.reply());
        }
    }

    private void agentIs(Agent now, int aReply) {
        if (aReply == reply) {
            agent = now;
        }
    }

    private void decided(TurnAction action) {
        if (action instanceof TurnAction.TurnStarted started) {
            if (open.isEmpty()) {
                text = false;
            }
            open.add(started.turn());
        } else if (action instanceof TurnAction.Commit commit) {
            ended(commit.utterance().turn());
        } else if (action instanceof TurnAction.Abandon abandon) {
            ended(abandon.turn());
        } else if (action instanceof TurnAction.DropSpeech drop) {
            ended(drop.turn());
        } else if (action instanceof TurnAction.SendFinalize sent) {
            owed.add(sent.id());
        } else if (action instanceof TurnAction.FinalizeAnswered answered) {
            owed.remove(answered.id());
        } else if (action instanceof TurnAction.SendCloseStream) {
            ending = Ending.DRAINING;
        } else if (action instanceof TurnAction.Greet greet) {
            asked(greet.reply());
        } else if (action instanceof TurnAction.StartHandler start) {
            asked(start.reply());
        } else if (action instanceof TurnAction.PauseReply pause) {
            agentIs(Agent.PAUSED, pause.reply());
        } else if (action instanceof TurnAction.ResumeReply resume) {
            agentIs(Agent.SPEAKING, resume.reply());
        } else if (action instanceof TurnAction.StopReply stop) {
            agentIs(Agent.IDLE, stop.reply());
        }
    }

    private void asked(int newReply) {
        reply = newReply;
        agent = Agent.THINKING;
    }

    private void ended(int turn) {
        if (open.remove(turn) && open.isEmpty()) {
            text = false;
            owed.clear();
        }
    }
}
