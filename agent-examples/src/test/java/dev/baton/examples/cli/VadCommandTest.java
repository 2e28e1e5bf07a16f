package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.transport.WavFileWriter;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.SpeechGatePreset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

class VadCommandTest {
    private static final SpeechGateConfig GATE = SpeechGateConfig.defaults();
    /** Of a tone that begins at half a second, in seconds. */
    private static final double ONSET = 0.5 - seconds(GATE.onsetLead());

    private static final double DECIDED = 0.5 + seconds(GATE.minSpeech());
    private static final double HANGOVER = seconds(GATE.hangover());

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Map<String, String> environment = Map.of();
    private Path results = Path.of("");

    @BeforeEach
    void results() {
        results = folder.resolve("results");
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private static String text(String format, double... values) {
        return String.format(Locale.ROOT, format, Arrays.stream(values).boxed().toArray());
    }

    private int run(Object... arguments) {
        out.reset();
        err.reset();
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment);
        var words = new ArrayList<>(List.of("vad", "--out", results.toString()));
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return Baton.run(console, words.toArray(String[]::new));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private List<String> result(String name) throws IOException {
        return Files.readAllLines(results.resolve(name));
    }

    /** Silent but for a tone of -12 dBFS. */
    private Path tone(String name, AudioFormat format, double fromSeconds, double toSeconds, double length)
            throws IOException {
        Path file = folder.resolve(name);
        var samples = new short[(int) Math.round(length * format.sampleRateHz()) * format.channels()];
        for (int i = 0; i < samples.length; i++) {
            int instant = i / format.channels();
            double at = (double) instant / format.sampleRateHz();
            samples[i] = (short) (at < fromSeconds || at >= toSeconds ? 0 : 11_600 * Math.sin(2 * Math.PI * 700 * at));
        }
        try (var writer = WavFileWriter.create(file, format)) {
            writer.append(samples, 0, samples.length);
        }
        return file;
    }

    private Path tone(String name) throws IOException {
        return tone(name, AudioFormat.linear16(8000), 0.5, 1.5, 2);
    }

    /** Of the bundled recordings. */
    private Path word(String word) throws IOException {
        Path file = folder.resolve(word + ".wav");
        try (var clip = Objects.requireNonNull(
                getClass().getResourceAsStream("/dev/baton/examples/sample/clips/" + word + ".wav"))) {
            Files.copy(clip, file);
        }
        return file;
    }

    @Test
    void tone_isFoundToTheWindow() throws Exception {
        assertThat(run(tone("a.wav"), "--detector", "level")).as(complaint()).isZero();

        assertThat(result("a.events.csv"))
                .containsExactly(
                        "detected_at_s,type,position_s",
                        text("%.6f,start,%.6f", DECIDED, ONSET),
                        text("%.6f,end,1.500000", 1.5 + HANGOVER));
        assertThat(result("a.segments.csv")).containsExactly("start_s,end_s", text("%.6f,1.500000", ONSET));
        assertThat(result("a.csv"))
                .hasSize(201)
                .startsWith("time_s,probability", "0.010000,0.000000")
                .endsWith("2.000000,0.000000");
        assertThat(result("a.csv").get(51)).isEqualTo("0.510000,0.999911");
        assertThat(printed())
                .containsPattern(text("a +0:02.0 +%.1f +30.0 +[0-9,]+\n", 100 * (1.5 - ONSET) / 2))
                .contains("Detector level");
        assertThat(complaint()).isEmpty();
    }

    @Test
    void speechThatIsOpenAtTheEnd_endsAsIfSilenceFollowed() throws Exception {
        run(tone("a.wav", AudioFormat.linear16(8000), 0.5, 9, 1.5), "--detector", "level");
        assertThat(result("a.events.csv")).endsWith(text("%.6f,end,1.500000", 1.5 + HANGOVER));

        run(tone("a.wav", AudioFormat.linear16(8000), 0.5, 9, 1.503), "--detector", "level");
        assertThat(result("a.events.csv")).endsWith(text("%.6f,end,1.503000", 1.51 + HANGOVER));
        assertThat(result("a.segments.csv")).endsWith(text("%.6f,1.503000", ONSET));
        assertThat(result("a.csv")).hasSize(152);

        run(tone("a.wav", AudioFormat.linear16(8000), 0.5, 1.5, 1.503), "--detector", "level");
        assertThat(result("a.csv")).endsWith("1.510000,0.000000");
        assertThat(result("a.events.csv")).endsWith(text("%.6f,end,1.500000", 1.5 + HANGOVER));
    }

    @ParameterizedTest
    @CsvSource({
        "LINEAR16, 8000, 1",
        "MULAW, 8000, 1",
        "ALAW, 16000, 2",
        "FLOAT32, 44100, 2",
        "LINEAR32, 48000, 3",
        "LINEAR16, 11025, 1",
        "LINEAR16, 24000, 1"
    })
    void audioOfAnyKind_liesWhereItLayAndIsKnownWithTheConvertersDelay(AudioEncoding encoding, int rateHz, int channels)
            throws Exception {
        var format = new AudioFormat(encoding, rateHz, channels, ByteOrder.LITTLE_ENDIAN);
        // Three milliseconds before the end of a window: a converter's delay left in would move it to the next one.
        run(tone("a.wav", format, 0.507, 1.503, 2), "--detector", "level");

        assertThat(result("a.segments.csv")).as(complaint()).endsWith(text("%.6f,1.510000", ONSET));
        assertThat(result("a.csv")).hasSize(201);
        double detectedAt = Double.parseDouble(result("a.events.csv").get(1).split(",", -1)[0]);
        if (rateHz % 8000 == 0 && rateHz <= 16_000) {
            assertThat(detectedAt).isEqualTo(DECIDED);
        } else {
            assertThat(detectedAt).isBetween(DECIDED + 0.0005, DECIDED + 0.006);
        }
    }

    @ParameterizedTest
    @CsvSource({"telephone, TELEPHONE", "quiet-room, QUIET_ROOM", "Noisy-Street, NOISY_STREET"})
    void preset_setsTheGate(String name, SpeechGatePreset preset) throws Exception {
        run(tone("a.wav"), "--detector", "level", "--preset", name);

        var gate = preset.config();
        assertThat(result("a.events.csv"))
                .contains(text("%.6f,start,%.6f", 0.5 + seconds(gate.minSpeech()), 0.5 - seconds(gate.onsetLead())))
                .contains(text("%.6f,end,1.500000", 1.5 + seconds(gate.hangover())));
    }

    @Test
    void wordsOfTheSampleCall_areFound() throws Exception {
        assertThat(run(word("wednesday"), word("six"))).as(complaint()).isZero();

        assertThat(result("wednesday.segments.csv")).hasSizeGreaterThan(1);
        assertThat(result("six.segments.csv")).hasSizeGreaterThan(1);
        assertThat(printed()).contains("2 files", "Detector energy").doesNotContain("F1");
    }

    @Test
    void truthBesideTheFile_saysHowRightItWas() throws Exception {
        Path right = tone("right.wav");
        Path half = tone("half.wav");
        Files.writeString(
                folder.resolve("right.json"),
                "{\"speech\": [[0.5, 1.5]], \"turns\": [{\"start\": 0.48, \"end\": 1.5}]}");
        Files.writeString(folder.resolve("half.json"), "{\"speech\": [[0.5, 1.0]]}");

        assertThat(run(right, half, "--detector", "level", "--json")).isZero();

        List<String> lines = printed().lines().toList();
        assertThat(lines).hasSize(2);
        var first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.path("file").asText()).isEqualTo(right.toString());
        assertThat(first.path("length_s").asDouble()).isEqualTo(2);
        assertThat(first.path("speech_percent").asDouble()).isCloseTo(100 * (1.5 - ONSET) / 2, within(1e-6));
        assertThat(first.path("starts_per_minute").asDouble()).isEqualTo(30);
        assertThat(first.path("times_real_time").asDouble()).isPositive();
        assertThat(first.path("f1_percent").asDouble()).isEqualTo(100);
        assertThat(first.path("onset_median_ms").asDouble()).isCloseTo(1000 * (DECIDED - 0.48), within(1e-6));
        // 40 cells hit, 45 false alarms; five on each side of each boundary do not count.
        assertThat(new ObjectMapper().readTree(lines.get(1)).path("f1_percent").asDouble())
                .isEqualTo(64);

        run(right, half, "--detector", "level");
        assertThat(printed())
                .containsPattern(text("right .* 100\\.0 +%.0f\n", 1000 * (DECIDED - 0.48)))
                .containsPattern(text("half .* 64\\.0 +%.0f\n", 1000 * (DECIDED - 0.5)))
                .containsPattern(text("2 files .* 85\\.2 +%.0f\n", 1000 * (DECIDED - 0.49)))
                .contains("F1: windows at 0.50");
    }

