package dev.baton.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioEncoding;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallestPulseTest {
    private static final String KEY = "sk_0123456789";

    @Test
    void defaults_suitAVoiceAgent() {
        var pulse = builder().apiKey(KEY).build();
        assertThat(pulse.uri())
                .hasToString("wss://api.smallest.ai/waves/v1/stt/live?model=pulse&language=en&encoding=linear16"
                        + "&sample_rate=16000&word_timestamps=true&finalize_on_words=false&eou_timeout_ms=1000");
        assertThat(pulse.authorization()).isEqualTo("Bearer " + KEY);
        assertThat(pulse.name()).isEqualTo("smallest-pulse");
        assertThat(pulse.sampleRateHz()).isEqualTo(16_000);
        assertThat(pulse.address()).isEqualTo("wss://api.smallest.ai/waves/v1/stt/live");
        assertThat(pulse.capabilities())
                .isEqualTo(new SttCapabilities(
                        true,
                        SttCapabilities.FinalizeAnswers.BY_AUDIO,
                        Duration.ofMillis(150),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5)));
        assertThat(pulse.closeTimeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void everySetting_isAParameter() {
        var pulse = builder()
                .apiKey(KEY)
                .language("hi")
                .encoding(AudioEncoding.ALAW)
                .sampleRateHz(8_000)
                .wordTimestamps(false)
                .sentenceTimestamps(true)
                .endpointing(false)
                .eouTimeout(Duration.ofMillis(100))
                .finalizeOnWords(true)
                .maxWords(12)
                .fullTranscript(true)
                .itnNormalize(true)
                .format(true)
                .punctuate(false)
                .capitalize(false)
                .vadEvents(true)
                .diarize(true)
                .redactPii(true)
                .redactPci(true)
                .numerals(SmallestNumerals.AUTO)
                .keyword("Baton", 2)
                .keyword("Old Mill", 1.5)
                .externalSessionId("call-7")
                .parameter("new_thing", "a b&c")
                .build();
        assertThat(pulse.uri().getRawQuery().split("&"))
                .containsExactlyInAnyOrder(
                        "model=pulse",
                        "language=hi",
                        "encoding=alaw",
                        "sample_rate=8000",
                        "word_timestamps=false",
                        "sentence_timestamps=true",
                        "endpointing=false",
                        "eou_timeout_ms=100",
                        "finalize_on_words=true",
                        "max_words=12",
                        "full_transcript=true",
                        "itn_normalize=true",
                        "format=true",
                        "punctuate=false",
                        "capitalize=false",
                        "vad_events=true",
                        "diarize=true",
                        "redact_pii=true",
                        "redact_pci=true",
                        "numerals=auto",
                        "keywords=Baton%3A2%2COld%20Mill%3A1.5",
                        "external_session_id=call-7",
                        "new_thing=a%20b%26c");
    }

    @Test
    void hostAndPathPrefix_areSetApart() {
        assertThat(builder()
                        .apiKey(KEY)
                        .host("api.us.smallest.ai")
                        .language("ja")
                        .build()
                        .address())
                .isEqualTo("wss://api.us.smallest.ai/waves/v1/stt/live");
        assertThat(builder()
                        .apiKey(KEY)
                        .host("gate.test:8443")
                        .pathPrefix("speech/")
                        .build()
                        .address())
                .isEqualTo("wss://gate.test:8443/speech/stt/live");
        assertThat(builder().apiKey(KEY).pathPrefix("/").build().address()).isEqualTo("wss://api.smallest.ai/stt/live");
    }

    @Test
    void earlierPath_needsNoModel() {
        var pulse = builder().apiKey(KEY).earlierPath().build();
        assertThat(pulse.address()).isEqualTo("wss://api.smallest.ai/waves/v1/pulse/get_text");
        assertThat(pulse.uri().getQuery()).doesNotContain("model=");
    }

    @Test
    void fullAddress_keepsItsOwnParameters() {
        var pulse = builder()
                .url(URI.create("ws://127.0.0.1:4711/waves/v1/stt/live?language=de&token=abc"))
                .build();
        assertThat(pulse.uri().getRawQuery())
                .startsWith("language=de&token=abc&model=pulse")
                .doesNotContain("language=en");
        assertThat(pulse.address()).isEqualTo("ws://127.0.0.1:4711/waves/v1/stt/live");
    }

    @Test
    @SuppressWarnings("NullAway") // a refused session has no use for its connection
    void tokenInTheAddressThatTheServiceRepeats_isShownNowhere() {
        var told = new ArrayList<SttEvent>();
        var wires = new ArrayList<SttTransport.Listener>();
        builder()
                .url(URI.create("wss://api.test/waves/v1/stt/live?token=tok%5F0123456789"))
                .build()
                .open(
                        (uri, headers, listener) -> {
                            wires.add(listener);
                            return null;
                        },
                        told::add);
        wires.get(0).onRefused(401, "", "{\"message\":\"no such token: tok_0123456789\"}");
        assertThat(((SttEvent.Error) told.get(0)).reason().report())
                .contains("no such token: [key]")
                .doesNotContain("0123456789");
    }

    @Test
    void addressWithoutPath_getsTheUsualOne() {
        assertThat(builder().url(URI.create("ws://127.0.0.1:4711")).build().address())
                .isEqualTo("ws://127.0.0.1:4711/waves/v1/stt/live");
    }

    @Test
    void renamed_isCalledSo() {
        var pulse = builder()
                .name("embedded")
                .url(URI.create("ws://127.0.0.1:4711"))
                .build();
        assertThat(pulse.name()).isEqualTo("embedded");
        assertThat(pulse).hasToString("embedded at ws://127.0.0.1:4711/waves/v1/stt/live");
    }

    @Test
    void keyInTheEnvironment_isUsedWithoutItsLineEnd() {
        var pulse = new SmallestPulseBuilder(name -> name.equals("SMALLEST_API_KEY") ? KEY + "\n" : null).build();
        assertThat(pulse.authorization()).isEqualTo("Bearer " + KEY);
    }

    @Test
    void keyInTheEnvironment_isNotSentUnencryptedToAnotherMachine() {
        var builder = new SmallestPulseBuilder(name -> KEY);
        assertThat(builder.url(URI.create("ws://stt.test/live")).build().authorization())
                .isNull();
        assertThat(builder.url(URI.create("ws://localhost:1/live")).build().authorization())
                .isEqualTo("Bearer " + KEY);
    }

    @Test
    void noKey_isToldInThreeParts() {
        assertThatThrownBy(() -> builder().build()).isInstanceOfSatisfying(BatonException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.STT_KEY_MISSING);
            assertThat(e.report())
                    .startsWith("error BT-200: smallest-pulse needs a key")
                    .contains("SMALLEST_API_KEY", "\n  do: ");
        });
    }

    @Test
    void noKeyForThisMachine_isFine() {
        assertThat(builder().url(URI.create("ws://127.0.0.1:1/live")).build().authorization())
                .isNull();
        assertThat(builder().url(URI.create("wss://localhost:1/live")).build().authorization())
                .isNull();
    }

    @Test
    void key_isShownNowhere() {
        var builder = builder().apiKey(KEY);
        var pulse = builder.build();
        assertThat(builder + " " + pulse + " " + pulse.address()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk_01 23456", "sk_\u00e4bcdefgh", "sk_0123\r\nX: y"})
    void keyThatNoHeaderCarries_isRefusedWithoutShowingIt(String key) {
        assertThatThrownBy(() -> builder().apiKey(key).build())
                .isInstanceOfSatisfying(
                        BatonException.class, e -> assertThat(e.report()).doesNotContain(key.substring(3)));
    }

    @Test
    void settingOutOfRange_isRefusedWithWhatIsAllowed() {
        refused(b -> b.language("xx"), "language=xx", "en, es, fr");
        refused(b -> b.sampleRateHz(11_025), "sampleRateHz=11025", "8000, 16000, 22050");
        refused(b -> b.encoding(AudioEncoding.LINEAR32), "encoding=LINEAR32", "LINEAR16, MULAW, ALAW");
        refused(b -> b.eouTimeout(Duration.ZERO), "eouTimeout=0ms", "100ms to 10000ms");
        refused(b -> b.eouTimeout(Duration.ofSeconds(11)), "eouTimeout=11000ms", "100ms to 10000ms");
        refused(b -> b.maxWords(0), "maxWords=0", "1 or more");
        refused(b -> b.keyword("a,b", 1), "a,b", "without comma");
        refused(b -> b.keyword(" ", 1), "keyword", "words");
        refused(b -> b.keyword("a", Double.NaN), "NaN", "above 0");
        refused(b -> b.externalSessionId("a b"), "externalSessionId", "128");
        refused(b -> b.settleTimeout(Duration.ofMinutes(2)), "settleTimeout=120000ms", "1ms to 30000ms");
        refused(b -> b.closeTimeout(Duration.ofMillis(-1)), "closeTimeout=-1ms", "1ms to 60000ms");
        refused(b -> b.host("not a host").build(), "host or path", "api.smallest.ai");
        refused(b -> b.url(URI.create("https://api.smallest.ai/x")).build(), "scheme=https", "wss://");
        refused(b -> b.url(URI.create("wss://me:secret@api.test/x")).build(), "user name", "apiKey");
    }

    @Test
    void settingsThatContradict_areRefused() {
        contradicts(b -> b.format(false).punctuate(true));
        contradicts(b -> b.format(false).itnNormalize(true));
        contradicts(b -> b.language("de").redactPci(true));
        contradicts(b -> b.language("ja"));
        contradicts(b -> b.parameter("encoding", "opus"));
        contradicts(b -> b.parameter("sample_rate", "16000"));
    }

    private static SmallestPulseBuilder builder() {
        return new SmallestPulseBuilder(name -> null);
    }

    private static void refused(Consumer<SmallestPulseBuilder> setting, String what, String allowed) {
        assertThatThrownBy(() -> setting.accept(builder().apiKey(KEY)))
                .isInstanceOfSatisfying(BatonException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SETTING_RANGE);
                    assertThat(e.report()).contains(what, allowed).doesNotContain(KEY, "secret");
                });
    }

    private static void contradicts(Consumer<SmallestPulseBuilder> settings) {
        assertThatThrownBy(() -> {
                    var builder = builder().apiKey(KEY);
                    settings.accept(builder);
                    builder.build();
                })
                .isInstanceOfSatisfying(
                        BatonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SETTING_CONTRADICTION));
    }
}
