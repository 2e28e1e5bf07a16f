package dev.baton.examples.endpointing;

import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttCapabilities;
import dev.baton.stt.SttCapabilities.FinalizeAnswers;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A service that hears nothing and knows the words beforehand: each becomes known so long after its end, as interim text, and a request for a final is answered when all words that had been said by then are known, and not
 * before the answer time. On virtual time only.
 */
public final class KnownWordsRecognizer implements SpeechToText {
    private static final int SAMPLE_RATE_HZ = 8_000;
    private static final int NORMAL = 1000;

    private final Supplier<List<KnownWord>> spoken;
    private final long delayMicros;
    private final Duration answerTime;

    /**
     * @param spoken words in the order of their audio; later there may be more of them, but no other ones
     * @param delay from the end of a word until it is known
     * @param answerTime from a request for a final to the final, at least
     */
    public KnownWordsRecognizer(Supplier<List<KnownWord>> spoken, Duration delay, Duration answerTime) {
        this.spoken = spoken;
        delayMicros = delay.toNanos() / 1_000;
        this.answerTime = answerTime;
    }

    @Override
    public String name() {
        return "known-words";
    }

    @Override
    public String address() {
        return "memory";
    }

    @Override
    public SttCapabilities capabilities() {
        return new SttCapabilities(true, FinalizeAnswers.MARKED, answerTime, Duration.ofSeconds(1));
    }

    @Override
    public int sampleRateHz() {
        return SAMPLE_RATE_HZ;
    }

    @Override
    public SttSession open(SttTransport transport, SttListener listener) {
        return new Session(transport, listener);
    }

    private final class Session implements SttSession {
        private final SttTransport timers;
        private final SttListener listener;
        private long samples;
        /** Words before the first have been told as final, those before the second as interim. */
        private int settled;

        private int shown;
        /** Words before it are in a final that is on its way. */
        private int asked;

        private boolean ended;

        Session(SttTransport timers, SttListener listener) {
            this.timers = timers;
            this.listener = listener;
            timers.after(Duration.ZERO, () -> listener.onEvent(new SttEvent.Ready(address())));
        }

        @Override
        public void audio(short[] pcm, int offset, int length) {
            samples += length;
            var words = spoken.get();
            int known = saidBy(words, heardMicros() - delayMicros);
            if (known > Math.max(shown, asked) && !ended) {
                shown = known;
                var told = words.subList(Math.max(settled, asked), known);
                timers.after(Duration.ZERO, () -> listener.onEvent(new SttEvent.Interim(text(told), timed(told))));
            }
        }

        @Override
        public void finalizeTurn() {
            if (!ended) {
                var words = spoken.get();
                int said = saidBy(words, heardMicros());
                asked = Math.max(asked, said);
                long knownIn = said == 0 ? 0 : words.get(said - 1).toMicros() + delayMicros - heardMicros();
                var answerIn = Duration.ofNanos(Math.max(answerTime.toNanos(), knownIn * 1_000));
                timers.after(answerIn, () -> tell(said, true, false));
            }
        }

        @Override
        public void closeStream() {
            if (!ended) {
                ended = true;
                timers.after(answerTime, () -> {
                    tell(spoken.get().size(), false, true);
                    listener.onEvent(new SttEvent.Closed(NORMAL, "", true));
                });
            }
        }

        @Override
        public void abort() {
            ended = true;
            listener.onEvent(new SttEvent.Closed(NORMAL, "", true));
        }

        private void tell(int upTo, boolean answers, boolean last) {
            var words = spoken.get();
            var told = words.subList(Math.min(settled, upTo), upTo);
            settled = Math.max(settled, upTo);
            listener.onEvent(new SttEvent.Final(text(told), timed(told), answers, last));
            if (shown > settled && !last) { // said since the request, and overtaken by its answer
                var open = words.subList(settled, shown);
                listener.onEvent(new SttEvent.Interim(text(open), timed(open)));
            }
        }

        private long heardMicros() {
            return samples * 1_000_000 / SAMPLE_RATE_HZ;
        }

        private static int saidBy(List<KnownWord> words, long micros) {
            int said = 0;
            while (said < words.size() && words.get(said).toMicros() <= micros) {
                said++;
            }
            return said;
        }
    }

    private static String text(List<KnownWord> words) {
        return String.join(" ", words.stream().map(KnownWord::text).toList());
    }

    private static List<SttEvent.Word> timed(List<KnownWord> words) {
        return words.stream()
                .map(word -> new SttEvent.Word(word.text(), word.fromMicros() / 1_000, word.toMicros() / 1_000, 1f))
                .toList();
    }
}
