package dev.baton.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CambRealtimeTest {
    private static final String KEY = "k-0123456789";

    private static CambRealtimeBuilder builder() {
        return new CambRealtimeBuilder(name -> name.equals("CAMB_API_KEY") ? KEY : null)
                .from("en-us")
                .to("de-de");
    }

    private static void assertRefused(CambRealtimeBuilder builder, ErrorCode code, String... words) {
        assertThatThrownBy(builder::build).isInstanceOfSatisfying(BatonException.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.report()).contains(words).doesNotContain(KEY);
        });
    }

    @Test
    void plain_asksForFastAndShowsTheKeyInTheHeader() {
        var link = builder().build().link();

        assertThat(link.uri()).isEqualTo(URI.create("wss://realtime.camb.ai/v1/realtime?mode=fast"));
        assertThat(link.headers()).containsEntry("x-api-key", KEY);
        assertThat(link.request().message())
                .isEqualTo("{\"type\":\"session.update\",\"session\":{\"mode\":\"fast\",\"source_language\":\"en-us\","
                        + "\"target_language\":\"de-de\",\"output_modalities\":[\"text\",\"audio\"]}}");
        assertThat(link.readyTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(link + link.settings() + link.request()).doesNotContain(KEY);
    }

    @Test
    void keyInTheMessage_isAsTheVendorsClientsSendIt() {
        var link =
                builder().keyPlace(CambRealtimeBuilder.KeyPlace.MESSAGE).build().link();

        assertThat(link.headers()).isEmpty();
        assertThat(link.request().message()).endsWith(",\"auth\":{\"api_key\":\"" + KEY + "\"}}");
        assertThat(builder()
                        .keyPlace(CambRealtimeBuilder.KeyPlace.BOTH)
                        .build()
                        .link()
                        .headers())
                .containsKey("x-api-key");
    }

    @Test
    void earlierGeneration_isCalledModelEverywhere() {
        var link = builder().model(CambRealtimeBuilder.Model.IRIS).build().link();

        assertThat(link.uri()).hasQuery("model=iris");
        assertThat(link.request().message())
                .contains("\"session\":{\"model\":\"iris\",")
                .doesNotContain("mode\"");
    }

    @Test
    void modeAndModel_contradict() {
        assertRefused(
                builder().mode(CambRealtimeBuilder.Mode.SLOW).model(CambRealtimeBuilder.Model.LILAC),
                ErrorCode.SETTING_CONTRADICTION,
                "mode=slow",
                "model=lilac");
    }

    @Test
    void clonedVoice_isAskedForAndGivenMinutes() {
        var link = builder().voice(4711).build().link();

        assertThat(link.request().message()).contains("\"voice\":{\"type\":\"cloned\",\"voice_id\":4711}");
        assertThat(link.readyTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(builder()
                        .voice(4711)
                        .startTimeout(Duration.ofSeconds(3))
                        .build()
                        .link()
                        .readyTimeout())
                .isEqualTo(Duration.ofSeconds(3));
        assertThatThrownBy(() -> builder().voice(0)).hasMessageContaining("voice=0");
    }

    @Test
    void textAlone_isAskedFor() {
        var translator =
                builder().outputs(Set.of(CambRealtimeBuilder.Output.TEXT)).build();

        assertThat(translator.speaks()).isFalse();
        assertThat(translator.link().request().message()).contains("\"output_modalities\":[\"text\"]");
        assertThatThrownBy(() -> builder().outputs(Set.of())).hasMessageContaining("outputs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EN-US", "en_us", " En-Us "})
    void language_mayBeWrittenInManyWays(String language) {
        assertThat(builder().from(language).build().sourceLanguage()).isEqualTo("en-us");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "xx-xx", "de_at", ""})
    void unknownLanguage_isRefusedWithTheList(String language) {
        assertThatThrownBy(() -> builder().to(language))
                .isInstanceOfSatisfying(
                        BatonException.class,
                        refused -> assertThat(refused.report())
                                .contains("to=" + language, "ar-ae, ar-eg, ar-sa, de-de", "zh-cn"));
        assertThat(CambRealtimeBuilder.languages()).hasSize(14);
    }

    @Test
    void languageMissingOrTwice_isRefusedWithTheList() {
        assertRefused(new CambRealtimeBuilder(name -> KEY).to("de-de"), ErrorCode.SETTING_RANGE, "spoken", "zh-cn");
        assertRefused(new CambRealtimeBuilder(name -> KEY).from("de-de"), ErrorCode.SETTING_RANGE, "translate to");
        assertRefused(builder().to("en-us"), ErrorCode.SETTING_CONTRADICTION, "same language");
    }

    @Test
    void noKey_isRefusedForTheVendorAndNotForThisMachine() {
        var keyless = new CambRealtimeBuilder(name -> null).from("en-us").to("de-de");
        assertRefused(keyless, ErrorCode.STT_KEY_MISSING, "CAMB_API_KEY");

        assertThat(keyless.url(URI.create("ws://127.0.0.1:8080/v1/realtime"))
                        .build()
                        .link()
                        .headers())
                .isEmpty();
    }

    @Test
    void keyOfTheEnvironment_isNotSentUnencryptedToAnotherMachine() {
        assertThat(builder()
                        .url(URI.create("ws://192.0.2.7/v1/realtime"))
                        .build()
                        .link()
                        .headers())
                .isEmpty();
        assertThat(builder().url(URI.create("ws://127.0.0.1/")).build().link().uri())
                .isEqualTo(URI.create("ws://127.0.0.1/v1/realtime?mode=fast"));
    }

    @Test
    void hostAndPath_areSetApart() {
        assertThat(builder()
                        .host("eu.example:8443")
                        .pathPrefix("/x/v2/")
                        .build()
                        .address())
                .isEqualTo("wss://eu.example:8443/x/v2/realtime");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://client.camb.ai/apis/dub",
                "https://client.camb.ai/apis/translated-tts",
                "wss://example.org/v2/dub"
            })
    void addressOfAServiceForJobs_isNamedAsOutOfScope(String url) {
        assertRefused(builder().url(URI.create(url)), ErrorCode.SETTING_RANGE, "dubbing", "realtime service only");
    }

    @Test
    void addressOfTheRealtimeServiceWithAnotherScheme_isRefused() {
        assertRefused(
                builder().url(URI.create("http://127.0.0.1/v1/realtime")), ErrorCode.SETTING_RANGE, "scheme=http");
    }
}
