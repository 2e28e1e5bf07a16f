package dev.baton.benchmarks.interruption;

import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttCapabilities;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import java.time.Duration;

/** Takes audio and says nothing: what interrupts here is sound alone. */
final class DeafRecogniser implements SpeechToText {
    @Override
    public String name() {
        return "deaf";
    }

    @Override
    public String address() {
        return "nowhere";
    }

    @Override
    public SttCapabilities capabilities() {
        return new SttCapabilities(
                true, SttCapabilities.FinalizeAnswers.MARKED, Duration.ofMillis(100), Duration.ofSeconds(1));
    }

    @Override
    public int sampleRateHz() {
        return 16_000;
    }

    @Override
    public SttSession open(SttTransport transport, SttListener listener) {
        listener.onEvent(new SttEvent.Ready(address()));
        return new SttSession() {
            @Override
            public void audio(short[] samples, int offset, int length) {}

            @Override
            public void finalizeTurn() {}

            @Override
            public void closeStream() {
                listener.onEvent(new SttEvent.Closed(1000, "", true));
            }

            @Override
            public void abort() {}
        };
    }
}
