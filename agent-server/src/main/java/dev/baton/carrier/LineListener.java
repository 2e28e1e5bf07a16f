package dev.baton.carrier;

/** Hears what lines have to tell besides calls: for metrics and logs. Called on I/O threads and event loops; must not block. */
@FunctionalInterface
public interface LineListener {
    /**
     * @param transport as in {@code CallInfo}
     * @param detail for people, never with a caller's words
     */
    void onProblem(String transport, LineProblem problem, String detail);

    static LineListener none() {
        return (transport, problem, detail) -> {};
    }
}
