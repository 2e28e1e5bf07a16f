package dev.baton.turn;

/** Why a turn was committed when it was. The prose completes "The turn ended because ...". */
public enum CommitReason {
    QUIET("quiet", "the caller had been quiet for as long as a turn needs, and the text was final"),
    PATIENCE("patience", "the caller had been quiet for as long as the question allows, and the text was final"),
    SETTLED("settled", "the quiet was over before, and the last final text arrived"),
    TIMEOUT_INTERIM("timeout_interim", "the recogniser owed a final for too long, so its interim text was taken"),
    TRANSCRIPT("transcript", "no speech was detected, only text, and no more text came"),
    CALL_END("call_end", "the call ended");

    private final String label;
    private final String prose;

    CommitReason(String label, String prose) {
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
