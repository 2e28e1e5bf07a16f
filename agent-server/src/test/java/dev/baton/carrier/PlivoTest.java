package dev.baton.carrier;

import static dev.baton.carrier.LineFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.CallSummary.EndReason;
import dev.baton.audio.AudioEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Numbers that are numbers, a checkpoint for a mark, and an end without a word. */
class PlivoTest {
    private final LineFixture call = new LineFixture();
    private final MediaStream line = call.open(LineTransport.PLIVO);

    @AfterEach
    void close() {
        call.close();
    }

    @Test
    void messages_areThoseOfTheProtocol() {
        var ramp = LineFixture.ramp(2400);
        call.greets = reply -> reply.play("beep", ramp, 8000);
        line.onText(startMessage("audio/x-mulaw", "8000"));
        hear(LineFixture.silence(500, AudioEncoding.MULAW, 8000));

        var first = Arrays.copyOf(LineFixture.encoded(ramp, AudioEncoding.MULAW), 160);
        assertThat(call.texts.get(0))
                .isEqualTo(json("{'event':'playAudio','streamId':'s','media':{'contentType':'audio/x-mulaw',"
                        + "'sampleRate':8000,'payload':'" + LineFixture.base64(first) + "'}}"));
        assertThat(call.texts)
                .filteredOn(text -> !text.contains("playAudio"))
                .isNotEmpty()
                .allMatch(text -> text.matches(json("\\{'event':'checkpoint','streamId':'s','name':'0-\\d+'}")));
    }

    @Test
    void linearAudio_isSaidToBeSo() {
        call.greeting = "one two";
        line.onText(startMessage("audio/x-l16;rate=16000", "8000"));
        call.advanceMillis(500);

        assertThat(call.texts.get(0))
                .startsWith(json("{'event':'playAudio','streamId':'s','media':{'contentType':'audio/x-l16',"
                        + "'sampleRate':16000,'payload':'"))
                .hasSize(
                        json("{'event':'playAudio','streamId':'s','media':{'contentType':'audio/x-l16','sampleRate':16000,"
                                                + "'payload':''}}")
                                        .length()
                                + (640 + 2) / 3 * 4);
    }

    @Test
    void interruption_clears() {
        call.greeting = "one two three four five six seven eight nine ten eleven twelve";
        line.onText(startMessage("audio/x-mulaw", "8000"));
        hear(LineFixture.silence(1000, AudioEncoding.MULAW, 8000));
        hear(call.speech("stop that now please", AudioEncoding.MULAW, 8000));

        assertThat(call.texts.get(call.texts.size() - 1)).isEqualTo(json("{'event':'clearAudio','streamId':'s'}"));
        line.onText(json("{'event':'clearedAudio','streamId':'s'}"));
        assertThat(call.problems).isEmpty();
    }

    @Test
    void checkpointsThatComeBackLate_countLessAsHeard() {
        assertThat(interruptedAt(0)).isGreaterThan(interruptedAt(15));
    }

    /** @return how much was heard, by checkpoints that come back so many frames late */
    private static long interruptedAt(int framesLate) {
        try (var other = new LineFixture()) {
            other.greeting = "one two three four five six seven eight nine ten eleven twelve";
            var stream = other.open(LineTransport.PLIVO);
            stream.onText(startMessage("audio/x-mulaw", "8000"));
            var frames = new ArrayList<>(LineFixture.silence(1500, AudioEncoding.MULAW, 8000));
            frames.addAll(other.speech("stop that now please", AudioEncoding.MULAW, 8000));
            var name = Pattern.compile("\"checkpoint\".*\"name\":\"(0-(\\d+))\"");
            int answered = 0;
            for (byte[] frame : frames) {
                stream.onText(media(frame));
                other.advanceMillis(LineFixture.FRAME_MILLIS);
                for (; answered < other.texts.size(); answered++) {
                    var mark = name.matcher(other.texts.get(answered));
                    if (mark.find()) {
                        if (Long.parseLong(mark.group(2)) + framesLate * 20L
                                > other.time.now().toMillis()) {
                            break;
                        }
                        stream.onText(json("{'event':'playedStream','streamId':'s','name':'" + mark.group(1) + "'}"));
                    }
                }
            }
            return other.heard.get(0).played().toMillis();
        }
    }

