package dev.baton.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.agent.Heard;
import dev.baton.agent.Usage;
import dev.baton.metrics.TurnLatency;
import dev.baton.turn.AbandonReason;
import dev.baton.turn.CommitReason;
import dev.baton.turn.DropReason;
import dev.baton.turn.Utterance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallRecorderTest {
    private static final CallInfo INFO =
            new CallInfo("c7", "+49301234567", "+4930999", "CA12", "twilio", Map.of("customer", "Smith"));

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final List<CallRecord> records = new ArrayList<>();
    private final CallRecorder recorder = new CallRecorder(Clock.fixed(NOON, ZoneOffset.UTC), records::add);

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    private static TurnLatency latency(long committedMillis, long answeredMillis) {
        long unknown = TurnLatency.UNKNOWN;
        return new TurnLatency(
                1_000_000_000L,
                1_200_000_000L,
                1_350_000_000L,
                1_400_000_000L,
                1_500_000_000L,
                committedMillis * 1_000_000,
                unknown,
                unknown,
                unknown,
                answeredMillis < 0 ? unknown : answeredMillis * 1_000_000);
    }

    private static Utterance said(int turn, int revision, String text) {
        var spoken = Utterance.spoken(turn, text, CommitReason.QUIET, ms(200), ms(1_000));
        return new Utterance(turn, revision, spoken.kind(), text, spoken.reason(), ms(200), ms(1_000), false, false);
    }

    private CallRecord held() {
        recorder.onEvent(new CallEvent.Started(ms(0), INFO));
        recorder.onEvent(new CallEvent.TurnCommitted(ms(1_500), said(1, 0, "my pin is"), latency(1_500, -1)));
        recorder.onEvent(new CallEvent.TurnRevised(ms(1_550), said(1, 1, "my pin is 4711"), latency(1_550, -1)));
        recorder.onEvent(new CallEvent.ReplyStarted(ms(1_700), 1, latency(1_550, 1_700)));
        recorder.onEvent(new CallEvent.Interrupted(ms(2_000), 1, new Heard(1, "very", "very well", ms(300)), ms(1)));
        recorder.onEvent(new CallEvent.TurnAbandoned(ms(9_000), 2, AbandonReason.NO_TEXT));
        recorder.onEvent(new CallEvent.SpeechDropped(ms(9_500), 3, "mhm", DropReason.BELOW_INTERRUPTION));
        recorder.onEvent(new CallEvent.Problem(
                ms(9_600), new BatonException(ErrorCode.STT_LOST, "the connection was lost", "", ""), true));
        recorder.onEvent(new CallEvent.Ended(
                ms(10_000),
                new CallSummary(
                        INFO,
                        EndReason.HANGUP,
                        ms(10_000),
                        1,
                        1,
                        1,
                        1,
                        0,
                        0,
                        "",
                        List.of(new Usage("smallest-pulse", Usage.Kind.LISTENED, ms(9_900), 0)))));
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static JsonNode json(CallRecord record, boolean redacted) throws Exception {
        return new ObjectMapper().readTree(record.toJson(redacted));
    }

    @Test
    void call_isInOnePiece() {
        var record = held();

        assertThat(record.started()).isEqualTo(NOON);
        assertThat(record.turns()).singleElement().satisfies(turn -> {
            assertThat(turn.utterance().text()).isEqualTo("my pin is 4711");
            assertThat(turn.latency().firstAudioOut()).isEqualTo(1_700_000_000L);
        });
        assertThat(record.abandoned()).hasSize(1);
        assertThat(record.dropped()).hasSize(1);
        assertThat(record.interruptions()).hasSize(1);
        assertThat(record.problems()).hasSize(1);
    }

    @Test
    void json_hasTheKeysAndReasonsOfTheEvents() throws Exception {
        var json = json(held(), false);

        assertThat(json.at("/call/from").asText()).isEqualTo("+49301234567");
        assertThat(json.at("/started").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(json.at("/duration_ms").asLong()).isEqualTo(10_000);
        assertThat(json.at("/ended").asText()).isEqualTo("hangup");
        assertThat(json.at("/turns/0/text").asText()).isEqualTo("my pin is 4711");
        assertThat(json.at("/turns/0/reason").asText()).isEqualTo(CommitReason.QUIET.label());
        assertThat(json.at("/turns/0/why").asText()).isEqualTo(CommitReason.QUIET.prose());
        assertThat(json.at("/turns/0/latency/commit_ms").asDouble()).isEqualTo(550);
        assertThat(json.at("/turns/0/latency/first_audio_ms").asDouble()).isEqualTo(700);
        assertThat(json.at("/turns/0/latency").has("handler_ms")).isFalse();
        assertThat(json.at("/abandoned/0/reason").asText()).isEqualTo("no_text");
        assertThat(json.at("/dropped/0/reason").asText()).isEqualTo("below_interruption");
        assertThat(json.at("/interruptions/0/heard").asText()).isEqualTo("very");
        assertThat(json.at("/problems/0/code").asText()).isEqualTo("BT-204");
        assertThat(json.at("/usage/0/service").asText()).isEqualTo("smallest-pulse");
        assertThat(json.at("/usage/0/did").asText()).isEqualTo("listened");
        assertThat(json.at("/usage/0/audio_s").asDouble()).isEqualTo(9.9);
    }

    @Test
    void redacted_holdsNoWordDigitOrName() {
        String text = held().toJson(true);

        assertThat(text).doesNotContain("pin", "4711", "mhm", "very", "1234567", "999", "Smith", "CA12");
        assertThat(text).contains("c7", "twilio", "smallest-pulse", "below_interruption");
    }
}
