package dev.baton.transport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds WAV files chunk by chunk, wrong ones included. */
final class WavBytes {
    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    private final String riff;
    private final ByteOrder order;

    private WavBytes(String riff, ByteOrder order) {
        this.riff = riff;
        this.order = order;
    }

    static WavBytes riff() {
        return new WavBytes("RIFF", ByteOrder.LITTLE_ENDIAN);
    }

    static WavBytes of(String riff, ByteOrder order) {
        return new WavBytes(riff, order);
    }

    WavBytes format(int tag, int channels, int rateHz, int bits) {
        return chunk("fmt ", bytes(plain(tag, channels, rateHz, bits, 16)));
    }

    WavBytes extensible(int tag, int channels, int rateHz, int bits) {
        var body = plain(0xFFFE, channels, rateHz, bits, 40);
        body.putShort(16, (short) 22).putShort(18, (short) bits).putShort(24, (short) tag);
        return chunk("fmt ", bytes(body));
    }

    private ByteBuffer plain(int tag, int channels, int rateHz, int bits, int size) {
        int align = channels * bits / 8;
        return ByteBuffer.allocate(size)
                .order(order)
                .putShort((short) tag)
                .putShort((short) channels)
                .putInt(rateHz)
                .putInt(rateHz * align)
                .putShort((short) align)
                .putShort((short) bits);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.capacity()];
        buffer.get(0, bytes);
        return bytes;
    }

    WavBytes data(byte... body) {
        return chunk("data", body);
    }

    WavBytes chunk(String id, byte[] body) {
        return chunk(id, body.length, body);
    }

    /** A chunk whose stated size may be a lie. */
    WavBytes chunk(String id, int statedSize, byte[] body) {
        chunks.writeBytes(id.getBytes(StandardCharsets.US_ASCII));
        chunks.writeBytes(ByteBuffer.allocate(4).order(order).putInt(statedSize).array());
        chunks.writeBytes(body);
        if (body.length % 2 == 1) {
            chunks.write(0);
        }
        return this;
    }

    byte[] bytes() {
        var file = new ByteArrayOutputStream();
        file.writeBytes(riff.getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(
                ByteBuffer.allocate(4).order(order).putInt(4 + chunks.size()).array());
        file.writeBytes("WAVE".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(chunks.toByteArray());
        return file.toByteArray();
    }
}
