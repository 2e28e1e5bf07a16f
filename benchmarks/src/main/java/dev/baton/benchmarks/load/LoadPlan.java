package dev.baton.benchmarks.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a process under test is told: how many calls, for how long, where the recogniser is.
 *
 * @param warmUp not counted; the JIT works then
 */
record LoadPlan(int calls, Duration warmUp, Duration length, URI service) {
    /** How often whoever brings the audio looks which frames are due. */
    static final long TICK_NANOS = Duration.ofMillis(5).toNanos();

    /** From the last connection to the first frame. */
    static final long LEAD_NANOS = Duration.ofMillis(100).toNanos();

    static LoadPlan of(String[] arguments) {
        return new LoadPlan(
                Integer.parseInt(arguments[0]),
                Duration.ofSeconds(Integer.parseInt(arguments[1])),
                Duration.ofSeconds(Integer.parseInt(arguments[2])),
                URI.create("ws://127.0.0.1:" + arguments[3] + "/waves/v1/stt/live"));
    }

    List<String> arguments() {
        return List.of(
                Integer.toString(calls),
                Long.toString(warmUp.toSeconds()),
                Long.toString(length.toSeconds()),
                Integer.toString(service.getPort()));
    }
}
