package dev.baton.turn;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Feeds one scenario to the machine on virtual time and notes what it does and when. */
final class ScenarioPlayer {
    /** An action with the time at which it was taken. */
    record Seen(long atMillis, TurnAction action) {}

    private static final long MILLI = 1_000_000;
    private static final long RUN_ON_MILLIS = 10_000;

    private final TurnMachine machine;
    private final long vadStartMillis;
    private final long vadStopMillis;
    private final List<Seen> seen = new ArrayList<>();
    private TurnState state;

    private ScenarioPlayer(JsonNode config) {
        machine = new TurnMachine(settings(config));
        state = machine.initial();
        vadStartMillis = config.path("vad_start_ms").asLong(100);
        vadStopMillis = config.path("vad_stop_ms").asLong(200);
    }

    static List<Seen> play(JsonNode scenario) {
        var player = new ScenarioPlayer(scenario.path("config"));
        long last = 0;
        for (var event : scenario.path("events")) {
            last = event.path("t_ms").asLong();
            player.advanceBefore(last * MILLI);
            player.feed(event, last * MILLI);
        }
        player.advanceBefore((last + RUN_ON_MILLIS) * MILLI);
        return player.seen;
    }

    private static TurnConfig settings(JsonNode config) {
        return TurnConfig.builder()
                .minEndpointing(
                        Duration.ofMillis(config.path("min_endpointing_ms").asLong(500)))
                .finalizeAt(
                        config.path("finalize_at").asText().equals("turn_end")
                                ? TurnConfig.FinalizeAt.TURN_END
                                : TurnConfig.FinalizeAt.SPEECH_END)
                .finalizeTimeout(
                        Duration.ofMillis(config.path("finalize_timeout_ms").asLong(1000)))
                .noTranscriptTimeout(Duration.ofMillis(
                        config.path("no_transcript_timeout_ms").asLong(5000)))
                .finalizes(config.path("stt_finalize").asBoolean(true))
                .build();
    }

    private void advanceBefore(long nanos) {
        for (long due = machine.nextDeadlineNanos(state); due < nanos; due = machine.nextDeadlineNanos(state)) {
            next(new TurnEvent.TimePassed(due));
        }
    }

    private void feed(JsonNode event, long at) {
        String text = event.path("text").asText();
        var span = event.has("audio_end_ms")
                ? new AudioSpan(
                        event.path("audio_start_ms").asLong(0) * MILLI,
                        event.path("audio_end_ms").asLong() * MILLI)
                : AudioSpan.UNKNOWN;
        switch (event.path("type").asText()) {
            case "vad_start" -> next(new TurnEvent.SpeechStarted(at, at - vadStartMillis * MILLI));
            case "vad_stop" -> next(new TurnEvent.SpeechEnded(at, at - vadStopMillis * MILLI));
            case "interim" -> next(new TurnEvent.InterimText(at, text, span));
            case "final" ->
                next(new TurnEvent.FinalText(
                        at,
                        text,
                        event.path("from_finalize").asBoolean(),
                        event.path("of").asInt(),
                        span));
            case "finalize_ack" ->
                next(new TurnEvent.FinalizeAcknowledged(at, event.path("of").asInt()));
            case "audio_silence" -> next(new TurnEvent.TimePassed(at));
            default -> throw new AssertionError("no such event: " + event);
        }
    }

    private void next(TurnEvent event) {
        var step = machine.next(state, event);
        state = step.state();
        step.actions().forEach(action -> seen.add(new Seen(event.atNanos() / MILLI, action)));
    }
}
