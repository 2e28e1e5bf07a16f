package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.TurnHandler;
import dev.baton.examples.llm.ChatEndpoint;
import dev.baton.examples.llm.LlmHandler;
import dev.baton.server.config.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of {@code --handler llm}. */
final class LlmOptions {
    static final String NAME = "llm";
    private static final String KEY = "OPENAI_API_KEY";
    private static final String DEFAULT_PROMPT = "You are a friendly agent who answers the telephone.";

    @Option(
            names = "--llm-url",
            paramLabel = "URL",
            description =
                    "With --handler llm: an OpenAI-compatible endpoint, such as http://127.0.0.1:11434/v1. The key, if it wants one, comes from OPENAI_API_KEY.")
    private @Nullable String url;

    @Option(
            names = "--llm-model",
            paramLabel = "NAME",
            description = "With --handler llm: the model, as that server calls it.")
    private @Nullable String model;

    @Option(
            names = "--prompt",
            paramLabel = "FILE",
            description =
                    "With --handler llm: who the agent is and what it is there for. How to speak on a telephone is added.")
    private @Nullable Path prompt;

    @Option(
            names = "--greeting",
            paramLabel = "TEXT",
            description =
                    "With --handler llm: what is said first; \"\" if the caller speaks first. Default: the model greets.")
    private @Nullable String greeting;

    @Option(
            names = "--no-llm-tools",
            description =
                    "With --handler llm: for a model that cannot use tools. Otherwise it may end the call, and have a person take over.")
    private boolean withoutTools;

    /** The option that was given, if another handler answers; null if none was. */
    @Nullable
    String given() {
        return url != null
                ? "--llm-url"
                : model != null
                        ? "--llm-model"
                        : prompt != null
                                ? "--prompt"
                                : greeting != null ? "--greeting" : withoutTools ? "--no-llm-tools" : null;
    }

    /** What was not given on the command line is as configured. */
    LlmOptions orAs(ServerConfig settings) {
        url = url == null ? settings.llmUrl().orElse(null) : url;
        model = model == null ? settings.llmModel().orElse(null) : model;
        prompt = prompt == null ? settings.llmPrompt().map(Path::of).orElse(null) : prompt;
        return this;
    }

    /**
     * @param executor where answers are worked out; null for real time
     * @param problems told what goes wrong during the call, on any thread
     * @throws BatonException if something is missing, or wrong
     */
    Supplier<TurnHandler> handlers(
            Map<String, String> environment, @Nullable Executor executor, Consumer<BatonException> problems) {
        if (url == null || model == null) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--handler llm needs to know which model answers, and where",
                    "",
                    "add " + (url == null ? "--llm-url URL" : "") + (url == null && model == null ? " and " : "")
                            + (model == null ? "--llm-model NAME" : ""));
        }
        String key = environment.get(KEY);
        var endpoint = ChatEndpoint.of(uri(url), model).withKey(key == null || key.isBlank() ? null : key.strip());
        String instructions = prompt == null ? DEFAULT_PROMPT : read(prompt);
        return () -> {
            var builder = LlmHandler.builder(endpoint, instructions)
                    .endsCalls(!withoutTools)
                    .onProblem(problems);
            if (greeting != null) {
                builder.greeting(greeting);
            }
            if (executor != null) {
                builder.executor(executor);
            }
            return builder.build();
        };
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--llm-url is not an address",
                    "found that it is wrong at character " + (e.getIndex() + 1),
                    "give one such as http://127.0.0.1:11434/v1");
        }
    }

    private static String read(Path file) {
        String text;
        try {
            text = Files.readString(file).strip();
        } catch (IOException e) {
            throw new BatonException(
                    ErrorCode.FILE_UNREADABLE,
                    "the prompt " + file + " cannot be read",
                    e.getClass().getSimpleName(),
                    "check the name; it is a text file in UTF-8",
                    e);
        }
        if (text.isEmpty()) {
            throw new BatonException(
                    ErrorCode.FILE_EMPTY,
                    file + " holds no text",
                    "",
                    "write who the agent is, and what it is there for");
        }
        return text;
    }
}
