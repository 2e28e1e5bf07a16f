package dev.baton.testkit.stt;

/** How an upgrade is answered instead of being granted. */
record UpgradeFault(int status, Answer answer) {
    enum Answer {
        /** The service's own words. */
        REASON,
        REDIRECT,
        HTML,
        NOTHING
    }
}
