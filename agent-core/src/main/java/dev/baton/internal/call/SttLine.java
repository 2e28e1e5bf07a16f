package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import dev.baton.turn.AudioSpan;
import dev.baton.turn.GiveUpReason;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The call's line to the recogniser: one connection after the other, and the caller's audio kept so that none of them misses a word. Used on the loop.
 *
 * <p>Audio is kept here from the first frame and handed to a session only once that listens, so that it waits in one place, which is bounded. When to connect again, and from where to
 * replay, is the turn machine's to say; where it says nothing, a new connection gets what none has had.
 */
final class SttLine implements SttConnection.Owner, KeptAudio.Receiver {
    /** What the call learns from the recogniser. */
    interface Observer {
        /** A connection stands; nothing has been sent on it yet. */
        void sttOpened(String address);

        /** Text, or the recogniser's own opinion about speech and turns. */
        void heard(SttEvent event, AudioSpan span);

        void finalizeSent(int id);

        void closeStreamSent();

        /** Kept audio was sent, from {@code fromNanos} on. */
        void replayed(long fromNanos, long lengthNanos);

        /** @param goesOn whether the call does; without a recogniser from the start it does not */
        void sttProblem(BatonException reason, boolean goesOn);

        /** The connection is gone, or there was none, and nobody asked for that. */
        void sttLost();

        /** As {@link #sttLost}, and the next one would fare no better. */
        void sttFailed(GiveUpReason reason);

        /** It closed after we had asked for it. */
        void sttClosed();
    }

    /** Attempts to reach a service that has never answered in this call. */
    private static final int MAX_FIRST_ATTEMPTS = 4;

    /** Longer than services wait for their own last words; after that the connection is cut. */
    private static final Duration BACKGROUND_CLOSE = Duration.ofSeconds(10);

    private static final int NOTHING_OWED = 0;

    private final SpeechToText service;
    private final CallLoop loop;
    private final CallScheduler scheduler;
    private final Observer observer;
    private final KeptAudio kept;
    private @Nullable SttConnection connection;
    private long next;
    private boolean wasOpen;
    private int attemptsInVain;
    private final Set<ErrorCode> complaints = EnumSet.noneOf(ErrorCode.class);
    private boolean held;
    private int finalizeOwed = NOTHING_OWED;
    private boolean closeOwed;
    private boolean closing;
    private boolean streamEnded;
    private boolean released;
    private CallLoop.Timer cut = () -> {};

    SttLine(SpeechToText service, Duration keep, CallLoop loop, CallScheduler scheduler, Observer observer) {
        this.service = service;
        this.loop = loop;
        this.scheduler = scheduler;
        this.observer = observer;
        kept = new KeptAudio(service.sampleRateHz(), keep);
    }

    /** Starts to connect; returns at once. */
    void connect() {
        if (connection != null || closing) {
            return;
        }
        var attempt = new SttConnection(service.sampleRateHz(), this);
        connection = attempt;
        try {
            attempt.open(service, loop.transport());
        } catch (RuntimeException e) {
            var reason = e instanceof BatonException ours
                    ? ours
                    : new BatonException(
                            ErrorCode.STT_PROTOCOL,
                            service.name() + " could not be connected to (" + e + ")",
                            "",
                            "see the cause in the log",
                            e);
            later(() -> {
                complained(reason, true);
                ended(attempt, false, GiveUpReason.BROKEN);
            });
        }
    }

    @Override
    public void later(Runnable task) {
        loop.execute(task);
    }

    boolean isOpen() {
        return connection != null && connection.isOpen();
    }

    /** Whether there ever was a connection. */
    boolean wasOpen() {
        return wasOpen;
    }

    @Override
    public void audio(short[] samples, int offset, int length, long positionNanos) {
        kept.add(samples, offset, length, positionNanos);
        if (!held) {
            sendKept();
        }
    }

    /** Sends the caller's audio again, on a connection that has had none yet; on another, what it has not had of it. */
    void replay(long fromNanos) {
        var current = connection;
        if (current == null || !current.isOpen()) {
            return;
        }
        goTo(fromNanos);
        skipWhatIsGone();
        long start = next;
        sendKept();
        if (start < next) {
            long began = kept.nanosAt(start);
            observer.replayed(began, kept.nanosAt(next) - began);
        }
    }

    /** The caller's audio is kept, and not sent. */
    void hold() {
        if (!held) {
            sendKept();
            held = true;
        }
    }

    /** Sends audio, from {@code fromNanos} on, save what this connection has had. */
    void sendAgain(long fromNanos) {
        held = false;
        goTo(fromNanos);
        sendKept();
    }

