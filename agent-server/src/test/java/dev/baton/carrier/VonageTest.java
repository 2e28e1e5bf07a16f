package dev.baton.carrier;

import static dev.baton.carrier.LineFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.CallSummary.EndReason;
import dev.baton.audio.AudioEncoding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Binary audio at the rate of the first message. */
class VonageTest {
    private final LineFixture call = new LineFixture();
    private final MediaStream line = call.open(LineTransport.VONAGE);

    @AfterEach
    void close() {
        call.close();
    }

    @Test
    void messages_areThoseOfTheProtocol() {
        var ramp = LineFixture.ramp(4800);
        call.greets = reply -> reply.play("beep", ramp, 16_000);
        line.onText(connected("audio/l16;rate=16000"));
        hear(LineFixture.silence(500, AudioEncoding.LINEAR16, 16_000));

        var audio = new ByteArrayOutputStream();
        call.binaries.forEach(audio::writeBytes);
        assertThat(call.binaries).allMatch(sent -> sent.length == 640);
        assertThat(audio.toByteArray()).startsWith(LineFixture.encoded(ramp, AudioEncoding.LINEAR16));
        assertThat(call.texts)
                .isNotEmpty()
                .allMatch(text -> text.matches(json("\\{'action':'notify','payload':\\{'mark':'0-\\d+'}}")));
    }

    @Test
    void interruption_clears() {
        call.greeting = "one two three four five six seven eight nine ten eleven twelve";
        line.onText(connected("audio/l16;rate=16000"));
        hear(LineFixture.silence(1000, AudioEncoding.LINEAR16, 16_000));
        hear(call.speech("stop that now please", AudioEncoding.LINEAR16, 16_000));
        line.onText(json("{'event':'websocket:cleared'}"));

        assertThat(call.sent.get(call.sent.size() - 1)).isEqualTo(json("{'action':'clear'}"));
        assertThat(call.problems).isEmpty();
    }

    @Test
    void whatTheNccoTells_reachesCallInfo() {
        line.onText(connected("audio/l16;rate=16000"));
        call.advanceMillis(20);

        var info = call.infos.get(0);
        assertThat(info.transport()).isEqualTo("vonage");
        assertThat(info.from()).isEqualTo("447700900000");
        assertThat(info.providerCallId()).isEqualTo("u-1");
        assertThat(info.parameters())
                .isEqualTo(Map.of("from", "447700900000", "uuid", "u-1", "deep.key", "v", "flag", "true"));
    }

    @Test
    void keysInBothForms_areTaken() {
        line.onText(connected("audio/l16;rate=8000"));
        hear(LineFixture.silence(40, AudioEncoding.LINEAR16, 8000));
        line.onText(json("{'event':'websocket:dtmf','digit':'4','duration':260}"));
        line.onText(json("{'event':'websocket:dtmf','dtmf':{'digit':'#'}}"));
        call.advanceMillis(20);
        line.onClose(1000);
        call.closedByPeer = true;
        call.advanceMillis(5000);

        assertThat(call.said).containsExactly("dtmf 4#");
        assertThat(call.summaries.get(0).reason()).isEqualTo(EndReason.HANGUP);
        assertThat(call.late).isEmpty();
    }

    @Test
    void whatIsNoVonage_endsInOrder() {
        LineFixture.refuses(LineTransport.VONAGE, json("{'event':'websocket:connected'}"), "1007 malformed");
        LineFixture.refuses(
                LineTransport.VONAGE,
                json("{'event':'websocket:connected','content-type':'audio/l16'}"),
                "1003 unsupported_media");
        LineFixture.refuses(LineTransport.VONAGE, connected("audio/opus;rate=16000"), "1003 unsupported_media");
        LineFixture.refuses(LineTransport.VONAGE, connected("audio/l16;rate=16001"), "1003 unsupported_media");
        LineFixture.refuses(LineTransport.VONAGE, json("{'event':'websocket:dtmf','digit':'4'}"), "1008 missing_start");
        LineFixture.refuses(LineTransport.VONAGE, "{}", "1007 malformed");
        LineFixture.refuses(LineTransport.VONAGE, json("{'event':{'a':1}}"), "1007 malformed");
        LineFixture.refuses(LineTransport.VONAGE, "websocket:connected", "1007 malformed");
    }

    @Test
    void audioBeforeTheFirstMessage_isRefused() {
        line.onBinary(ByteBuffer.wrap(new byte[640]));
        assertThat(call.closes).containsExactly("1008 missing_start");
    }

    @Test
    void messagesOfAnyLength_areHeard() {
        line.onText(connected("audio/l16;rate=8000"));
        line.onBinary(ByteBuffer.allocate(0));
        var bytes = new ByteArrayOutputStream();
        LineFixture.silence(300, AudioEncoding.LINEAR16, 8000).forEach(bytes::writeBytes);
        call.speech("half past nine", AudioEncoding.LINEAR16, 8000).forEach(bytes::writeBytes);
        LineFixture.silence(1000, AudioEncoding.LINEAR16, 8000).forEach(bytes::writeBytes);
        byte[] all = bytes.toByteArray();
        for (int at = 0; at < all.length; at += 317) { // splits every other sample
            line.onBinary(ByteBuffer.wrap(all, at, Math.min(317, all.length - at)));
            call.advanceMillis(LineFixture.FRAME_MILLIS);
        }
        call.advanceMillis(1000);

        assertThat(call.said).containsExactly("speech half past nine");
        assertThat(call.problems).isEmpty();
    }

    @Test
    void secondStart_endsTheCall() {
        line.onText(connected("audio/l16;rate=8000"));
        call.advanceMillis(100);
        line.onText(connected("audio/l16;rate=16000"));
        call.advanceMillis(5000);

        assertThat(call.closes).containsExactly("1007 malformed");
        assertThat(call.summaries).hasSize(1);
    }

    @Test
    void oversized_endsTheCall() {
        line.onText(connected("audio/l16;rate=8000"));
        call.advanceMillis(100);
        line.onBinary(ByteBuffer.allocate(200_000));
        call.advanceMillis(5000);

        assertThat(call.closes).containsExactly("1009 oversized");
    }

    private void hear(List<byte[]> frames) {
        for (byte[] frame : frames) {
            line.onBinary(ByteBuffer.wrap(frame));
            call.advanceMillis(LineFixture.FRAME_MILLIS);
        }
    }

    private static String connected(String contentType) {
        return json("{'event':'websocket:connected','content-type':'" + contentType
                + "','from':'447700900000','uuid':'u-1','deep':{'key':'v'},'flag':true,'list':[1,2],'none':null}");
    }
}
