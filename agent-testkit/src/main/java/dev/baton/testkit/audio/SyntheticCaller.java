package dev.baton.testkit.audio;

import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import dev.baton.audio.SampleEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.StringTokenizer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A caller who says a script, as audio whose every word can be told again from its sound ({@link WordTones}), with the truth beside it.
 *
 * <p>As an {@link AudioSource} it hands over 20 ms per tick, allocates nothing per frame, and hangs up at the end. The audio is made when it is built; the
 * same script and seed give the same samples. An instance plays once.
 *
 * <p>Tones are no speech: an agent that shall hear them takes a {@link SoundDetector}.
 */
public final class SyntheticCaller implements AudioSource {
    /** @param turn counted from 0; positions in samples from the start of the call */
    public record SpokenWord(String text, int turn, long startPosition, long endPosition) {}

    /** One turn with the pauses inside it; positions in samples from the start of the call. */
    public record SpokenTurn(String text, long startPosition, long endPosition) {}

    private static final int TICK_MILLIS = 20;

    private final AudioFormat format;
    private final short[] samples;
    private final List<SpokenWord> words;
    private final List<SpokenTurn> turns;
    private final ByteBuffer bytes;
    private final int bytesPerTick;
    private @Nullable Input input;

    private SyntheticCaller(Builder builder, short[] samples) {
        this.format = new AudioFormat(builder.encoding, builder.sampleRateHz, 1, ByteOrder.LITTLE_ENDIAN);
        this.samples = samples;
        this.words = List.copyOf(builder.words);
        this.turns = List.copyOf(builder.turns);
        this.bytes = encode(samples, builder.encoding);
        this.bytesPerTick = format.bytesPerSecond() * TICK_MILLIS / 1000;
    }

    /** @param sampleRateHz a multiple of 1000, at least 8000 */
    public static Builder builder(int sampleRateHz) {
        return new Builder(sampleRateHz);
    }

    private static ByteBuffer encode(short[] samples, AudioEncoding encoding) {
        var bytes =
                ByteBuffer.allocate(samples.length * encoding.bytesPerSample()).order(ByteOrder.LITTLE_ENDIAN);
        SampleEncoder.encode(encoding, samples, 0, samples.length, bytes);
        return bytes.flip();
    }

    /** All words in the order in which they are said. */
    public List<SpokenWord> words() {
        return words;
    }

    public List<SpokenTurn> turns() {
        return turns;
    }

    /** Everything that is said, with single blanks. */
    public String text() {
        var text = new StringJoiner(" ");
        words.forEach(word -> text.add(word.text()));
        return text.toString();
    }

    /** A copy of the whole call's samples. */
    public short[] samples() {
        return samples.clone();
    }

    /** The whole call in {@link #format()}; a view of its own, read-only. */
    public ByteBuffer bytes() {
        return bytes.asReadOnlyBuffer().rewind();
    }

    public Duration duration() {
        return Duration.ofMillis(samples.length * 1000L / format.sampleRateHz());
    }

