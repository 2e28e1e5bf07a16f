package dev.baton.carrier;

import static dev.baton.carrier.LineFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.CallSummary.EndReason;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioTap;
import dev.baton.call.CallOptions;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Media whose order nobody promises. */
class TelnyxTest {
    private static final int LEVEL = 500;

    private final LineFixture call = new LineFixture();
    private final Levels levels = new Levels();
    private final MediaStream line = call.open(
            LineTransport.TELNYX,
            options -> options.withCalls(info -> CallOptions.defaults().withTap(levels)));
    private int chunk;

    @AfterEach
    void close() {
        call.close();
    }

    @Test
    void messages_areThoseOfTheProtocol() {
        var ramp = LineFixture.ramp(2400);
        call.greets = reply -> reply.play("beep", ramp, 8000);
        start();
        hear(LineFixture.silence(500, AudioEncoding.MULAW, 8000));

        var audio = new ByteArrayOutputStream();
        String before = json("{'event':'media','media':{'payload':'");
        call.texts.stream()
                .filter(text -> text.startsWith(before))
                .map(text -> text.substring(before.length(), text.length() - 3))
                .forEach(payload -> audio.writeBytes(Base64.getDecoder().decode(payload)));
        assertThat(audio.toByteArray()).startsWith(LineFixture.encoded(ramp, AudioEncoding.MULAW));
        assertThat(call.texts)
                .filteredOn(text -> !text.startsWith(before))
                .isNotEmpty()
                .allMatch(text -> text.matches(json("\\{'event':'mark','mark':\\{'name':'0-\\d+'}}")));
    }

    @Test
    void interruption_clears() {
        call.greeting = "one two three four five six seven eight nine ten eleven twelve";
        start();
        hear(LineFixture.silence(1000, AudioEncoding.MULAW, 8000));
        hear(call.speech("stop that now please", AudioEncoding.MULAW, 8000));

        assertThat(call.texts.get(call.texts.size() - 1)).isEqualTo("{\"event\":\"clear\"}");
        assertThat(call.texts).filteredOn(text -> text.contains("clear")).hasSize(1);
    }

    @Test
    void whatTheStreamTells_reachesCallInfo() {
        start();
        call.advanceMillis(20);

        var info = call.infos.get(0);
        assertThat(info.transport()).isEqualTo("telnyx");
        assertThat(info.from()).isEqualTo("+1");
        assertThat(info.to()).isEqualTo("+2");
        assertThat(info.providerCallId()).isEqualTo("v2:x");
        assertThat(info.parameters()).isEqualTo(Map.of("lang", "en"));
    }

    @Test
    void keysAndStop_areTaken() {
        start();
        hear(LineFixture.silence(40, AudioEncoding.MULAW, 8000));
        for (String digit : List.of("4", "#")) {
            line.onText(
                    json("{'event':'dtmf','stream_id':'S-1','sequence_number':'7','dtmf':{'digit':'" + digit + "'}}"));
        }
        call.advanceMillis(20);
        line.onText(json("{'event':'stop','sequence_number':'9','stream_id':'S-1','stop':{'user_id':'U'}}"));
        call.advanceMillis(5000);

        assertThat(call.said).containsExactly("dtmf 4#");
        assertThat(call.summaries.get(0).reason()).isEqualTo(EndReason.HANGUP);
        assertThat(call.closes).containsExactly("1000 the call is over");
        assertThat(call.problems).isEmpty();
    }

    @Test
    void reportedError_endsTheCallAndTellsItsCodeAlone() {
        start();
        line.onText(json("{'event':'error','stream_id':'S-1','payload':{'code':100003,'title':'words','detail':'x'}}"));
        call.advanceMillis(5000);

        assertThat(call.closes).containsExactly("1011 reported_by_peer");
        assertThat(call.details).containsExactly("the carrier reports error 100003");
    }

