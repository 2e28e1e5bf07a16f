package dev.baton.audio;

/** Hears nothing. */
enum DiscardingSink implements AudioSink {
    INSTANCE;

    @Override
    public int sampleRateHz() {
        return 16_000;
    }

    @Override
    public void write(short[] samples, int offset, int length) {}

    @Override
    public void clear() {}

    @Override
    public void close() {}
}
