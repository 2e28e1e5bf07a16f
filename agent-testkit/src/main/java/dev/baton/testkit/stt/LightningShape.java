package dev.baton.testkit.stt;

/** Which of its documents Lightning's messages follow; they differ. */
public enum LightningShape {
    /** The examples of before 2026: {@code word_timestamps}, each a word and its times, and {@code full_transcript} in every message, asked for or not. */
    EARLY(PulseShape.EARLY),
    /** The description of spring 2026: {@code words} with a confidence, {@code languages}, and {@code full_transcript} in finals where it was asked for. */
    LATER(PulseShape.LATER);

    final PulseShape shape;

    LightningShape(PulseShape shape) {
        this.shape = shape;
    }
}
