package dev.baton.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ErrorCode;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttEvent.Word;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PulseMessagesTest {
    private static final String FINAL = """
            {"type":"transcription","status":"success","session_id":"77-a","transcript":"Table for four, please. ",
             "is_final":true,"is_last":false,"from_finalize":true,"language":"en","languages":["en"],
             "words":[{"word":"Table","start":0.48,"end":0.7996,"confidence":0.91,"speaker":0},
                      {"word":"for","start":0.8,"end":0.95,"confidence":1},
                      {"word":"four,","start":1.0,"end":1.3},
                      {"word":"please.","start":1.5,"end":1.4,"confidence":7}]}""";

    private final PulseMessages messages = new PulseMessages("smallest-pulse");

    @Test
    void interim_isText() {
        assertThat(messages.parse("""
                        {"type":"transcription","status":"success","session_id":"77-a","transcript":"table for",
                         "transcription":"table for","is_final":false,"is_last":false}""")).isEqualTo(new SttEvent.Interim("table for", List.of()));
    }

    @Test
    void finalText_isStrippedAndItsWordTimesAreRoundedMilliseconds() {
        assertThat(messages.parse(FINAL))
                .isEqualTo(new SttEvent.Final(
                        "Table for four, please.",
                        List.of(
                                new Word("Table", 480, 800, 0.91f),
                                new Word("for", 800, 950, 1f),
                                new Word("four,", 1000, 1300, null),
                                new Word("please.", 1500, 1500, 1f)),
                        true,
                        false));
    }

    @Test
    void lastMessageWithoutWords_isAnEmptyLastFinal() {
        assertThat(messages.parse("""
                        {"type":"transcription","transcript":"","is_final":true,"is_last":true}""")).isEqualTo(new SttEvent.Final("", List.of(), false, true));
    }

    @Test
    void lastWithoutFinalFlag_isFinalAllTheSame() {
        assertThat(messages.parse("""
                        {"transcript":"bye","is_last":true}""")).isEqualTo(new SttEvent.Final("bye", List.of(), false, true));
    }

    @Test
    void halfACharacter_isReplaced() {
        assertThat(messages.parse("{\"transcript\":\"a\\ud83dz \\ud83d\\ude00\",\"is_final\":true}"))
                .isEqualTo(new SttEvent.Final("a?z \ud83d\ude00", List.of(), false, false));
    }

    @Test
    void typeMissing_isATranscription() {
        assertThat(messages.parse("""
                        {"session_id":"8","transcript":"half past","is_final":true}""")).isEqualTo(new SttEvent.Final("half past", List.of(), false, false));
    }

    @Test
    void flagsMissing_isAnInterim() {
        assertThat(messages.parse("""
                        {"type":"transcription","transcript":"half"}""")).isEqualTo(new SttEvent.Interim("half", List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'transcription':'nine'}",
                "{'transcript':'','transcription':'nine'}",
                "{'transcript':null,'transcription':'nine'}",
                "{'transcript':'nine','transcription':'other'}"
            })
    void eitherNameOfTheText_isRead(String json) {
        assertThat(parse(json)).isEqualTo(new SttEvent.Interim("nine", List.of()));
    }

    @Test
    void eitherNameOfTheWords_isRead() {
        assertThat(
                        parse(
                                "{'transcript':'yes','is_final':true,'word_timestamps':[{'word':'yes','start':2.0004,'end':2.3}]}"))
                .isEqualTo(new SttEvent.Final("yes", List.of(new Word("yes", 2000, 2300, null)), false, false));
    }

    @Test
    void lightningsFirstShape_isRead() {
        assertThat(
                        parse(
                                "{'session_id':'sess_a1','transcript':'thanks a lot','full_transcript':'hello thanks a lot','is_final':true,"
                                        + "'is_last':false,'language':'en','word_timestamps':[{'word':'thanks','start':1.1,'end':1.4}]}"))
                .isEqualTo(new SttEvent.Final(
                        "thanks a lot", List.of(new Word("thanks", 1100, 1400, null)), false, false));
    }

    @Test
    void lightningsLaterShape_isRead() {
        assertThat(
                        parse(
                                "{'session_id':'sess_a1','transcript':'thanks','is_final':true,'is_last':true,'languages':['en'],"
                                        + "'words':[{'word':'thanks','start':1.1,'end':1.4,'confidence':0.5,'speaker':'s0','speaker_confidence':1}]}"))
                .isEqualTo(new SttEvent.Final("thanks", List.of(new Word("thanks", 1100, 1400, 0.5f)), false, true));
    }

    @Test
    void serverWithoutFinalize_isNeverAskedForATurn() {
        var lightning = PulseMessages.withoutFinalize("smallest-lightning", PulseMessages.FINALIZE);
        assertThat(lightning.finalizeRequest()).isNull();
        assertThat(lightning.closeStream()).isEqualTo("{\"type\":\"finalize\"}");
        assertThat(lightning.announcesLast()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'word':'yes','start':-1,'end':1}]",
                "[{'word':'yes','start':0.1}]",
                "[{'word':'yes','start':0.1,'end':1e300}]",
                "[{'word':'yes','start':0.1,'end':true}]",
                "[{'start':0.1,'end':0.2}]",
                "[{'word':'yes','start':0.1,'end':0.2},{'word':'no'}]",
                "[7]",
                "'yes'"
            })
    void wordsThatCannotBeRead_countAsNone(String words) {
        assertThat(parse("{'transcript':'yes','is_final':true,'words':" + words + "}"))
                .isEqualTo(new SttEvent.Final("yes", List.of(), false, false));
    }

    @Test
    void timesWrittenAsText_areRead() {
        assertThat(parse("{'transcript':'yes','is_final':'true','words':[{'word':'yes','start':'0.5','end':'0.75'}]}"))
                .isEqualTo(new SttEvent.Final("yes", List.of(new Word("yes", 500, 750, null)), false, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'transcript':'','is_final':false}", "{'type':'transcription'}", "{'transcript':'  '}"})
    void interimWithoutText_saysNothing(String json) {
        assertThat(parse(json)).isNull();
    }

    @Test
    void voiceActivity_isMilliseconds() {
        assertThat(parse("{'type':'speech_started','session_id':'8','timestamp':1.2345}"))
                .isEqualTo(new SttEvent.SpeechStarted(1235));
        assertThat(parse("{'type':'speech_ended','session_id':'8','timestamp':3}"))
                .isEqualTo(new SttEvent.SpeechEnded(3000));
    }

    @Test
    void voiceActivityWithoutTime_isHandedOverAsItIs() {
        assertThat(parse("{'type':'speech_started'}"))
                .isEqualTo(new SttEvent.Unrecognized("speech_started", "{\"type\":\"speech_started\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'error','status':'error','message':'rate 7 not supported'} | smallest-pulse reports: rate 7 not supported",
                "{'status':'error','error':{'message':'no such language','code':'LANG_1'}} | smallest-pulse reports: no such language (LANG_1)",
                "{'error':{'message':'overload'}} | smallest-pulse reports: overload",
                "{'error':'overload'} | smallest-pulse reports: overload",
                "{'status':'error','message':'overload'} | smallest-pulse reports: overload",
                "{'type':'transcription','status':'error','message':'overload'} | smallest-pulse reports: overload",
                "{'type':'error'} | smallest-pulse reports: an error without a text",
                "{'type':'error','message':'two\\nlines'} | smallest-pulse reports: two lines"
            })
    void bothShapesOfAnError_areRead(String json, String what) {
        assertThat(parse(json)).isInstanceOfSatisfying(SttEvent.Error.class, error -> {
            assertThat(error.reason()).hasMessage(what);
            assertThat(error.reason().code()).isEqualTo(ErrorCode.STT_REFUSED);
        });
    }

    @Test
    void textBesideAnErrorField_isNotLost() {
        assertThat(parse("{'transcript':'four','is_final':true,'error':null}"))
                .isEqualTo(new SttEvent.Final("four", List.of(), false, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'emotion','value':'glad'} | emotion",
                "{'type':5} | 5",
                "{'session_id':'8'} | ''",
                "{} | ''"
            })
    void unknownMessage_isHandedOverAsItIs(String json, String type) {
        assertThat(parse(json)).isEqualTo(new SttEvent.Unrecognized(type.replace("''", ""), json.replace('\'', '"')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "7",
                "[]",
                "[{'transcript':'x'}]",
                "'secret words'",
                "{",
                "{'transcript':",
                "secret words",
                "{'transcript':'a'}{'transcript':'b'}",
                "{'a':NaN}",
                "\u0000",
                "<html>secret words</html>"
            })
    void anythingElse_isAnErrorWithoutTheCallersWords(String json) {
        assertThat(parse(json)).isInstanceOfSatisfying(SttEvent.Error.class, error -> {
            assertThat(error.reason().code()).isEqualTo(ErrorCode.STT_PROTOCOL);
            assertThat(error.reason().report()).doesNotContain("secret");
        });
    }

    @Test
    void nestedTooDeep_isAnError() {
        assertThat(messages.parse("{\"a\":".repeat(100_000))).isInstanceOf(SttEvent.Error.class);
        assertThat(messages.parse("{\"transcript\":\"x\",\"a\":" + "[".repeat(500) + "]".repeat(500) + "}"))
                .isInstanceOf(SttEvent.Error.class);
    }

    @Test
    void mutatedBytes_neverThrow() {
        var random = new Random(20261120);
        var original = FINAL.getBytes(StandardCharsets.UTF_8);
        int understood = 0;
        for (int round = 0; round < 20_000; round++) {
            var bytes = original.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            var text = new String(bytes, 0, bytes.length - random.nextInt(3), StandardCharsets.UTF_8);
            var event = messages.parse(text);
            understood += event instanceof SttEvent.Final ? 1 : 0;
        }
        assertThat(understood).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'message':'bad model'} | bad model",
                "{'error':'bad model'} | bad model",
                "{'error':{'message':'bad model','code':3}} | bad model",
                "{'detail':[{'loc':['query'],'msg':'bad model'}]} | bad model",
                "{'errors':['bad model']} | bad model",
                "bad model | bad model",
                "<html>bad model</html> | ~~",
                "{'status':400} | ~~"
            })
    void refusalsReason_isFoundInItsShapes(String body, String reason) {
        assertThat(RefusalBody.reason(body.replace('\'', '"'))).isEqualTo(reason);
    }

    private @Nullable SttEvent parse(String json) {
        return messages.parse(json.replace('\'', '"'));
    }
}
