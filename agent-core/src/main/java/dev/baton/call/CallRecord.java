package dev.baton.call;

import dev.baton.agent.CallSummary;
import dev.baton.internal.json.CallRecordJson;
import dev.baton.metrics.TurnLatency;
import dev.baton.turn.AbandonReason;
import dev.baton.turn.DropReason;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A call in one piece, for a database or a file: who called and when, its turns with their reasons and latencies, and what it took of each service. Immutable.
 *
 * @param started when the call began
 * @param summary how it ended; its call and usage are the record's
 * @param turns committed, in the order of their commits, each as it was revised last
 */
public record CallRecord(
        Instant started,
        CallSummary summary,
        List<Turn> turns,
        List<Abandoned> abandoned,
        List<Dropped> dropped,
        List<Interrupted> interruptions,
        List<Problem> problems) {
    public CallRecord {
        turns = List.copyOf(turns);
        abandoned = List.copyOf(abandoned);
        dropped = List.copyOf(dropped);
        interruptions = List.copyOf(interruptions);
        problems = List.copyOf(problems);
    }

    /**
     * A turn that the handler was given.
     *
     * @param latency as far as it got
     */
    public record Turn(Utterance utterance, TurnLatency latency) {}

    /** A turn without words. */
    public record Abandoned(Duration at, int turn, AbandonReason reason) {}

    /** Words that became no utterance. */
    public record Dropped(Duration at, int turn, String text, DropReason reason) {}

    /**
     * The caller took the floor.
     *
     * @param turn the one that was being answered, 0 for the greeting
     * @param heard what the caller had heard of the answer
     */
    public record Interrupted(Duration at, int turn, String heard) {}

    /** @param code such as {@code BT-204} */
    public record Problem(Duration at, String code, String what) {}

    /**
     * As one JSON object, with the keys and reasons of the JSON Lines that {@code ./baton call --json} prints.
     *
     * @param redacted whether numbers of telephones, words and digits are masked
     */
    public String toJson(boolean redacted) {
        return CallRecordJson.write(this, redacted);
    }
}
