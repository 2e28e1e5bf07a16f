package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that listens. */
final class ListeningOptions {
    @Option(
            names = "--stt",
            paramLabel = "NAME",
            description =
                    "Who recognises speech: ${COMPLETION-CANDIDATES}. Default: embedded, or smallest-pulse with --stt-url.",
            completionCandidates = SttService.Candidates.class)
    private @Nullable String name;

    @Option(
            names = "--stt-url",
            paramLabel = "URL",
            description =
                    "Address of a server that speaks the protocol of --stt, for example the one that stt-server prints.")
    private @Nullable String url;

    @Option(
            names = "--stt-model",
            paramLabel = "NAME",
            description = "Which model of the server's recognises, for openai-transcriptions. Default: whisper-1.")
    private @Nullable String model;

    @Option(
            names = "--language",
            paramLabel = "CODE",
            description = "What is spoken. Default: ${DEFAULT-VALUE}.",
            defaultValue = "en")
    private String language = "en";

    @Option(
            names = {"-v", "--verbose"},
            description =
                    "Tell more: every final text, finalize requests and their answers; twice also the messages on the wire, without audio.")
    private boolean[] verbose = {};

    /**
     * @param callsAtOnce how many calls will be listened to at the same time
     * @throws BatonException if there is no such service, or its server cannot be started
     */
    SttService open(int callsAtOnce) {
        return SttService.open(
                name == null ? url == null ? "embedded" : "smallest-pulse" : name, uri(), language, model, callsAtOnce);
    }

    /**
     * The embedded recogniser on virtual time.
     *
     * @throws BatonException if another one was asked for
     */
    SttService openInMemory() {
        if (url != null || (name != null && !name.equals(SttService.EMBEDDED))) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--fast holds the call on virtual time, and " + (url != null ? "the server at " + url : name)
                            + " keeps real time",
                    "",
                    "leave out " + (url != null ? "--stt-url" : "--stt")
                            + " to use the embedded recogniser, or leave out --fast");
        }
        return SttService.inMemory(language);
    }

    private @Nullable URI uri() {
        if (url == null) {
            return null;
        }
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--stt-url " + url + " is not an address",
                    String.valueOf(e.getMessage()),
                    "give one such as ws://127.0.0.1:8080/waves/v1/stt/live");
        }
    }

    /** The service with its messages readable, where the user asked for that; otherwise null. */
    @Nullable
    WireLog wire(SttService opened) {
        return verbosity() > 1 ? new WireLog(opened.service()) : null;
    }

    int verbosity() {
        return verbose.length;
    }
}
