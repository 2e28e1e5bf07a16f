package dev.baton.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioEncoding;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AssemblyAiTest {
    private static final String KEY = "0123456789abcdef";

    private static AssemblyAiBuilder builder() {
        return new AssemblyAiBuilder(name -> null).apiKey(KEY);
    }

    @Test
    void defaults_suitAVoiceAgent() {
        var service = builder().build();
        assertThat(service.uri())
                .hasToString("wss://streaming.assemblyai.com/v3/ws?encoding=pcm_s16le&sample_rate=16000"
                        + "&min_turn_silence=1000&max_turn_silence=2000");
        assertThat(service.authorization()).as("without a scheme").isEqualTo(KEY);
        assertThat(service.name()).isEqualTo("assemblyai");
        assertThat(service.address()).isEqualTo("wss://streaming.assemblyai.com/v3/ws");
        assertThat(service.capabilities())
                .isEqualTo(new SttCapabilities(
                        true,
                        SttCapabilities.FinalizeAnswers.BY_AUDIO,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3)));
    }

    @Test
    void everySetting_isAParameter() {
        var service = builder()
                .speechModel("universal-streaming-english")
                .encoding(AudioEncoding.MULAW)
                .sampleRateHz(8_000)
                .minTurnSilence(Duration.ofMillis(300))
                .maxTurnSilence(Duration.ofMillis(900))
                .endOfTurnConfidence(0.5)
                .formatTurns(true)
                .partialTurns(false)
                .keyterm("Zug")
                .keyterm("a \"b\"")
                .vadThreshold(0.25)
                .inactivityTimeout(Duration.ofSeconds(30))
                .languageDetection(true)
                .speakerLabels(false)
                .sessionHeartbeat(true)
                .acknowledgeSilence(true)
                .build();
        assertThat(List.of(URLDecoder.decode(service.uri().getRawQuery(), StandardCharsets.UTF_8)
                        .split("&")))
                .containsExactlyInAnyOrder(
                        "encoding=pcm_mulaw",
                        "sample_rate=8000",
                        "speech_model=universal-streaming-english",
                        "end_of_turn_confidence_threshold=0.5",
                        "format_turns=true",
                        "include_partial_turns=false",
                        "vad_threshold=0.25",
                        "inactivity_timeout=30",
                        "language_detection=true",
                        "speaker_labels=false",
                        "session_heartbeat=true",
                        "acknowledge_silence=true",
                        "min_turn_silence=300",
                        "max_turn_silence=900",
                        "keyterms_prompt=[\"Zug\",\"a \\\"b\\\"\"]");
        assertThat(service.capabilities().interims()).isFalse();
    }

    @Test
    void serviceThatEndsTurns_isLeftAlone() {
        var service = builder().endsTurns(true).build();
        assertThat(service.uri()).hasQuery("encoding=pcm_s16le&sample_rate=16000");
        assertThat(service.capabilities().endsTurns()).isTrue();
        assertThat(service.capabilities().finalizes()).isFalse();
        assertThat(builder()
                        .endsTurns(true)
                        .minTurnSilence(Duration.ofMillis(160))
                        .build()
                        .uri())
                .hasQuery("encoding=pcm_s16le&sample_rate=16000&min_turn_silence=160");
    }

    @Test
    void longerSilenceThanTheUsualMost_raisesIt() {
        assertThat(builder().minTurnSilence(Duration.ofSeconds(3)).build().uri())
                .hasParameter("max_turn_silence", "3000");
    }

    @Test
    void valuesThatTheServiceDoesNotTake_areRefusedWithThoseItTakes() {
        refused(builder -> builder.chunk(Duration.ofMillis(49)), "50ms to 1000ms");
        refused(builder -> builder.chunk(Duration.ofMillis(1_001)), "50ms to 1000ms");
        refused(builder -> builder.encoding(AudioEncoding.ALAW), "LINEAR16, MULAW");
        refused(builder -> builder.sampleRateHz(4_000), "8000 to 48000");
        refused(builder -> builder.endOfTurnConfidence(1.1), "0 to 1");
        refused(builder -> builder.vadThreshold(Double.NaN), "0 to 1");
        refused(builder -> builder.minTurnSilence(Duration.ofSeconds(11)), "0ms to 10000ms");
        refused(builder -> builder.inactivityTimeout(Duration.ofSeconds(4)), "5000ms to 3600000ms");
        refused(builder -> builder.keyterm(" "), "at least one word");
        refused(builder -> builder.speechModel("a b"), "a model's name");
        builder().chunk(Duration.ofMillis(50)).chunk(Duration.ofSeconds(1)).build();
    }

    @Test
    void silencesTheWrongWayRound_areAContradiction() {
        assertThatThrownBy(() -> builder()
                        .minTurnSilence(Duration.ofSeconds(2))
                        .maxTurnSilence(Duration.ofSeconds(1))
                        .build())
                .isInstanceOfSatisfying(
                        BatonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SETTING_CONTRADICTION));
    }

    @Test
    void keyOfTheEnvironmentOrAToken_isTaken() {
        var fromEnvironment = new AssemblyAiBuilder(name -> name.equals("ASSEMBLYAI_API_KEY") ? KEY : null).build();
        assertThat(fromEnvironment.authorization()).isEqualTo(KEY);
        var tokened = new AssemblyAiBuilder(name -> null)
                .url(URI.create("wss://streaming.eu.assemblyai.com/v3/ws?token=abcdefgh"))
                .build();
        assertThat(tokened.authorization()).isNull();
        assertThat(tokened.toString()).doesNotContain("abcdefgh");
        assertThatThrownBy(() -> new AssemblyAiBuilder(name -> null).build())
                .hasMessageContaining("assemblyai needs a key");
    }

    private static void refused(Consumer<AssemblyAiBuilder> setting, String allowed) {
        assertThatThrownBy(() -> setting.accept(builder())).isInstanceOfSatisfying(BatonException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.SETTING_RANGE);
            assertThat(e.remedy()).contains(allowed);
        });
    }
}
