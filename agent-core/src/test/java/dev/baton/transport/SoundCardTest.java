package dev.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.BatonException;
import dev.baton.audio.AudioFormat;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Microphone and speaker on sound cards made of memory. */
class SoundCardTest {
    private final List<BatonException> told = new CopyOnWriteArrayList<>();
    private final FakeSoundCard card = new FakeSoundCard("USB Audio", 16_000);
    private final RecordingInput input = new RecordingInput();

    @Test
    void machineWithoutSoundCard_isToldWithAWayOut() {
        assertThatThrownBy(() -> MicrophoneSource.open(List.of(), null, told::add))
                .isInstanceOfSatisfying(
                        BatonException.class,
                        e -> assertThat(e.report())
                                .startsWith("error BT-103: no microphone (javax.sound lists 0 microphones)")
                                .contains("do: in a container"));
        assertThatThrownBy(() -> SpeakerSink.open(List.of(), null, told::add))
                .isInstanceOfSatisfying(
                        BatonException.class,
                        e -> assertThat(e.report())
                                .startsWith("error BT-105: no speaker (javax.sound lists 0 speakers)"));
    }

    @Test
    void thisMachineIfItHasNoSoundCard_isToldTheSame() {
        assumeTrue(MicrophoneSource.devices().isEmpty());
        assertThatThrownBy(() -> MicrophoneSource.open(null, told::add)).hasMessageStartingWith("no microphone");
    }

    @Test
    void thisMachineIfItHasNoSpeaker_isToldTheSame() {
        assumeTrue(SpeakerSink.devices().isEmpty());
        assertThatThrownBy(() -> SpeakerSink.open(null, told::add)).hasMessageStartingWith("no speaker");
    }

    @Test
    void unknownName_isToldWithTheNamesThereAre() {
        assertThatThrownBy(() -> MicrophoneSource.open(List.of(card.mixer()), "Webcam", told::add))
                .isInstanceOfSatisfying(
                        BatonException.class,
                        e -> assertThat(e.report())
                                .contains("BT-103", "no microphone is called \"Webcam\"", "found [USB Audio]"));
    }

    @Test
    void busyDevice_isToldWithItsReason() {
        card.busy = true;
        assertThatThrownBy(() -> SpeakerSink.open(List.of(card.mixer()), null, told::add))
                .isInstanceOfSatisfying(
                        BatonException.class,
                        e -> assertThat(e.report())
                                .contains("BT-105", "cannot be opened: in use", "tried [USB Audio]"));
    }

    @Test
    void device_isChosenByPartOfItsNameAndFirstRateThatItOffers() {
        var other = new FakeSoundCard("Dock", 48_000);
        try (var source = MicrophoneSource.open(List.of(card.mixer(), other.mixer()), "dock", told::add)) {
            assertThat(source.format()).isEqualTo(AudioFormat.linear16(48_000));
        }
        try (var source = MicrophoneSource.open(List.of(card.mixer(), other.mixer()), null, told::add)) {
            assertThat(source.format()).isEqualTo(AudioFormat.linear16(16_000));
        }
        assertThat(other.open).isFalse();
        assertThat(card.open).isFalse();
    }

    @Test
    void microphone_isHeardWithTheNextTick() {
        var source = MicrophoneSource.open(List.of(card.mixer()), null, told::add);
        source.start(input);
        card.say(7, 10);
        await().until(() -> {
            input.tick();
            return input.bytes.size() == 10 * 320;
        });
        assertThat(input.bytes.toByteArray()).containsOnly(7);
        source.close();
        card.say(7, 1);
        await().until(() -> !card.open);
        input.tick();
        assertThat(input.bytes.size()).isEqualTo(10 * 320);
        assertThat(told).isEmpty();
    }

    @Test
    void microphoneThatSendsOnlyZerosForTwoSeconds_isToldOncePerSilence() {
        MicrophoneSource.open(List.of(card.mixer()), null, told::add).start(input);
        card.say(0, 199);
        card.say(1, 1);
        card.say(0, 199);
        card.say(1, 1);
        await().until(card.heard::isEmpty);
        assertThat(told).isEmpty();
        card.say(0, 700);
        await().until(() -> card.heard.isEmpty() && !told.isEmpty());
        assertThat(told)
                .singleElement()
                .satisfies(warning -> assertThat(warning.report())
                        .startsWith("error BT-104: the microphone sends only zeros since 2.0 s"));
    }

    @Test
    void callThatDoesNotComeForItsAudio_costsAudioButNoMemory() {
        MicrophoneSource.open(List.of(card.mixer()), null, told::add).start(input);
        card.say(3, 500);
        card.unplug();
        await().until(() -> !card.open);
        input.tick();
        assertThat(input.bytes.size()).isEqualTo(2 * 32_000);
    }

    @Test
    void microphoneThatIsUnplugged_failsAfterWhatWasHeard() {
        MicrophoneSource.open(List.of(card.mixer()), null, told::add).start(input);
        card.say(3, 2);
        card.unplug();
        await().until(() -> {
            input.tick();
            return input.failure != null;
        });
        assertThat(input.bytes.size()).isEqualTo(2 * 320);
        assertThat(Objects.requireNonNull(input.failure).report()).startsWith("error BT-114: the microphone stopped");
    }

    @Test
    void speaker_playsInOrderAndNeverMoreThanTheDeviceTakes() {
        var sink = SpeakerSink.open(List.of(card.mixer()), null, told::add);
        assertThat(sink.sampleRateHz()).isEqualTo(16_000);
        assertThat(sink.lead()).isEqualTo(Duration.ofMillis(100));
        sink.start();
        for (int i = 1; i <= 10; i++) {
            sink.write(constant(i), 0, 320);
        }
        await().until(() -> card.playing.size() == card.bufferBytes);
        assertThat(card.bufferBytes).isEqualTo(3200); // 100 ms
        byte[] first = card.playOut();
        await().until(() -> card.playing.size() == card.bufferBytes);
        assertThat(first).startsWith(1, 0, 1, 0).endsWith(5, 0);
        assertThat(card.playOut()).startsWith(6, 0, 6, 0).endsWith(10, 0);
        sink.close();
        await().until(() -> !card.open);
        assertThat(told).isEmpty();
    }

    @Test
    void clearedSpeaker_isSilentAtOnceAndPlaysWhatComesAfter() {
        var sink = SpeakerSink.open(List.of(card.mixer()), null, told::add);
        sink.start();
        for (int i = 0; i < 10; i++) {
            sink.write(constant(1), 0, 320);
        }
        await().until(() -> card.playing.size() == card.bufferBytes);
        sink.clear();
        sink.write(constant(2), 0, 320);
        await().until(() -> card.flushes.get() == 1 && card.playing.size() == 640);
        assertThat(card.playOut()).startsWith(2, 0).endsWith(2, 0);
        sink.close();
        sink.close();
    }

    @Test
    void speakerThatIsUnplugged_isToldOnce() {
        var sink = SpeakerSink.open(List.of(card.mixer()), null, told::add);
        sink.start();
        card.unplug();
        await().until(() -> !told.isEmpty());
        for (int i = 0; i < 1000; i++) {
            sink.write(constant(1), 0, 320);
        }
        assertThat(told)
                .singleElement()
                .satisfies(failure -> assertThat(failure.report()).startsWith("error BT-115: the speaker stopped"));
        sink.close();
    }

    private static short[] constant(int value) {
        short[] frame = new short[320];
        Arrays.fill(frame, (short) value);
        return frame;
    }
}
