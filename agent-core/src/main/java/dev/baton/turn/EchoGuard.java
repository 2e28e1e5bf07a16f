package dev.baton.turn;

import java.util.List;

/**
 * What keeps an agent from hearing itself on a line without echo cancellation: while the guard stands, sound over its own voice must last longer to interrupt, and what says the agent's own words is no
 * utterance. Words are compared in their order (longest common subsequence), because an echo arrives with gaps and misheard words.
 *
 * <p>Short answers are never taken for an echo: a caller who says "yes" over "yes or no" repeats the agent too. The longer gate alone holds them.
 */
final class EchoGuard {
    /** Fewer are too few to tell. */
    private static final int LEAST_WORDS = 3;

    private static final double SAME_SHARE = 0.7;

    /** As much as can still be on its way back, and more than one sentence. */
    private static final int KEPT_CHARACTERS = 1_000;

    /** An echo ends after the voice does: the way there and back, and the room. */
    private static final long TAIL_NANOS = 400_000_000;

    private EchoGuard() {}

    static void onAgentSays(Transition t, String text) {
        String all = t.agent.said + " " + text;
        t.agent.said = all.length() <= KEPT_CHARACTERS ? all : all.substring(all.length() - KEPT_CHARACTERS);
    }

    static void onPlayoutStarted(Transition t) {
        if (t.agent.firstSoundNanos == TurnState.NEVER) {
            t.agent.firstSoundNanos = t.now;
        }
    }

    static boolean stands(Transition t) {
        return stoodAt(t, t.now);
    }

    private static boolean stoodAt(Transition t, long nanos) {
        long guard = t.config.echoGuard().toNanos();
        return guard > 0 && t.agent.firstSoundNanos != TurnState.NEVER && nanos < t.agent.firstSoundNanos + guard;
    }

    /** How long sound must last to interrupt: longer still while no words tell what it is, for ever while they are the agent's own. */
    static long gateNanos(Transition t) {
        if (!stands(t)) {
            return t.config.minInterruption().toNanos();
        }
        long longer = Math.max(
                t.config.echoGuardInterruption().toNanos(),
                t.config.minInterruption().toNanos());
        String text = t.turn == null ? "" : t.turn.text.promoted();
        if (!Words.any(text)) {
            return 2 * longer;
        }
        return isOwnWords(t, text) ? TurnState.NEVER : longer;
    }

    /** Whether a turn that is about to be committed is the agent's own voice. */
    static boolean isEcho(Transition t, CallerTurn turn, String text) {
        return !turn.gatePassed
                && stoodAt(t, turn.startNanos())
                && t.agent.playouts.cover(
                        turn.startNanos(), Math.max(turn.startNanos(), turn.lastSoundNanos() - TAIL_NANOS))
                && isOwnWords(t, text);
    }

    static boolean isOwnWords(Transition t, String text) {
        List<String> heard = Words.list(text);
        return heard.size() >= LEAST_WORDS
                && commonInOrder(heard, Words.list(t.agent.said)) >= SAME_SHARE * heard.size();
    }

    private static int commonInOrder(List<String> one, List<String> other) {
        int[] row = new int[other.size() + 1];
        for (String word : one) {
            int diagonal = 0;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                row[j] = word.equals(other.get(j - 1)) ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[row.length - 1];
    }
}
