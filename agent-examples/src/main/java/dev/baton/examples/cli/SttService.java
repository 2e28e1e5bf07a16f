package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.AssemblyAi;
import dev.baton.stt.CambListen;
import dev.baton.stt.Deepgram;
import dev.baton.stt.DeepgramFlux;
import dev.baton.stt.OpenAiTranscriptions;
import dev.baton.stt.SmallestLightning;
import dev.baton.stt.SmallestPulse;
import dev.baton.stt.SpeechToText;
import dev.baton.testkit.stt.InMemorySpeechToText;
import dev.baton.vad.SpeechGateConfig;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The recogniser that a command listens with, and what has to be stopped with it.
 *
 * @param description for people
 * @param isEmbedded whether it runs in this process and knows a grammar's words only
 * @param stop what runs for it in this process
 */
record SttService(SpeechToText service, String description, boolean isEmbedded, Runnable stop)
        implements AutoCloseable {
    static final String EMBEDDED = "embedded";
    /** In the order in which people read them. */
    private static final Map<String, Client> CLIENTS = new LinkedHashMap<>();

    static {
        CLIENTS.put("smallest-pulse", (url, language) -> {
            var builder = SmallestPulse.builder().language(language);
            at(url, builder::url, builder::usualAnswerTime);
            return builder.build();
        });
        CLIENTS.put("smallest-lightning", (url, language) -> {
            var builder = SmallestLightning.builder().language(language);
            at(url, builder::url, builder::usualAnswerTime);
            return builder.build();
        });
        CLIENTS.put("deepgram", (url, language) -> {
            var builder = Deepgram.builder().language(language);
            at(url, builder::url, builder::usualAnswerTime);
            return builder.build();
        });
        CLIENTS.put("deepgram-flux", (url, language) -> {
            var builder = DeepgramFlux.builder();
            if (!language.equals("en")) {
                builder.model("flux-general-multi").languageHint(language);
            }
            at(url, builder::url, builder::usualAnswerTime);
            return builder.build();
        });
        CLIENTS.put("assemblyai", (url, language) -> {
            requireEnglish("assemblyai", language);
            var builder = AssemblyAi.builder();
            at(url, builder::url, builder::usualAnswerTime);
            return builder.build();
        });
        CLIENTS.put("camb-listen", (url, language) -> {
            // The service knows languages with a region only; English without one is the one of its own default.
            var builder = CambListen.builder().language(language.equals("en") ? "en-us" : language);
            at(url, builder::url, builder::usualAnswerTime);
            return builder.build();
        });
    }

    /** The same vendors' services without a stream, which people ask for, and what does the work of a call. */
    private static final Map<String, String> JOBS = Map.of(
            "smallest-pulse-pro", "--stt smallest-pulse",
            "camb-transcription", "--stt camb-listen",
            "camb-dubbing", "./baton translate",
            "deepgram-prerecorded", "--stt deepgram",
            "assemblyai-transcripts", "--stt assemblyai");

    private static final String SEGMENTS = "openai-transcriptions";

    static {
        CLIENTS.put(SEGMENTS, (url, language) -> segments(url, language, null));
    }

    /** Waits for a server as long as it takes, wherever it is: recognition of a whole recording is its time, not the network's. */
    private static SpeechToText segments(@Nullable URI url, String language, @Nullable String model) {
        var builder = OpenAiTranscriptions.builder().language(language);
        if (url != null) {
            builder.url(url);
        }
        return (model == null ? builder : builder.model(model)).build();
    }

    /** Makes a service's client, for its own address unless one is given. */
    private interface Client {
        SpeechToText create(@Nullable URI url, String language);
    }

    private static void at(@Nullable URI url, Consumer<URI> address, Consumer<Duration> usualAnswerTime) {
        if (url != null) {
            address.accept(url);
            if (isOnThisMachine(url)) {
                usualAnswerTime.accept(EmbeddedServer.USUAL_ANSWER_TIME);
            }
        }
    }

    private static List<String> names() {
        var all = new ArrayList<String>();
        all.add(EMBEDDED);
        all.addAll(CLIENTS.keySet());
        return all;
    }

    /** What {@code --stt} takes, for its help. */
    static final class Candidates extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Candidates() {
            super(names());
        }
    }

    static SttService open(String name, @Nullable URI url, String language, @Nullable String model, int callsAtOnce) {
        if (model != null) {
            if (!name.equals(SEGMENTS)) {
                throw new BatonException(
                        ErrorCode.BAD_USAGE,
                        "--stt-model " + model + " is not for --stt " + name,
                        "",
                        "use it with --stt " + SEGMENTS + ", whose servers hold several models");
            }
            return remote(segments(url, language, model));
        }
        if (name.equals(EMBEDDED)) {
            return embedded(url, language, callsAtOnce);
        }
        var client = CLIENTS.get(name);
        if (client == null && JOBS.containsKey(name)) {
            throw new BatonException(
                    ErrorCode.UNKNOWN_NAME,
                    "\"" + name
                            + "\" takes whole files over HTTP, often as a job that is asked for later; a call cannot wait for it, and Baton does not speak it",
                    "",
                    "use " + JOBS.get(name));
        }
        if (client == null) {
            throw Names.unknown("recogniser", name, names());
        }
        return remote(client.create(url, language));
    }

    private static SttService embedded(@Nullable URI url, String language, int callsAtOnce) {
        if (url != null) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--stt embedded has no address, and --stt-url gives one",
                    "",
                    "use another --stt with --stt-url: " + String.join(", ", CLIENTS.keySet()));
        }
        requireEnglish("the embedded recogniser", language);
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
                recogniser::close);
    }

    /** The embedded recogniser without a socket, for a call on virtual time. It expects what it expects in real time, and gets the slowest answer that was seen there. */
    static SttService inMemory(String language) {
        requireEnglish("the embedded recogniser", language);
        var recognizer = EmbeddedServer.recognizer();
        var service = InMemorySpeechToText.builder(recognizer)
                .name(EMBEDDED)
                .hearing(EmbeddedServer.detector(), SpeechGateConfig.defaults())
                .answerDelay(EmbeddedServer.LATEST_ANSWER)
                .usualAnswerTime(EmbeddedServer.USUAL_ANSWER_TIME)
                .build();
        return new SttService(
                service,
                "embedded recogniser, " + EmbeddedServer.wordCount() + " words, in memory",
                true,
                recognizer::close);
    }

    /**
     * The client of a recorded call, to read its messages again; it connects to nobody and needs no key.
     *
     * @param name as the journal has it
     */
    static SpeechToText listeningAgain(String name) {
        var nowhere = URI.create("ws://127.0.0.1:9/");
        if (name.equals(EMBEDDED)) {
            return SmallestPulse.builder().name(EMBEDDED).url(nowhere).build();
        }
        var client = CLIENTS.get(name);
        if (client == null) {
            throw Names.unknown("recogniser", name, names());
        }
        return client.create(nowhere, "en");
    }

    private static void requireEnglish(String who, String language) {
        if (!language.equals("en")) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    who + " speaks English only here, language=" + language,
                    "",
                    "use --stt smallest-pulse with SMALLEST_API_KEY, or --stt deepgram with DEEPGRAM_API_KEY");
        }
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
        stop.run();
    }
}
