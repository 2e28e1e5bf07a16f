package dev.baton.benchmarks.interruption;

import dev.baton.benchmarks.PinnedJvm;
import dev.baton.testkit.audio.Tones;
import dev.baton.testkit.carrier.CallerFacts;
import dev.baton.testkit.carrier.PcmIds;
import dev.baton.testkit.carrier.TwilioLeg;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Callers who talk over the agent at random moments. Measured at each one's far end, in steps of the 20 ms in which it plays: from the first loud sample of the caller, plus what is configured to be waited for, to
 * the last sample of the agent that is played. Usage: {@code Callers CALLS AT_ONCE}; exit status 1 where a bound is missed.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails on the loop fails the run: calls that do not end
public final class Callers {
    static final Duration MIN_INTERRUPTION = Duration.ofMillis(300);
    private static final int SERVER_CORE = 1;
    private static final int RATE_HZ = 8_000;
    private static final long TICK_MILLIS = 20;
    private static final double BOUND_P99_MILLIS = 45;
    private static final double BOUND_OWN_P95_MILLIS = 5;
    private static final double BOUND_FILL_MILLIS = 200;

    private final EventLoop loop;
    private final URI app;
    private final Random random = new Random(1);
    private final short[] shout = shout();
    private final Histogram stopped = new Histogram(3);
    private final List<String> faults = new ArrayList<>();
    private long highestFill;
    private long underruns;
    private long worstLateNanos;

    private Callers(EventLoop loop, URI app) {
        this.loop = loop;
        this.app = app;
    }

    public static void main(String[] arguments) throws Exception {
        int calls = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        int atOnce = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50;
        var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        String own;
        Callers callers;
        try (var server = PinnedJvm.start(SERVER_CORE, List.of(), TelephoneServer.class, List.of())) {
            var app = URI.create("ws://127.0.0.1:" + server.said("port").strip() + "/twilio");
            new Callers(loops.next(), app).hold(atOnce); // the JIT compilers' turn
            callers = new Callers(loops.next(), app);
            for (int done = 0; done < calls; done += atOnce) {
                callers.hold(Math.min(atOnce, calls - done));
            }
            server.endInput();
            own = server.said("measured");
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
        System.exit(callers.report(calls, atOnce, own.strip().split(" ", -1)) ? 0 : 1);
    }

    /** Half a second of sound, loud from its first sample. */
    private static short[] shout() {
        var sound = new float[RATE_HZ * 7 / 10];
        Tones.addSine(sound, 0, sound.length, RATE_HZ, 700, -12);
        return Tones.toPcm16(sound, sound.length);
    }

    private void hold(int calls) throws InterruptedException {
        var over = new CountDownLatch(calls);
        for (int i = 0; i < calls; i++) {
            long shoutAt = 1_000L + random.nextInt(2_000);
            long beginAfter = random.nextInt(1_000);
            loop.schedule(() -> new OneCall(shoutAt, over).begin(), beginAfter, TimeUnit.MILLISECONDS);
        }
        if (!over.await(1, TimeUnit.MINUTES)) {
            faults.add("calls that did not end");
        }
    }

    private final class OneCall {
        private final TwilioLeg leg = new TwilioLeg(CallerFacts.of("call"));
        private final PcmIds.Decoder ids = new PcmIds.Decoder(RATE_HZ);
        private final long shoutAtMillis;
        private final CountDownLatch over;
        private long beganNanos;
        private long ticks;
        private long shoutedMillis = -1;

        OneCall(long shoutAtMillis, CountDownLatch over) {
            this.shoutAtMillis = shoutAtMillis;
            this.over = over;
        }

        void begin() {
            leg.listen(ids);
            leg.lineNoise();
            CallerSocket.connect(loop, app, leg, () -> {
                beganNanos = System.nanoTime();
                next();
            });
        }

        private void next() {
            long due = beganNanos + (ticks + 1) * TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
            loop.schedule(this::tick, Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
        }

        private void tick() {
            ticks++;
            long lateNanos = System.nanoTime() - beganNanos - ticks * TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
            worstLateNanos = Math.max(worstLateNanos, lateNanos);
            leg.tick();
            if (shoutedMillis < 0 && leg.millis() >= shoutAtMillis) {
                shoutedMillis = leg.say(shout);
            }
            if (shoutedMillis >= 0 && leg.millis() > shoutedMillis + 2_500) {
                end();
            } else {
                next();
            }
        }

        private void end() {
            leg.hangUp();
            var heard = ids.finish();
            highestFill = Math.max(highestFill, leg.farEnd().highestFillMillis());
            underruns += leg.farEnd().underruns();
            leg.violations().forEach(violation -> faults.add(violation.rule()));
            // A gap is counted above; what comes in a wrong order, twice or damaged is wrong.
            heard.orderFaults().stream()
                    .filter(fault -> !fault.startsWith("a gap"))
                    .forEach(faults::add);
            if (heard.replies().size() != 1 || leg.farEnd().clears().size() != 1) {
                faults.add(heard.replies().size() + " replies heard, "
                        + leg.farEnd().clears().size() + " clears");
            } else {
                long after = heard.endMillis(heard.replies().get(0)) - shoutedMillis - MIN_INTERRUPTION.toMillis();
                stopped.recordValue(Math.max(0, after));
            }
            over.countDown();
        }
    }

    /** @param own what the server measured: interruptions, p50, p95, most, underruns, problems */
    private boolean report(int calls, int atOnce, String[] own) {
        say(
                "%d calls, %d at once; one core holds the server, the other the callers; JDK %s",
                calls, atOnce, System.getProperty("java.version"));
        say(
                "onset + %d ms to the last sound of the agent, ms   p50 %d  p95 %d  p99 %d  most %d   (steps of 20)",
                MIN_INTERRUPTION.toMillis(),
                stopped.getValueAtPercentile(50),
                stopped.getValueAtPercentile(95),
                stopped.getValueAtPercentile(99),
                stopped.getMaxValue());
        say("  of it decision to clear, in the loop, ms         p50 %s  p95 %s  most %s", own[1], own[2], own[3]);
        say(
                "far end: at most %d ms waited, %d gaps; the callers' own clock at most %.1f ms late",
                highestFill, underruns, worstLateNanos / 1e6);
        say("measured %d; faults: %s", stopped.getTotalCount(), faults.isEmpty() ? "none" : faults);
        return faults.isEmpty()
                && stopped.getTotalCount() == calls
                && stopped.getValueAtPercentile(99) <= BOUND_P99_MILLIS
                && Double.parseDouble(own[2]) <= BOUND_OWN_P95_MILLIS
                && highestFill <= BOUND_FILL_MILLIS;
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
