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
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The call's line to the recogniser: one connection after the other, and the caller's audio kept so that none of them misses a word. Used on the loop.
 *
 * <p>Audio is kept here from the first frame and handed to a session only once that listens, so that it waits in one place, which is bounded. When to connect again, and from where to
 * replay, is the turn machine's to say; where it says nothing, a new connection gets what none has had.
 */
final class SttLine implements SttConnection.Owner, SttOutbox.Observer, KeptAudio.Receiver {
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

        /** The network takes less than the caller says; what waits is kept, within bounds. */
        void sttFellBehind();

        /** The network has taken all that waited. */
        void sttCaughtUp();

        /**
         * The connection is gone, or there was none, and nobody asked for that.
         *
         * @param retryAfter how long the service wants to be left alone; zero where it did not say
         */
        void sttLost(Duration retryAfter);

        /** As {@link #sttLost}, and the next one would fare no better. */
        void sttFailed(GiveUpReason reason);

        /** It closed after we had asked for it. */
        void sttClosed();
    }

    /** Attempts to reach a service that has never answered in this call. */
    private static final int MAX_FIRST_ATTEMPTS = 4;

    /** Longer than services wait for their own last words; after that the connection is cut. */
    private static final Duration BACKGROUND_CLOSE = Duration.ofSeconds(10);

    private static final long SECOND = 1_000_000_000L;

    private final SpeechToText service;
    private final CallLoop loop;
    private final CallScheduler scheduler;
    private final SttWatch watch;
    private final Observer observer;
    private final CallJournal journal;
    private final CallUsage usage;
    private final SttOutbox outbox;
    private @Nullable SttConnection connection;
    private boolean wasOpen;
    private int attemptsInVain;
    private final Set<ErrorCode> complaints = EnumSet.noneOf(ErrorCode.class);
    private boolean closeOwed;
    private boolean closing;
    private boolean streamEnded;
    private boolean released;
    private CallLoop.Timer cut = () -> {};

    SttLine(
            SpeechToText service,
            Duration keep,
            SttWatch watch,
            CallLoop loop,
            CallScheduler scheduler,
            Observer observer,
            CallJournal journal,
            CallUsage usage) {
        this.service = service;
        this.loop = loop;
        this.scheduler = scheduler;
        this.watch = watch;
        this.observer = observer;
        this.journal = journal;
        this.usage = usage;
        outbox = new SttOutbox(service.sampleRateHz(), keep, this);
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
                ended(attempt, false, GiveUpReason.BROKEN, Duration.ZERO);
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
        outbox.add(samples, offset, length, positionNanos);
        send();
        var current = connection;
        if (watch.sent(length * SECOND / service.sampleRateHz()) && current != null && current.isOpen() && !closing) {
            deaf(current);
        }
    }

    /** It would go on hearing nothing: another connection may do better. */
    private void deaf(SttConnection current) {
        complained(
                new BatonException(
                        ErrorCode.STT_STALLED,
                        service.name() + " has said nothing for as much speech as stt.stall-timeout allows",
                        "connected to " + service.address() + "; the connection was cut to make a new one",
                        "check the service if this repeats, or raise stt.stall-timeout"),
                false);
        current.abandon();
        ended(current, false, null, Duration.ZERO);
    }

    /** Sends the caller's audio again, on a connection that has had none yet; on another, what it has not had of it. */
    void replay(long fromNanos) {
        var current = connection;
        if (current == null || !current.isOpen()) {
            return;
        }
        outbox.goTo(fromNanos, current);
        outbox.skipWhatIsGone();
        long began = outbox.nextNanos();
        long length = outbox.endNanos() - began;
        send();
        if (length > 0) {
            observer.replayed(began, length);
        }
    }

    /** The caller's audio is kept, and not sent. */
    void hold() {
        if (!outbox.isHeld()) {
            send();
            outbox.hold();
        }
    }

    /** Sends audio, from {@code fromNanos} on, save what this connection has had. */
    void sendAgain(long fromNanos) {
        outbox.release();
        outbox.goTo(fromNanos, connection);
        send();
    }

    void keepAlive() {
        if (connection != null && connection.isWritable() && !outbox.hasWaiting()) {
            connection.keepAlive();
        }
    }

    /** Asks for the final text of all audio so far. Without a connection nobody is asked; on one that is on its way, when it stands. */
    void finalizeTurn(int id) {
        var current = connection;
        if (current != null) {
            if (!current.isOpen()) {
                outbox.forgetRequests(); // one answers for all
            }
            outbox.requestFinalize(id);
            send();
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
        } else {
            closeOwed = true;
            outbox.requestEnd();
            send();
        }
    }

    /** No connection any more. */
    void giveUp() {
        closing = true;
        drop();
    }

    /** The call is over. A session that was asked to close does so in good order behind it, for a bounded time; any other one ends now. */
    void release() {
        send(); // it may have come to stand at the very end
        var current = connection;
        released = true;
        if (current != null) {
            account(current);
        }
        if (streamEnded && current != null) {
            cut = scheduler.after(BACKGROUND_CLOSE, this::drop);
        } else {
            drop();
        }
    }

    private void account(SttConnection over) {
        usage.listened(over.service(service.name()), over.sentNanos());
    }

    private void drop() {
        var current = connection;
        connection = null;
        if (current != null) {
            if (!released) {
                account(current);
            }
            current.abort();
        }
    }

    private void send() {
        var current = connection;
        if (current != null && !streamEnded && !released) {
            outbox.sendOn(current);
        }
    }

    @Override
    public void finalizeSent(int id) {
        watch.asked();
        observer.finalizeSent(id);
    }

    @Override
    public void endSent() {
        closeOwed = false;
        streamEnded = true;
        observer.closeStreamSent();
    }

    @Override
    public void fellBehind() {
        observer.sttFellBehind();
    }

    @Override
    public void caughtUp() {
        observer.sttCaughtUp();
    }

    @Override
    public void lost(BatonException reason) {
        observer.sttProblem(reason, true);
    }

    @Override
    public void alive() {
        watch.heard();
    }

    @Override
    public void writable(SttConnection takesMore) {
        if (takesMore == connection) {
            send();
        }
    }

    @Override
    public void opened(SttConnection opened, String address) {
        if (opened != connection || released) {
            return;
        }
        wasOpen = true;
        complaints.clear();
        observer.sttOpened(address);
        watch.connected();
        loop.execute(this::send); // when the machine has said from where to replay, if it has
    }

    @Override
    public void heard(SttEvent event, AudioSpan span, LongUnaryOperator clock) {
        watch.heard();
        if (!released) {
            journal.heard(event, clock);
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
        outbox.lost(samples, "more was waiting on the connection than may wait", "check the network to the service");
    }

    @Override
    public void closed(SttConnection ended, boolean asked, boolean fatal, Duration retryAfter) {
        ended(ended, asked, fatal ? GiveUpReason.REFUSED : null, retryAfter);
    }

    /** @param hopeless why another connection would fare no better, null if it might */
    private void ended(SttConnection ended, boolean asked, @Nullable GiveUpReason hopeless, Duration retryAfter) {
        if (ended != connection) {
            return;
        }
        connection = null;
        cut.cancel();
        outbox.forgetRequests();
        if (released) {
            return;
        }
        account(ended);
        if (closeOwed) { // it never came to that: the machine may think another attempt worth while
            closeOwed = false;
            closing = false;
        }
        if (asked) {
            observer.sttClosed();
        } else if (hopeless != null) {
            observer.sttFailed(hopeless);
        } else if (!wasOpen && ++attemptsInVain == MAX_FIRST_ATTEMPTS) {
            observer.sttFailed(GiveUpReason.UNREACHABLE);
        } else {
            observer.sttLost(retryAfter);
        }
    }
}
