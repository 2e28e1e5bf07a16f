package dev.baton.benchmarks.vad.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.vad.energy.SpeechFeatures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void record() throws IOException {
        LabelledFolder.any(folder.resolve("data"));
    }

    private int train(String model, String... options) {
        var arguments = new String[options.length + 5];
        arguments[0] = folder.resolve("data").toString();
        arguments[1] = "--out";
        arguments[2] = folder.resolve(model).toString();
        arguments[3] = "--clips";
        arguments[4] = "2";
        System.arraycopy(options, 0, arguments, 5, options.length);
        return Train.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }

    @Test
    void sameSeed_givesTheSameFilesWithAnyNumberOfThreads() throws IOException {
        assertThat(train("one.txt", "--threads", "1", "--cross-validate", at("one")))
                .isZero();
        assertThat(train("two.txt", "--threads", "2", "--cross-validate", at("two")))
                .isZero();

        assertThat(folder.resolve("two.txt")).hasSameBinaryContentAs(folder.resolve("one.txt"));
        assertThat(files("two")).isEqualTo(files("one")).hasSize(15);
    }

    @Test
    void anotherSeed_givesAnotherNetwork() throws IOException {
        train("one.txt", "--seed", "1");
        train("two.txt", "--seed", "2");

        assertThat(afterComment("two.txt")).isNotEqualTo(afterComment("one.txt"));
    }

    @Test
    void model_saysWhatItWasMadeOf() throws IOException {
        train("model.txt");

        assertThat(Files.readString(folder.resolve("model.txt")))
                .startsWith("# 5 recordings, 0.4 min; dev.baton.benchmarks.vad.training.Train " + folder.resolve("data")
                        + " --clips 2 --seed 1\n");
    }

    @Test
    void model_hasTheUnitsOfSeveralNetworksNoTwoAlike() throws IOException {
        train("model.txt");

        int units = NetworkConfig.defaults().hidden();
        String[] lines = afterComment("model.txt").split("\n", -1);
        assertThat(lines[0]).isEqualTo(SpeechFeatures.count() + " " + TrainingPlan.NETWORKS * units);
        // The first feature's mean, its scale and its weights, network by network.
        List<String> row = List.of(lines[1].split(" ", -1));
        var networks = new HashSet<List<String>>();
        for (int from = 2; from < row.size(); from += units) {
            networks.add(row.subList(from, from + units));
        }
        assertThat(networks).hasSize(TrainingPlan.NETWORKS);
    }

    @Test
    void table_hasALinePerFold() {
        train("model.txt");

        assertThat(out.toString(StandardCharsets.UTF_8).lines().map(line -> line.split(" ", 2)[0]))
                .containsExactly("", "fold", "clean:ann", "clean:bob", "fan", "rain", "all");
    }

    @Test
    void brokenFolder_endsWithAReportAndNoModel() throws IOException {
        Files.writeString(folder.resolve("data").resolve("ann.json"), "{");

        assertThat(train("model.txt")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("error BT-101: ")
                .contains("ann.json is no truth about a recording")
                .contains("do: ");
        assertThat(folder.resolve("model.txt")).doesNotExist();
    }

    @Test
    void wrongOptions_areBadUsage() {
        assertThat(train("model.txt", "--clip", "3")).isEqualTo(2);
        assertThat(train("model.txt", "--threads", "0")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("threads=0");
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private String afterComment(String name) throws IOException {
        return Files.readString(folder.resolve(name)).split("\n", 2)[1];
    }

    private Map<String, String> files(String name) throws IOException {
        var contents = new TreeMap<String, String>();
        try (var files = Files.list(folder.resolve(name))) {
            for (Path file : files.toList()) {
                contents.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return contents;
    }
}
