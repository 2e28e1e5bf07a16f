package dev.baton.testkit.carrier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Truth in the samples: audio whose every 20 ms tell which reply they belong to and which block of it they are.
 *
 * <p>A block is 40 symbols of equal length: four loud ones, {@code + - - +}, which nothing else in it reaches, then 36 bits, most significant first, positive for one: reply (16), block (12), and a checksum (8,
 * polynomial 0x07) over these. A damaged block does not decode: no shift, loss, mixing or fading makes another one of it. Both levels are values of mu-law, which it hands through unchanged; A-law moves them by less than the
 * decoder's limits.
 */
public final class PcmIds {
    static final int MOST_REPLIES = 1 << 16;
    static final int MOST_BLOCKS = 1 << 12;

    private static final int SYMBOLS = 40;
    private static final int SYNC_SYMBOLS = 4;
    private static final int SYNC_SIGNS = 0b1001;
    private static final short SYNC_LEVEL = 8316;
    private static final short DATA_LEVEL = 4092;
    private static final int SYNC_LIMIT = 6000;
    private static final int DATA_LIMIT = 2500;

    /** Fainter samples are silence; what is louder and no block is torn. */
    private static final int SOUND_LIMIT = 200;

    private PcmIds() {}

    /**
     * A block that was heard whole.
     *
     * @param position of its first sample since the call was connected
     */
    public record Block(int reply, int block, long position) {}

    /** Sound that belongs to no whole block. */
    public record Torn(long position, long samples) {}

