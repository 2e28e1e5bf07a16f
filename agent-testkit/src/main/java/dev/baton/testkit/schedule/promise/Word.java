package dev.baton.testkit.schedule.promise;

/**
 * A word of the caller; each is said once.
 *
 * @param number from 1, in the order in which they are said
 * @param heardByDetector whether it is part of what the detector takes for speech
 * @param arrives whether all of its audio reaches the call
 */
public record Word(int number, long startMillis, long endMillis, boolean heardByDetector, boolean arrives) {
    /** As the recogniser writes it. */
    public String text() {
        return "w" + number;
    }

    /** As the recogniser writes it while it may still change. */
    public String interimText() {
        return "i" + number;
    }
}
