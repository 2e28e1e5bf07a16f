package dev.baton.testkit.proxy;

/** What a {@link Fault} does, without when and where. */
sealed interface Effect {
    /** Both sides: reset, or ended in order. */
    record Cut(boolean orderly) implements Effect {}

    record HalfClose() implements Effect {}

    record Stall() implements Effect {}

    record Swallow() implements Effect {}

    record Throttle(long bytesPerSecond) implements Effect {}

    record SingleBytes() implements Effect {}

    /** @param jitterNanos most that is added by chance */
    record Delay(long nanos, long jitterNanos) implements Effect {}

    /** @param oneIn so many bytes, on average */
    record Corrupt(long oneIn) implements Effect {}

    /**
     * @param oneIn so many text messages, on average
     * @param pauseNanos between the halves of a split one
     */
    record Messages(Deed deed, long oneIn, long pauseNanos) implements Effect {}

    /** Accepts and says nothing. */
    record Silence() implements Effect {}

    /** Answers HTTP in the service's place. */
    record Answer(HttpAnswer answer) implements Effect {}

    /** What becomes of a message. */
    enum Deed {
        DROP,
        DUPLICATE,
        REORDER,
        HALVE,
        SPLIT
    }

    /** Whether it decides about the whole connection as it begins, before there is a service behind it. */
    default boolean isForNewConnectionsOnly() {
        return this instanceof Silence || this instanceof Answer;
    }

    /** Whether it goes on until something ends it. */
    default boolean lasts() {
        return this instanceof Stall
                || this instanceof Swallow
                || this instanceof Throttle
                || this instanceof SingleBytes
                || this instanceof Delay
                || this instanceof Corrupt;
    }
}
