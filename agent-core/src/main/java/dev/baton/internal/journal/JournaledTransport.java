package dev.baton.internal.journal;

import dev.baton.journal.JournalEntry;
import dev.baton.stt.SttTransport;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;

/** Writes down all that passes between a session and the network, without credentials. Used on the call's loop. */
final class JournaledTransport implements SttTransport {
    private final SttTransport transport;
    private final JournalRecorder recorder;
    private int connections;
    private int timers;

    JournaledTransport(SttTransport transport, JournalRecorder recorder) {
        this.transport = transport;
        this.recorder = recorder;
    }

    @Override
    public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
        int number = ++connections;
        var secrets = new Secrets(uri, headers);
        recorder.entry(new JournalEntry.Connecting(recorder.nowNanos(), number, secrets.address(uri)));
        return new Sent(transport.connect(uri, headers, new Received(number, secrets, listener)), number, secrets);
    }

    @Override
    public Runnable post(
            URI uri, Map<String, String> headers, ByteBuffer body, Duration timeout, AnswerListener listener) {
        int number = ++connections;
        var secrets = new Secrets(uri, headers);
        recorder.entry(new JournalEntry.Posted(recorder.nowNanos(), number, secrets.address(uri), body.remaining()));
        var giveUp = transport.post(uri, headers, body, timeout, new Answered(number, secrets, listener));
        return () -> {
            recorder.entry(new JournalEntry.Aborted(recorder.nowNanos(), number));
            giveUp.run();
        };
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        int number = ++timers;
        return transport.after(delay, () -> recorder.comesIn(at -> new JournalEntry.TimerFired(at, number), task));
    }

    /** What a session is told. */
    private final class Received implements Listener {
        private final int number;
        private final Secrets secrets;
        private final Listener listener;

        Received(int number, Secrets secrets, Listener listener) {
            this.number = number;
            this.secrets = secrets;
            this.listener = listener;
        }

        @Override
        public void onOpen() {
            recorder.comesIn(at -> new JournalEntry.Opened(at, number), listener::onOpen);
        }

        @Override
        public void onRefused(int status, String retryAfter, String body) {
            recorder.comesIn(
                    at -> new JournalEntry.Refused(at, number, status, retryAfter, secrets.without(body)),
                    () -> listener.onRefused(status, retryAfter, body));
        }

        @Override
        public void onFailed(Throwable cause) {
            recorder.comesIn(at -> WireFailure.entry(at, number, cause, secrets), () -> listener.onFailed(cause));
        }

        @Override
        public void onText(String text) {
            recorder.comesIn(
                    at -> new JournalEntry.TextReceived(at, number, secrets.without(text)),
                    () -> listener.onText(text));
        }

        @Override
        public void onBinary(ByteBuffer bytes) {
            int length = bytes.remaining();
            recorder.comesIn(at -> new JournalEntry.BinaryReceived(at, number, length), () -> listener.onBinary(bytes));
        }

        @Override
        public void onWritable() {
            recorder.comesIn(at -> new JournalEntry.Writable(at, number), listener::onWritable);
        }

        @Override
        public void onClosed(int code, String reason) {
            recorder.comesIn(
                    at -> new JournalEntry.Closed(at, number, code, secrets.without(reason)),
                    () -> listener.onClosed(code, reason));
        }
    }

    /** How a request is answered. */
    private final class Answered implements AnswerListener {
        private final int number;
        private final Secrets secrets;
        private final AnswerListener listener;

        Answered(int number, Secrets secrets, AnswerListener listener) {
            this.number = number;
            this.secrets = secrets;
            this.listener = listener;
        }

        @Override
        public void onAnswer(int status, String retryAfter, String body) {
            recorder.comesIn(
                    at -> new JournalEntry.Answered(at, number, status, retryAfter, secrets.without(body)),
                    () -> listener.onAnswer(status, retryAfter, body));
        }

        @Override
        public void onFailed(Throwable cause) {
            recorder.comesIn(at -> WireFailure.entry(at, number, cause, secrets), () -> listener.onFailed(cause));
        }
    }

    /** What a session sends. */
    private final class Sent implements Connection {
        private final Connection connection;
        private final int number;
        private final Secrets secrets;
        private long pending;

        Sent(Connection connection, int number, Secrets secrets) {
            this.connection = connection;
            this.number = number;
            this.secrets = secrets;
        }

        @Override
        public void sendBinary(ByteBuffer bytes) {
            recorder.binarySent(number, bytes);
            connection.sendBinary(bytes);
        }

        @Override
        public void sendText(String text) {
            recorder.entry(new JournalEntry.TextSent(recorder.nowNanos(), number, secrets.without(text)));
            connection.sendText(text);
        }

        @Override
        public long pendingBytes() {
            long bytes = connection.pendingBytes();
            if (bytes != pending) {
                pending = bytes;
                recorder.entry(new JournalEntry.PendingSeen(recorder.nowNanos(), number, bytes));
            }
            return bytes;
        }

        @Override
        public void close(int code, String reason) {
            recorder.entry(new JournalEntry.CloseSent(recorder.nowNanos(), number, code, secrets.without(reason)));
            connection.close(code, reason);
        }

        @Override
        public void abort() {
            recorder.entry(new JournalEntry.Aborted(recorder.nowNanos(), number));
            connection.abort();
        }
    }
}
