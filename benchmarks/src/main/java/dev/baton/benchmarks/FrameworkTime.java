package dev.baton.benchmarks;

import dev.baton.audio.AudioSink;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.metrics.TurnLatency;
import dev.baton.stt.SmallestPulse;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.HdrHistogram.Histogram;

/**
 * What does Baton itself add to a turn? From the later of two instants that it has to wait for, the final text and the end of the quiet, until the application's handler runs. Calls
 * in real time, over real loopback sockets, against the local server with its scripted recogniser.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar dev.baton.benchmarks.FrameworkTime [calls] [turns per call]
 * }</pre>
 */
public final class FrameworkTime {
    /** Turns of each call that are heard but not counted: the JIT works then. */
    private static final int WARM_UP_TURNS = 4;

    private static final long FAULT_NANOS = Duration.ofMinutes(1).toNanos();

    private FrameworkTime() {}

    public static void main(String[] arguments) {
        int calls = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 16;
        var latencies = hold(calls, turns + WARM_UP_TURNS);
        print(calls, turns, latencies);
        if (latencies.size() != calls * turns) {
            System.err.printf("%d of %d turns came through%n", latencies.size(), calls * turns);
            System.exit(1);
        }
    }

    private static List<TurnLatency> hold(int calls, int turns) {
        var counted = new ConcurrentLinkedQueue<TurnLatency>();
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                        .answerDelay(Duration.ofMillis(40))
                        .start();
                var agent = VoiceAgent.builder()
                        .voiceActivityDetector(SoundDetector.provider())
                        .speechGate(SoundDetector.gate())
                        .speechToText(SmallestPulse.builder()
                                .url(server.pulseUri())
                                .apiKey("local")
                                .language("en")
                                .build())
                        .turnHandler((utterance, reply) -> reply.say(utterance.text()))
                        .build()) {
            var running = new ArrayList<CompletableFuture<?>>();
            for (int i = 0; i < calls; i++) {
                var options = CallOptions.defaults().withListener(event -> {
                    if (event instanceof CallEvent.HandlerStarted started && started.turn() > WARM_UP_TURNS) {
                        counted.add(started.latency());
                    }
                });
                running.add(agent.answer(caller(i, turns), AudioSink.discard(), options)
                        .completion());
            }
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        }
        return List.copyOf(counted);
    }

    /** Callers do not speak in step: each begins a little later than the one before. */
    private static SyntheticCaller caller(int number, int turns) {
        var script = SyntheticCaller.builder(16_000).seed(number).silence(Duration.ofMillis(500 + 61L * number));
        for (int turn = 0; turn < turns; turn++) {
            script.turn("on wednesday please").silence(Duration.ofMillis(900));
        }
        return script.build();
    }

    private static void print(int calls, int turns, List<TurnLatency> latencies) {
        System.out.printf(
                Locale.ROOT,
                "%d calls at once, %d turns each after %d of warm-up, JDK %s, %d processors%n%n",
                calls,
                turns,
                WARM_UP_TURNS,
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
        System.out.printf(Locale.ROOT, "%-52s %6s %8s %8s %8s %8s%n", "ms", "n", "p50", "p95", "p99", "max");
        row("framework time: final and quiet to handler", latencies, TurnLatency::frameworkNanos);
        row("  quiet over to commit", latencies, l -> TurnLatency.between(l.quietPassed(), l.committed()));
        row("  commit to handler", latencies, l -> TurnLatency.between(l.committed(), l.handlerEntered()));
        row(
                "finalize sent to final received",
                latencies,
                l -> TurnLatency.between(l.finalizeSent(), l.finalReceived()));
        row("end of speech to handler", latencies, l -> l.sinceSpeechEnd(l.handlerEntered()));
    }

    /** One figure of a turn. */
    @FunctionalInterface
    private interface Figure {
        OptionalLong of(TurnLatency latency);
    }

    private static void row(String name, List<TurnLatency> latencies, Figure figure) {
        var histogram = new Histogram(FAULT_NANOS, 3);
        latencies.forEach(latency -> figure.of(latency).ifPresent(histogram::recordValue));
        System.out.printf(
                Locale.ROOT,
                "%-52s %6d %8.2f %8.2f %8.2f %8.2f%n",
                name,
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50) / 1e6,
                histogram.getValueAtPercentile(95) / 1e6,
                histogram.getValueAtPercentile(99) / 1e6,
                histogram.getMaxValue() / 1e6);
    }
}
