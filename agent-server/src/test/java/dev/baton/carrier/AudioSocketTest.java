package dev.baton.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.CallSummary.EndReason;
import dev.baton.audio.AudioEncoding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream of bytes: however TCP cuts it, the call is the same. */
class AudioSocketTest {
    private static final UUID ID = UUID.fromString("4f1c2a9e-3b7d-4c55-9d0a-0e6f8a1b2c3d");
    private static final byte[] HANG_UP = {0, 0, 0};
    private static final int AUDIO = 0x10;
    private static final int RATE_HZ = 8000;

    private final LineFixture call = new LineFixture();
    private final MediaStream line = call.open(LineTransport.AUDIOSOCKET);

    @AfterEach
    void close() {
        call.close();
    }

    @Test
    void wholeCall_isHeardAndAnsweredAtItsPaceAndEnded() {
        send(id());
        hear(LineFixture.silence(400, AudioEncoding.LINEAR16, RATE_HZ));
        hear(call.speech("half past nine", AudioEncoding.LINEAR16, RATE_HZ));
        hear(LineFixture.silence(3000, AudioEncoding.LINEAR16, RATE_HZ));
        send(HANG_UP);
        call.advanceMillis(3000);

        assertThat(call.said).containsExactly("speech half past nine");
        assertThat(call.texts).isEmpty();
        var audio = call.binaries.subList(0, call.binaries.size() - 1);
        assertThat(audio).hasSizeGreaterThan(50).allMatch(sent -> sent.length == 323);
        assertThat(audio).allMatch(sent -> sent[0] == AUDIO && sent[1] == 1 && sent[2] == 0x40);
        assertThat(call.summaries.get(0).reason()).isEqualTo(EndReason.HANGUP);
        assertThat(call.closes).containsExactly("1000 the call is over");
        assertThat(call.problems).isEmpty();
    }

    @Test
    void recording_goesOutAsItIsWithOneFrameEvery20Millis() {
        var ramp = LineFixture.ramp(480);
        call.greets = reply -> reply.play("beep", ramp, RATE_HZ);
        send(id());
        send(frame(AUDIO, new byte[320]));
        call.advanceMillis(10);
        assertThat(call.binaries).hasSize(1);
        call.advanceMillis(20);
        assertThat(call.binaries).hasSize(2);
        call.advanceMillis(100);

        var bytes = new ByteArrayOutputStream();
        call.binaries.forEach(sent -> bytes.write(sent, 3, sent.length - 3));
        assertThat(bytes.toByteArray()).startsWith(LineFixture.encoded(ramp, AudioEncoding.LINEAR16));
    }

    @Test
    void everyRate_isAnsweredInItsOwnKind() {
        int[] ratesHz = {8000, 12_000, 16_000, 24_000, 32_000, 44_100, 48_000};
        for (int i = 0; i < ratesHz.length; i++) {
            try (var other = new LineFixture()) {
                other.greeting = "one two three";
                var stream = other.open(LineTransport.AUDIOSOCKET);
                int length = ratesHz[i] / 50 * 2;
                stream.onBinary(ByteBuffer.wrap(id()));
                stream.onBinary(ByteBuffer.wrap(frame(AUDIO + i, new byte[length])));
                other.advanceMillis(500);

                int kind = AUDIO + i;
                assertThat(other.binaries).isNotEmpty().allMatch(sent -> sent[0] == kind && sent.length == length + 3);
            }
        }
    }

    @Test
    void ratesThatNobodyCanConvert_areRefused() {
        for (int kind : List.of(0x17, 0x18)) {
            endsWith("1003 unsupported_media", id(), frame(kind, new byte[640]));
        }
    }

    @Test
    void call_isKnownByItsIdAlone() {
        send(id());
        assertThat(line.call()).isEmpty();
        send(frame(AUDIO, new byte[320]));
        call.advanceMillis(20);

        var info = call.infos.get(0);
        assertThat(info.transport()).isEqualTo("audiosocket");
        assertThat(info.providerCallId()).isEqualTo(ID.toString());
        assertThat(info.from() + info.to()).isEmpty();
        assertThat(info.parameters()).isEmpty();
    }

