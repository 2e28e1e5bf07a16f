package dev.baton.testkit.carrier;

import dev.baton.testkit.audio.SyntheticCaller;

/** Words that the testkit's recogniser understands, as samples for {@link CarrierLeg#say}. */
public final class CallerSpeech {
    private CallerSpeech() {}

    /** @param words of {@link dev.baton.testkit.audio.Vocabulary#english()}, with blanks */
    public static short[] of(Line line, String words) {
        return SyntheticCaller.builder(line.sampleRateHz())
                .lineNoise(Double.NEGATIVE_INFINITY)
                .turn(words)
                .build()
                .samples();
    }
}
