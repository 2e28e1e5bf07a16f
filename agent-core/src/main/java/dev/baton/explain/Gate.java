package dev.baton.explain;

/** What stands between the caller's sound and the floor. */
enum Gate {
    /** {@code turn.allow-interruptions=false}. */
    FORBIDDEN,
    /** The handler shielded the reply. */
    SHIELDED,
    /** {@code turn.echo-guard}: longer speech is asked for. */
    ECHO_GUARD,
    /** {@code turn.min-interruption-words}. */
    WORDS,
    /** {@code turn.echo-warm-up}: sound alone does not count yet. */
    WARM_UP,
    /** {@code turn.min-interruption}. */
    DURATION
}
