package dev.baton.examples.cli;

import dev.baton.agent.CallInfo;
import dev.baton.call.CallEvent;
import dev.baton.call.CallListener;
import dev.baton.carrier.LineListener;
import dev.baton.carrier.LineProblem;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What happens on a server, a line for each turn and each call; without what was said. Lines are written on a thread of their own, and left out where the output is too slow. */
final class ServerLog implements LineListener, AutoCloseable {
    private static final int CAPACITY = 4096;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final int SHOWN_DIGITS = 2;

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong missed = new AtomicLong();
    private final PrintStream out;
    private final Thread thread;
    private volatile boolean closed;

    ServerLog(PrintStream out) {
        this.out = out;
        thread = new Thread(this::write, "baton-log");
        thread.setDaemon(true);
        thread.start();
    }

    CallListener of(CallInfo info) {
        String call = "call=" + info.id();
        return event -> {
            if (event instanceof CallEvent.Started) {
                say(call + " started transport=" + info.transport() + " from=" + masked(info.from()) + " to="
                        + masked(info.to()));
            } else if (event instanceof CallEvent.TurnCommitted committed) {
                var latency = committed.latency();
                var utterance = committed.utterance();
                say(call + " turn=" + utterance.turn() + " committed reason="
                        + utterance.reason().label() + " words="
                        + utterance.text().split(" ", -1).length + " commit_ms="
                        + latency.sinceSpeechEnd(latency.committed()).orElse(0) / 1_000_000);
            } else if (event instanceof CallEvent.Interrupted interrupted) {
                say(call + " turn=" + interrupted.turn() + " interrupted played_ms="
                        + interrupted.heard().played().toMillis());
            } else if (event instanceof CallEvent.Problem problem) {
                say(call + " " + problem.reason().code().label() + " "
                        + problem.reason().getMessage());
            } else if (event instanceof CallEvent.Ended ended) {
                var summary = ended.summary();
                say(call + " ended reason=" + summary.reason() + " turns=" + summary.committed() + " seconds="
                        + summary.duration().toSeconds() + " underruns=" + summary.underruns()
                        + (summary.result().isEmpty() ? "" : " result=" + summary.result()));
            }
        };
    }

    /** Whose number it is is nobody's business but the call's. */
    private static String masked(String number) {
        if (number.isEmpty()) {
            return "-";
        }
        int shown = Math.min(SHOWN_DIGITS, number.length());
        return "*".repeat(number.length() - shown) + number.substring(number.length() - shown);
    }

    @Override
    public void onProblem(String transport, LineProblem problem, String detail) {
        if (!problem.isHarmless()) {
            say("transport=" + transport + " " + problem.label() + ": " + detail);
        }
    }

    void say(String text) {
        if (!waiting.offer(CLOCK.format(LocalTime.now(ZoneId.systemDefault())) + " " + text)) {
            missed.incrementAndGet();
        }
    }

    private void write() {
        try {
            while (!closed || !waiting.isEmpty()) {
                String line = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (line != null) {
                    out.println(line);
                    out.flush();
                }
                long left = missed.getAndSet(0);
                if (left > 0) {
                    out.println(left + " lines were not shown: this output was too slow");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what waits, for a bounded time. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
