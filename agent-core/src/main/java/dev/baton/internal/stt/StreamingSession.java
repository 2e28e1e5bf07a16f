package dev.baton.internal.stt;

import dev.baton.internal.json.ServiceMessages;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One session with a streaming recogniser over one connection; the same for every service, which brings its {@link ServiceMessages}.
 *
 * <pre>{@code
 *  CONNECTING --open, greeted where the service greets--> OPEN --end of stream--> (waits for the last message) --close 1000--> CLOSED
 * }</pre>
 *
 * A close before the last message that we asked for is an outage: an error, then {@link SttEvent.Closed} with {@code asked} false. So is a network that takes nothing for the stall time-out.
 */
public final class StreamingSession implements SttSession {
    /** Two seconds of audio at 16 kHz: more than a live stream has under way, less than is worth having lost. */
    static final long HIGH_WATER_BYTES = 64 * 1024;

    static final long LOW_WATER_BYTES = HIGH_WATER_BYTES / 2;

    /** On top of what is kept before the service listens, which is sent at once: who goes on in spite of the high-water mark loses what lies above this. */
    private static final long BACKLOG_BYTES = 256 * 1024;

    /** After the end of the stream each message is waited for anew, but not for ever. */
    private static final int MOST_WAITS = 100;

    private static final int NORMAL_CLOSURE = 1000;
    private static final int ABNORMAL_CLOSURE = 1006;

    private enum Phase {
        /** Until the service listens, which is not always when the WebSocket stands. */
        CONNECTING,
        OPEN,
        CLOSED
    }

    private final ServiceLink link;
    private final SttTransport transport;
    private final SttListener listener;
    private final ServiceMessages messages;
    private final ServiceErrors errors;
    private final AudioGroup group;
    private final HeldMessages held;
    private final int shortestSamples;
    private final int chunkSamples;
    private final SttTransport.Connection connection;
    private final SendWindow window;

    private Phase phase = Phase.CONNECTING;
    private boolean connected;
    private boolean streamEnded;
    private boolean lastHeard;
    private boolean overdue;
    private int waits;
    private short @Nullable [] silence;
    private Runnable stopWaiting = () -> {};

    private StreamingSession(ServiceLink link, SttTransport transport, SttListener listener) {
        this.link = link;
        this.transport = transport;
        this.listener = listener;
        messages = link.messages().get();
        errors = new ServiceErrors(link);
        shortestSamples = samplesAtLeast(link.shortestMessage());
        chunkSamples = Math.max(samples(link.chunk()), shortestSamples);
        group = new AudioGroup(chunkSamples, link.encoding());
        long heldBytes = (long) samples(link.heldAudio()) * link.encoding().bytesPerSample();
        held = new HeldMessages(heldBytes);
        connection = transport.connect(link.uri(), link.headers(), new Wire());
        window = new SendWindow(
                transport, connection, HIGH_WATER_BYTES, heldBytes + BACKLOG_BYTES, link.stallTimeout(), this::stalled);
    }

    public static StreamingSession open(ServiceLink link, SttTransport transport, SttListener listener) {
        return new StreamingSession(link, transport, listener);
    }

    private int samples(Duration length) {
        return Math.toIntExact(length.toMillis() * link.sampleRateHz() / 1_000);
    }

    private int samplesAtLeast(Duration length) {
        return Math.toIntExact((length.toMillis() * link.sampleRateHz() + 999) / 1_000);
    }

