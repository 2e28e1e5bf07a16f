package dev.baton.internal.journal;

import dev.baton.journal.JournalEntry;
import dev.baton.stt.SttTransport;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** The network as it was: sessions hear what they heard, and what they send is held against the tape. */
final class ReplayTransport implements SttTransport {
    private final Tape tape;
    private final ReplayLoop loop;
    private final CRC32C crc = new CRC32C();
    private final Map<Integer, Listener> listeners = new HashMap<>();
    private final Map<Integer, AnswerListener> requests = new HashMap<>();
    private final Map<Integer, Runnable> timers = new HashMap<>();
    private int connections;
    private int timersSet;

    ReplayTransport(Tape tape, ReplayLoop loop) {
        this.tape = tape;
        this.loop = loop;
    }

    @Override
    public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
        int number = ++connections;
        listeners.put(number, listener);
        if (tape.peek() instanceof JournalEntry.Connecting connecting && connecting.connection() == number) {
            tape.take(); // wherever the service is told to be now
        } else if (!tape.differs()) {
            tape.differ(loop.nanoTime(), "connection " + number);
        }
        return new Sent(number, new Secrets(uri, headers));
    }

    @Override
    public Runnable post(
            URI uri, Map<String, String> headers, ByteBuffer body, Duration timeout, AnswerListener listener) {
        int number = ++connections;
        requests.put(number, listener);
        if (tape.peek() instanceof JournalEntry.Posted posted
                && posted.connection() == number
                && posted.length() == body.remaining()) {
            tape.take();
        } else if (!tape.differs()) {
            tape.differ(loop.nanoTime(), "request " + number + " of " + body.remaining() + " bytes");
        }
        return () -> aborted(number);
    }

    private void aborted(int number) {
        sent(
                tape.peek() instanceof JournalEntry.Aborted next
                        ? new JournalEntry.Aborted(next.atNanos(), number)
                        : new JournalEntry.Aborted(loop.nanoTime(), number));
    }

    /** When something was sent is no decision: only what, and in which order. */
    private void sent(JournalEntry entry) {
        tape.expect(entry);
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        int number = ++timersSet;
        timers.put(number, task);
        return () -> timers.remove(number);
    }

    /** Takes the entry off the tape and lets it take effect. */
    void comesInAgain(JournalEntry entry) {
        if (entry instanceof JournalEntry.TimerFired fired) {
            var task = timers.remove(fired.timer());
            if (task != null) {
                tape.take();
                task.run();
            }
        } else if (entry instanceof JournalEntry.Answered answered) {
            var request = requests.remove(answered.connection());
            if (request != null) {
                tape.take();
                request.onAnswer(answered.status(), answered.retryAfter(), answered.body());
            }
        } else if (entry instanceof JournalEntry.Failed failed && requests.containsKey(failed.connection())) {
            tape.take();
            requests.remove(failed.connection()).onFailed(WireFailure.cause(failed));
        } else if (entry instanceof JournalEntry.Wire wire) {
            var listener = listeners.get(wire.connection());
            if (listener != null && isReceived(wire)) {
                tape.take();
                tell(listener, wire);
            }
        }
    }

    private static boolean isReceived(JournalEntry.Wire wire) {
        return wire instanceof JournalEntry.Opened
                || wire instanceof JournalEntry.Refused
                || wire instanceof JournalEntry.Failed
                || wire instanceof JournalEntry.TextReceived
                || wire instanceof JournalEntry.BinaryReceived
                || wire instanceof JournalEntry.Writable
                || wire instanceof JournalEntry.Closed;
    }

    private static void tell(Listener listener, JournalEntry.Wire wire) {
        if (wire instanceof JournalEntry.Opened) {
            listener.onOpen();
        } else if (wire instanceof JournalEntry.Refused refused) {
            listener.onRefused(refused.status(), refused.retryAfter(), refused.body());
        } else if (wire instanceof JournalEntry.Failed failed) {
            listener.onFailed(WireFailure.cause(failed));
        } else if (wire instanceof JournalEntry.TextReceived received) {
            listener.onText(received.text());
        } else if (wire instanceof JournalEntry.BinaryReceived received) {
            listener.onBinary(ByteBuffer.allocate(received.length()));
        } else if (wire instanceof JournalEntry.Writable) {
            listener.onWritable();
        } else if (wire instanceof JournalEntry.Closed closed) {
            listener.onClosed(closed.code(), closed.reason());
        }
    }

    /** What a session has to send to. */
    private final class Sent implements Connection {
        private final int number;
        private final Secrets secrets;
        private long pending;

        Sent(int number, Secrets secrets) {
            this.number = number;
            this.secrets = secrets;
        }

        /** The recorded time where the tape has the same there, so that only what was sent is held against it. */
        private long timeOf(Class<? extends JournalEntry> kind) {
            var next = tape.peek();
            return kind.isInstance(next) ? next.atNanos() : loop.nanoTime();
        }

        @Override
        public void sendBinary(ByteBuffer bytes) {
            sent(new JournalEntry.BinarySent(
                    timeOf(JournalEntry.BinarySent.class), number, bytes.remaining(), JournalFormat.crc(crc, bytes)));
        }

        @Override
        public void sendText(String text) {
            sent(new JournalEntry.TextSent(timeOf(JournalEntry.TextSent.class), number, secrets.without(text)));
        }

        @Override
        public long pendingBytes() {
            if (tape.peek() instanceof JournalEntry.PendingSeen seen && seen.connection() == number) {
                tape.take();
                pending = seen.bytes();
            }
            return pending;
        }

        @Override
        public void close(int code, String reason) {
            sent(new JournalEntry.CloseSent(
                    timeOf(JournalEntry.CloseSent.class), number, code, secrets.without(reason)));
        }

        @Override
        public void abort() {
            sent(new JournalEntry.Aborted(timeOf(JournalEntry.Aborted.class), number));
        }
    }
}
