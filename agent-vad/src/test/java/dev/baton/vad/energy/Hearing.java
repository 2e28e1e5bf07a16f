package dev.baton.vad.energy;

import dev.baton.vad.SpeechGate;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetector;
import dev.baton.vad.energy.TestSignal.Word;
import java.util.ArrayList;
import java.util.List;

/** What the detector and the default gate make of a signal. */
record Hearing(List<Speech> speech, List<Word> words, double millis) {
    /** From the gate's onset to its end, or to the end of the signal; in milliseconds. */
    record Speech(double onset, double decidedAt, double end) {
        boolean overlaps(double from, double to) {
            return overlap(from, to) > 0;
        }

        double overlap(double from, double to) {
            return Math.max(0, Math.min(end, to) - Math.max(onset, from));
        }
    }

    static Hearing of(TestSignal signal) {
        var detector = new EnergyDetector(signal.sampleRateHz());
        double perMilli = signal.sampleRateHz() / 1000.0;
        var gate = new SpeechGate(SpeechGateConfig.defaults(), signal.sampleRateHz(), detector.windowSamples());
        var speech = new ArrayList<Speech>();
        double decidedAt = 0;
        for (float probability : probabilities(detector, signal.pcm())) {
            switch (gate.accept(probability)) {
                case STARTED -> decidedAt = gate.position() / perMilli;
                case ENDED ->
                    speech.add(new Speech(gate.onsetPosition() / perMilli, decidedAt, gate.endPosition() / perMilli));
                case NONE, SPIKE -> {}
            }
        }
        if (gate.speaking()) {
            speech.add(new Speech(gate.onsetPosition() / perMilli, decidedAt, gate.position() / perMilli));
        }
        return new Hearing(List.copyOf(speech), signal.words(), signal.millis());
    }

    static float[] probabilities(VoiceActivityDetector detector, short[] pcm) {
        int window = detector.windowSamples();
        var probabilities = new float[pcm.length / window];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = detector.speechProbability(pcm, i * window);
        }
        return probabilities;
    }

    /** What overlaps a word. */
    List<Speech> speechDuring(Word word) {
        return speech.stream()
                .filter(heard -> heard.overlaps(word.from(), word.to()))
                .toList();
    }

    /** Words of which not even half lies within speech. */
    List<Word> missed() {
        return words.stream()
                .filter(word -> speech.stream()
                                .mapToDouble(heard -> heard.overlap(word.from(), word.to()))
                                .sum()
                        < (word.to() - word.from()) / 2)
                .toList();
    }

    /** Speech that overlaps no word. */
    List<Speech> invented() {
        return speech.stream()
                .filter(heard -> words.stream().noneMatch(word -> heard.overlaps(word.from(), word.to())))
                .toList();
    }

    /** Words after which speech goes on without an end, into the next word or to the end of the signal. */
    List<Word> unended() {
        var unended = new ArrayList<Word>();
        for (int i = 0; i < words.size(); i++) {
            double next = i + 1 < words.size() ? words.get(i + 1).from() : millis;
            double to = words.get(i).to();
            if (speech.stream().anyMatch(heard -> heard.onset() < to && heard.end() >= next)) {
                unended.add(words.get(i));
            }
        }
        return unended;
    }
}
