package dev.baton.internal.call;

import dev.baton.audio.AudioSink;
import dev.baton.audio.AudioTap;
import dev.baton.tts.TextToSpeech;
import dev.baton.tts.TtsSession;
import org.jspecify.annotations.Nullable;

/** What all replies of a call speak with: voice, sink and clock. One reply uses it at a time. */
final class Speaker {
    /** More than any far end has; a sink that says so is wrong. */
    private static final long MAX_LAG_NANOS = 2_000_000_000L;

    private final @Nullable TextToSpeech voice;
    private @Nullable TtsSession session;
    final CallLoop loop;
    final CallScheduler scheduler;
    final CallUsage usage;
    final short[] frame;
    final long leadNanos;
    final int sampleRateHz;
    private final AudioSink sink;
    private final @Nullable AudioTap tap;

    Speaker(
            @Nullable TextToSpeech voice,
            AudioSink sink,
            @Nullable AudioTap tap,
            CallLoop loop,
            CallScheduler scheduler,
            CallUsage usage) {
        this.voice = voice;
        this.sink = sink;
        this.tap = tap;
        this.loop = loop;
        this.scheduler = scheduler;
        this.usage = usage;
        sampleRateHz = sink.sampleRateHz();
        frame = new short[(int) (sampleRateHz * CallerAudio.FRAME.toMillis() / 1000)];
        leadNanos = sink.lead().toNanos();
    }

    /** Before the first reply. */
    void open() {
        if (voice != null) {
            session = voice.open(loop.transport());
        }
        sink.start();
    }

    void close() {
        if (session != null) {
            session.close();
        }
    }

    /** @return null where replies are text */
    @Nullable
    ReplySynthesis synthesis(SpokenReply script, ReplySynthesis.Observer observer) {
        return voice == null || session == null ? null : new ReplySynthesis(voice, session, this, script, observer);
    }

    /** Sends the frame, which lies {@code afterSamples} after {@code stretchNanos} on the call's time line. */
    void write(long stretchNanos, long afterSamples) {
        sink.write(frame, 0, frame.length);
        if (tap != null) {
            tap.agent(frame, 0, frame.length, samples(stretchNanos) + afterSamples);
        }
    }

    /** Throws away what was written for the time from {@code fromNanos} on. */
    void clear(long fromNanos) {
        sink.clear();
        if (tap != null) {
            tap.agentCleared(samples(fromNanos));
        }
    }

    /** How much later than by our clock a sample is heard. */
    long lagNanos() {
        return Math.max(0, Math.min(MAX_LAG_NANOS, sink.lag().toNanos()));
    }

    long samples(long nanos) {
        return nanos * sampleRateHz / 1_000_000_000L;
    }

    long nanos(long samples) {
        return samples * 1_000_000_000L / sampleRateHz;
    }
}
