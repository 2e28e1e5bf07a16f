package dev.baton.internal.translate;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioEncoding;
import dev.baton.internal.json.CambAudioWriter;
import dev.baton.internal.json.CambRealtimeMessages;
import dev.baton.internal.json.CloseMeaning;
import dev.baton.internal.stt.AudioGroup;
import dev.baton.internal.stt.HeldMessages;
import dev.baton.internal.stt.SendWindow;
import dev.baton.internal.stt.ServiceErrors;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttTransport;
import dev.baton.translate.TranslationEvent;
import dev.baton.translate.TranslationListener;
import dev.baton.translate.TranslationSession;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;

/**
 * One session with CAMB's realtime translation over one connection.
 *
 * <pre>{@code
 *  CONNECTING --open: session.update--> STARTING --session.created: kept audio--> OPEN --close 1000--> CLOSING --> CLOSED
 * }</pre>
 *
 * The protocol has no message for the end of the audio, nor one that ends the stream: after {@link #finish} the session waits until nothing is {@link Outstanding} and the service has been quiet for a while.
 * Each of these waits is bounded. A close that nobody asked for is an outage; what was under way is lost, and told.
 */
public final class RealtimeSession implements TranslationSession {
    /** Two seconds of audio as it is on the wire, base64 in JSON. */
    static final long HIGH_WATER_BYTES = 128 * 1024;

    /** On top of what is kept before the service listens, which is sent at once. */
    private static final long BACKLOG_BYTES = 512 * 1024;

    private static final int NORMAL_CLOSURE = 1000;
    private static final int ABNORMAL_CLOSURE = 1006;

    private enum Phase {
        CONNECTING,
        /** The service knows what is wanted, and boots. */
        STARTING,
        OPEN,
        /** We have asked for the end of the connection. */
        CLOSING,
        CLOSED
    }

    private final RealtimeLink link;
    private final SttTransport transport;
    private final TranslationListener listener;
    private final ServiceErrors errors;
    private final CambRealtimeMessages messages;
    private final Outstanding outstanding;
    private final AudioGroup group;
    private final HeldMessages held;
    private final CambAudioWriter writer;
    private final SttTransport.Connection connection;
    private final SendWindow window;
    private final SttTransport.Connection wireAudio = new AudioAsText();

    private Phase phase = Phase.CONNECTING;
    private boolean finishing;
    private boolean refused;
    private long lostBeforeReady;
    private Runnable stopWaiting = () -> {};
    private Runnable stopFinishing = () -> {};

    private RealtimeSession(RealtimeLink link, SttTransport transport, TranslationListener listener) {
        this.link = link;
        this.transport = transport;
        this.listener = listener;
        errors = new ServiceErrors(link);
        messages = new CambRealtimeMessages(link.name(), link.taught());
        outstanding = new Outstanding(
                link.request().text(), link.request().audio(), RealtimeLink.samples(Duration.ofSeconds(1)));
        int chunkSamples = RealtimeLink.samples(link.chunk());
        group = new AudioGroup(chunkSamples, AudioEncoding.LINEAR16);
        long heldBytes = (long) RealtimeLink.samples(link.heldAudio()) * Short.BYTES;
        held = new HeldMessages(heldBytes);
        writer = new CambAudioWriter(chunkSamples * Short.BYTES);
        connection = transport.connect(link.uri(), link.headers(), new Wire());
        window = new SendWindow(
                transport,
                connection,
                HIGH_WATER_BYTES,
                heldBytes * 4 / 3 + BACKLOG_BYTES,
                link.stallTimeout(),
                this::stalled);
    }

    public static TranslationSession open(RealtimeLink link, SttTransport transport, TranslationListener listener) {
        return new RealtimeSession(link, transport, listener);
    }

