package dev.baton.testkit.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.stt.SttStreamError;
import dev.baton.testkit.audio.CapturingSink;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.audio.Vocabulary;
import dev.baton.testkit.audio.WordVoice;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.testkit.stt.SttFault;
import dev.baton.testkit.stt.SttProtocol;
import dev.baton.testkit.stt.TextTranslator;
import dev.baton.testkit.stt.TranslationSettings;
import dev.baton.translate.CambRealtime;
import dev.baton.translate.Translation;
import dev.baton.translate.TranslationEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault that the server has for translators, over real sockets: every word said is in the text and in the sound, or it is told that something is missing; and every translation ends. */
@Timeout(60)
class TranslationFaultsTest {
    private static final List<String> FIRST = List.of("word901", "word902");
    private static final List<String> SECOND = List.of("word903");
    private static final Map<String, String> WORDS =
            Map.of("thank", "word901", "you", "word902", "wednesday", "word903");

    /** Start, quiet, finish and close, all of which the client below bounds, and what was said. */
    private static final long MOST_SECONDS = 20;

    /** What a good client takes as if nothing had been. */
    private static final Set<SttFault> HARMLESS = EnumSet.of(SttFault.UNKNOWN_TYPE, SttFault.ODD_AUDIO);

    /** Nothing is lost, though something was wrong that is told. */
    private static final Set<SttFault> LOSE_NOTHING = EnumSet.of(
            SttFault.MALFORMED_JSON,
            SttFault.NO_OBJECT,
            SttFault.EMPTY_MESSAGE,
            SttFault.DEEP_JSON,
            SttFault.AUDIO_OF_WRONG_TYPE,
            SttFault.BROKEN_BASE64);

    static Stream<SttFault> faults() {
        return Stream.of(SttFault.values()).filter(fault -> fault.protocols().contains(SttProtocol.CAMB_REALTIME));
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource("faults")
    void fault_costsNothingThatIsNotTold(SttFault fault) throws Exception {
        var texts = new CopyOnWriteArrayList<String>();
        var errors = new CopyOnWriteArrayList<SttStreamError>();
        var closed = new ArrayList<TranslationEvent.Closed>();
        var sink = new CapturingSink(16_000);
        var settings = TranslationSettings.builder()
                .translator(TextTranslator.dictionary(WORDS))
                .build();
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                        .translation(settings)
                        .fault(fault)
                        .start();
                var translation = translation(server)
                        .sink(sink)
                        .on(
                                TranslationEvent.Text.class,
                                text -> texts.addAll(List.of(text.text().split(" ", -1))))
                        .onError(errors::add)
                        .open()) {
            closed.add(translation.completion().get(MOST_SECONDS, TimeUnit.SECONDS));
        }

        var all = Stream.concat(FIRST.stream(), SECOND.stream()).toList();
        var heard = WordVoice.words(sink.samples(), 16_000, Vocabulary.english());
        boolean whole = texts.equals(all) && heard.equals(all);
        if (HARMLESS.contains(fault)) {
            assertThat(errors).as("complaints").isEmpty();
        }
        if (HARMLESS.contains(fault) || LOSE_NOTHING.contains(fault)) {
            assertThat(texts).as("written").isEqualTo(all);
            assertThat(heard).as("spoken").isEqualTo(all);
        }
        if (fault == SttFault.JSON_AS_AUDIO) { // a moment of noise in the speech, which nobody can tell from speech
            assertThat(texts).as("written").isEqualTo(all);
        } else if (!whole) {
            assertThat(errors)
                    .as(() -> "told, of written " + texts + " and spoken " + heard)
                    .isNotEmpty();
        }
        if (!closed.get(0).asked()) {
            assertThat(errors).as("an outage is told").isNotEmpty();
        }
        assertThat(sink.closed()).isTrue();
    }

    private static Translation.Builder translation(LocalSttServer server) {
        var client = CambRealtime.builder()
                .url(server.translationUri())
                .from("en-us")
                .to("de-de")
                .startTimeout(Duration.ofSeconds(2))
                .settle(Duration.ofSeconds(1))
                .quietLimit(Duration.ofSeconds(4))
                .finishLimit(Duration.ofSeconds(10))
                .build();
        var caller = SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(400))
                .turn("thank you")
                .silence(Duration.ofMillis(900))
                .turn("wednesday")
                .silence(Duration.ofMillis(200))
                .build();
        return Translation.builder(client).source(caller).asFastAsTaken();
    }
}
