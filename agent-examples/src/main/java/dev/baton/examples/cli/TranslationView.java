package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.translate.TranslationEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Shows a translation while it runs. Used by one thread. */
interface TranslationView {
    void show(Duration at, TranslationEvent event);

    default void problem(Duration at, BatonException reason) {}

    /** @param file where the speech went; null where it was not to be written */
    void ended(Outcome outcome, @Nullable Path file, int status);

    /** What has become of it. */
    final class Outcome {
        final StringJoiner text = new StringJoiner(" ");
        final int sampleRateHz;
        long samples;
        int problems;
        boolean asked;

        Outcome(int sampleRateHz) {
            this.sampleRateHz = sampleRateHz;
        }

        Duration length() {
            return Duration.ofMillis(samples * 1_000 / sampleRateHz);
        }
    }
}