    /** Nothing is sent twice on one connection. */
    private void goTo(long nanos) {
        var current = connection;
        long from = kept.sampleAt(nanos);
        next = current != null && !current.hasAudio() ? from : Math.max(next, from);
    }

    void keepAlive() {
        if (connection != null && connection.isOpen()) {
            connection.keepAlive();
        }
    }

    /** Asks for the final text of all audio so far. Without a connection nobody is asked; on one that is on its way, when it stands. */
    void finalizeTurn(int id) {
        var current = connection;
        if (current != null && current.isOpen()) {
            finalizeOwed = NOTHING_OWED;
            if (!held) {
                sendKept();
            }
            current.finalizeTurn();
            observer.finalizeSent(id);
        } else if (current != null) {
            finalizeOwed = id;
        }
    }

    /** Says that no audio follows; once. */
    void closeStream() {
        var current = connection;
        if (closing) {
            return;
        }
        closing = true;
        if (current == null) {
            observer.sttClosed(); // nobody is there to say more
        } else if (current.isOpen()) {
            close(current);
        } else {
            closeOwed = true;
        }
    }

    private void close(SttConnection current) {
        closeOwed = false;
        if (!held) {
            sendKept();
        }
        streamEnded = true;
        observer.closeStreamSent();
        current.closeStream();
    }

    /** No connection any more. */
    void giveUp() {
        closing = true;
        drop();
    }

    /** The call is over. A session that was asked to close does so in good order behind it, for a bounded time; any other one ends now. */
    void release() {
        var current = connection;
        if (closeOwed && current != null && current.isOpen()) {
            close(current); // it came to stand at the very end
        }
        released = true;
        if (streamEnded && current != null) {
            cut = scheduler.after(BACKGROUND_CLOSE, this::drop);
        } else {
            drop();
        }
    }

    private void drop() {
        var current = connection;
        connection = null;
        if (current != null) {
            current.abort();
        }
    }

    private void sendKept() {
        var current = connection;
        if (current != null && current.isOpen() && !streamEnded) {
            skipWhatIsGone();
            next = kept.sendFrom(next, current);
        }
    }

    private void skipWhatIsGone() {
        long gone = kept.oldest() - next;
        if (gone > 0) {
            next += gone;
            lost(gone, "more than stt.replay-buffer was waiting for a connection", "raise stt.replay-buffer");
        }
    }

    private void lost(long samples, String why, String remedy) {
        observer.sttProblem(
                new BatonException(
                        ErrorCode.STT_AUDIO_DROPPED,
                        "%.1f s of the caller's audio did not reach the recogniser"
                                .formatted(samples / (double) service.sampleRateHz()),
                        why,
                        remedy),
                true);
    }

    @Override
    public void opened(SttConnection opened, String address) {
        if (opened != connection || released) {
            return;
        }
        wasOpen = true;
        complaints.clear();
        observer.sttOpened(address);
        loop.execute(this::afterOpening); // when the machine has said from where to replay, if it has
    }

    private void afterOpening() {
        var current = connection;
        if (current == null || !current.isOpen() || released) {
            return;
        }
        if (!held) {
            sendKept();
        }
        if (finalizeOwed != NOTHING_OWED) {
            finalizeTurn(finalizeOwed);
        }
        if (closeOwed) {
            close(current);
        }
    }

    @Override
    public void heard(SttEvent event, AudioSpan span) {
        if (!released) {
            observer.heard(event, span);
        }
    }

    @Override
    public void complained(BatonException reason, boolean fatal) {
        if (!released && (isOpen() || complaints.add(reason.code()))) { // once per outage
            observer.sttProblem(reason, wasOpen || !fatal);
        }
    }

    @Override
    public void dropped(long samples) {
        lost(samples, "more was waiting on the connection than may wait", "check the network to the service");
    }

    @Override
    public void closed(SttConnection ended, boolean asked, boolean fatal) {
        ended(ended, asked, fatal ? GiveUpReason.REFUSED : null);
    }

    /** @param hopeless why another connection would fare no better, null if it might */
    private void ended(SttConnection ended, boolean asked, @Nullable GiveUpReason hopeless) {
        if (ended != connection) {
            return;
        }
        connection = null;
        cut.cancel();
        finalizeOwed = NOTHING_OWED;
        if (released) {
            return;
        }
        if (asked || closeOwed) {
            closeOwed = false;
            observer.sttClosed();
        } else if (hopeless != null) {
            observer.sttFailed(hopeless);
        } else if (!wasOpen && ++attemptsInVain == MAX_FIRST_ATTEMPTS) {
            observer.sttFailed(GiveUpReason.UNREACHABLE);
        } else {
            observer.sttLost();
        }
    }
}
