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

class AssemblyAiMessagesTest {
    private static final Word ONE = new Word("one", 840, 900, 0.5f);
    private static final SttEvent ENDED = new SttEvent.TurnEnded(900);

    private final AssemblyAiMessages messages = new AssemblyAiMessages("assemblyai", false);
    private final AssemblyAiMessages formatting = new AssemblyAiMessages("assemblyai", true);

    @Test
    void requests_areAssemblyAis() {
        assertThat(messages.finalizeRequest()).isEqualTo("{\"type\":\"ForceEndpoint\"}");
        assertThat(messages.closeStream()).isEqualTo("{\"type\":\"Terminate\"}");
        assertThat(messages.keepAlive()).isEqualTo("{\"type\":\"KeepAlive\"}");
        assertThat(messages.greets()).isTrue();
        assertThat(messages.announcesLast()).isTrue();
    }

    @Test
    void begin_greets() {
        assertThat(read("{'type':'Begin','id':'b2','expires_at':1893456000}")).containsExactly(new SttEvent.Ready(""));
    }

    @Test
    void turnThatGoesOn_isAnInterimWithTheWordsThatMayChange() {
        assertThat(read("""
                                {'type':'Turn','turn_order':0,'turn_is_formatted':false,'end_of_turn':false,'transcript':'one','utterance':'',
                                 'words':[{'text':'one','start':840,'end':900,'confidence':0.5,'word_is_final':true},
                                          {'text':'tw','start':950,'end':990,'word_is_final':false}]}"""))
                .containsExactly(new SttEvent.Interim("one tw", List.of(ONE, new Word("tw", 950, 990, null))));
    }

    @Test
    void turnWithoutWords_saysNothing() {
        assertThat(read(turn(0, false, "", false))).isEmpty();
    }

    @Test
    void endOfTurn_isFinalOnceForEachNumber() {
        assertThat(read(turn(0, true, "one", false))).containsExactly(last("one"), ENDED);
        assertThat(read(turn(0, true, "One.", true)))
                .as("formatted, though nobody asked")
                .isEmpty();
        assertThat(read(turn(0, false, "one", false))).as("overtaken").isEmpty();
        assertThat(read(turn(1, true, "one", false))).containsExactly(last("one"), ENDED);
    }

    @Test
    void formattedTurn_takesThePlaceOfTheFirst() {
        assertThat(read(formatting, turn(0, true, "one", false)))
                .containsExactly(new SttEvent.Interim("one", List.of(ONE)));
        assertThat(read(formatting, turn(0, true, "One.", true))).containsExactly(last("One."), ENDED);
        assertThat(read(formatting, turn(0, true, "One.", true))).isEmpty();
    }

    @Test
    void formattedTurnThatNeverComes_isNotWaitedForPastTheNextTurnOrTheEnd() {
        read(formatting, turn(0, true, "one", false));
        assertThat(read(formatting, turn(1, false, "two", false)))
                .containsExactly(last("one"), ENDED, new SttEvent.Interim("two", List.of(ONE)));
        read(formatting, turn(1, true, "two", false));
        assertThat(read(formatting, "{'type':'Termination'}"))
                .containsExactly(last("two"), ENDED, new SttEvent.Final("", List.of(), false, true));
        assertThat(atEnd(formatting)).isEmpty();
    }

    @Test
    void turnWhoseEndNeverComes_isFinalWhenTheNextBegins() {
        read(turn(3, false, "one", false));
        assertThat(read(turn(4, true, "two", false))).containsExactly(last("one"), ENDED, last("two"), ENDED);
    }

    @Test
    void streamThatEndsWithinATurn_losesNoWord() {
        read(turn(0, false, "one", false));
        assertThat(atEnd(messages)).containsExactly(last("one"), ENDED);
    }

    @Test
    void endOfTurnWithoutWords_isAnEmptyAnswerAndEndsNoTurn() {
        assertThat(read(turn(0, true, "", false))).containsExactly(new SttEvent.Final("", List.of(), true, false));
        assertThat(read(turn(0, true, "one", false))).containsExactly(last("one"), ENDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'turn_order':'first',", "'turn_order':-1,", "'turn_order':1e30,"})
    void turnWithoutANumber_isTheOneThatIsOpen(String order) {
        read(turn(5, false, "one", false));
        var end = "{'type':'Turn'," + order + "'end_of_turn':true,'transcript':'one'}";
        assertThat(read(end)).containsExactly(new SttEvent.Final("one", List.of(), false, false), ENDED);
        assertThat(read(turn(5, true, "one", false))).isEmpty();
        assertThat(read(end)).as("the next one").hasSize(2);
    }

    @Test
    void speechStarted_isMilliseconds() {
        assertThat(read("{'type':'SpeechStarted','timestamp':820}")).containsExactly(new SttEvent.SpeechStarted(820));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'Heartbeat'} | Heartbeat",
                "{'type':'Silence'} | Silence",
                "{'type':'Warning','warning':'x'} | Warning",
                "{'type':'SpeakerRevision'} | SpeakerRevision",
                "{'type':'LLMGatewayResponse'} | LLMGatewayResponse",
                "{'type':'SpeechStarted','timestamp':-1} | SpeechStarted",
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
                "{'type':'Error','error_code':3007,'error':'too short'} | assemblyai reports: too short (3007)",
                "{'error':'no session'} | assemblyai reports: no session",
                "{'type':'Error'} | assemblyai reports: an error without a text"
            })
    void errors_areRead(String json, String what) {
        assertThat(read(json)).singleElement().isInstanceOfSatisfying(SttEvent.Error.class, error -> {
            assertThat(error.reason()).hasMessage(what);
            assertThat(error.reason().code()).isEqualTo(ErrorCode.STT_REFUSED);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "1008, KEY_REFUSED",
        "3005, USUAL",
        "3006, BAD_MESSAGE",
        "3007, BAD_MESSAGE",
        "3008, TOO_LONG",
        "3009, LIMIT_REACHED",
        "1006, USUAL"
    })
    void closeCodes_haveAMeaning(int code, CloseMeaning meaning) {
        assertThat(messages.meaningOf(code)).isEqualTo(meaning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "secret words", "{'a':1}{'b':2}"})
    void anythingElse_isAnErrorWithoutTheCallersWords(String json) {
        assertThat(read(json)).singleElement().isInstanceOfSatisfying(SttEvent.Error.class, error -> {
            assertThat(error.reason().code()).isEqualTo(ErrorCode.STT_PROTOCOL);
            assertThat(error.reason().report()).contains("assemblyai").doesNotContain("secret");
        });
    }

    private static SttEvent last(String text) {
        return new SttEvent.Final(text, List.of(ONE), false, false);
    }

    /** With one word, whatever the transcript. */
    private static String turn(int order, boolean end, String transcript, boolean formatted) {
        var word = transcript.isEmpty()
                ? ""
                : "{'text':'one','start':840,'end':900,'confidence':0.5,'word_is_final':true}";
        return "{'type':'Turn','turn_order':" + order + ",'turn_is_formatted':" + formatted + ",'end_of_turn':" + end
                + ",'transcript':'" + transcript + "','words':[" + word + "]}";
    }

    private List<SttEvent> read(String json) {
        return read(messages, json);
    }

    private static List<SttEvent> read(ServiceMessages reader, String json) {
        var events = new ArrayList<SttEvent>();
        reader.read(json.replace('\'', '"'), events::add);
        return events;
    }

    private static List<SttEvent> atEnd(ServiceMessages reader) {
        var events = new ArrayList<SttEvent>();
        reader.ended(events::add);
        return events;
    }
}
