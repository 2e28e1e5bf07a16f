package dev.baton.benchmarks.vad.training;

/** What belongs to labels of 10 ms each. */
final class Labels {
    static final int HOPS_PER_SECOND = 100;
    /** At 8 kHz. */
    static final int HOP_SAMPLES = 80;

    /** People who label disagree by as much. */
    private static final int UNSURE_HOPS = 4;

    /** Within them even the slowest consonants have become a vowel. */
    private static final int BEGINNING_HOPS = 15;

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

    /** Whether a hop is speech that began less than 150 ms before. */
    static boolean isBeginning(boolean[] speech, int hop) {
        if (!speech[hop]) {
            return false;
        }
        for (int i = hop - 1; i >= Math.max(0, hop - BEGINNING_HOPS); i--) {
            if (!speech[i]) {
                return true;
            }
        }
        return hop < BEGINNING_HOPS;
    }
}
