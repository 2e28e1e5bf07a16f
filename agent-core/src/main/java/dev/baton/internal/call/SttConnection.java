package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import dev.baton.turn.AudioSpan;
import java.time.Duration;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the recogniser: its session, what has been sent on it, and its answers with their times on the call's clock. It has a clock of its own, and once it is over nothing of it is
 * heard any more. Used on the loop.
 */
final class SttConnection implements SttListener, KeptAudio.Receiver {
    /** Hears what comes in on the connection. */
    interface Owner {
        void opened(SttConnection connection, String address);

        /** Runs it on the loop, after what runs there now. */
        void later(Runnable task);

        /** @param clock from the recogniser's milliseconds to the call's nanoseconds */
        void heard(SttEvent event, AudioSpan span, LongUnaryOperator clock);

        /** The recogniser said something, whatever it was. */
        void alive();

        /** The network takes audio again. */
        void writable(SttConnection connection);

        /** @param fatal whether another connection would fare no better */
        void complained(BatonException reason, boolean fatal);

        /** Audio that was handed over could not be sent. */
        void dropped(long samples);

        /**
         * Nothing follows.
         *
         * @param asked whether we had asked for it
         * @param fatal whether another connection would fare no better
         * @param retryAfter how long the service wants to be left alone
         */
        void closed(SttConnection connection, boolean asked, boolean fatal, Duration retryAfter);
    }

    private final Owner owner;
    private final SentAudioMap sent;
    private final int sampleRateHz;
    private @Nullable SttSession session;
    private boolean opening;
    private boolean open;
    private boolean closed;
    private boolean sending;
    private boolean fatal;
    private Duration retryAfter = Duration.ZERO;

    SttConnection(int sampleRateHz, Owner owner) {
        this.owner = owner;
        this.sampleRateHz = sampleRateHz;
        sent = new SentAudioMap(sampleRateHz);
    }

    /** Starts to connect. What the service knows at once is heard afterwards, so that nothing happens in the middle of a decision to connect. */
    void open(SpeechToText service, SttTransport transport) {
        opening = true;
        try {
            session = service.open(transport, this);
        } finally {
            opening = false;
        }
    }

    boolean isOpen() {
        return open && !closed;
    }

    /** Whether it is open and the network takes what is sent. */
    boolean isWritable() {
        return isOpen() && session != null && session.isWritable();
    }

    /** How much audio has been sent on it, silence included. */
    long sentNanos() {
        return sent.samples() * 1_000_000_000L / sampleRateHz;
    }

    /** Who is at the other end; {@code otherwise} where the session does not say. */
    String service(String otherwise) {
        return session == null || session.service().isEmpty() ? otherwise : session.service();
    }

    /** Whether audio has been handed over; what comes next must follow it. */
    boolean hasAudio() {
        return sent.samples() > 0;
    }

    @Override
    public void audio(short[] samples, int offset, int length, long positionNanos) {
        if (session != null && isOpen()) {
            sent.sent(positionNanos, length);
            sending = true;
            try {
                session.audio(samples, offset, length);
            } finally {
                sending = false;
            }
        }
    }

    void finalizeTurn() {
        if (session != null) {
            sending = true;
            try {
                session.finalizeTurn();
            } finally {
                sending = false;
            }
        }
    }

    void closeStream() {
        if (session != null) {
            sending = true;
            try {
                session.closeStream();
            } finally {
                sending = false;
            }
        }
    }

    void keepAlive() {
        if (session != null) {
            sent.silence(session.keepAlive());
        }
    }

    void abort() {
        closed = true;
        if (session != null) {
            session.abort();
        }
    }

    /** As {@link #abort}, because the recogniser no longer does its work. */
    void abandon() {
        closed = true;
        if (session != null) {
            session.abandon();
        }
    }

    @Override
    public void onEvent(SttEvent event) {
        if (closed) {
            return;
        }
        if (opening) {
            owner.later(() -> onEvent(event));
        } else if (event instanceof SttEvent.Ready ready) {
            open = true;
            owner.opened(this, ready.address());
        } else if (event instanceof SttEvent.AudioDropped dropped) {
            if (sending) { // what an outage leaves behind is replayed
                sent.dropLast(dropped.samples());
                owner.dropped(dropped.samples());
            }
        } else if (event instanceof SttEvent.SilenceSent silence) {
            if (sending) { // before it, nothing has been handed over
                sent.silence(silence.samples());
            }
        } else if (event instanceof SttEvent.Error error) {
            fatal |= error.fatal();
            retryAfter = error.retryAfter();
            owner.complained(error.reason(), error.fatal());
        } else if (event instanceof SttEvent.Closed end) {
            closed = true;
            owner.closed(this, end.asked(), fatal, retryAfter);
        } else {
            owner.heard(event, span(event), sent::nanosAtMillis);
        }
    }

    @Override
    public void onMessage() {
        if (!closed) {
            owner.alive();
        }
    }

    @Override
    public void onWritable() {
        if (isOpen()) {
            owner.writable(this);
        }
    }

    private AudioSpan span(SttEvent event) {
        List<SttEvent.Word> words = event instanceof SttEvent.Final text
                ? text.words()
                : event instanceof SttEvent.Interim text ? text.words() : List.of();
        if (words.isEmpty() || sent.isEmpty()) {
            return AudioSpan.UNKNOWN;
        }
        return new AudioSpan(
                sent.nanosAtMillis(words.get(0).startMillis()),
                sent.nanosAtMillis(words.get(words.size() - 1).endMillis()));
    }
}
