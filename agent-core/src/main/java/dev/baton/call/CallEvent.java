package dev.baton.call;

import dev.baton.BatonException;
import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.agent.Heard;
import dev.baton.metrics.TurnLatency;
import dev.baton.turn.AbandonReason;
import dev.baton.turn.DropReason;
import dev.baton.turn.GiveUpReason;
import dev.baton.turn.StopReason;
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

    /** The recogniser listens; again after each {@link SttReconnecting}. */
    record SttReady(Duration at, String address) implements CallEvent {}

    /** The connection to the recogniser was lost and is being made anew. */
    record SttReconnecting(Duration at) implements CallEvent {}

    /** It stands again. */
    record SttReconnected(Duration at) implements CallEvent {}

    /**
     * Kept audio was sent to the recogniser.
     *
     * @param from where it began, on the call's clock
     * @param length of all that was sent at once
     */
    record AudioReplayed(Duration at, Duration from, Duration length) implements CallEvent {}

    /** The network to the recogniser takes less than the caller says; the audio is kept until it does, at most for {@code stt.replay-buffer}. */
    record SttFellBehind(Duration at) implements CallEvent {}

    /** It has taken all that was waiting. */
    record SttCaughtUp(Duration at) implements CallEvent {}

    /** The recogniser was told that the line is alive although no audio is sent. */
    record KeepAliveSent(Duration at) implements CallEvent {}

    /** The recogniser is not tried again in this call; keys and typed lines still work. */
    record SttGivenUp(Duration at, GiveUpReason reason) implements CallEvent {}

    /** A turn of the caller opened. */
    record TurnStarted(Duration at, int turn) implements CallEvent {}

    /** @param onset when the sound began */
    record SpeechStarted(Duration at, Duration onset) implements CallEvent {}

    /** @param end acoustic end */
    record SpeechEnded(Duration at, Duration end) implements CallEvent {}

    /** A sound too short to be speech. */
    record NoiseIgnored(Duration at, Duration length) implements CallEvent {}

    /** The caller's audio stopped coming: not silence, but nothing. */
    record AudioStopped(Duration at) implements CallEvent {}

    /** It comes again. */
    record AudioResumed(Duration at) implements CallEvent {}

    /** The caller pressed a key. */
    record KeyPressed(Duration at, char key) implements CallEvent {}

    /** The caller typed a line. */
    record TextTyped(Duration at, String text) implements CallEvent {}

    /** The application stopped listening to the caller, or listens again. */
    record MuteSet(Duration at, boolean muted) implements CallEvent {}

    /** Text that may still change. */
    record Interim(Duration at, String text) implements CallEvent {}

    /** Text that will not change. */
    record Final(Duration at, String text) implements CallEvent {}

    /** @param number counts from 1 in this call */
    record FinalizeSent(Duration at, int number) implements CallEvent {}

    record FinalizeAnswered(Duration at, int number) implements CallEvent {}

    record CloseStreamSent(Duration at) implements CallEvent {}

    /** @param latency up to the commit */
    record TurnCommitted(Duration at, Utterance utterance, TurnLatency latency) implements CallEvent {}

    /** Late text took the place of what was committed under the same number; {@code utterance} has all of it. */
    record TurnRevised(Duration at, Utterance utterance, TurnLatency latency) implements CallEvent {}

    /** A turn ended without words. */
    record TurnAbandoned(Duration at, int turn, AbandonReason reason) implements CallEvent {}

    /** Words that became no utterance, and why. */
    record SpeechDropped(Duration at, int turn, String text, DropReason reason) implements CallEvent {}

    /** The caller speaks and the recogniser gives no text for it. */
    record Untranscribed(Duration at, int turn, Duration speech) implements CallEvent {}

    /** The caller has said more words than a turn may have since the agent last spoke. */
    record TurnLimitExceeded(Duration at, int turn, int words) implements CallEvent {}

    /** The quiet that ends a turn was learned anew from the caller's pauses. */
    record EndpointingChanged(Duration at, Duration minEndpointing) implements CallEvent {}

    /** Nobody has owed anybody an answer for a while. */
    record Idle(Duration at) implements CallEvent {}

    /**
     * The application's handler runs; {@code turn} is 0 for the greeting and where it speaks to a silent caller.
     *
     * @param speculative whether it works ahead of the commit
     */
    record HandlerStarted(Duration at, int turn, boolean speculative, TurnLatency latency) implements CallEvent {}

    /**
     * What the handler is preparing, or has prepared, will not be heard.
     *
     * @param speculative whether the utterance had not been committed
     */
    record HandlerCancelled(Duration at, int turn, boolean speculative, StopReason reason) implements CallEvent {}

    /** A tool of the handler began to run. */
    record ToolStarted(Duration at, int turn, String name) implements CallEvent {}

    record ToolEnded(Duration at, int turn, String name) implements CallEvent {}

    /** The caller's next turn may pause so long. */
    record PatienceSet(Duration at, Duration quiet) implements CallEvent {}

    /** The first sound of a reply went out, or its first text where there is no synthesizer; {@code turn} is 0 for the greeting. */
    record ReplyStarted(Duration at, int turn, TurnLatency latency) implements CallEvent {}

    /** A piece of the reply, when it begins to be played. */
    record ReplyText(Duration at, int turn, String text) implements CallEvent {}

    /** The caller may be taking the floor: the reply fell silent where it was. */
    record ReplyPaused(Duration at, int turn, Duration played) implements CallEvent {}

    /** The caller was not, and the reply goes on from {@code played}, the first sample that was not heard. */
    record ReplyResumed(Duration at, int turn, Duration played) implements CallEvent {}

    /** All of the reply was played. */
    record ReplyFinished(Duration at, int turn) implements CallEvent {}

    /** The voice fell behind in the middle of a reply: the caller hears a gap until it goes on. */
    record ReplyStarved(Duration at, int turn) implements CallEvent {}

    /** The handler leaves the call to whoever follows on the line, once everything said has been played; {@code result} is its own word for what came of it. */
    record LeaveAsked(Duration at, int turn, String result) implements CallEvent {}

    /**
     * The caller took the floor.
     *
     * @param turn the reply's, 0 for the greeting
     * @param stopped from the decision until the sink was cleared
     */
    record Interrupted(Duration at, int turn, Heard heard, Duration stopped) implements CallEvent {}

    /** A reply that was being heard ended early, and not because the caller talked over it. */
    record ReplyCut(Duration at, int turn, Heard heard, StopReason reason) implements CallEvent {}

    /** @param goesOn whether the call continues in spite of it */
    record Problem(Duration at, BatonException reason, boolean goesOn) implements CallEvent {}

    /** The last event. */
    record Ended(Duration at, CallSummary summary) implements CallEvent {}
}
