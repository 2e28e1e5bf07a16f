package dev.baton.benchmarks.load;

import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSink;
import dev.baton.audio.AudioSource;
import dev.baton.turn.Utterance;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One call as an application has it: where its audio comes from and goes to, and what answers the caller. */
final class LoadedCall implements AudioSource, TurnHandler {
    private final Pacer pacer;
    private final ByteBuffer audio;
    private volatile @Nullable Playhead playhead;
    private @Nullable Input input;

    LoadedCall(CallScript script, Pacer pacer) {
        this.pacer = pacer;
        audio = ByteBuffer.wrap(script.bytes());
    }

    /** The caller speaks from now on. */
    void begin(Playhead playhead) {
        this.playhead = playhead;
    }

    @Override
    public AudioFormat format() {
        return AudioFormat.linear16(CallScript.RATE_HZ);
    }

    @Override
    public void start(Input input) {
        this.input = input;
        pacer.join(this);
    }

    void tick(long nowNanos) {
        var truth = playhead;
        var ear = input;
        if (truth != null && ear != null) {
            for (int frame = truth.next(nowNanos); frame >= 0; frame = truth.next(nowNanos)) {
                int at = frame * CallScript.FRAME_BYTES;
                ear.audio(audio.limit(at + CallScript.FRAME_BYTES).position(at));
            }
        }
    }

    @Override
    public void close() {
        input = null;
    }

    @Override
    public void onUtterance(Utterance utterance, Reply reply) {
        var truth = playhead;
        if (truth != null) {
            truth.heard(utterance.text(), System.nanoTime());
        }
        reply.say("the same answer each time");
    }

    AudioSink sink() {
        return new Sink();
    }

    /** Hears nothing, and knows when it is silenced. */
    private final class Sink implements AudioSink {
        @Override
        public int sampleRateHz() {
            return CallScript.RATE_HZ;
        }

        @Override
        public void write(short[] samples, int offset, int length) {}

        @Override
        public void clear() {
            var truth = playhead;
            if (truth != null) {
                truth.cut(System.nanoTime());
            }
        }

        @Override
        public void close() {}
    }
}
