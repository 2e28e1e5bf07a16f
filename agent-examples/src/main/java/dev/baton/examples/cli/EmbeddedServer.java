package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.examples.recognizer.SphinxRecognizer;
import dev.baton.examples.voice.FreeTtsVoice;
import dev.baton.testkit.stt.ApiKeys;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.Recognizer;
import dev.baton.testkit.stt.SttFault;
import dev.baton.testkit.stt.SttProtocol;
import dev.baton.testkit.stt.TranslationSettings;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The embedded recogniser behind the local speech-to-text server, so that a newcomer's first call takes the way that production takes. */
final class EmbeddedServer implements AutoCloseable {
    /** From a finalize to its final: the engine has kept up with the caller, 2 to 45 ms were seen. The later it is asked, the fewer pauses are taken for an end. */
    static final Duration USUAL_ANSWER_TIME = Duration.ofMillis(60);

    /** The slowest of those. */
    static final Duration LATEST_ANSWER = Duration.ofMillis(45);

    /** A call keeps one engine busy for a fraction of its time; more of them would not run at once on a small machine, and each delays the start. */
    private static final int MOST_ENGINES = 2;

    private static final int WAITING = 32;
    private static final int LOAD_SECONDS = 60;

    private final LocalSttServer server;

    private EmbeddedServer(LocalSttServer server) {
        this.server = server;
    }

    /**
     * Returns when all engines can recognise, after some seconds: one that went on loading would take the CPU from the greeting.
     *
     * @param key that clients must show; null if any will do
     * @param callsAtOnce how many calls to expect at the same time; further ones wait for an engine
     * @throws BatonException if the recogniser does not load or the port is taken
     */
    static EmbeddedServer start(int port, @Nullable String key, int callsAtOnce) {
        return start(callsAtOnce, listening(port, key));
    }

    /** The same with settings of the caller's choice. */
    static EmbeddedServer start(int callsAtOnce, UnaryOperator<LocalSttServer.Builder> settings) {
        var recognizer = start(callsAtOnce);
        try {
            // A port that is taken is told before the loading.
            var builder = LocalSttServer.builder(recognizer).hearing(detector(), SpeechGateConfig.defaults());
            var server = new EmbeddedServer(settings.apply(builder).start());
            try {
                awaitReady(recognizer);
                return server;
            } catch (BatonException e) {
                server.close();
                throw e;
            }
        } catch (BatonException e) {
            recognizer.close();
            throw e;
        }
    }

    /**
     * The recogniser alone, ready.
     *
     * @throws BatonException if it does not load
     */
    static Recognizer recognizer() {
        var recognizer = start(1);
        try {
            awaitReady(recognizer);
            return recognizer;
        } catch (BatonException e) {
            recognizer.close();
            throw e;
        }
    }

    /** The recogniser must hear voices only: its grammar finds no words in an utterance that begins with a knock. */
    static VoiceActivityDetectorProvider detector() {
        return VoiceActivityDetectorProvider.installed();
    }

    private static SphinxRecognizer start(int callsAtOnce) {
        return SphinxRecognizer.start(Math.min(MOST_ENGINES, callsAtOnce), WAITING);
    }

    private static void awaitReady(SphinxRecognizer recognizer) {
        try {
            recognizer.ready().toCompletableFuture().get(LOAD_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new BatonException(
                    ErrorCode.CLASS_PATH,
                    "the embedded recogniser cannot be loaded",
                    String.valueOf(e.getCause() == null ? "it took longer than a minute" : e.getCause()),
                    "build again: mvn -pl agent-examples -am package",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BatonException(ErrorCode.STT_UNREACHABLE, "interrupted while the recogniser loaded", "", "", e);
        }
    }

    /** Without the recogniser: hears the lines of a script. */
    static EmbeddedServer scripted(List<String> lines, UnaryOperator<LocalSttServer.Builder> settings) {
        return new EmbeddedServer(
                settings.apply(LocalSttServer.builder(new ScriptedLines(lines))).start());
    }

    /** @param key that clients must show; null if any will do */
    static UnaryOperator<LocalSttServer.Builder> listening(int port, @Nullable String key) {
        return builder -> builder.port(port).apiKeys(key == null ? ApiKeys.notRequired() : ApiKeys.exactly(key));
    }

    /** Adds a translator that reads from a phrase book, with the voice of the sample call; loads it, which takes some tenths of a second. */
    static UnaryOperator<LocalSttServer.Builder> translating() {
        var settings = TranslationSettings.builder()
                .translator(ScriptedPhrases.load())
                .voice(FreeTtsVoice.load())
                .pace(TranslationSettings.Pace.REAL_TIME)
                .build();
        return builder -> builder.translation(settings);
    }

    static int wordCount() {
        return words().size();
    }

    static Collection<String> words() {
        return SphinxRecognizer.words();
    }

    URI uri() {
        return server.pulseUri();
    }

    URI uri(SttProtocol protocol) {
        return server.uri(protocol);
    }

    URI pageUri(String path) {
        return server.pageUri(path);
    }

    /** The next connection that nothing is planned for has these faults. */
    void faultOnce(List<SttFault> faults) {
        server.faultOnce(faults.toArray(SttFault[]::new));
    }

    String summary() {
        return server.stats().summary();
    }

    @Override
    public void close() {
        server.close();
    }
}
