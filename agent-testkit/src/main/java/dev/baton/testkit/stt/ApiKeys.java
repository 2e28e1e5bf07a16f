package dev.baton.testkit.stt;

import org.jspecify.annotations.Nullable;

/** Decides about the key that a client shows. Called on event loops; must not block. */
@FunctionalInterface
public interface ApiKeys {
    /** What becomes of the connection. */
    enum Verdict {
        ACCEPTED,
        /** Missing or wrong: 401. */
        UNKNOWN,
        /** Known, but not for this service: 403. */
        FORBIDDEN
    }

    /** @param key as sent, or null where none was */
    Verdict check(@Nullable String key);

    /** Lets everybody in. */
    static ApiKeys notRequired() {
        return key -> Verdict.ACCEPTED;
    }

    /** Lets everybody in who shows some key. */
    static ApiKeys any() {
        return key -> key == null || key.isBlank() ? Verdict.UNKNOWN : Verdict.ACCEPTED;
    }

    static ApiKeys exactly(String expected) {
        return key -> expected.equals(key) ? Verdict.ACCEPTED : Verdict.UNKNOWN;
    }
}
