package dev.baton.carrier;

import static dev.baton.carrier.LineFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.CallSummary.EndReason;
import dev.baton.audio.AudioEncoding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both forms of control, each answered as it comes. */
class AsteriskWebSocketTest {
    private static final int MAX_COMMAND_BYTES = 128;

    private enum Control {
        JSON {
            @Override
            String start(String format, String frameBytes) {
                return json("{'event':'MEDIA_START','connection_id':'c1','channel':'WebSocket/app/0x1',"
                        + "'channel_id':'pbx-17.4','format':'" + format + "','optimal_frame_size':" + frameBytes
                        + ",'ptime':20,'channel_variables':{'lang':'en','from':'+1'}}");
            }

            @Override
            String event(String name, String field, String value) {
                return json("{'event':'" + name + "','" + field + "':'" + value + "'}");
            }

            @Override
            String command(String name) {
                return json("{'command':'" + name + "'}");
            }

            @Override
            String mark() {
                return json("\\{'command':'MARK_MEDIA','correlation_id':'\\d+-\\d+'}");
            }
        },
        PLAIN {
            @Override
            String start(String format, String frameBytes) {
                return "MEDIA_START connection_id:c1 channel:WebSocket/app/0x1 channel_id:pbx-17.4 format:" + format
                        + " optimal_frame_size:" + frameBytes + " ptime:20";
            }

            @Override
            String event(String name, String field, String value) {
                return name + " " + (field.equals("correlation_id") ? "" : field + ":") + value;
            }

            @Override
            String command(String name) {
                return name;
            }

            @Override
            String mark() {
                return "MARK_MEDIA \\d+-\\d+";
            }
        };

        abstract String start(String format, String frameBytes);

        abstract String event(String name, String field, String value);

        abstract String command(String name);

        abstract String mark();
    }

    private final LineFixture call = new LineFixture();
    private final MediaStream line = call.open(LineTransport.ASTERISK_WEBSOCKET);

    @AfterEach
    void close() {
        call.close();
    }

    @ParameterizedTest
    @EnumSource
    void messages_areThoseOfTheProtocol(Control control) {
        var ramp = LineFixture.ramp(2400);
        call.greets = reply -> reply.play("beep", ramp, 8000);
        line.onText(control.start("ulaw", "160"));
        hear(LineFixture.silence(500, AudioEncoding.MULAW, 8000));

        var audio = new ByteArrayOutputStream();
        call.binaries.forEach(audio::writeBytes);
        assertThat(call.binaries).allMatch(sent -> sent.length == 160);
        assertThat(audio.toByteArray()).startsWith(LineFixture.encoded(ramp, AudioEncoding.MULAW));
        assertThat(call.texts).isNotEmpty().allMatch(text -> text.matches(control.mark()));
    }

    @ParameterizedTest
    @EnumSource
    void whatTheChannelTells_reachesCallInfo(Control control) {
        line.onText(control.start("ulaw", "160"));
        call.advanceMillis(20);

        var info = call.infos.get(0);
        boolean told = control == Control.JSON;
        assertThat(info.transport()).isEqualTo("asterisk-websocket");
        assertThat(info.providerCallId()).isEqualTo("pbx-17.4");
        assertThat(info.from()).isEqualTo(told ? "+1" : "");
        assertThat(info.parameters()).isEqualTo(told ? Map.of("lang", "en", "from", "+1") : Map.of());
    }