    @Test
    void truthThatCannotBeRead_isToldAndLeftOut() throws Exception {
        Path file = tone("a.wav");
        Files.writeString(folder.resolve("a.json"), "{\"speech\": [[2, 1]]}");

        assertThat(run(file)).isZero();
        assertThat(complaint()).contains("warn ", "a.json does not count as the truth", "[2,1]");
        assertThat(printed()).doesNotContain("F1");
    }

    @Test
    void badFiles_areToldAndTheOthersDone() throws Exception {
        Path letter = Files.writeString(folder.resolve("letter.wav"), "Dear Sir or Madam, this is not audio.");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path good = tone("good.wav");

        assertThat(run(letter, folder.resolve("nix.wav"), empty, good)).isEqualTo(Baton.FAILED);

        assertThat(complaint())
                .contains("error BT-109", "letter.wav")
                .contains("error BT-101", "nix.wav does not exist")
                .contains("error BT-102", "empty holds no WAV files")
                .contains("do: ");
        assertThat(results.resolve("good.segments.csv")).isNotEmptyFile();
        assertThat(results.resolve("letter.csv")).doesNotExist();
        assertThat(printed()).contains("good").doesNotContain("letter", "nix");
    }

    @Test
    void nothingButBadFiles_printsNoTable() {
        assertThat(run(folder.resolve("nix.wav"))).isEqualTo(Baton.FAILED);
        assertThat(out.size()).isZero();
    }

