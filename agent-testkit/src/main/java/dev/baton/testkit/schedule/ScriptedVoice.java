package dev.baton.testkit.schedule;

import dev.baton.internal.call.CallLoop;
import dev.baton.tts.LocalVoice;
import dev.baton.tts.SynthesisException;
import java.util.Arrays;

/** Speaks the scripted handler's texts: as long as its plan says, and each sample is the number of the reply. */
final class ScriptedVoice implements LocalVoice {
    private static final int CHUNK_SAMPLES = 4000;
    private static final long MILLI = 1_000_000;

    private final Schedule schedule;
    private final CallLoop loop;
    private final short[] chunk = new short[CHUNK_SAMPLES];

    ScriptedVoice(Schedule schedule, CallLoop loop) {
        this.schedule = schedule;
        this.loop = loop;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public int sampleRateHz() {
        return ScriptedCaller.RATE_HZ;
    }

    @Override
    public Synthesis synthesize(String text, SynthesisListener listener) {
        int reply = ScriptedHandler.replyOf(text);
        var plan = schedule.reply(reply - 1);
        if (plan.style() == ReplyPlan.Style.VOICE_HESITATES) {
            return new Hesitation(reply, plan, listener);
        }
        Runnable speaking = () -> speak(reply, text, plan, listener);
        if (plan.voiceMillis() == 0) {
            loop.execute(speaking);
            return () -> {};
        }
        return loop.schedule(plan.voiceMillis() * MILLI, speaking)::cancel;
    }

    private void speak(int reply, String text, ReplyPlan plan, SynthesisListener listener) {
        boolean fails = plan.style() == ReplyPlan.Style.VOICE_FAILS
                ? ScriptedHandler.isSecond(text)
                : plan.style() == ReplyPlan.Style.VOICE_FAILS_AT_ONCE && !ScriptedHandler.isSecond(text);
        if (fails) {
            listener.onFailed(new SynthesisException("the schedule says that the voice fails here", "", "", null));
            return;
        }
        sound(reply, plan.lengthMillis() * ScriptedCaller.RATE_HZ / 1000, listener);
        listener.onCompleted();
    }

    private void sound(int reply, int samples, SynthesisListener listener) {
        Arrays.fill(chunk, (short) reply);
        for (int left = samples; left > 0; left -= CHUNK_SAMPLES) {
            listener.onAudio(chunk, 0, Math.min(left, CHUNK_SAMPLES));
        }
    }

    /** A few milliseconds, a wait, the rest. */
    private final class Hesitation implements Synthesis {
        private static final int BEFORE_SAMPLES = 40;
        private static final int MORE_MILLIS = 400;

        private CallLoop.Timer timer;

        Hesitation(int reply, ReplyPlan plan, SynthesisListener listener) {
            timer = loop.schedule(plan.voiceMillis() * MILLI, () -> {
                timer = loop.schedule((MORE_MILLIS + plan.voiceMillis()) * MILLI, () -> {
                    sound(reply, plan.lengthMillis() * ScriptedCaller.RATE_HZ / 1000, listener);
                    listener.onCompleted();
                });
                sound(reply, BEFORE_SAMPLES, listener);
            });
        }

        @Override
        public void cancel() {
            timer.cancel();
        }
    }
}
