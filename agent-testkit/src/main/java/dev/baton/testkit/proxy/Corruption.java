package dev.baton.testkit.proxy;

import io.netty.buffer.ByteBuf;
import java.util.SplittableRandom;

/** Changes bits of a stream at distances drawn by chance, which do not depend on the pieces that it comes in. */
final class Corruption {
    private final Fault fault;
    private final double survives;
    private final SplittableRandom random;
    private final long most;
    private long done;
    private long untilNext;

    Corruption(Fault fault, Effect.Corrupt effect, SplittableRandom random) {
        this.fault = fault;
        survives = 1 - 1.0 / effect.oneIn();
        this.random = random;
        most = fault.times() == 0 ? Long.MAX_VALUE : fault.times();
        untilNext = distance();
    }

    Fault fault() {
        return fault;
    }

    /**
     * @param bytes released, unless returned
     * @return the same bytes, some of them changed; belongs to the caller
     */
    ByteBuf apply(ByteBuf bytes, Tally tally) {
        int count = bytes.readableBytes();
        if (untilNext >= count || done >= most) {
            untilNext -= count;
            return bytes;
        }
        ByteBuf changed = bytes.copy();
        bytes.release();
        int at = 0;
        while (untilNext < count - at && done < most) {
            at += (int) untilNext;
            int index = changed.readerIndex() + at;
            changed.setByte(index, changed.getByte(index) ^ (1 << random.nextInt(Byte.SIZE)));
            tally.applied(fault.name());
            done++;
            at++;
            untilNext = distance();
        }
        untilNext -= count - at;
        return changed;
    }

    /** Bytes that stay whole before the next that does not: geometric, by inversion. */
    private long distance() {
        return survives == 0 ? 0 : (long) (Math.log(1 - random.nextDouble()) / Math.log(survives));
    }
}
