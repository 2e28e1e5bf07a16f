package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.Deepgram;
import dev.baton.stt.SmallestPulse;
import dev.baton.stt.SpeechToText;
import dev.baton.testkit.stt.InMemorySpeechToText;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recogniser that a command listens with, and what has to be stopped with it.
 *
 * @param description for people
 * @param isEmbedded whether it runs in this process and knows a grammar's words only
 */
record SttService(SpeechToText service, String description, boolean isEmbedded, AutoCloseable server)
        implements AutoCloseable {
    static final String EMBEDDED = "embedded";
    private static final String SMALLEST_PULSE = "smallest-pulse";
    private static final String DEEPGRAM = "deepgram";
    private static final List<String> NAMES = List.of(EMBEDDED, SMALLEST_PULSE, DEEPGRAM);

    /** What {@code --stt} takes, for its help. */
    static final class Candidates extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Candidates() {
            super(NAMES);
        }
    }

    static SttService open(String name, @Nullable URI url, String language, int callsAtOnce) {
        return switch (name) {
            case EMBEDDED -> embedded(url, language, callsAtOnce);
            case SMALLEST_PULSE -> smallestPulse(url, language);
            case DEEPGRAM -> deepgram(url, language);
            case "smallest-lightning", "camb-listen" ->
                throw new BatonException(
                        ErrorCode.UNKNOWN_NAME,
                        "recogniser \"" + name + "\" is planned, but not in this version",
                        "there are " + String.join(", ", NAMES),
                        "leave --stt out to use the embedded one");
            default -> throw Names.unknown("recogniser", name, NAMES);
        };
    }

    private static SttService embedded(@Nullable URI url, String language, int callsAtOnce) {
        if (url != null) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--stt embedded has no address, and --stt-url gives one",
                    "",
                    "use --stt " + SMALLEST_PULSE + " or " + DEEPGRAM + " with --stt-url");
        }
        requireEnglish(language);
        var recogniser = EmbeddedServer.start(0, null, callsAtOnce);
        var client = SmallestPulse.builder()
                .name(EMBEDDED)
                .url(recogniser.uri())
                .usualAnswerTime(EmbeddedServer.USUAL_ANSWER_TIME)
                .build();
        return new SttService(
                client,
                "embedded recogniser, " + EmbeddedServer.wordCount() + " words, through " + client.address(),
                true,
                recogniser);
    }

    /** The embedded recogniser without a socket, for a call on virtual time. It expects what it expects in real time, and gets the slowest answer that was seen there. */
    static SttService inMemory(String language) {
        requireEnglish(language);
        var recognizer = EmbeddedServer.recognizer();
        var service = InMemorySpeechToText.builder(recognizer)
                .name(EMBEDDED)
                .answerDelay(EmbeddedServer.LATEST_ANSWER)
                .usualAnswerTime(EmbeddedServer.USUAL_ANSWER_TIME)
                .build();
        return new SttService(
                service, "embedded recogniser, " + EmbeddedServer.wordCount() + " words, in memory", true, recognizer);
    }

    private static void requireEnglish(String language) {
        if (!language.equals("en")) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "the embedded recogniser speaks English only, language=" + language,
                    "",
                    "use --stt smallest-pulse with SMALLEST_API_KEY, or --stt deepgram with DEEPGRAM_API_KEY");
        }
    }

    private static SttService smallestPulse(@Nullable URI url, String language) {
        var builder = SmallestPulse.builder().language(language);
        if (url != null) {
            builder.url(url);
            if (isOnThisMachine(url)) {
                builder.usualAnswerTime(EmbeddedServer.USUAL_ANSWER_TIME);
            }
        }
        return remote(builder.build());
    }

    private static SttService deepgram(@Nullable URI url, String language) {
        var builder = Deepgram.builder().language(language);
        if (url != null) {
            builder.url(url);
            if (isOnThisMachine(url)) {
                builder.usualAnswerTime(EmbeddedServer.USUAL_ANSWER_TIME);
            }
        }
        return remote(builder.build());
    }

    private static SttService remote(SpeechToText client) {
        return new SttService(client, client.name() + " at " + client.address(), false, () -> {});
    }

    /** No network lies between: what answers here is a local server, most likely {@code ./baton stt-server}. */
    private static boolean isOnThisMachine(URI url) {
        String host = String.valueOf(url.getHost());
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("the local speech-to-text server did not stop", e);
        }
    }
}
