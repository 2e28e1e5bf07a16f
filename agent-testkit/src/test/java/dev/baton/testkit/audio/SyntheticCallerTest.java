package dev.baton.testkit.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.baton.BatonException;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioSource;
import dev.baton.audio.G711;
import dev.baton.audio.resample.Resampler;
import dev.baton.audio.resample.Resamplers;
import dev.baton.vad.SpeechGate;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticCallerTest {
    private static SyntheticCaller.Builder caller(int rate) {
        return SyntheticCaller.builder(rate)
                .silence(Duration.ofMillis(500))
                .turn("on wednesday at half past nine please")
                .silence(Duration.ofMillis(1500))
                .turn(Duration.ofMillis(800), "five five five", "one two", "three four")
                .silence(Duration.ofMillis(500));
    }

    private static List<String> heard(int rate, short[] pcm, int chunk) {
        var words = new ArrayList<String>();
        var decoder = new WordToneDecoder(
                rate, (number, start) -> words.add(Vocabulary.english().word(number)));
        for (int at = 0; at < pcm.length; at += chunk) {
            decoder.accept(pcm, at, Math.min(chunk, pcm.length - at));
        }
        return words;
    }

    private static List<String> said(SyntheticCaller caller) {
        return caller.words().stream().map(SyntheticCaller.SpokenWord::text).toList();
    }

    private static short[] resampled(short[] pcm, int from, int to) {
        Resampler resampler = Resamplers.create(from, to);
        var out = new short[pcm.length * 2 + 1000];
        int length = 0;
        int frame = from / 50;
        for (int at = 0; at < pcm.length; at += frame) {
            length += resampler.resample(pcm, at, Math.min(frame, pcm.length - at), out, length);
        }
        return Arrays.copyOf(out, length);
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000, 48000})
    void everyWord_isHeardWhereItWasSaid(int rate) {
        var caller = caller(rate).build();
        var starts = new ArrayList<Long>();
        short[] pcm = caller.samples();
        new WordToneDecoder(rate, (number, start) -> starts.add(start)).accept(pcm, 0, pcm.length);

        assertThat(heard(rate, pcm, 160)).isEqualTo(said(caller));
        for (int i = 0; i < starts.size(); i++) {
            assertThat(starts.get(i))
                    .isCloseTo(caller.millis(caller.words().get(i).startPosition()), within(8L));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 80, 1000, 1 << 20})
    void chunks_doNotMatter(int chunk) {
        var caller = caller(8000).build();
        assertThat(heard(8000, caller.samples(), chunk)).isEqualTo(said(caller));
    }

    @Test
    void wordsSurviveResamplingBothWays() {
        var narrow = caller(8000).build();
        assertThat(heard(16000, resampled(narrow.samples(), 8000, 16000), 320)).isEqualTo(said(narrow));
        var wide = caller(16000).build();
        assertThat(heard(8000, resampled(wide.samples(), 16000, 8000), 160)).isEqualTo(said(wide));
    }

    @Test
    void wordsSurviveMulaw_thenResampling() {
        var caller = caller(8000).level(-30).build();
        short[] pcm = caller.samples();
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = G711.decodeMulaw(G711.encodeMulaw(pcm[i]));
        }

        assertThat(heard(8000, pcm, 160)).isEqualTo(said(caller));
        assertThat(heard(16000, resampled(pcm, 8000, 16000), 160)).isEqualTo(said(caller));
    }

    @Test
    void wordsSurviveNoise10dBDown() {
        var caller = caller(8000).lineNoise(-30).build();
        assertThat(heard(8000, caller.samples(), 160)).isEqualTo(said(caller));
    }

    @Test
    void everyNumber_canBeTold() {
        var builder = SyntheticCaller.builder(8000).vocabulary(Vocabulary.of("only"));
        var expected = new ArrayList<Integer>();
        for (int number = 0; number < WordTones.NUMBERS; number += 31) {
            builder.turn(number == 0 ? "only" : "word" + number);
            builder.silence(Duration.ofMillis(50));
            expected.add(number);
        }
        short[] pcm = builder.silence(Duration.ofMillis(100)).build().samples();
        var heard = new ArrayList<Integer>();
        new WordToneDecoder(8000, (number, start) -> heard.add(number)).accept(pcm, 0, pcm.length);

        assertThat(heard).isEqualTo(expected);
    }

    @Test
    void audioCutOut_losesTheWordsItTouchesAndNoOthers() {
        var caller = caller(8000).build();
        var random = new Random(5);
        for (int round = 0; round < 300; round++) {
            int from = random.nextInt(caller.samples().length - 2400);
            int to = from + 2400;
            short[] pcm = caller.samples();
            short[] cut = new short[pcm.length - 2400];
            System.arraycopy(pcm, 0, cut, 0, from);
            System.arraycopy(pcm, to, cut, from, cut.length - from);
            var heard = heard(8000, cut, 160);

            var untouched = caller.words().stream()
                    .filter(word -> word.endPosition() <= from || word.startPosition() >= to)
                    .map(SyntheticCaller.SpokenWord::text)
                    .toList();
            assertThat(heard).as("300 ms cut out at %d", from).containsSubsequence(untouched);
            assertThat(said(caller)).as("300 ms cut out at %d", from).containsSubsequence(heard);
            if (caller.words().stream().anyMatch(word -> lostMillis(word, from, to) > 30)) {
                assertThat(heard)
                        .as("300 ms cut out at %d", from)
                        .hasSizeLessThan(said(caller).size());
            }
        }
    }

    private static long lostMillis(SyntheticCaller.SpokenWord word, int from, int to) {
        return (Math.min(word.endPosition(), to) - Math.max(word.startPosition(), from)) / 8;
    }

    @Test
    void audioDoubled_doublesTheWordsInIt() {
        var caller = caller(8000).build();
        short[] pcm = caller.samples();
        var word = caller.words().get(2);
        int from = (int) word.startPosition() - 200;
        int to = (int) word.endPosition() + 200;
        short[] doubled = new short[pcm.length + to - from];
        System.arraycopy(pcm, 0, doubled, 0, to);
        System.arraycopy(pcm, from, doubled, to, pcm.length - from);

        var expected = new ArrayList<>(said(caller));
        expected.add(2, word.text());
        assertThat(heard(8000, doubled, 160)).isEqualTo(expected);
    }

    @Test
    void noiseAndSpeechlessTones_holdNoWords() {
        var samples = new float[16000 * 20];
        Tones.addNoise(samples, 0, samples.length, -20, new Random(3));
        for (int i = 0; i < 20; i++) {
            Tones.addSine(samples, i * 16000, i * 16000 + 8000, 16000, 400 + 150 * i, -12);
        }
        assertThat(heard(16000, Tones.toPcm16(samples, samples.length), 320)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void realDetector_hearsTheTurns(int rate) {
        var caller = caller(rate).build();
        var detector = SoundDetector.provider().create(rate);
        var gate = new SpeechGate(SoundDetector.gate(), rate, detector.windowSamples());
        var seen = new ArrayList<Long>();
        short[] pcm = caller.samples();
        for (int at = 0; at + detector.windowSamples() <= pcm.length; at += detector.windowSamples()) {
            switch (gate.accept(detector.speechProbability(pcm, at))) {
                case STARTED -> seen.add(caller.millis(gate.onsetPosition()));
                case ENDED -> seen.add(caller.millis(gate.endPosition()));
                default -> {}
            }
        }

        var words = caller.words();
        // The second turn has two pauses of 800 ms inside, longer than the hang-over.
        var expected = IntStream.of(0, 6, 7, 9, 10, 11, 12, 13)
                .mapToObj(i -> caller.millis(
                        i == 0 || i == 7 || i == 10 || i == 12
                                ? words.get(i).startPosition()
                                : words.get(i).endPosition()))
                .toList();
        assertThat(seen).hasSameSizeAs(expected);
        for (int i = 0; i < seen.size(); i++) {
            assertThat(seen.get(i)).as("edge %d", i).isCloseTo(expected.get(i), within(15L));
        }
    }

    @Test
    void ticks_handOverEverythingOnceThenHangUp() {
        var caller = caller(8000)
                .encoding(AudioEncoding.MULAW)
                .silence(Duration.ofMillis(7))
                .build();
        var input = new RecordingInput();
        caller.start(input);
        while (!input.ended) {
            input.tick.run();
        }
        input.tick.run();

        assertThat(ByteBuffer.wrap(input.bytes, 0, input.length)).isEqualTo(caller.bytes());
        assertThat(input.longestChunk).isEqualTo(160);
    }

    @Test
    void sameSeed_samePcm() {
        assertThat(caller(8000).seed(3).build().samples())
                .isEqualTo(caller(8000).seed(3).build().samples());
        assertThat(caller(8000).seed(3).build().samples())
                .isNotEqualTo(caller(8000).seed(4).build().samples());
    }

    @Test
    void truth_tellsTurnsAndWords() {
        var caller = caller(8000).build();
        assertThat(caller.turns())
                .extracting(SyntheticCaller.SpokenTurn::text)
                .containsExactly("on wednesday at half past nine please", "five five five one two three four");
        assertThat(caller.turns().get(0).startPosition()).isEqualTo(4000);
        assertThat(caller.words().get(7).turn()).isEqualTo(1);
    }

    @Test
    void unknownWord_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyntheticCaller.builder(8000).turn("supercalifragilistic"))
                .withMessageContaining("word=supercalifragilistic");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyntheticCaller.builder(8000).turn(" "));
    }

    private static final class RecordingInput implements AudioSource.Input {
        private final byte[] bytes = new byte[1 << 20];
        private int length;
        private int longestChunk;
        private boolean ended;
        private Runnable tick = () -> {};

        @Override
        public void audio(ByteBuffer chunk) {
            int count = chunk.remaining();
            longestChunk = Math.max(longestChunk, count);
            chunk.get(bytes, length, count);
            length += count;
        }

        @Override
        public void ended() {
            assertThat(ended).isFalse();
            ended = true;
        }

        @Override
        public void failed(BatonException reason) {
            throw reason;
        }

        @Override
        public void onTick(Runnable tick) {
            this.tick = tick;
        }
    }
}
