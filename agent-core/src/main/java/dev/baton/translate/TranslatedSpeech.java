package dev.baton.translate;

/**
 * A whole translation.
 *
 * @param text in the target's language, utterances separated by blanks; empty where text was not wanted
 * @param sourceText what was said, where the service tells it; otherwise empty
 * @param samples the translation as speech, mono; empty where speech was not wanted. The receiver's
 */
@SuppressWarnings("ArrayRecordComponent") // audio is handed over, never compared
public record TranslatedSpeech(String text, String sourceText, short[] samples, int sampleRateHz) {}
