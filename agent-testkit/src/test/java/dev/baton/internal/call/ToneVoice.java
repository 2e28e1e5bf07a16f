package dev.baton.internal.call;

import dev.baton.tts.LocalVoice;
import dev.baton.tts.SynthesisException;

/** Speaks 100 ms for each word, at once; cannot say "unspeakable". */
class ToneVoice implements LocalVoice {
    @Override
    public String name() {
        return "tone";
    }

    @Override
    public int sampleRateHz() {
        return 16_000;
    }

    @Override
    public Synthesis synthesize(String text, SynthesisListener listener) {
        if (text.contains("unspeakable")) {
            listener.onFailed(new SynthesisException("cannot speak", "", "say something else", null));
            return () -> {};
        }
        int words = text.split(" ").length;
        for (int i = 0; i < words; i++) {
            listener.onAudio(new short[1600], 0, 1600);
        }
        listener.onCompleted();
        return () -> {};
    }
}
