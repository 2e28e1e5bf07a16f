package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.examples.llm.ChatStub;
import dev.baton.examples.sample.CallFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./baton call FILE --handler llm}: recorded speech, the embedded recogniser and voice, a model that a test speaks for. */
class LlmCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("OPENAI_API_KEY", "sk-secret"));
        return Baton.run(console, arguments);
    }

    @Test
    void modelThatFailsToGreetAndThenAnswers_isToldAndHeard(@TempDir Path folder) throws IOException {
        CallFiles.main(new String[] {"0", folder.toString()});
        Path turn;
        try (var files = Files.newDirectoryStream(folder, "turn-2-*.wav")) {
            turn = files.iterator().next();
        }
        Path prompt = Files.writeString(folder.resolve("prompt.txt"), "You keep a doctor's calendar.");
        try (var model = new ChatStub()) {
            model.then(line -> line.status(503, "{}")).says("Half past nine, then.");

            int status = run(("call FILE --fast --json --handler llm --llm-model m --llm-url " + model.uri()
                            + " --prompt PROMPT")
                    .replace("FILE", turn.toString())
                    .replace("PROMPT", prompt.toString())
                    .split(" ", -1));

            assertThat(out.toString(StandardCharsets.UTF_8)).contains("Half past nine, then.");
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .startsWith("error BT-501: the language model at " + model.uri()
                            + "/v1/chat/completions has failed (503)")
                    .doesNotContain("sk-secret");
            assertThat(status).isEqualTo(1);
            // He speaks at once, so that nobody hears the apology for the greeting.
            assertThat(String.join("\n", model.request(1).messages())).endsWith("\nat nine thirty a m please");
            assertThat(model.request(1).instructions()).startsWith("You keep a doctor's calendar.");
            assertThat(model.request(1).authorization()).isEqualTo("Bearer sk-secret");
        }
    }
}
