package dev.baton.benchmarks.vad.training.sound;

/**
 * Reverberation as noise that dies away exponentially: J. Polack's model of the late part of a room's response, "La transmission de l'energie sonore dans les salles", 1988, without single echoes.
 */
public final class Room {
    /** Natural logarithm of the 60 dB after which a sound counts as gone. */
    private static final double DECAY = 6.9;
    /** What is weaker than this cannot be heard after the samples are rounded. */
    private static final float SILENT = 1e-2f;

    private final float[] response;

    /**
     * @param decaySeconds until a sound is 60 dB softer
     * @param keptSeconds length of the response
     * @param power of the reverberation, that of the direct sound being 1
     */
    public Room(Dice dice, double decaySeconds, double keptSeconds, double power) {
        response = new float[SoundMaker.samples(keptSeconds)];
        double sum = 0;
        // The direct sound, at 0, is added as it is.
        for (int i = 1; i < response.length; i++) {
            double fall = Math.exp(-DECAY * i / (decaySeconds * SoundMaker.RATE_HZ));
            response[i] = (float) (dice.gaussian() * fall);
            sum += response[i] * response[i];
        }
        float gain = (float) Math.sqrt(power / sum);
        for (int i = 1; i < response.length; i++) {
            response[i] *= gain;
        }
    }

    /** The sound with its reverberation, cut off where the sound ends. */
    public float[] apply(float[] dry) {
        float[] wet = dry.clone();
        for (int i = 0; i < dry.length; i++) {
            if (Math.abs(dry[i]) >= SILENT) {
                addEchoes(wet, i, dry[i], response, Math.min(response.length, dry.length - i));
            }
        }
        return wet;
    }

    /** On its own, so that it is compiled to vector instructions. */
    private static void addEchoes(float[] wet, int at, float sample, float[] response, int length) {
        for (int k = 1; k < length; k++) {
            wet[at + k] += sample * response[k];
        }
    }
}
