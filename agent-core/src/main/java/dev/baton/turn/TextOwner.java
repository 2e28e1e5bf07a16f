package dev.baton.turn;

import org.jspecify.annotations.Nullable;

/** Whose a text is that comes late: of a turn that has ended, or new. An abandoned turn has no late text. */
final class TextOwner {
    private TextOwner() {}

    /**
     * @param answeredTurn the turn whose finalize it answers, 0 if none
     * @param named whether it named that finalize
     * @return null if the text is new
     */
    static @Nullable EndedTurn ofFinal(Transition t, AudioSpan span, int answeredTurn, boolean named) {
        if (span.isKnown()) {
            return byAudio(t, span);
        }
        if (answeredTurn != 0) {
            return byAnswer(t, answeredTurn, named);
        }
        return t.turn == null ? byTime(t) : null;
    }

    static @Nullable EndedTurn ofInterim(Transition t, AudioSpan span) {
        return ofFinal(t, span, 0, false);
    }

    private static @Nullable EndedTurn byAudio(Transition t, AudioSpan span) {
        long openFrom = t.turn == null ? TurnState.NEVER : t.turn.startNanos();
        for (var ended : t.ended) {
            long from = ended.audioFromNanos() - Settlement.CLOCK_TOLERANCE_NANOS;
            long to = ended.audioToNanos() + Settlement.CLOCK_TOLERANCE_NANOS;
            boolean endsWithin = from <= span.endNanos() && span.endNanos() <= to;
            boolean startsWithin =
                    span.startNanos() >= 0 && from <= span.startNanos() && span.startNanos() <= ended.audioToNanos();
            boolean isOpenTurns = openFrom <= span.startNanos();
            if (ended.isAudioKnown() && (endsWithin || startsWithin) && !isOpenTurns) {
                return ended.isAbandoned() ? null : ended;
            }
        }
        return byInterim(t, span, openFrom);
    }

    /** A turn of interim text without times has no known audio; the first final that no other turn can have, and that was said before the open one, is its own. */
    private static @Nullable EndedTurn byInterim(Transition t, AudioSpan span, long openFrom) {
        for (var ended : t.ended) {
            boolean saidBefore = span.endNanos() <= Math.min(openFrom, ended.endedAtNanos());
            if (!ended.isAudioKnown() && awaitsFinalOfInterim(t, ended) && saidBefore) {
                return ended;
            }
        }
        return null;
    }

    private static @Nullable EndedTurn byAnswer(Transition t, int answeredTurn, boolean named) {
        var open = t.turn;
        if (open != null && (answeredTurn == open.number || (!named && !t.finalizes.isAnsweredFor(open.number)))) {
            return null;
        }
        for (var ended : t.ended) {
            if (ended.number() == answeredTurn) {
                return ended.isAbandoned() ? null : ended;
            }
        }
        return null;
    }

    /** Nothing tells but time: the last turn's while it has something to come, and for as long after its end as a pause may last. */
    private static @Nullable EndedTurn byTime(Transition t) {
        if (t.ended.isEmpty() || t.ended.get(0).isAbandoned()) {
            return null;
        }
        var last = t.ended.get(0);
        long since = t.now - last.endedAtNanos();
        boolean awaited = !t.finalizes.isAnsweredFor(last.number()) || awaitsFinalOfInterim(t, last);
        return awaited || since <= t.config.minEndpointing().toNanos() ? last : null;
    }

    private static boolean awaitsFinalOfInterim(Transition t, EndedTurn turn) {
        return turn.awaitsFinalOfInterim()
                && t.now - turn.endedAtNanos() <= t.config.noTranscriptTimeout().toNanos();
    }
}
