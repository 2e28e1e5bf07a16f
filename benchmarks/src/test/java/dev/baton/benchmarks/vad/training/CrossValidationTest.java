package dev.baton.benchmarks.vad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.examples.detection.Detection;
import dev.baton.vad.energy.EnergyDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrossValidationTest {
    private static final TrainingPlan PLAN = TrainingPlan.defaults().withClips(2);

    @TempDir
    Path folder;

    @Test
    void networkOfAFold_hearsNothingOfItsKey() throws IOException {
        var recordings = Recordings.read(List.of(LabelledFolder.any(folder)));

        var heard = CrossValidation.heardByFold(recordings);

        assertThat(heard).containsOnlyKeys("clean:ann", "clean:bob", "fan", "rain");
        heard.forEach((fold, rest) -> {
            assertThat(rest.all()).noneMatch(each -> each.fold().equals(fold));
            assertThat(rest.all().size())
                    .isEqualTo(recordings.all().size()
                            - recordings.only(fold).all().size());
        });
        assertThat(heard)
                .hasEntrySatisfying(
                        "fan",
                        rest -> assertThat(rest.all())
                                .extracting(Recording::name)
                                .containsExactly("ann", "bob", "rain"));
    }

    /** The clips too: a network sounds the same if what is held out was never there. */
    @Test
    void networkOfAFold_isThatOfFoldersWithoutIt() throws IOException {
        var recordings = Recordings.read(List.of(LabelledFolder.any(folder)));
        var judged = recordings.only("rain").all().get(0);

        var own = new CrossValidation(PLAN, 2, line -> {}).models(recordings).get("rain");
        var without = new ModelTraining(PLAN).train(recordings.without("rain"));

        assertThat(own).isNotNull();
        assertThat(probabilities(judged, new EnergyDetector(judged.rateHz(), own)))
                .isEqualTo(probabilities(judged, new EnergyDetector(judged.rateHz(), without)));
    }

    private static float[] probabilities(Recording recording, EnergyDetector detector) {
        Detection detection = Listening.to(recording.samples(), detector);
        var probabilities = new float[detection.windows()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = detection.probability(i);
        }
        return probabilities;
    }

    @Test
    void oneFold_cannotBeCrossValidated() throws IOException {
        new LabelledFolder(folder).speech("a", 8000, 2, 0, "\"noise\": \"dog\"");
        var recordings = Recordings.read(List.of(folder));

        assertThatThrownBy(() -> CrossValidation.heardByFold(recordings))
                .isInstanceOf(BatonException.class)
                .hasMessage("cross-validation needs recordings of two kinds, there is only [dog]");
    }

    @Test
    void speechInOneFoldOnly_cannotBeCrossValidated() throws IOException {
        new LabelledFolder(folder).speech("a", 8000, 2, 0, "\"noise\": \"dog\"").noise("b", 2, "cat");
        var recordings = Recordings.read(List.of(folder));

        assertThatThrownBy(() -> CrossValidation.heardByFold(recordings))
                .isInstanceOf(BatonException.class)
                .hasMessage("cross-validation finds speech in no recordings but those of \"dog\"");
    }
}
