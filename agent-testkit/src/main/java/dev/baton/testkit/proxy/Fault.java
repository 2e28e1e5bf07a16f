package dev.baton.testkit.proxy;

import dev.baton.BatonException;
import dev.baton.testkit.proxy.Effect.Deed;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * One thing that can go wrong with a connection: what, in which direction, from when on, for how long, on which connection. Immutable.
 *
 * <pre>{@code
 *  Fault.cut().afterBytes(4096)                                        every connection, as soon as 4,096 bytes went either way
 *  Fault.stall().only(TO_CLIENT).after(ofSeconds(2)).lasting(ofSeconds(5))
 *  Fault.refuseUpgrade(503).onConnection(1)                            the first is refused, later ones pass
 *  Fault.dropMessages(1).afterMessages(3).times(1)                     the service's fourth text message is lost
 * }</pre>
 *
 * <p>Faults of bytes work under any protocol, and under TLS. Faults of messages and answers in the service's place need plain WebSocket ({@code ws://}). Unless said, a fault concerns both
 * directions (messages: those to the client), begins with the connection, lasts to its end, and is suffered by every connection.
 */
public final class Fault {
    private final String name;
    private final Effect effect;
    private final Set<Direction> directions;
    private final Start start;
    private final Duration lasting;
    private final long times;
    private final long connection;

    private Fault(
            String name,
            Effect effect,
            Set<Direction> directions,
            Start start,
            Duration lasting,
            long times,
            long connection) {
        this.name = name;
        this.effect = effect;
        this.directions = directions;
        this.start = start;
        this.lasting = lasting;
        this.times = times;
        this.connection = connection;
    }

    private static Fault of(String name, Effect effect, Set<Direction> directions) {
        return new Fault(name, effect, directions, Start.AT_ONCE, Duration.ZERO, 0, 0);
    }

    private static Fault of(String name, Effect effect) {
        return of(name, effect, EnumSet.allOf(Direction.class));
    }

    private static Fault ofMessages(String name, Deed deed, long oneIn, Duration pause) {
        return of(
                name,
                new Effect.Messages(deed, positive("oneIn", oneIn), pause.toNanos()),
                EnumSet.of(Direction.TO_CLIENT));
    }

    /**
     * Resets the connection on both sides (TCP RST): a process that was killed, a NAT or load balancer that has forgotten the connection, a cable that was pulled where somebody noticed. What
     * was under way may be lost. Without a start it resets connections as soon as they are accepted.
     */
    public static Fault cut() {
        return of("cut", new Effect.Cut(false));
    }

    /**
     * Ends the connection on both sides in order (TCP FIN), without a word of the protocol above: a service that is restarted, an idle time-out of a load balancer. All bytes before it arrive;
     * what is sent afterwards is thrown away.
     */
    public static Fault cutOrderly() {
        return of("cut-orderly", new Effect.Cut(true));
    }

    /**
     * Ends one direction in order (FIN) while the other goes on; what the source still sends that way is thrown away. A service that has shut down its output but reads on, or the other way
     * round.
     */
    public static Fault halfClose(Direction direction) {
        return of("half-close", new Effect.HalfClose()).only(direction);
    }

    /**
     * Reads nothing and forwards nothing, not even the end of the connection, so that buffers fill and the sender feels TCP's back-pressure: a service that hangs or is too slow, a receiver
     * with a full window. What waits is forwarded when it is over.
     */
    public static Fault stall() {
        return of("stall", new Effect.Stall());
    }

    /**
     * Reads all and forwards nothing, not even the end of the connection: a black hole, as when a route is lost or a firewall drops packets. The sender notices nothing. When it is over the
     * stream goes on with a hole in it.
     */
    public static Fault swallow() {
        return of("swallow", new Effect.Swallow());
    }

    /** Forwards at most so many bytes in a second, in steps of about 20 ms; the rest waits, and then presses back: a thin or crowded line. */
    public static Fault throttle(long bytesPerSecond) {
        return of("throttle", new Effect.Throttle(positive("bytesPerSecond", bytesPerSecond)));
    }

    /** Forwards each byte in a write, and so a TCP segment, of its own: finds readers that take a read for a message. */
    public static Fault singleBytes() {
        return of("single-bytes", new Effect.SingleBytes());
    }

