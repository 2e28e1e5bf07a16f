package dev.baton.carrier;

import static dev.baton.carrier.LineFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.CallSummary.EndReason;
import dev.baton.audio.AudioEncoding;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Twilio's shape with linear audio and names in snake case. */
class ExotelTest {
    private final LineFixture call = new LineFixture();
    private final MediaStream line = call.open(LineTransport.EXOTEL);

    @AfterEach
    void close() {
        call.close();
    }

    @Test
    void messages_areThoseOfTheProtocol() {
        var ramp = LineFixture.ramp(2400);
        call.greets = reply -> reply.play("beep", ramp, 8000);
        line.onText(startMessage("8000"));
        hear(LineFixture.silence(500, AudioEncoding.LINEAR16, 8000));

        var first = Arrays.copyOf(LineFixture.encoded(ramp, AudioEncoding.LINEAR16), 320);
        assertThat(call.texts.get(0))
                .isEqualTo(json(
                        "{'event':'media','stream_sid':'E1','media':{'payload':'" + LineFixture.base64(first) + "'}}"));
        assertThat(call.texts)
                .filteredOn(text -> !text.contains("media"))
                .isNotEmpty()
                .allMatch(
                        text -> text.matches(json("\\{'event':'mark','stream_sid':'E1','mark':\\{'name':'0-\\d+'}}")));
    }

    @Test
    void interruption_clears() {
        call.greeting = "one two three four five six seven eight nine ten eleven twelve";
        line.onText(startMessage("8000"));
        hear(LineFixture.silence(1000, AudioEncoding.LINEAR16, 8000));
        hear(call.speech("stop that now please", AudioEncoding.LINEAR16, 8000));

        assertThat(call.texts.get(call.texts.size() - 1)).isEqualTo(json("{'event':'clear','stream_sid':'E1'}"));
    }

    @Test
    void whatTheStreamTells_reachesCallInfo() {
        line.onText(startMessage("8000"));
        call.advanceMillis(20);

        var info = call.infos.get(0);
        assertThat(info.transport()).isEqualTo("exotel");
        assertThat(info.from()).isEqualTo("+1");
        assertThat(info.to()).isEqualTo("+2");
        assertThat(info.providerCallId()).isEqualTo("c-1");
        assertThat(info.parameters()).isEqualTo(Map.of("lang", "en"));
    }

    @Test
    void keysAndStop_areTaken() {
        line.onText(startMessage("8000"));
        hear(LineFixture.silence(40, AudioEncoding.LINEAR16, 8000));
        for (String digit : List.of("4", "#")) {
            line.onText(json("{'event':'dtmf','sequence_number':'" + ++sequence
                    + "','stream_sid':'E1','dtmf':{'digit':'" + digit + "','duration':'100'}}"));
        }
        call.advanceMillis(20);
        line.onText(json("{'event':'stop','sequence_number':'" + ++sequence + "','stream_sid':'E1','stop':{}}"));
        call.advanceMillis(5000);

        assertThat(call.said).containsExactly("dtmf 4#");
        assertThat(call.summaries.get(0).reason()).isEqualTo(EndReason.HANGUP);
        assertThat(call.closes).containsExactly("1000 the call is over");
        assertThat(call.problems).isEmpty();
    }

    @Test
    void pieces100MillisLong_areHeard() {
        line.onText(startMessage("8000"));
        var frames = LineFixture.silence(300, AudioEncoding.LINEAR16, 8000);
        frames.addAll(call.speech("half past nine", AudioEncoding.LINEAR16, 8000));
        frames.addAll(LineFixture.silence(1000, AudioEncoding.LINEAR16, 8000));
        for (int i = 0; i + 5 <= frames.size(); i += 5) {
            var joined = new ByteArrayOutputStream();
            frames.subList(i, i + 5).forEach(joined::writeBytes);
            line.onText(media(joined.toByteArray()));
            call.advanceMillis(100);
        }
        call.advanceMillis(1000);

        assertThat(call.said).containsExactly("speech half past nine");
    }

    @Test
    void rate_isThatOfTheStreamAndUsually8000() {
        for (String rate : List.of("8000", "16000", "24000", "")) {
            try (var other = new LineFixture()) {
                other.greeting = "one two";
                other.open(LineTransport.EXOTEL)
                        .onText(
                                rate.isEmpty()
                                        ? json("{'event':'start','stream_sid':'E1','start':{}}")
                                        : startMessage(rate));
                other.advanceMillis(500);
                int bytes = rate.isEmpty() ? 320 : Integer.parseInt(rate) / 25;
                assertThat(other.texts.get(0))
                        .hasSize("{'event':'media','stream_sid':'E1','media':{'payload':''}}".length()
                                + (bytes + 2) / 3 * 4);
            }
        }
    }

    @Test
    void startThatCannotBeAnswered_isRefused() {
        LineFixture.refuses(LineTransport.EXOTEL, json("{'event':'start','start':{}}"), "1007 malformed");
        LineFixture.refuses(LineTransport.EXOTEL, startMessage("8k"), "1003 unsupported_media");
        LineFixture.refuses(LineTransport.EXOTEL, startMessage("7999"), "1003 unsupported_media");
        LineFixture.refuses(LineTransport.EXOTEL, media(new byte[320]), "1008 missing_start");
    }

    private void hear(List<byte[]> frames) {
        for (byte[] frame : frames) {
            line.onText(media(frame));
            call.advanceMillis(LineFixture.FRAME_MILLIS);
        }
    }

    private int sequence = 1;

    private static String startMessage(String rate) {
        return json("{'event':'start','sequence_number':'1','stream_sid':'E1','start':{'stream_sid':'E1',"
                + "'call_sid':'c-1','account_sid':'a','from':'+1','to':'+2','custom_parameters':{'lang':'en'},"
                + "'media_format':{'encoding':'base64','sample_rate':'" + rate + "','bit_rate':'128kbps'}}}");
    }

    private String media(byte[] payload) {
        sequence++;
        return json("{'event':'media','sequence_number':'" + sequence + "','stream_sid':'E1','media':{'chunk':'"
                + (sequence - 1) + "','timestamp':'20','payload':'" + LineFixture.base64(payload) + "'}}");
    }
}
