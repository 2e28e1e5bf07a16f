package dev.baton.testkit.stt;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.tts.TextToSpeech;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetectorProvider;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A speech-to-text service on this machine: the wire protocols of {@link SttProtocol} over real WebSockets, and whatever {@link Recognizer} is plugged in. For clients that want a translation, also whatever
 * translator and voice are ({@link TranslationSettings}).
 *
 * <p>Finds the stretches of speech by itself, with an energy detector, so that its speech events and the times of its words are those of the audio. Everything a
 * client can do wrong is answered as the service does; what the service leaves open is a setting here. Listens on the loopback interface unless told otherwise.
 *
 * <p>Safe for use by many threads. The server owns the recogniser and closes it.
 */
public final class LocalSttServer implements AutoCloseable {
    private static final int MOST_PAGE_BYTES = 1 << 20;
    private static final Pattern PAGE_PATH = Pattern.compile("/([\\w.-]+(/[\\w.-]+)*)?");

    private final Recognizer recognizer;
    private final TextToSpeech voice;
    private final ServerJournal journal = new ServerJournal();
    private final FaultPlan faults = new FaultPlan();
    private final LocalListener listener;
    private final boolean secure;

    private LocalSttServer(Builder builder) {
        recognizer = builder.recognizer;
        voice = builder.translation.voice;
        @Nullable SslContext tls = builder.tls;
        secure = tls != null;
        faults.always(builder.faults);
        var connections = new ServerPipeline(builder.protocols, builder.settings(), recognizer, journal, faults);
        listener = new LocalListener(
                "speech-to-text", builder.host, builder.port, builder.threads, tls, connections::install);
    }

    /** @param recognizer closed with the server */
    public static Builder builder(Recognizer recognizer) {
        return new Builder(recognizer);
    }

    public int port() {
        return listener.port();
    }

    /** Where Pulse clients connect, without parameters: {@code ws://127.0.0.1:40123/waves/v1/stt/live}. */
    public URI pulseUri() {
        return uri(SttProtocol.SMALLEST_PULSE);
    }

    /** Where Deepgram clients connect, without parameters: {@code ws://127.0.0.1:40123/v1/listen}. */
    public URI deepgramUri() {
        return uri(SttProtocol.DEEPGRAM);
    }

    /** Where Lightning clients connect, without parameters: {@code ws://127.0.0.1:40123/api/v1/lightning/get_text}. */
    public URI lightningUri() {
        return uri(SttProtocol.SMALLEST_LIGHTNING);
    }

    /** Where clients connect that want a translation, without parameters: {@code ws://127.0.0.1:40123/v1/realtime}. */
    public URI translationUri() {
        return uri(SttProtocol.CAMB_REALTIME);
    }

    /** Where clients of that protocol connect, without parameters. */
    public URI uri(SttProtocol protocol) {
        return uri(protocol.scheme() + (secure ? "s" : ""), protocol.path());
    }

    /** Where a browser finds a {@linkplain Builder#page page}: {@code http://127.0.0.1:40123/}. */
    public URI pageUri(String path) {
        return uri(secure ? "https" : "http", path);
    }

    /** Where AssemblyAI's clients connect, without parameters: {@code ws://127.0.0.1:40123/v3/ws}. */
    public URI assemblyAiUri() {
        return uri(SttProtocol.ASSEMBLYAI);
    }

    /** Where clients of Flux connect, without parameters: {@code ws://127.0.0.1:40123/v2/listen}. */
    public URI deepgramFluxUri() {
        return uri(SttProtocol.DEEPGRAM_FLUX);
    }

    /** A WebSocket's address on a path of the caller's choice. */
    public URI uri(String path) {
        return uri(secure ? "wss" : "ws", path);
    }

    private URI uri(String scheme, String path) {
        return listener.uri(scheme, path);
    }

    /** Connections from now on have these faults; without any the server is well again. In place of what {@link Builder#fault} said. */
    public void fault(SttFault... faults) {
        this.faults.always(List.of(faults));
    }

    /** One connection has these faults, the next that nothing is planned for; those after it are as before. May be called for several in advance. */
    public void faultOnce(SttFault... faults) {
        this.faults.once(List.of(faults));
    }

    /** The connections that are open have these faults, too, from the next message after this returns. Those of the upgrade come too late. */
    public void faultOpen(SttFault... faults) {
        for (Channel channel : listener.channels()) {
            var connection = channel.pipeline().get(SttConnection.class);
            if (connection != null) {
                connection.fault(List.of(faults));
            }
        }
    }

