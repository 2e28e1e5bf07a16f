package dev.baton.testkit.time;

import dev.baton.testkit.stt.Recognizer;
import dev.baton.testkit.stt.ScriptedRecognizer;

/** Has no engine for anybody. */
final class FailingRecognizer implements Recognizer {
    @Override
    public Availability availability() {
        return Availability.READY;
    }

    @Override
    public Utterance begin(int sampleRateHz, Results results) {
        results.failed("no engine");
        return new ScriptedRecognizer().begin(sampleRateHz, results);
    }

    @Override
    public void close() {}
}
