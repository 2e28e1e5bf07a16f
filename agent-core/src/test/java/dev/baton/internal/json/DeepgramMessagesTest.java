package dev.baton.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ErrorCode;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttEvent.Word;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeepgramMessagesTest {
    private static final String FINAL = """
            {"type":"Results","channel_index":[0,1],"duration":2.25,"start":3.5,"is_final":true,"speech_final":false,
             "channel":{"alternatives":[
               {"transcript":"Two large pizzas.","confidence":0.97,"languages":["en"],
                "words":[{"word":"two","start":3.6,"end":3.8496,"confidence":0.93,"punctuated_word":"Two","speaker":0},
                         {"word":"large","start":3.9,"end":4.2,"confidence":1},
                         {"word":"pizzas","start":4.3,"end":4.9,"punctuated_word":"pizzas."}]},
               {"transcript":"To large pizzas","confidence":0.4,"words":[]}]},
             "metadata":{"request_id":"q-7","model_uuid":"u-7","model_info":{"name":"general","version":"y","arch":"nova-3"}},
             "from_finalize":false,"entities":[{"label":"FOOD","value":"pizzas"}]}""";

    private final DeepgramMessages messages = new DeepgramMessages("deepgram");

    @Test
    void endOfSpeechWithoutWords_endsNoTurn() {
        assertThat(read(results("", true, ",'speech_final':true"))).isEmpty();
    }

    @Test
    void requests_areDeepgrams() {
        assertThat(messages.finalizeRequest()).isEqualTo("{\"type\":\"Finalize\"}");
        assertThat(messages.closeStream()).isEqualTo("{\"type\":\"CloseStream\"}");
        assertThat(messages.keepAlive()).isEqualTo("{\"type\":\"KeepAlive\"}");
        assertThat(messages.announcesLast()).isFalse();
    }

    @Test
    void finalText_isTheLikeliestGuessWithPunctuatedWords() {
        assertThat(read(FINAL))
                .containsExactly(new SttEvent.Final(
                        "Two large pizzas.",
                        List.of(
                                new Word("Two", 3600, 3850, 0.93f),
                                new Word("large", 3900, 4200, 1f),
                                new Word("pizzas.", 4300, 4900, null)),
                        false,
                        false));
    }

    @Test
    void interim_isText() {
        assertThat(read(results("two lar", false, "")))
                .containsExactly(new SttEvent.Interim("two lar", List.of(new Word("two", 3600, 3800, null))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'is_final':false", "'is_final':true", "'is_final':true,'from_finalize':false"})
    void noWordsAndNobodyAsked_saysNothing(String flags) {
        assertThat(read("{'type':'Results'," + flags + ",'channel':{'alternatives':[{'transcript':'','words':[]}]}}"))
                .isEmpty();
    }

    @Test
    void fromFinalize_isAnAnswerEvenWithoutWords() {
        assertThat(read(results("", true, ",'from_finalize':true")))
                .containsExactly(new SttEvent.Final("", List.of(), true, false));
        assertThat(read(results("two", true, ",'from_finalize':true")))
                .containsExactly(new SttEvent.Final("two", List.of(new Word("two", 3600, 3800, null)), true, false));
    }

    @Test
    void speechFinal_endsTheTurnAfterItsText() {
        assertThat(read(results("two", true, ",'speech_final':true,'start':3.5,'duration':2.25")))
                .containsExactly(
                        new SttEvent.Final("two", List.of(new Word("two", 3600, 3800, null)), false, false),
                        new SttEvent.TurnEnded(5750));
    }

    @Test
    void speechFinalWithoutTimes_endsTheTurnAtItsLastWord() {
        assertThat(read(results("two", true, ",'speech_final':true"))).endsWith(new SttEvent.TurnEnded(3800));
    }

    @Test
    void speechFinalWithoutText_endsTheTurn() {
        read(results("two", true, ""));
        assertThat(read(results("", true, ",'speech_final':true,'start':4,'duration':1")))
                .containsExactly(new SttEvent.TurnEnded(5000));
    }

    @Test
    void utteranceEnd_endsTheTurnWhereNoSpeechFinalCame() {
        read(results("two", true, ""));
        assertThat(read("{'type':'UtteranceEnd','channel':[0,1],'last_word_end':3.9}"))
                .containsExactly(new SttEvent.TurnEnded(3900));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "null", "'soon'"})
    void utteranceEndWithoutATime_isAtTheLastWordHeard(String time) {
        read(results("two", false, ""));
        assertThat(read("{'type':'UtteranceEnd','channel':[0,1],'last_word_end':" + time + "}"))
                .containsExactly(new SttEvent.TurnEnded(3800));
    }

    @Test
    void utteranceEndOfWhatHasEnded_saysNothing() {
        var end = "{'type':'UtteranceEnd','channel':[0,1],'last_word_end':3.8}";
        assertThat(read(end)).isEmpty();
        read(results("two", true, ",'speech_final':true"));
        assertThat(read(end)).isEmpty();
        read(results("three", false, ""));
        assertThat(read(end)).hasSize(1);
        assertThat(read(end)).isEmpty();
    }

    @Test
    void speechStarted_isMilliseconds() {
        assertThat(read("{'type':'SpeechStarted','channel':[0],'timestamp':1.2345}"))
                .containsExactly(new SttEvent.SpeechStarted(1235));
    }

    @Test
    void metadata_saysNothing() {
        assertThat(read("{'type':'Metadata','transaction_key':'deprecated','request_id':'q-7','duration':12.4}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'Results','channel_index':[1,2],'is_final':true,'channel':{'alternatives':[{'transcript':'x'}]}} | Results",
                "{'type':'SpeechStarted','channel':[1],'timestamp':1} | SpeechStarted",
                "{'type':'SpeechStarted','channel':[0],'timestamp':'soon'} | SpeechStarted",
                "{'type':'UtteranceEnd','channel':[1,2],'last_word_end':1} | UtteranceEnd",
                "{'type':'TurnInfo','event':'Update'} | TurnInfo",
                "{'type':7} | 7",
                "{} | ~~"
            })
    void whatIsNotOurs_isHandedOverAsItIs(String json, String type) {
        assertThat(read(json)).containsExactly(new SttEvent.Unrecognized(type, json.replace('\'', '"')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'Results','is_final':true}",
                "{'type':'Results','is_final':true,'channel':[]}",
                "{'type':'Results','is_final':true,'channel':{'alternatives':{}}}",
                "{'type':'Results','is_final':true,'channel':{'alternatives':[]}}",
                "{'type':'Results','is_final':true,'channel':{'alternatives':[7]}}",
                "{'type':'Results','is_final':true,'channel_index':'x','channel':null}"
            })
    void resultsWithoutAGuess_sayNothing(String json) {
        assertThat(read(json)).isEmpty();
    }

    @Test
    void wordsThatCannotBeRead_countAsNone() {
        assertThat(
                        read(
                                "{'type':'Results','is_final':true,'channel':{'alternatives':[{'transcript':'two','words':[{'word':'two'}]}]}}"))
                .containsExactly(new SttEvent.Final("two", List.of(), false, false));
    }

    @Test
    void typeMissing_isGuessedFromWhatIsThere() {
        assertThat(read("{'is_final':true,'channel':{'alternatives':[{'transcript':'two'}]}}"))
                .containsExactly(new SttEvent.Final("two", List.of(), false, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'Error','description':'no such model','message':'x','variant':'V'} | deepgram reports: no such model (V)",
                "{'type':'Error','code':'BAD','description':'no such model'} | deepgram reports: no such model (BAD)",
                "{'err_code':'Bad Request','err_msg':'no such model','request_id':'q'} | deepgram reports: no such model (Bad Request)",
                "{'error':'no such model'} | deepgram reports: no such model",
                "{'type':'Error'} | deepgram reports: an error without a text"
            })
    void errorsShapes_areRead(String json, String what) {
        assertThat(read(json)).singleElement().isInstanceOfSatisfying(SttEvent.Error.class, error -> {
            assertThat(error.reason()).hasMessage(what);
            assertThat(error.reason().code()).isEqualTo(ErrorCode.STT_REFUSED);
            assertThat(error.reason().remedy()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "secret words", "{'a':1}{'b':2}", "\u0000", "<html>secret</html>"})
    void anythingElse_isAnErrorWithoutTheCallersWords(String json) {
        malformed(json);
    }

    @Test
    void nestedTooDeep_isAnError() {
        malformed("{'a':".repeat(100_000));
        malformed("{'type':'Results','a':" + "[".repeat(500) + "]".repeat(500) + "}");
    }

    @Test
    void mutatedBytes_neverThrow() {
        var random = new Random(20261120);
        var original = FINAL.getBytes(StandardCharsets.UTF_8);
        int understood = 0;
        for (int round = 0; round < 20_000; round++) {
            var bytes = original.clone();
            for (int i = random.nextInt(5); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            understood +=
                    read(new String(bytes, StandardCharsets.UTF_8)).stream().anyMatch(SttEvent.Final.class::isInstance)
                            ? 1
                            : 0;
        }
        assertThat(understood).isPositive();
    }

    private void malformed(String json) {
        assertThat(read(json)).singleElement().isInstanceOfSatisfying(SttEvent.Error.class, error -> {
            assertThat(error.reason().code()).isEqualTo(ErrorCode.STT_PROTOCOL);
            assertThat(error.reason().report()).contains("deepgram").doesNotContain("secret");
        });
    }

    /** With one word, whatever the transcript. */
    private static String results(String transcript, boolean isFinal, String more) {
        var word = transcript.isEmpty() ? "" : "{'word':'two','start':3.6,'end':3.8}";
        return "{'type':'Results','channel_index':[0,1],'is_final':" + isFinal
                + ",'channel':{'alternatives':[{'transcript':'" + transcript + "','words':[" + word + "]}]}" + more
                + "}";
    }

    private List<SttEvent> read(String json) {
        var events = new ArrayList<SttEvent>();
        messages.read(json.replace('\'', '"'), events::add);
        return events;
    }
}
