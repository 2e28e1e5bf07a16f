package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttCapabilities;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A recogniser in the test's hand: it notes what reaches it and says what the test wants. */
final class FakeRecogniser implements SpeechToText, SttSession {
    /** Control messages, each with the number of samples that came before it. */
    final List<String> wire = new ArrayList<>();

    private final SttCapabilities capabilities;
    long samples;
    boolean failsToEnd;
    boolean failsToFinalize;
    boolean opened;
    private SttListener listener = event -> {};

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
        this.listener = listener;
        opened = true;
        return this;
    }

    @Override
    public void audio(short[] audio, int offset, int length) {
        samples += length;
    }

    @Override
    public void finalizeTurn() {
        if (failsToFinalize) {
            throw new IllegalStateException("cannot finalize");
        }
        wire.add("finalize@" + samples / 16);
    }

    @Override
    public void closeStream() {
        wire.add("close_stream@" + samples / 16);
    }

    @Override
    public void abort() {
        if (failsToEnd) {
            throw new IllegalStateException("cannot end");
        }
    }
}
