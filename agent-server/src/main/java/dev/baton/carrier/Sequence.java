package dev.baton.carrier;

/** Watches the numbers of messages that come in order: gaps and repetitions are told. */
final class Sequence {
    private long last = MediaMessage.NONE;

    /** @return false for a message that has been there before */
    boolean isNew(long number, Line line) {
        if (number == MediaMessage.NONE) {
            return true;
        }
        if (last != MediaMessage.NONE && number != last + 1) {
            line.tolerate(LineProblem.OUT_OF_SEQUENCE, "message " + number + " came after " + last);
            if (number <= last) {
                return false;
            }
        }
        last = number;
        return true;
    }
}
