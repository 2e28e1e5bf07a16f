package dev.baton.benchmarks.vad.training;

/** What belongs to labels of 10 ms each. */
final class Labels {
    static final int HOPS_PER_SECOND = 100;
    /** At 8 kHz. */
    static final int HOP_SAMPLES = 80;

    /** People who label disagree by as much. */
    private static final int UNSURE_HOPS = 4;

    private Labels() {}

    /** Whether speech begins or ends within 40 ms of a hop, so that its label may be wrong. */
    static boolean nearEdge(boolean[] speech, int hop) {
        int first = Math.max(0, hop - UNSURE_HOPS);
        int last = Math.min(speech.length - 1, hop + UNSURE_HOPS);
        for (int i = first; i <= last; i++) {
            if (speech[i] != speech[hop]) {
                return true;
            }
        }
        return false;
    }
}
