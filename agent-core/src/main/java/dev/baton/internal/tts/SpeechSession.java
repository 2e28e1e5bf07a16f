package dev.baton.internal.tts;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.internal.json.CloseMeaning;
import dev.baton.internal.json.SpeechMessage;
import dev.baton.internal.json.SpeechProtocol;
import dev.baton.internal.stt.ServiceErrors;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttTransport;
import dev.baton.tts.SynthesisException;
import dev.baton.tts.TextToSpeech.Synthesis;
import dev.baton.tts.TextToSpeech.SynthesisListener;
import dev.baton.tts.TtsSession;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One call's use of a text-to-speech service: one connection at a time, made when the call begins, and again whenever it is lost, so that a text finds one that is open.
 *
 * <pre>{@code
 *  (connecting) --open--> STARTING --the service is ready--> READY --text, audio, end of text--> READY
 *        ^                                                     |
 *        +------------ at once, or after a back-off -----------+  lost, or given up for a text that nobody wants
 * }</pre>
 *
 * Texts are spoken one after the other. One whose connection is lost before it sounds is asked for once more, on another, as the service may have closed in the same moment; after its first sound it has
 * failed. Every wait is bounded: for a connection, for the first sound and for each further one, and for a text as a whole.
 */
public final class SpeechSession implements TtsSession {
    /** In a row, for one text, or for none. */
    private static final int MOST_ATTEMPTS = 3;

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(250);

