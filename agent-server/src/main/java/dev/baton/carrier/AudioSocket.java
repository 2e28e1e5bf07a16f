package dev.baton.carrier;

import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.call.VoiceAgent;
import dev.baton.carrier.Line.Caller;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asterisk AudioSocket, a stream of bytes over TCP that Asterisk opens: {@link MediaStream#onBinary} takes any part of it. Linear 16-bit little-endian audio at the rate that Asterisk sends, 8 kHz from the
 * dialplan application.
 *
 * <p>The protocol knows no caller, only the UUID of the dialplan, which is {@code CallInfo.providerCallId}. It has no marks, no way to take audio back, and nothing paces it at the far end: frames go out one
 * every 20 ms, and none ahead of time. Nothing proves who connects: keep the port where only Asterisk reaches it.
 */
public final class AudioSocket {
    private AudioSocket() {}

    /** {@link #open(VoiceAgent, Outgoing, LineOptions)} with the defaults. */
    public static MediaStream open(VoiceAgent agent, Outgoing out) {
        return open(agent, out, LineOptions.defaults());
    }

    /** For each connection; the agent answers when the first audio has told the rate. */
    public static MediaStream open(VoiceAgent agent, Outgoing out, LineOptions options) {
        return new Line(agent, new Wire(), out, options);
    }

    private static final class Wire implements Dialect {
        private static final int HANG_UP = 0x00;
        private static final int ID = 0x01;
        private static final int DIGIT = 0x03;
        private static final int AUDIO = 0x10;
        private static final int ERROR = 0xFF;
        private static final int[] RATES_HZ = {8_000, 12_000, 16_000, 24_000, 32_000, 44_100, 48_000, 96_000, 192_000};
        private static final int HEADER_BYTES = 3;
        private static final int MAX_EARLY_KEYS = 32;
        private static final int USUAL_PAYLOAD_BYTES = 640;

        private ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + USUAL_PAYLOAD_BYTES);
        private ByteBuffer outgoing = ByteBuffer.allocate(HEADER_BYTES + USUAL_PAYLOAD_BYTES);
        private @Nullable UUID id;
        private int audioKind = -1;
        private String earlyKeys = "";

        @Override
        public String transport() {
            return "audiosocket";
        }

        @Override
        public boolean paces() {
            return false;
        }

        @Override
        public boolean isStream() {
            return true;
        }

        @Override
        public void onBinary(ByteBuffer bytes, Line line) {
            while (bytes.hasRemaining() && !line.isOver()) {
                fillUpTo(HEADER_BYTES, bytes);
                if (frame.position() < HEADER_BYTES) {
                    return;
                }
                int payloadLength = Short.toUnsignedInt(frame.getShort(1));
                line.limit(payloadLength);
                int length = HEADER_BYTES + payloadLength;
                if (length > frame.capacity()) {
                    frame = ByteBuffer.allocate(length).put(frame.flip());
                }
                fillUpTo(length, bytes);
                if (frame.position() < length) {
                    return;
                }
                int kind = Byte.toUnsignedInt(frame.get(0));
                take(kind, frame.flip().position(HEADER_BYTES), line);
                frame.clear();
            }
        }

        private void fillUpTo(int length, ByteBuffer bytes) {
            int wanted = Math.min(length - frame.position(), bytes.remaining());
            if (wanted > 0) {
                frame.put(frame.position(), bytes, bytes.position(), wanted);
                frame.position(frame.position() + wanted);
                bytes.position(bytes.position() + wanted);
            }
        }

        private void take(int kind, ByteBuffer payload, Line line) {
            if (kind >= AUDIO && kind < AUDIO + RATES_HZ.length) {
                audio(kind, payload, line);
                return;
            }
            switch (kind) {
                case ID -> identify(payload);
                case HANG_UP -> line.ended();
                case DIGIT -> key(payload.hasRemaining() ? String.valueOf((char) payload.get()) : "", line);
                case ERROR -> throw new LineException(LineProblem.REPORTED_BY_PEER, "Asterisk reports an error");
                default -> {} // what is added later: the length tells how much to pass over
            }
        }

        private void identify(ByteBuffer payload) {
            if (payload.remaining() != 2 * Long.BYTES) {
                throw new LineException(
                        LineProblem.MALFORMED, "a call id of " + payload.remaining() + " bytes instead of 16");
            }
            id = new UUID(payload.getLong(), payload.getLong());
        }

        /** The caller may be faster than the first audio, without which there is no call. */
        private void key(String digit, Line line) {
            if (id == null || line.hasBegun()) {
                line.key(digit);
            } else if (earlyKeys.length() < MAX_EARLY_KEYS) {
                earlyKeys += digit;
            }
        }

        private void audio(int kind, ByteBuffer payload, Line line) {
            if (id == null) {
                throw new LineException(LineProblem.MISSING_START, "audio before the call's id");
            }
            if (payload.remaining() % Short.BYTES != 0) {
                throw new LineException(LineProblem.MALFORMED, "audio of an odd number of bytes");
            }
            if (audioKind < 0) {
                audioKind = kind;
                AudioFormat format = MediaFormats.of(AudioEncoding.LINEAR16, RATES_HZ[kind - AUDIO]);
                line.begins(format, Caller.of("", "", id.toString(), Map.of()));
                earlyKeys.chars().forEach(key -> line.key(String.valueOf((char) key)));
            } else if (kind != audioKind) {
                throw new LineException(LineProblem.UNSUPPORTED_MEDIA, "the sample rate changed in mid-call");
            }
            if (payload.hasRemaining()) {
                line.audio(payload);
            }
        }

        @Override
        public void sendAudio(ByteBuffer audio, Outgoing out) {
            if (outgoing.capacity() < HEADER_BYTES + audio.remaining()) {
                outgoing = ByteBuffer.allocate(HEADER_BYTES + audio.remaining());
            }
            outgoing.clear()
                    .put((byte) audioKind)
                    .putShort((short) audio.remaining())
                    .put(audio);
            out.binary(outgoing.flip());
        }

        @Override
        public void sendHangUp(Outgoing out) {
            out.binary(ByteBuffer.wrap(new byte[] {HANG_UP, 0, 0}));
        }
    }
}