    @Test
    void whatTheStreamTells_reachesCallInfo() {
        line.onText(startMessage("audio/x-mulaw", "8000"));
        call.advanceMillis(20);

        var info = call.infos.get(0);
        assertThat(info.transport()).isEqualTo("plivo");
        assertThat(info.from()).isEqualTo("+1");
        assertThat(info.to()).isEmpty();
        assertThat(info.providerCallId()).isEqualTo("c");
        assertThat(info.parameters()).isEqualTo(Map.of("from", "+1", "lang", "en"));
    }

    @Test
    void keysAndTheSocketsEnd_areTaken() {
        line.onText(startMessage("audio/x-mulaw", "8000"));
        hear(LineFixture.silence(40, AudioEncoding.MULAW, 8000));
        line.onText(json("{'event':'dtmf','streamId':'s','dtmf':{'digit':'4'}}"));
        line.onText(json("{'event':'dtmf','streamId':'s','dtmf':{'digit':'#'}}"));
        line.onText(json("{'event':'dtmf','streamId':'other','dtmf':{'digit':'9'}}"));
        call.advanceMillis(20);
        line.onClose(1000);
        call.closedByPeer = true;
        call.advanceMillis(5000);

        assertThat(call.said).containsExactly("dtmf 4#");
        assertThat(call.summaries.get(0).reason()).isEqualTo(EndReason.HANGUP);
        assertThat(call.problems).containsExactly("plivo/unknown_stream");
        assertThat(call.late).isEmpty();
    }

    @Test
    void startThatCannotBeAnswered_isRefused() {
        LineFixture.refuses(
                LineTransport.PLIVO, json("{'event':'start','sequenceNumber':1,'start':{}}"), "1007 malformed");
        LineFixture.refuses(LineTransport.PLIVO, startMessage("audio/x-alaw", "8000"), "1003 unsupported_media");
        LineFixture.refuses(LineTransport.PLIVO, startMessage("audio/x-l16", "8001"), "1003 unsupported_media");
        LineFixture.refuses(
                LineTransport.PLIVO, startMessage("audio/x-l16", "9223372036854775807"), "1003 unsupported_media");
        LineFixture.refuses(LineTransport.PLIVO, startMessage("audio/mp3", "8000"), "1003 unsupported_media");
        LineFixture.refuses(LineTransport.PLIVO, media(new byte[160]), "1008 missing_start");
        LineFixture.refuses(
                LineTransport.PLIVO,
                json("{'event':'dtmf','streamId':'s','dtmf':{'digit':'4'}}"),
                "1008 missing_start");
    }

    @Test
    void gapInTheNumbers_isToldAndHarmsNothing() {
        line.onText(startMessage("audio/x-mulaw", "8000"));
        sequence += 5;
        hear(LineFixture.silence(100, AudioEncoding.MULAW, 8000));

        assertThat(call.problems).containsExactly("plivo/out_of_sequence");
        assertThat(call.closes).isEmpty();
    }

    private void hear(List<byte[]> frames) {
        for (byte[] frame : frames) {
            line.onText(media(frame));
            call.advanceMillis(LineFixture.FRAME_MILLIS);
        }
    }

    private static String startMessage(String encoding, String rate) {
        sequence = 1;
        return json("{'event':'start','sequenceNumber':1,'start':{'callId':'c','streamId':'s','accountId':'a',"
                + "'tracks':['inbound'],'mediaFormat':{'encoding':'" + encoding + "','sampleRate':" + rate
                + "}},'extra_headers':'from=+1, lang = en;nothing'}");
    }

    private static int sequence;

    private static String media(byte[] payload) {
        sequence++;
        return json("{'event':'media','sequenceNumber':" + sequence + ",'streamId':'s','media':{'track':'inbound',"
                + "'timestamp':'1712','chunk':" + (sequence - 1) + ",'payload':'" + LineFixture.base64(payload)
                + "'}}");
    }
}
