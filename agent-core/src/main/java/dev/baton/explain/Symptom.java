package dev.baton.explain;

/** What callers complain about. The prose is the complaint. */
public enum Symptom {
    CUT_OFF("cut_off", "the caller was cut off"),
    DOUBLE_TALK("double_talk", "caller and agent spoke at the same time"),
    ECHO("echo", "the agent heard itself"),
    FALSE_INTERRUPTION("false_interruption", "the agent stopped for a sound that was no utterance"),
    DEAD_AIR("dead_air", "nobody spoke, and the caller waited");

    private final String label;
    private final String prose;

    Symptom(String label, String prose) {
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
