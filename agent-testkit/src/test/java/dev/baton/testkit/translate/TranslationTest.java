package dev.baton.testkit.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioEncoding;
import dev.baton.stt.SttStreamError;
import dev.baton.testkit.audio.CapturingSink;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.audio.Vocabulary;
import dev.baton.testkit.audio.WordVoice;
import dev.baton.testkit.stt.ApiKeys;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.testkit.stt.SttFault;
import dev.baton.testkit.stt.TextTranslator;
import dev.baton.testkit.stt.TranslationSettings;
import dev.baton.translate.CambRealtime;
import dev.baton.translate.CambRealtimeBuilder;
import dev.baton.translate.Translation;
import dev.baton.translate.TranslationEvent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole translations over real sockets: what comes out is decoded back to words. */
@Timeout(90)
class TranslationTest {
    private static final String SAID = "on wednesday please";
    private static final Map<String, String> WORDS =
            Map.of("on", "word901", "wednesday", "word902", "please", "word903", "thank", "word904", "you", "word905");
    private static final String TRANSLATED = "word901 word902 word903";

    private final List<TranslationEvent> events = new CopyOnWriteArrayList<>();
    private final List<SttStreamError> errors = new CopyOnWriteArrayList<>();

    private static TranslationSettings.Builder settings() {
        return TranslationSettings.builder().translator(TextTranslator.dictionary(WORDS));
    }

    private static LocalSttServer.Builder server(TranslationSettings.Builder settings) {
        return LocalSttServer.builder(new ScriptedRecognizer()).translation(settings.build());
    }

    private static CambRealtimeBuilder client(LocalSttServer server) {
        return CambRealtime.builder()
                .url(server.translationUri())
                .apiKey("test-key-1")
                .from("en-us")
                .to("de-de")
                .settle(Duration.ofSeconds(1))
                .quietLimit(Duration.ofSeconds(2));
    }

    private static SyntheticCaller caller(int rateHz, AudioEncoding encoding, String... turns) {
        var caller = SyntheticCaller.builder(rateHz).encoding(encoding).silence(Duration.ofMillis(400));
        for (var turn : turns) {
            caller.turn(turn).silence(Duration.ofMillis(900));
        }
        return caller.build();
    }

    private static List<String> words(short[] samples, int rateHz) {
        return WordVoice.words(samples, rateHz, Vocabulary.english());
    }

