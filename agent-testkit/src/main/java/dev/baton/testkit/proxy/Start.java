package dev.baton.testkit.proxy;

/**
 * When a fault begins, counted from the beginning of its connection.
 *
 * @param amount nanoseconds, bytes forwarded in the fault's direction, or whole messages
 */
record Start(By by, long amount) {
    static final Start AT_ONCE = new Start(By.TIME, 0);

    enum By {
        TIME,
        BYTES,
        MESSAGES
    }

    Start {
        if (amount < 0) {
            throw new IllegalArgumentException("a fault begins after 0 or more, amount=" + amount);
        }
    }

    boolean isAtOnce() {
        return amount == 0;
    }
}
