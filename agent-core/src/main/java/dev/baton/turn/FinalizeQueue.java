package dev.baton.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Finalize requests that the recogniser has not answered, oldest first; immutable. Several can be open at once, and one flag for all of them is how other
 * frameworks lose the last words of a turn.
 *
 * @param sent how many were sent in this call
 * @param quietFromNanos when an unmarked final without word times arrived that may be an answer, or {@link TurnState#NEVER}
 */
record FinalizeQueue(List<Request> open, int sent, long quietFromNanos) {
    static final FinalizeQueue EMPTY = new FinalizeQueue(List.of(), 0, TurnState.NEVER);

    /**
     * @param speechEndNanos acoustic end of the speech whose text was asked for
     * @param overdue whether its answer was waited for long enough; it may still come, and is matched, but holds up nothing any more
     */
    record Request(int id, int turn, long sentAtNanos, long speechEndNanos, boolean overdue) {}

    boolean isAnsweredFor(int turn) {
        for (var request : open) {
            if (request.turn() == turn) {
                return false;
            }
        }
        return true;
    }

    long countFor(int turn) {
        return open.stream().filter(request -> request.turn() == turn).count();
    }

    /** Whether the turn has to wait for an answer. */
    boolean holdUp(int turn) {
        for (var request : open) {
            if (request.turn() == turn && !request.overdue()) {
                return true;
            }
        }
        return false;
    }

    /** The turn has waited long enough for what it asked for so far. */
    FinalizeQueue overdueFor(int turn) {
        if (!holdUp(turn)) {
            return this;
        }
        return replacing(
                request -> request.turn() == turn,
                request -> new Request(request.id(), turn, request.sentAtNanos(), request.speechEndNanos(), true));
    }

    /** What one turn asked for about speech after {@code fromNanos} turned out to be of the next. */
    FinalizeQueue handedOver(int turn, int next, long fromNanos) {
        return replacing(
                request -> request.turn() == turn && request.speechEndNanos() >= fromNanos,
                request -> new Request(
                        request.id(), next, request.sentAtNanos(), request.speechEndNanos(), request.overdue()));
    }

    FinalizeQueue sending(int turn, long atNanos, long speechEndNanos) {
        var requests = new ArrayList<>(open);
        requests.add(new Request(sent + 1, turn, atNanos, speechEndNanos, false));
        return new FinalizeQueue(List.copyOf(requests), sent + 1, quietFromNanos);
    }

    /** What a mark answers: everything up to the request it names, or else the oldest. */
    List<Request> markedBy(int of) {
        return of > 0 ? matching(request -> request.id() <= of) : open.subList(0, Math.min(1, open.size()));
    }

    /** What a final answers whose last word ends at {@code audioEndNanos}: silence after the speech holds no words, so only its end counts. */
    List<Request> reachedBy(long audioEndNanos, long toleranceNanos) {
        return matching(request -> request.speechEndNanos() <= audioEndNanos + toleranceNanos);
    }

    List<Request> sentBy(long nanos) {
        return matching(request -> request.sentAtNanos() <= nanos);
    }

    FinalizeQueue without(List<Request> answered) {
        return new FinalizeQueue(matching(request -> !answered.contains(request)), sent, quietFromNanos);
    }

    /** Requests of other turns are given up some time after they were sent, so that a lost answer does not shift the queue for ever. */
    FinalizeQueue withoutStale(int openTurn, long sentBeforeNanos) {
        for (var request : open) {
            if (isStale(request, openTurn, sentBeforeNanos)) {
                var fresh = matching(kept -> !isStale(kept, openTurn, sentBeforeNanos));
                return new FinalizeQueue(fresh, sent, quietFromNanos);
            }
        }
        return this;
    }

    private static boolean isStale(Request request, int openTurn, long sentBeforeNanos) {
        return request.turn() != openTurn && request.sentAtNanos() < sentBeforeNanos;
    }

    FinalizeQueue withQuietFrom(long nanos) {
        return quietFromNanos == nanos ? this : new FinalizeQueue(open, sent, nanos);
    }

    FinalizeQueue voided() {
        return new FinalizeQueue(List.of(), sent, TurnState.NEVER);
    }

    private FinalizeQueue replacing(Predicate<Request> condition, UnaryOperator<Request> change) {
        var requests = open.stream()
                .map(request -> condition.test(request) ? change.apply(request) : request)
                .toList();
        return new FinalizeQueue(requests, sent, quietFromNanos);
    }

    private List<Request> matching(Predicate<Request> condition) {
        return open.stream().filter(condition).toList();
    }
}
