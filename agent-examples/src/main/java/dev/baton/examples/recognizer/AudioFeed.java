package dev.baton.examples.recognizer;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DataProcessingException;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;

/**
 * The first stage of Sphinx-4's front end: one utterance as a start signal, samples, an end signal. Takes the place of the library's own source and
 * endpointer, since the server has cut the utterance already.
 */
final class AudioFeed extends BaseDataProcessor {
    private UtteranceAudio audio = new UtteranceAudio(0);
    private boolean started;
    private long position;

    void begin(UtteranceAudio next) {
        audio = next;
        started = false;
        position = 0;
    }

    @Override
    public Data getData() {
        if (!started) {
            started = true;
            return new DataStartSignal(UtteranceAudio.SAMPLE_RATE_HZ);
        }
        try {
            short[] chunk = audio.take();
            if (chunk == null) {
                return new DataEndSignal(position * 1000 / UtteranceAudio.SAMPLE_RATE_HZ);
            }
            var samples = new double[chunk.length];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = chunk[i];
            }
            var data = new DoubleData(samples, UtteranceAudio.SAMPLE_RATE_HZ, position);
            position += samples.length;
            return data;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataProcessingException("interrupted while waiting for audio", e);
        }
    }
}
