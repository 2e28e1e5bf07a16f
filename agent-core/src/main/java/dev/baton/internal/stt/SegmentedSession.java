package dev.baton.internal.stt;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.internal.json.RefusalBody;
import dev.baton.internal.json.Transcription;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import dev.baton.vad.SpeechGate;
import dev.baton.vad.VoiceActivityDetector;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One stream to a recogniser that takes whole recordings: cut into segments here, each sent as a request of its own, and told in the order of the audio whatever comes back first.
 *
 * <pre>{@code
 *  audio --> SpeechSegmenter --segment--> [WAITING --> UNDER WAY --> (again, later) --> DONE] --in order--> Final
 * }</pre>
 *
 * It listens at once, since there is nothing to connect to until somebody has spoken. A request that fails is sent again a few times; where that does not help either, the session ends like a connection that
 * is lost, and whoever has kept the audio sends it to the next one. {@link #finalizeTurn} cuts the open segment; the final that has all audio up to there carries the mark.
 */
public final class SegmentedSession implements SttSession, SpeechSegmenter.Listener {
    private static final int NORMAL_CLOSURE = 1000;
    private static final int ABNORMAL_CLOSURE = 1006;

    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** Beyond the attempts that are set, where a failure comes at once: with the waits between them some six seconds, longer than a connection must live not to count as one that died young. */
    private static final int QUICK_RETRIES = 3;

    /** Who hands audio over in spite of {@link #isWritable} may be so many segments ahead. */
    private static final int MOST_UNASKED = 2;

    private final Segmentation settings;
    private final ServiceLink link;
    private final SttTransport transport;
    private final SttListener listener;
    private final ServiceErrors errors;
    private final Map<String, String> headers;
    private final VoiceActivityDetector detector;
    private final SpeechSegmenter segmenter;
    private final Deque<Entry> queue = new ArrayDeque<>();

    private boolean ready;
    private boolean streamEnded;
    private boolean closed;
    private boolean deaf;
    private boolean delivering;
    private boolean congested;
    private int underWay;

    /** Of the samples handed over those that were dropped: they are not on the stream's clock. */
    private long dropped;

    private int sinceAlive;
    private Runnable stopWaiting = () -> {};

    private SegmentedSession(Segmentation settings, SttTransport transport, SttListener listener) {
        this.settings = settings;
        this.transport = transport;
        this.listener = listener;
        link = settings.link();
        errors = new ServiceErrors(link);
        headers = new HashMap<>(link.headers());
        headers.put("Content-Type", settings.request().contentType());
        detector = settings.detectors().get();
        var gate = settings.gate();
        segmenter = new SpeechSegmenter(
                detector,
                new SpeechGate(gate, link.sampleRateHz(), detector.windowSamples()),
                gate.stopThreshold(),
                samples(settings.preRoll()),
                samples(settings.longest()),
                samples(gate.minSpeech().multipliedBy(4).plus(gate.onsetLead())) + detector.windowSamples(),
                this);
    }

    public static SegmentedSession open(Segmentation settings, SttTransport transport, SttListener listener) {
        var session = new SegmentedSession(settings, transport, listener);
        session.later(session::listens);
        return session;
    }

    private void listens() {
        ready = true;
        listener.onEvent(new SttEvent.Ready(link.address()));
    }

    private int samples(Duration length) {
        return Math.toIntExact(length.toMillis() * link.sampleRateHz() / 1_000);
    }

    private long millis(long samples) {
        return samples * 1_000 / link.sampleRateHz();
    }

    private void later(Runnable task) {
        transport.after(Duration.ZERO, () -> {
            if (!closed) {
                task.run();
            }
        });
    }

    @Override
    public void audio(short[] samples, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, samples.length);
        if (!takesAudio()) {
            return;
        }
        try {
            segmenter.push(samples, offset, length);
        } catch (RuntimeException | LinkageError e) {
            failedToListen(e);
        }
        tellAlive(length);
    }

    private boolean takesAudio() {
        return !closed && !streamEnded && !deaf;
    }

    /** Without interims nothing is heard of a long segment, and somebody could think that nobody listens; requests have time-outs of their own. */
    private void tellAlive(int samples) {
        sinceAlive += samples;
        if (sinceAlive >= link.sampleRateHz()) {
            sinceAlive = 0;
            if (segmenter.isOpen() || !queue.isEmpty()) {
                listener.onMessage();
            }
        }
    }

    private void failedToListen(Throwable cause) {
        deaf = true;
        var reason = new BatonException(
                ErrorCode.DETECTOR_FAILED,
                "the voice activity detector of " + link.name() + " failed (" + cause + ")",
                "it was to find the speech that is sent",
                "see the cause in the log, or give another detector: voiceActivityDetector(..)",
                cause);
        later(() -> fail(new SttEvent.Error(reason, true), "no detector"));
    }

    @Override
    public boolean isWritable() {
        congested = queue.size() >= settings.waiting() + settings.atOnce();
        return ready && !closed && !congested;
    }

    @Override
    public void finalizeTurn() {
        if (takesAudio()) {
            segmenter.cut();
            newest().marks++;
            later(this::deliver);
        }
    }

    @Override
    public void closeStream() {
        if (takesAudio()) {
            segmenter.cut();
            streamEnded = true;
            newest().last = true;
            waitForAnswers();
            later(this::deliver);
        }
    }

    /** What a mark can be set on: the newest segment, or one without audio where all have been told. */
    private Entry newest() {
        var newest = queue.peekLast();
        if (newest == null) {
            newest = new Entry();
            queue.add(newest);
        }
        return newest;
    }

    private void waitForAnswers() {
        stopWaiting.run();
        var request = settings.requestTimeout(); // which has a limit of its own
        var limit = request.compareTo(link.closeTimeout()) > 0 ? request.plus(LONGEST_WAIT) : link.closeTimeout();
        stopWaiting = transport.after(limit, () -> {
            if (!closed) {
                over();
                listener.onEvent(new SttEvent.Error(errors.closeTimeout()));
                listener.onEvent(new SttEvent.Closed(ABNORMAL_CLOSURE, "overdue", true));
            }
        });
    }

    @Override
    public void abort() {
        if (!closed) {
            over();
            listener.onEvent(new SttEvent.Closed(ABNORMAL_CLOSURE, "aborted", true));
        }
    }

    private void over() {
        closed = true;
        stopWaiting.run();
        queue.forEach(entry -> entry.giveUp.run());
        queue.clear();
        detector.close();
    }

    /** An outage: what was not told is lost with it. */
    private void fail(SttEvent.Error error, String why) {
        if (closed) {
            return;
        }
        long untold = segmenter.openSamples();
        for (var entry : queue) {
            untold += entry.samples;
        }
        over();
        listener.onEvent(error);
        if (untold > 0) {
            listener.onEvent(new SttEvent.AudioDropped(untold));
        }
        listener.onEvent(new SttEvent.Closed(ABNORMAL_CLOSURE, why, false));
    }

    @Override
    public void speechStarted(long position) {
        listener.onEvent(new SttEvent.SpeechStarted(millis(Math.max(0, position - dropped))));
    }

    @Override
    public void speechEnded(long position) {
        listener.onEvent(new SttEvent.SpeechEnded(millis(Math.max(0, position - dropped))));
    }

    @Override
    public void segment(SpeechSegmenter.Segment segment) {
        if (queue.size() >= settings.waiting() + settings.atOnce() + MOST_UNASKED) {
            dropped += segment.samples();
            listener.onEvent(new SttEvent.AudioDropped(segment.samples()));
        } else {
            queue.add(new Entry(segment, dropped));
            sendWaiting();
        }
    }

    private void sendWaiting() {
        for (var entry : queue) {
            if (underWay >= settings.atOnce()) {
                return;
            }
            if (entry.isWaiting()) {
                underWay++;
                entry.send();
            }
        }
    }

    /** Tells what is answered, as far as nothing is missing before it. */
    private void deliver() {
        if (delivering) {
            return; // from within, by what was told
        }
        delivering = true;
        try {
            for (var head = queue.peek(); head != null && head.done && !closed; head = queue.peek()) {
                queue.remove();
                head.tell();
            }
        } finally {
            delivering = false;
        }
        if (!closed && congested && isWritable()) {
            listener.onWritable();
        }
    }

    /** A segment on its way to its text. */
    private final class Entry implements SttTransport.AnswerListener {
        private final @Nullable ByteBuffer body;
        private final int samples;
        private final long fromMillis;
        private final long speechFromMillis;
        private final long speechToMillis;
        private final long toMillis;
        private Runnable giveUp = () -> {};
        private int attempts;
        private boolean done;
        private boolean overdue;
        private int marks;
        private boolean last;
        private String text = "";
        private List<SttEvent.Word> words = List.of();
        private SttEvent.@Nullable Error problem;

        /** Without audio, and so without words. */
        Entry() {
            body = null;
            samples = 0;
            fromMillis = 0;
            speechFromMillis = 0;
            speechToMillis = 0;
            toMillis = 0;
            done = true;
        }

        Entry(SpeechSegmenter.Segment segment, long droppedBefore) {
            body = settings.request().body(segment, segmenter);
            samples = segment.samples();
            fromMillis = millis(segment.from() - droppedBefore);
            speechFromMillis = millis(segment.speechFrom() - droppedBefore);
            speechToMillis = millis(segment.speechTo() - droppedBefore);
            toMillis = millis(segment.to() - droppedBefore);
        }

        boolean isWaiting() {
            return !done && attempts == 0;
        }

        private void send() {
            attempts++;
            if (streamEnded) {
                waitForAnswers();
            }
            try {
                giveUp = transport.post(
                        link.uri(), headers, Objects.requireNonNull(body), settings.requestTimeout(), this);
            } catch (RuntimeException e) {
                var told = errors.failed(e);
                later(() -> fail(new SttEvent.Error(told.reason(), true), "not sent"));
            }
        }

        @Override
        public void onAnswer(int httpStatus, String retryAfter, String answer) {
            if (closed) {
                return;
            }
            listener.onMessage();
            if (httpStatus < 200 || httpStatus > 299) {
                failed(errors.refused(httpStatus, retryAfter, answer), "HTTP " + httpStatus);
                return;
            }
            var read = Transcription.read(answer);
            if (read != null && read.error().isEmpty()) {
                heard(read);
            } else if (read != null) {
                failed(new SttEvent.Error(errors.complains(read.error())), "complaint");
            } else if (RefusalBody.isWebPage(answer)) {
                failed(errors.refused(httpStatus, retryAfter, answer), "a page");
            } else {
                failed(new SttEvent.Error(errors.unreadable(answer.length())), "unreadable");
            }
        }

        @Override
        public void onFailed(Throwable cause) {
            if (!closed) {
                overdue |= cause instanceof SocketTimeoutException;
                failed(errors.failed(cause), "not answered");
            }
        }

        /** A server that refuses at once may be restarting, and back in some seconds; one that takes all the time there is holds up what comes behind. */
        private int mostAttempts() {
            return 1 + settings.retries() + (overdue ? 0 : QUICK_RETRIES);
        }

        private void failed(SttEvent.Error error, String why) {
            boolean patient = error.retryAfter().compareTo(settings.requestTimeout()) <= 0;
            if (error.fatal() || attempts >= mostAttempts() || !patient) {
                fail(error, why);
                return;
            }
            if (attempts == 1) {
                listener.onEvent(error);
            }
            if (!closed) {
                giveUp = transport.after(pause(error.retryAfter()), this::send);
            }
        }

        private Duration pause(Duration asked) {
            var own = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, 8));
            var bounded = own.compareTo(LONGEST_WAIT) < 0 ? own : LONGEST_WAIT;
            return asked.compareTo(bounded) > 0 ? asked : bounded;
        }

        private void heard(Transcription answer) {
            underWay--;
            done = true;
            if (answer.isSoundsOnly()) {
                problem = new SttEvent.Error(errors.noSpeech(
                        samples / (double) settings.link().sampleRateHz(),
                        "it names a sound, in brackets",
                        "nothing, if nobody spoke: such an answer holds no words"));
            } else if (settings.noSpeech() > 0
                    && answer.noSpeech() >= settings.noSpeech()
                    && !answer.text().isEmpty()) {
                problem = new SttEvent.Error(errors.noSpeech(
                        samples / (double) settings.link().sampleRateHz(),
                        "no_speech_prob=" + answer.noSpeech(),
                        "if it was speech, raise dropNoSpeech(..)"));
            } else {
                text = answer.text();
                words = SegmentWords.of(text, answer.words(), fromMillis, speechFromMillis, speechToMillis, toMillis);
            }
            sendWaiting();
            if (streamEnded) {
                waitForAnswers(); // it is still at work
            }
            deliver();
        }

        private void tell() {
            if (problem != null) {
                listener.onEvent(problem);
            }
            int finals = Math.max(marks, text.isEmpty() && !last ? 0 : 1);
            for (int i = 0; i < finals && !closed; i++) {
                listener.onEvent(new SttEvent.Final(
                        i == 0 ? text : "", i == 0 ? words : List.of(), marks > 0, last && i == finals - 1));
            }
            if (last && !closed) {
                over();
                listener.onEvent(new SttEvent.Closed(NORMAL_CLOSURE, "", true));
            }
        }
    }
}
