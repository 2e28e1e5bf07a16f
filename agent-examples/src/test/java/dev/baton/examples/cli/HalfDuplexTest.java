package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import dev.baton.testkit.audio.CapturingSink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HalfDuplexTest {
    private static final short[] SPOKEN_20_MS = new short[320];

    private final Microphone microphone = new Microphone();
    private final List<String> heard = new ArrayList<>();
    private long nowNanos;
    private HalfDuplex line;

    @BeforeEach
    void talk() {
        nowNanos = Long.MAX_VALUE - Duration.ofMillis(100).toNanos(); // a clock may be anywhere, also close to its end
        line = new HalfDuplex(microphone, new CapturingSink(16_000), () -> nowNanos);
        line.source().start(new Ear());
    }

    private void pass(long millis) {
        nowNanos += Duration.ofMillis(millis).toNanos();
    }

    private void callerSays(int... bytes) {
        var sound = ByteBuffer.allocate(bytes.length);
        for (int each : bytes) {
            sound.put((byte) each);
        }
        microphone.ear().audio(sound.flip());
    }

    @Test
    void nobodySpeaks_microphoneIsHeard() {
        callerSays(1, 2, 3, 4);

        assertThat(heard).containsExactly("[1, 2, 3, 4]");
    }

    @Test
    void agentSpeaks_silenceOfTheSameLengthIsHeardUntilTheRoomIsQuiet() {
        line.sink().write(SPOKEN_20_MS, 0, 320);
        callerSays(1, 2, 3, 4);
        pass(20 + 249);
        callerSays(5, 6);
        pass(2);
        callerSays(7, 8);

        assertThat(heard).containsExactly("[0, 0, 0, 0]", "[0, 0]", "[7, 8]");
    }

    @Test
    void microphoneBreaks_callIsTold() {
        microphone.ear().failed(new BatonException(ErrorCode.SOURCE_FAILED, "unplugged", "", ""));
        microphone.ear().ended();

        assertThat(heard).containsExactly("failed", "ended");
    }

    private static final class Microphone implements AudioSource {
        private AudioSource.@Nullable Input input;

        AudioSource.Input ear() {
            return Objects.requireNonNull(input);
        }

        @Override
        public AudioFormat format() {
            return AudioFormat.linear16(16_000);
        }

        @Override
        public void start(Input input) {
            this.input = input;
        }

        @Override
        public void close() {}
    }

    private final class Ear implements AudioSource.Input {
        @Override
        public void audio(ByteBuffer bytes) {
            var copy = new ArrayList<Byte>();
            while (bytes.hasRemaining()) {
                copy.add(bytes.get());
            }
            heard.add(copy.toString());
        }

        @Override
        public void ended() {
            heard.add("ended");
        }

        @Override
        public void failed(BatonException reason) {
            heard.add("failed");
        }

        @Override
        public void onTick(Runnable tick) {}
    }
}
