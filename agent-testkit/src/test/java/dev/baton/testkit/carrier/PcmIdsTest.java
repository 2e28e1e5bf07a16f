package dev.baton.testkit.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.tts.SynthesisException;
import dev.baton.tts.TextToSpeech.SynthesisListener;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcmIdsTest {
    private static final int RATE = 8000;
    private static final int BLOCK = RATE / 50;

    private static short[] join(short[]... parts) {
        int length = Stream.of(parts).mapToInt(part -> part.length).sum();
        var all = new short[length];
        int at = 0;
        for (short[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static short[] silence(int samples) {
        return new short[samples];
    }

    private static PcmIds.Heard decode(short[]... parts) {
        return PcmIds.decode(join(parts), RATE);
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 12_000, 16_000, 24_000, 48_000})
    void blocks_areFoundAtAnyAlignmentAndRate(int rate) {
        for (int lead : new int[] {0, 1, 7, 159, 160, 333}) {
            var heard = PcmIds.decode(join(silence(lead), PcmIds.reply(7, 3, rate), silence(5)), rate);
            int block = rate / 50;
            assertThat(heard.blocks())
                    .containsExactly(
                            new PcmIds.Block(7, 0, lead),
                            new PcmIds.Block(7, 1, lead + block),
                            new PcmIds.Block(7, 2, lead + 2L * block));
            assertThat(heard.faults()).isEmpty();
        }
    }

    @Test
    void samples_passMuLawUnchanged() {
        short[] samples = PcmIds.reply(0xA5C3, 40, RATE);
        assertThat(SampleCoding.MU_LAW.decode(SampleCoding.MU_LAW.encode(samples)))
                .containsExactly(samples);
    }

    @Test
    void blocks_areReadThroughALaw() {
        short[] samples = PcmIds.reply(65_535, 40, RATE);
        var heard = PcmIds.decode(SampleCoding.A_LAW.decode(SampleCoding.A_LAW.encode(samples)), RATE);
        assertThat(heard.blocks()).hasSize(40);
        assertThat(heard.faults()).isEmpty();
    }

    @Test
    void everyPairOfNumbers_isReadBack() {
        var random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            int reply = random.nextInt(PcmIds.MOST_REPLIES);
            int block = random.nextInt(PcmIds.MOST_BLOCKS);
            assertThat(decode(PcmIds.block(reply, block, RATE)).blocks())
                    .containsExactly(new PcmIds.Block(reply, block, 0));
        }
    }

    @Test
    void anyDamagedSymbol_makesTheBlockTorn() {
        short[] whole = PcmIds.block(300, 12, RATE);
        for (int i = 0; i < BLOCK; i++) {
            short[] damaged = whole.clone();
            damaged[i] = (short) -damaged[i];
            var heard = decode(silence(3), damaged, silence(3));
            assertThat(heard.blocks()).as("sample %d", i).isEmpty();
            assertThat(heard.torn()).containsExactly(new PcmIds.Torn(3, BLOCK));
        }
        for (int symbol = 0; symbol < 40; symbol++) {
            short[] flipped = whole.clone();
            for (int i = symbol * 4; i < symbol * 4 + 4; i++) {
                flipped[i] = (short) -flipped[i];
            }
            assertThat(decode(flipped).blocks()).as("symbol %d", symbol).isEmpty();
        }
    }

    @Test
    void blockCutShort_isTornAndTheNextIsFound() {
        short[] first = Arrays.copyOf(PcmIds.block(1, 0, RATE), 101);
        var heard = decode(first, PcmIds.reply(2, 2, RATE));
        assertThat(heard.torn()).containsExactly(new PcmIds.Torn(0, 101));
        assertThat(heard.replies()).containsExactly(2);
        assertThat(heard.startMillis(2)).isEqualTo(12);
        assertThat(heard.endMillis(2)).isEqualTo(52);
        assertThat(heard.orderFaults()).isEmpty();
        assertThat(heard.faults()).hasSize(1);
    }

    @Test
    void cutAtTheVeryEnd_isTorn() {
        var heard = decode(PcmIds.block(1, 0, RATE), Arrays.copyOf(PcmIds.block(1, 1, RATE), 80));
        assertThat(heard.torn()).containsExactly(new PcmIds.Torn(BLOCK, 80));
        assertThat(heard.lastBlock(1)).isZero();
    }

    @Test
    void twoRepliesMixed_areNoBlock() {
        short[] mixed = PcmIds.block(1, 0, RATE);
        short[] other = PcmIds.block(2, 5, RATE);
        for (int i = 0; i < BLOCK; i++) {
            mixed[i] += other[i];
        }
        assertThat(decode(mixed).blocks()).isEmpty();
    }

    @Test
    void missingBlock_isAFault() {
        assertThat(decode(PcmIds.block(1, 0, RATE), PcmIds.block(1, 2, RATE)).faults())
                .containsExactly("missing 1 blocks before reply 1 block 2 at 20 ms");
    }

    @Test
    void missingStart_isAFault() {
        assertThat(decode(PcmIds.block(1, 2, RATE)).faults())
                .containsExactly("missing 2 blocks before reply 1 block 2 at 0 ms");
    }

    @Test
    void repeatedBlock_isAFault() {
        assertThat(decode(PcmIds.block(1, 0, RATE), PcmIds.block(1, 0, RATE)).faults())
                .containsExactly("repeated reply 1 block 0 at 20 ms");
    }

    @Test
    void swappedBlocks_areFaults() {
        assertThat(decode(PcmIds.block(1, 1, RATE), PcmIds.block(1, 0, RATE)).faults())
                .containsExactly(
                        "missing 1 blocks before reply 1 block 1 at 0 ms",
                        "out of order reply 1 block 0 at 20 ms, expected block 2");
    }

    @Test
    void backToAnEarlierReply_isAFault() {
        assertThat(decode(PcmIds.block(1, 0, RATE), PcmIds.block(2, 0, RATE), PcmIds.block(1, 1, RATE))
                        .faults())
                .containsExactly("out of order, back to an earlier reply: reply 1 block 1 at 40 ms");
    }

    @Test
    void silenceInsideAReply_isAFault() {
        assertThat(decode(PcmIds.block(1, 0, RATE), silence(33), PcmIds.block(1, 1, RATE))
                        .faults())
                .containsExactly("a gap of 33 samples before reply 1 block 1 at 24 ms");
    }

    @Test
    void silenceBetweenReplies_isNone() {
        assertThat(decode(PcmIds.reply(1, 2, RATE), silence(33), PcmIds.reply(2, 2, RATE))
                        .faults())
                .isEmpty();
    }

    @Test
    void decoderFedInAnyPieces_hearsTheSame() {
        short[] all =
                join(silence(77), PcmIds.reply(3, 4, RATE), Arrays.copyOf(PcmIds.block(3, 4, RATE), 55), silence(200));
        var whole = PcmIds.decode(all, RATE);
        for (int piece : new int[] {1, 13, 160, 500}) {
            var decoder = new PcmIds.Decoder(RATE);
            for (int at = 0; at < all.length; at += piece) {
                decoder.heard(Arrays.copyOfRange(all, at, Math.min(all.length, at + piece)), at);
            }
            assertThat(decoder.finish()).as("pieces of %d", piece).isEqualTo(whole);
        }
        assertThat(whole.torn()).containsExactly(new PcmIds.Torn(77 + 4 * BLOCK, 55));
    }

    @Test
    void voice_numbersItsTexts() {
        var voice = new IdVoice(RATE, text -> Duration.ofMillis(20L * text.length()));
        var recording = new Recording();
        var listener = new SynthesisListener() {
            private long position;
            private int completed;

            @Override
            public void onAudio(short[] samples, int offset, int length) {
                recording.heard(Arrays.copyOfRange(samples, offset, offset + length), position);
                position += length;
            }

            @Override
            public void onCompleted() {
                completed++;
            }

            @Override
            public void onFailed(SynthesisException reason) {
                throw reason;
            }
        };
        voice.synthesize("hello", listener);
        voice.synthesize("good bye", listener);

        assertThat(listener.completed).isEqualTo(2);
        assertThat(voice.said()).containsExactly(new IdVoice.Said(0, "hello", 5), new IdVoice.Said(1, "good bye", 8));
        var heard = PcmIds.decode(recording.samples(), RATE);
        assertThat(heard.replies()).containsExactly(0, 1);
        assertThat(heard.lastBlock(1)).isEqualTo(7);
        assertThat(heard.faults()).isEmpty();
    }
}
