package dev.baton.testkit.carrier;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A fake carrier that holds one call with an app, in real time. The {@link CarrierLeg} knows the protocol; this class connects it and makes its time pass, which catches up with the clock whoever is late.
 *
 * <pre>{@code
 * try (var call = CarrierClient.connect(uri, new TwilioLeg(CallerFacts.of("CA01")))) {
 *     call.say(CallerSpeech.of(call.line(), "book a table"));
 *     call.await("an answer", Duration.ofSeconds(5), leg -> leg.farEnd().playedMillis() > 500);
 *     call.hangUp();
 *     call.awaitClosed(Duration.ofSeconds(5));
 *     assertThat(call.violations()).isEmpty();
 * }
 * }</pre>
 */
public final class CarrierClient<L extends CarrierLeg> implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();

    /** Guarded by itself, with all its parts; notified at each change. */
    private final L leg;

    private long openedAtNanos;
    private long worstLateTicks;
    private @Nullable Future<?> pace;
    private @Nullable Throwable broken;
    private Runnable cut = () -> {};
    private String subprotocol = "";

    private CarrierClient(L leg) {
        this.leg = leg;
    }

    public static <L extends CarrierLeg> CarrierClient<L> connect(URI app, L leg) throws Refused {
        return connect(app, leg, Map.of());
    }

    /**
     * @param app {@code ws://}, or {@code tcp://host:port} for AudioSocket
     * @param headers of the WebSocket's upgrade, such as a signature
     */
    public static <L extends CarrierLeg> CarrierClient<L> connect(URI app, L leg, Map<String, String> headers)
            throws Refused {
        var client = new CarrierClient<>(leg);
        boolean overTcp = "tcp".equals(app.getScheme());
        if (overTcp != leg instanceof AudioSocketLeg) {
            throw new IllegalArgumentException("AudioSocket and only that goes over tcp://, app=" + app);
        }
        if (overTcp) {
            client.openTcp(app);
        } else {
            client.openWebSocket(app, headers);
        }
        return client;
    }

    private void openTcp(URI app) throws Refused {
        Socket socket;
        try {
            socket = new Socket(app.getHost(), app.getPort());
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new Refused("no connection, app=" + app, -1, e);
        }
        var connection = new TcpWire(socket, this::onBinary, () -> onClosed(1006));
        cut = connection::cut;
        opened(connection);
        connection.start();
    }

    private void openWebSocket(URI app, Map<String, String> headers) throws Refused {
        var builder = HTTP.newWebSocketBuilder().connectTimeout(CONNECT_LIMIT);
        headers.forEach(builder::header);
        if (!leg.subprotocol().isEmpty()) {
            builder.subprotocols(leg.subprotocol());
        }
        try {
            // A limit of our own: the builder's is over once the head of a refusal is here, and its body may never end.
            WebSocket socket = builder.buildAsync(app, new WebSocketEar<>(this))
                    .orTimeout(CONNECT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            cut = socket::abort;
        } catch (CompletionException e) {
            int status = e.getCause() instanceof WebSocketHandshakeException refusal
                    ? refusal.getResponse().statusCode()
                    : -1;
            throw new Refused("the app refused, app=" + app + ", status=" + status, status, e);
        }
    }

    // From the connection's threads and the pacer.

    void opened(Wire wire) {
        synchronized (leg) {
            openedAtNanos = System.nanoTime();
            leg.opened(wire);
            pace = Pacer.every20Millis(() -> change(() -> {}));
        }
    }

    void negotiated(String subprotocol) {
        synchronized (leg) {
            this.subprotocol = subprotocol;
        }
    }

    void onText(String text) {
        change(() -> leg.onText(text));
    }

    void onBinary(byte[] bytes) {
        change(() -> leg.onBinary(bytes));
    }

    void onClosed(int code) {
        change(() -> leg.onClosed(code));
    }

    /** Lets the time pass that has passed, so that nothing is taken for older than it is because a thread was late. */
    private void change(Runnable change) {
        synchronized (leg) {
            try {
                catchUp();
                change.run();
            } catch (RuntimeException | Error e) {
                broken = e;
            }
            if (leg.isClosed() || broken != null) {
                stopPace();
            }
            leg.notifyAll();
        }
    }

    private void catchUp() {
        if (leg.isClosed()) {
            return;
        }
        long due = (System.nanoTime() - openedAtNanos) / TimeUnit.MILLISECONDS.toNanos(Line.TICK_MILLIS);
        worstLateTicks = Math.max(worstLateTicks, due - leg.ticks() - 1);
        while (leg.ticks() < due) {
            leg.tick();
        }
    }

    private void stopPace() {
        Future<?> running = pace;
        if (running != null) {
            running.cancel(false);
        }
    }

    // From the test.

    public Line line() {
        return leg.line();
    }

    /** See {@link CarrierLeg#say}. */
    public long say(short[] pcm) {
        return ask(leg -> leg.say(pcm));
    }

    public void press(String digits) {
        act(leg -> digits.chars().forEach(digit -> leg.press((char) digit)));
    }

    public void hangUp() {
        act(CarrierLeg::hangUp);
    }

    /** Does anything else with the leg. */
    public void act(Consumer<? super L> action) {
        change(() -> action.accept(leg));
        check();
    }

    public <T> T ask(Function<? super L, T> question) {
        synchronized (leg) {
            check();
            return question.apply(leg);
        }
    }

    public List<Violation> violations() {
        return ask(CarrierLeg::violations);
    }

    /** What the far end heard so far. */
    public short[] heard() {
        return ask(leg -> leg.recording().samples());
    }

    /** What was heard so far, told by the numbers in it. */
    public PcmIds.Heard heardIds() {
        return PcmIds.decode(heard(), line().sampleRateHz());
    }

    /** Selected by the app, empty if none. */
    public String subprotocol() {
        return ask(leg -> subprotocol);
    }

    /** How late this process was at worst to let time pass; when it is long, a dry buffer may be its fault. */
    public Duration worstStall() {
        return Duration.ofMillis(ask(leg -> worstLateTicks) * Line.TICK_MILLIS);
    }

    /** @throws AssertionError with what is awaited and the state of the call if it does not come about in time, or cannot because the call is gone */
    public void await(String what, Duration limit, Predicate<? super L> condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (leg) {
            while (!condition.test(leg)) {
                check();
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || leg.isClosed()) {
                    throw new AssertionError("awaited " + what + " within " + limit + ", call=" + leg);
                }
                try {
                    leg.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted, call=" + leg, e);
                }
            }
        }
    }

    /** Until the caller has said everything. */
    public void awaitSaid(Duration limit) {
        await("the caller's last word", limit, CarrierLeg::hasSaidAll);
    }

    /**
     * Until sound is heard that begins at or after this.
     *
     * @return when it was heard to begin or go on
     */
    public long awaitSound(long fromMillis, Duration limit) {
        await("sound after " + fromMillis + " ms", limit, leg -> leg.farEnd().soundEndMillis() > fromMillis);
        return ask(leg -> leg.farEnd().soundEndMillis());
    }

    /** Until the far end has heard sound, and then none for so long; an app that sends silence all the time is quiet too. */
    public void awaitQuiet(Duration quiet, Duration limit) {
        await("quiet for " + quiet, limit, leg -> {
            long end = leg.farEnd().soundEndMillis();
            return end >= 0 && leg.millis() - end >= quiet.toMillis();
        });
    }

    /** Until the app has cleared so often. */
    public void awaitClears(int times, Duration limit) {
        await(times + " clears", limit, leg -> leg.farEnd().clears().size() >= times);
    }

    /** Until the call is over, however. */
    public Ending awaitEnded(Duration limit) {
        await("the end", limit, leg -> leg.ending() != Ending.NOT_YET);
        return ask(CarrierLeg::ending);
    }

    /**
     * Until the app has closed the connection.
     *
     * @return the close code
     */
    public int awaitClosed(Duration limit) {
        await("the close of the connection", limit, CarrierLeg::isClosed);
        return ask(CarrierLeg::closeCode);
    }

    private void check() {
        if (broken != null) {
            throw new AssertionError("the carrier itself failed, call=" + leg, broken);
        }
    }

    /** Cuts the connection without a word, as a carrier that fails does. */
    @Override
    public void close() {
        synchronized (leg) {
            stopPace();
        }
        cut.run();
    }
}
