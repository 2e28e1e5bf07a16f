package dev.baton.internal.call;

import dev.baton.agent.PlayedText;
import dev.baton.audio.resample.Resampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One text of a reply and its audio at the sink's rate, as it comes in and goes out. Used on the loop. */
final class SpokenSegment {
    /** Eleven characters a second; people and voices say some fifteen. */
    private static final int SLOW_MILLIS_PER_CHARACTER = 90;

    final String text;
    private final int sampleRateHz;

    @Nullable
    Runnable cancelSynthesis;

    private short[] audio = new short[0];
    private final List<SpokenWord> words = new ArrayList<>();
    private int filled;
    private int played;
    private int padding;
    private boolean complete;
    private boolean brokenOff;
    private boolean told;

    private record SpokenWord(String text, long begins) {}

    SpokenSegment(String text, int sampleRateHz) {
        this.text = text;
        this.sampleRateHz = sampleRateHz;
    }

    void append(Resampler resampler, short[] samples) {
        ensureRoom(resampler.maxOutput(samples.length));
        filled += resampler.resample(samples, 0, samples.length, audio, filled);
    }

    /** @param begins the sample at which it begins to sound, from the first of this text */
    void word(String word, long begins) {
        words.add(new SpokenWord(word, begins));
    }

    void complete(Resampler resampler) {
        int most = filled + resampler.maxOutput(0) + resampler.delaySamples() + 1;
        if (most > audio.length) {
            audio = Arrays.copyOf(audio, most); // nothing follows that would need more
        }
        filled += resampler.flush(audio, filled);
        complete = true;
    }

    /** No (more) audio will come, although the text is not over. */
    void giveUp() {
        complete = true;
        brokenOff = true;
    }

    boolean isComplete() {
        return complete;
    }

    int available() {
        return filled - played;
    }

    boolean isPlayed() {
        return complete && played == filled;
    }

    /** Whether its first sample is about to go out for the first time. */
    boolean begins() {
        return !told && available() > 0;
    }

    void begun() {
        told = true;
    }

    /** Silence that went out after it because nothing else was there to fill the frame. */
    void padded(int samples) {
        padding += samples;
    }

    /** Of what went out, with the silence after it, only the first {@code samples} were heard. */
    void rewind(long samples) {
        padding = (int) Math.max(0, Math.min(padding, samples - played));
        played = (int) Math.min(played, samples);
    }

    int take(short[] into, int offset, int wanted) {
        int count = Math.min(wanted, available());
        System.arraycopy(audio, played, into, offset, count);
        played += count;
        return count;
    }

    /**
     * The words that had begun within the first {@code samples}, where the voice told when they begin; otherwise by the share of the text's length that they make up, cut back to whole words. While the end of
     * the audio is not known, or where it was never spoken, the text counts as spoken slowly: what was heard must not be overestimated.
     */
    String heardWithin(long samples) {
        if (samples <= 0) {
            return ""; // nor of a text that had no sound
        }
        boolean whole = complete && !brokenOff;
        if (samples >= filled && whole) {
            return text;
        }
        if (!words.isEmpty()) {
            return begunWithin(samples);
        }
        long slow = (long) text.length() * sampleRateHz * SLOW_MILLIS_PER_CHARACTER / 1_000;
        return PlayedText.wholeWords(text, Math.min(samples, filled), whole ? filled : Math.max(filled, slow));
    }

    /** As the text writes them, with whatever stands between them there; as the voice wrote them where it spoke something else than the text, a number for example. */
    private String begunWithin(long samples) {
        int end = 0;
        var told = new StringBuilder();
        boolean asWritten = true;
        for (var word : words) {
            if (word.begins >= samples) {
                break;
            }
            told.append(told.isEmpty() ? "" : " ").append(word.text);
            int at = nextLetter(end);
            asWritten &= text.startsWith(word.text, at);
            end = at + word.text.length();
        }
        return asWritten ? text.substring(0, withPunctuation(Math.min(end, text.length()))) : told.toString();
    }

    private int nextLetter(int from) {
        int at = from;
        while (at < text.length() && !Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int withPunctuation(int end) {
        int at = end;
        while (at > 0 && at < text.length() && isPunctuation(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isPunctuation(char c) {
        return !Character.isWhitespace(c) && !Character.isLetterOrDigit(c) && !Character.isSurrogate(c);
    }

    /** With the silence after it. */
    int length() {
        return filled + padding;
    }

    private void ensureRoom(int more) {
        if (filled + more > audio.length) {
            audio = Arrays.copyOf(audio, Math.max(filled + more, audio.length * 2));
        }
    }
}
