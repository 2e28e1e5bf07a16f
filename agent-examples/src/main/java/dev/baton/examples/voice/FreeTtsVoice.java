package dev.baton.examples.voice;

import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.VoiceManager;
import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.tts.LocalVoice;
import dev.baton.tts.SynthesisException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * FreeTTS's {@code kevin16}: robotic, clear, 16 kHz, first audio within milliseconds.
 *
 * <p>The engine is not made for several threads, so each instance has one daemon thread for it; texts wait their turn in a bounded queue. Far faster than speech:
 * one instance keeps up with dozens of calls.
 */
public final class FreeTtsVoice implements LocalVoice {
    private static final int MAX_WAITING = 256;
    private static final String VOICE = "kevin16";
    private static final List<String> WARM_UP =
            List.of("Good morning.", "So that is 5 5 5 1 2 3 4.", "Wednesday the twenty fifth at nine thirty.");

    private final Voice engine;
    private final ThreadPoolExecutor thread;

    private FreeTtsVoice(Voice engine) {
        this.engine = engine;
        thread = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), FreeTtsVoice::daemon);
    }

    /**
     * Loads the voice, which takes some tenths of a second.
     *
     * @throws BatonException if the voice is not on the class path
     */
    public static FreeTtsVoice load() {
        System.setProperty("freetts.voices", "com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory");
        Voice engine = VoiceManager.getInstance().getVoice(VOICE);
        if (engine == null) {
            throw new BatonException(
                    ErrorCode.CLASS_PATH,
                    "the voice " + VOICE + " is not on the class path",
                    "asked FreeTTS for it",
                    "add net.sf.sociaal:freetts");
        }
        engine.allocate();
        // The first texts find a cold program and take a second; better now than in front of a caller.
        engine.setAudioPlayer(new MemoryLine(new Unheard()));
        WARM_UP.forEach(engine::speak);
        return new FreeTtsVoice(engine);
    }

    private static final class Unheard implements SynthesisListener {
        @Override
        public void onAudio(short[] samples, int offset, int length) {}

        @Override
        public void onCompleted() {}

        @Override
        public void onFailed(SynthesisException reason) {}
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "baton-voice");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public String name() {
        return "FreeTTS " + VOICE;
    }

    @Override
    public int sampleRateHz() {
        return 16_000;
    }

    @Override
    public Synthesis synthesize(String text, SynthesisListener listener) {
        var line = new MemoryLine(listener);
        try {
            thread.execute(() -> speak(text, line, listener));
        } catch (RejectedExecutionException e) {
            listener.onFailed(new SynthesisException(
                    "the voice " + VOICE + " cannot take another text",
                    thread.isShutdown() ? "it is closed" : MAX_WAITING + " texts are waiting",
                    "use one voice for fewer calls",
                    e));
        }
        return line::cancel;
    }

    private void speak(String text, MemoryLine line, SynthesisListener listener) {
        if (line.isCancelled()) {
            return;
        }
        try {
            engine.setAudioPlayer(line);
            engine.speak(text);
        } catch (RuntimeException e) {
            listener.onFailed(new SynthesisException(
                    "the voice " + VOICE + " failed on a text of " + text.length() + " characters",
                    e.toString(),
                    "say it in other words",
                    e));
            return;
        }
        line.handOver();
        if (!line.isCancelled()) {
            listener.onCompleted();
        }
    }

    /** Stops taking texts; the one that is being spoken is finished. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