    private Translation.Builder translation(CambRealtimeBuilder client) {
        return Translation.builder(client.build()).onEvent(events::add).onError(errors::add);
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(ints = {8_000, 16_000, 24_000, 48_000})
    void recordingAtAnyRate_becomesTextAndSpeech(int rateHz) throws Exception {
        try (var server = server(settings()).start()) {
            var result = Translation.builder(client(server).build())
                    .asFastAsTaken()
                    .translate(
                            caller(rateHz, AudioEncoding.LINEAR16, SAID, "thank you")
                                    .samples(),
                            rateHz)
                    .get(30, TimeUnit.SECONDS);

            assertThat(result.text()).isEqualTo(TRANSLATED + " word904 word905");
            assertThat(result.sourceText()).isEqualTo(SAID + " thank you");
            assertThat(result.sampleRateHz()).isEqualTo(24_000);
            assertThat(words(result.samples(), 24_000))
                    .containsExactly("word901", "word902", "word903", "word904", "word905");
        }
    }

    /** As long as it takes to say it, which is what a real service wants; and without silence at its end, so that ours must do. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void recordingInRealTime_isTranslatedToItsLastWord() throws Exception {
        try (var server = server(settings()).start()) {
            long began = System.nanoTime();
            var caller = SyntheticCaller.builder(16_000)
                    .silence(Duration.ofMillis(400))
                    .turn(SAID)
                    .build();
            var result = Translation.translate(client(server).build(), caller.samples(), 16_000)
                    .get(30, TimeUnit.SECONDS);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(caller.duration());
            assertThat(result.text()).isEqualTo(TRANSLATED);
        }
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(TranslationSettings.AudioForm.class)
    void liveLine_isConvertedBothWays(TranslationSettings.AudioForm form) throws Exception {
        try (var server = server(settings().audioForm(form)).start()) {
            var sink = new CapturingSink(8_000);
            try (var translation = translation(client(server))
                    .source(caller(8_000, AudioEncoding.MULAW, SAID))
                    .sink(sink)
                    .open()) {
                translation.ready().get(10, TimeUnit.SECONDS);
                var closed = translation.completion().get(30, TimeUnit.SECONDS);

                assertThat(closed).isEqualTo(new TranslationEvent.Closed(1000, "", true));
            }
            assertThat(words(sink.samples(), 8_000)).containsExactly("word901", "word902", "word903");
            assertThat(sink.closed()).isTrue();
            assertThat(errors).isEmpty();
            var writes = sink.writes();
            var first = writes.get(0);
            for (var write : writes) {
                // A loop that was held up makes up for it, but nothing is heard before its time.
                assertThat((write.atNanos() - first.atNanos()) / 1_000_000)
                        .isGreaterThanOrEqualTo((write.position() - first.position()) / 8 - 60);
            }
            assertThat(events).hasAtLeastOneElementOfType(TranslationEvent.SourceTextDelta.class);
            assertThat(events).contains(new TranslationEvent.SourceText(SAID), new TranslationEvent.Text(TRANSLATED));
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void coldStart_losesNothingOfAFile() throws Exception {
        try (var server =
                server(settings().startDelay(Duration.ofMillis(1_500))).start()) {
            var result = translation(client(server).heldAudio(Duration.ZERO))
                    .asFastAsTaken()
                    .translate(caller(16_000, AudioEncoding.LINEAR16, SAID).samples(), 16_000)
                    .get(30, TimeUnit.SECONDS);

            assertThat(result.text()).isEqualTo(TRANSLATED);
            assertThat(events.get(0)).isEqualTo(new TranslationEvent.Starting());
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void textAlone_hasNoSpeech() throws Exception {
        try (var server = server(settings()).start()) {
            var result = Translation.builder(client(server)
                            .outputs(Set.of(CambRealtimeBuilder.Output.TEXT))
                            .build())
                    .asFastAsTaken()
                    .translate(caller(24_000, AudioEncoding.LINEAR16, SAID).samples(), 24_000)
                    .get(30, TimeUnit.SECONDS);
            assertThat(result.text()).isEqualTo(TRANSLATED);
            assertThat(result.samples()).isEmpty();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void silence_isNoTranslationAndNoError() throws Exception {
        try (var server = server(settings()).start()) {
            var result = Translation.builder(client(server).build())
                    .asFastAsTaken()
                    .translate(new short[24_000], 24_000)
                    .get(30, TimeUnit.SECONDS);
            assertThat(result.text()).isEmpty();
        }
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(CambRealtimeBuilder.KeyPlace.class)
    void key_isShownWhereTheSettingSays(CambRealtimeBuilder.KeyPlace place) throws Exception {
        try (var server =
                server(settings()).apiKeys(ApiKeys.exactly("test-key-1")).start()) {
            try (var translation = translation(client(server).keyPlace(place))
                    .source(caller(16_000, AudioEncoding.LINEAR16, SAID))
                    .open()) {
                translation.ready().get(10, TimeUnit.SECONDS);
            }
        }
        assertThat(errors).isEmpty();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(CambRealtimeBuilder.KeyPlace.class)
    void wrongKey_failsReadyAndCompletes(CambRealtimeBuilder.KeyPlace place) throws Exception {
        try (var server = server(settings()).apiKeys(ApiKeys.exactly("another")).start();
                var translation = translation(client(server).keyPlace(place))
                        .source(caller(16_000, AudioEncoding.LINEAR16, SAID))
                        .open()) {
            assertThatThrownBy(() -> translation.ready().get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(BatonException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ErrorCode.STT_KEY_REFUSED);
                        assertThat(refused.report()).doesNotContain("test-key-1");
                    });
            assertThat(translation.completion().get(10, TimeUnit.SECONDS).asked())
                    .isFalse();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void voiceThatThereIsNot_isToldInTheServersWords() throws Exception {
        try (var server = server(settings()).start()) {
            var result = Translation.translate(client(server).voice(99).build(), new short[100], 16_000);
            assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS))
                    .hasMessageContaining("voice_id 99 does not exist");
        }
    }

    private record Weather(String forecast) implements TranslationEvent.Extension {}

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void messageThatIsTaught_isToldToItsListener() throws Exception {
        try (var server = server(settings()).fault(SttFault.UNKNOWN_TYPE).start()) {
            var heard = new CopyOnWriteArrayList<Weather>();
            translation(client(server).event("weather", Weather::new))
                    .on(Weather.class, heard::add)
                    .asFastAsTaken()
                    .translate(caller(24_000, AudioEncoding.LINEAR16, SAID).samples(), 24_000)
                    .get(30, TimeUnit.SECONDS);
            assertThat(heard).hasSize(1);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void listenerThatThrowsOrIsGone_doesNotHoldUpTheOthers() throws Exception {
        try (var server = server(settings()).start()) {
            var heard = new CopyOnWriteArrayList<String>();
            try (var translation = translation(client(server))
                    .on(TranslationEvent.Text.class, text -> {
                        throw new IllegalStateException("no");
                    })
                    .source(caller(24_000, AudioEncoding.LINEAR16, SAID))
                    .asFastAsTaken()
                    .open()) {
                translation
                        .on(TranslationEvent.Text.class, text -> heard.add("gone"))
                        .unsubscribe();
                translation.on(TranslationEvent.Text.class, text -> heard.add(text.text()));
                translation.completion().get(30, TimeUnit.SECONDS);
            }
            assertThat(heard).containsExactly(TRANSLATED);
            assertThat(errors)
                    .singleElement()
                    .satisfies(error -> assertThat(error.kind()).isEqualTo(SttStreamError.Kind.HANDLER_EXCEPTION));
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void closeInTheMiddle_endsAtOnceAndReleasesEverything() throws Exception {
        try (var server = server(settings()).start()) {
            var sink = new CapturingSink(16_000);
            var translation = translation(client(server))
                    .source(caller(16_000, AudioEncoding.LINEAR16, SAID, SAID, SAID))
                    .sink(sink)
                    .open();
            translation.ready().get(10, TimeUnit.SECONDS);
            translation.close();

            assertThat(translation.completion()).isCompleted();
            assertThat(translation.completion().join().asked()).isTrue();
            assertThat(sink.closed()).isTrue();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void noSource_isRefused() {
        assertThatThrownBy(() -> Translation.builder(CambRealtime.builder()
                                .url(URI.create("ws://127.0.0.1:1"))
                                .from("en-us")
                                .to("de-de")
                                .build())
                        .open())
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("without a source");
    }
}
