package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioFormat;
import dev.baton.transport.RawAudioSource;
import dev.baton.transport.WavAudioSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class PipedAudioTest {
    private static byte[] wav(float rateHz) throws IOException {
        var format = new javax.sound.sampled.AudioFormat(rateHz, 16, 1, true, false);
        var out = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(new byte[3200]), format, 1600),
                AudioFileFormat.Type.WAVE,
                out);
        return out.toByteArray();
    }

    @Test
    void wavFile_isReadByItsHeader() throws Exception {
        var source = PipedAudio.from(new ByteArrayInputStream(wav(8_000)), AudioFormat.linear16(16_000));

        assertThat(source).isInstanceOf(WavAudioSource.class);
        assertThat(source.format().sampleRateHz()).isEqualTo(8_000);
    }

    @Test
    void anythingElse_isSamplesAtTheGivenRate() {
        var source = PipedAudio.from(new ByteArrayInputStream(new byte[320]), AudioFormat.linear16(48_000));

        assertThat(source).isInstanceOf(RawAudioSource.class);
        assertThat(source.format()).isEqualTo(AudioFormat.linear16(48_000));
    }

    @Test
    void nothing_isToldAtOnce() {
        assertThatThrownBy(() -> PipedAudio.from(new ByteArrayInputStream(new byte[0]), AudioFormat.linear16(16_000)))
                .isInstanceOfSatisfying(
                        BatonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_EMPTY));
    }
}