    /**
     * Holds everything up for a while, in order: distance, a satellite, a full buffer somewhere. No more than the proxy's buffer is under way at a time.
     *
     * @param jitter most that chance adds to the delay of each piece that was read
     */
    public static Fault delay(Duration delay, Duration jitter) {
        if (delay.isNegative() || jitter.isNegative()) {
            throw new IllegalArgumentException(
                    "delay and jitter must not be negative, delay=" + delay + ", jitter=" + jitter);
        }
        return of("delay", new Effect.Delay(delay.toNanos(), jitter.toNanos()));
    }

    /**
     * Changes one bit in one of so many bytes, chosen by chance: broken memory in a middle box, a proxy that meddles. Which bytes depends on the seed alone, not on how they arrive.
     *
     * @param oneIn 1 for every byte, 1000 for one in a thousand on average
     */
    public static Fault corrupt(long oneIn) {
        return of("corrupt", new Effect.Corrupt(positive("oneIn", oneIn)));
    }

    /**
     * Accepts the connection, reads what comes and never answers: an upgrade or TLS handshake that times out. (A connection that the system itself leaves unanswered cannot be made by a
     * process; an address that routes nowhere does that.)
     */
    public static Fault silence() {
        return of("silence", new Effect.Silence());
    }

    /**
     * Answers the client's first HTTP request in the service's place, with a small JSON body, and ends the connection: 400, 401, 403 for a refusal that is final, 429 and 5xx for one that is not.
     *
     * @param status 200 to 599
     */
    public static Fault refuseUpgrade(int status) {
        return of("http", new Effect.Answer(HttpAnswer.refusal(status)));
    }

    /** The same, saying when to come again: {@code Retry-After}, in whole seconds. */
    public static Fault refuseUpgrade(int status, Duration retryAfter) {
        return refuseUpgrade(status).withHeader("Retry-After", Long.toString(retryAfter.toSeconds()));
    }

    /** Answers the client's first HTTP request with 302 and that address, as services do that have moved, and login pages. */
    public static Fault redirect(URI location) {
        return of("redirect", new Effect.Answer(HttpAnswer.refusal(302).with("Location", location.toString())));
    }

    /** Answers the client's first HTTP request with an HTML page: 200 as a captive portal or a wrong address does, 502 and 503 as load balancers do. */
    public static Fault htmlPage(int status) {
        return of("html", new Effect.Answer(HttpAnswer.page(status)));
    }

    /**
     * Leaves out one of so many WebSocket text messages, chosen by chance: a service that loses one in itself. Messages that are compressed are left alone, here and in what follows: later
     * ones could not be read without them. So are those that do not fit in the proxy's buffer.
     *
     * @param oneIn 1 for every message, 10 for one in ten on average
     */
    public static Fault dropMessages(long oneIn) {
        return ofMessages("drop-messages", Deed.DROP, oneIn, Duration.ZERO);
    }

    /** Sends one of so many text messages twice: a service that repeats itself after a fail-over. */
    public static Fault duplicateMessages(long oneIn) {
        return ofMessages("duplicate-messages", Deed.DUPLICATE, oneIn, Duration.ZERO);
    }

    /**
     * Sends one of so many text messages after the next one: a service whose workers overtake each other; TCP itself never does. Without a next one it goes out after a second, or before the
     * end.
     */
    public static Fault reorderMessages(long oneIn) {
        return ofMessages("reorder-messages", Deed.REORDER, oneIn, Duration.ZERO);
    }

    /** Sends the first half of the bytes of one of so many text messages and resets the connection: a service that dies while it writes. */
    public static Fault halveMessages(long oneIn) {
        return ofMessages("halve-messages", Deed.HALVE, oneIn, Duration.ZERO);
    }

    /** Sends one of so many text messages in two halves, in that distance, and what comes behind it later still: a segment that was lost and sent again. */
    public static Fault splitMessages(long oneIn, Duration pause) {
        if (pause.isNegative()) {
            throw new IllegalArgumentException("pause must not be negative, pause=" + pause);
        }
        return ofMessages("split-messages", Deed.SPLIT, oneIn, pause);
    }

