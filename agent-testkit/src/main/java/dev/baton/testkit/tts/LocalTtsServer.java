package dev.baton.testkit.tts;

import dev.baton.testkit.audio.WordVoice;
import dev.baton.testkit.stt.ApiKeys;
import dev.baton.testkit.stt.ConnectionLog;
import dev.baton.testkit.stt.ProtocolServer;
import dev.baton.testkit.stt.SttServerStats;
import dev.baton.tts.LocalVoice;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A text-to-speech service on this machine: the wire protocols of Smallest's Lightning and of CAMB's live text to speech over real WebSockets, and whatever voice is plugged in. Without a word it speaks in
 * tones that a test can read ({@link WordVoice#words}).
 *
 * <p>What the vendors' documents leave open is a setting here. Listens on the loopback interface, on a free port. Safe for use by many threads; the server owns the voice and closes it.
 */
public final class LocalTtsServer implements AutoCloseable {
    /** How fast speech is sent. */
    public enum Pace {
        REAL_TIME,
        /** Fifty times as fast. */
        FAST
    }

    /** Which ids Smallest's answers carry beside its own. */
    public enum Ids {
        /** The client's with each, as documented. */
        ALWAYS_BOTH,
        /** The client's with the first, as in the documents' examples. */
        BOTH_AT_FIRST,
        /** Never the client's. */
        THEIRS
    }

    /** Where a client of CAMB's may show its key. */
    public enum KeyRule {
        ANYWHERE,
        HEADER,
        ADDRESS
    }

    /** How CAMB tells when words sound. */
    public enum CambWords {
        IN_SEGMENT_START,
        IN_MESSAGES_OF_THEIR_OWN,
        NEVER
    }

    /** What CAMB tells about its segments. */
    public enum CambSegments {
        /** What they say, as documented. */
        TOLD,
        /** Something else than was asked for, as where a number is written out. */
        IN_OTHER_WORDS,
        /** Nothing; there is audio alone. */
        NOT_TOLD
    }

    private static final String SMALLEST_PATH = "/waves/v1/tts/live";
    private static final String CAMB_PATH = "/apis/live-tts/ws";

    private final TtsSettings settings;
    private final Queue<Optional<TtsFault>> once = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile @Nullable TtsFault standing;
    private final ProtocolServer server;

    private LocalTtsServer(Builder builder, boolean listens) {
        settings = builder.settings();
        List<ProtocolServer.Protocol> protocols = List.of(new Smallest(), new Camb());
        server = listens
                ? ProtocolServer.start("text-to-speech", protocols, builder.apiKeys, builder.idleTimeout)
                : ProtocolServer.unbound(protocols, builder.apiKeys, builder.idleTimeout);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** As it is by default. */
    public static LocalTtsServer start() {
        return builder().start();
    }

    /** Where clients of Smallest's connect, without parameters. */
    public URI smallestUri() {
        return server.uri(SMALLEST_PATH);
    }

    /** Where clients of CAMB's connect, without parameters. */
    public URI cambUri() {
        return server.uri(CAMB_PATH);
    }

    /** Connections from now on have this fault. In place of those before; null lets the server be well again. */
    public void fault(@Nullable TtsFault fault) {
        standing = fault;
        server.refuse(fault == null ? null : fault.refusal());
    }

    /** One connection has this fault, the next that nothing is planned for; those after it are as before. May be called for several in advance. */
    public void faultOnce(TtsFault fault) {
        var refusal = fault.refusal();
        if (refusal == null) {
            once.add(Optional.of(fault));
            server.acceptOnce();
        } else {
            server.refuseOnce(refusal);
        }
    }

    /** One connection is as it should be, the next that nothing is planned for. */
    public void wellOnce() {
        once.add(Optional.empty());
        server.acceptOnce();
    }

    private @Nullable TtsFault next() {
        var planned = once.poll();
        return planned == null ? standing : planned.orElse(null);
    }

    /** The latest 1,000 connections, oldest first. */
    public List<ConnectionLog> connections() {
        return server.connections();
    }

    /** How many texts have been asked for, on all connections; what keeps a connection alive is none. */
    public long texts() {
        return connections().stream()
                .flatMap(connection -> connection.received().stream())
                .filter(type -> type.equals("text") || type.equals("text.chunk"))
                .count();
    }

    public SttServerStats stats() {
        return server.stats();
    }

    /** Cuts all connections without a closing handshake, as a broken network does. The server goes on listening. */
    public void cutConnections() {
        server.cutConnections();
    }

    ProtocolServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
        settings.voice().close();
    }

    private final class Smallest implements ProtocolServer.Protocol {
        @Override
        public String path() {
            return SMALLEST_PATH;
        }

        @Override
        public @Nullable String key(UnaryOperator<@Nullable String> header, UnaryOperator<@Nullable String> parameter) {
            var bearer = header.apply("Authorization");
            return bearer != null && bearer.startsWith("Bearer ") ? bearer.substring("Bearer ".length()) : null;
        }

        @Override
        public ProtocolServer.Session open(ProtocolServer.Line line) {
            return new SmallestDialogue(settings, line, next(), connections.incrementAndGet());
        }
    }

    private final class Camb implements ProtocolServer.Protocol {
        @Override
        public String path() {
            return CAMB_PATH;
        }

        @Override
        public @Nullable String key(UnaryOperator<@Nullable String> header, UnaryOperator<@Nullable String> parameter) {
            var shown = settings.cambKeys() == KeyRule.ADDRESS ? null : header.apply("x-api-key");
            return shown != null || settings.cambKeys() == KeyRule.HEADER ? shown : parameter.apply("api_key");
        }

        @Override
        public ProtocolServer.Session open(ProtocolServer.Line line) {
            return new CambDialogue(settings, line, next());
        }
    }

    /** Collects the settings; each has a default. */
    public static final class Builder {
        private static final Duration REAL_PIECE = Duration.ofMillis(100);
        private static final Duration FAST_PIECE = Duration.ofMillis(2);

        private LocalVoice voice = new WordVoice();
        private Pace pace = Pace.FAST;
        private ApiKeys apiKeys = ApiKeys.notRequired();
        private Duration idleTimeout = Duration.ofSeconds(60);
        private boolean closesAfterComplete;
        private boolean refusesWhileBusy;
        private Ids ids = Ids.ALWAYS_BOTH;
        private KeyRule cambKeys = KeyRule.ANYWHERE;
        private CambWords cambWords = CambWords.IN_SEGMENT_START;
        private CambSegments cambSegments = CambSegments.TOLD;
        private boolean headerOnce;

        private Builder() {}

        /** Closed with the server. A {@link WordVoice} unless told otherwise, whose texts of Smallest's must be words without punctuation. */
        public Builder voice(LocalVoice voice) {
            this.voice = voice;
            return this;
        }

        /** Fast unless told otherwise. */
        public Builder pace(Pace pace) {
            this.pace = pace;
            return this;
        }

        /** Not required unless told otherwise. */
        public Builder apiKeys(ApiKeys apiKeys) {
            this.apiKeys = apiKeys;
            return this;
        }

        /** A client that sends nothing for so long is sent away; 60 s unless told otherwise. */
        public Builder idleTimeout(Duration timeout) {
            idleTimeout = timeout;
            return this;
        }

        /** Whether Smallest closes a connection once a text is complete, as one of its pages says, or goes on, as integrators find; it goes on unless told otherwise. */
        public Builder smallestClosesAfterComplete(boolean closes) {
            closesAfterComplete = closes;
            return this;
        }

        /** Whether Smallest refuses a text while another one of the connection is spoken, as it documents of the smallest contract, or speaks them one after the other, as it does unless told otherwise. */
        public Builder smallestRefusesWhileBusy(boolean refuses) {
            refusesWhileBusy = refuses;
            return this;
        }

        public Builder smallestIds(Ids ids) {
            this.ids = ids;
            return this;
        }

        /** Anywhere unless told otherwise. */
        public Builder cambKeys(KeyRule rule) {
            cambKeys = rule;
            return this;
        }

        public Builder cambWords(CambWords words) {
            cambWords = words;
            return this;
        }

        public Builder cambSegments(CambSegments segments) {
            cambSegments = segments;
            return this;
        }

        /** Whether the audio of a connection of CAMB's has one WAV header, or each segment has its own, as it has unless told otherwise. */
        public Builder cambHeaderOnce(boolean once) {
            headerOnce = once;
            return this;
        }

        private TtsSettings settings() {
            return new TtsSettings(
                    voice,
                    pace == Pace.FAST ? FAST_PIECE : REAL_PIECE,
                    closesAfterComplete,
                    refusesWhileBusy,
                    ids,
                    cambKeys,
                    cambWords,
                    cambSegments,
                    headerOnce);
        }

        /** @throws dev.baton.BatonException if no port can be opened */
        public LocalTtsServer start() {
            return new LocalTtsServer(this, true);
        }

        /** Listens nowhere. */
        LocalTtsServer unbound() {
            return new LocalTtsServer(this, false);
        }
    }
}
