package dev.baton.turn;

/** The agent that listens only when it is called. */
final class WakePhrase {
    private WakePhrase() {}

    /** What of the text reaches the handler: all of it while the agent is awake, else from the wake phrase on; empty without one. */
    static String textFrom(Transition t, String text) {
        if (t.config.wakePhrases().isEmpty() || isAwake(t)) {
            return text;
        }
        int from = text.length();
        for (var phrase : t.config.wakePhrases()) {
            int at = Words.indexOf(text, phrase);
            from = at < 0 ? from : Math.min(from, at);
        }
        return text.substring(from);
    }

    private static boolean isAwake(Transition t) {
        return t.committedAt != TurnState.NEVER
                && t.now - t.committedAt <= t.config.wakeTimeout().toNanos();
    }
}