    /** Milliseconds of a position in {@link #words()} or {@link #turns()}. */
    public long millis(long position) {
        return position * 1000 / format.sampleRateHz();
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public void start(Input input) {
        this.input = input;
        input.onTick(this::tick);
    }

    private void tick() {
        Input ear = input;
        if (ear == null) {
            return;
        }
        int from = bytes.position();
        int to = Math.min(from + bytesPerTick, bytes.capacity());
        bytes.limit(to);
        ear.audio(bytes);
        bytes.position(to);
        if (to == bytes.capacity()) {
            input = null;
            ear.ended();
        }
    }

    @Override
    public void close() {
        input = null;
    }

    /** Writes the script from left to right. Belongs to one thread. */
    public static final class Builder {
        private static final Duration SHORTEST_GAP = Duration.ofMillis(40);
        private static final Duration LONGEST_GAP = Duration.ofMillis(100);

        private final int sampleRateHz;
        private final List<SpokenWord> words = new ArrayList<>();
        private final List<SpokenTurn> turns = new ArrayList<>();
        private AudioEncoding encoding = AudioEncoding.LINEAR16;
        private Vocabulary vocabulary = Vocabulary.english();
        private double levelDbfs = -20;
        private double lineNoiseDbfs = -65;
        private RandomGenerator random = new Random(1);
        private float[] samples = new float[1 << 16];
        private int length;

        private Builder(int sampleRateHz) {
            AudioFormat.linear16(sampleRateHz);
            if (sampleRateHz % 1000 != 0) {
                throw new IllegalArgumentException(
                        "sampleRateHz must be a multiple of 1000, sampleRateHz=" + sampleRateHz);
            }
            this.sampleRateHz = sampleRateHz;
        }

        /** How the bytes are written; 16-bit unless told otherwise. */
        public Builder encoding(AudioEncoding encoding) {
            this.encoding = encoding;
            return this;
        }

        public Builder vocabulary(Vocabulary vocabulary) {
            this.vocabulary = vocabulary;
            return this;
        }

        /** Loudness of the words that follow, root mean square; -20 dBFS unless told otherwise. */
        public Builder level(double dbfs) {
            this.levelDbfs = dbfs;
            return this;
        }

        /** White noise under the whole call; -65 dBFS unless told otherwise, negative infinity for none. */
        public Builder lineNoise(double dbfs) {
            this.lineNoiseDbfs = dbfs;
            return this;
        }

        /** Decides the gaps between words and the noise. */
        public Builder seed(long seed) {
            this.random = new Random(seed);
            return this;
        }

        public Builder silence(Duration duration) {
            extend(duration);
            return this;
        }

        /** A turn without a pause: words with 40 to 100 ms between them. */
        public Builder turn(String text) {
            return turn(Duration.ZERO, text);
        }

        /** A turn of several phrases, with the same pause between each two of them. */
        public Builder turn(Duration pause, String... phrases) {
            int firstWord = words.size();
            for (int i = 0; i < phrases.length; i++) {
                if (i > 0) {
                    extend(pause);
                }
                say(phrases[i]);
            }
            if (words.size() == firstWord) {
                throw new IllegalArgumentException("a turn must hold a word, phrases=" + Arrays.toString(phrases));
            }
            var text = new StringJoiner(" ");
            words.subList(firstWord, words.size()).forEach(word -> text.add(word.text()));
            turns.add(new SpokenTurn(
                    text.toString(),
                    words.get(firstWord).startPosition(),
                    words.get(words.size() - 1).endPosition()));
            return this;
        }

        private void say(String phrase) {
            var tokens = new StringTokenizer(phrase);
            for (boolean first = true; tokens.hasMoreTokens(); first = false) {
                if (!first) {
                    extend(Duration.ofMillis(random.nextLong(SHORTEST_GAP.toMillis(), LONGEST_GAP.toMillis() + 1)));
                }
                int number = vocabulary.number(tokens.nextToken());
                int at = extend(Duration.ofMillis(WordTones.WORD_MILLIS));
                WordTones.add(samples, at, sampleRateHz, number, levelDbfs);
                words.add(new SpokenWord(vocabulary.word(number), turns.size(), at, length));
            }
        }

        /** A burst of white noise: a knock, a cough. */
        public Builder noise(Duration duration, double dbfs) {
            int at = extend(duration);
            Tones.addNoise(samples, at, length, dbfs, random);
            return this;
        }

        private int extend(Duration duration) {
            int at = length;
            length = Math.addExact(length, Math.toIntExact(duration.toNanos() * sampleRateHz / 1_000_000_000L));
            if (length > samples.length) {
                samples = Arrays.copyOf(samples, Math.max(length, samples.length * 2));
            }
            return at;
        }

        public SyntheticCaller build() {
            float[] mixed = Arrays.copyOf(samples, length);
            if (lineNoiseDbfs > Double.NEGATIVE_INFINITY) {
                Tones.addNoise(mixed, 0, length, lineNoiseDbfs, random);
            }
            return new SyntheticCaller(this, Tones.toPcm16(mixed, length));
        }
    }
}
