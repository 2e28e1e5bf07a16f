package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.audio.Vocabulary;
import dev.baton.testkit.audio.WordVoice;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.testkit.stt.SttFault;
import dev.baton.testkit.stt.TextTranslator;
import dev.baton.testkit.stt.TranslationSettings;
import dev.baton.transport.WavAudioSource;
import dev.baton.transport.WavFileWriter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TranslateCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> WORDS = Map.of("thank", "word901", "you", "word902");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        var all = new ArrayList<>(List.of("translate"));
        all.addAll(List.of(arguments));
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
        return Baton.run(console, all.toArray(String[]::new));
    }

    private static LocalSttServer server(SttFault... faults) {
        var settings = TranslationSettings.builder()
                .translator(TextTranslator.dictionary(WORDS))
                .build();
        return LocalSttServer.builder(new ScriptedRecognizer())
                .translation(settings)
                .fault(faults)
                .start();
    }

    private String recording(int rateHz, AudioEncoding encoding) throws Exception {
        var caller = SyntheticCaller.builder(rateHz)
                .silence(Duration.ofMillis(400))
                .turn("thank you")
                .silence(Duration.ofMillis(300))
                .build();
        var file = folder.resolve("in.wav");
        try (var writer = WavFileWriter.create(file, new AudioFormat(encoding, rateHz, 1, ByteOrder.LITTLE_ENDIAN))) {
            writer.append(caller.samples(), 0, caller.samples().length);
        }
        return file.toString();
    }

    private static List<String> words(Path file, int rateHz) {
        var source = WavAudioSource.open(file);
        assertThat(source.format()).isEqualTo(AudioFormat.linear16(rateHz));
        var samples = new short[(int) (source.duration().toMillis() * rateHz / 1_000) + 1];
        var at = new int[1];
        source.readAll(bytes -> {
            var piece = bytes.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
            int length = Math.min(piece.remaining(), samples.length - at[0]);
            piece.get(samples, at[0], length);
            at[0] += length;
        });
        return WordVoice.words(samples, rateHz, Vocabulary.english());
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({"8000, MULAW, 24000", "48000, FLOAT32, 8000", "24000, LINEAR16, 16000"})
    void anyFile_becomesTextAndAFileAtTheRateAskedFor(int inHz, AudioEncoding encoding, int outHz) throws Exception {
        try (var server = server()) {
            var to = folder.resolve("out.wav");
            assertThat(run(
                            recording(inHz, encoding),
                            to.toString(),
                            "--to",
                            "DE-de",
                            "--url",
                            server.translationUri().toString(),
                            "--rate",
                            "" + outHz))
                    .as(complained())
                    .isZero();

            assertThat(said()).endsWith("word901 word902\n").contains("< thank you", "> word901 word902");
            assertThat(words(to, outHz)).containsExactly("word901", "word902");
            assertThat(complained()).contains("0:00.6 of speech written to");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void json_isOneObjectInEachLine() throws Exception {
        try (var server = server()) {
            assertThat(run(
                            recording(16_000, AudioEncoding.LINEAR16),
                            "--text-only",
                            "--to",
                            "de-de",
                            "--url",
                            server.translationUri().toString(),
                            "--json"))
                    .as(complained())
                    .isZero();
            var lines = new ArrayList<JsonNode>();
            for (var line : said().strip().split("\n", -1)) {
                lines.add(JSON.readTree(line));
            }
            assertThat(lines.stream().map(line -> line.path("type").asText()))
                    .containsSubsequence(
                            "ready",
                            "source_delta",
                            "source_text",
                            "text_delta",
                            "text",
                            "closed",
                            "translation_ended");
            var last = lines.get(lines.size() - 1);
            assertThat(last.path("exit").asInt(-1)).isZero();
            assertThat(last.path("text").asText()).isEqualTo("word901 word902");
        }
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(
            value = SttFault.class,
            names = {"RESET_IN_AUDIO", "CLOSED_IN_AUDIO"})
    void lostConnection_failsAndSaysSo(SttFault fault) throws Exception {
        try (var server = server(fault)) {
            var to = folder.resolve("out.wav");
            assertThat(run(
                            recording(16_000, AudioEncoding.LINEAR16),
                            to.toString(),
                            "--to",
                            "de-de",
                            "--url",
                            server.translationUri().toString()))
                    .isEqualTo(Baton.FAILED);
            assertThat(complained()).contains("error BT-204", "nothing is replayed");
            if (fault != SttFault.RESET_IN_AUDIO) { // a reset may overtake what was sent before it
                assertThat(Files.exists(to)).as("what came until then").isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--to de-de | nothing to translate",
                "a.wav --to de-de | no file to write",
                "a.wav b.wav --text-only --to de-de | --text-only",
                "a.wav b.wav --mic --to de-de | two different things",
                "a.wav b.wav --rate 7 --to de-de | --rate 7",
                "a.wav b.wav | --to"
            })
    void badUsage_isToldBeforeAnythingIsOpened(String arguments, String words) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(Baton.BAD_USAGE);
        assertThat(complained()).contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--to xx-xx | ar-ae, ar-eg",
                "--to en-us | same language",
                "--to ja-jp | no phrase book",
                "--from de-de --to en-us | no phrase book",
                "--to de-de --voice 7 | one voice",
                "--to de-de --with embedded --url ws://127.0.0.1:1 | no address",
                "--to de-de --with camp-realtime | did you mean",
                "--to de-de --url https://client.camb.ai/apis/dub | dubbing",
                "--to de-de --url wss://example.org/apis/translated-tts | realtime service only",
                "--to de-de --mode fast --model iris --url ws://127.0.0.1:1 | two ways"
            })
    void wrongSetting_isToldBeforeAnythingIsLoaded(String arguments, String words) throws Exception {
        var all = new ArrayList<>(List.of(recording(16_000, AudioEncoding.LINEAR16), "out.wav"));
        all.addAll(List.of(arguments.split(" ", -1)));
        assertThat(run(all.toArray(String[]::new))).as(complained()).isEqualTo(Baton.BAD_USAGE);
        assertThat(complained()).contains(words);
    }

    @Test
    void sameFileTwice_isRefused() throws Exception {
        var file = recording(16_000, AudioEncoding.LINEAR16);
        assertThat(run(file, file, "--to", "de-de")).isEqualTo(Baton.BAD_USAGE);
    }

    @Test
    void phraseBook_takesTheLongestPhrase() {
        var book = ScriptedPhrases.load();
        assertThat(book.translate("on wednesday the third of march at half past nine in the morning", "en-us", "de-de"))
                .isEqualTo("am mittwoch der dritte im maerz um halb zehn am morgen");
        assertThat(book.translate("thank you goodbye", "en-gb", "fr-ca")).isEqualTo("merci au revoir");
        assertThat(book.translate("zanzibar", "en-us", "es-es")).isEqualTo("zanzibar");
        assertThat(book.translate("thank you", "en-us", "ja-jp")).isEqualTo("thank you");
        assertThat(book.knows("de-de")).isTrue();
        assertThat(book.knows("ja-jp")).isFalse();
    }
}
