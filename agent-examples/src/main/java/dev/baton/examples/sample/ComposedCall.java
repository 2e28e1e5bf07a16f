package dev.baton.examples.sample;

import java.util.List;

/**
 * A caller's half of a call, ready to be played.
 *
 * @param turnSounds one for each of {@link CallTruth#turns()}, without the line noise
 * @param noiseSounds one for each of {@link CallTruth#noises()}
 */
public record ComposedCall(CallTruth truth, List<Sound> turnSounds, List<Sound> noiseSounds) {
    public ComposedCall {
        turnSounds = List.copyOf(turnSounds);
        noiseSounds = List.copyOf(noiseSounds);
        if (turnSounds.size() != truth.turns().size()
                || noiseSounds.size() != truth.noises().size()) {
            throw new IllegalArgumentException("each turn and each noise needs one sound, turns="
                    + truth.turns().size() + ", turnSounds=" + turnSounds.size() + ", noises="
                    + truth.noises().size() + ", noiseSounds=" + noiseSounds.size());
        }
    }
}
