package dev.baton.internal.call;

import dev.baton.audio.resample.Resampler;
import dev.baton.audio.resample.Resamplers;
import dev.baton.tts.SynthesisException;
import dev.baton.tts.TextToSpeech;
import dev.baton.tts.TtsSession;
import java.time.Duration;

/** Gives one reply's texts to the voice, one after the other, and brings the audio to the loop. Used on the loop. */
final class ReplySynthesis {
    /** Synthesis of the next text waits while so much audio is ready. */
    private static final int MAX_READY_SECONDS = 30;

    /** A voice that has given nothing for so long gives nothing more. */
    private static final Duration MAX_SILENCE = Duration.ofSeconds(10);

    /** Hears how the synthesis comes along. */
    interface Observer {
        void audioArrived();

        /** A text will not be spoken, or no further. */
        void unspoken(SpokenSegment segment, SynthesisException reason);

        /** Something may be playable now, or finished. */
        void progressed();
    }

    private final TextToSpeech voice;
    private final TtsSession session;
    private final Speaker speaker;
    private final SpokenReply script;
    private final Observer observer;
    private int begun;
    private boolean stopped;
    private CallLoop.Timer watch = () -> {};

    ReplySynthesis(TextToSpeech voice, TtsSession session, Speaker speaker, SpokenReply script, Observer observer) {
        this.voice = voice;
        this.session = session;
        this.speaker = speaker;
        this.script = script;
        this.observer = observer;
    }

    /** Begins with the next text, unless one is under way or enough is ready. */
    void goOn() {
        var segments = script.segments();
        boolean running = begun > 0 && !segments.get(begun - 1).isComplete();
        while (!running && begun < segments.size() && segments.get(begun).isComplete()) {
            begun++; // a recording, which needs no voice
        }
        if (stopped
                || running
                || begun == segments.size()
                || script.ready() > (long) MAX_READY_SECONDS * speaker.sampleRateHz) {
            return;
        }
        var segment = segments.get(begun++);
        try {
            speaker.usage.asked(voice.name(), segment.text.length());
            segment.cancelSynthesis = session.synthesize(segment.text, new Feed(segment))::cancel;
            watch(segment, 0);
        } catch (RuntimeException e) {
            var reason = new SynthesisException(
                    "a text could not be spoken: the voice threw "
                            + e.getClass().getName(),
                    "gave it to " + voice.name(),
                    "see the cause in the log",
                    e);
            arrived(() -> giveUp(segment, reason));
        }
    }

    /** Nothing of it is wanted any more. */
    void stop() {
        stopped = true;
        watch.cancel();
        for (var segment : script.segments()) {
            if (segment.cancelSynthesis != null) {
                segment.cancelSynthesis.run();
            }
        }
    }

    /** All is said. */
    void finish() {
        stopped = true;
        watch.cancel();
    }

    /** A voice that falls silent must not keep the caller waiting for the rest of the call. */
    private void watch(SpokenSegment segment, int lengthBefore) {
        watch = speaker.scheduler.after(MAX_SILENCE, () -> {
            if (stopped || segment.isComplete()) {
                return;
            }
            if (segment.length() > lengthBefore) {
                watch(segment, segment.length());
                return;
            }
            if (segment.cancelSynthesis != null) {
                segment.cancelSynthesis.run();
            }
            var reason = new SynthesisException(
                    "a text could not be spoken: no audio for " + MAX_SILENCE.toSeconds() + " s",
                    "waited for " + voice.name(),
                    "check the voice; the reply goes on without this text",
                    null);
            arrived(() -> giveUp(segment, reason));
        });
    }

    /** What cannot be spoken must not hold up what can, nor the end of the reply. */
    private void giveUp(SpokenSegment segment, SynthesisException reason) {
        segment.giveUp();
        observer.unspoken(segment, reason);
    }

    /** Something about the synthesis; from any thread. */
    private void arrived(Runnable what) {
        speaker.loop.execute(() -> {
            if (!stopped) {
                what.run();
                observer.progressed();
                goOn();
            }
        });
    }

    /** Brings one text's audio from the synthesizer's thread to the loop. */
    private final class Feed implements TextToSpeech.SynthesisListener {
        private final SpokenSegment segment;
        private boolean kept;
        private final Resampler resampler = Resamplers.create(voice.sampleRateHz(), speaker.sampleRateHz);

        Feed(SpokenSegment segment) {
            this.segment = segment;
        }

        @Override
        public void onAudio(short[] samples, int offset, int length) {
            var copy = new short[length];
            System.arraycopy(samples, offset, copy, 0, length);
            arrived(() -> {
                if (!kept) {
                    speaker.usage.spoke(length * 1_000_000_000L / voice.sampleRateHz());
                }
                segment.append(resampler, copy);
                observer.audioArrived();
            });
        }

        @Override
        public void onKept() {
            arrived(() -> {
                kept = true;
                speaker.usage.spared(segment.text.length());
            });
        }

        @Override
        public void onWord(String word, Duration begins) {
            arrived(() -> segment.word(word, speaker.samples(begins.toNanos())));
        }

        @Override
        public void onCompleted() {
            arrived(() -> segment.complete(resampler));
        }

        @Override
        public void onFailed(SynthesisException reason) {
            arrived(() -> giveUp(segment, reason));
        }
    }
}
