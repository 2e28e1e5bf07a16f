package dev.baton.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ErrorCode;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttEvent.Word;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeepgramFluxMessagesTest {
    private static final List<Word> WORDS = List.of(new Word("yes", 5_100, 5_300, 0.5f));

    private final DeepgramFluxMessages messages = new DeepgramFluxMessages("deepgram-flux");

    @Test
    void requests_areFluxs() {
        assertThat(messages.finalizeRequest()).isNull();
        assertThat(messages.keepAlive()).isNull();
        assertThat(messages.closeStream()).isEqualTo("{\"type\":\"CloseStream\"}");
        assertThat(messages.greets()).isTrue();
        assertThat(messages.announcesLast()).isFalse();
    }

    @Test
    void connected_greets() {
        assertThat(read("{'type':'Connected','request_id':'r-2','sequence_id':0}"))
                .containsExactly(new SttEvent.Ready(""));
    }

    @Test
    void wholeTurn_isToldAsItGoes() {
        assertThat(read(info("StartOfTurn", 0, "")))
                .as("no words yet: the window's start")
                .containsExactly(new SttEvent.SpeechStarted(4_000));
        assertThat(read(info("Update", 0, "yes"))).containsExactly(new SttEvent.Interim("yes", WORDS));
        assertThat(read(info("EagerEndOfTurn", 0, "yes please")))
                .containsExactly(new SttEvent.Interim("yes please", WORDS), new SttEvent.TurnExpected(6_320));
        assertThat(read(info("TurnResumed", 0, "yes please")))
                .containsExactly(new SttEvent.TurnResumed(6_320), new SttEvent.Interim("yes please", WORDS));
        assertThat(read(info("EndOfTurn", 0, "yes please now")))
                .containsExactly(
                        new SttEvent.Final("yes please now", WORDS, false, false), new SttEvent.TurnEnded(6_320));
    }

    @Test
    void whateverComesTwiceOrLate_isToldOnce() {
        read(info("StartOfTurn", 2, ""));
        assertThat(read(info("StartOfTurn", 2, ""))).isEmpty();
        read(info("EndOfTurn", 2, "yes"));
        for (var event : List.of("StartOfTurn", "Update", "EagerEndOfTurn", "TurnResumed", "EndOfTurn")) {
            assertThat(read(info(event, 2, "yes"))).as(event).isEmpty();
        }
        assertThat(read(info("Update", 3, "yes")))
                .containsExactly(new SttEvent.SpeechStarted(5_100), new SttEvent.Interim("yes", WORDS));
    }

    @Test
    void updateBeforeAnyWord_startsNothing() {
        assertThat(read(info("Update", 0, ""))).isEmpty();
    }

    @Test
    void endThatNeverComes_isMadeUpForByTheNextTurnOrTheStreamsEnd() {
        read(info("Update", 0, "yes"));
        assertThat(read(info("StartOfTurn", 1, "")))
                .containsExactly(
                        new SttEvent.Final("yes", WORDS, false, false),
                        new SttEvent.TurnEnded(5_300),
                        new SttEvent.SpeechStarted(4_000));
        read(info("Update", 1, "no"));
        var events = new ArrayList<SttEvent>();
        messages.ended(events::add);
        messages.ended(events::add);
        assertThat(events)
                .containsExactly(new SttEvent.Final("no", WORDS, false, false), new SttEvent.TurnEnded(5_300));
    }

    @Test
    void endWithoutWords_endsTheTurnAndLeavesItsNumber() {
        assertThat(read(info("EndOfTurn", 0, ""))).containsExactly(new SttEvent.TurnEnded(6_320));
        assertThat(read(info("EndOfTurn", 0, "yes"))).hasSize(2);
    }

    @Test
    void sequence_isNotReliedUpon() {
        read(info("Update", 0, "yes").replace("'sequence_id':7", "'sequence_id':90"));
        assertThat(read(info("EndOfTurn", 0, "yes").replace("'sequence_id':7", "'sequence_id':3")))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'TurnInfo','event':'Pondering','turn_index':0} | TurnInfo",
                "{'type':'TurnInfo'} | TurnInfo",
                "{'type':'ConfigureSuccess','thresholds':{}} | ConfigureSuccess",
                "{'type':'Results'} | Results",
                "{} | ~~"
            })
    void whatIsNotOurs_isHandedOverAsItIs(String json, String type) {
        assertThat(read(json)).containsExactly(new SttEvent.Unrecognized(type, json.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'Error','code':'INTERNAL_SERVER_ERROR','description':'no luck'} | deepgram-flux reports: no luck (INTERNAL_SERVER_ERROR)",
                "{'type':'ConfigureFailure','sequence_id':10} | deepgram-flux reports: new settings were not taken (ConfigureFailure)",
                "{'err_code':'Bad Request','err_msg':'no such model'} | deepgram-flux reports: no such model (Bad Request)"
            })
    void errors_areRead(String json, String what) {
        assertThat(read(json)).singleElement().isInstanceOfSatisfying(SttEvent.Error.class, error -> {
            assertThat(error.reason()).hasMessage(what);
            assertThat(error.reason().code()).isEqualTo(ErrorCode.STT_REFUSED);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "secret words"})
    void anythingElse_isAnErrorWithoutTheCallersWords(String json) {
        assertThat(read(json)).singleElement().isInstanceOfSatisfying(SttEvent.Error.class, error -> {
            assertThat(error.reason().code()).isEqualTo(ErrorCode.STT_PROTOCOL);
            assertThat(error.reason().report()).contains("deepgram-flux").doesNotContain("secret");
        });
    }

    /** With one word, whatever the transcript. */
    private static String info(String event, int turn, String transcript) {
        var word = transcript.isEmpty() ? "" : "{'word':'yes','confidence':0.5,'start':5.1,'end':5.3}";
        return "{'type':'TurnInfo','request_id':'r-2','sequence_id':7,'event':'" + event + "','turn_index':" + turn
                + ",'audio_window_start':4.0,'audio_window_end':6.32,'transcript':'" + transcript + "','words':[" + word
                + "],'end_of_turn_confidence':0.83,'trigger':'model'}";
    }

    private List<SttEvent> read(String json) {
        var events = new ArrayList<SttEvent>();
        messages.read(json.replace('\'', '"'), events::add);
        return events;
    }
}
