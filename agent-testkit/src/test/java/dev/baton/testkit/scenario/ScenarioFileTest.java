package dev.baton.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioFileTest {
    private static final String RIGHT =
            "{'id': 'a-01', 'title': 'A', 'level': 'must', 'config': {'vad_stop_ms': 300, 'wake_phrases': ['hey you']}, 'events': ["
                    + "{'t_ms': 10, 'type': 'vad_start'}, "
                    + "{'t_ms': 20.5, 'type': 'final', 'text': 'yes', 'of': 1}, "
                    + "{'t_ms': 30, 'type': 'bot_start', 'words': [['Hi', 0]]}, "
                    + "{'t_ms': 40, 'type': 'config_update', 'set': {'user_idle_ms': 5}}], 'expect': ["
                    + "{'t_ms_min': 1, 't_ms_max': 2, 'type': 'turn_committed', 'text': 'yes', 'metrics': {'turn_start_ms': [1, 2]}}, "
                    + "{'t_ms_min': 1, 't_ms_max': 2, 'type': 'no_commit'}, "
                    + "{'any_of': [[{'type': 'audio_replayed', 'from_ms_max': 3}], [{'type': 'idle', 'negate': true}]]}, "
                    + "{'type': 'totals', 'turn_committed_max': 1}]}";

    @Test
    void rightCase_isRead() {
        var scenario = Cases.read(RIGHT).get(0);

        assertThat(scenario.config()).containsEntry("vad_stop_ms", 300);
        assertThat(scenario.events())
                .contains(new ScenarioEvent.Final(20.5, "yes", null, 1, null, null, null, null, null, null));
        assertThat(scenario.expectations()).hasSize(4);
        assertThat(scenario.lastEventMs()).isEqualTo(40);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // what is written | what is written instead | the field that the error names | what else it says
                "'title'        | 'titel'       | titel                     | did you mean \"title\"?",
                "'must'         | 'most'        | level                     | did you mean \"must\"?",
                "'id': 'a-01',  | ''x': 1,      |                           | not JSON",
                "'id': 'a-01',  | ~~            | id                        | is missing",
                "'id': 'a-01',  | 'id': null,   | id                        | null",
                "'id': 'a-01',  | 'id': 1,      | id                        | String",
                "vad_stop_ms    | vad_stopp_ms  | config.vad_stopp_ms       | did you mean \"vad_stop_ms\"?",
                "300            | '300'         | config.vad_stop_ms        | double",
                "300            | null          | config.vad_stop_ms        | null",
                "'vad_stop_ms': 300 | 'mute': 'always' | config.mute        | during_tools",
                "'vad_stop_ms': 300 | 'user_idle_ms': -1 | config           | turn.user-idle",
                "'vad_stop_ms': 300 | 'terminator': '##' | config.terminator | not one key",
                "['hey you']    | 'hey you'     | config.wake_phrases       | List",
                "vad_start      | vad_strat     | events[0].type            | did you mean \"vad_start\"?",
                "'type': 'vad_start' | 'typ': 'vad_start' | events[0].type  | is missing",
                "'t_ms': 10     | 't': 10       | events[0]                 | t",
                "'t_ms': 10     | 't_ms': '10'  | events[0].t_ms            | double",
                "'t_ms': 10     | 't_ms': 25    | events[1].t_ms            | 20.5 comes after 25",
                "'t_ms': 10     | 't_ms': -1    | events[0].t_ms            | before the call",
                "'of'           | 'off'         | events[1].off             | did you mean \"of\"?",
                "'of': 1        | 'of': 1.5     | events[1].of              | 1.5",
                "'of': 1        | 'from_finalize': 'yes' | events[1].from_finalize | oolean",
                "'text': 'yes', 'of' | 'of'     | events[1].text            | is missing",
                "['Hi', 0]      | ['Hi', '0']   | events[2].words[0]        | double",
                "user_idle_ms   | user_idel_ms  | events[3].set.user_idel_ms | did you mean \"user_idle_ms\"?",
                "turn_committed', 't | turn_comitted', 't | expect[0].type | did you mean \"turn_committed\"?",
                "'text': 'yes', 'metrics' | 'txet': 'yes', 'metrics' | expect[0].txet | did you mean \"text\"?",
                "'text': 'yes', 'metrics' | 'text': 1, 'metrics' | expect[0].text | not a string",
                "'text': 'yes', 'metrics' | 'late': 'no', 'metrics' | expect[0].late | neither true nor false",
                "'text': 'yes', 'metrics' | 'match': 'has', 'metrics' | expect[0].match | contains",
                "'text': 'yes', 'metrics' | 'order': 'first', 'metrics' | expect[0].order | before_next_turn",
                "'text': 'yes', 'metrics' | 'turn': '1', 'metrics' | expect[0].turn | no number",
                "turn_start_ms  | turn_strat_ms | expect[0].metrics.turn_strat_ms | did you mean \"turn_start_ms\"?",
                "[1, 2]         | [2, 1]        | expect[0].metrics.turn_start_ms | no number",
                "[1, 2]         | ['le', 1]     | expect[0].metrics.turn_start_ms | absent_or_le",
                "'t_ms_max': 2, 'type': 'turn | 't_ms_max': 0, 'type': 'turn | expect[0].t_ms_max | before t_ms_min=1",
                "'t_ms_min': 1, 't_ms_max': 2, 'type': 'no | 't_ms_mim': 1, 'type': 'no | expect[1].t_ms_mim | did you mean \"t_ms_min\"?",
                "from_ms_max    | from_ms_most  | expect[2].any_of[0][0].from_ms_most | known: ",
                "'negate': true | 'negate': 1   | expect[2].any_of[1][0].negate | neither true nor false",
                "'any_of': [[   | 'any_of': [], 'x': [[ | expect[2].x        | known: any_of",
                "turn_committed_max | turn_comited_max | expect[3].turn_comited_max | did you mean \"turn_committed\"?",
                "'expect'       | 'expected'    | expected                  | did you mean \"expect\"?",
            })
    void typo_isToldWithLineAndField(String right, String wrong, String field, String hint) {
        assertThat(RIGHT).contains(right);
        String text = "\n" + RIGHT.replace("a-01", "b-01") + "\n" + RIGHT.replace(right, wrong == null ? "" : wrong);

        assertThatExceptionOfType(BatonException.class)
                .isThrownBy(() -> Cases.read(text))
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.BAD_SCENARIO);
                    assertThat(error.getMessage())
                            .startsWith("cases.jsonl, line 3" + (field == null ? ":" : ", " + field));
                    assertThat(error.report()).contains(hint).doesNotContain("dev.baton", "java.", "jackson");
                });
    }

    @Test
    void sameFieldTwice_isToldWithTheLine() {
        assertThatExceptionOfType(BatonException.class)
                .isThrownBy(() -> Cases.read(RIGHT.replace("'title'", "'id': 'b', 'title'")))
                .withMessageContaining("line 1")
                .withMessageContaining("Duplicate field 'id'");
    }

    @Test
    void sameIdTwice_namesBothLines() {
        assertThatExceptionOfType(BatonException.class)
                .isThrownBy(() -> Cases.read(RIGHT + "\n" + RIGHT))
                .withMessage("cases.jsonl, line 2, id: \"a-01\" is the id of line 1 too");
    }

    @Test
    void keysThatNoTelephoneHas_areTold() {
        assertThatExceptionOfType(BatonException.class)
                .isThrownBy(() -> Cases.of("", "{'t_ms': 1, 'type': 'dtmf', 'text': '1x'}", ""))
                .withMessageContaining("events[0].text");
    }

    @Test
    void missingFile_isTold(@TempDir Path folder) {
        assertThatExceptionOfType(BatonException.class)
                .isThrownBy(() -> ScenarioFile.read(folder.resolve("none.jsonl")))
                .withMessageEndingWith("none.jsonl does not exist")
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.FILE_UNREADABLE));
    }

    @Test
    void fileOnDisk_namesItselfInErrors(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("mine.jsonl"), "{}");

        assertThatExceptionOfType(BatonException.class)
                .isThrownBy(() -> ScenarioFile.read(file))
                .withMessageStartingWith(file + ", line 1");
    }
}
