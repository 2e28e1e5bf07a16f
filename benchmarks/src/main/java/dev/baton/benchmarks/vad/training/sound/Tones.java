package dev.baton.benchmarks.vad.training.sound;

/** What telephone exchanges and machines play: dialled keys, ring-back and other call progress tones (ITU-T E.180 and Q.23), beeps, and sweeps. */
final class Tones implements SoundMaker {
    /** Ringing, busy, out of service, in several countries, in Hz. */
    private static final double[][] CALL_PROGRESS = {
        {350, 440}, {440, 480}, {425, 425}, {480, 620}, {400, 450}, {950, 1400}
    };

    private static final double[][] KEYS = {
        {697, 1209}, {770, 1336}, {852, 1477}, {941, 1633}, {697, 1477}, {941, 1336}, {852, 1209}, {770, 1477}
    };

    /** 5 ms. */
    private static final double RAMP_SAMPLES = 40;

    private enum Kind {
        KEYS,
        PAIR,
        SINGLE,
        /** Another pair each time. */
        CHANGING,
        SWEEP
    }

    @Override
    public float[] make(Dice dice, int length) {
        var sound = new float[length];
        Kind kind = dice.of(Kind.values());
        double[] pair = pair(dice, kind);
        double on = dice.between(0.05, 2.2);
        double off = dice.between(0.04, 4);
        for (int at = 0; at < length; ) {
            if (kind == Kind.KEYS) {
                on = dice.between(0.05, 0.3);
                off = dice.between(0.04, 0.6);
            }
            if (kind == Kind.KEYS || kind == Kind.CHANGING) {
                pair = pair(dice, kind);
            }
            int tone = SoundMaker.samples(on);
            double octaves = kind == Kind.SWEEP ? dice.between(-1.5, 1.5) : 0;
            add(sound, at, tone, pair, octaves, dice.between(500, 2000));
            at += tone + SoundMaker.samples(off * (kind == Kind.CHANGING ? dice.between(0.2, 2) : 1));
        }
        return sound;
    }

    private static double[] pair(Dice dice, Kind kind) {
        double hz = dice.between(200, 3000);
        return switch (kind) {
            case KEYS -> dice.of(KEYS);
            case PAIR -> anyOfTheTelephone(dice);
            case SINGLE -> new double[] {hz, 0};
            case CHANGING, SWEEP -> new double[] {hz, hz * dice.between(1.01, 2)};
        };
    }

    private static double[] anyOfTheTelephone(Dice dice) {
        int which = dice.below(CALL_PROGRESS.length + KEYS.length);
        return which < CALL_PROGRESS.length ? CALL_PROGRESS[which] : KEYS[which - CALL_PROGRESS.length];
    }

    /** @param octaves how far the tone rises until its end */
    private static void add(float[] sound, int at, int length, double[] pair, double octaves, double gain) {
        double first = 0;
        double second = 0;
        for (int i = 0; i < length && at + i < sound.length; i++) {
            double bend = octaves == 0 ? 1 : Math.pow(2, octaves * i / length);
            first += pair[0] * bend / RATE_HZ;
            second += pair[1] * bend / RATE_HZ;
            double ramp = Math.min(1, Math.min(i, length - i) / RAMP_SAMPLES);
            double y = Math.sin(2 * Math.PI * first) + Math.sin(2 * Math.PI * second);
            sound[at + i] += (float) (gain * ramp * y);
        }
    }
}
