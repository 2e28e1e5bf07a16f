package dev.baton.testkit.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ErrorCode;
import dev.baton.call.CallEvent;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.audio.SyntheticCaller.SpokenWord;
import dev.baton.turn.CommitReason;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was said against what became of it. The caller says each word once, so that a word that comes twice was doubled. */
final class Ledger {
    /** Detection and word times differ by so much from the truth. */
    private static final Duration SLACK = Duration.ofMillis(500);

    private static final Set<CommitReason> IN_DOUBT =
            Set.of(CommitReason.TIMEOUT, CommitReason.TIMEOUT_INTERIM, CommitReason.CALL_END, CommitReason.STALL);

    private final SyntheticCaller caller;
    private final List<CallEvent> events;
    private final List<String> committed = new ArrayList<>();
    private final List<Utterance> utterances;

    Ledger(SyntheticCaller caller, List<CallEvent> events) {
        this.caller = caller;
        this.events = events;
        Map<Integer, Utterance> latest = new TreeMap<>();
        for (var event : events) {
            if (event instanceof CallEvent.TurnCommitted turn) {
                latest.put(turn.utterance().turn(), turn.utterance());
            } else if (event instanceof CallEvent.TurnRevised turn) {
                latest.put(turn.utterance().turn(), turn.utterance());
            }
        }
        utterances = List.copyOf(latest.values());
        utterances.forEach(
                utterance -> committed.addAll(List.of(utterance.text().split(" "))));
    }

    /** Words in = committed + reported; none twice, none invented, in their order. */
    void assertAccounted() {
        List<String> spoken = caller.words().stream().map(SpokenWord::text).toList();
        assertThat(spoken).doesNotHaveDuplicates();
        assertThat(committed).as("no word doubled").doesNotHaveDuplicates();
        assertThat(spoken).as("no word invented").containsAll(committed);
        assertThat(committed)
                .as("in their order")
                .isEqualTo(spoken.stream().filter(committed::contains).toList());
        assertThat(missing().stream().filter(word -> !isReported(word)).toList())
                .as("words that are neither committed nor reported, of " + committed + " in " + events)
                .isEmpty();
    }

    /** Not one is missing, and each turn is whole. */
    void assertWhole() {
        assertThat(utterances.stream().map(Utterance::text))
                .as(() -> "the turns, of " + events)
                .containsExactlyElementsOf(caller.turns().stream()
                        .map(SyntheticCaller.SpokenTurn::text)
                        .toList());
    }

    /** Each turn that opened has ended within {@code limit} of its last sound, and the call within that of the hang-up. */
    void assertBounded(Duration limit) {
        Map<Integer, Duration> opened = new HashMap<>();
        for (var event : events) {
            if (event instanceof CallEvent.TurnStarted turn) {
                opened.put(turn.turn(), event.at());
            } else if (event instanceof CallEvent.TurnCommitted turn) {
                ended(opened, turn.utterance().turn(), event.at(), limit);
            } else if (event instanceof CallEvent.TurnAbandoned turn) {
                ended(opened, turn.turn(), event.at(), limit);
            } else if (event instanceof CallEvent.SpeechDropped turn) {
                opened.remove(turn.turn());
            }
        }
        assertThat(opened).as("turns that never ended").isEmpty();
        assertThat(events.get(events.size() - 1)).isInstanceOf(CallEvent.Ended.class);
    }

    private static void ended(Map<Integer, Duration> opened, int turn, Duration at, Duration limit) {
        var since = opened.remove(turn);
        if (since != null) {
            assertThat(at.minus(since)).as("turn " + turn).isLessThan(limit);
        }
    }

    List<SpokenWord> missing() {
        return caller.words().stream()
                .filter(word -> !committed.contains(word.text()))
                .toList();
    }

    private boolean isReported(SpokenWord word) {
        var start = Duration.ofMillis(caller.millis(word.startPosition()));
        var end = Duration.ofMillis(caller.millis(word.endPosition()));
        return events.stream().anyMatch(event -> reports(event, word, start, end)) || isInATurnInDoubt(start, end);
    }

    private boolean reports(CallEvent event, SpokenWord word, Duration start, Duration end) {
        if (event instanceof CallEvent.SpeechDropped dropped) {
            return List.of(dropped.text().split(" ")).contains(word.text());
        }
        if (event instanceof CallEvent.TurnAbandoned abandoned) {
            return isWithin(turnStart(abandoned.turn()), abandoned.at(), start, end);
        }
        if (event instanceof CallEvent.SttGivenUp) {
            return event.at().compareTo(start.minus(Duration.ofSeconds(15))) > 0;
        }
        return event instanceof CallEvent.Problem problem
                && (!problem.goesOn() || problem.reason().code() == ErrorCode.STT_AUDIO_DROPPED)
                && event.at().compareTo(start) > 0;
    }

    /** Told as such: the recogniser owed text, and what was there was taken. */
    private boolean isInATurnInDoubt(Duration start, Duration end) {
        return utterances.stream()
                .anyMatch(utterance -> IN_DOUBT.contains(utterance.reason())
                        && isWithin(utterance.audioStart(), utterance.audioEnd().plus(SLACK), start, end));
    }

    private Duration turnStart(int turn) {
        return events.stream()
                .filter(event -> event instanceof CallEvent.TurnStarted started && started.turn() == turn)
                .map(CallEvent::at)
                .findFirst()
                .orElse(Duration.ZERO);
    }

    private static boolean isWithin(Duration from, Duration until, Duration start, Duration end) {
        return start.compareTo(from.minus(SLACK.multipliedBy(2))) >= 0 && end.compareTo(until.plus(SLACK)) <= 0;
    }
}