    @Test
    void reordered_isHeardInOrder() {
        assertThat(heard(2, 1, 3)).isEqualTo("1 2 3");
        assertThat(heard(4, 7, 6, 5, 8)).isEqualTo("1 2 3 4 5 6 7 8");
        assertThat(heard(13, 12, 11, 10, 9, 14)).isEqualTo("1 2 3 4 5 6 7 8 9 10 11 12 13 14");
        assertThat(call.problems).isEmpty();
    }

    @Test
    void repeatedAndLate_areDroppedAndTold() {
        assertThat(heard(1, 1, 2, 4, 4, 3, 2, 5)).isEqualTo("1 2 3 4 5");
        assertThat(call.problems).hasSize(3).containsOnly("telnyx/out_of_sequence");
    }

    @Test
    void lost_isWaitedForUntilFiveOthersWait() {
        assertThat(heard(1, 3, 4, 5, 6, 7)).isEqualTo("1");
        media(8);
        assertThat(heard()).isEqualTo("1 3 4 5 6 7 8");
        assertThat(call.problems).containsExactly("telnyx/out_of_sequence");
        media(2);
        media(9);
        assertThat(heard()).isEqualTo("1 3 4 5 6 7 8 9");
        assertThat(call.problems).hasSize(2);
    }

    @Test
    void streamThatBeginsInItsMiddle_isHeardFromThereOn() {
        assertThat(heard(57, 58, 60, 59, 56)).isEqualTo("57 58 59 60");
    }

    @Test
    void firstOnesLost_areWaitedForToo() {
        assertThat(heard(3, 4, 5, 6, 7)).isEmpty();
        media(8);
        assertThat(heard()).isEqualTo("3 4 5 6 7 8");
    }

    @Test
    void numberFarAhead_harmsNothing() {
        assertThat(heard(1, Integer.MAX_VALUE, 2, 3, 4, 5, 6, 7, 8, 9)).isEqualTo("1 2 3 4 5 6 7 8 9");
    }

    @Test
    void withoutNumbers_isHeardAsItComes() {
        line.onText(startMessage("L16", 8000));
        for (String number : List.of("", "'chunk':'no',", "'chunk':null,'timestamp':'1',")) {
            line.onText(json("{'event':'media','stream_id':'S-1','media':{" + number + "'payload':'"
                    + LineFixture.base64(piece(3 + number.length())) + "'}}"));
        }
        assertThat(heard()).isEqualTo("3 16 32");
    }

    @Test
    void whatWaitsAtTheEnd_isStillHeard() {
        for (boolean stops : List.of(true, false)) {
            try (var other = new LineFixture()) {
                var stream = other.open(LineTransport.TELNYX);
                stream.onText(startMessage("PCMU", 8000));
                var frames = new ArrayList<>(LineFixture.silence(300, AudioEncoding.MULAW, 8000));
                frames.addAll(other.speech("half past nine", AudioEncoding.MULAW, 8000));
                int number = 0;
                for (byte[] frame : frames.subList(0, frames.size() - 4)) {
                    stream.onText(media(++number, frame));
                    other.advanceMillis(20);
                }
                number++; // lost
                for (byte[] frame : frames.subList(frames.size() - 4, frames.size())) {
                    stream.onText(media(++number, frame));
                }
                if (stops) {
                    stream.onText(json("{'event':'stop','stream_id':'S-1','stop':{}}"));
                } else {
                    stream.onClose(1006);
                    other.closedByPeer = true;
                }
                other.advanceMillis(5000);

                assertThat(other.said).containsExactly("speech half past nine");
                assertThat(other.problems).isEmpty();
                assertThat(other.late).isEmpty();
                assertThat(other.closes).hasSize(stops ? 1 : 0);
            }
        }
    }

    @Test
    void ourOwnVoice_isNotHeard() {
        line.onText(startMessage("L16", 8000));
        line.onText(json("{'event':'media','stream_id':'S-1','media':{'track':'outbound','chunk':'1','payload':'"
                + LineFixture.base64(piece(7)) + "'}}"));
        media(1);
        assertThat(heard()).isEqualTo("1");
    }

