package dev.baton.turn;

/** Why a turn came to nothing. The prose completes "The turn was abandoned because ...". */
public enum AbandonReason {
    NO_TEXT("no_text", "the caller was quiet and no text came"),
    ONLY_INTERIM("only_interim", "no final text came, and by the settings interim text alone is not taken"),
    STALL("stall", "the recogniser, which decides about turns, had nothing new to say for too long"),
    CALL_END("call_end", "the call ended and no final text had come");

    private final String label;
    private final String prose;

    AbandonReason(String label, String prose) {
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