    public SttServerStats stats() {
        return journal.stats();
    }

    /** The latest 1,000 connections, oldest first. */
    public List<ConnectionLog> connections() {
        return journal.logs();
    }

    /** Cuts all connections without a closing handshake, as a broken network does. The server goes on listening. */
    public void cutConnections() {
        listener.cutConnections();
    }

    /** Dies: no longer listens, and cuts all connections without a closing handshake. {@link #close()} is still due. */
    public void kill() {
        listener.kill();
    }

    /** Stops listening, ends all connections and closes the recogniser. */
    @Override
    public void close() {
        listener.close();
        recognizer.close();
        voice.close();
    }

    /** Collects the settings; each has a default. */
    public static final class Builder {
        final Recognizer recognizer;
        private Set<SttProtocol> protocols = EnumSet.allOf(SttProtocol.class);
        private List<SttFault> faults = List.of();
        private String host = "127.0.0.1";
        private int port;
        private int threads = 1;
        private ApiKeys apiKeys = ApiKeys.notRequired();
        private FinalizeMarks finalizeMarks = FinalizeMarks.NEVER;
        private EmptyFinalize emptyFinalize = EmptyFinalize.EMPTY_FINAL;
        private Duration answerDelay = Duration.ZERO;
        private StreamHearing hearing = StreamHearing.OF_SOUNDS;
        private Duration longestUtterance = Duration.ofSeconds(60);
        private int maxConnections = 1_000;
        private int maxMessageBytes = 1 << 18;
        private Duration idleTimeout = Duration.ofSeconds(60);
        private Duration audioTimeout = Duration.ofSeconds(10);
        private Duration textTimeout = Duration.ofSeconds(25);
        private LightningShape lightningShape = LightningShape.EARLY;
        private LightningClose lightningClose = LightningClose.CLIENT;
        private final Map<String, StaticPage> pages = new LinkedHashMap<>();
        private AssemblyAiSettings assemblyAi = AssemblyAiSettings.defaults();
        private DeepgramFluxSettings deepgramFlux = DeepgramFluxSettings.defaults();
        private @Nullable SslContext tls;
        private CambSettings camb = CambSettings.defaults();
        private TranslationSettings translation = TranslationSettings.builder().build();

        private Builder(Recognizer recognizer) {
            this.recognizer = recognizer;
        }

        /** Those to speak; all unless told otherwise. */
        public Builder protocols(Set<SttProtocol> protocols) {
            this.protocols = Set.copyOf(protocols);
            return this;
        }

        /** What each connection suffers; none unless told otherwise. */
        public Builder fault(SttFault... faults) {
            this.faults = List.of(faults);
            return this;
        }

        /** Interface to listen on; {@code 127.0.0.1} unless told otherwise. Keys may go unencrypted there, unless there is {@link #tls}: think before opening it to a network. */
        public Builder host(String host) {
            this.host = host;
            return this;
        }

        /** 0, the default, takes any free port. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /**
         * Speaks TLS, and nothing else, so that addresses begin with {@code wss}; for clients that take no other. They have to be told to trust the certificate.
         *
         * @param certificates PEM: the server's own first, then those that vouch for it
         * @param privateKey PEM, PKCS #8, without a password
         * @throws BatonException where they cannot be read, or do not belong together
         */
        public Builder tls(Path certificates, Path privateKey) {
            try {
                tls = SslContextBuilder.forServer(certificates.toFile(), privateKey.toFile())
                        .build();
            } catch (SSLException | IllegalArgumentException e) {
                throw new BatonException(
                        ErrorCode.BAD_USAGE,
                        "the speech-to-text server cannot use the certificate " + certificates + " with the key "
                                + privateKey,
                        String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause()),
                        "give PEM files: a certificate, and its PKCS #8 key without a password",
                        e);
            }
            return this;
        }

        /** Event loop threads; 1 serves hundreds of connections, as long as the recogniser has threads of its own. */
        public Builder threads(int threads) {
            this.threads = threads;
            return this;
        }

        /** Not required unless told otherwise. */
        public Builder apiKeys(ApiKeys apiKeys) {
            this.apiKeys = apiKeys;
            return this;
        }

        /** Of Pulse; Deepgram's answers always say so. */
        public Builder finalizeMarks(FinalizeMarks finalizeMarks) {
            this.finalizeMarks = finalizeMarks;
            return this;
        }

        public Builder emptyFinalize(EmptyFinalize emptyFinalize) {
            this.emptyFinalize = emptyFinalize;
            return this;
        }

