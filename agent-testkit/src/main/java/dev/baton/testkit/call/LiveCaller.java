package dev.baton.testkit.call;

import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.audio.Tones;
import dev.baton.testkit.audio.Vocabulary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A caller who says what he is told to, when he is told to, over a little line noise. Paced by the call; used on its thread. */
final class LiveCaller implements AudioSource {
    private static final int SAMPLE_RATE_HZ = 16_000;
    private static final int TICK_SAMPLES = SAMPLE_RATE_HZ / 50;
    private static final double LINE_NOISE_DBFS = -65;
    private static final double NOISE_DBFS = -20;

    private final Vocabulary vocabulary;
    private final short[] lineNoise;
    private final ByteBuffer frame =
            ByteBuffer.allocate(TICK_SAMPLES * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private short[] speech = {};
    private int spoken;
    private long position;
    private @Nullable Input input;

    LiveCaller(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        var noise = new float[SAMPLE_RATE_HZ];
        Tones.addNoise(noise, 0, noise.length, LINE_NOISE_DBFS, new Random(1));
        lineNoise = Tones.toPcm16(noise, noise.length);
    }

    /** Begins with the next tick. */
    void say(String text) {
        speech = SyntheticCaller.builder(SAMPLE_RATE_HZ)
                .vocabulary(vocabulary)
                .lineNoise(Double.NEGATIVE_INFINITY)
                .turn(text)
                .build()
                .samples();
        spoken = 0;
    }

    /** Begins with the next tick. */
    void makeNoise(Duration duration) {
        speech = SyntheticCaller.builder(SAMPLE_RATE_HZ)
                .vocabulary(vocabulary)
                .lineNoise(Double.NEGATIVE_INFINITY)
                .noise(duration, NOISE_DBFS)
                .build()
                .samples();
        spoken = 0;
    }

    boolean isSilent() {
        return spoken >= speech.length;
    }

    void hangUp() {
        var line = input;
        input = null;
        if (line != null) {
            line.ended();
        }
    }

    @Override
    public AudioFormat format() {
        return AudioFormat.linear16(SAMPLE_RATE_HZ);
    }

    @Override
    public void start(Input input) {
        this.input = input;
        input.onTick(this::tick);
    }

    private void tick() {
        if (input == null) {
            return;
        }
        frame.clear();
        for (int i = 0; i < TICK_SAMPLES; i++) {
            int voice = isSilent() ? 0 : speech[spoken++];
            frame.putShort((short) (voice + lineNoise[(int) (position++ % lineNoise.length)]));
        }
        input.audio(frame.flip());
    }

    @Override
    public void close() {
        input = null;
    }
}
