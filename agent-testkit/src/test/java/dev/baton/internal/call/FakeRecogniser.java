package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttCapabilities;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import java.nio.ShortBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A recogniser in the test's hand: it notes what reaches it and says what the test wants. */
final class FakeRecogniser implements SpeechToText {
    /** Control messages of all sessions, each with the milliseconds of audio that came before it in its session. */
    final List<String> wire = new ArrayList<>();

    final List<Session> sessions = new ArrayList<>();

    private final SttCapabilities capabilities;
    boolean failsToEnd;
    boolean failsToFinalize;
    boolean failsToOpen;
    /** What the service says while it is being asked to connect. */
    Consumer<SttListener> saysAtOnce = told -> {};

    private SttListener listener = event -> {};

    /** One connection. */
    final class Session implements SttSession {
        final SttListener listener;
        final ShortBuffer audio = ShortBuffer.allocate(16_000 * 60);
        boolean aborted;
        boolean full;

        Session(SttListener listener) {
            this.listener = listener;
        }

        long millis() {
            return audio.position() / 16;
        }

        short sample(int index) {
            return audio.get(index);
        }

        @Override
        public void audio(short[] samples, int offset, int length) {
            audio.put(samples, offset, length);
        }

        @Override
        public boolean isWritable() {
            return !full;
        }

        /** The network takes more again. */
        void flows() {
            full = false;
            listener.onWritable();
        }

        @Override
        public void finalizeTurn() {
            if (failsToFinalize) {
                throw new IllegalStateException("cannot finalize");
            }
            wire.add("finalize@" + millis());
        }

        @Override
        public int keepAlive() {
            wire.add("keep_alive@" + millis());
            return 0;
        }

        @Override
        public void closeStream() {
            wire.add("close_stream@" + millis());
        }

        @Override
        public void abort() {
            aborted = true;
            if (failsToEnd) {
                throw new IllegalStateException("cannot end");
            }
        }
    }

    Session session() {
        return sessions.get(sessions.size() - 1);
    }

    boolean opened() {
        return !sessions.isEmpty();
    }

    FakeRecogniser() {
        this(SttCapabilities.FinalizeAnswers.MARKED);
    }

    FakeRecogniser(SttCapabilities.FinalizeAnswers answers) {
        capabilities = new SttCapabilities(true, answers, Duration.ofMillis(150), Duration.ofSeconds(1));
    }

    void ready() {
        listener.onEvent(new SttEvent.Ready("fake"));
    }

    void interim(String text) {
        listener.onEvent(new SttEvent.Interim(text, List.of()));
    }

    void answers(String text) {
        listener.onEvent(new SttEvent.Final(text, List.of(), true, false));
    }

    void says(String text, long fromMillis, long toMillis) {
        listener.onEvent(
                new SttEvent.Final(text, List.of(new SttEvent.Word(text, fromMillis, toMillis, null)), false, false));
    }

    void closes() {
        listener.onEvent(new SttEvent.Closed(1000, "", true));
    }

    void breaks() {
        listener.onEvent(new SttEvent.Error(
                new BatonException(ErrorCode.STT_LOST, "the connection was lost (1006)", "", "wait for it")));
        listener.onEvent(new SttEvent.Closed(1006, "", false));
    }

    void busyFor(Duration wait) {
        listener.onEvent(new SttEvent.Error(
                new BatonException(ErrorCode.STT_BUSY, "too many sessions (429)", "", "wait"), false, wait));
        listener.onEvent(new SttEvent.Closed(1006, "", false));
    }

    void refuses() {
        listener.onEvent(new SttEvent.Error(
                new BatonException(ErrorCode.STT_KEY_REFUSED, "the key was refused (401)", "", "check the key"), true));
        listener.onEvent(new SttEvent.Closed(1006, "", false));
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public String address() {
        return "nowhere";
    }

    @Override
    public SttCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public int sampleRateHz() {
        return 16_000;
    }

    @Override
    public SttSession open(SttTransport transport, SttListener listener) {
        if (failsToOpen) {
            throw new IllegalStateException("cannot open");
        }
        this.listener = listener;
        sessions.add(new Session(listener));
        saysAtOnce.accept(listener);
        return session();
    }
}
