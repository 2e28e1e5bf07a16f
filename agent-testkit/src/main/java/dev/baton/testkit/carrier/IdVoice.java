package dev.baton.testkit.carrier;

import dev.baton.tts.LocalVoice;
import dev.baton.tts.SynthesisException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A voice that says numbers of {@link PcmIds} instead of words: the first text that it is asked for is number 0. At once and on the thread that asks; safe for many threads.
 *
 * <p>At the line's own rate no conversion changes the samples.
 */
public final class IdVoice implements LocalVoice {
    /** @param blocks of 20 ms */
    public record Said(int reply, String text, int blocks) {}

    private static final int PIECE_BLOCKS = 5;

    private final int sampleRateHz;
    private final Function<String, Duration> length;
    private final List<Said> said = new ArrayList<>();

    /** Every text takes two seconds. */
    public IdVoice(int sampleRateHz) {
        this(sampleRateHz, text -> Duration.ofSeconds(2));
    }

    /** @param length of each text, rounded down to 20 ms; at most 81 s */
    public IdVoice(int sampleRateHz, Function<String, Duration> length) {
        this.sampleRateHz = sampleRateHz;
        this.length = length;
    }

    @Override
    public String name() {
        return "numbered blocks";
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    @Override
    public Synthesis synthesize(String text, SynthesisListener listener) {
        Said next;
        try {
            next = number(text);
        } catch (IllegalArgumentException e) {
            listener.onFailed(new SynthesisException(String.valueOf(e.getMessage()), "", "ask for shorter texts", e));
            return () -> {};
        }
        short[] samples = PcmIds.reply(next.reply(), next.blocks(), sampleRateHz);
        int piece = sampleRateHz / 50 * PIECE_BLOCKS;
        for (int at = 0; at < samples.length; at += piece) {
            listener.onAudio(samples, at, Math.min(piece, samples.length - at));
        }
        listener.onCompleted();
        return () -> {};
    }

    private Said number(String text) {
        int blocks = Math.toIntExact(length.apply(text).toMillis() / Line.TICK_MILLIS);
        synchronized (said) {
            if (blocks > PcmIds.MOST_BLOCKS || said.size() == PcmIds.MOST_REPLIES) {
                throw new IllegalArgumentException("numbers are used up, reply=" + said.size() + ", blocks=" + blocks);
            }
            var next = new Said(said.size(), text, blocks);
            said.add(next);
            return next;
        }
    }

    /** All that was asked for, by number. */
    public List<Said> said() {
        synchronized (said) {
            return List.copyOf(said);
        }
    }
}
