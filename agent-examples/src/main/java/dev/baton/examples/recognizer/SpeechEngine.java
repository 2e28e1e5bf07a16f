package dev.baton.examples.recognizer;

import dev.baton.testkit.stt.Recognizer.Transcript;
import java.util.function.Consumer;

/** Recognises one utterance at a time, on the thread that calls it. */
interface SpeechEngine {
    /**
     * Takes audio until it ends, blocking while there is none yet.
     *
     * @param interims called on this thread, at most once per 100 ms of audio
     * @return the words; of a cancelled utterance, any
     */
    Transcript recognize(UtteranceAudio audio, Consumer<Transcript> interims) throws InterruptedException;
}
