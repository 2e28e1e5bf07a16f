package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link LocalSttServer} is made of, for other services over a WebSocket than recognisers: upgrade and refusals, keys, closing, limits, a journal. Listens on the loopback interface.
 *
 * <p>Safe for use by many threads. Meant for servers of this kit; it may change with them.
 */
public final class ProtocolServer implements AutoCloseable {
    /** One wire protocol. Called on event loops. */
    public interface Protocol {
        /** That clients ask for, without parameters. */
        String path();

        /**
         * The key that a client shows.
         *
         * @param header gives the value of a header, or null
         * @param parameter gives that of a parameter of the address, or null
         * @return null where it shows none
         */
        @Nullable
        String key(UnaryOperator<@Nullable String> header, UnaryOperator<@Nullable String> parameter);

        /** A client is connected. */
        Session open(Line line);
    }

    /** The protocol's side of one connection; called on its event loop. */
    public interface Session {
        void onText(String text);

        /** @param bytes read before this returns */
        default void onBinary(ByteBuffer bytes) {}

        /** The connection is gone, or will be: nothing is heard any more. */
        void onClosed();
    }

    /** The connection's side, to be used on its event loop. */
    public interface Line {
        ScheduledExecutorService loop();

        /** Notes in the journal what has come. */
        void received(String name);

        /** @param name for the journal; of messages with audio there are too many, and they are only counted where {@code audio} */
        void text(String name, boolean audio, String text);

        void binary(byte[] bytes);

        /** Half of a text message, and then the end of TCP. */
        void halfOf(String text);

        void reset();

        void close(int code, String reason);
    }

    private final ServerJournal journal = new ServerJournal();
    private final FaultPlan refusals = new FaultPlan();
    private final ServerPipeline connections;
    private final @Nullable LocalListener listener;

    private ProtocolServer(String service, List<Protocol> protocols, ServerSettings settings, boolean listens) {
        connections = new ServerPipeline(
                protocols.stream().<Dialect>map(Foreign::new).toList(),
                settings,
                () -> Recognizer.Availability.READY,
                journal,
                refusals);
        listener = listens ? new LocalListener(service, "127.0.0.1", 0, 1, null, connections::install) : null;
    }

    /**
     * @param service for people: what is served
     * @param idleTimeout after which a client that sends nothing is sent away
     * @throws dev.baton.BatonException if no port can be opened
     */
    public static ProtocolServer start(
            String service, List<Protocol> protocols, ApiKeys apiKeys, Duration idleTimeout) {
        return new ProtocolServer(service, protocols, settings(apiKeys, idleTimeout), true);
    }

    /** Listens nowhere; for tests of this kit, whose networks are none. */
    public static ProtocolServer unbound(List<Protocol> protocols, ApiKeys apiKeys, Duration idleTimeout) {
        return new ProtocolServer("unbound", protocols, settings(apiKeys, idleTimeout), false);
    }

    private static ServerSettings settings(ApiKeys apiKeys, Duration idleTimeout) {
        return LocalSttServer.builder(new ScriptedRecognizer()) // never asked
                .apiKeys(apiKeys)
                .idleTimeout(idleTimeout)
                .settings();
    }

    /** @param channel new, with nothing in its pipeline */
    void install(Channel channel) {
        connections.install(channel);
    }

    public URI uri(String path) {
        if (listener == null) {
            throw new IllegalStateException("this server listens nowhere, path=" + path);
        }
        return listener.uri("ws", path);
    }

    /** The next connection that nothing is said of is refused in this way; nothing is refused where that is not what the fault does. */
    public void refuseOnce(SttFault fault) {
        refusals.once(fault.refusesUpgrade() ? List.of(fault) : List.of());
    }

    /** The next connection that nothing is said of is let in. */
    public void acceptOnce() {
        refusals.once(List.of());
    }

    /** All connections that nothing is said of are refused in this way; none where that is null. */
    public void refuse(@Nullable SttFault fault) {
        refusals.always(fault == null ? List.of() : List.of(fault));
    }

    /** The latest 1,000 connections, oldest first. */
    public List<ConnectionLog> connections() {
        return journal.logs();
    }

    public SttServerStats stats() {
        return journal.stats();
    }

    /** Cuts all connections without a closing handshake, and goes on listening. */
    public void cutConnections() {
        if (listener != null) {
            listener.cutConnections();
        }
    }

    @Override
    public void close() {
        if (listener != null) {
            listener.close();
        }
    }

    /** A protocol among those of recognisers. */
    private record Foreign(Protocol foreign) implements Dialect {
        @Override
        public @Nullable SttProtocol protocol() {
            return null;
        }

        @Override
        public List<String> paths() {
            return List.of(foreign.path());
        }

        @Override
        public @Nullable String key(HttpHeaders headers, Parameters parameters) {
            return foreign.key(headers::get, parameters::text);
        }

        @Override
        public String howToShowAKey() {
            return "as the service's documents say";
        }

        @Override
        public void describe(Refusal refusal, ObjectNode body, HttpHeaders headers) {
            body.put("error", refusal.reason()).put("message", refusal.message());
        }

        @Override
        public SessionFactory accept(String path, Parameters parameters) {
            return wire -> new Carried(foreign.open(new WireLine(wire)), wire);
        }
    }

    private record WireLine(Dialect.Wire wire) implements Line {
        @Override
        public ScheduledExecutorService loop() {
            return wire.loop();
        }

        @Override
        public void received(String name) {
            wire.journal().received(name);
        }

        @Override
        public void text(String name, boolean audio, String text) {
            wire.send(new Message(audio ? Message.Kind.AUDIO : Message.Kind.NOTICE, name, text));
        }

        @Override
        public void binary(byte[] bytes) {
            wire.send(Message.audio(bytes));
        }

        @Override
        public void halfOf(String text) {
            FaultActs.cutInMessage(Message.notice("half", text), wire);
        }

        @Override
        public void reset() {
            wire.reset();
        }

        @Override
        public void close(int code, String reason) {
            wire.close(code, reason);
        }
    }

    private record Carried(Session foreign, Dialect.Wire wire) implements Dialect.Session {
        @Override
        public void onText(String text) {
            foreign.onText(text);
        }

        @Override
        public void onBinary(ByteBuffer bytes) {
            foreign.onBinary(bytes);
        }

        @Override
        public void onViolation(int closeCode, String message) {
            foreign.onClosed();
            wire.close(closeCode, message);
        }

        @Override
        public void onClosed() {
            foreign.onClosed();
        }
    }
}