    @Test
    void anyCut_givesTheSameCall() {
        byte[] begin = beginning();
        byte[] end = ending();
        String whole = outcome(List.of(begin), List.of(end));

        assertThat(whole).contains("dtmf 42#", "HANGUP", ID.toString(), "[1000 the call is over] []");
        for (int cut = 1; cut < begin.length; cut++) {
            assertThat(outcome(cut(begin, cut), List.of(end)))
                    .as("cut at %d", cut)
                    .isEqualTo(whole);
        }
        for (int cut = 1; cut < end.length; cut++) {
            assertThat(outcome(List.of(begin), cut(end, cut)))
                    .as("cut at %d", cut)
                    .isEqualTo(whole);
        }
        assertThat(outcome(pieces(begin, new Random(1), 1), pieces(end, new Random(1), 1)))
                .isEqualTo(whole);
        for (int seed = 0; seed < 50; seed++) {
            var dice = new Random(seed);
            assertThat(outcome(pieces(begin, dice, 200), pieces(end, dice, 20)))
                    .as("seed %d", seed)
                    .isEqualTo(whole);
        }
    }

    private static List<byte[]> cut(byte[] stream, int at) {
        return List.of(Arrays.copyOf(stream, at), Arrays.copyOfRange(stream, at, stream.length));
    }

    private static List<byte[]> pieces(byte[] stream, Random dice, int most) {
        var pieces = new ArrayList<byte[]>();
        for (int at = 0; at < stream.length; ) {
            int end = Math.min(stream.length, at + 1 + dice.nextInt(most));
            pieces.add(Arrays.copyOfRange(stream, at, end));
            at = end;
        }
        return pieces;
    }

