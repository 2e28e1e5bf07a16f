package dev.baton.internal.journal;

import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttCapabilities;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Stands where a recogniser without a wire stood: what that said comes from the tape. */
final class SilentRecogniser implements SpeechToText {
    private final int sampleRateHz;
    private @Nullable SttListener latest;

    SilentRecogniser(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
    }

    /** The tape tells that the connection stands. */
    void opens() {
        if (latest != null) {
            latest.onEvent(new SttEvent.Ready(address()));
        }
    }

    @Override
    public String name() {
        return "recorded";
    }

    @Override
    public String address() {
        return "";
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    @Override
    public SttCapabilities capabilities() {
        return new SttCapabilities(
                true, SttCapabilities.FinalizeAnswers.MARKED, Duration.ofMillis(150), Duration.ofSeconds(1));
    }

    @Override
    public SttSession open(SttTransport transport, SttListener listener) {
        latest = listener;
        return new SttSession() {
            @Override
            public void audio(short[] samples, int offset, int length) {}

            @Override
            public void finalizeTurn() {}

            @Override
            public void closeStream() {}

            @Override
            public void abort() {}
        };
    }
}
