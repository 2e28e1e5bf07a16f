package dev.baton.turn;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The caller's open turn. Written only by the step that copied it, and never again once it is part of a {@link TurnState}.
 */
final class CallerTurn {
    private static final int BURSTS_KEPT = 32;

    final int number;
    final long openedAtNanos;

    /** Whether it is text that came after its own turn had been answered. */
    final boolean late;

    /** Whether the application knows of it. */
    boolean announced;

    /** Whether the gate declared speech in this turn; the times of speech below mean something only then. */
    boolean detected;

    long firstOnsetNanos;

    /** Of the latest burst. */
    long onsetNanos;

    /** Of all bursts, oldest first; of very many, the latest. */
    private List<Long> onsets = List.of();

    /** Those of them that have ended. */
    private List<SpeechBurst> bursts = List.of();

    /** When that burst was declared to be speech. */
    long declaredAtNanos;

    /** Acoustic end of the latest burst that has ended. */
    long endNanos;

    /** When that end was declared. */
    long stoppedAtNanos;

    /** Speech that no final text has come for. */
    long untranscribedNanos;

    boolean untranscribedReported;

    Transcript text = Transcript.EMPTY;

    /** Whether the recogniser has yet to be asked for the text of the latest end of speech. */
    boolean finalizeOwed;

    /** When waiting for the recogniser ends. */
    long settleByNanos = TurnState.NEVER;

    /** Whether the caller has taken the floor from the agent in this turn. */
    boolean gatePassed;

    /** Whether only the agent's possible echo kept the caller from taking it. */
    boolean gateHeldBack;

    /** Whether the end-of-turn detector's last word about this silence was that the turn is complete. */
    boolean complete;

    long verdictAtNanos = TurnState.NEVER;

    /** What the endpointer was asked last, and what it said: it is not asked the same twice. */
    @Nullable
    TurnSoFar judged;

    long judgedQuietNanos;

    AnswerProgress judgedProgress = AnswerProgress.OPEN;

    boolean endpointerFailed;

    /** When the recogniser, where it decides, said that the turn began. */
    long sttStartNanos = TurnState.NEVER;

    /** When it said that the turn is over. */
    long sttEndNanos = TurnState.NEVER;

    /** The handler's work ahead of the commit. */
    @Nullable
    Expectation expectation;

    /**
     * @param text the commit that the handler works for
     * @param ready whether something can be played
     * @param finished whether the handler is done with nothing to play
     */
    record Expectation(int reply, String text, boolean ready, boolean finished) {}

    CallerTurn(int number, long openedAtNanos, boolean late) {
        this.number = number;
        this.openedAtNanos = openedAtNanos;
        this.late = late;
    }

    CallerTurn copy() {
        var copy = new CallerTurn(number, openedAtNanos, late);
        copy.announced = announced;
        copy.detected = detected;
        copy.firstOnsetNanos = firstOnsetNanos;
        copy.onsetNanos = onsetNanos;
        copy.onsets = onsets;
        copy.bursts = bursts;
        copy.declaredAtNanos = declaredAtNanos;
        copy.endNanos = endNanos;
        copy.stoppedAtNanos = stoppedAtNanos;
        copy.untranscribedNanos = untranscribedNanos;
        copy.untranscribedReported = untranscribedReported;
        copy.text = text;
        copy.finalizeOwed = finalizeOwed;
        copy.settleByNanos = settleByNanos;
        copy.gatePassed = gatePassed;
        copy.gateHeldBack = gateHeldBack;
        copy.complete = complete;
        copy.verdictAtNanos = verdictAtNanos;
        copy.judged = judged;
        copy.judgedQuietNanos = judgedQuietNanos;
        copy.judgedProgress = judgedProgress;
        copy.endpointerFailed = endpointerFailed;
        copy.sttStartNanos = sttStartNanos;
        copy.sttEndNanos = sttEndNanos;
        copy.expectation = expectation;
        return copy;
    }

    void burstBegins(long onset) {
        if (!detected) {
            detected = true;
            firstOnsetNanos = onset;
        }
        onsetNanos = onset;
        var latest = onsets.subList(onsets.size() < BURSTS_KEPT ? 0 : 1, onsets.size());
        onsets = Stream.concat(latest.stream(), Stream.of(onset)).toList();
    }

    void burstEnds() {
        var latest = bursts.subList(bursts.size() < BURSTS_KEPT ? 0 : 1, bursts.size());
        bursts = Stream.concat(latest.stream(), Stream.of(new SpeechBurst(onsetNanos, endNanos)))
                .toList();
    }

    /** The stretches of speech that have ended, oldest first. */
    List<SpeechBurst> bursts() {
        return bursts;
    }

    /** The bursts after its finals turned out to be of the next turn: what is left of this one is where the finals say that it was. */
    void giveBurstsAfterFinalsTo(CallerTurn next) {
        for (long onset : onsets) {
            if (isAfterFinals(onset)) {
                next.burstBegins(onset);
            }
        }
        next.declaredAtNanos = declaredAtNanos;
        next.endNanos = endNanos;
        next.stoppedAtNanos = stoppedAtNanos;
        next.finalizeOwed = finalizeOwed;
        next.settleByNanos = settleByNanos;
        finalizeOwed = false;
        next.bursts = bursts.stream()
                .filter(burst -> isAfterFinals(burst.onsetNanos()))
                .toList();
        bursts = bursts.stream()
                .filter(burst -> !isAfterFinals(burst.onsetNanos()))
                .toList();
        onsets = onsets.stream().filter(onset -> !isAfterFinals(onset)).toList();
        var said = text.finalsSpan();
        firstOnsetNanos = Math.min(firstOnsetNanos, said.firstKnownNanos());
        onsetNanos = firstOnsetNanos;
        endNanos = Math.max(firstOnsetNanos, said.endNanos());
    }

    boolean isAfterFinals(long onset) {
        return text.finalsSpan().endNanos() + Settlement.CLOCK_TOLERANCE_NANOS < onset;
    }

    /** Where its first sound began: as the gate heard it, else as the recogniser placed its words, else when text first came. */
    long startNanos() {
        if (detected) {
            return firstOnsetNanos;
        }
        if (text.finalsSpan().isKnown()) {
            return text.finalsSpan().firstKnownNanos();
        }
        return sttStartNanos != TurnState.NEVER ? sttStartNanos : openedAtNanos;
    }

    /** Where its last sound ended, likewise. */
    long lastSoundNanos() {
        if (detected) {
            return endNanos;
        }
        if (text.finalsSpan().isKnown()) {
            return text.finalsSpan().endNanos();
        }
        return sttEndNanos != TurnState.NEVER ? sttEndNanos : Math.max(openedAtNanos, text.lastAtNanos());
    }
}
