package dev.baton.benchmarks.load;

import dev.baton.tts.LocalVoice;

/** A voice that has everything ready: 2 s of a tone at once, as a cache hands over what was spoken before. */
final class TwoSeconds implements LocalVoice {
    private static final double HZ = 220;
    private static final double AMPLITUDE = 3_000;

    private final short[] tone = new short[2 * CallScript.RATE_HZ];

    TwoSeconds() {
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * HZ * i / CallScript.RATE_HZ));
        }
    }

    @Override
    public String name() {
        return "two seconds";
    }

    @Override
    public int sampleRateHz() {
        return CallScript.RATE_HZ;
    }

    @Override
    public Synthesis synthesize(String text, SynthesisListener listener) {
        listener.onAudio(tone, 0, tone.length);
        listener.onCompleted();
        return () -> {};
    }
}
