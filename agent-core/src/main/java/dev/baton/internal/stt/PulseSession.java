package dev.baton.internal.stt;

import dev.baton.internal.json.PulseMessages;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import java.util.Objects;

/**
 * One session with Smallest Pulse over one connection.
 *
 * <pre>{@code
 *  CONNECTING --open--> OPEN --close_stream--> (waits for the last message) --close 1000--> CLOSED
 * }</pre>
 *
 * A close before the last message that we asked for is an outage: an error, then {@link SttEvent.Closed} with {@code asked} false.
 */
public final class PulseSession implements SttSession {
    /** Between the 50 ms and 300 ms that the vendor advises; each message costs both sides the same whatever it holds. */
    private static final int GROUPS_PER_SECOND = 10;

    /** On top of what is kept before the service listens, which is sent at once and must not make what follows look late. */
    private static final long BACKLOG_BYTES = 256 * 1024;

    private static final int NORMAL_CLOSURE = 1000;
    private static final int ABNORMAL_CLOSURE = 1006;

    private enum Phase {
        CONNECTING,
        OPEN,
        CLOSED
    }

    private final PulseLink link;
    private final SttTransport transport;
    private final SttListener listener;
    private final PulseMessages messages;
    private final ServiceErrors errors;
    private final AudioGroup group;
    private final HeldMessages held;
    private final short[] silence;
    private final long highWaterBytes;
    private final SttTransport.Connection connection;

    private Phase phase = Phase.CONNECTING;
    private boolean streamEnded;
    private boolean lastHeard;
    private boolean overdue;
    private Runnable stopWaiting = () -> {};

    private PulseSession(PulseLink link, SttTransport transport, SttListener listener) {
        this.link = link;
        this.transport = transport;
        this.listener = listener;
        messages = new PulseMessages(link.name());
        errors = new ServiceErrors(link);
        group = new AudioGroup(link.sampleRateHz() / GROUPS_PER_SECOND);
        silence = new short[link.sampleRateHz() / GROUPS_PER_SECOND];
        long heldBytes = link.heldAudio().toMillis() * link.sampleRateHz() * Short.BYTES / 1_000;
        held = new HeldMessages(heldBytes);
        highWaterBytes = heldBytes + BACKLOG_BYTES;
        connection = transport.connect(link.uri(), link.headers(), new Wire());
    }

    public static PulseSession open(PulseLink link, SttTransport transport, SttListener listener) {
        return new PulseSession(link, transport, listener);
    }

    @Override
    public void audio(short[] samples, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, samples.length);
        int from = offset;
        int end = offset + length;
        while (from < end && takesAudio()) {
            from += group.add(samples, from, end - from);
            if (group.isFull()) {
                sendGroup();
            }
        }
    }

    @Override
    public void finalizeTurn() {
        control(PulseMessages.FINALIZE);
    }

    /** Pulse has no message for it, and integrators see it hang up after about ten seconds without audio: a little silence is sent, as they do. */
    @Override
    public int keepAlive() {
        if (phase != Phase.OPEN || streamEnded) {
            return 0;
        }
        audio(silence, 0, silence.length);
        if (group.samples() > 0) {
            sendGroup();
        }
        return silence.length;
    }

    @Override
    public void closeStream() {
        if (takesAudio()) {
            control(PulseMessages.CLOSE_STREAM);
            streamEnded = true;
            waitForLast();
        }
    }

    @Override
    public void abort() {
        if (phase != Phase.CLOSED) {
            over();
            connection.abort();
            listener.onEvent(new SttEvent.Closed(ABNORMAL_CLOSURE, "aborted", true));
        }
    }

    private boolean takesAudio() {
        return phase != Phase.CLOSED && !streamEnded;
    }

    private void control(String message) {
        if (group.samples() > 0 && takesAudio()) {
            sendGroup();
        }
        // Telling about dropped audio may have ended the session.
        if (takesAudio()) {
            if (phase == Phase.OPEN) {
                connection.sendText(message);
            } else {
                held.addControl(message);
            }
        }
    }

    private void sendGroup() {
        int samples = group.samples();
        var bytes = group.take();
        if (phase == Phase.CONNECTING) {
            dropped(held.addAudio(bytes) / Short.BYTES);
        } else if (connection.pendingBytes() + bytes.remaining() > highWaterBytes) {
            dropped(samples);
        } else {
            connection.sendBinary(bytes);
        }
    }

    private void dropped(long samples) {
        if (samples > 0) {
            listener.onEvent(new SttEvent.AudioDropped(samples));
        }
    }

    private void waitForLast() {
        if (phase == Phase.OPEN && streamEnded) {
            stopWaiting = transport.after(link.closeTimeout(), () -> {
                if (phase == Phase.OPEN) {
                    overdue = true;
                    connection.close(NORMAL_CLOSURE, "");
                    listener.onEvent(new SttEvent.Error(errors.closeTimeout()));
                }
            });
        }
    }

    private void over() {
        phase = Phase.CLOSED;
        stopWaiting.run();
    }

    /** An outage: whatever was not sent is lost with it. */
    private void fail(SttEvent.Error error, SttEvent.Closed closed) {
        over();
        long unsent = held.discard() / Short.BYTES + group.samples();
        group.take();
        listener.onEvent(error);
        dropped(unsent);
        listener.onEvent(closed);
    }

    private final class Wire implements SttTransport.Listener {
        @Override
        public void onOpen() {
            if (phase == Phase.CONNECTING) {
                phase = Phase.OPEN;
                held.sendTo(connection);
                waitForLast();
                listener.onEvent(new SttEvent.Ready(link.address()));
            }
        }

        @Override
        public void onRefused(int httpStatus, String retryAfter, String body) {
            if (phase != Phase.CLOSED) {
                fail(
                        new SttEvent.Error(
                                errors.refused(httpStatus, retryAfter, body), ServiceErrors.isFatal(httpStatus)),
                        new SttEvent.Closed(ABNORMAL_CLOSURE, "HTTP " + httpStatus, false));
            }
        }

        @Override
        public void onFailed(Throwable cause) {
            if (phase != Phase.CLOSED) {
                fail(
                        new SttEvent.Error(errors.failed(cause)),
                        new SttEvent.Closed(ABNORMAL_CLOSURE, "not connected", false));
            }
        }

        @Override
        public void onText(String text) {
            if (phase != Phase.OPEN) {
                return;
            }
            var event = messages.parse(link.withoutKey(text));
            if (event instanceof SttEvent.Final last && last.last()) {
                lastHeard = true;
                stopWaiting.run();
                connection.close(NORMAL_CLOSURE, "");
            }
            if (event != null) {
                listener.onEvent(event);
            }
        }

        @Override
        public void onClosed(int code, String reason) {
            if (phase == Phase.CLOSED) {
                return;
            }
            boolean asked = streamEnded && (lastHeard || overdue || code == NORMAL_CLOSURE);
            var closed = new SttEvent.Closed(code, link.withoutKey(reason), asked);
            if (!asked) {
                fail(new SttEvent.Error(errors.lost(code, reason)), closed);
                return;
            }
            over();
            if (!lastHeard && !overdue) {
                listener.onEvent(new SttEvent.Error(errors.endedWithoutLast(code)));
            }
            listener.onEvent(closed);
        }
    }
}
