package dev.baton.tts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.baton.stt.SttTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers how a voice speaks texts that come again, such as an agent's questions, up to a number of bytes.
 *
 * <p>A text that is remembered is handed over in one piece, on the thread that asks for it, before {@link TtsSession#synthesize} returns. Requests for one new text at the same
 * time are spoken independently, so that none waits for, or fails with, another's; the last to complete is kept. What failed, was cancelled or is longer
 * than an eighth of the cache is not kept.
 */
public final class CachingTextToSpeech implements TextToSpeech {
    private static final int LONGEST_SHARE = 8;

    private final TextToSpeech voice;
    private final int longestSamples;
    private final Cache<String, Phrase> spoken;
    private final AtomicLong hits = new AtomicLong();
    private final AtomicLong misses = new AtomicLong();

    /**
     * @param voice is closed with this
     * @param maxBytes of samples and texts that are kept, at least 1
     */
    public CachingTextToSpeech(TextToSpeech voice, long maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be at least 1, maxBytes=" + maxBytes);
        }
        this.voice = voice;
        longestSamples = (int) Math.min(Integer.MAX_VALUE / 4, maxBytes / LONGEST_SHARE / Short.BYTES);
        spoken = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((String text, Phrase phrase) -> phrase.bytes(text))
                .executor(Runnable::run)
                .build();
    }

    /** How many requests were answered from memory. */
    public long hits() {
        return hits.get();
    }

    /** How many had to be spoken. */
    public long misses() {
        return misses.get();
    }

    @Override
    public String name() {
        return voice.name();
    }

    @Override
    public int sampleRateHz() {
        return voice.sampleRateHz();
    }

    @Override
    public TtsSession open(SttTransport transport) {
        return new Session(voice.open(transport));
    }

    @Override
    public void close() {
        spoken.invalidateAll();
        voice.close();
    }

    private static final class Phrase {
        /** What a word takes besides its characters, roughly. */
        private static final int WORD_BYTES = 64;

        private final short[] samples;
        private final List<Word> words;

        Phrase(short[] samples, List<Word> words) {
            this.samples = samples;
            this.words = words;
        }

        int bytes(String text) {
            int characters = text.length();
            for (var word : words) {
                characters += word.text.length();
            }
            return (characters + samples.length) * Short.BYTES + words.size() * WORD_BYTES;
        }

        void tell(SynthesisListener listener) {
            listener.onKept();
            words.forEach(word -> listener.onWord(word.text, word.begins));
            listener.onAudio(samples, 0, samples.length);
            listener.onCompleted();
        }
    }

    private record Word(String text, Duration begins) {}

    private final class Session implements TtsSession {
        private final TtsSession session;

        Session(TtsSession session) {
            this.session = session;
        }

        @Override
        public Synthesis synthesize(String text, SynthesisListener listener) {
            var known = spoken.getIfPresent(text);
            if (known == null) {
                misses.incrementAndGet();
                var recording = new Recording(text, listener);
                return recording.cancelling(session.synthesize(text, recording));
            }
            hits.incrementAndGet();
            known.tell(listener);
            return () -> {};
        }

        @Override
        public void close() {
            session.close();
        }
    }

    /** Passes a synthesis on and keeps it if it gets to its end. */
    private final class Recording implements SynthesisListener {
        private final String text;
        private final SynthesisListener listener;
        private final List<Word> words = new ArrayList<>();
        private short[] samples = new short[8192];
        private int length;
        private boolean tooLong;
        private volatile boolean cancelled;

        Recording(String text, SynthesisListener listener) {
            this.text = text;
            this.listener = listener;
        }

        Synthesis cancelling(Synthesis synthesis) {
            return () -> {
                cancelled = true;
                synthesis.cancel();
            };
        }

        @Override
        public void onAudio(short[] audio, int offset, int count) {
            keep(audio, offset, count);
            listener.onAudio(audio, offset, count);
        }

        @Override
        public void onWord(String word, Duration begins) {
            words.add(new Word(word, begins));
            listener.onWord(word, begins);
        }

        @Override
        public void onKept() {
            listener.onKept();
        }

        private void keep(short[] audio, int offset, int count) {
            if (tooLong || cancelled || count > longestSamples - length) {
                tooLong = true;
                samples = new short[0];
                return;
            }
            if (length + count > samples.length) {
                samples = Arrays.copyOf(samples, Math.max(length + count, samples.length * 2));
            }
            System.arraycopy(audio, offset, samples, length, count);
            length += count;
        }

        @Override
        public void onCompleted() {
            if (!tooLong && !cancelled && length > 0) {
                spoken.put(text, new Phrase(Arrays.copyOf(samples, length), List.copyOf(words)));
            }
            listener.onCompleted();
        }

        @Override
        public void onFailed(SynthesisException reason) {
            listener.onFailed(reason);
        }
    }
}
