package dev.baton.internal.stt;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The loop's side of a stream that an application holds: what it sends waits here until the network takes it, in its order. Used on the loop.
 */
public final class StreamDriver implements SttListener {
    private static final int ABNORMAL_CLOSURE = 1006;

    /** In between the network is asked whether it takes more. */
    private static final int SLICE_SAMPLES = 1_600;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private sealed interface Item {}

    private static final class Audio implements Item {
        private final short[] samples;
        private final CompletableFuture<Void> taken;
        private int next;

        Audio(short[] samples, CompletableFuture<Void> taken) {
            this.samples = samples;
            this.taken = taken;
        }
    }

    private enum Control implements Item {
        FINALIZE,
        CLOSE_STREAM
    }

    private final SpeechToText service;
    private final SttTransport transport;
    private final Consumer<SttEvent> listener;
    private final IntConsumer taken;
    private final ArrayDeque<Item> waiting = new ArrayDeque<>();
    private @Nullable SttSession session;
    private boolean pumping;
    private boolean lookingAgain;
    private boolean over;
    private Runnable cut = () -> {};

    /** @param taken told how many samples no longer wait */
    public StreamDriver(SpeechToText service, SttTransport transport, Consumer<SttEvent> listener, IntConsumer taken) {
        this.service = service;
        this.transport = transport;
        this.listener = listener;
        this.taken = taken;
    }

    public void open() {
        try {
            session = service.open(transport, this);
        } catch (RuntimeException e) {
            onEvent(new SttEvent.Error(
                    e instanceof BatonException ours
                            ? ours
                            : new BatonException(
                                    ErrorCode.STT_PROTOCOL,
                                    service.name() + " could not be connected to (" + e + ")",
                                    "",
                                    "see the cause",
                                    e)));
            onEvent(new SttEvent.Closed(ABNORMAL_CLOSURE, "not connected", false));
        }
        pump();
    }

    /** @param samples the driver's from now on */
    public void audio(short[] samples, CompletableFuture<Void> done) {
        if (over) {
            done.completeExceptionally(ended());
        } else {
            waiting.add(new Audio(samples, done));
            pump();
        }
    }

    public void finalizeTurn() {
        control(Control.FINALIZE);
    }

    public void closeStream() {
        control(Control.CLOSE_STREAM);
    }

    private void control(Control message) {
        if (!over) {
            waiting.add(message);
            pump();
        }
    }

    public void abortAfter(Duration limit) {
        if (!over) {
            cut.run();
            cut = transport.after(limit, this::abort);
        }
    }

    public void abort() {
        if (session != null && !over) {
            session.abort();
        }
        if (!over) {
            onEvent(new SttEvent.Closed(ABNORMAL_CLOSURE, "aborted", true));
        }
    }

    @Override
    public void onWritable() {
        pump();
    }

    @Override
    public void onEvent(SttEvent event) {
        if (over) {
            return;
        }
        if (event instanceof SttEvent.Closed) {
            over = true;
            cut.run();
            for (var item = waiting.poll(); item != null; item = waiting.poll()) {
                if (item instanceof Audio audio) {
                    audio.taken.completeExceptionally(ended());
                }
            }
        }
        listener.accept(event);
        if (event instanceof SttEvent.Ready) {
            pump();
        }
    }

    private static BatonException ended() {
        return new BatonException(
                ErrorCode.STT_AUDIO_DROPPED,
                "the speech stream is over and takes no more audio",
                "",
                "open another stream; what ended this one was told to its error listeners");
    }

    private void pump() {
        var current = session;
        if (current == null || pumping) {
            return;
        }
        pumping = true;
        try {
            for (var item = waiting.peek(); item != null; item = waiting.peek()) {
                if (item instanceof Audio audio) {
                    if (!current.isWritable()) {
                        lookAgain();
                        return;
                    }
                    send(audio, current);
                } else {
                    waiting.remove();
                    if (item == Control.FINALIZE) {
                        current.finalizeTurn();
                    } else {
                        current.closeStream();
                    }
                }
            }
        } finally {
            pumping = false;
        }
    }

    /** A transport need not tell when it takes more. */
    private void lookAgain() {
        if (!lookingAgain) {
            lookingAgain = true;
            transport.after(LOOK_AGAIN, () -> {
                lookingAgain = false;
                pump();
            });
        }
    }

    private void send(Audio audio, SttSession current) {
        int length = Math.min(SLICE_SAMPLES, audio.samples.length - audio.next);
        current.audio(audio.samples, audio.next, length);
        audio.next += length;
        taken.accept(length);
        if (audio.next == audio.samples.length && !over) {
            waiting.remove();
            audio.taken.complete(null);
        }
    }
}
