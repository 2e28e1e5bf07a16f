package dev.baton.testkit.stt;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;

/** One stream of a call into a recogniser, without a wire. Used on the call's loop; what it says comes in a task of its own, as from a network. */
final class InMemorySession implements SttSession, SpeechStream.Output, SpeechStream.Pace {
    private static final int NORMAL = 1000;
    private static final int ABNORMAL = 1006;
    private static final int LONGEST_PIECE = 4096;

    private final SttTransport timers;
    private final SttListener listener;
    private final boolean marks;
    private final SpeechStream stream;
    private final ByteBuffer bytes =
            ByteBuffer.allocate(LONGEST_PIECE * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private boolean streamEnded;
    private boolean closed;

    InMemorySession(
            SpeechStream.Settings settings,
            Recognizer recognizer,
            boolean marks,
            String address,
            SttTransport timers,
            SttListener listener) {
        this.timers = timers;
        this.listener = listener;
        this.marks = marks;
        stream = new SpeechStream(settings, recognizer, this, this);
        say(new SttEvent.Ready(address));
    }

    @Override
    public void audio(short[] samples, int offset, int length) {
        for (int at = offset; at < offset + length && !streamEnded && !closed; at += LONGEST_PIECE) {
            int piece = Math.min(LONGEST_PIECE, offset + length - at);
            bytes.clear();
            for (int i = 0; i < piece; i++) {
                bytes.putShort(samples[at + i]);
            }
            stream.audio(bytes.flip());
        }
    }

    @Override
    public void finalizeTurn() {
        if (!streamEnded && !closed) {
            stream.requestFinal();
        }
    }

    @Override
    public void closeStream() {
        if (!streamEnded && !closed) {
            streamEnded = true;
            stream.end();
        }
    }

    @Override
    public void abort() {
        if (!closed) {
            close(new SttEvent.Closed(ABNORMAL, "aborted", true));
        }
    }

    private void close(SttEvent.Closed last) {
        closed = true;
        stream.abort();
        listener.onEvent(last);
    }

    private void say(SttEvent event) {
        schedule(0, () -> {
            if (!closed) {
                listener.onEvent(event);
                if (event instanceof SttEvent.Final text && text.last()) {
                    close(new SttEvent.Closed(NORMAL, "", true));
                } else if (event instanceof SttEvent.Error) {
                    close(new SttEvent.Closed(ABNORMAL, "", streamEnded));
                }
            }
        });
    }

    // SpeechStream.Pace: the recogniser answers within the call, so nothing has to hop and no time passes

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void schedule(long delayNanos, Runnable task) {
        timers.after(Duration.ofNanos(delayNanos), task);
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    // SpeechStream.Output

    @Override
    public void speechStarted(long atMillis) {
        say(new SttEvent.SpeechStarted(atMillis));
    }

    @Override
    public void speechEnded(long atMillis) {
        say(new SttEvent.SpeechEnded(atMillis));
    }

    @Override
    public void interim(List<Recognizer.Word> words) {
        say(new SttEvent.Interim(text(words), timed(words)));
    }

    @Override
    public void finalText(List<Recognizer.Word> words, SpeechStream.Cause cause, long upToMillis) {
        boolean answers = marks && cause == SpeechStream.Cause.REQUEST;
        say(new SttEvent.Final(text(words), timed(words), answers, cause == SpeechStream.Cause.END));
    }

    @Override
    public void failed(String reason) {
        say(new SttEvent.Error(new BatonException(
                ErrorCode.STT_LOST,
                "the recogniser in memory failed: " + reason,
                "",
                "see the log of the recogniser; real time shows whether it is virtual time's fault")));
    }

    private static String text(List<Recognizer.Word> words) {
        return new Recognizer.Transcript(words).text();
    }

    private static List<SttEvent.Word> timed(List<Recognizer.Word> words) {
        return words.stream()
                .map(word -> new SttEvent.Word(word.text(), word.startMillis(), word.endMillis(), word.confidence()))
                .toList();
    }
}
