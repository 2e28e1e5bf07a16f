package dev.baton.testkit.stt;

import dev.baton.audio.AudioFormat;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttCapabilities;
import dev.baton.stt.SttCapabilities.FinalizeAnswers;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A speech-to-text service without a network, for calls on virtual time: cuts and hears what a {@code LocalSttServer} with the same recogniser would, and answers each request for a final
 * text after a fixed time of the call.
 *
 * <p>Time stands still while the recogniser works: the call's thread waits for it, however many threads of its own it has. Interim texts come when the audio that they are about has been
 * heard. Not for real time, where it would hold up an event loop. Takes audio at 16 kHz. Does not close the recogniser.
 */
public final class InMemorySpeechToText implements SpeechToText {
    /** Smallest Pulse's usual answer time. */
    public static final Duration USUAL_ANSWER_DELAY = Duration.ofMillis(150);

    private static final int SAMPLE_RATE_HZ = 16_000;

    private final String name;
    private final Recognizer recognizer;
    private final SttCapabilities capabilities;
    private final SpeechStream.Settings settings;

    private InMemorySpeechToText(Builder builder) {
        name = builder.name;
        recognizer = new LockstepRecognizer(builder.recognizer, builder.standstillLimit);
        capabilities = new SttCapabilities(
                true,
                builder.marks ? FinalizeAnswers.MARKED : FinalizeAnswers.BY_AUDIO,
                builder.usualAnswerTime == null ? builder.answerDelay : builder.usualAnswerTime,
                builder.settleTimeout);
        settings = new SpeechStream.Settings(
                AudioFormat.linear16(SAMPLE_RATE_HZ),
                builder.hearing,
                builder.quiet,
                builder.longestUtterance,
                0,
                true,
                builder.answerDelay);
    }

    /** @param recognizer made ready before the call; stays the caller's to close */
    public static Builder builder(Recognizer recognizer) {
        return new Builder(recognizer);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String address() {
        return "memory";
    }

    @Override
    public SttCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public int sampleRateHz() {
        return SAMPLE_RATE_HZ;
    }

    @Override
    public SttSession open(SttTransport transport, SttListener listener) {
        boolean marks = capabilities.finalizeAnswers() == FinalizeAnswers.MARKED;
        return new InMemorySession(settings, recognizer, marks, address(), transport, listener);
    }

    /** Collects settings; belongs to one thread. */
    public static final class Builder {
        private final Recognizer recognizer;
        private String name = "in-memory";
        private StreamHearing hearing = StreamHearing.OF_SOUNDS;
        private Duration answerDelay = USUAL_ANSWER_DELAY;
        private @Nullable Duration usualAnswerTime;
        private Duration settleTimeout = Duration.ofSeconds(1);
        private Duration quiet = Duration.ofSeconds(1);
        private Duration longestUtterance = Duration.ofSeconds(60);
        private Duration standstillLimit = Duration.ofMinutes(1);
        private boolean marks;

        private Builder(Recognizer recognizer) {
            this.recognizer = recognizer;
        }

        /** What hears speech, and how much of it counts: any sound unless told otherwise, see {@link SoundDetector}. */
        public Builder hearing(VoiceActivityDetectorProvider detector, SpeechGateConfig gate) {
            hearing = new StreamHearing(detector, gate);
            return this;
        }

        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /** From a finalize, or the quiet that ends an utterance, to its final text, in time of the call; 150 ms unless said. */
        public Builder answerDelay(Duration delay) {
            answerDelay = delay;
            return this;
        }

        /** What the call may expect that to be, and so how long before the end of the quiet it asks; the same unless said. */
        public Builder usualAnswerTime(Duration time) {
            usualAnswerTime = time;
            return this;
        }

        /** Longest useful wait for an answer; 1 s unless said. */
        public Builder settleTimeout(Duration limit) {
            settleTimeout = limit;
            return this;
        }

        /** Quiet that makes a final text by itself; 1 s unless said, zero for never. */
        public Builder ownEndOfUtterance(Duration quiet) {
            this.quiet = quiet;
            return this;
        }

        /** Whether answers are marked as such; as with Smallest Pulse, not unless said. */
        public Builder marksAnswers(boolean marks) {
            this.marks = marks;
            return this;
        }

        /** So long, in real time, the recogniser may work at once before the connection counts as lost; a minute unless said. */
        public Builder standstillLimit(Duration limit) {
            standstillLimit = limit;
            return this;
        }

        public InMemorySpeechToText build() {
            return new InMemorySpeechToText(this);
        }
    }
}
