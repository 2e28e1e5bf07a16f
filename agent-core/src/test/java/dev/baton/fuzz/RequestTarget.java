package dev.baton.fuzz;

import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttTransport;
import dev.baton.vad.LoudnessDetector;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;

/** A whole session of requests without a network: each is answered with something broken, until the session is over. */
public final class RequestTarget implements FuzzTarget {
    private static final int[] STATUSES = {200, 200, 200, 200, 301, 400, 401, 404, 413, 429, 500, 503, 599, 0, -1};
    /** To be set for the service: the one wait that must not be over before an answer has come, and is like no other. */
    public static final Duration CLOSE_TIMEOUT = Duration.ofMillis(7_777);

    private static final int LOUD_SAMPLES = 16 * 120;
    private static final int QUIET_SAMPLES = 16 * 520;

    private final SpeechToText service;
    private final Mutator messages;
    private final Mutator answers = new Mutator(Samples.REFUSALS);

    /** @param service with {@link Samples#KEY} and {@link LoudnessDetector} */
    public RequestTarget(SpeechToText service, List<byte[]> messages) {
        this.service = service;
        this.messages = new Mutator(messages);
    }

    @Override
    public void feed(SplittableRandom random, Input shown) {
        var events = new ArrayList<SttEvent>();
        var network = new Network();
        var session = service.open(network, events::add);
        network.runTimers();
        var speech = new short[LOUD_SAMPLES + QUIET_SAMPLES];
        Arrays.fill(speech, 0, LOUD_SAMPLES, LoudnessDetector.LOUD);
        session.audio(speech, 0, speech.length);
        session.closeStream();
        for (var listener = network.requests.poll(); listener != null; listener = network.requests.poll()) {
            int status = STATUSES[random.nextInt(STATUSES.length)];
            var retryAfter = answers.nextText(random);
            var body = messages.nextText(random);
            shown.is("HTTP " + status + ", Retry-After " + retryAfter + ", body " + body);
            listener.onAnswer(status, retryAfter, body);
            network.runTimers();
        }
        events.forEach(EventRules::checkWithoutKey);
        long closed = events.stream().filter(SttEvent.Closed.class::isInstance).count();
        if (closed != 1 || !(events.get(events.size() - 1) instanceof SttEvent.Closed)) {
            throw new AssertionError("not closed once and last: " + events);
        }
    }

    /** Waits are over at once. */
    private static final class Network implements SttTransport {
        final Queue<AnswerListener> requests = new ArrayDeque<>();
        private final Queue<Runnable> timers = new ArrayDeque<>();

        @Override
        public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
            throw new AssertionError("no WebSocket is wanted");
        }

        @Override
        public Runnable post(
                URI uri, Map<String, String> headers, ByteBuffer body, Duration timeout, AnswerListener listener) {
            requests.add(listener);
            return () -> requests.remove(listener);
        }

        @Override
        public Runnable after(Duration delay, Runnable task) {
            if (!delay.equals(CLOSE_TIMEOUT)) {
                timers.add(task);
            }
            return () -> timers.remove(task);
        }

        void runTimers() {
            for (var task = timers.poll(); task != null; task = timers.poll()) {
                task.run();
            }
        }
    }
}
