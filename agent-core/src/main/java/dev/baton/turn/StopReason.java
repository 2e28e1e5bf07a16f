package dev.baton.turn;

/** Why a reply ended early. The prose completes "The reply ended because ...". */
public enum StopReason {
    INTERRUPTED("interrupted", "the caller talked over it"),
    CALLER_SPOKE("caller_spoke", "the caller spoke again before it began"),
    SUPERSEDED("superseded", "a newer utterance made it stale"),
    REVISED("revised", "the utterance that it answers was revised"),
    TEXT_CHANGED("text_changed", "it was begun ahead of the commit, for a text that then changed"),
    CALL_END("call_end", "the call is ending");

    private final String label;
    private final String prose;

    StopReason(String label, String prose) {
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
