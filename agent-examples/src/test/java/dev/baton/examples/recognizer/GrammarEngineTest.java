package dev.baton.examples.recognizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Loading: the library behind an engine is not made for two at once, and talks. */
class GrammarEngineTest {
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void grammarParsedByManyThreads_eachReadsTheWholeOfIt() {
        int words = Grammar.spellings().size();
        var parsed = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.supplyAsync(() -> IntStream.range(0, 20)
                        .mapToObj(round -> Grammar.spellings().size())
                        .toList()))
                .toList();
        assertThat(parsed.stream().map(CompletableFuture::join))
                .allSatisfy(counts -> assertThat(counts).containsOnly(words));
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    @ResourceLock(Resources.SYSTEM_ERR)
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void enginesLoadedAtOnceWhileWordsAreRead_allWorkAndNothingIsPrinted() {
        var printed = new ByteArrayOutputStream();
        var out = System.out;
        var err = System.err;
        try (var stream = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(stream);
            System.setErr(stream);
            var engines = Stream.generate(() -> CompletableFuture.supplyAsync(GrammarEngine::load))
                    .limit(3)
                    .toList();
            assertThat(SphinxRecognizer.words()).contains("wednesday");
            assertThat(engines.stream().map(CompletableFuture::join)).hasSize(3).doesNotContainNull();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
