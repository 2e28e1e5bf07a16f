package dev.baton.turn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The caller's open turn in a pause, as an {@link Endpointer} sees it; immutable.
 *
 * @param finals its final text, pieces joined by one space; empty if none
 * @param interim open interim text behind it; empty if none
 * @param textOwed whether the recogniser may still change the text or add to it: an interim is open, or it has yet to answer for the latest speech
 * @param bursts the stretches of speech between its pauses, oldest first, of very many the latest; none where only text tells of the turn
 * @param pauses how the caller has paused in this call
 * @param settings those in force
 * @param patienceNanos quiet that the question allows, negative where it says nothing
 * @param expected what the question makes the answer look like, null where it says nothing
 */
public record TurnSoFar(
        String finals,
        String interim,
        boolean textOwed,
        List<SpeechBurst> bursts,
        CallerPauses pauses,
        TurnConfig settings,
        long patienceNanos,
        @Nullable ExpectedAnswer expected) {
    /** Final text, and the open interim behind it. */
    public String text() {
        return Transcript.join(finals, interim);
    }

    /** How much of the expected answer the text holds. */
    public AnswerProgress progress() {
        var answer = expected;
        return answer == null ? AnswerProgress.OPEN : Answers.progress(answer, settings.words(), text());
    }
}
