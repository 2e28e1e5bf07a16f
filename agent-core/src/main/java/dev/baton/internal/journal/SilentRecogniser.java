package dev.baton.internal.journal;

import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttCapabilities;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import java.time.Duration;

/** Stands where a recogniser without a wire stood: what that said comes from the tape. */
record SilentRecogniser(int sampleRateHz) implements SpeechToText {
    @Override
    public String name() {
        return "recorded";
    }

    @Override
    public String address() {
        return "";
    }

    @Override
    public SttCapabilities capabilities() {
        return new SttCapabilities(
                true, SttCapabilities.FinalizeAnswers.MARKED, Duration.ofMillis(150), Duration.ofSeconds(1));
    }

    @Override
    public SttSession open(SttTransport transport, SttListener listener) {
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
