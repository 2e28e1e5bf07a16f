package dev.baton.testkit.schedule.promise;

/**
 * A promise that was not kept.
 *
 * @param seen what happened instead
 */
public record Violation(Promise promise, String seen) {
    @Override
    public String toString() {
        return promise.name() + ": " + promise.sentence() + " Seen: " + seen;
    }
}
