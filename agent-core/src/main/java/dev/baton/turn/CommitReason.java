package dev.baton.turn;

/** Why a turn was committed when it was. The prose completes "The turn ended because ...". */
public enum CommitReason {
    QUIET("quiet", "the caller had been quiet for as long as a turn needs, and the text was final"),
    PATIENCE("patience", "the caller had been quiet for as long as the question allows, and the text was final"),
    ANSWER_COMPLETE(
            "answer_complete", "the answer was what the question asks for and complete, and its text was final"),
    VERDICT("verdict", "the end-of-turn detector said that the caller had finished, and the text was final"),
    SETTLED("settled", "the quiet was over before, and the last final text arrived"),
    TIMEOUT("timeout", "the recogniser owed an answer for too long, so the final text that was there was taken"),
    TIMEOUT_INTERIM("timeout_interim", "the recogniser owed a final for too long, so its interim text was taken"),
    TRANSCRIPT("transcript", "no speech was detected, only text, and no more text came"),
    STT_TURN_END("stt_turn_end", "the recogniser said so, and the text was final"),
    STALL("stall", "the recogniser, which decides about turns, had nothing new to say for too long"),
    LATE("late", "the text came after its own turn had been answered, while the next one was open"),
    REVISED("revised", "late text of this turn arrived before its answer began"),
    EXPECTED("expected", "it is only expected to end: the handler works ahead"),
    KEY_TERMINATOR("key_terminator", "the caller pressed the key that ends the input"),
    KEY_TIMEOUT("key_timeout", "the caller pressed no further key"),
    TYPED("typed", "the caller sent the line"),
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
