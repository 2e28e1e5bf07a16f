package dev.baton.examples.sample;

import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSink;
import dev.baton.audio.AudioSource;
import dev.baton.examples.sample.CallTruth.When;
import dev.baton.examples.sample.CallerReport.Ending;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The far end of the line: speaks a composed call to an agent, listens to the agent, and hangs up.
 *
 * <p>Each turn waits for a reply of the agent that began after the previous turn did. A turn is spoken so long after that reply has ended, or, when it
 * interrupts, so long after the reply began. Line noise never stops. The caller hangs up when all is said and the agent has been quiet for a while, or
 * when the agent stays silent for too long, so that no call hangs.
 *
 * <p>Its time is the number of frames that it was asked for. Everything runs on the call's event loop; nothing is allocated per frame. For one call.
 */
public final class ScriptedCaller {
    private static final int FRAME_SAMPLES = 20 * Sound.SAMPLES_PER_MS;

    /** Quiet after the last turn and the agent's answer to it. */
    private static final long SETTLE = 1500L * Sound.SAMPLES_PER_MS;

    /** The caller's patience with an agent that says nothing. */
    private static final long GIVE_UP = 8000L * Sound.SAMPLES_PER_MS;

    private final ComposedCall call;
    private final LineNoise lineNoise;
    private final AgentEar ear = new AgentEar();
    private final FarEnd farEnd = new FarEnd();
    private final Playing speech = new Playing();
    private final Playing noise = new Playing();
    private final List<CallerReport.Said> said = new ArrayList<>();
    private final List<CallerReport.Sounded> sounded = new ArrayList<>();
    private final int[] mixed = new int[FRAME_SAMPLES];
    private final ByteBuffer frame = ByteBuffer.allocate(FRAME_SAMPLES * 2).order(ByteOrder.LITTLE_ENDIAN);

    private Ending ending = Ending.ON_THE_LINE;
    private long now;
    private int nextTurn;
    private int nextNoise;
    private long repliesBeforeTurn;

    public ScriptedCaller(ComposedCall call) {
        this.call = call;
        this.lineNoise = new LineNoise(call.truth().seed(), call.truth().lineNoiseDbfs());
    }

    /** The caller's voice, paced by the call. */
    public AudioSource source() {
        return farEnd;
    }

    /** The caller's ear. */
    public AudioSink sink() {
        return ear;
    }

    /** What happened so far; read it on the event loop, or after the call has completed. */
    public CallerReport report() {
        return new CallerReport(call.truth(), ending, said, sounded);
    }

    private void tick(AudioSource.Input input) {
        if (ending != Ending.ON_THE_LINE) {
            return;
        }
        ear.advanceTo(now);
        decide();
        if (ending != Ending.ON_THE_LINE) {
            input.ended();
            return;
        }
        lineNoise.fill(mixed);
        speech.mixInto(mixed);
        noise.mixInto(mixed);
        frame.clear();
        for (int sample : mixed) {
            frame.putShort(Sound.saturated(sample));
        }
        input.audio(frame.flip());
        now += FRAME_SAMPLES;
    }

    private void decide() {
        if (speech.isOn() || noise.isOn()) {
            return;
        }
        long quietSince = Math.max(ear.heardUntil(), speech.endedAt());
        if (nextTurn == call.truth().turns().size()) {
            if (now - quietSince >= SETTLE) {
                ending = Ending.SAID_EVERYTHING;
            }
        } else if (ear.repliesBegun() == repliesBeforeTurn) {
            if (now - quietSince >= GIVE_UP) {
                ending = Ending.AGENT_SILENT;
            }
        } else {
            answer(call.truth().turns().get(nextTurn), quietSince);
        }
    }

    private void answer(CallTruth.Turn turn, long quietSince) {
        long since = turn.trigger().when() == When.OVER_AGENT ? ear.replyBegan() : quietSince;
        if (isDue(since, turn.trigger().delayMs())) {
            speak(turn);
            return;
        }
        CallTruth.@Nullable Noise pending = pendingNoise();
        if (pending != null && pending.beforeTurn().equals(turn.id()) && isDue(since, pending.delayMs())) {
            sound(pending);
        }
    }

    private boolean isDue(long since, int delayMs) {
        return now - since >= (long) delayMs * Sound.SAMPLES_PER_MS;
    }

    private CallTruth.@Nullable Noise pendingNoise() {
        List<CallTruth.Noise> noises = call.truth().noises();
        return nextNoise < noises.size() ? noises.get(nextNoise) : null;
    }

    private void speak(CallTruth.Turn turn) {
        speech.start(call.turnSounds().get(nextTurn), now);
        long startMs = now / Sound.SAMPLES_PER_MS;
        said.add(new CallerReport.Said(turn, startMs + turn.firstWordMs(), startMs + turn.lastWordEndMs()));
        repliesBeforeTurn = ear.repliesBegun();
        nextTurn++;
    }

    private void sound(CallTruth.Noise pending) {
        noise.start(call.noiseSounds().get(nextNoise), now);
        long startMs = now / Sound.SAMPLES_PER_MS;
        sounded.add(new CallerReport.Sounded(pending, startMs, startMs + pending.durationMs()));
        nextNoise++;
    }

    /** One sound on its way. */
    private static final class Playing {
        private @Nullable Sound sound;
        private int position;
        private long endedAt;

        void start(Sound next, long now) {
            sound = next;
            position = 0;
            endedAt = now + next.length();
        }

        boolean isOn() {
            return sound != null;
        }

        /** Where the last sound ended; 0 if there was none. */
        long endedAt() {
            return endedAt;
        }

        void mixInto(int[] frame) {
            Sound playing = sound;
            if (playing == null) {
                return;
            }
            int count = Math.min(frame.length, playing.length() - position);
            for (int i = 0; i < count; i++) {
                frame[i] += playing.at(position + i);
            }
            position += count;
            if (position == playing.length()) {
                sound = null;
            }
        }
    }

    /** The source's face to the call. */
    private final class FarEnd implements AudioSource {
        private final AudioFormat format = AudioFormat.linear16(Sound.SAMPLE_RATE_HZ);

        @Override
        public AudioFormat format() {
            return format;
        }

        @Override
        public void start(Input input) {
            input.onTick(() -> tick(input));
        }

        @Override
        public void close() {
            if (ending == Ending.ON_THE_LINE) {
                ending = Ending.CLOSED;
            }
        }
    }
}
