package dev.baton.turn;

import dev.baton.turn.FinalizeQueue.Request;
import java.util.List;

/** The rules of final text: whose it is, and which finalize it answers. */
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
        if (Transcript.hasWords(event.text())) {
            int answeredTurn =
                    answered.isEmpty() ? 0 : answered.get(answered.size() - 1).turn();
            if (isOfEndedTurn(t, span, answeredTurn)) {
                late(t, event, span);
            } else {
                append(t, event.text(), span);
            }
        }
        answer(t, answered);
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
        var span = turn.text().finalsSpan();
        if (!t.ending.isDraining()
                && !t.config.marksAnswers()
                && span.isKnown()
                && !turn.text().hasInterim()) {
            answer(t, t.finalizes.reachedBy(span.endNanos(), REACH_NANOS));
        }
    }

    static void answerAfterQuiet(Transition t) {
        if (t.now >= quietDeadline(t)) {
            answer(t, t.finalizes.sentBy(t.finalizes.quietFromNanos()));
        }
        giveUpStale(t);
    }

    private static void giveUpStale(Transition t) {
        int openTurn = t.turn == null ? 0 : t.turn.number();
        t.finalizes = t.finalizes.withoutStale(
                openTurn, t.now - t.config.noTranscriptTimeout().toNanos());
    }

    static long quietDeadline(Transition t) {
        long from = t.finalizes.quietFromNanos();
        return from == TurnState.NEVER ? from : from + ANSWER_QUIET_NANOS;
    }

    /** Whether text belongs to the turn before: by its audio, or by the request it answers, or as the final of a promoted interim. */
    static boolean isOfEndedTurn(Transition t, AudioSpan span, int answeredTurn) {
        var before = t.before;
        if (before == null || before.outcome() == EndedTurn.Outcome.ABANDONED) {
            return false;
        }
        if (span.isKnown()) {
            return span.endNanos() <= before.audioEndNanos() + CallerSide.CLOCK_TOLERANCE_NANOS;
        }
        var turn = t.turn;
        if (turn != null) {
            return answeredTurn == before.number() && t.finalizes.isAnsweredFor(turn.number());
        }
        boolean promotedFinalIsHeard = before.finalHeard() && t.finalizes.isAnsweredFor(before.number());
        boolean mayBePromoted = before.promoted()
                && !promotedFinalIsHeard
                && t.now
                        <= before.endedAtNanos()
                                + t.config.noTranscriptTimeout().toNanos();
        return answeredTurn == before.number() || mayBePromoted;
    }

    private static List<Request> answeredBy(Transition t, TurnEvent.FinalText event, AudioSpan span) {
        t.finalizes = t.finalizes.withQuietFrom(TurnState.NEVER);
        if (event.answersFinalize() || t.config.marksAnswers()) {
            return event.answersFinalize() ? t.finalizes.markedBy(event.of()) : List.of();
        }
        if (span.isKnown() && Transcript.hasWords(event.text())) {
            return t.finalizes.reachedBy(span.endNanos(), REACH_NANOS);
        }
        t.finalizes = t.finalizes.withQuietFrom(t.now);
        return List.of();
    }

    private static void answer(Transition t, List<Request> answered) {
        t.finalizes = t.finalizes.withQuietFrom(answered.isEmpty() ? t.finalizes.quietFromNanos() : TurnState.NEVER);
        if (!answered.isEmpty()) {
            t.finalizes = t.finalizes.without(answered);
            answered.forEach(request -> t.emit(new TurnAction.FinalizeAnswered(request.id())));
        }
    }

    private static void append(Transition t, String text, AudioSpan span) {
        var turn = t.turnOrOpen();
        t.turn = turn.withText(turn.text().withFinal(text.strip(), span, t.now));
    }

    /** Never silent: a repetition is reported as dropped, anything else becomes a turn of its own. */
    private static void late(Transition t, TurnEvent.FinalText event, AudioSpan span) {
        var before = t.before;
        if (before == null) {
            throw new AssertionError("late text without an ended turn");
        }
        boolean covered =
                span.isKnown() && span.endNanos() <= before.coveredToNanos() + CallerSide.CLOCK_TOLERANCE_NANOS;
        boolean repeated = before.promoted() || covered;
        if (before.outcome() == EndedTurn.Outcome.DROPPED) {
            t.emit(new TurnAction.DropSpeech(before.number(), event.text(), DropReason.BELOW_INTERRUPTION));
        } else if (repeated) {
            t.before = before.withFinalHeard();
            t.emit(new TurnAction.DropSpeech(before.number(), event.text(), DropReason.DUPLICATE_AUDIO));
        } else if (t.turn == null) {
            append(t, event.text(), span);
        } else {
            t.emit(new TurnAction.TurnStarted(++t.turnsOpened));
            var late = CallerTurn.opened(t.turnsOpened);
            CallerSide.commit(
                    t,
                    late.withText(late.text().withFinal(event.text().strip(), span, t.now)),
                    event.text().strip(),
                    CommitReason.TRANSCRIPT);
        }
    }
}
