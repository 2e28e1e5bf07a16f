package dev.baton.testkit.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: takes what the source brings, and gives the target what the faults let through, when they let it through.
 *
 * <p>Faults work where bytes leave, so that one that begins after so many bytes begins exactly there. What waits is bounded: beyond the limit nothing is read. Belongs to the event loop of its
 * connection.
 */
final class Pipe implements MessageFaults.Output {
    /** How long a message waits for a next one to be swapped with. */
    private static final long HELD_BACK_NANOS = 1_000_000_000;

    private static final int MOST_AT_ONCE = 64 * 1024;

    private final ProxiedConnection connection;
    private final Direction direction;
    private final EventLoop loop;
    private final Tally tally;
    private final int mostWaitingBytes;
    private final MessageFaults messageFaults;
    private final MessageSplitter splitter;
    private final SplittableRandom corruptionChance;
    private final SplittableRandom jitterChance;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private final List<Fault> toCome = new ArrayList<>();
    private final ActiveFaults active = new ActiveFaults();
    private final Throttle throttle = new Throttle();
    private @Nullable Channel source;
    private @Nullable Channel target;
    private @Nullable ScheduledFuture<?> wake;
    private int waitingBytes;
    private long forwardedBytes;
    private long forwardedMessages;
    private boolean open;
    private boolean sourceEnded;
    private boolean outputEnded;
    private boolean pumping;

    Pipe(ProxiedConnection connection, Direction direction, Channel client, Tally tally, ProxySettings settings) {
        this.connection = connection;
        this.direction = direction;
        this.tally = tally;
        loop = client.eventLoop();
        mostWaitingBytes = settings.bufferBytes();
        var chance = new SplittableRandom(
                settings.seed() + connection.number() * 2 + (direction == Direction.TO_SERVER ? 0 : 1));
        corruptionChance = chance.split();
        jitterChance = chance.split();
        messageFaults = new MessageFaults(this, client.alloc(), chance.split(), mostWaitingBytes);
        splitter = direction == Direction.TO_SERVER
                ? MessageSplitter.ofClient(messageFaults, connection::isUpgraded)
                : MessageSplitter.ofServer(messageFaults, connection::upgraded);
    }

    /** Both ends stand; faults may be added now. */
    void attach(Channel from, Channel to) {
        source = from;
        target = to;
    }

    /** Lets bytes through from now on. */
    void open() {
        open = true;
        pump();
    }

    // ---- what the source brings

    /** @param bytes taken over */
    void received(ByteBuf bytes) {
        if (connection.isClosed()) {
            bytes.release();
            return;
        }
        splitter.feed(bytes);
        pump();
    }

    /** @param kind END or RESET */
    void sourceEnded(Piece.Kind kind) {
        if (sourceEnded || connection.isClosed()) {
            return;
        }
        sourceEnded = true;
        messageFaults.end();
        pieces.add(Piece.of(kind, System.nanoTime()));
        pump();
    }

    @Override
    public void bytes(ByteBuf bytes, long pauseNanos) {
        waitingBytes += bytes.readableBytes();
        pieces.add(Piece.of(bytes, System.nanoTime(), pauseNanos));
    }

    @Override
    public void messageEnd() {
        var last = pieces.peekLast();
        if (last == null) {
            throw new AssertionError("the end of a message lies in a piece that has just been put out");
        }
        last.endsMessage = true;
    }

    @Override
    public void reset() {
        pieces.add(Piece.of(Piece.Kind.CUT, System.nanoTime()));
    }