    /** Who is asked to wait longer fails, since a caller waits with it. */
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);

    /** Of a text, on top of its length. */
    private static final Duration LONGEST_TEXT = Duration.ofSeconds(30);

    /** A service that speaks no faster than people do, at half their speed. */
    private static final Duration LONGEST_CHARACTER = Duration.ofMillis(200);

    private static final int NORMAL_CLOSURE = 1000;

    private final SpeechLink link;
    private final SttTransport transport;
    private final ServiceErrors errors;
    /** The first is being spoken, the others wait for it. */
    private final Deque<Spoken> texts = new ArrayDeque<>();

    private volatile Thread loop = Thread.currentThread();
    private @Nullable Line line;
    private @Nullable Runnable backoff;
    private int vain;
    private long ids;
    private boolean closed;

    private SpeechSession(SpeechLink link, SttTransport transport) {
        this.link = link;
        this.transport = transport;
        errors = new ServiceErrors(link);
    }

    public static TtsSession open(SpeechLink link, SttTransport transport) {
        var session = new SpeechSession(link, transport);
        session.connect();
        return session;
    }

    @Override
    public Synthesis synthesize(String text, SynthesisListener listener) {
        loop = Thread.currentThread();
        if (closed) {
            listener.onFailed(failure(sessionClosed()));
            return () -> {};
        }
        if (!isSpeakable(text)) {
            listener.onCompleted();
            return () -> {};
        }
        var spoken = new Spoken(text, listener);
        texts.add(spoken);
        goOn();
        return spoken;
    }

    /** Services answer a text without a word with an error, or with nothing. */
    private static boolean isSpeakable(String text) {
        return text.codePoints().anyMatch(each -> switch (Character.getType(each)) {
            case Character.CURRENCY_SYMBOL, Character.MATH_SYMBOL -> true;
            default -> Character.isLetterOrDigit(each) || "%&@#".indexOf(each) >= 0;
        });
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        stopBackoff();
        if (line != null) {
            line.leave();
            line = null;
        }
        var left = new ArrayList<>(texts);
        texts.clear();
        left.forEach(text -> text.failed(failure(sessionClosed())));
    }

    private BatonException sessionClosed() {
        return new BatonException(
                ErrorCode.SYNTHESIS_FAILED,
                "the session with " + link.name() + " was closed",
                "",
                "ask for texts before the call is over");
    }

    /** Sees to the text that is first, if it is not under way. */
    private void goOn() {
        while (!texts.isEmpty() && texts.peek().cancelled) {
            drop(texts.remove());
        }
        var text = texts.peek();
        if (text == null || closed) {
            return;
        }
        text.begin();
        if (text.on != null) {
            return;
        }
        if (line != null) {
            line.speak(text);
        } else if (backoff == null || text.attempts == 0) {
            stopBackoff(); // it was not meant for somebody who waits
            connect();
        }
    }

    /** What still comes for it must not be heard as another's. */
    private void drop(Spoken text) {
        text.stop();
        var where = text.on;
        if (where != null && where == line && !where.protocol.isToldApart(text.id)) {
            renew(where);
        }
    }

    private void renew(Line old) {
        old.leave();
        connect();
    }

    private void connect() {
        var next = new Line();
        line = next;
        next.connection = transport.connect(link.uri(), link.headers(), next);
    }

    private void stopBackoff() {
        if (backoff != null) {
            backoff.run();
            backoff = null;
        }
    }

    private void connectLater(Duration atLeast) {
        var wait = FIRST_BACKOFF.multipliedBy(1L << Math.min(vain, 3));
        var longest = wait.compareTo(atLeast) < 0 ? atLeast : wait;
        backoff = transport.after(longest.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : longest, () -> {
            backoff = null;
            if (line == null && !closed) {
                connect();
            }
        });
    }

    /** A connection came to nothing before a text was sent on it. */
    private void unconnected(SttEvent.Error error) {
        var text = texts.peek();
        boolean useless = error.fatal() || error.retryAfter().compareTo(LONGEST_BACKOFF) > 0;
        if (text == null || text.cancelled) {
            if (!useless && ++vain < MOST_ATTEMPTS) {
                connectLater(error.retryAfter()); // so that a text need not wait for it
            }
        } else if (useless || ++text.attempts >= MOST_ATTEMPTS) {
            fail(text, error.reason());
        } else {
            text.trouble = error.reason();
            vain++;
            connectLater(error.retryAfter());
        }
    }

    /** A connection on which texts were spoken, or could have been, is gone. */
    private void lost(Line gone, SttEvent.Error error) {
        line = null;
        var text = texts.peek();
        if (text == null || text.on != gone) {
            if (gone.served) {
                vain = 0;
                connect();
            } else {
                unconnected(error);
            }
        } else if (text.mayBeAskedAgain() && !error.fatal()) {
            askAgain(text);
        } else {
            fail(text, error.reason());
            if (!error.fatal()) {
                readyForNext();
            }
        }
    }

    /** The next text need not wait for a connection, unless there was none to be had just now. */
    private void readyForNext() {
        if (line == null && backoff == null && !closed && vain < MOST_ATTEMPTS) {
            vain++;
            connectLater(Duration.ZERO);
        }
    }

    private void askAgain(Spoken text) {
        text.again = true;
        text.on = null;
        goOn();
    }

    private void complete(Spoken text) {
        texts.remove(text);
        text.stop();
        vain = 0;
        if (text.cancelled) {
            goOn();
            return;
        }
        if (text.unreadable.isEmpty() && text.heard) {
            text.listener.onCompleted();
        } else {
            var what = text.unreadable.isEmpty() ? "no sound" : text.unreadable;
            text.failed(failure(new BatonException(
                    ErrorCode.SYNTHESIS_FAILED,
                    link.name() + " sent " + what + " for a text",
                    "asked for " + link.settings() + " at " + link.address(),
                    text.heard
                            ? "some of the text was not heard; report it to the service if it repeats"
                            : "check that the voice speaks the text's language")));
        }
        goOn();
    }

    private void fail(Spoken text, BatonException reason) {
        texts.remove(text);
        text.failed(failure(reason));
        goOn();
    }

    /** What the service says may hold the key. */
    private SynthesisException failure(BatonException reason) {
        return new SynthesisException(
                link.withoutKey("a text could not be spoken: " + reason.getMessage()),
                reason.tried(),
                link.withoutKey(reason.remedy()),
                reason.getCause());
    }

    private SttEvent.Error reported(String reason, boolean settled) {
        return new SttEvent.Error(
                new BatonException(
                        ErrorCode.STT_REFUSED,
                        link.name() + " reports: " + reason,
                        "asked for " + link.settings() + " at " + link.address(),
                        "change what it names, or try again if it is about a limit"),
                settled);
    }

    private BatonException silent(String what, Duration waited) {
        return new BatonException(
                ErrorCode.STT_STALLED,
                link.name() + " " + what + " " + waited.toMillis() + " ms",
                "asked for " + link.settings() + " at " + link.address() + "; the connection was cut",
                "check the service and the network to it; a longer answerTimeout waits longer");
    }

    /** A text on its way to be heard. */
    private final class Spoken implements Synthesis {
        final String id = "r-" + ++ids;
        final String text;
        final SynthesisListener listener;
        volatile boolean cancelled;

        /** Where it was asked for. */
        @Nullable
        Line on;

        int attempts;

        /** Why there is no connection yet. */
        @Nullable
        BatonException trouble;

        boolean again;
        boolean heard;
        String unreadable = "";
        private boolean begun;
        private Runnable stopWaiting = () -> {};
        private Runnable stopLimit = () -> {};

        Spoken(String text, SynthesisListener listener) {
            this.text = text;
            this.listener = listener;
        }

        /** From here on it is waited for. */
        void begin() {
            if (!begun) {
                begun = true;
                waitForMore(false);
                var limit = LONGEST_TEXT.plus(LONGEST_CHARACTER.multipliedBy(text.length()));
                stopLimit = transport.after(limit, () -> givenUp("was not through with a text after", limit));
            }
        }

        /** @param quietEnds whether quiet means that it is complete */
        void waitForMore(boolean quietEnds) {
            stopWaiting.run();
            var wait = quietEnds ? link.waits().settle() : link.waits().answer();
            stopWaiting = transport.after(wait, () -> {
                if (quietEnds && !cancelled) {
                    endedByQuiet();
                } else {
                    givenUp(heard ? "went silent within a text for" : "gave no sound of a text for", wait);
                }
            });
        }

        /** The service did not say so: should more come after all, nobody could tell whose it is. */
        private void endedByQuiet() {
            var where = on;
            if (where != null && where == line) {
                renew(where);
            }
            complete(this);
        }

        private void givenUp(String what, Duration waited) {
            if (cancelled) {
                goOn();
                return;
            }
            if (line != null) {
                line.abandon();
                line = null;
            }
            fail(this, on == null ? unreached(waited) : silent(what, waited));
            readyForNext();
        }

        private BatonException unreached(Duration waited) {
            return new BatonException(
                    ErrorCode.STT_UNREACHABLE,
                    link.name() + " took no text for " + waited.toMillis() + " ms"
                            + (trouble == null ? "" : ": " + trouble.getMessage()),
                    "tried " + link.address(),
                    trouble == null ? "check network, proxy and firewall, or try again" : trouble.remedy());
        }

        boolean mayBeAskedAgain() {
            return !heard && !again;
        }

        void stop() {
            stopWaiting.run();
            stopLimit.run();
        }

        void failed(SynthesisException reason) {
            stop();
            if (!cancelled) {
                listener.onFailed(reason);
            }
        }

        /** From another thread than the loop's, the connection is seen to with what happens next on it: nothing is heard from now on all the same. */
        @Override
        public void cancel() {
            if (!cancelled) {
                cancelled = true;
                if (Thread.currentThread() == loop) {
                    if (texts.peek() == this) {
                        goOn();
                    } else {
                        texts.remove(this);
                    }
                }
            }
        }
    }

    /** One connection. */
    @SuppressWarnings("NullAway.Init") // the connection is set before anything is heard of it
    private final class Line implements SttTransport.Listener {
        final SpeechProtocol protocol = link.protocol().get();
        SttTransport.Connection connection;
        boolean served;
        private boolean open;
        private boolean ready;
        private boolean over;
        private boolean settling;
        private Runnable stopWaiting = () -> {};

        void speak(Spoken text) {
            if (ready) {
                text.on = this;
                protocol.speak(text.id, text.text).forEach(connection::sendText);
                settling = false;
                text.waitForMore(false);
                keepAlive();
            }
        }

        /** Nothing it says is heard any more. */
        void leave() {
            end();
            if (open) {
                connection.close(NORMAL_CLOSURE, "");
            } else {
                connection.abort();
            }
        }

        void abandon() {
            end();
            connection.abort();
        }

        private boolean end() {
            boolean first = !over;
            over = true;
            stopWaiting.run();
            return first;
        }

        private void keepAlive() {
            var idle = link.waits().keepAlive();
            if (!idle.isZero()) {
                stopWaiting.run();
                stopWaiting = transport.after(idle, () -> {
                    if (texts.isEmpty()) {
                        protocol.keepAlive("k-" + ++ids).forEach(connection::sendText);
                    }
                    keepAlive();
                });
            }
        }

        @Override
        public void onOpen() {
            if (over) {
                return;
            }
            open = true;
            protocol.greeting().forEach(connection::sendText);
            if (protocol.saysReady()) {
                stopWaiting = transport.after(link.readyTimeout(), () -> {
                    abandon();
                    line = null;
                    unconnected(new SttEvent.Error(errors.notReady()));
                });
            } else {
                ready();
            }
        }

        private void ready() {
            if (!ready) {
                ready = true;
                stopWaiting.run();
                keepAlive();
                goOn();
            }
        }

        @Override
        public void onRefused(int httpStatus, String retryAfter, String body) {
            if (end()) {
                line = null;
                unconnected(errors.refused(httpStatus, retryAfter, body));
            }
        }

        @Override
        public void onFailed(Throwable cause) {
            if (end()) {
                line = null;
                unconnected(errors.failed(cause));
            }
        }

        @Override
        public void onText(String text) {
            if (!over) {
                protocol.text(text, this::said);
                waitForMore(false);
            }
        }

        @Override
        public void onBinary(ByteBuffer bytes) {
            if (!over) {
                protocol.binary(bytes, this::said);
                waitForMore(false);
            }
        }

        /** @param sign whether the text goes on */
        private void waitForMore(boolean sign) {
            var text = spoken();
            boolean quietEnds = protocol.mayBeComplete();
            if (!over && text != null && (sign || quietEnds != settling)) {
                settling = quietEnds;
                text.waitForMore(quietEnds);
            }
        }

        private void said(SpeechMessage message) {
            var first = texts.peek();
            if (first != null && first.cancelled) {
                goOn(); // another thread has cancelled it
            }
            if (over) {
                return;
            }
            if (message instanceof SpeechMessage.Audio audio) {
                var text = spoken(audio.id());
                if (text != null) {
                    text.heard = true;
                    served = true;
                    waitForMore(true);
                    text.listener.onAudio(audio.samples(), 0, audio.samples().length);
                }
            } else if (message instanceof SpeechMessage.Word word) {
                var text = spoken(word.id());
                if (text != null) {
                    waitForMore(true);
                    text.listener.onWord(word.word(), word.begins());
                }
            } else if (message instanceof SpeechMessage.Completed completed) {
                var text = spoken(completed.id());
                if (text != null) {
                    complete(text);
                }
            } else if (message instanceof SpeechMessage.Failed failed) {
                var text = spoken(failed.id());
                if (text != null) {
                    refused(text, failed.reason());
                }
            } else if (message instanceof SpeechMessage.Unreadable unreadable) {
                var text = spoken();
                if (text != null) {
                    text.unreadable = unreadable.what();
                }
            } else if (message instanceof SpeechMessage.Broken broken) {
                broken(broken);
            } else if (message instanceof SpeechMessage.Ended) {
                ended();
            } else if (message instanceof SpeechMessage.Ready) {
                ready();
            } else {
                throw new AssertionError("an unknown message: " + message);
            }
        }

        /** The text that is being spoken on this connection. */
        private @Nullable Spoken spoken() {
            var text = texts.peek();
            return text == null || text.on != this ? null : text;
        }

        private @Nullable Spoken spoken(String id) {
            var text = spoken();
            return text == null || !text.id.equals(id) ? null : text;
        }

        /** It may have been too much beside what nobody wants any more. */
        private void refused(Spoken text, String reason) {
            if (text.mayBeAskedAgain() && protocol.isBusyBeside(text.id)) {
                leave();
                line = null;
                askAgain(text);
            } else {
                fail(text, reported(reason, false).reason());
            }
        }

        private void broken(SpeechMessage.Broken broken) {
            leave();
            line = null;
            var error = reported(broken.reason(), broken.settled());
            if (!ready) {
                unconnected(error);
            } else {
                lost(this, error);
            }
        }

        private void ended() {
            var text = spoken();
            leave();
            line = null;
            if (text != null && text.heard) {
                connect();
                complete(text);
            } else {
                lost(this, errors.lost(NORMAL_CLOSURE, "", CloseMeaning.USUAL));
            }
        }

        @Override
        public void onClosed(int code, String reason) {
            if (!end()) {
                return;
            }
            var text = spoken();
            if (!ready) {
                line = null;
                unconnected(errors.lost(code, reason, protocol.closeMeaning(code)));
            } else if (code == NORMAL_CLOSURE && text != null && protocol.mayBeComplete()) {
                connect();
                complete(text);
            } else {
                lost(this, errors.lost(code, reason, protocol.closeMeaning(code)));
            }
        }
    }

    /** For people; never the key. */
    @Override
    public String toString() {
        return link.toString();
    }
}