    @ParameterizedTest
    @EnumSource
    void keysAndWhatElseComes_areTaken(Control control) {
        line.onText(control.start("alaw", "160"));
        hear(LineFixture.silence(40, AudioEncoding.ALAW, 8000));
        line.onText(control.event("DTMF_END", "digit", "4"));
        line.onText(control.event("DTMF_END", "digit", "#"));
        line.onText(control.event("MEDIA_XOFF", "channel_id", "pbx-17.4"));
        line.onText(control.event("STATUS", "queue_length", "43"));
        line.onText(control.event("MEDIA_MARK_PROCESSED", "correlation_id", "of somebody else"));
        line.onText(control.event("MEDIA_BUFFERING_COMPLETED", "correlation_id", "r1"));
        line.onText(control.event("NEWS", "a", "b"));
        call.advanceMillis(100);
        line.onClose(16); // a hang-up cause, no close code
        call.closedByPeer = true;
        call.advanceMillis(5000);

        assertThat(call.said).containsExactly("dtmf 4#");
        assertThat(call.problems).isEmpty();
        assertThat(call.summaries.get(0).reason()).isEqualTo(EndReason.HANGUP);
        assertThat(call.late).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void marksThatComeBackLate_countLessAsHeard(Control control) {
        assertThat(heardMillis(control, 0)).isGreaterThan(heardMillis(control, 300) + 200);
    }

    private static long heardMillis(Control control, int lateMillis) {
        try (var other = new LineFixture()) {
            other.greeting = "one two three four five six seven eight nine ten eleven twelve";
            var stream = other.open(LineTransport.ASTERISK_WEBSOCKET);
            stream.onText(control.start("ulaw", "160"));
            var frames = LineFixture.silence(1500, AudioEncoding.MULAW, 8000);
            frames.addAll(other.speech("stop that now please", AudioEncoding.MULAW, 8000));
            int answered = 0;
            for (byte[] frame : frames) {
                stream.onBinary(ByteBuffer.wrap(frame));
                other.advanceMillis(LineFixture.FRAME_MILLIS);
                for (; answered < other.texts.size(); answered++) {
                    String text = other.texts.get(answered);
                    if (text.matches(control.mark())) {
                        String name = text.replaceAll("[^-\\d]", "");
                        if (Long.parseLong(name.substring(2)) + lateMillis
                                > other.time.now().toMillis()) {
                            break;
                        }
                        stream.onText(control.event("MEDIA_MARK_PROCESSED", "correlation_id", name));
                    }
                }
            }
            return other.heard.get(0).played().toMillis();
        }
    }

    @ParameterizedTest
    @EnumSource
    void interruption_flushes(Control control) {
        call.greeting = "one two three four five six seven eight nine ten eleven twelve";
        line.onText(control.start("slin16", "640"));
        hear(LineFixture.silence(1000, AudioEncoding.LINEAR16, 16_000));
        hear(call.speech("stop that now please", AudioEncoding.LINEAR16, 16_000));

        assertThat(call.binaries).allMatch(sent -> sent.length == 640);
        assertThat(call.sent.get(call.sent.size() - 1)).isEqualTo(control.command("FLUSH_MEDIA"));
        assertThat(call.heard).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void framesThatDoNotFitTheCodecs_areBufferedUntilAFlush(Control control) {
        call.greeting = "one two three four five six seven eight nine ten eleven twelve";
        line.onText(control.start("ulaw", "240"));
        hear(LineFixture.silence(1000, AudioEncoding.MULAW, 8000));
        hear(call.speech("stop that now please", AudioEncoding.MULAW, 8000));
        hear(LineFixture.silence(2000, AudioEncoding.MULAW, 8000));

        String begins = control.command("START_MEDIA_BUFFERING");
        assertThat(call.sent.get(0)).isEqualTo(begins);
        assertThat(call.sent.get(1)).isEqualTo("binary of 160");
        int flushed = call.sent.indexOf(control.command("FLUSH_MEDIA"));
        assertThat(call.sent.subList(1, flushed)).doesNotContain(begins);
        assertThat(call.sent.subList(flushed + 1, flushed + 3)).containsExactly(begins, "binary of 160");
        assertThat(call.countTexts("START_MEDIA_BUFFERING")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void shorterCodecFramesThatFit_needNoBuffer(Control control) {
        call.greeting = "one two three";
        line.onText(control.start("ulaw", "80"));
        call.advanceMillis(1000);
        assertThat(call.countTexts("BUFFERING")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void commands_areNeverTooLong(Control control) {
        call.greeting = "one two three four five six seven eight nine ten eleven twelve";
        line.onText(control.start("ulaw", "240"));
        call.time.advance(Duration.ofHours(30)); // marks carry the time
        call.greeting = "";
        line.onText(control.event("DTMF_END", "digit", "4"));
        call.advanceMillis(10_000);
        line.onText(control.event("DTMF_END", "digit", "5"));
        call.advanceMillis(10_000);
        line.call().orElseThrow().hangUp();
        call.advanceMillis(5000);

        assertThat(call.texts)
                .anyMatch(text -> text.contains("MARK_MEDIA"))
                .anyMatch(text -> text.contains("HANGUP"))
                .allMatch(text -> text.getBytes(StandardCharsets.UTF_8).length <= MAX_COMMAND_BYTES);
    }

    @ParameterizedTest
    @EnumSource
    void agentThatEndsTheCall_hangsUpAndThatLeavesDoesNot(Control control) {
        for (boolean leaves : List.of(true, false)) {
            try (var other = new LineFixture()) {
                other.greets = reply -> {
                    reply.say("bye");
                    if (leaves) {
                        reply.leave("transfer");
                    } else {
                        reply.endCall();
                    }
                };
                other.open(LineTransport.ASTERISK_WEBSOCKET).onText(control.start("ulaw", "160"));
                other.advanceMillis(5000);

                assertThat(other.texts.contains(control.command("HANGUP"))).isNotEqualTo(leaves);
                assertThat(other.closes).containsExactly("1000 the call is over");
                assertThat(other.late).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotTaken_endsInOrder(Control control) {
        LineFixture.refuses(
                LineTransport.ASTERISK_WEBSOCKET, control.event("DTMF_END", "digit", "4"), "1008 missing_start");
        LineFixture.refuses(
                LineTransport.ASTERISK_WEBSOCKET, control.event("ERROR", "error_text", "no"), "1011 reported_by_peer");
        LineFixture.refuses(LineTransport.ASTERISK_WEBSOCKET, control.start("opus", "160"), "1003 unsupported_media");
        LineFixture.refuses(LineTransport.ASTERISK_WEBSOCKET, control.start("g729", "20"), "1003 unsupported_media");
        LineFixture.refuses(
                LineTransport.ASTERISK_WEBSOCKET, control.start("slin192", "7680"), "1003 unsupported_media");
        LineFixture.refuses(
                LineTransport.ASTERISK_WEBSOCKET,
                control.start("ulaw", "160").replace("format", "form"),
                "1007 malformed");
        LineFixture.refuses(
                LineTransport.ASTERISK_WEBSOCKET,
                control == Control.JSON ? control.start("ulaw", "\"many\"") : control.start("ulaw", "many"),
                "1007 malformed");
    }

    @Test
    void textsWithoutAnEvent_endInOrder() {
        LineFixture.refuses(LineTransport.ASTERISK_WEBSOCKET, "", "1007 malformed");
        LineFixture.refuses(LineTransport.ASTERISK_WEBSOCKET, "   ", "1007 malformed");
        LineFixture.refuses(LineTransport.ASTERISK_WEBSOCKET, "{}", "1007 malformed");
        LineFixture.refuses(LineTransport.ASTERISK_WEBSOCKET, "{", "1007 malformed");
    }

    @Test
    void audioBeforeTheStart_isRefused() {
        line.onBinary(ByteBuffer.wrap(new byte[160]));
        assertThat(call.closes).containsExactly("1008 missing_start");
    }

    private void hear(List<byte[]> frames) {
        for (byte[] frame : frames) {
            line.onBinary(ByteBuffer.wrap(frame));
            call.advanceMillis(LineFixture.FRAME_MILLIS);
        }
    }
}