    @Override
    public void audio(short[] samples, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, samples.length);
        int from = offset;
        int end = offset + length;
        while (from < end && takesAudio()) {
            from += group.add(samples, from, end - from);
            if (group.isFull()) {
                sendGroup(0);
            }
        }
    }

    @Override
    public boolean isWritable() {
        return window.isOpen() && phase == Phase.OPEN;
    }

    @Override
    public void finalizeTurn() {
        var request = messages.finalizeRequest();
        if (request != null) {
            control(request);
        }
    }

    @Override
    public int keepAlive() {
        if (phase != Phase.OPEN || streamEnded) {
            return 0;
        }
        var message = messages.keepAlive();
        if (message != null) {
            connection.sendText(message);
            return 0;
        }
        return sendSilence();
    }

    /** For services without a message: one chunk, which their integrators send as well. */
    private int sendSilence() {
        var quiet = silence();
        audio(quiet, 0, quiet.length);
        int padding = group.samples() > 0 ? pad() : 0;
        if (group.samples() > 0) {
            sendGroup(padding);
        }
        return quiet.length + padding;
    }

    private short[] silence() {
        if (silence == null) {
            silence = new short[chunkSamples];
        }
        return silence;
    }

    /** @return samples of silence that were added, since the service takes no message as short as what is left */
    private int pad() {
        int missing = shortestSamples - group.samples();
        return missing > 0 ? group.add(silence(), 0, missing) : 0;
    }

    @Override
    public void closeStream() {
        if (takesAudio()) {
            control(messages.closeStream());
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
            int padding = pad();
            if (sendGroup(padding) && padding > 0) {
                listener.onEvent(new SttEvent.SilenceSent(padding));
            }
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

    /**
     * @param padding samples of silence at its end
     * @return whether it is on its way
     */
    private boolean sendGroup(int padding) {
        int samples = group.samples() - padding;
        var bytes = group.take();
        if (phase == Phase.CONNECTING) {
            int width = link.encoding().bytesPerSample();
            dropped(held.addAudio(bytes, padding * width) / width);
            return true;
        }
        boolean fits = window.admits(bytes.remaining());
        if (fits) {
            connection.sendBinary(bytes);
            window.sent();
        } else {
            dropped(samples);
        }
        return fits;
    }

    private void dropped(long samples) {
        if (samples > 0) {
            listener.onEvent(new SttEvent.AudioDropped(samples));
        }
    }

    private void stalled() {
        if (phase == Phase.OPEN) {
            connection.abort();
            fail(new SttEvent.Error(errors.stalled()), new SttEvent.Closed(ABNORMAL_CLOSURE, "stalled", false));
        }
    }

    private void waitForLast() {
        if (phase == Phase.OPEN && streamEnded && waits < MOST_WAITS) {
            waits++;
            stopWaiting.run();
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
        window.stop();
    }

    /** An outage: whatever was not sent is lost with it. */
    private void fail(SttEvent.Error error, SttEvent.Closed closed) {
        over();
        long unsent = held.discard() / link.encoding().bytesPerSample() + group.samples();
        group.take();
        listener.onEvent(error);
        dropped(unsent);
        listener.onEvent(closed);
    }

    private final class Wire implements SttTransport.Listener {
        @Override
        public void onOpen() {
            if (phase == Phase.CONNECTING) {
                var begin = messages.begin();
                if (begin != null) {
                    connection.sendText(begin);
                }
                if (messages.greets()) {
                    connected = true;
                    waitForGreeting();
                } else {
                    listens();
                }
            }
        }

        private void waitForGreeting() {
            stopWaiting = transport.after(link.readyTimeout(), () -> {
                if (phase == Phase.CONNECTING) {
                    connection.abort();
                    fail(
                            new SttEvent.Error(errors.notReady()),
                            new SttEvent.Closed(ABNORMAL_CLOSURE, "not ready", false));
                }
            });
        }

        private void listens() {
            phase = Phase.OPEN;
            stopWaiting.run();
            held.sendTo(connection);
            waitForLast();
            listener.onEvent(new SttEvent.Ready(link.address()));
        }

        @Override
        public void onRefused(int httpStatus, String retryAfter, String body) {
            if (phase != Phase.CLOSED) {
                fail(
                        errors.refused(httpStatus, retryAfter, body),
                        new SttEvent.Closed(ABNORMAL_CLOSURE, "HTTP " + httpStatus, false));
            }
        }

        @Override
        public void onFailed(Throwable cause) {
            if (phase != Phase.CLOSED) {
                fail(errors.failed(cause), new SttEvent.Closed(ABNORMAL_CLOSURE, "not connected", false));
            }
        }

        @Override
        public void onWritable() {
            if (phase == Phase.OPEN) {
                window.flowsAgain();
                listener.onWritable();
            }
        }

        @Override
        public void onText(String text) {
            if (phase == Phase.OPEN || connected) {
                if (streamEnded && phase == Phase.OPEN) {
                    waitForLast(); // it is still at work
                }
                listener.onMessage();
                messages.read(link.withoutKey(text), this::said);
            }
        }

        private void said(SttEvent event) {
            boolean greeting = event instanceof SttEvent.Ready;
            if (phase == Phase.CONNECTING && (greeting || isText(event))) {
                listens(); // who has text for us has been listening
            }
            if (greeting) {
                return;
            }
            if (event instanceof SttEvent.Final last && last.last() && phase == Phase.OPEN) {
                lastHeard = true;
                stopWaiting.run();
                connection.close(NORMAL_CLOSURE, "");
            }
            if (phase != Phase.CLOSED) {
                listener.onEvent(event instanceof SttEvent.Error error ? errors.withoutKey(error) : event);
            }
        }

        private static boolean isText(SttEvent event) {
            return event instanceof SttEvent.Interim || event instanceof SttEvent.Final;
        }

        @Override
        public void onClosed(int code, String reason) {
            if (phase == Phase.CLOSED) {
                return;
            }
            boolean asked = streamEnded && (lastHeard || overdue || code == NORMAL_CLOSURE);
            var closed = new SttEvent.Closed(code, link.withoutKey(reason), asked);
            if (!asked) {
                fail(errors.lost(code, reason, messages.meaningOf(code)), closed);
                return;
            }
            messages.ended(this::said);
            over();
            if (messages.announcesLast() && !lastHeard && !overdue) {
                listener.onEvent(new SttEvent.Error(errors.endedWithoutLast(code)));
            }
            listener.onEvent(closed);
        }
    }
}