    @Test
    void folder_standsForItsWavFiles() throws Exception {
        Path calls = folder.resolve("calls");
        Files.createDirectories(calls.resolve("older"));
        tone("calls/b.wav");
        tone("calls/A.WAV");
        tone("calls/older/c.wav");
        Files.writeString(folder.resolve("calls/notes.txt"), "");

        assertThat(run(calls, folder.resolve("calls/b.wav"))).as(complaint()).isZero();
        assertThat(results.toFile().list())
                .containsExactlyInAnyOrder(
                        "A.csv", "A.events.csv", "A.segments.csv", "b.csv", "b.events.csv", "b.segments.csv");
    }

    @Test
    void resultsThatWouldOverwriteEachOther_areRefused() throws Exception {
        Files.createDirectories(folder.resolve("x"));
        Path one = tone("a.wav");
        Path other = tone("x/a.wav");

        assertThat(run(one, other)).isEqualTo(Baton.BAD_USAGE);
        assertThat(complaint()).startsWith("error BT-003").contains(one.toString(), other.toString(), "--out");
        assertThat(run(one, tone("a.events.wav"))).isEqualTo(Baton.BAD_USAGE);
        assertThat(complaint()).contains("would both be written to");
        assertThat(results).doesNotExist();
    }

    @Test
    void resultThatWouldOverwriteAnInput_isRefused() throws Exception {
        results = folder;
        Path wav = tone("a.wav");
        Path odd = Files.copy(wav, folder.resolve("a.csv"));
        assertThat(run(wav, odd)).isEqualTo(Baton.BAD_USAGE);
        assertThat(complaint()).startsWith("error BT-003").contains("a.csv, which is to be read");
        assertThat(odd).hasSameBinaryContentAs(wav);
    }

    @Test
    void folderThatCannotBeMade_isTold() throws Exception {
        results = Files.writeString(folder.resolve("taken"), "");

        assertThat(run(tone("a.wav"))).isEqualTo(Baton.FAILED);
        assertThat(complaint()).startsWith("error BT-116").contains("taken cannot be written", "do: ");
    }

