package dev.baton.carrier;

import static dev.baton.carrier.LineFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.CallSummary.EndReason;
import dev.baton.audio.AudioEncoding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The protocol for whatever has none. */
class PcmWebSocketTest {
    private final LineFixture call = new LineFixture();
    private final MediaStream line = call.open(LineTransport.PCM);

    @AfterEach
    void close() {
        call.close();
    }

    @Test
    void messages_areThoseOfTheProtocol() {
        var ramp = LineFixture.ramp(4800);
        call.greets = reply -> reply.play("beep", ramp, 16_000);
        line.onText(json("{'type':'start'}"));
        hear(LineFixture.silence(500, AudioEncoding.LINEAR16, 16_000));

        var audio = new ByteArrayOutputStream();
        call.binaries.forEach(audio::writeBytes);
        assertThat(call.binaries).allMatch(sent -> sent.length == 640);
        assertThat(audio.toByteArray()).startsWith(LineFixture.encoded(ramp, AudioEncoding.LINEAR16));
        assertThat(call.texts).isNotEmpty().allMatch(text -> text.matches(json("\\{'type':'mark','name':'0-\\d+'}")));
    }

    @Test
    void audio_isAheadOfTimeByTheLead() {
        call.greeting = "one two three four five six seven eight";
        line.onText(json("{'type':'start','sampleRate':8000}"));
        call.advanceMillis(1000);
        int usual = call.binaries.size();
        try (var other = new LineFixture()) {
            other.greeting = call.greeting;
            other.open(LineTransport.PCM, options -> options.withLead(Duration.ZERO))
                    .onText(json("{'type':'start','sampleRate':8000}"));
            other.advanceMillis(1000);
            assertThat(usual - other.binaries.size()).isEqualTo(80 / LineFixture.FRAME_MILLIS);
        }
    }

    @Test
    void interruption_clears() {
        call.greeting = "one two three four five six seven eight nine ten eleven twelve";
        line.onText(json("{'type':'start'}"));
        hear(LineFixture.silence(1000, AudioEncoding.LINEAR16, 16_000));
        hear(call.speech("stop that now please", AudioEncoding.LINEAR16, 16_000));

        assertThat(call.sent.get(call.sent.size() - 1)).isEqualTo(json("{'type':'clear'}"));
    }

    @Test
    void whatTheClientTells_reachesCallInfo() {
        line.onText(json("{'type':'start','sampleRate':48000,'from':'me','to':'you','callId':'7',"
                + "'parameters':{'from':'nobody','n':1}}"));
        call.advanceMillis(20);

        var info = call.infos.get(0);
        assertThat(info.transport()).isEqualTo("pcm");
        assertThat(info.from()).isEqualTo("me");
        assertThat(info.to()).isEqualTo("you");
        assertThat(info.providerCallId()).isEqualTo("7");
        assertThat(info.parameters()).isEqualTo(Map.of("from", "nobody", "n", "1"));
    }

    @Test
    void keysTextAndStop_areTaken() {
        line.onText(json("{'type':'start'}"));
        hear(LineFixture.silence(40, AudioEncoding.LINEAR16, 16_000));
        line.onText(json("{'type':'dtmf','digit':'4'}"));
        line.onText(json("{'type':'dtmf','digit':'#'}"));
        line.onText(json("{'type':'dtmf','digit':'44'}"));
        call.advanceMillis(20);
        line.onText(json("{'type':'text','text':'a typed line'}"));
        line.onText(json("{'type':'mark','name':'of somebody else'}"));
        call.advanceMillis(20);
        line.onText(json("{'type':'stop'}"));
        line.onText(json("{'type':'stop'}"));
        call.advanceMillis(5000);

        assertThat(call.said).containsExactly("dtmf 4#", "text a typed line");
        assertThat(call.summaries.get(0).reason()).isEqualTo(EndReason.HANGUP);
        assertThat(call.closes).containsExactly("1000 the call is over");
        assertThat(call.problems).containsExactly("pcm/unknown_key");
        assertThat(call.late).isEmpty();
    }

    @Test
    void stopBeforeStart_closes() {
        line.onText(json("{'type':'stop'}"));
        line.onText(json("{'type':'start'}"));
        line.onProblem(LineProblem.SILENT, "no start");
        call.advanceMillis(100);

        assertThat(call.closes).hasSize(1).allMatch(close -> close.startsWith("1000"));
        assertThat(call.infos).isEmpty();
    }

    @Test
    void whatIsNoPcm_endsInOrder() {
        LineFixture.refuses(LineTransport.PCM, "{}", "1007 malformed");
        LineFixture.refuses(LineTransport.PCM, json("{'type':'hello'}"), "1007 malformed");
        LineFixture.refuses(LineTransport.PCM, json("{'type':'start','sampleRate':'x'}"), "1003 unsupported_media");
        LineFixture.refuses(LineTransport.PCM, json("{'type':'start','sampleRate':0}"), "1003 unsupported_media");
        LineFixture.refuses(LineTransport.PCM, json("{'type':'start','sampleRate':-8000}"), "1003 unsupported_media");
        LineFixture.refuses(LineTransport.PCM, json("{'type':'dtmf','digit':'4'}"), "1008 missing_start");
        LineFixture.refuses(LineTransport.PCM, json("{'type':'text','text':'hello'}"), "1008 missing_start");
        LineFixture.refuses(LineTransport.PCM, json("{'type':'start'"), "1007 malformed");
        LineFixture.refuses(LineTransport.PCM, json("{'type':'start'}{'type':'start'}"), "1007 malformed");
    }

    @Test
    void blankTypedLine_endsTheCall() {
        line.onText(json("{'type':'start'}"));
        call.advanceMillis(20);
        line.onText(json("{'type':'text','text':' '}"));
        call.advanceMillis(5000);

        assertThat(call.closes).containsExactly("1007 malformed");
        assertThat(call.summaries.get(0).reason()).isEqualTo(EndReason.SOURCE_FAILED);
    }

    @Test
    void hostThatCannotOpenTheCall_closesTheSocket() {
        var stream = call.open(
                LineTransport.PCM,
                options -> options.withCalls(info -> {
                    throw new UnsupportedOperationException("a host's fault");
                }));
        stream.onText(json("{'type':'start'}"));
        call.advanceMillis(1000);

        assertThat(call.closes).hasSize(1);
        assertThat(stream.call()).isEmpty();
    }

    @Test
    void agentThatEndsOrLeaves_closes() {
        for (boolean leaves : List.of(true, false)) {
            try (var other = new LineFixture()) {
                other.greets = reply -> {
                    if (leaves) {
                        reply.leave("away");
                    } else {
                        reply.endCall();
                    }
                };
                other.open(LineTransport.PCM).onText(json("{'type':'start'}"));
                other.advanceMillis(5000);
                assertThat(other.closes).containsExactly("1000 the call is over");
                assertThat(other.late).isEmpty();
            }
        }
    }

    private void hear(List<byte[]> frames) {
        for (byte[] frame : frames) {
            line.onBinary(ByteBuffer.wrap(frame));
            call.advanceMillis(LineFixture.FRAME_MILLIS);
        }
    }
}
