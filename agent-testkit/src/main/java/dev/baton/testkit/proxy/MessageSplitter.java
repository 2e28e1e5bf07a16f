package dev.baton.testkit.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * Finds WebSocket frames in the bytes of one direction, however they arrive, without changing any. Frames of clients are masked and stay so.
 *
 * <p>Before the upgrade, and where there is none, everything is raw. A splitter of its own rather than Netty's decoder, because that one checks and unmasks, and what is written anew is not the
 * same bytes. Sources: RFC 6455, section 5.2.
 */
final class MessageSplitter {
    /** What lies in the stream, in order. Each buffer belongs to whoever is called. */
    interface Parts {
        void raw(ByteBuf bytes);

        /** @param head the frame's header as it was */
        void frame(Frame frame, ByteBuf head);

        /** Part of the payload of that frame. */
        void payload(ByteBuf bytes);

        void frameEnd();
    }

    /**
     * @param last of its message (FIN)
     * @param extended has bits that only an extension gives a meaning, such as compression
     */
    record Frame(boolean last, boolean extended, int opcode, long payloadBytes) {
        boolean isControl() {
            return opcode >= 8;
        }

        boolean isClose() {
            return opcode == 8;
        }

        boolean isText() {
            return opcode == 1;
        }

        boolean isContinuation() {
            return opcode == 0;
        }
    }

    private enum State {
        WAITING,
        HTTP_HEAD,
        HEADER,
        PAYLOAD,
        RAW
    }

    private static final byte[] SWITCHING = "HTTP/1.1 101".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_HTTP_HEAD_BYTES = 64 * 1024;
    private static final int LONGEST_HEADER_BYTES = 14;
    private static final int END_OF_HEAD = 0x0D0A0D0A;

    private final Parts parts;
    private final BooleanSupplier upgraded;
    private final Runnable onUpgrade;
    private final byte[] header = new byte[LONGEST_HEADER_BYTES];
    private State state;
    private int headBytes;
    private int lastFour;
    private int headerBytes;
    private long payloadLeft;

    private MessageSplitter(Parts parts, State state, BooleanSupplier upgraded, Runnable onUpgrade) {
        this.parts = parts;
        this.state = state;
        this.upgraded = upgraded;
        this.onUpgrade = onUpgrade;
    }

    /** For what a client sends: a client sends no frame before it has been told that the upgrade is done. */
    static MessageSplitter ofClient(Parts parts, BooleanSupplier upgraded) {
        return new MessageSplitter(parts, State.WAITING, upgraded, () -> {});
    }

    /** For what a service sends: frames begin behind its answer 101. */
    static MessageSplitter ofServer(Parts parts, Runnable onUpgrade) {
        return new MessageSplitter(parts, State.HTTP_HEAD, () -> true, onUpgrade);
    }

    /** @param bytes released here */
    void feed(ByteBuf bytes) {
        try {
            while (bytes.isReadable()) {
                switch (state) {
                    case WAITING -> whileWaiting(bytes);
                    case HTTP_HEAD -> httpHead(bytes);
                    case HEADER -> header(bytes);
                    case PAYLOAD -> payload(bytes);
                    case RAW -> parts.raw(bytes.readRetainedSlice(bytes.readableBytes()));
                }
            }
        } finally {
            bytes.release();
        }
    }

    private void whileWaiting(ByteBuf bytes) {
        if (upgraded.getAsBoolean()) {
            state = State.HEADER;
        } else {
            parts.raw(bytes.readRetainedSlice(bytes.readableBytes()));
        }
    }

    private void httpHead(ByteBuf bytes) {
        int from = bytes.readerIndex();
        int at = from;
        while (at < bytes.writerIndex() && state == State.HTTP_HEAD) {
            byte value = bytes.getByte(at++);
            lastFour = (lastFour << 8) | (value & 0xFF);
            boolean isOther = headBytes < SWITCHING.length && value != SWITCHING[headBytes];
            headBytes++;
            if (isOther || headBytes > LONGEST_HTTP_HEAD_BYTES) {
                state = State.RAW;
            } else if (lastFour == END_OF_HEAD) {
                state = State.HEADER;
                onUpgrade.run();
            }
        }
        parts.raw(bytes.readRetainedSlice(at - from));
    }

    private void header(ByteBuf bytes) {
        header[headerBytes++] = bytes.readByte();
        if (headerBytes < 2 || headerBytes < headerLength()) {
            return;
        }
        var frame = new Frame((header[0] & 0x80) != 0, (header[0] & 0x70) != 0, header[0] & 0x0F, payloadLength());
        parts.frame(frame, Unpooled.copiedBuffer(header, 0, headerBytes));
        headerBytes = 0;
        payloadLeft = frame.payloadBytes();
        state = State.PAYLOAD;
        endFrameIfDone();
    }

    private void payload(ByteBuf bytes) {
        int count = (int) Math.min(payloadLeft, bytes.readableBytes());
        payloadLeft -= count;
        parts.payload(bytes.readRetainedSlice(count));
        endFrameIfDone();
    }

    private void endFrameIfDone() {
        if (payloadLeft == 0) {
            state = State.HEADER;
            parts.frameEnd();
        }
    }

    private int headerLength() {
        int length = header[1] & 0x7F;
        int lengthBytes = length == 127 ? 8 : length == 126 ? 2 : 0;
        int maskBytes = (header[1] & 0x80) != 0 ? 4 : 0;
        return 2 + lengthBytes + maskBytes;
    }

    private long payloadLength() {
        int length = header[1] & 0x7F;
        if (length < 126) {
            return length;
        }
        int lengthBytes = length == 127 ? 8 : 2;
        long value = 0;
        for (int i = 0; i < lengthBytes; i++) {
            value = (value << 8) | (header[2 + i] & 0xFF);
        }
        return value & Long.MAX_VALUE;
    }
}
