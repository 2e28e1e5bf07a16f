package dev.baton.examples.cli;

import dev.baton.agent.CallSummary;
import dev.baton.call.CallEvent;
import dev.baton.metrics.TurnLatency;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has happened in a call so far: everything that the closing tables need. Used by one thread, and by others after the call. */
final class CallStory {
    /** One committed turn, as last revised. */
    static final class Turn {
        private final Utterance utterance;
        private final int innerPauses;
        private final boolean interrupts;
        private TurnLatency latency;

        private Turn(Utterance utterance, TurnLatency latency, int innerPauses, boolean interrupts) {
            this.utterance = utterance;
            this.latency = latency;
            this.innerPauses = innerPauses;
            this.interrupts = interrupts;
        }

        Utterance utterance() {
            return utterance;
        }

        /** As far as it is known. */
        TurnLatency latency() {
            return latency;
        }

        /** Pauses after which the caller went on. */
        int innerPauses() {
            return innerPauses;
        }

        boolean interrupts() {
            return interrupts;
        }
    }

    private final Map<Integer, Turn> turns = new LinkedHashMap<>();
    private final List<CallEvent.Problem> problems = new ArrayList<>();
    private final Spread stopTimes = new Spread();
    private @Nullable CallSummary summary;
    private @Nullable Duration closeStreamSent;
    private @Nullable Duration speechEnded;
    private String address = "";
    private boolean talkedOver;
    private boolean turnOpen;
    private int innerPauses;
    private int finals;
    private int finalsOfTurn;
    private int finalsCommitted;
    private int finalsDropped;
    private int finalizesSent;
    private int finalizesAnswered;
    private int noises;
    private int connections;

    void hear(CallEvent event) {
        if (event instanceof CallEvent.SttReady ready) {
            connections++;
            address = ready.address();
        } else if (event instanceof CallEvent.TurnStarted) {
            turnOpen = true;
        } else if (event instanceof CallEvent.SpeechStarted && turnOpen && speechEnded != null) {
            innerPauses++;
        } else if (event instanceof CallEvent.SpeechEnded ended) {
            speechEnded = ended.end();
        } else if (event instanceof CallEvent.NoiseIgnored) {
            noises++;
        } else if (event instanceof CallEvent.Final text && !text.text().isBlank()) {
            finals++;
            finalsOfTurn++;
        } else if (event instanceof CallEvent.FinalizeSent) {
            finalizesSent++;
        } else if (event instanceof CallEvent.FinalizeAnswered) {
            finalizesAnswered++;
        } else if (event instanceof CallEvent.CloseStreamSent) {
            closeStreamSent = event.at();
        } else if (event instanceof CallEvent.TurnCommitted committed) {
            commit(committed);
        } else if (event instanceof CallEvent.TurnRevised revised) {
            revise(revised);
        } else if (event instanceof CallEvent.TurnAbandoned) {
            turnIsOver();
        } else if (event instanceof CallEvent.SpeechDropped) {
            finalsDropped += finalsOfTurn;
            turnIsOver();
        } else if (event instanceof CallEvent.HandlerStarted started) {
            update(started.turn(), started.latency());
        } else if (event instanceof CallEvent.ReplyStarted started) {
            update(started.turn(), started.latency());
        } else if (event instanceof CallEvent.Interrupted interrupted) {
            talkedOver = true;
            stopTimes.add(interrupted.stopped().toNanos());
        } else if (event instanceof CallEvent.Problem problem) {
            problems.add(problem);
        } else if (event instanceof CallEvent.Ended ended) {
            summary = ended.summary();
        }
    }

    private void commit(CallEvent.TurnCommitted committed) {
        var utterance = committed.utterance();
        turns.put(utterance.turn(), new Turn(utterance, committed.latency(), innerPauses, talkedOver));
        talkedOver = false;
        finalsCommitted += finalsOfTurn;
        turnIsOver();
    }

    /** The finals since the last commit are in it now; a turn that is open has had none yet. */
    private void revise(CallEvent.TurnRevised revised) {
        var utterance = revised.utterance();
        var known = turns.get(utterance.turn());
        boolean interrupts = known != null && known.interrupts();
        int pauses = known == null ? 0 : known.innerPauses();
        turns.put(utterance.turn(), new Turn(utterance, revised.latency(), pauses, interrupts));
        finalsCommitted += finalsOfTurn;
        finalsOfTurn = 0;
    }

    private void turnIsOver() {
        turnOpen = false;
        innerPauses = 0;
        finalsOfTurn = 0;
        speechEnded = null;
    }

    private void update(int turn, TurnLatency latency) {
        var known = turns.get(turn);
        if (known != null) {
            known.latency = latency;
        }
    }

    Collection<Turn> turns() {
        return turns.values();
    }

    @Nullable
    Turn turn(int number) {
        return turns.get(number);
    }

    List<Utterance> utterances() {
        return turns.values().stream().map(Turn::utterance).toList();
    }

    /** Null while the call runs. */
    @Nullable
    CallSummary summary() {
        return summary;
    }

    List<CallEvent.Problem> problems() {
        return problems;
    }

    /** How long interruptions took to silence the agent. */
    Spread stopTimes() {
        return stopTimes;
    }

    /** From close_stream to the end of the call; null if it was never sent. */
    @Nullable
    Duration closeStreamAnswer() {
        return closeStreamSent == null || summary == null
                ? null
                : summary.duration().minus(closeStreamSent);
    }

    String address() {
        return address;
    }

    /** Pauses so far in the turn that is open. */
    int pausesInOpenTurn() {
        return innerPauses;
    }

    /** When the caller last fell silent in the turn that is open; null if it is new, or none is open. */
    @Nullable
    Duration speechEnded() {
        return speechEnded;
    }

    /** Final texts that are in no utterance and were not reported as dropped. */
    int finalsMissing() {
        return finals - finalsCommitted - finalsDropped;
    }

    int finals() {
        return finals;
    }

    int finalsCommitted() {
        return finalsCommitted;
    }

    int finalsDropped() {
        return finalsDropped;
    }

    int finalizesSent() {
        return finalizesSent;
    }

    int finalizesAnswered() {
        return finalizesAnswered;
    }

    int noises() {
        return noises;
    }

    int connections() {
        return connections;
    }
}
