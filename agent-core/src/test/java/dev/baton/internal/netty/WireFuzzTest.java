package dev.baton.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.baton.fuzz.EventRules;
import dev.baton.fuzz.Mutator;
import dev.baton.fuzz.Samples;
import dev.baton.internal.netty.RawServer.Peer;
import dev.baton.stt.ConnectionOptions;
import dev.baton.stt.Deepgram;
import dev.baton.stt.SmallestPulse;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Broken WebSocket frames after a good upgrade, over real sockets, one connection after the other: each ends in {@link SttEvent.Closed}, and nothing is thrown on the event loop.
 *
 * <p>{@code -Dbaton.fuzz.connections=20000} makes so many; with {@code -Dbaton.fuzz.seed=4711} from that seed on.
 */
class WireFuzzTest {
    private static final int CONNECTIONS = Integer.getInteger("baton.fuzz.connections", 600);
    private static final long FIRST_SEED = Long.getLong("baton.fuzz.seed", 1);
    private static final int MOST_FRAMES = 4;

    private static EventLoops loops;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeAll
    static void start() {
        loops = EventLoops.create(1, "baton-fuzz");
    }

    @AfterAll
    static void stop() {
        loops.close();
    }

    @BeforeEach
    void listenToTheLog() {
        root.detachAppender("STDOUT");
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void restoreTheLog() {
        root.detachAppender(log);
    }

    @Test
    void brokenFrames_endInClosedAndNothingIsThrown() throws Exception {
        long started = System.nanoTime();
        var sorts = feed(CONNECTIONS, event -> {});
        System.out.printf(
                "fuzz: %,d connections, seeds %d to %d, closed with %s; %.1f s%n",
                CONNECTIONS, FIRST_SEED, FIRST_SEED + CONNECTIONS - 1, sorts, (System.nanoTime() - started) / 1e9);
        // Cut short, not masked as it must be, too long, broken text: each is met.
        assertThat(sorts).contains(1002, 1006, 1007, 1009);
    }

    /** What a mistake behind the socket would look like. */
    @Test
    void listenerThatThrows_isCaught() {
        assertThatThrownBy(() -> feed(400, event -> {
                    if (event instanceof SttEvent.Final) {
                        throw new IllegalStateException("planted");
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("planted")
                .hasMessageContaining("seed");
    }

    /** @return the codes with which connections were closed */
    private List<Integer> feed(int connections, Consumer<SttEvent> alsoHears) throws Exception {
        var seed = new AtomicLong(FIRST_SEED);
        var codes = new ArrayList<Integer>();
        var mutator = new Mutator(frames());
        try (var server = RawServer.playing(peer -> {
            var bytes = bytes(mutator, seed.get());
            peer.upgrade();
            peer.write(bytes);
        })) {
            var services = List.of(pulse(server.uri("/")), deepgram(server.uri("/")));
            for (; seed.get() < FIRST_SEED + connections; seed.incrementAndGet()) {
                var service = services.get((int) Math.floorMod(seed.get(), (long) services.size()));
                codes.add(closed(service, alsoHears, seed.get()).code());
            }
        }
        return codes.stream().distinct().sorted().toList();
    }

    private SttEvent.Closed closed(SpeechToText service, Consumer<SttEvent> alsoHears, long seed) throws Exception {
        var closed = new CompletableFuture<SttEvent.Closed>();
        var events = new ArrayList<SttEvent>();
        var transport = new NettySttTransport(loops, loops.next(), ConnectionOptions.defaults());
        loops.next()
                .submit(() -> service.open(transport, event -> {
                    events.add(event);
                    if (event instanceof SttEvent.Closed it) {
                        closed.complete(it);
                    }
                    alsoHears.accept(event);
                }))
                .get();
        try {
            var code = closed.get(20, TimeUnit.SECONDS);
            // What the loop still had to say after the close.
            loops.next().submit(() -> {}).get();
            events.forEach(EventRules::checkWithoutKey);
            assertThat(events).last().isEqualTo(code);
            assertThat(events).filteredOn(SttEvent.Closed.class::isInstance).hasSize(1);
            assertThat(log.list)
                    .extracting(each -> each + " "
                            + (each.getThrowableProxy() == null
                                    ? ""
                                    : each.getThrowableProxy().getMessage()))
                    .isEmpty();
            return code;
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "seed " + seed + " (again: -Dbaton.fuzz.connections=1 -Dbaton.fuzz.seed=" + seed + ") got through: "
                            + e,
                    e);
        }
    }

    private static byte[] bytes(Mutator mutator, long seed) {
        var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
        var bytes = new ByteArrayOutputStream();
        for (int frames = 1 + random.nextInt(MOST_FRAMES); frames > 0; frames--) {
            bytes.writeBytes(mutator.next(random));
        }
        return bytes.toByteArray();
    }

    /** Good frames of all kinds, for the mutator to break. */
    private static List<byte[]> frames() {
        var text = Samples.ALL.get(0);
        return Stream.concat(
                        Samples.ALL.stream().map(each -> Peer.frame(true, Peer.TEXT, each)),
                        Stream.of(
                                Peer.frame(false, Peer.TEXT, text),
                                Peer.frame(true, Peer.CONTINUATION, text),
                                Peer.frame(true, Peer.BINARY, new byte[300]),
                                Peer.frame(true, Peer.PING, new byte[4]),
                                Peer.frame(true, Peer.PONG, new byte[4]),
                                Peer.frame(true, Peer.CLOSE, new byte[] {3, (byte) 232, 'o', 'k'}),
                                Peer.frame(
                                        true, Peer.TEXT, new byte[] {'{', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '}'}),
                                // Says that a gigabyte follows.
                                new byte[] {(byte) 0x81, 127, 0, 0, 0, 0, 0x40, 0, 0, 0}))
                .toList();
    }

    private static SpeechToText pulse(URI uri) {
        return SmallestPulse.builder().url(uri).apiKey(Samples.KEY).build();
    }

    private static SpeechToText deepgram(URI uri) {
        return Deepgram.builder().url(uri).apiKey(Samples.KEY).build();
    }
}