    @Override
    public void applied(Fault fault) {
        tally.applied(fault.name());
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // too late, it finds nothing to do
    public void heldBack() {
        loop.schedule(
                () -> {
                    if (!connection.isClosed()) {
                        messageFaults.releaseHeldBack();
                        pump();
                    }
                },
                HELD_BACK_NANOS,
                TimeUnit.NANOSECONDS);
    }

    // ---- faults

    /** Takes a fault that begins with bytes or messages, or at once. */
    void add(Fault fault) {
        if (fault.effect() instanceof Effect.Messages effect) {
            messageFaults.arm(fault, effect);
        } else if (fault.start().by() == Start.By.TIME) {
            begin(fault);
        } else {
            toCome.add(fault);
        }
        pump();
    }

    private void begin(Fault fault) {
        if (fault.effect() instanceof Effect.Cut cut) {
            connection.cut(fault, cut.orderly());
            return;
        }
        tallied(fault);
        if (fault.effect() instanceof Effect.HalfClose) {
            discardAndEnd();
        } else if (fault.effect() instanceof Effect.Corrupt effect) {
            active.add(new Corruption(fault, effect, corruptionChance.split()));
        } else {
            active.add(fault);
        }
        changed();
        if (!fault.lasting().isZero()) {
            connection.later(fault.lasting(), () -> {
                active.remove(fault);
                changed();
                pump();
            });
        }
    }

    private void tallied(Fault fault) {
        if (!(fault.effect() instanceof Effect.Corrupt)) { // which counts bytes
            tally.applied(fault.name());
        }
    }

    private void changed() {
        throttle.limit(active.bytesPerSecond(), System.nanoTime());
        var first = pieces.peek();
        if (first != null) {
            first.undecide();
        }
    }

    /** Ends what lasts, and what was to come. */
    void resume() {
        active.clear();
        toCome.clear();
        messageFaults.disarm();
        changed();
        pump();
    }

    // ---- what the target gets

    /** Gives the target whatever may go now, and sees to it that this is called again when more may. */
    void pump() {
        if (!open || pumping || connection.isClosed()) {
            return;
        }
        pumping = true;
        boolean goesOn = true;
        while (goesOn && !connection.isClosed()) {
            goesOn = step();
        }
        pumping = false;
        regulate();
        connection.endIfDone();
    }

    /** @return whether there may be more to do at once */
    private boolean step() {
        beginWhatIsDue();
        Piece first = pieces.peek();
        if (connection.isClosed() || first == null || target == null || active.stalls()) {
            return false;
        }
        if (outputEnded || !target.isActive()) {
            discardFirst();
            return true;
        }
        if (active.swallows()) {
            if (first.kind == Piece.Kind.BYTES) {
                discardFirst();
            }
            return first.kind == Piece.Kind.BYTES;
        }
        long now = System.nanoTime();
        if (!first.isDecided()) {
            long most = active.jitterNanos();
            first.decide(now, active.delayNanos() + (most == 0 ? 0 : jitterChance.nextLong(most + 1)));
        }
        long wait = Math.max(first.waitNanos(now), first.kind == Piece.Kind.BYTES ? throttle.waitNanos(now) : 0);
        if (wait > 0) {
            wakeAfter(wait);
            return false;
        }
        return switch (first.kind) {
            case BYTES -> target.isWritable() && forward(first, target, now);
            case END -> {
                pieces.remove();
                endOutput();
                yield true;
            }
            case RESET, CUT -> {
                connection.reset();
                yield false;
            }
        };
    }

    private void beginWhatIsDue() {
        for (int i = 0; i < toCome.size(); ) {
            Fault fault = toCome.get(i);
            if (left(fault) <= 0) {
                toCome.remove(i);
                begin(fault);
                if (connection.isClosed()) {
                    return;
                }
            } else {
                i++;
            }
        }
    }

    /** Bytes or messages before it begins. */
    private long left(Fault fault) {
        long amount = fault.start().amount();
        return fault.start().by() == Start.By.BYTES ? amount - forwardedBytes : amount - forwardedMessages;
    }

    private boolean forward(Piece piece, Channel to, long now) {
        long most = Math.min(MOST_AT_ONCE, throttle.stepBytes());
        for (Fault fault : toCome) {
            if (fault.start().by() == Start.By.BYTES) {
                most = Math.min(most, left(fault));
            }
        }
        boolean single = active.goesByBytes();
        int count = (int) Math.min(piece.bytes.readableBytes(), single ? 1 : most);
        if (count > 0) {
            write(piece.bytes.readRetainedSlice(count), to);
            throttle.sent(count, now);
        }
        if (!piece.bytes.isReadable()) {
            pieces.remove();
            piece.bytes.release();
            if (piece.endsMessage) {
                forwardedMessages++;
                tally.way(direction).messages.increment();
            }
        }
        if (single) {
            // A turn of the loop between two bytes lets the first one leave, and others have theirs.
            loop.execute(this::pump);
        }
        return !single;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a target that is gone is told as the end of the other direction
    private void write(ByteBuf bytes, Channel to) {
        ByteBuf out = bytes;
        for (Corruption corruption : active.corruptions()) {
            out = corruption.apply(out, tally);
        }
        int count = out.readableBytes();
        waitingBytes -= count;
        forwardedBytes += count;
        tally.way(direction).bytes.add(count);
        tally.way(direction).writes.increment();
        to.writeAndFlush(out);
    }

    private void wakeAfter(long nanos) {
        if (wake != null) {
            wake.cancel(false);
        }
        wake = loop.schedule(this::pump, nanos, TimeUnit.NANOSECONDS);
    }

    /** Reads as long as what waits, waits within bounds. */
    private void regulate() {
        if (source == null || !source.isActive() || connection.isClosed()) {
            return;
        }
        boolean reads = source.config().isAutoRead();
        boolean wants = !active.stalls() && waitingBytes < (reads ? mostWaitingBytes : mostWaitingBytes / 2 + 1);
        if (reads != wants) {
            source.config().setAutoRead(wants);
        }
    }

    private void discardFirst() {
        Piece first = pieces.remove();
        waitingBytes -= first.bytes.readableBytes();
        first.bytes.release();
    }

    // ---- ends

    /** Ends the output at once, whatever faults there are; what still comes is read and thrown away. */
    void finish() {
        active.clear();
        toCome.clear();
        messageFaults.disarm();
        discardAndEnd();
        pump();
    }

    /** Throws away what waits and what comes, and tells the target that there is no more. */
    void discardAndEnd() {
        while (!pieces.isEmpty()) {
            discardFirst();
        }
        endOutput();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a target that is gone needs no end
    private void endOutput() {
        if (outputEnded || !(target instanceof DuplexChannel out)) {
            return;
        }
        outputEnded = true;
        // Shutting down throws away what has not left yet, so it has to wait for it.
        out.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(left -> out.shutdownOutput());
    }

    boolean isSourceEnded() {
        return sourceEnded;
    }

    /** Whether nothing more will come out: all is told, or a fault keeps it back. */
    boolean isDone() {
        return active.stalls()
                || active.swallows()
                || (outputEnded && pieces.isEmpty())
                || (target != null && !target.isActive());
    }

    /** The connection is closed. */
    void release() {
        while (!pieces.isEmpty()) {
            discardFirst();
        }
        messageFaults.release();
        if (wake != null) {
            wake.cancel(false);
        }
    }
}