    /**
     * The samples of one block.
     *
     * @param sampleRateHz a multiple of 2000
     */
    static short[] block(int reply, int block, int sampleRateHz) {
        if (sampleRateHz % (50 * SYMBOLS) != 0) {
            throw new IllegalArgumentException("sampleRateHz must be a multiple of 2000, sampleRateHz=" + sampleRateHz);
        }
        if (reply < 0 || reply >= MOST_REPLIES || block < 0 || block >= MOST_BLOCKS) {
            throw new IllegalArgumentException("reply and block must fit, reply=" + reply + ", block=" + block);
        }
        long content = (long) reply << 12 | block;
        long bits = content << 8 | checksum(content);
        int length = sampleRateHz / 50 / SYMBOLS;
        var samples = new short[SYMBOLS * length];
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            boolean sync = symbol < SYNC_SYMBOLS;
            boolean positive = sync
                    ? (SYNC_SIGNS >> (SYNC_SYMBOLS - 1 - symbol) & 1) != 0
                    : (bits >> (SYMBOLS - 1 - symbol) & 1) != 0;
            int level = sync ? SYNC_LEVEL : DATA_LEVEL;
            Arrays.fill(samples, symbol * length, (symbol + 1) * length, (short) (positive ? level : -level));
        }
        return samples;
    }

    /** The samples of a reply, from block 0. */
    static short[] reply(int reply, int blocks, int sampleRateHz) {
        int length = sampleRateHz / 50;
        var samples = new short[blocks * length];
        for (int block = 0; block < blocks; block++) {
            System.arraycopy(block(reply, block, sampleRateHz), 0, samples, block * length, length);
        }
        return samples;
    }

    private static int checksum(long content) {
        int crc = 0;
        for (int bit = 27; bit >= 0; bit--) {
            int top = crc >> 7 ^ (int) (content >> bit & 1);
            crc = (crc << 1 ^ (top != 0 ? 0x07 : 0)) & 0xFF;
        }
        return crc;
    }

    public static Heard decode(short[] samples, int sampleRateHz) {
        var decoder = new Decoder(sampleRateHz);
        decoder.heard(samples, 0);
        return decoder.finish();
    }

    /** Finds the blocks as they are heard, at any alignment, and keeps no samples but the last few. */
    public static final class Decoder implements Ear {
        private final int sampleRateHz;
        private final int blockSamples;
        private final int symbolSamples;
        private final List<Block> blocks = new ArrayList<>();
        private final List<Torn> torn = new ArrayList<>();
        private short[] pending = new short[0];
        private long pendingPosition;
        private long tornSamples;

        public Decoder(int sampleRateHz) {
            this.sampleRateHz = sampleRateHz;
            this.blockSamples = sampleRateHz / 50;
            this.symbolSamples = blockSamples / SYMBOLS;
        }

        @Override
        public void heard(short[] samples, long position) {
            if (pendingPosition + pending.length != position) {
                throw new AssertionError("samples must follow each other, position=" + position);
            }
            short[] all = Arrays.copyOf(pending, pending.length + samples.length);
            System.arraycopy(samples, 0, all, pending.length, samples.length);
            keep(all, scan(all, all.length - blockSamples));
        }

        /** What was found, with a piece of a block that still waits for its rest as torn. */
        public Heard finish() {
            keep(pending, scan(pending, pending.length - 1));
            endTorn(pendingPosition + pending.length);
            return new Heard(blocks, torn, sampleRateHz);
        }

        private void keep(short[] all, int from) {
            pending = Arrays.copyOfRange(all, from, all.length);
            pendingPosition += from;
        }

        /**
         * @param lastStart of a block that is looked for.
         *
         * @return where to go on
         */
        private int scan(short[] all, int lastStart) {
            int at = 0;
            while (at <= lastStart) {
                if (Math.abs(all[at]) < SOUND_LIMIT) {
                    endTorn(pendingPosition + at);
                    at++;
                } else if (at + blockSamples <= all.length && decodeAt(all, at)) {
                    at += blockSamples;
                } else {
                    tornSamples++;
                    at++;
                }
            }
            return at;
        }

        private void endTorn(long end) {
            if (tornSamples > 0) {
                torn.add(new Torn(end - tornSamples, tornSamples));
                tornSamples = 0;
            }
        }

        private boolean decodeAt(short[] all, int at) {
            long bits = 0;
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                boolean sync = symbol < SYNC_SYMBOLS;
                int sign = symbolAt(
                        all,
                        at + symbol * symbolSamples,
                        sync ? SYNC_LIMIT : DATA_LIMIT,
                        sync ? Short.MAX_VALUE : SYNC_LIMIT);
                if (sign == 0 || (sync && (sign > 0) != ((SYNC_SIGNS >> (SYNC_SYMBOLS - 1 - symbol) & 1) != 0))) {
                    return false;
                }
                bits = sync ? 0 : bits << 1 | (sign > 0 ? 1 : 0);
            }
            long content = bits >> 8;
            if (checksum(content) != (bits & 0xFF)) {
                return false;
            }
            endTorn(pendingPosition + at);
            blocks.add(new Block((int) (content >> 12), (int) content & (MOST_BLOCKS - 1), pendingPosition + at));
            return true;
        }

        /** @return the sign that all samples of the symbol share, or 0 if they are not all within the limits */
        private int symbolAt(short[] all, int from, int above, int upTo) {
            int sign = Integer.signum(all[from]);
            for (int i = from; i < from + symbolSamples; i++) {
                int magnitude = all[i] * sign;
                if (magnitude <= above || magnitude > upTo) {
                    return 0;
                }
            }
            return sign;
        }
    }

    /**
     * What was really played.
     *
     * @param blocks those that are whole, in the order in which they were heard
     */
    public record Heard(List<Block> blocks, List<Torn> torn, int sampleRateHz) {
        public Heard {
            blocks = List.copyOf(blocks);
            torn = List.copyOf(torn);
        }

        /** The replies of which anything was heard, in the order of their first blocks. */
        public List<Integer> replies() {
            return blocks.stream().map(Block::reply).distinct().toList();
        }

        public List<Block> of(int reply) {
            return blocks.stream().filter(block -> block.reply() == reply).toList();
        }

        /** The highest block that was heard of a reply, or -1. */
        public int lastBlock(int reply) {
            return of(reply).stream().mapToInt(Block::block).max().orElse(-1);
        }

        /** When the first whole block of a reply began, or -1. */
        public long startMillis(int reply) {
            return of(reply).stream()
                    .mapToLong(block -> millis(block.position()))
                    .findFirst()
                    .orElse(-1);
        }

        /** When the last whole block of a reply ended, or -1. */
        public long endMillis(int reply) {
            return of(reply).stream()
                    .mapToLong(block -> millis(block.position() + sampleRateHz / 50))
                    .reduce(-1, (earlier, later) -> later);
        }

        public long millis(long position) {
            return position * 1000 / sampleRateHz;
        }

        /**
         * All that an undisturbed line and an agent that is not interrupted must not show, in words: blocks torn, repeated, missing, out of order, or apart from the one before them. That a reply ends early is no fault here; ask
         * {@link #lastBlock}.
         */
        public List<String> faults() {
            Stream<String> tears = torn.stream().map(piece -> "torn at " + millis(piece.position()) + " ms, " + piece);
            return Stream.concat(orderFaults().stream(), tears).toList();
        }

        /** {@link #faults} without the torn pieces, which an interruption may leave. */
        public List<String> orderFaults() {
            var faults = new ArrayList<String>();
            Set<Block> seen = new HashSet<>();
            Set<Integer> begun = new TreeSet<>();
            Block before = null;
            for (Block block : blocks) {
                boolean goesOn = before != null && before.reply() == block.reply();
                int expected = goesOn && before != null ? before.block() + 1 : 0;
                if (!seen.add(new Block(block.reply(), block.block(), 0))) {
                    faults.add("repeated " + describe(block));
                } else if (!goesOn && !begun.add(block.reply())) {
                    faults.add("out of order, back to an earlier reply: " + describe(block));
                } else if (block.block() < expected) {
                    faults.add("out of order " + describe(block) + ", expected block " + expected);
                } else if (block.block() > expected) {
                    faults.add("missing " + (block.block() - expected) + " blocks before " + describe(block));
                } else if (goesOn && before != null) {
                    long apart = block.position() - before.position() - sampleRateHz / 50;
                    if (apart > 0) {
                        faults.add("a gap of " + apart + " samples before " + describe(block));
                    }
                }
                before = block;
            }
            return faults;
        }

        private String describe(Block block) {
            return "reply " + block.reply() + " block " + block.block() + " at " + millis(block.position()) + " ms";
        }
    }
}