    @Test
    void formats_areThoseThatCanBeHeard() {
        for (var rates : Map.of("PCMU", 8000, "PCMA", 8000, "L16", 16_000).entrySet()) {
            try (var other = new LineFixture()) {
                other.greeting = "one two three";
                var stream = other.open(LineTransport.TELNYX);
                stream.onText(startMessage(rates.getKey(), rates.getValue()));
                other.advanceMillis(500);
                int length = rates.getKey().equals("L16") ? 640 : 160;
                assertThat(other.texts)
                        .filteredOn(text -> text.contains("media"))
                        .isNotEmpty()
                        .allMatch(text -> text.length()
                                == "{'event':'media','media':{'payload':''}}".length() + (length + 2) / 3 * 4);
            }
        }
        for (String format : List.of("G722", "OPUS", "AMR-WB", "L16;rate=x", "")) {
            try (var other = new LineFixture()) {
                other.open(LineTransport.TELNYX).onText(startMessage(format, 8000));
                assertThat(other.closes)
                        .as(format)
                        .containsExactly(format.isEmpty() ? "1007 malformed" : "1003 unsupported_media");
            }
        }
    }

    private void start() {
        line.onText("{\"event\":\"connected\",\"version\":\"1.0.0\"}");
        line.onText(startMessage("PCMU", 8000));
    }

    private void hear(List<byte[]> frames) {
        for (byte[] frame : frames) {
            line.onText(media(++chunk, frame));
            call.advanceMillis(LineFixture.FRAME_MILLIS);
        }
    }

    private static String startMessage(String encoding, int rate) {
        return json("{'event':'start','sequence_number':'1','stream_id':'S-1','start':{'user_id':'U',"
                + "'call_control_id':'v2:x','call_session_id':'cs','from':'+1','to':'+2','tags':[],"
                + "'client_state':'YQ==','custom_parameters':{'lang':'en'},'media_format':{'encoding':'" + encoding
                + "','sample_rate':" + rate + ",'channels':1}}}");
    }

    private static String media(int chunk, byte[] payload) {
        return json("{'event':'media','sequence_number':'" + (1000 - chunk)
                + "','stream_id':'S-1','media':{'track':'inbound','chunk':'" + chunk + "','timestamp':'" + chunk * 20
                + "','payload':'" + LineFixture.base64(payload) + "'}}");
    }

    /** The pieces that the call heard so far, told by their level. */
    private String heard(int... chunks) {
        for (int number : chunks) {
            media(number);
        }
        call.advanceMillis(100);
        return levels.toString();
    }

    private void media(int number) {
        if (line.call().isEmpty()) {
            line.onText(startMessage("L16", 8000));
        }
        line.onText(media(number, piece(number)));
    }

    private static byte[] piece(int number) {
        var samples = new short[160];
        Arrays.fill(samples, (short) (number % 63 * LEVEL));
        return LineFixture.encoded(samples, AudioEncoding.LINEAR16);
    }

    /** Reads levels that last for most of a piece. */
    private static final class Levels implements AudioTap {
        private final StringJoiner seen = new StringJoiner(" ");
        private int rateHz;
        private int level;
        private int lasted;

        @Override
        public void start(int callerRateHz, int agentRateHz) {
            rateHz = callerRateHz;
        }

        @Override
        public void caller(short[] samples, int offset, int length, long position) {
            for (int i = offset; i < offset + length; i++) {
                int now = Math.round(samples[i] / (float) LEVEL);
                lasted = now == level ? lasted + 1 : 0;
                level = now;
                if (lasted == rateHz / 100 && level != 0) {
                    seen.add(String.valueOf(level));
                }
            }
        }

        @Override
        public void agent(short[] samples, int offset, int length, long position) {}

        @Override
        public void agentCleared(long position) {}

        @Override
        public void end() {}

        @Override
        public String toString() {
            return seen.toString();
        }
    }
}
