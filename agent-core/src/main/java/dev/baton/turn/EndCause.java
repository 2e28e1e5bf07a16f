package dev.baton.turn;

/** Who ended the call. The prose completes "The call ended because ...". */
public enum EndCause {
    HUNG_UP("hangup", "the line was closed"),
    HANDLER("handler", "the handler ended it"),
    STALL("stall", "nobody had spoken and no handler had worked for too long");

    private final String label;
    private final String prose;

    EndCause(String label, String prose) {
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
