package dev.baton.turn;

import dev.baton.turn.FinalizeQueue.Request;
import java.util.List;

/** The rules of final text: which finalize it answers, and what it does to the turn that it belongs to. */
final class FinalTexts {
    /** A recogniser's last word may end so long before the gate's acoustic end and still be the last word. */
    private static final long REACH_NANOS = 150_000_000;

    /** Without marks and word times, this much quiet after a final says that it was the answer. */
    private static final long ANSWER_QUIET_NANOS = 80_000_000;

    private FinalTexts() {}

    static void onFinal(Transition t, TurnEvent.FinalText event) {
        giveUpStale(t); // no timer does, so this may be the first event since
        var span = event.span().clampedTo(t.now);
        var answered = answeredBy(t, event, span);
        if (Words.any(event.text())) {
            int answeredTurn =
                    answered.isEmpty() ? 0 : answered.get(answered.size() - 1).turn();
            var owner = TextOwner.ofFinal(t, span, answeredTurn, event.of() > 0);
            if (owner == null && t.turn != null && t.turn.text.covers(event.text(), span)) {
                t.emit(new TurnAction.DropSpeech(t.turn.number, event.text().strip(), DropReason.DUPLICATE_AUDIO));
            } else if (owner == null) {
                append(t, event.text(), span);
            } else {
                LateText.onFinal(t, owner, event.text().strip(), span);
            }
        }
        answer(t, answered);
    }

    static void onInterim(Transition t, TurnEvent.InterimText event) {
        giveUpStale(t);
        t.finalizes = t.finalizes.withQuietFrom(TurnState.NEVER);
        var span = event.span().clampedTo(t.now);
        if (!Words.any(event.text()) || TextOwner.ofInterim(t, span) != null) {
            return;
        }
        if (t.turn != null && t.turn.text.covers(event.text(), span)) {
            return;
        }
        var turn = t.turnOrOpen();
        if (!event.text().strip().equals(turn.text.interim())) {
            turn.text = turn.text.withInterim(event.text(), t.now);
            Settlement.onInterim(t, turn);
            Interruption.onText(t, turn);
            Speculation.onText(t, turn);
        }
    }

    static void onAcknowledged(Transition t, TurnEvent.FinalizeAcknowledged event) {
        giveUpStale(t);
        answer(t, t.finalizes.markedBy(event.of()));
    }

    /**
     * The recogniser may have finalized by itself just before it was asked; then nothing is left for it to say, and it may say nothing. Not so where a hang-up cut the speech: there the next
     * word may have begun, and the session's close is waited for anyway.
     */
    static void answerFromWhatIsThere(Transition t, CallerTurn turn) {
        var span = turn.text.finalsSpan();
        if (!t.ending.isDraining() && !t.config.marksAnswers() && span.isKnown() && !turn.text.hasInterim()) {
            answer(t, t.finalizes.reachedBy(span.endNanos(), REACH_NANOS));
        }
    }

    static void decide(Transition t) {
        if (t.now >= quietDeadline(t)) {
            answer(t, t.finalizes.sentBy(t.finalizes.quietFromNanos()));
        }
        giveUpStale(t);
    }

    static long nextDeadline(Transition t) {
        return t.later(quietDeadline(t));
    }

    private static long quietDeadline(Transition t) {
        long from = t.finalizes.quietFromNanos();
        return from == TurnState.NEVER ? from : from + ANSWER_QUIET_NANOS;
    }

    private static void giveUpStale(Transition t) {
        int openTurn = t.turn == null ? 0 : t.turn.number;
        var fresh = t.finalizes.withoutStale(
                openTurn, t.now - t.config.noTranscriptTimeout().toNanos());
        if (fresh.open().size() < t.finalizes.open().size()) {
            for (var ended : t.ended) {
                if (fresh.countFor(ended.number()) < t.finalizes.countFor(ended.number())) {
                    t.replace(ended, ended.neverComplete());
                }
            }
            t.finalizes = fresh;
        }
    }

    private static List<Request> answeredBy(Transition t, TurnEvent.FinalText event, AudioSpan span) {
        t.finalizes = t.finalizes.withQuietFrom(TurnState.NEVER);
        if (event.answersFinalize() || t.config.marksAnswers()) {
            return event.answersFinalize() ? t.finalizes.markedBy(event.of()) : List.of();
        }
        if (span.isKnown() && Words.any(event.text())) {
            return t.finalizes.reachedBy(span.endNanos(), REACH_NANOS);
        }
        t.finalizes = t.finalizes.withQuietFrom(t.now);
        return List.of();
    }

    private static void answer(Transition t, List<Request> answered) {
        if (answered.isEmpty()) {
            return;
        }
        t.finalizes = t.finalizes.withQuietFrom(TurnState.NEVER).without(answered);
        for (var request : answered) {
            t.emit(new TurnAction.FinalizeAnswered(request.id()));
            for (var ended : t.ended) {
                if (ended.number() == request.turn() && t.finalizes.isAnsweredFor(request.turn())) {
                    t.replace(ended, ended.beingComplete());
                }
            }
        }
    }

    private static void append(Transition t, String text, AudioSpan span) {
        var turn = t.turnOrOpen();
        turn.text = turn.text.withFinal(text, span, t.now);
        turn.untranscribedNanos = 0;
        turn.untranscribedReported = false;
        Guards.onFinal(t, turn, Words.count(text));
        Interruption.onText(t, turn);
        Interruption.onFinal(t, turn);
        Speculation.onText(t, turn);
        Speculation.onFinal(t, turn);
    }
}
