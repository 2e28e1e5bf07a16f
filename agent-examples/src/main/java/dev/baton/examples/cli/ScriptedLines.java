package dev.baton.examples.cli;

import dev.baton.testkit.stt.Recognizer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hears one line of a script per utterance, whatever the audio says, and begins again after the last line: a recogniser for demonstrations. All connections read
 * the same script.
 */
final class ScriptedLines implements Recognizer {
    private static final float CONFIDENCE = 1;

    private final List<String> lines;
    private final AtomicInteger next = new AtomicInteger();

    /** @param lines at least one */
    ScriptedLines(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    @Override
    public Availability availability() {
        return Availability.READY;
    }

    @Override
    public Utterance begin(int sampleRateHz, Results results) {
        return new Line(sampleRateHz, results);
    }

    @Override
    public void close() {}

    private final class Line implements Utterance {
        private final int sampleRateHz;
        private final Results results;
        private long samples;
        private boolean over;

        Line(int sampleRateHz, Results results) {
            this.sampleRateHz = sampleRateHz;
            this.results = results;
        }

        @Override
        public void audio(short[] pcm, int offset, int length) {
            samples += length;
        }

        @Override
        public void finish() {
            if (!over) {
                over = true;
                results.completed(spread(lines.get(Math.floorMod(next.getAndIncrement(), lines.size()))));
            }
        }

        /** The words of a line, each as long as the others, over the whole of the audio. */
        private Transcript spread(String line) {
            String[] texts = line.split(" +", -1);
            long millis = samples * 1000 / sampleRateHz;
            var words = new ArrayList<Word>();
            for (int i = 0; i < texts.length; i++) {
                words.add(new Word(texts[i], millis * i / texts.length, millis * (i + 1) / texts.length, CONFIDENCE));
            }
            return new Transcript(words);
        }

        @Override
        public void cancel() {
            over = true;
        }
    }
}
