package dev.baton.turn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link TurnMachine} knows of a call; immutable. The caller's side and the agent's side move independently. Its parts are the machine's own affair; the phases tell people and tests
 * where it stands.
 *
 * @param nowNanos time of the latest event
 * @param deadlineNanos when time alone will change something, {@link #NEVER} if it will not
 * @param config the settings in force
 * @param turn the caller's open turn, or null
 * @param ended turns that have ended, newest first, as many as late text may belong to
 * @param patienceNanos quiet that the question allows, negative where the settings hold
 * @param expected what the question makes the answer look like, null where it says nothing
 * @param learnedNanos quiet that ends a turn as learned from the caller's pauses, negative where nothing was learned
 * @param pauses the caller's own, within turns
 * @param clamped how many events came with a time before that of another
 */
public record TurnState(
        long nowNanos,
        long deadlineNanos,
        TurnConfig config,
        Voice voice,
        @Nullable CallerTurn turn,
        List<EndedTurn> ended,
        FinalizeQueue finalizes,
        AgentFloor agent,
        Keypad keypad,
        Muting muting,
        SttLink link,
        Guards guards,
        Ending ending,
        int turnsOpened,
        int repliesAsked,
        long patienceNanos,
        @Nullable ExpectedAnswer expected,
        long learnedNanos,
        CallerPauses pauses,
        long idleSinceNanos,
        long committedAtNanos,
        int clamped) {
    static final long NEVER = Long.MAX_VALUE;

    static TurnState initial(TurnConfig config) {
        return new TurnState(
                0,
                0,
                config,
                Voice.SILENT,
                null,
                List.of(),
                FinalizeQueue.EMPTY,
                new AgentFloor(),
                Keypad.EMPTY,
                Muting.NONE,
                SttLink.OPEN,
                Guards.NONE,
                Ending.NONE,
                0,
                0,
                -1,
                null,
                -1,
                CallerPauses.NONE,
                NEVER,
                NEVER,
                0);
    }

    /** Where the caller's side stands. */
    public enum CallerPhase {
        /** No turn is open. */
        QUIET,
        SPEAKING,
        /** Text alone tells of the turn. */
        UNSEEN,
        /** Silent, and the recogniser still has something to say. */
        UNSETTLED,
        /** Silent, the text is there, and the quiet is not over. */
        SETTLED,
        /** Silent, and no text has come. */
        WORDLESS
    }

    /** Where the agent's side stands. */
    public enum AgentPhase {
        IDLE,
        THINKING,
        READY,
        STARTING,
        SPEAKING,
        PAUSED,
        CANCELLED
    }

    /** Where the call stands. */
    public enum CallPhase {
        TALKING,
        GOODBYE,
        DRAINING,
        OVER
    }

    /** Where the line to the recogniser stands. */
    public enum LinkPhase {
        PENDING,
        OPEN,
        LOST,
        GONE
    }

    public CallerPhase callerPhase() {
        if (turn == null) {
            return CallerPhase.QUIET;
        }
        if (!turn.detected) {
            return CallerPhase.UNSEEN;
        }
        if (voice.active()) {
            return CallerPhase.SPEAKING;
        }
        var transition = new Transition(this, null);
        if (!Settlement.isSettled(transition, turn)) {
            return CallerPhase.UNSETTLED;
        }
        return turn.text.hasFinals() || turn.text.hasInterim() ? CallerPhase.SETTLED : CallerPhase.WORDLESS;
    }

    public AgentPhase agentPhase() {
        if (agent.isPlaying()) {
            return agent.paused ? AgentPhase.PAUSED : AgentPhase.SPEAKING;
        }
        return switch (agent.phase) {
            case IDLE -> AgentPhase.IDLE;
            case THINKING, SPEAKING -> AgentPhase.THINKING;
            case READY -> AgentPhase.READY;
            case STARTING -> AgentPhase.STARTING;
            case CANCELLED -> AgentPhase.CANCELLED;
        };
    }

    public CallPhase callPhase() {
        return switch (ending.phase()) {
            case NONE -> CallPhase.TALKING;
            case GOODBYE -> CallPhase.GOODBYE;
            case DRAINING -> CallPhase.DRAINING;
            case OVER -> CallPhase.OVER;
        };
    }

    public LinkPhase linkPhase() {
        return switch (link.phase()) {
            case PENDING -> LinkPhase.PENDING;
            case OPEN -> LinkPhase.OPEN;
            case WAITING, CONNECTING -> LinkPhase.LOST;
            case GONE -> LinkPhase.GONE;
        };
    }
}
