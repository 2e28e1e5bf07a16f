package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.server.config.ServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class LlmOptionsTest {
    @TempDir
    private Path directory;

    @Command
    private static final class Options {
        @Mixin
        private final LlmOptions llm = new LlmOptions();
    }

    @Test
    void configuredModel_answersWhereTheCommandLineNamesNone() throws Exception {
        Path prompt = Files.writeString(directory.resolve("prompt.txt"), "You sell pizza.");
        Path config = Files.writeString(
                directory.resolve("baton.yml"),
                "baton:\n  llm: {url: 'http://127.0.0.1:1/v1', model: tiny, prompt: '" + prompt + "'}\n");
        var settings = ServerConfig.read(config, Map.of());

        var handlers = options().orAs(settings).handlers(Map.of(), null, reason -> {});

        assertThat(handlers.get()).isNotNull();
    }

    @Test
    void commandLine_winsOverWhatIsConfigured() throws Exception {
        Path config = Files.writeString(
                directory.resolve("baton.yml"), "baton:\n  llm: {url: 'http://127.0.0.1:1/v1', model: tiny}\n");
        var settings = ServerConfig.read(config, Map.of());

        assertThatThrownBy(() ->
                        options("--llm-url", "http://no address").orAs(settings).handlers(Map.of(), null, reason -> {}))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("--llm-url");
    }

    @Test
    void nothingAnywhere_saysWhatIsMissing() {
        assertThatThrownBy(() -> options().orAs(ServerConfig.defaults()).handlers(Map.of(), null, reason -> {}))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("which model answers");
    }

    private static LlmOptions options(String... arguments) {
        var options = new Options();
        new CommandLine(options).parseArgs(arguments);
        return options.llm;
    }
}
