package dev.baton.turn;

/** Why the recogniser was given up. The prose completes "It is not tried again because ...". */
public enum GiveUpReason {
    REFUSED("refused", "it refused us, and would again"),
    UNREACHABLE("unreachable", "no attempt to reach it succeeded since the call began"),
    BROKEN("broken", "the code that connects to it failed, and would again"),
    QUICK_FAILURES("quick_failures", "one connection after the other died young");

    private final String label;
    private final String prose;

    GiveUpReason(String label, String prose) {
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
