package dev.baton.internal.translate;

import dev.baton.translate.TranslationEvent;

/**
 * What a translation still owes, as far as its messages tell: the service numbers nothing, so that texts and spoken texts are counted. Without an end of its own a stream of them is complete when
 * nothing has begun that did not end, every text was spoken, and something was said since the last sound that could have been speech.
 */
final class Outstanding {
    /** -44 dBFS: quieter is silence, as the vendor's "clear speech" has it. */
    private static final int AUDIBLE = 200;

    private final boolean wantsText;
    private final boolean wantsAudio;
    private final int pauseSamples;
    private boolean unanswered;
    private long quietSamples;
    private long utterances;
    private boolean textBegun;
    private boolean audioBegun;
    private boolean soundsSinceDone;
    private long sources;
    private long texts;
    private long spoken;

    /** @param sampleRateHz of what is said */
    Outstanding(boolean wantsText, boolean wantsAudio, int sampleRateHz) {
        pauseSamples = sampleRateHz / 2;
        quietSamples = pauseSamples;
        this.wantsText = wantsText;
        this.wantsAudio = wantsAudio;
    }

    void sent(short[] samples, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (samples[i] > AUDIBLE || samples[i] < -AUDIBLE) {
                utterances += quietSamples >= pauseSamples ? 1 : 0;
                quietSamples = 0;
                unanswered = true;
            } else {
                quietSamples++;
            }
        }
    }

    /**
     * Whether more may come although nothing is known to be due: there were more stretches of sound, half a second apart, than answers. An answer to an early one looks like one to the last; and a service may
     * take two of them for one.
     */
    boolean mayBeMore() {
        return utterances > Math.max(texts, spoken);
    }

    /** @return whether it is a sign that the service is at work */
    boolean heard(TranslationEvent event) {
        if (event instanceof TranslationEvent.SourceText) {
            sources++;
        } else if (event instanceof TranslationEvent.TextDelta) {
            textBegun = true;
        } else if (event instanceof TranslationEvent.Text) {
            texts++;
            textBegun = false;
            unanswered = false;
        } else if (event instanceof TranslationEvent.Audio) {
            audioBegun = true;
            soundsSinceDone = true;
        } else if (event instanceof TranslationEvent.AudioDone) {
            spoken++;
            audioBegun = false;
            soundsSinceDone = false;
            unanswered = false;
        } else {
            return event instanceof TranslationEvent.SourceTextDelta;
        }
        return true;
    }

    /** Whether the speech that ends now has had any sound; to be asked before it is {@link #heard}. */
    boolean endsWithoutSound(TranslationEvent.AudioDone end) {
        return wantsAudio && !soundsSinceDone;
    }

    boolean any() {
        return !what().isEmpty();
    }

    /** For people; empty where nothing is due. */
    String what() {
        if (textBegun) {
            return "the end of a text";
        } else if (audioBegun) {
            return "the end of a spoken translation";
        } else if (wantsAudio && texts > spoken) {
            return texts - spoken + " of " + texts + " translations as speech";
        } else if (wantsText && spoken > texts) {
            return spoken - texts + " of " + spoken + " translations as text";
        } else if (sources > Math.max(texts, spoken)) {
            return "the translation of " + (sources - Math.max(texts, spoken)) + " of " + sources + " utterances";
        }
        return unanswered ? "an answer to what was said last" : "";
    }
}
