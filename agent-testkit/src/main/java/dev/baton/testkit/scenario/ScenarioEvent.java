package dev.baton.testkit.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a scenario. Each record is an event type of the file format, and its components are the fields, both in snake case there: {@code vad_start},
 * {@code audio_end_ms}. Times are milliseconds since the first audio sample; what may be left out is null.
 */
public sealed interface ScenarioEvent {
    /** When, in milliseconds of the call. */
    double tMs();

    // The detector. Its decisions: the sound itself began, and ended, earlier by the detector's hysteresis.

    record VadStart(@JsonProperty(required = true) double tMs) implements ScenarioEvent {}

    record VadStop(@JsonProperty(required = true) double tMs) implements ScenarioEvent {}

    /** Energy for {@code ms} that never became speech. */
    record VadSpike(
            @JsonProperty(required = true) double tMs,
            @Nullable Double ms) implements ScenarioEvent {}

    /** The detector fails. */
    record VadError(@JsonProperty(required = true) double tMs) implements ScenarioEvent {}

    // The recogniser's words. Audio times are the call's, stream times the vendor's, counted from the beginning of the
    // connection.

    record Interim(
            @JsonProperty(required = true) double tMs,
            @JsonProperty(required = true) String text,
            @Nullable Double audioStartMs,
            @Nullable Double audioEndMs,
            @Nullable Double streamStartMs,
            @Nullable Double streamEndMs)
            implements ScenarioEvent {}

    /**
     * @param of number of the finalize that it answers, counted from 1
     * @param speechFinal the recogniser's own endpointer fired; decides nothing
     * @param utteranceEnd whether {@link UtteranceEnd} follows at once
     */
    record Final(
            @JsonProperty(required = true) double tMs,
            @JsonProperty(required = true) String text,
            @Nullable Boolean fromFinalize,
            @Nullable Integer of,
            @Nullable Boolean speechFinal,
            @Nullable Boolean utteranceEnd,
            @Nullable Double audioStartMs,
            @Nullable Double audioEndMs,
            @Nullable Double streamStartMs,
            @Nullable Double streamEndMs)
            implements ScenarioEvent {}

    /** A finalize was answered without text. */
    record FinalizeAck(
            @JsonProperty(required = true) double tMs,
            @Nullable Integer of) implements ScenarioEvent {}

    // The recogniser's own boundaries

    record UtteranceEnd(@JsonProperty(required = true) double tMs) implements ScenarioEvent {}

    /** Start of a turn. */
    record SttSot(@JsonProperty(required = true) double tMs) implements ScenarioEvent {}

    /** End of a turn. */
    record SttEot(
            @JsonProperty(required = true) double tMs,
            @Nullable String text) implements ScenarioEvent {}

    /** The end of the turn is near. */
    record SttEagerEot(
            @JsonProperty(required = true) double tMs,
            @Nullable String text) implements ScenarioEvent {}

    // The line to the recogniser, which stands from the beginning unless the scenario says otherwise

    /** @param streamZeroMs time of the call at which the vendor's clock of this connection is zero */
    record SttOpen(
            @JsonProperty(required = true) double tMs,
            @Nullable Double streamZeroMs) implements ScenarioEvent {}

    /** @param code WebSocket close code; 0: not open yet */
    record SttClose(
            @JsonProperty(required = true) double tMs,
            @JsonProperty(required = true) int code) implements ScenarioEvent {}

    /** @param kind {@code bug} for an error of ours, which is not retried, or {@code connection} */
    record SttError(
            @JsonProperty(required = true) double tMs,
            @Nullable String kind,
            @Nullable Integer httpStatus) implements ScenarioEvent {}

    // The end-of-turn detector

    /**
     * @param inferenceMs how long it took
     * @param backchannel whether it took the words for a sign of listening; decides nothing
     */
    record EotPrediction(
            @JsonProperty(required = true) double tMs,
            @JsonProperty(required = true) Verdict verdict,
            @Nullable Double inferenceMs,
            @Nullable Boolean backchannel)
            implements ScenarioEvent {
        public enum Verdict {
            COMPLETE,
            INCOMPLETE
        }
    }

    // The agent

    /**
     * The playout of a reply begins.
     *
     * @param reply number by which later events of the scenario name it
     * @param words when each word begins, from the beginning of the playout
     * @param chunks how long each piece of the text lasts
     */
    record BotStart(
            @JsonProperty(required = true) double tMs,
            @Nullable String text,
            @Nullable List<TimedText> words,
            @Nullable List<TimedText> chunks,
            @Nullable Integer reply)
            implements ScenarioEvent {}

    /**
     * The playout of a reply ends.
     *
     * @param reason {@code interrupted} where it was cut off
     */
    record BotStop(
            @JsonProperty(required = true) double tMs,
            @Nullable Integer reply,
            @Nullable String reason,
            @Nullable Double playedMs)
            implements ScenarioEvent {}

    /** So much more audio of the reply was handed to the carrier. */
    record BotAudioSent(
            @JsonProperty(required = true) double tMs,
            @Nullable Integer reply,
            @Nullable Double ms) implements ScenarioEvent {}

    /** The carrier has played so much of the reply. */
    record PlaybackAck(
            @JsonProperty(required = true) double tMs,
            @Nullable Integer reply,
            @Nullable Double playedMs) implements ScenarioEvent {}

    /** The handler's first text is there; the framework plays it as soon as it may. */
    record ReplyReady(
            @JsonProperty(required = true) double tMs,
            @Nullable String text,
            @Nullable List<TimedText> words,
            @Nullable List<TimedText> chunks,
            @Nullable Integer reply)
            implements ScenarioEvent {}

    record HandlerDone(@JsonProperty(required = true) double tMs) implements ScenarioEvent {}

    record HandlerHang(
            @JsonProperty(required = true) double tMs,
            @Nullable Double ms) implements ScenarioEvent {}

    record HandlerEndCall(@JsonProperty(required = true) double tMs) implements ScenarioEvent {}

    record ToolStart(
            @JsonProperty(required = true) double tMs,
            @Nullable String id,
            @Nullable Boolean background) implements ScenarioEvent {}

    record ToolEnd(
            @JsonProperty(required = true) double tMs,
            @Nullable String id,
            @Nullable Boolean background) implements ScenarioEvent {}

    // What else the caller and the application do

    record Dtmf(
            @JsonProperty(required = true) double tMs,
            @JsonProperty(required = true) String text) implements ScenarioEvent {}

    record TextInput(
            @JsonProperty(required = true) double tMs,
            @JsonProperty(required = true) String text) implements ScenarioEvent {}

    /** Frames stop coming. */
    record AudioGap(@JsonProperty(required = true) double tMs) implements ScenarioEvent {}

    record AudioResume(@JsonProperty(required = true) double tMs) implements ScenarioEvent {}

    /** Nothing but time. */
    record AudioSilence(@JsonProperty(required = true) double tMs) implements ScenarioEvent {}

    /** @param set settings by their names in files */
    record ConfigUpdate(
            @JsonProperty(required = true) double tMs,
            @JsonProperty(required = true) Map<String, Object> set) implements ScenarioEvent {}

    record Hangup(@JsonProperty(required = true) double tMs) implements ScenarioEvent {}

    /** A pair {@code [text, milliseconds]} in files. */
    record TimedText(String text, double ms) {}
}
