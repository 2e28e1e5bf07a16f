package dev.baton.testkit.schedule;

/** Parts of the world that a generator may leave out. */
public enum Feature {
    CONNECTIONS,
    DETECTOR_FAILURES,
    AUDIO_GAPS,
    KEYS,
    TYPED_LINES,
    MUTING,
    SETTINGS_CHANGES,
    TOOLS,
    SHIELDED_REPLIES,
    /** The caller must say a phrase before the agent listens. */
    WAKE_PHRASES,
    /** Audio is not sent while the caller is silent. */
    HELD_AUDIO,
    ALL_SETTINGS;
}