    @Test
    void manyFiles_showHowFarItIs() throws Exception {
        Path a = tone("a.wav");
        Path b = tone("b.wav");

        run(a, b);
        assertThat(complaint()).isEqualTo(" 1 of 2  " + a + "\n 2 of 2  " + b + "\n");
        assertThat(printed()).doesNotContain("\r");

        environment = Map.of("BATON_COLUMNS", "100", "LANG", "C.UTF-8");
        run(a, b);
        assertThat(complaint()).isEmpty();
        assertThat(printed()).contains("\r ████████████░░░░░░░░░░░░ 2 of 2  ", "\r\u001b[K");
        assertThat(printed().replaceAll("\r[^\r\n]*\u001b\\[K", "")).startsWith(" file ");

        run(a);
        assertThat(printed()).doesNotContain("\r");
    }

    private Document plot(String name) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(results.resolve(name).toFile());
    }

    private static List<String> attributes(Document document, String tag, String kind, String attribute) {
        var found = new ArrayList<String>();
        var elements = document.getElementsByTagName(tag);
        for (int i = 0; i < elements.getLength(); i++) {
            var attributes = elements.item(i).getAttributes();
            var of = attributes.getNamedItem("class");
            // Signs of the legend have no left edge.
            if (of != null && of.getNodeValue().equals(kind) && attributes.getNamedItem(attribute) != null) {
                found.add(attributes.getNamedItem(attribute).getNodeValue());
            }
        }
        return found;
    }

    @Test
    void plot_showsSpeechTruthAndDecisionsWhereTheyLie() throws Exception {
        Path file = tone("a <&> b.wav");
        Files.writeString(folder.resolve("a <&> b.json"), "{\"speech\": [[0.25, 1.5]]}");

        assertThat(run(file, "--detector", "level", "--plot")).as(complaint()).isZero();

        var plot = plot("a <&> b.svg");
        assertThat(plot.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("a <&> b.wav");
        // 1,100 pixels for 2.1 seconds, from 74 on.
        assertThat(attributes(plot, "rect", "found", "x")).containsExactly(text("%.1f", 74 + 523.8 * ONSET));
        assertThat(attributes(plot, "rect", "found", "width")).contains(text("%.1f", 523.8 * (1.5 - ONSET)));
        assertThat(attributes(plot, "rect", "truth", "x")).containsExactly("205.0");
        assertThat(attributes(plot, "path", "start", "d"))
                .anyMatch(d -> d.startsWith(text("M%.1f ", 74 + 523.8 * DECIDED)));
        assertThat(attributes(plot, "path", "end", "d"))
                .anyMatch(d -> d.startsWith(text("M%.1f ", 74 + 1100 / 2.1 * (1.5 + HANGOVER))));
        assertThat(attributes(plot, "path", "p", "d")).contains("M74 165h261.9v-52h523.8v52h261.9z");
        assertThat(attributes(plot, "path", "limit", "d"))
                .contains(
                        text("M74 %.1fh1047.6", 165 - 52 * GATE.startThreshold()),
                        text("M74 %.1fh1047.6", 165 - 52 * GATE.stopThreshold()));
    }

    @Test
    void plotOfALongRecording_runsOverRows() throws Exception {
        Path file = tone("a.wav", AudioFormat.linear16(8000), 19, 21, 45);

        run(file, "--detector", "level", "--plot");

        var plot = plot("a.svg");
        assertThat(attributes(plot, "path", "audio", "d")).hasSize(3);
        assertThat(attributes(plot, "rect", "found", "x"))
                .containsExactly(text("%.1f", 74 + 55 * (18.5 + ONSET)), "74.0");
        assertThat(attributes(plot, "rect", "found", "width"))
                .satisfiesExactly(
                        legend -> assertThat(legend).isEqualTo("12"),
                        first -> assertThat(Double.parseDouble(first)).isCloseTo(55 * (1.5 - ONSET), within(0.051)),
                        second -> assertThat(second).isEqualTo("55.0"));
        assertThat(Files.size(results.resolve("a.svg"))).isLessThan(20_000);
    }
}
