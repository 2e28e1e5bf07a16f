package dev.baton.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule with something that meets it and something that does not. */
class MatchingTest {
    private final List<Seen> seen = new ArrayList<>();

    private MatchingTest see(double tMs, SeenType type, Object... fields) {
        Map<String, Object> map = new java.util.LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put((String) fields[i], fields[i + 1]);
        }
        seen.add(new Seen((long) (tMs * 1e6), type, map));
        return this;
    }

    private Check check(String expectation) {
        var scenario = Cases.of("", "{'t_ms': 5000, 'type': 'audio_silence'}", "{" + expectation + "}");
        return new Matching(seen, scenario.lastEventMs())
                .check(scenario.expectations().get(0));
    }

    @ParameterizedTest
    @CsvSource({"99.9, false", "100, true", "150, true", "200, true", "200.1, false"})
    void window_includesBothEnds(double tMs, boolean met) {
        see(tMs, SeenType.IDLE);

        assertThat(check("'type': 'idle', 't_ms_min': 100, 't_ms_max': 200").met())
                .isEqualTo(met);
    }

    @ParameterizedTest
    @CsvSource({"99.9, true", "100, false", "199.9, false", "200, true"})
    void windowOfWhatMustNotBe_leavesItsEndOut(double tMs, boolean met) {
        see(tMs, SeenType.IDLE).see(tMs, SeenType.TURN_COMMITTED, "text", "yes");

        assertThat(check("'type': 'idle', 'negate': true, 't_ms_min': 100, 't_ms_max': 200")
                        .met())
                .isEqualTo(met);
        assertThat(check("'type': 'no_commit', 't_ms_min': 100, 't_ms_max': 200")
                        .met())
                .isEqualTo(met);
    }

    @Test
    void withoutWindow_theWholeRunCounts() {
        see(14_000, SeenType.IDLE);

        assertThat(check("'type': 'idle'").met()).isTrue();
        assertThat(check("'type': 'idle', 'negate': true").met()).isFalse();
        assertThat(check("'type': 'paused', 'negate': true").met()).isTrue();
    }

    @Test
    void negateWithFields_concernsOnlyThose() {
        see(100, SeenType.HANDLER_CANCELLED, "turn", 1, "speculative", true);

        assertThat(check("'type': 'handler_cancelled', 'negate': true, 'turn': 2")
                        .met())
                .isTrue();
        assertThat(check("'type': 'handler_cancelled', 'negate': true, 'turn': 1")
                        .met())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Yes,  please!      |             | true",
                "yes please         |             | true",
                "yes                |             | false",
                "YES                | starts_with | true",
                "please             | starts_with | false",
                "s, pl              | contains    | true",
                "no                 | contains    | false",
                "Please.            | ends_with   | true",
                "yes                | ends_with   | false",
            })
    void texts_areComparedWithoutCasePunctuationAndSpace(String wanted, String match, boolean met) {
        see(100, SeenType.TURN_COMMITTED, "text", "\"Yes please\" ");

        String how = match == null ? "" : ", 'match': '" + match + "'";
        assertThat(check("'type': 'turn_committed', 'text': '" + wanted + "'" + how)
                        .met())
                .isEqualTo(met);
    }

    @Test
    void otherStrings_mustBeTheSame() {
        see(100, SeenType.TURN_COMMITTED, "reason", "timeout_interim");

        assertThat(check("'type': 'turn_committed', 'reason': 'timeout_interim'")
                        .met())
                .isTrue();
        assertThat(check("'type': 'turn_committed', 'reason': 'timeout interim'")
                        .met())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'from_ms': 400                    | true",
                "'from_ms': 401                    | false",
                "'from_ms': [400, 500]             | true",
                "'from_ms': [300, 400]             | true",
                "'from_ms': [401, 500]             | false",
                "'from_ms': [300, 399]             | false",
                "'from_ms_min': 400                | true",
                "'from_ms_min': 401                | false",
                "'from_ms_max': 400                | true",
                "'from_ms_max': 399                | false",
                "'from_ms': ['absent_or_le', 400]  | true",
                "'from_ms': ['absent_or_le', 399]  | false",
            })
    void numbers_areBoundedAsTold(String field, boolean met) {
        see(100, SeenType.AUDIO_REPLAYED, "from_ms", 400.0);

        assertThat(check("'type': 'audio_replayed', " + field).met()).isEqualTo(met);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'from_ms': ['absent_or_le', 1]  | true",
                "'from_ms': [0, 1]               | false",
                "'from_ms': 1                    | false",
                "'from_ms_max': 1                | false",
                "'from_ms_min': 1                | false",
            })
    void absentNumber_meetsOnlyWhatAllowsIt(String field, boolean met) {
        see(100, SeenType.AUDIO_REPLAYED);

        assertThat(check("'type': 'audio_replayed', " + field).met()).isEqualTo(met);
    }

    @Test
    void objects_areComparedKeyByKey() {
        see(100, SeenType.TURN_COMMITTED, "metrics", Map.of("turn_start_ms", 500.0, "end_of_turn_delay_ms", 620.0));

        assertThat(check("'type': 'turn_committed', 'metrics': {'turn_start_ms': [450, 550]}")
                        .met())
                .isTrue();
        assertThat(check("'type': 'turn_committed', 'metrics': {'turn_start_ms': 500, 'end_of_turn_delay_ms_max': 600}")
                        .met())
                .isFalse();
        assertThat(check("'type': 'turn_committed', 'metrics': {'transcription_delay_ms': ['absent_or_le', 9]}")
                        .met())
                .isTrue();
    }

    @Test
    void flags_mustBeTheSame() {
        see(100, SeenType.ERROR, "scope", "stt", "recoverable", true);

        assertThat(check("'type': 'error', 'recoverable': true").met()).isTrue();
        assertThat(check("'type': 'error', 'recoverable': false").met()).isFalse();
    }

    @Test
    void anyOf_needsOneAlternativeInFull() {
        see(100, SeenType.TURN_COMMITTED, "text", "yes");

        String committed = "{'type': 'turn_committed', 'text': 'yes'}";
        String idle = "{'type': 'idle'}";
        assertThat(check("'any_of': [[" + idle + "], [" + committed + "]]").met())
                .isTrue();
        assertThat(check("'any_of': [[" + idle + ", " + committed + "], [" + idle + "]]")
                        .met())
                .isFalse();
        assertThat(check("'any_of': [[{'type': 'idle', 'negate': true}, {'type': 'totals', 'turn_committed': 1}]]")
                        .met())
                .isTrue();
    }

    @Test
    void totals_countTheWholeRun() {
        see(100, SeenType.TURN_COMMITTED).see(13_000, SeenType.TURN_COMMITTED);

        assertThat(check("'type': 'totals', 'turn_committed': 2, 'turn_committed_max': 2, 'idle': 0")
                        .met())
                .isTrue();
        assertThat(check("'type': 'totals', 'turn_committed': 1").met()).isFalse();
        assertThat(check("'type': 'totals', 'turn_committed_max': 1").met()).isFalse();
        assertThat(check("'type': 'totals', 'turn_committed_max': 3").met()).isTrue();
        assertThat(check("'type': 'totals', 'turn_committed': 2, 'idle': 1").explanation())
                .isEqualTo("idle is 0");
    }

    @Test
    void fatalErrors_areThoseThatAreNotRecoverable() {
        see(100, SeenType.ERROR, "recoverable", true).see(200, SeenType.ERROR, "recoverable", false);

        assertThat(check("'type': 'totals', 'fatal_errors': 1, 'error': 2").met())
                .isTrue();
        assertThat(check("'type': 'totals', 'fatal_errors': 2").met()).isFalse();
    }

    @Test
    void answersSpoken_areTheRepliesThatTheFrameworkStarted() {
        see(100, SeenType.BOT_AUDIO, "turn", 1).see(100, SeenType.BOT_AUDIO_FOR_TURN, "turn", 1);

        assertThat(check("'type': 'totals', 'answers_spoken': 1").met()).isTrue();
        assertThat(check("'type': 'totals', 'answers_spoken_max': 0").met()).isFalse();
    }

    @Test
    void secondReportAboutAReply_rewritesHistory() {
        see(100, SeenType.SPOKEN_TEXT, "reply", 1).see(200, SeenType.SPOKEN_TEXT, "reply", 2);
        assertThat(check("'type': 'totals', 'history_rewrites': 0").met()).isTrue();

        see(300, SeenType.SPOKEN_TEXT, "reply", 1);
        assertThat(check("'type': 'totals', 'history_rewrites': 0").met()).isFalse();
    }

    @Test
    void keepAliveGap_runsFromTheStartToTheLastEvent() {
        assertThat(check("'type': 'totals', 'keepalive_gap_ms': 5000").met()).isTrue();

        see(1000, SeenType.KEEPALIVE_SENT).see(4500, SeenType.KEEPALIVE_SENT).see(14_000, SeenType.KEEPALIVE_SENT);
        assertThat(check("'type': 'totals', 'keepalive_gap_ms': 3500").met()).isTrue();
        assertThat(check("'type': 'totals', 'keepalive_gap_ms_max': 3499").met())
                .isFalse();
    }

    @Test
    void order_wantsNoCommitBetweenTheInterruptionAndIt() {
        String expectation = "'type': 'spoken_text', 'order': 'before_next_turn'";
        see(100, SeenType.SPOKEN_TEXT);
        assertThat(check(expectation).met()).as("no interruption").isFalse();

        see(200, SeenType.TURN_COMMITTED).see(300, SeenType.INTERRUPTED);
        see(300, SeenType.TURN_COMMITTED).see(300, SeenType.SPOKEN_TEXT);
        assertThat(check(expectation).met()).as("after the commit").isFalse();

        see(400, SeenType.INTERRUPTED).see(400, SeenType.SPOKEN_TEXT).see(400, SeenType.TURN_COMMITTED);
        assertThat(check(expectation).met()).as("before the commit").isTrue();
    }

    @Test
    void unmet_tellsWhatCameNearest() {
        see(100, SeenType.TURN_COMMITTED, "text", "no").see(900, SeenType.TURN_COMMITTED, "text", "yes");
        see(3000, SeenType.TURN_COMMITTED, "text", "yes");

        String window = "'t_ms_min': 50, 't_ms_max': 200, ";
        assertThat(check("'type': 'turn_committed', 'text': 'yes', " + window + "'turn': [\"absent_or_le\", 1]")
                        .explanation())
                .isEqualTo("nearest: 900 turn_committed text=\"yes\" (too late)");
        assertThat(check("'type': 'turn_committed', " + window + "'text': 'maybe'")
                        .explanation())
                .isEqualTo("nearest: 100 turn_committed text=\"no\" (its fields differ)");
        assertThat(check("'type': 'idle'").explanation()).isEqualTo("no idle was seen");
        assertThat(check("'type': 'turn_committed', 'text': 'no', 'negate': true")
                        .explanation())
                .isEqualTo("seen: 100 turn_committed text=\"no\"");
    }
}
