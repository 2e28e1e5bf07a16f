package dev.baton.testkit.proxy;

import dev.baton.testkit.proxy.MessageSplitter.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Loses, repeats, swaps and breaks whole text messages of one direction, and passes all else on as it comes.
 *
 * <p>Whether a message is hit is decided at its first byte, so that chance depends on the messages alone and not on how they arrive. Only a message that is hit is held until it is whole. Belongs
 * to the event loop of its connection.
 */
final class MessageFaults implements MessageSplitter.Parts {
    /** Where pieces go; takes over each buffer. */
    interface Output {
        void bytes(ByteBuf bytes, long pauseNanos);

        /** What was put out last was the end of a message. */
        void messageEnd();

        /** The connection is to be reset behind what was put out. */
        void reset();

        void applied(Fault fault);

        /** Calls {@link #releaseHeldBack()} when a message has been held back for long enough. */
        void heldBack();
    }

    /** A fault in force. */
    private static final class Armed {
        final Fault fault;
        final Effect.Messages effect;
        long spared;
        long done;

        Armed(Fault fault, Effect.Messages effect) {
            this.fault = fault;
            this.effect = effect;
            spared = fault.start().by() == Start.By.MESSAGES ? fault.start().amount() : 0;
        }
    }

    private final Output output;
    private final ByteBufAllocator allocator;
    private final SplittableRandom random;
    private final int mostHeldBytes;
    private final List<Armed> armed = new ArrayList<>();
    private @Nullable Armed hit;
    private @Nullable CompositeByteBuf held;
    private @Nullable ByteBuf heldBack;
    private boolean inMessage;
    private boolean inControl;
    private boolean lastFrame;

    MessageFaults(Output output, ByteBufAllocator allocator, SplittableRandom random, int mostHeldBytes) {
        this.output = output;
        this.allocator = allocator;
        this.random = random;
        this.mostHeldBytes = mostHeldBytes;
    }

    void arm(Fault fault, Effect.Messages effect) {
        armed.add(new Armed(fault, effect));
    }

    void disarm() {
        armed.clear();
    }

    @Override
    public void raw(ByteBuf bytes) {
        output.bytes(bytes, 0);
    }

    @Override
    public void frame(Frame frame, ByteBuf head) {
        if (frame.isControl()) {
            if (frame.isClose()) {
                releaseHeldBack(); // nothing may follow it
            }
            inControl = true;
            output.bytes(head, 0);
            return;
        }
        if (!frame.isContinuation()) {
            hit = decide(frame);
        }
        inMessage = true;
        lastFrame = frame.last();
        part(head);
    }

    @Override
    public void payload(ByteBuf bytes) {
        if (inControl) {
            output.bytes(bytes, 0);
        } else {
            part(bytes);
        }
    }

    @Override
    public void frameEnd() {
        if (inControl) {
            inControl = false;
        } else if (lastFrame) {
            inMessage = false;
            messageEnd();
        }
    }

    private @Nullable Armed decide(Frame frame) {
        if (!frame.isText() || frame.extended()) {
            return null;
        }
        Armed found = null;
        for (Armed candidate : armed) {
            if (candidate.spared > 0) {
                candidate.spared--;
            } else if (random.nextLong(candidate.effect.oneIn()) == 0
                    && found == null
                    && isPossible(candidate, frame)) {
                found = candidate;
            }
        }
        if (found != null) {
            found.done++;
            output.applied(found.fault);
        }
        return found;
    }

    private boolean isPossible(Armed candidate, Frame frame) {
        boolean isLeft = candidate.fault.times() == 0 || candidate.done < candidate.fault.times();
        boolean fits = candidate.effect.deed() == Effect.Deed.DROP || frame.payloadBytes() <= mostHeldBytes;
        return isLeft && fits && (candidate.effect.deed() != Effect.Deed.REORDER || heldBack == null);
    }

    private void part(ByteBuf bytes) {
        if (hit == null) {
            output.bytes(bytes, 0);
        } else if (hit.effect.deed() == Effect.Deed.DROP) {
            bytes.release();
        } else {
            var whole = held == null ? allocator.compositeBuffer(Integer.MAX_VALUE) : held;
            held = whole.addComponent(true, bytes);
            if (whole.readableBytes() > 2 * mostHeldBytes) { // a message in fragments, whose length nobody told before
                hit = null;
                held = null;
                output.bytes(whole, 0);
            }
        }
    }

    private void messageEnd() {
        var deed = hit == null ? null : hit.effect.deed();
        if (deed == Effect.Deed.DROP) {
            return;
        }
        ByteBuf message = held;
        held = null;
        if (deed == null || message == null) {
            output.messageEnd();
        } else {
            carryOut(deed, message, hit == null ? 0 : hit.effect.pauseNanos());
        }
        if (deed != Effect.Deed.REORDER) {
            releaseHeldBack();
        }
    }

    private void carryOut(Effect.Deed deed, ByteBuf message, long pauseNanos) {
        switch (deed) {
            case DUPLICATE -> {
                put(message.retainedDuplicate());
                put(message);
            }
            case REORDER -> {
                heldBack = message;
                output.heldBack();
            }
            case HALVE -> {
                output.bytes(message.readRetainedSlice(message.readableBytes() / 2), 0);
                message.release();
                output.reset();
            }
            case SPLIT -> {
                output.bytes(message.readRetainedSlice(message.readableBytes() / 2), 0);
                output.bytes(message, pauseNanos);
                output.messageEnd();
            }
            case DROP -> throw new AssertionError("a message to be dropped is not held");
        }
    }

    private void put(ByteBuf message) {
        output.bytes(message, 0);
        output.messageEnd();
    }

    /** Puts out what waits for a next message, unless another is being put out right now, which takes it along. */
    void releaseHeldBack() {
        ByteBuf late = heldBack;
        if (late != null && !inMessage && !inControl) {
            heldBack = null;
            put(late);
        }
    }

    /** The source has ended: what is held, goes. */
    void end() {
        if (held != null) {
            output.bytes(held, 0);
            held = null;
        }
        inMessage = false;
        inControl = false;
        releaseHeldBack();
    }

    void release() {
        if (held != null) {
            held.release();
            held = null;
        }
        if (heldBack != null) {
            heldBack.release();
            heldBack = null;
        }
    }
}
