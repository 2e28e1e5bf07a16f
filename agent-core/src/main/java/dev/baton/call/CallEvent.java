package dev.baton.call;

import dev.baton.BatonException;
import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.agent.Heard;
import dev.baton.metrics.TurnLatency;
import dev.baton.turn.DropReason;
import dev.baton.turn.Utterance;
import java.time.Duration;

/**
 * What happens in a call. {@code at} is the call's clock, from its first audio. Several carry the caller's words: a listener decides what may be kept.
 *
 * <p>Later versions add kinds: handle those that matter and ignore the rest.
 */
public sealed interface CallEvent {
    Duration at();

    /** The line is open. */
    record Started(Duration at, CallInfo info) implements CallEvent {}

    /** The recogniser listens. */
    record SttReady(Duration at, String address) implements CallEvent {}

    /** A turn of the caller opened. */
    record TurnStarted(Duration at, int turn) implements CallEvent {}

    /** @param onset when the sound began */
    record SpeechStarted(Duration at, Duration onset) implements CallEvent {}

    /** @param end acoustic end */
    record SpeechEnded(Duration at, Duration end) implements CallEvent {}

    /** A sound too short to be speech. */
    record NoiseIgnored(Duration at, Duration length) implements CallEvent {}

    record Interim(Duration at, String text) implements CallEvent {}

    record Final(Duration at, String text) implements CallEvent {}

    /** @param number counts from 1 in this call */
    record FinalizeSent(Duration at, int number) implements CallEvent {}

    record FinalizeAnswered(Duration at, int number) implements CallEvent {}

    record CloseStreamSent(Duration at) implements CallEvent {}

    /** @param latency up to the commit */
    record TurnCommitted(Duration at, Utterance utterance, TurnLatency latency) implements CallEvent {}

    /** A turn ended without words. */
    record TurnAbandoned(Duration at, int turn) implements CallEvent {}

    /** Words that became no utterance, and why. */
    record SpeechDropped(Duration at, int turn, String text, DropReason reason) implements CallEvent {}

    /** The application's handler runs; {@code turn} is 0 for the greeting. */
    record HandlerStarted(Duration at, int turn, TurnLatency latency) implements CallEvent {}

    /** The caller's next turn may pause so long. */
    record PatienceSet(Duration at, Duration quiet) implements CallEvent {}

    /** The first sound of a reply went out, or its first text where there is no synthesizer; {@code turn} is 0 for the greeting. */
    record ReplyStarted(Duration at, int turn, TurnLatency latency) implements CallEvent {}

    /** A piece of the reply, when it begins to be played. */
    record ReplyText(Duration at, int turn, String text) implements CallEvent {}

    /** All of the reply was played. */
    record ReplyFinished(Duration at, int turn) implements CallEvent {}

    /**
     * The caller took the floor.
     *
     * @param turn the reply's, 0 for the greeting
     * @param stopped from the decision until the sink was cleared
     */
    record Interrupted(Duration at, int turn, Heard heard, Duration stopped) implements CallEvent {}

    /** @param goesOn whether the call continues in spite of it */
    record Problem(Duration at, BatonException reason, boolean goesOn) implements CallEvent {}

    /** The last event. */
    record Ended(Duration at, CallSummary summary) implements CallEvent {}
}