    /** All that a call can hold. */
    private static byte[] beginning() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(frame(0x42, new byte[] {1, 2, 3}));
        bytes.writeBytes(id());
        bytes.writeBytes(frame(AUDIO, new byte[0]));
        bytes.writeBytes(frame(AUDIO, new byte[320]));
        bytes.writeBytes(frame(0x03, new byte[] {'4'}));
        bytes.writeBytes(frame(0x03, new byte[] {'2'}));
        bytes.writeBytes(frame(0x02, new byte[0]));
        bytes.writeBytes(frame(0x03, new byte[] {'#'}));
        return bytes.toByteArray();
    }

    /** And more after its end, which nobody may hear. */
    private static byte[] ending() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(frame(AUDIO, new byte[40]));
        bytes.writeBytes(HANG_UP);
        bytes.writeBytes(HANG_UP);
        bytes.writeBytes(frame(0x03, new byte[] {'7'}));
        bytes.writeBytes(frame(AUDIO, new byte[41]));
        bytes.writeBytes(frame(0xFF, new byte[0]));
        return bytes.toByteArray();
    }

    private static String outcome(List<byte[]> beginning, List<byte[]> ending) {
        try (var other = new LineFixture()) {
            var stream = other.open(LineTransport.AUDIOSOCKET);
            beginning.forEach(piece -> stream.onBinary(ByteBuffer.wrap(piece)));
            other.advanceMillis(200);
            ending.forEach(piece -> stream.onBinary(ByteBuffer.wrap(piece)));
            other.advanceMillis(5000);
            assertThat(other.late).isEmpty();
            return other.said + " " + other.closes + " " + other.problems + " "
                    + other.infos.get(0).providerCallId() + " "
                    + other.summaries.get(0).reason() + " " + other.binaries.size();
        }
    }

    @Test
    void speechInPiecesOfAnyLength_isHeard() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(id());
        var frames = LineFixture.silence(300, AudioEncoding.LINEAR16, RATE_HZ);
        frames.addAll(call.speech("half past nine", AudioEncoding.LINEAR16, RATE_HZ));
        frames.addAll(LineFixture.silence(1000, AudioEncoding.LINEAR16, RATE_HZ));
        frames.forEach(frame -> bytes.writeBytes(frame(AUDIO, frame)));
        for (byte[] piece : pieces(bytes.toByteArray(), new Random(7), 646)) { // 323 on average, as 20 ms have
            send(piece);
            call.advanceMillis(LineFixture.FRAME_MILLIS);
        }
        call.advanceMillis(1000);

        assertThat(call.said).containsExactly("speech half past nine");
        assertThat(call.problems).isEmpty();
    }

    @Test
    void hangUpAfterHangUpBeforeTheCall_closesOnce() {
        send(HANG_UP, HANG_UP, id(), frame(AUDIO, new byte[320]));
        line.onBinary(ByteBuffer.wrap(HANG_UP));
        call.advanceMillis(1000);

        assertThat(call.closes).hasSize(1);
        assertThat(call.infos).isEmpty();
    }

    @Test
    void keyBetweenTheIdAndTheFirstAudio_isNotLost() {
        send(id(), frame(0x03, new byte[] {'4'}));
        call.advanceMillis(100);
        send(frame(AUDIO, new byte[320]), frame(0x03, new byte[] {'#'}));
        call.advanceMillis(1000);

        assertThat(call.said).containsExactly("dtmf 4#");
        assertThat(call.problems).isEmpty();
    }

    @Test
    void keysThatTelephonesDoNotHave_harmNothing() {
        send(id(), frame(AUDIO, new byte[320]));
        for (byte[] key : List.of(new byte[] {'x'}, new byte[] {(byte) 0xB5}, new byte[0], new byte[] {0})) {
            send(frame(0x03, key));
        }
        call.advanceMillis(100);

        assertThat(call.problems).hasSize(4).containsOnly("audiosocket/unknown_key");
        assertThat(call.closes).isEmpty();
    }

    @Test
    void whatIsNoAudioSocket_endsInOrder() {
        endsWith("1008 missing_start", frame(AUDIO, new byte[320]));
        endsWith("1008 missing_start", frame(0x03, new byte[] {'4'}));
        endsWith("1007 malformed", frame(0x01, new byte[15]));
        endsWith("1007 malformed", frame(0x01, new byte[17]));
        endsWith("1007 malformed", frame(0x01, new byte[0]));
        endsWith("1007 malformed", id(), frame(AUDIO, new byte[319]));
        endsWith("1007 malformed", id(), frame(AUDIO, new byte[320]), frame(AUDIO, new byte[1]));
        endsWith("1003 unsupported_media", id(), frame(AUDIO, new byte[320]), frame(0x12, new byte[640]));
        endsWith("1011 reported_by_peer", id(), frame(AUDIO, new byte[320]), frame(0xFF, new byte[] {1}));
        endsWith("1011 reported_by_peer", frame(0xFF, new byte[0]));
    }

    /** In one piece, and frame by frame. */
    private static void endsWith(String close, byte[]... frames) {
        var joined = new ByteArrayOutputStream();
        Arrays.stream(frames).forEach(joined::writeBytes);
        for (var pieces : List.of(List.of(frames), List.of(joined.toByteArray()))) {
            try (var other = new LineFixture()) {
                var stream = other.open(LineTransport.AUDIOSOCKET);
                pieces.forEach(piece -> stream.onBinary(ByteBuffer.wrap(piece)));
                stream.onBinary(ByteBuffer.wrap(frame(0xFF, new byte[0])));
                other.advanceMillis(5000);

                String label = close.substring(close.indexOf(' ') + 1);
                assertThat(other.closes).containsExactly(close);
                assertThat(other.problems).containsExactly("audiosocket/" + label);
                assertThat(other.summaries).hasSameSizeAs(other.infos);
                assertThat(other.late).isEmpty();
            }
        }
    }

    @Test
    void halfAFrameBeforeTheEnd_isNotHeardAndHarmsNothing() {
        send(id(), frame(AUDIO, new byte[320]), Arrays.copyOf(frame(AUDIO, new byte[320]), 200));
        line.onClose(1006);
        call.closedByPeer = true;
        call.advanceMillis(5000);

        assertThat(call.summaries.get(0).reason()).isEqualTo(EndReason.HANGUP);
        assertThat(call.closes).isEmpty();
        assertThat(call.late).isEmpty();
        assertThat(call.problems).isEmpty();
    }

    @Test
    void frameOfTheGreatestLength_isTaken_andLimitsAreThoseOfFrames() {
        send(id(), frame(AUDIO, new byte[320]), frame(0x55, new byte[0xFFFF]), frame(AUDIO, new byte[320]));
        assertThat(call.problems).isEmpty();

        try (var other = new LineFixture()) {
            var stream = other.open(LineTransport.AUDIOSOCKET, options -> options.withMaxMessageLength(400));
            var joined = new ByteArrayOutputStream();
            joined.writeBytes(id());
            joined.writeBytes(frame(AUDIO, new byte[320]));
            joined.writeBytes(frame(AUDIO, new byte[320]));
            stream.onBinary(ByteBuffer.wrap(joined.toByteArray()));
            assertThat(other.problems).isEmpty();
            stream.onBinary(ByteBuffer.wrap(new byte[] {AUDIO, 0x02, 0x00}));
            other.advanceMillis(5000);
            assertThat(other.closes).containsExactly("1009 oversized");
        }
    }

    @Test
    void textMessage_isNotOfThisProtocol() {
        line.onText("{}");
        assertThat(call.closes).containsExactly("1007 malformed");
    }

    @Test
    void interruption_stopsSending() {
        call.greeting = "one two three four five six seven eight nine ten eleven twelve";
        send(id());
        hear(LineFixture.silence(1000, AudioEncoding.LINEAR16, RATE_HZ));
        hear(call.speech("stop that now please", AudioEncoding.LINEAR16, RATE_HZ));

        assertThat(call.heard).hasSize(1);
        int sent = call.binaries.size();
        call.advanceMillis(200);
        assertThat(call.binaries).hasSize(sent);
        assertThat(sent * LineFixture.FRAME_MILLIS)
                .isLessThan((int) call.heard.get(0).played().toMillis() + 200);
    }

    @Test
    void agentThatEndsTheCall_hangsUp() {
        call.greets = reply -> reply.say("bye").endCall();
        send(id(), frame(AUDIO, new byte[320]));
        call.advanceMillis(5000);

        assertThat(call.binaries.get(call.binaries.size() - 1)).isEqualTo(HANG_UP);
        assertThat(call.binaries).filteredOn(sent -> sent.length == 3).hasSize(1);
        assertThat(call.closes).containsExactly("1000 the call is over");
    }

    @Test
    void agentThatLeaves_closesWithoutHangingUp() {
        call.greets = reply -> reply.say("one moment").leave("transfer:sales");
        send(id(), frame(AUDIO, new byte[320]));
        call.advanceMillis(5000);

        assertThat(call.binaries).isNotEmpty().allMatch(sent -> sent.length == 323);
        assertThat(call.closes).containsExactly("1000 the call is over");
        assertThat(call.summaries.get(0).result()).isEqualTo("transfer:sales");
    }

    private void hear(List<byte[]> frames) {
        for (byte[] frame : frames) {
            send(frame(AUDIO, frame));
            call.advanceMillis(LineFixture.FRAME_MILLIS);
        }
    }

    /** As one piece. */
    private void send(byte[]... frames) {
        var joined = new ByteArrayOutputStream();
        Arrays.stream(frames).forEach(joined::writeBytes);
        line.onBinary(ByteBuffer.wrap(joined.toByteArray()));
    }

    private static byte[] id() {
        return frame(
                0x01,
                ByteBuffer.allocate(16)
                        .putLong(ID.getMostSignificantBits())
                        .putLong(ID.getLeastSignificantBits())
                        .array());
    }

    private static byte[] frame(int kind, byte[] payload) {
        return ByteBuffer.allocate(3 + payload.length)
                .put((byte) kind)
                .putShort((short) payload.length)
                .put(payload)
                .array();
    }
}
