package dev.baton.testkit.carrier;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;

/**
 * Asterisk AudioSocket over TCP. Frames of {@code kind:uint8 | length:uint16 big-endian | payload}. No marks, no clear, and the app keeps the pace: Asterisk passes audio on at once, so the far end
 * plays behind a telephone's jitter buffer of 60 ms, and audio that is more than 200 ms ahead of time is a violation.
 */
public final class AudioSocketLeg extends CarrierLeg {
    private static final int HANG_UP = 0x00;
    private static final int CALL_ID = 0x01;
    private static final int DIGIT = 0x03;
    private static final Map<Integer, Integer> KIND_OF_RATE = Map.of(
            8000, 0x10, 12_000, 0x11, 16_000, 0x12, 24_000, 0x13, 32_000, 0x14, 44_100, 0x15, 48_000, 0x16, 96_000,
            0x17, 192_000, 0x18);
    private static final int JITTER_BUFFER_TICKS = 3;
    private static final int MOST_AHEAD_MILLIS = 200;
    private static final int SILENCE_ENDS_CALL_MILLIS = 2000;

    private final int kind;
    private final UUID callId;
    private byte[] unread = new byte[0];
    private boolean holdsBack;
    private long lastActivityMillis;
    private long aheadSamples;
    private long highestAheadSamples;
    private boolean aheadOfTime;

    /** @param facts {@code callId} must be a UUID; nothing else travels */
    public AudioSocketLeg(CallerFacts facts) {
        this(facts, 8000);
    }

    /** As the channel driver does, which negotiates other rates; the dialplan application knows 8 kHz only. */
    public AudioSocketLeg(CallerFacts facts, int sampleRateHz) {
        super(facts, Line.linear16(sampleRateHz));
        Integer known = KIND_OF_RATE.get(sampleRateHz);
        if (known == null) {
            throw new IllegalArgumentException("AudioSocket has no kind for this rate, sampleRateHz=" + sampleRateHz);
        }
        this.kind = known;
        this.callId = UUID.fromString(facts.callId());
    }

    @Override
    int holdTicks() {
        return JITTER_BUFFER_TICKS;
    }

    @Override
    void greet() {
        ByteBuffer id = ByteBuffer.allocate(16);
        id.putLong(callId.getMostSignificantBits()).putLong(callId.getLeastSignificantBits());
        send(CALL_ID, id.array());
    }

    @Override
    void sendAudio(byte[] bytes, long millis) {
        if (!holdsBack) {
            send(kind, bytes);
        }
    }

    @Override
    void sendDigit(char digit) {
        send(DIGIT, new byte[] {(byte) digit});
    }

    /** A frame of a kind that the app need not know, which it must skip. */
    public void sendUnknown(int unknownKind, byte[] payload) {
        send(unknownKind, payload);
    }

    /** Sends no audio while on, as a channel without media does; the leg ends after 2 s in which the app sends nothing either. */
    public void holdBack(boolean on) {
        holdsBack = on;
    }

    private void send(int frameKind, byte[] payload) {
        lastActivityMillis = millis();
        wire().binary(ByteBuffer.allocate(3 + payload.length)
                .put((byte) frameKind)
                .putShort((short) payload.length)
                .put(payload)
                .array());
    }

    /** Bytes as TCP cuts them. */
    @Override
    void receiveBinary(byte[] bytes) {
        ByteBuffer stream = ByteBuffer.allocate(unread.length + bytes.length)
                .put(unread)
                .put(bytes)
                .flip();
        while (ending() == Ending.NOT_YET && stream.remaining() >= 3) {
            int length = stream.getShort(stream.position() + 1) & 0xFFFF;
            if (stream.remaining() < 3 + length) {
                break;
            }
            int frameKind = stream.get() & 0xFF;
            byte[] payload = new byte[length];
            stream.getShort();
            stream.get(payload);
            receiveFrame(frameKind, payload);
        }
        unread = new byte[stream.remaining()];
        stream.get(unread);
    }

    private void receiveFrame(int frameKind, byte[] payload) {
        lastActivityMillis = millis();
        if (frameKind == HANG_UP) {
            if (payload.length != 0) {
                violation("a hang-up must be 00 00 00, length=" + payload.length);
            }
            appHungUp();
        } else if (!KIND_OF_RATE.containsValue(frameKind)) {
            giveUp("the app may send audio and hang-up only, kind=0x" + Integer.toHexString(frameKind));
        } else if (payload.length == 0) {
            giveUp("audio must not be empty, kind=0x" + Integer.toHexString(frameKind));
        } else if (frameKind != kind) {
            violation("audio must be of the line's kind 0x" + Integer.toHexString(kind) + ", kind=0x"
                    + Integer.toHexString(frameKind));
        } else {
            receiveAudio(payload);
        }
    }

    private void receiveAudio(byte[] payload) {
        if (payload.length != line().tickBytes()) {
            violation("audio must come in 20 ms of " + line().tickBytes() + " bytes, bytes=" + payload.length);
        }
        if (payload.length % 2 != 0) {
            return;
        }
        play(payload);
        aheadSamples += payload.length / 2;
        highestAheadSamples = Math.max(highestAheadSamples, aheadSamples);
        boolean ahead = line().millis(aheadSamples) > MOST_AHEAD_MILLIS;
        if (ahead && !aheadOfTime) {
            violation("audio must keep the pace, millisAhead=" + line().millis(aheadSamples));
        }
        aheadOfTime = ahead;
    }

    @Override
    void afterTick() {
        aheadSamples = Math.max(0, aheadSamples - line().tickSamples());
        if (millis() - lastActivityMillis >= SILENCE_ENDS_CALL_MILLIS) {
            giveUp("no activity in either direction for " + SILENCE_ENDS_CALL_MILLIS + " ms");
        }
    }

    /** How far the app's audio was ahead of time at most; one frame is 20 ms. */
    public long highestAheadMillis() {
        return line().millis(highestAheadSamples);
    }
}
