package dev.baton.audio;

/** How one sample is written as bytes. */
public enum AudioEncoding {
    /** Signed 16-bit integer, two's complement. */
    LINEAR16(2),
    /** Signed 32-bit integer, two's complement. */
    LINEAR32(4),
    /** IEEE 754 single precision, nominal range -1 to 1. */
    FLOAT32(4),
    /** ITU-T G.711 mu-law. */
    MULAW(1),
    /** ITU-T G.711 A-law. */
    ALAW(1);

    private final int bytesPerSample;

    AudioEncoding(int bytesPerSample) {
        this.bytesPerSample = bytesPerSample;
    }

    public int bytesPerSample() {
        return bytesPerSample;
    }
}
