package dev.baton.examples.recognizer;

import dev.baton.testkit.stt.Recognizer.Results;
import dev.baton.testkit.stt.Recognizer.Transcript;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what one utterance yields, in order: {@code "~ text"} interims, {@code "= text"} the completed words, {@code "! reason"} a failure. */
final class HeardResults implements Results {
    private final List<String> log = new CopyOnWriteArrayList<>();
    private volatile Transcript completed = Transcript.EMPTY;
    private volatile boolean over;

    @Override
    public void interim(Transcript transcript) {
        log.add("~ " + transcript.text());
    }

    @Override
    public void completed(Transcript transcript) {
        completed = transcript;
        log.add("= " + transcript.text());
        over = true;
    }

    @Override
    public void failed(String reason) {
        log.add("! " + reason);
        over = true;
    }

    List<String> log() {
        return log;
    }

    Transcript words() {
        return completed;
    }

    boolean over() {
        return over;
    }
}
