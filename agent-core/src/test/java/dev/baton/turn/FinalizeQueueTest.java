package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.FinalizeQueue.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinalizeQueueTest {
    /** Turn 1 asked at 100 and 200 for speech up to 90 and 190, turn 2 at 300 for speech up to 290. */
    private final FinalizeQueue three =
            FinalizeQueue.EMPTY.sending(1, 100, 90).sending(1, 200, 190).sending(2, 300, 290);

    private static List<Integer> ids(List<Request> requests) {
        return requests.stream().map(Request::id).toList();
    }

    @Test
    void requests_areNumberedThroughTheCall() {
        assertThat(ids(three.open())).containsExactly(1, 2, 3);
        assertThat(three.without(three.open()).sending(5, 400, 390).sent()).isEqualTo(4);
    }

    @Test
    void plainMark_answersTheOldest() {
        assertThat(ids(three.markedBy(0))).containsExactly(1);
        assertThat(FinalizeQueue.EMPTY.markedBy(0)).isEmpty();
    }

    @Test
    void markThatNamesARequest_answersThoseBeforeItToo() {
        assertThat(ids(three.markedBy(2))).containsExactly(1, 2);
        assertThat(ids(three.markedBy(9))).containsExactly(1, 2, 3);
    }

    @Test
    void finalThatReachesTheEndOfSpeech_answers() {
        assertThat(ids(three.reachedBy(180, 10))).containsExactly(1, 2);
        assertThat(ids(three.reachedBy(179, 10))).containsExactly(1);
    }

    @Test
    void quiet_answersWhatWasAskedBefore() {
        assertThat(ids(three.sentBy(199))).containsExactly(1);
        assertThat(ids(three.sentBy(200))).containsExactly(1, 2);
    }

    @Test
    void answeredRequests_areGone() {
        var queue = three.without(three.markedBy(2));

        assertThat(ids(queue.open())).containsExactly(3);
        assertThat(queue.isAnsweredFor(1)).isTrue();
        assertThat(queue.isAnsweredFor(2)).isFalse();
        assertThat(queue.sent()).isEqualTo(3);
    }

    @Test
    void overdueRequest_isStillMatchedButHoldsUpNothing() {
        var queue = three.overdueFor(1);

        assertThat(queue.holdUp(1)).isFalse();
        assertThat(queue.isAnsweredFor(1)).isFalse();
        assertThat(ids(queue.markedBy(0))).containsExactly(1);
        assertThat(queue.holdUp(2)).isTrue();
        assertThat(queue.overdueFor(1)).isSameAs(queue);
    }

    @Test
    void staleRequestsOfOtherTurns_areGivenUp() {
        assertThat(ids(three.withoutStale(2, 201).open())).containsExactly(3);
        assertThat(ids(three.withoutStale(2, 200).open())).containsExactly(2, 3);
        assertThat(ids(three.withoutStale(1, 301).open())).containsExactly(1, 2);
        assertThat(three.withoutStale(2, 100)).isSameAs(three);
    }

    @Test
    void lostConnection_voidsThemAll() {
        var queue = three.withQuietFrom(310).voided();

        assertThat(queue.open()).isEmpty();
        assertThat(queue.quietFromNanos()).isEqualTo(TurnState.NEVER);
        assertThat(queue.sent()).isEqualTo(3);
    }

    @Test
    void otherChanges_keepTheQuiet() {
        var queue = three.withQuietFrom(310);

        assertThat(queue.withQuietFrom(310)).isSameAs(queue);
        assertThat(queue.sending(2, 320, 315)
                        .overdueFor(2)
                        .withoutStale(2, 250)
                        .without(List.of())
                        .quietFromNanos())
                .isEqualTo(310);
    }
}