    /**
     * Reads a fault as written on a command line: {@code NAME[=VALUE]}, then what narrows it down, after commas.
     *
     * <pre>{@code
     *  cut  cut-orderly  half-close  stall  swallow  single-bytes  silence
     *  throttle=BYTES_PER_SECOND  delay=200ms[+50ms]  corrupt=ONE_IN
     *  http=STATUS  redirect=URL  html[=STATUS]
     *  drop-messages[=ONE_IN]  duplicate-messages[=ONE_IN]  reorder-messages[=ONE_IN]  halve-messages[=ONE_IN]  split-messages=PAUSE
     *
     *  ,to-server ,to-client     in that direction only
     *  ,after=2s|4096B|3msg      from then on: time, bytes in its direction, messages in its direction
     *  ,for=5s                   for so long
     *  ,times=N                  so often: faults of messages, and corrupt
     *  ,connection=N             on the Nth connection only
     *  ,retry-after=2s           with http
     * }</pre>
     *
     * @throws BatonException {@code BT-002} for a name that is not known, {@code BT-003} for a value that cannot be
     */
    public static Fault parse(String text) {
        return FaultText.parse(text);
    }

    /** In that direction only. */
    public Fault only(Direction direction) {
        return new Fault(name, effect, EnumSet.of(direction), start, lasting, times, connection);
    }

    /** From that time of the connection on. */
    public Fault after(Duration time) {
        return starting(new Start(Start.By.TIME, time.toNanos()));
    }

    /** As soon as exactly so many bytes have been forwarded in its direction; with both directions, each counts for itself. Not for faults of messages. */
    public Fault afterBytes(long bytes) {
        if (effect instanceof Effect.Messages) {
            throw new IllegalArgumentException("a fault of messages begins after messages or time, not bytes: " + name);
        }
        return starting(new Start(Start.By.BYTES, bytes));
    }

    /** As soon as so many whole WebSocket text or binary messages have been forwarded in its direction; for faults of messages: so many text messages are spared. */
    public Fault afterMessages(long messages) {
        return starting(new Start(Start.By.MESSAGES, messages));
    }

    private Fault starting(Start later) {
        if (effect.isForNewConnectionsOnly()) {
            throw new IllegalArgumentException(name + " is there from the beginning of a connection, or not at all");
        }
        return new Fault(name, effect, directions, later, lasting, times, connection);
    }

    /** For so long; for what lasts: stall, swallow, throttle, single bytes, delay, corrupt. */
    public Fault lasting(Duration time) {
        if (!effect.lasts() || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(
                    "only what lasts can end, and after more than nothing: " + name + ", lasting=" + time);
        }
        return new Fault(name, effect, directions, start, time, times, connection);
    }

    /** At most so often in a connection and direction; for faults of messages, and corrupt. */
    public Fault times(long most) {
        if (!(effect instanceof Effect.Messages) && !(effect instanceof Effect.Corrupt)) {
            throw new IllegalArgumentException("only messages and corrupt bytes are counted: " + name);
        }
        return new Fault(name, effect, directions, start, lasting, positive("times", most), connection);
    }

    /** Only on that connection of the proxy, counted from 1. */
    public Fault onConnection(long number) {
        return new Fault(name, effect, directions, start, lasting, times, positive("connection", number));
    }

    private Fault withHeader(String header, String value) {
        var answer = ((Effect.Answer) effect).answer().with(header, value);
        return new Fault(name, new Effect.Answer(answer), directions, start, lasting, times, connection);
    }

    /** As in {@link #parse} and {@link ProxyStats#faults()}: {@code drop-messages}. */
    public String name() {
        return name;
    }

    Effect effect() {
        return effect;
    }

    boolean concerns(Direction direction) {
        return directions.contains(direction);
    }

    /** Whether a connection of that number suffers it. */
    boolean concerns(long connectionNumber) {
        return connection == 0 || connection == connectionNumber;
    }

    Start start() {
        return start;
    }

    /** Zero: until something else ends it. */
    Duration lasting() {
        return lasting;
    }

    /** Zero: without a limit. */
    long times() {
        return times;
    }

    long connection() {
        return connection;
    }

    Set<Direction> directions() {
        return directions;
    }

    private static long positive(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, " + what + "=" + value);
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fault fault
                && name.equals(fault.name)
                && effect.equals(fault.effect)
                && directions.equals(fault.directions)
                && start.equals(fault.start)
                && lasting.equals(fault.lasting)
                && times == fault.times
                && connection == fault.connection;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, effect, directions, start, lasting, times, connection);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return FaultText.write(this);
    }
}
