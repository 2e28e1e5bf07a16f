package dev.baton.turn;

/** Why words became no utterance. The prose completes "They were dropped because they were ...". */
public enum DropReason {
    BELOW_INTERRUPTION("below_interruption", "too short to interrupt the agent, and said while it spoke"),
    ECHO("echo", "the agent's own words coming back"),
    DUPLICATE_AUDIO("duplicate_audio", "of audio whose text had been committed before"),
    MUTED("muted", "said while the caller was muted"),
    NO_WAKE_PHRASE("no_wake_phrase", "said without the phrase that wakes the agent");

    private final String label;
    private final String prose;

    DropReason(String label, String prose) {
        this.label = label;
        this.prose = prose;
    }

    /** As machines read it. */
    public String label() {
        return label;
    }

    public String prose() {
        return prose;
    }
}
