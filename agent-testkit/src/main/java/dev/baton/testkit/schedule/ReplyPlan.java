package dev.baton.testkit.schedule;

/**
 * What the scripted handler does in one invocation.
 *
 * @param startMillis until a thread is free for it
 * @param texts how many texts it says
 * @param lengthMillis of the sound of each
 * @param gapMillis between texts, with {@link Style#ASYNC}
 * @param voiceMillis until the voice gives the first sound of a text
 * @param patienceMillis that it asks for, negative for none
 * @param toolMillis how long its tool runs, 0 for none
 * @param shielded whether the reply may not be interrupted
 * @param endsCall whether it ends the call
 */
public record ReplyPlan(
        Style style,
        int startMillis,
        int texts,
        int lengthMillis,
        int gapMillis,
        int voiceMillis,
        int patienceMillis,
        int toolMillis,
        boolean shielded,
        boolean endsCall) {
    /** How it behaves. */
    public enum Style {
        /** Says everything and returns. */
        PROMPT,
        /** Returns, says the texts later and completes the reply. */
        ASYNC,
        /** The same, but forgets to complete the reply. */
        NEVER_COMPLETES,
        /** Says everything and throws. */
        THROWS,
        /** The voice fails at its second text. */
        VOICE_FAILS,
        /** The voice fails at its first text. */
        VOICE_FAILS_AT_ONCE,
        /** As {@link #ASYNC}, and says last what it wishes, and again when it completes. */
        LATE_WISHES,
        /** The voice gives less than a frame, and the rest of the text later. */
        VOICE_HESITATES
    }

    static final ReplyPlan PLAIN = new ReplyPlan(Style.PROMPT, 0, 1, 500, 0, 0, -1, 0, false, false);
    static final ReplyPlan SILENT = new ReplyPlan(Style.PROMPT, 0, 0, 0, 0, 0, -1, 0, false, false);
}
