package dev.baton.testkit.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AudioSocketLegTest {
    private final WireLog wire = new WireLog();
    private final AudioSocketLeg leg = new AudioSocketLeg(CallerFacts.of("01020304-0506-0708-090a-0b0c0d0e0f10"));

    @BeforeEach
    void connect() {
        leg.opened(wire);
    }

    private void ticks(int times) {
        for (int i = 0; i < times; i++) {
            leg.tick();
        }
    }

    private static byte[] frame(int kind, int length) {
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) 0x10);
        return ByteBuffer.allocate(3 + length)
                .put((byte) kind)
                .putShort((short) length)
                .put(payload)
                .array();
    }

    @Test
    void firstFrame_isTheCallsId() {
        assertThat(wire.binaries).hasSize(1);
        assertThat(wire.binaries.get(0))
                .containsExactly(1, 0, 0x10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    }

    @Test
    void callersAudio_comesEvery20Millis() {
        leg.say(new short[] {0x1234});
        ticks(2);
        assertThat(wire.binaries).hasSize(3);
        assertThat(wire.binaries.get(1)).hasSize(323).startsWith(0x10, 0x01, 0x40, 0x34, 0x12);
    }

    @Test
    void digit_isOneAsciiByte() {
        leg.press('#');
        assertThat(wire.binaries.get(1)).containsExactly(3, 0, 1, '#');
    }

    @Test
    void framesInTime_arePlayedWithoutAGap() {
        for (int i = 0; i < 20; i++) {
            leg.onBinary(frame(0x10, 320));
            ticks(1);
        }
        ticks(4);
        assertThat(leg.violations()).isEmpty();
        assertThat(leg.farEnd().playedMillis()).isEqualTo(400);
        assertThat(leg.farEnd().gaps()).isEmpty();
        assertThat(leg.highestAheadMillis()).isEqualTo(20);
    }

    @Test
    void framesCutAnywhereByTcp_areTheSame() {
        var stream = ByteBuffer.allocate(3 * 323);
        for (int i = 0; i < 3; i++) {
            stream.put(frame(0x10, 320));
        }
        for (byte one : stream.array()) {
            leg.onBinary(new byte[] {one});
        }
        assertThat(leg.audioMessages()).isEqualTo(3);
        leg.onBinary(stream.array());
        assertThat(leg.audioMessages()).isEqualTo(6);
        assertThat(leg.violations()).isEmpty();
    }

    @Test
    void audioMoreThan200MillisAhead_isOneViolationPerBurst() {
        for (int i = 0; i < 10; i++) {
            leg.onBinary(frame(0x10, 320));
        }
        assertThat(leg.violations()).isEmpty();
        leg.onBinary(frame(0x10, 320));
        leg.onBinary(frame(0x10, 320));
        assertThat(leg.violations()).containsExactly(new Violation(0, "audio must keep the pace, millisAhead=220"));
        assertThat(leg.highestAheadMillis()).isEqualTo(240);
    }

    @Test
    void audioOfAnotherLength_isAViolation() {
        leg.onBinary(frame(0x10, 160));
        leg.onBinary(frame(0x10, 640));
        leg.onBinary(frame(0x10, 321));
        assertThat(leg.violations()).hasSize(3);
    }

    @Test
    void audioOfAnotherRate_isAViolationAndNotPlayed() {
        leg.onBinary(frame(0x12, 640));
        assertThat(leg.violations()).hasSize(1);
        assertThat(leg.farEnd().fillSamples()).isZero();
    }

    @Test
    void channelAt16Kilohertz_hasItsOwnKind() {
        var wideband = new AudioSocketLeg(CallerFacts.of("01020304-0506-0708-090a-0b0c0d0e0f10"), 16_000);
        var wide = new WireLog();
        wideband.opened(wide);
        wideband.tick();
        assertThat(wide.binaries.get(1)).hasSize(643).startsWith(0x12, 0x02, 0x80);
        wideband.onBinary(frame(0x12, 640));
        assertThat(wideband.violations()).isEmpty();
    }

    @Test
    void unknownKind_endsTheCall() {
        leg.onBinary(frame(0x03, 1));
        assertThat(leg.ending()).isEqualTo(Ending.CARRIER_GAVE_UP);
        assertThat(wire.closeCode).isNotNegative();
        assertThat(leg.violations()).hasSize(1);
    }

    @Test
    void emptyAudio_endsTheCall() {
        leg.onBinary(frame(0x10, 0));
        assertThat(leg.ending()).isEqualTo(Ending.CARRIER_GAVE_UP);
    }

    @Test
    void appsHangUp_endsTheCallInOrder() {
        leg.onBinary(new byte[] {0, 0, 0});
        assertThat(leg.ending()).isEqualTo(Ending.APP_HUNG_UP);
        assertThat(leg.violations()).isEmpty();
    }

    @Test
    void twoSecondsOfSilenceOnTheSocket_endTheCall() {
        leg.holdBack(true);
        ticks(50);
        leg.onBinary(frame(0x10, 320));
        ticks(99);
        assertThat(leg.ending()).isEqualTo(Ending.NOT_YET);
        ticks(1);
        assertThat(leg.ending()).isEqualTo(Ending.CARRIER_GAVE_UP);
    }
}
