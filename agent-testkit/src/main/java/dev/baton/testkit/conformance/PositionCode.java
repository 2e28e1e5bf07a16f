package dev.baton.testkit.conformance;

/** Sound of which each stretch tells where in the stream it belongs. Sixteen levels so far apart that G.711 does not blur them. */
final class PositionCode {
    private static final int STEP = 4_000;
    private static final int LOWEST = -30_000;
    private static final int SURE = 32;

    private PositionCode() {}

    static short at(long position) {
        long mixed = (position + 1) * 0x9E3779B97F4A7C15L;
        return (short) (LOWEST + STEP * (int) (mixed >>> 60));
    }

    static short[] from(long position, int samples) {
        var sound = new short[samples];
        for (int i = 0; i < samples; i++) {
            sound[i] = at(position + i);
        }
        return sound;
    }

    /**
     * @param first position of the first sample that was given
     * @return samples that are left out in between, or before; the stream must be in order
     * @throws AssertionError where the sound is not of the stream, or not in order
     */
    static long leftOut(short[] sound, long first, long given) {
        long position = first;
        for (int i = 0; i < sound.length; i++, position++) {
            if (!isAt(sound[i], position)) {
                position = find(sound, i, position, first + given);
            }
        }
        return position - first - sound.length;
    }

    private static long find(short[] sound, int from, long after, long end) {
        int length = Math.min(SURE, sound.length - from);
        for (long candidate = after; candidate + length <= end; candidate++) {
            int same = 0;
            while (same < length && isAt(sound[from + same], candidate + same)) {
                same++;
            }
            if (same == length) {
                return candidate;
            }
        }
        throw new AssertionError("sample " + from + " of " + sound.length + " on the wire, " + sound[from]
                + ", is none of those that were due: altered, doubled or out of order");
    }

    private static boolean isAt(short sample, long position) {
        return Math.abs(sample - at(position)) < STEP / 2;
    }
}