    @Override
    public void audio(short[] samples, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, samples.length);
        if (takesAudio()) {
            outstanding.sent(samples, offset, length);
            add(samples, offset, length);
        }
    }

    private void add(short[] samples, int offset, int length) {
        int end = offset + length;
        for (int from = offset; from < end && isLive(); ) {
            from += group.add(samples, from, end - from);
            if (group.isFull()) {
                sendGroup();
            }
        }
    }

    private boolean isLive() {
        return phase == Phase.CONNECTING || phase == Phase.STARTING || phase == Phase.OPEN;
    }

    private boolean takesAudio() {
        return isLive() && !finishing;
    }

    @Override
    public boolean isWritable() {
        return window.isOpen() && phase == Phase.OPEN;
    }

    private void sendGroup() {
        var bytes = group.take();
        if (phase == Phase.OPEN) {
            wireAudio.sendBinary(bytes);
        } else {
            lostBeforeReady += held.addAudio(bytes, 0) / Short.BYTES;
            if (lostBeforeReady >= RealtimeLink.samples(Duration.ofSeconds(1))) {
                tellWhatWasLostBeforeReady(); // not of each message: a cold start may take minutes
            }
        }
    }

    private void tellWhatWasLostBeforeReady() {
        long lost = lostBeforeReady;
        lostBeforeReady = 0;
        dropped(lost);
    }

    private void dropped(long samples) {
        if (samples > 0) {
            listener.onEvent(new TranslationEvent.AudioDropped(samples));
        }
    }

    @Override
    public void finish() {
        if (takesAudio()) {
            finishing = true;
            if (phase == Phase.OPEN) {
                sendTrailingSilence();
            } else if (group.samples() > 0) {
                sendGroup(); // the silence comes when the service listens: kept, it would push out speech
            }
            waitForEnd();
        }
    }

    private void sendTrailingSilence() {
        var silence = new short[RealtimeLink.samples(link.trailingSilence())];
        add(silence, 0, silence.length);
        if (group.samples() > 0 && isLive()) {
            sendGroup();
        }
    }

    private void waitForEnd() {
        if (phase == Phase.OPEN) {
            stopFinishing = transport.after(
                    link.waits().finish(), () -> giveUp(link.waits().finish()));
            waitForMore();
        }
    }

    /** The service is given another while, as after each sign that it is at work. */
    private void waitForMore() {
        stopWaiting.run();
        boolean due = outstanding.any();
        var patience = due || outstanding.mayBeMore()
                ? link.waits().quiet()
                : link.waits().settle();
        stopWaiting = transport.after(patience, () -> {
            if (due) {
                giveUp(patience);
            } else {
                close();
            }
        });
    }

    private void giveUp(Duration waited) {
        if (phase == Phase.OPEN) {
            var due = outstanding.what();
            tell(
                    new TranslationEvent.Error(
                            new BatonException(
                                    ErrorCode.STT_CLOSE_TIMEOUT,
                                    link.name() + " did not come to an end within " + waited.toMillis() + " ms"
                                            + (due.isEmpty() ? "" : " and owes " + due),
                                    "sent all audio to " + link.address() + " and waited",
                                    "the translation of what was said last may be missing; clear speech alone is translated, and longer waits are quietLimit and finishLimit")));
            close();
        }
    }

    @Override
    public void close() {
        if (isLive()) {
            boolean connected = phase != Phase.CONNECTING;
            phase = Phase.CLOSING;
            stop();
            if (connected) {
                connection.close(NORMAL_CLOSURE, "");
            } else {
                connection.abort();
                closed(new TranslationEvent.Closed(ABNORMAL_CLOSURE, "closed before it was open", true));
            }
        }
    }

    @Override
    public void abort() {
        if (phase != Phase.CLOSED) {
            stop();
            connection.abort();
            closed(new TranslationEvent.Closed(ABNORMAL_CLOSURE, "aborted", true));
        }
    }

    private void stalled() {
        if (phase == Phase.OPEN) {
            connection.abort();
            fail(new TranslationEvent.Error(errors.stalled()), ABNORMAL_CLOSURE, "stalled");
        }
    }

    private void stop() {
        stopWaiting.run();
        stopFinishing.run();
        window.stop();
    }

    private void closed(TranslationEvent.Closed closed) {
        phase = Phase.CLOSED;
        listener.onEvent(closed);
    }

    /** An outage: whatever was not sent is lost with it, and what was sent and is not translated. */
    private void fail(TranslationEvent.Error error, int code, String reason) {
        phase = Phase.CLOSED;
        stop();
        long unsent = held.discard() / Short.BYTES + group.samples() + lostBeforeReady;
        lostBeforeReady = 0;
        group.take();
        listener.onEvent(error);
        dropped(unsent);
        closed(new TranslationEvent.Closed(code, reason, false));
    }

    private void tell(TranslationEvent event) {
        if (phase != Phase.CLOSED) {
            listener.onEvent(event);
        }
    }

    private static TranslationEvent.Error of(SttEvent.Error error) {
        return new TranslationEvent.Error(error.reason(), error.fatal(), error.retryAfter());
    }

    /** Audio as this service takes it, for whoever has binary messages to send. */
    private final class AudioAsText implements SttTransport.Connection {
        @Override
        public void sendBinary(ByteBuffer audio) {
            int samples = audio.remaining() / Short.BYTES;
            var text = writer.write(audio);
            if (window.admits(text.length())) {
                connection.sendText(text);
                window.sent();
            } else {
                dropped(samples);
            }
        }

        @Override
        public void sendText(String text) {
            connection.sendText(text);
        }

        @Override
        public long pendingBytes() {
            return connection.pendingBytes();
        }

        @Override
        public void close(int code, String reason) {
            connection.close(code, reason);
        }

        @Override
        public void abort() {
            connection.abort();
        }
    }

    private final class Wire implements SttTransport.Listener {
        @Override
        public void onOpen() {
            if (phase == Phase.CONNECTING) {
                phase = Phase.STARTING;
                connection.sendText(link.request().message());
                stopWaiting = transport.after(link.readyTimeout(), () -> {
                    if (phase == Phase.STARTING) {
                        connection.abort();
                        fail(new TranslationEvent.Error(notStarted()), ABNORMAL_CLOSURE, "not ready");
                    }
                });
            }
        }

        private BatonException notStarted() {
            return new BatonException(
                    ErrorCode.STT_STALLED,
                    link.name() + " did not say within " + link.readyTimeout().toMillis() + " ms that it listens",
                    "asked for " + link.settings() + " at " + link.address(),
                    "try again: what it has booted by then may be there; a longer startTimeout waits longer");
        }

        @Override
        public void onRefused(int httpStatus, String retryAfter, String body) {
            if (isLive()) {
                fail(of(errors.refused(httpStatus, retryAfter, body)), ABNORMAL_CLOSURE, "HTTP " + httpStatus);
            }
        }

        @Override
        public void onFailed(Throwable cause) {
            if (isLive()) {
                fail(of(errors.failed(cause)), ABNORMAL_CLOSURE, "not connected");
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
            if (phase == Phase.STARTING || phase == Phase.OPEN) {
                var event = messages.parse(link.withoutKey(text));
                if (event != null) {
                    said(event);
                }
            }
        }

        /** Audio, whatever it looks like. */
        @Override
        public void onBinary(ByteBuffer bytes) {
            if (phase == Phase.STARTING || phase == Phase.OPEN) {
                var samples = messages.samples().join(bytes);
                if (samples.length > 0) {
                    said(new TranslationEvent.Audio(samples));
                }
            }
        }

        private void said(TranslationEvent event) {
            if (event instanceof TranslationEvent.Ready ready) {
                created(ready.settings());
                return;
            }
            if (event instanceof TranslationEvent.AudioDone end && outstanding.endsWithoutSound(end)) {
                tell(new TranslationEvent.Error(new BatonException(
                        ErrorCode.STT_PROTOCOL,
                        link.name() + " ended the speech of a translation without a sound of it",
                        "asked " + link.address() + " for speech",
                        "the text may still be there; report it to the service if it repeats")));
            }
            boolean sign = outstanding.heard(event);
            if (event instanceof TranslationEvent.Error error) {
                refused |= phase == Phase.STARTING;
                tell(of(errors.withoutKey(new SttEvent.Error(error.reason(), error.fatal(), error.retryAfter()))));
            } else {
                tell(event);
            }
            if (sign && finishing && phase == Phase.OPEN) {
                waitForMore();
            }
        }

        private void created(TranslationEvent.Settings settings) {
            if (phase != Phase.STARTING) {
                tell(new TranslationEvent.Updated(settings)); // once more: nothing begins anew
                return;
            }
            phase = Phase.OPEN;
            refused = false;
            stopWaiting.run();
            tellWhatWasLostBeforeReady();
            held.sendTo(wireAudio);
            if (finishing && phase == Phase.OPEN) {
                sendTrailingSilence();
            }
            checkLanguages(settings);
            tell(new TranslationEvent.Ready(link.address(), settings));
            if (finishing) {
                waitForEnd();
            }
            if (phase == Phase.OPEN) {
                listener.onWritable();
            }
        }

        private void checkLanguages(TranslationEvent.Settings settings) {
            var request = link.request();
            if (differs(settings.sourceLanguage(), request.sourceLanguage())
                    || differs(settings.targetLanguage(), request.targetLanguage())) {
                tell(new TranslationEvent.Error(new BatonException(
                        ErrorCode.STT_PROTOCOL,
                        link.name() + " translates from " + settings.sourceLanguage() + " to "
                                + settings.targetLanguage(),
                        "asked for " + link.settings(),
                        "check parameters in the address; report it to the service if there are none")));
            }
        }

        private static boolean differs(String said, String asked) {
            return !said.isEmpty() && !said.equals(asked);
        }

        @Override
        public void onClosed(int code, String reason) {
            if (phase == Phase.CLOSED) {
                return;
            }
            var plain = link.withoutKey(reason);
            if (phase == Phase.CLOSING) {
                stop();
                closed(new TranslationEvent.Closed(code, plain, true));
            } else if (refused) { // it has said why
                phase = Phase.CLOSED;
                stop();
                dropped(held.discard() / Short.BYTES + group.samples() + lostBeforeReady);
                closed(new TranslationEvent.Closed(code, plain, false));
            } else {
                fail(lost(code, reason), code, plain);
            }
        }

        private TranslationEvent.Error lost(int code, String reason) {
            var error = errors.lost(code, reason, CloseMeaning.USUAL);
            var due = phase == Phase.STARTING ? "" : outstanding.what();
            return new TranslationEvent.Error(
                    new BatonException(
                            error.reason().code(),
                            error.reason().getMessage() + (due.isEmpty() ? "" : "; it owed " + due),
                            error.reason().tried(),
                            "open another translation and say again what was not translated: nothing is replayed; "
                                    + error.reason().remedy(),
                            error.reason().getCause()),
                    error.fatal(),
                    error.retryAfter());
        }
    }
}
