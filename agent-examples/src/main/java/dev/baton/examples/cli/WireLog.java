package dev.baton.examples.cli;

import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttCapabilities;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;

/**
 * A recogniser whose text messages can be read along, for {@code -vv}. Audio is left out, and so are headers, which hold the key. Used on the call's event loop.
 */
final class WireLog implements SpeechToText {
    /** Hears messages as they are on the wire. */
    interface Reader {
        /** @param sent whether it went to the recogniser; otherwise it came from there */
        void message(boolean sent, String text);
    }

    private final SpeechToText service;
    private volatile Reader reader = (sent, text) -> {};

    WireLog(SpeechToText service) {
        this.service = service;
    }

    /** To be called before the call begins. */
    void readBy(Reader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return service.name();
    }

    @Override
    public String address() {
        return service.address();
    }

    @Override
    public SttCapabilities capabilities() {
        return service.capabilities();
    }

    @Override
    public int sampleRateHz() {
        return service.sampleRateHz();
    }

    @Override
    public SttSession open(SttTransport transport, SttListener listener) {
        return service.open(new Transport(transport, reader), listener);
    }

    private record Transport(SttTransport transport, Reader reader) implements SttTransport {
        @Override
        public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
            return new Sent(transport.connect(uri, headers, new Received(listener, reader)), reader);
        }

        @Override
        public Runnable post(
                URI uri, Map<String, String> headers, ByteBuffer body, Duration timeout, AnswerListener listener) {
            reader.message(true, "POST " + uri.getPath() + " of " + body.remaining() + " bytes");
            return transport.post(uri, headers, body, timeout, new Answered(listener, reader));
        }

        @Override
        public Runnable after(Duration delay, Runnable task) {
            return transport.after(delay, task);
        }
    }

    private record Answered(SttTransport.AnswerListener listener, Reader reader)
            implements SttTransport.AnswerListener {
        @Override
        public void onAnswer(int httpStatus, String retryAfter, String body) {
            reader.message(false, "HTTP " + httpStatus + " " + body);
            listener.onAnswer(httpStatus, retryAfter, body);
        }

        @Override
        public void onFailed(Throwable cause) {
            listener.onFailed(cause);
        }
    }

    private record Sent(SttTransport.Connection connection, Reader reader) implements SttTransport.Connection {
        @Override
        public void sendBinary(ByteBuffer bytes) {
            connection.sendBinary(bytes);
        }

        @Override
        public void sendText(String text) {
            reader.message(true, text);
            connection.sendText(text);
        }

        @Override
        public long pendingBytes() {
            return connection.pendingBytes();
        }

        @Override
        public void close(int code, String reason) {
            reader.message(true, "close " + code);
            connection.close(code, reason);
        }

        @Override
        public void abort() {
            connection.abort();
        }
    }

    private record Received(SttTransport.Listener listener, Reader reader) implements SttTransport.Listener {
        @Override
        public void onOpen() {
            listener.onOpen();
        }

        @Override
        public void onRefused(int httpStatus, String retryAfter, String body) {
            reader.message(false, "HTTP " + httpStatus + " " + body);
            listener.onRefused(httpStatus, retryAfter, body);
        }

        @Override
        public void onFailed(Throwable cause) {
            listener.onFailed(cause);
        }

        @Override
        public void onText(String text) {
            reader.message(false, text);
            listener.onText(text);
        }

        @Override
        public void onWritable() {
            listener.onWritable();
        }

        @Override
        public void onClosed(int code, String reason) {
            reader.message(false, "closed " + code);
            listener.onClosed(code, reason);
        }
    }
}