        /** Least time from the end of an utterance to its final, on top of nothing: what a remote service would take. Zero unless told otherwise. */
        public Builder answerDelay(Duration answerDelay) {
            this.answerDelay = answerDelay;
            return this;
        }

        /** What hears speech, and how much of it counts: any sound unless told otherwise, see {@link SoundDetector}. With a recogniser of real speech it should be {@link VoiceActivityDetectorProvider#installed()}, or noise opens utterances. */
        public Builder hearing(VoiceActivityDetectorProvider detector, SpeechGateConfig gate) {
            hearing = new StreamHearing(detector, gate);
            return this;
        }

        /** Longer stretches without an end are cut; 60 s unless told otherwise. */
        public Builder longestUtterance(Duration longestUtterance) {
            this.longestUtterance = longestUtterance;
            return this;
        }

        /** More are answered with 503; 1,000 unless told otherwise. */
        public Builder maxConnections(int maxConnections) {
            this.maxConnections = maxConnections;
            return this;
        }

        /** Longer messages end the connection with 1009; 256 KiB unless told otherwise. */
        public Builder maxMessageBytes(int maxMessageBytes) {
            this.maxMessageBytes = maxMessageBytes;
            return this;
        }

        /** A client that sends nothing for so long is sent away; 60 s unless told otherwise. */
        public Builder idleTimeout(Duration idleTimeout) {
            this.idleTimeout = idleTimeout;
            return this;
        }

        /**
         * How long a Deepgram client may hold a connection without audio.
         *
         * @param unkept neither audio nor KeepAlive: NET-0001; 10 s unless told otherwise, as documented
         * @param kept with KeepAlive alone, and nothing to tell the client: NET-0000; 25 s unless told otherwise, as seen
         */
        public Builder deepgramTimeouts(Duration unkept, Duration kept) {
            audioTimeout = unkept;
            textTimeout = kept;
            return this;
        }

        /** What Lightning's messages look like; as in its first examples unless told otherwise. */
        public Builder lightningShape(LightningShape lightningShape) {
            this.lightningShape = lightningShape;
            return this;
        }

        /** Who closes a Lightning connection after the last message; the client unless told otherwise. */
        public Builder lightningClose(LightningClose lightningClose) {
            this.lightningClose = lightningClose;
            return this;
        }

        /**
         * Something for browsers to GET beside the services' paths, such as a page that uses them: at most 1 MiB, kept in memory, sent with a policy under which a page loads and connects to nothing but
         * this server. Exactly that path is answered, whatever stands in its query.
         *
         * @param path from the root on: {@code /}, {@code /page.js}
         * @throws IllegalArgumentException if that is no path, or the content is too long
         */
        public Builder page(String path, String contentType, byte[] content) {
            if (!PAGE_PATH.matcher(path).matches()) {
                throw new IllegalArgumentException(
                        "a page's path must begin with / and have letters, digits, '.', '_', '-' and single slashes, path="
                                + path);
            }
            if (content.length > MOST_PAGE_BYTES) {
                throw new IllegalArgumentException(
                        "a page must have at most " + MOST_PAGE_BYTES + " bytes, bytes=" + content.length);
            }
            pages.put(path, new StaticPage(contentType, content.clone()));
            return this;
        }

        /** Where AssemblyAI's documents leave a choice. */
        public Builder assemblyAi(AssemblyAiSettings settings) {
            assemblyAi = settings;
            return this;
        }

        /** Where the documents of Deepgram's Flux leave a choice. */
        public Builder deepgramFlux(DeepgramFluxSettings settings) {
            deepgramFlux = settings;
            return this;
        }

        /** How CAMB's live transcription behaves where its documents leave that open. */
        public Builder camb(CambSettings camb) {
            this.camb = camb;
            return this;
        }

        /** How speech is translated, for {@link SttProtocol#CAMB_REALTIME}. Its voice is closed with the server. */
        public Builder translation(TranslationSettings translation) {
            this.translation = translation;
            return this;
        }

        ServerSettings settings() {
            return new ServerSettings(
                    apiKeys,
                    finalizeMarks,
                    emptyFinalize,
                    answerDelay,
                    hearing,
                    longestUtterance,
                    maxConnections,
                    maxMessageBytes,
                    idleTimeout,
                    audioTimeout,
                    textTimeout,
                    lightningShape,
                    lightningClose,
                    Map.copyOf(pages),
                    assemblyAi,
                    deepgramFlux,
                    camb,
                    translation);
        }

        /** @throws BatonException if the port cannot be opened */
        public LocalSttServer start() {
            return new LocalSttServer(this);
        }
    }
}
