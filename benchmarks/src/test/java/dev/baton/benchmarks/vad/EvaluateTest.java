package dev.baton.benchmarks.vad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.benchmarks.vad.training.LabelledFolder;
import dev.baton.benchmarks.vad.training.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluateTest {
    @TempDir
    Path folder;

    @Test
    void everyRecording_isAnsweredInEachWayAtEachGain() throws IOException {
        var data = LabelledFolder.any(folder.resolve("data"));

        Evaluate.run(data, folder.resolve("heard"), TrainingPlan.defaults().withClips(1));

        for (String way : List.of("plain", "cross-validated")) {
            for (String gain : List.of("", "-minus-12-db", "-plus-6-db")) {
                for (String name : List.of("ann", "bob", "eve", "fan", "rain")) {
                    Path answers = folder.resolve("heard").resolve(way + gain);
                    assertThat(Files.readAllLines(answers.resolve(name + ".csv")))
                            .hasSize(501)
                            .startsWith("time_s,probability");
                    var events = Files.readAllLines(answers.resolve(name + ".events.csv"));
                    assertThat(events).startsWith("detected_at_s,type,position_s");
                    assertThat(events.size() % 2).as("each start has its end").isEqualTo(1);
                }
            }
        }
    }
}
