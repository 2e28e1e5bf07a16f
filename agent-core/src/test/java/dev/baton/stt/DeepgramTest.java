package dev.baton.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioEncoding;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DeepgramTest {
    private static final String KEY = "0123456789abcdef";

    @Test
    void defaults_suitAVoiceAgent() {
        var deepgram = builder().apiKey(KEY).build();
        assertThat(deepgram.uri())
                .hasToString("wss://api.deepgram.com/v1/listen?model=nova-3&encoding=linear16&sample_rate=16000"
                        + "&channels=1&interim_results=true&endpointing=1000");
        assertThat(deepgram.authorization()).isEqualTo("Token " + KEY);
        assertThat(deepgram.name()).isEqualTo("deepgram");
        assertThat(deepgram.sampleRateHz()).isEqualTo(16_000);
        assertThat(deepgram.address()).isEqualTo("wss://api.deepgram.com/v1/listen");
        assertThat(deepgram.capabilities())
                .isEqualTo(new SttCapabilities(
                        true,
                        SttCapabilities.FinalizeAnswers.BY_AUDIO,
                        Duration.ofMillis(150),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(4)));
    }

    @Test
    void everySetting_isAParameter() {
        var deepgram = builder()
                .apiKey(KEY)
                .model("nova-3-general")
                .language("de-CH")
                .version("latest")
                .encoding(AudioEncoding.MULAW)
                .sampleRateHz(8_000)
                .interimResults(true)
                .endpointing(Duration.ofMillis(300))
                .utteranceEnd(Duration.ofSeconds(1))
                .vadEvents(true)
                .punctuate(true)
                .smartFormat(true)
                .numerals(true)
                .profanityFilter(false)
                .dictation(true)
                .diarize(true)
                .diarizeModel("latest")
                .detectEntities(true)
                .redact("pci")
                .redact("ssn")
                .replace("acme", "ACME")
                .search("refund")
                .keyterm("Baton")
                .keyterm("Old Mill")
                .tag("line-4")
                .extra("call", "c:7")
                .mipOptOut(true)
                .parameter("new_thing", "a b&c")
                .build();
        assertThat(deepgram.uri().getRawQuery().split("&"))
                .containsExactlyInAnyOrder(
                        "model=nova-3-general",
                        "language=de-CH",
                        "version=latest",
                        "encoding=mulaw",
                        "sample_rate=8000",
                        "channels=1",
                        "interim_results=true",
                        "endpointing=300",
                        "utterance_end_ms=1000",
                        "vad_events=true",
                        "punctuate=true",
                        "smart_format=true",
                        "numerals=true",
                        "profanity_filter=false",
                        "dictation=true",
                        "diarize=true",
                        "diarize_model=latest",
                        "detect_entities=true",
                        "redact=pci",
                        "redact=ssn",
                        "replace=acme%3AACME",
                        "search=refund",
                        "keyterm=Baton",
                        "keyterm=Old%20Mill",
                        "tag=line-4",
                        "extra=call%3Ac%3A7",
                        "mip_opt_out=true",
                        "new_thing=a%20b%26c");
    }

    @Test
    void olderModel_takesKeywords() {
        assertThat(builder()
                        .apiKey(KEY)
                        .model("nova-2")
                        .keyword("Baton", 1.50)
                        .keyword("button", -2)
                        .noEndpointing()
                        .build()
                        .uri()
                        .getRawQuery())
                .contains("keywords=Baton%3A1.5&keywords=button%3A-2", "endpointing=false");
    }

    @Test
    void addressWithoutPath_getsTheUsualOne() {
        assertThat(builder().url(URI.create("ws://127.0.0.1:4711")).build().address())
                .isEqualTo("ws://127.0.0.1:4711/v1/listen");
        assertThat(builder().apiKey(KEY).host("api.eu.deepgram.com").build().address())
                .isEqualTo("wss://api.eu.deepgram.com/v1/listen");
    }

    @Test
    void parametersOfTheAddress_win() {
        assertThat(builder()
                        .url(URI.create("ws://127.0.0.1:4711/v1/listen?endpointing=false"))
                        .build()
                        .uri()
                        .getRawQuery())
                .startsWith("endpointing=false&model=nova-3")
                .doesNotContain("endpointing=1000");
    }

    @Test
    void noKey_namesTheVariable() {
        assertThatThrownBy(() -> builder().build())
                .isInstanceOfSatisfying(
                        BatonException.class,
                        e -> assertThat(e.report())
                                .startsWith("error BT-200: deepgram needs a key")
                                .contains("do: set DEEPGRAM_API_KEY"));
    }

    @Test
    void keyInTheEnvironment_isUsed() {
        var deepgram = new DeepgramBuilder(name -> name.equals("DEEPGRAM_API_KEY") ? KEY + "\n" : null).build();
        assertThat(deepgram.authorization()).isEqualTo("Token " + KEY);
        assertThat(deepgram.toString()).doesNotContain(KEY);
    }

    @Test
    void settingOutOfRange_isRefusedWithWhatIsAllowed() {
        refused(b -> b.model("flux-general-en"), "flux-general-en", "nova-3");
        refused(b -> b.model(""), "model=\"\"", "nova-3");
        refused(b -> b.language("en us"), "language=\"en us\"", "de-CH");
        refused(b -> b.version("a b"), "version=\"a b\"", "latest");
        refused(b -> b.sampleRateHz(7_999), "sampleRateHz=7999", "8000 to 48000");
        refused(b -> b.sampleRateHz(48_001), "sampleRateHz=48001", "8000 to 48000");
        refused(b -> b.encoding(AudioEncoding.LINEAR32), "encoding=LINEAR32", "LINEAR16, MULAW, ALAW");
        refused(b -> b.endpointing(Duration.ofMillis(9)), "endpointing=9ms", "10ms to 10000ms");
        refused(b -> b.utteranceEnd(Duration.ofMillis(999)), "utteranceEnd=999ms", "1000ms to 10000ms");
        refused(b -> b.diarizeModel(""), "diarizeModel", "latest");
        refused(b -> b.redact("a b"), "redact", "pci");
        refused(b -> b.replace("a:b", "c"), "a:b", "without colon");
        refused(b -> b.search(" "), "search is empty", "one word");
        refused(b -> b.keyterm(""), "keyterm is empty", "one word");
        refused(b -> b.keyword("a:b", 1), "a:b", "without colon");
        refused(b -> b.keyword("a", Double.NaN), "NaN", "a number");
        refused(b -> b.keyword("a", Double.NEGATIVE_INFINITY), "Infinity", "a number");
        refused(b -> b.tag("x".repeat(129)), "129 characters", "up to 128");
        refused(b -> b.extra("a:b", "c"), "a:b", "without colon");
        refused(b -> b.host("not a host").build(), "host or path", "wss://api.deepgram.com/v1/listen");
        refused(b -> b.url(URI.create("https://api.deepgram.com/x")).build(), "scheme=https", "api.deepgram.com");
    }

    @Test
    void settingsThatContradict_areRefused() {
        contradicts(b -> b.interimResults(false).utteranceEnd(Duration.ofSeconds(2)), "leave interimResults on");
        contradicts(b -> b.keyword("Baton", 1), "use keyterm(..)");
        contradicts(b -> b.model("nova-2").keyterm("Baton"), "use keyword(.., 1)");
        contradicts(b -> b.smartFormat(true).punctuate(false), "leave smartFormat or punctuate out");
        contradicts(b -> b.dictation(true), "add punctuate(true)");
        contradicts(b -> b.diarizeModel("latest"), "add diarize(true)");
        contradicts(b -> b.parameter("callback", "https://me.test"), "a listener of the call");
        contradicts(b -> b.parameter("callback_method", "put"), "leave it out");
        contradicts(b -> b.parameter("encoding", "opus"), "use encoding(..) with one of LINEAR16, MULAW, ALAW");
        contradicts(b -> b.parameter("sample_rate", "8000"), "sampleRateHz(..)");
        contradicts(b -> b.parameter("multichannel", "true"), "one channel is sent");
    }

    private static DeepgramBuilder builder() {
        return new DeepgramBuilder(name -> null);
    }

    private static void refused(Consumer<DeepgramBuilder> setting, String what, String allowed) {
        assertThatThrownBy(() -> setting.accept(builder().apiKey(KEY)))
                .isInstanceOfSatisfying(BatonException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SETTING_RANGE);
                    assertThat(e.report()).contains(what, allowed).doesNotContain(KEY);
                });
    }

    private static void contradicts(Consumer<DeepgramBuilder> settings, String remedy) {
        assertThatThrownBy(() -> {
                    var builder = builder().apiKey(KEY);
                    settings.accept(builder);
                    builder.build();
                })
                .isInstanceOfSatisfying(BatonException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SETTING_CONTRADICTION);
                    assertThat(e.remedy()).contains(remedy);
                });
    }
}
