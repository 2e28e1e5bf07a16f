package dev.baton.testkit.stt;

import dev.baton.audio.AudioFormat;
import dev.baton.testkit.stt.Recognizer.Transcript;
import dev.baton.testkit.stt.Recognizer.Word;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One connection's audio on its way to text, whatever the wire looks like: cuts utterances, has them recognised, and tells the finals in the order of their audio.
 *
 * <p>An utterance, or a request for a final where nothing was buffered, is a {@link Segment}; segments queue up and the first that is not done holds back all
 * behind it. Used on its {@link Pace} only; recognisers' results hop there.
 */
final class SpeechStream implements UtteranceCutter.Listener {
    /** Why a final is told. */
    enum Cause {
        /** Enough words. */
        WORDS,
        /** Enough quiet, or the utterance grew too long. */
        PAUSE,
        /** The client asked. */
        REQUEST,
        /** The client said that nothing follows; the last final of a stream. */
        END
    }

    /** What the stream tells its dialect, at its pace. Words carry milliseconds from the first audio byte. */
    interface Output {
        void speechStarted(long atMillis);

        void speechEnded(long atMillis);

        void interim(List<Word> words);

        /**
         * @param words may be empty unless the cause is {@link Cause#WORDS}
         * @param upToMillis no later text is about audio before this; milliseconds from the first audio byte
         */
        void finalText(List<Word> words, Cause cause, long upToMillis);

        void failed(String reason);
    }

    /**
     * @param quiet trailing quiet that makes a final by itself; zero for never
     * @param maxWords words that make a final by themselves; 0 for never
     * @param answersEmptyRequests whether a request gets an empty final when nothing is buffered
     * @param answerDelay least time from the end of an utterance to its final
     */
    record Settings(
            AudioFormat format,
            StreamHearing hearing,
            Duration quiet,
            Duration longest,
            int maxWords,
            boolean answersEmptyRequests,
            Duration answerDelay) {}

    /** The thread that a stream runs on, its clock and its timers. */
    interface Pace {
        /** From any thread. */
        void execute(Runnable task);

        void schedule(long delayNanos, Runnable task);

        long nanoTime();
    }

    /** Far more than a client can have reason for. */
    private static final int MOST_UNANSWERED = 1_000;

    private final Settings settings;
    private final Recognizer recognizer;
    private final Pace pace;
    private final Output output;
    private final UtteranceCutter cutter;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private @Nullable Segment open;
    private boolean over;

    SpeechStream(Settings settings, Recognizer recognizer, Pace pace, Output output) {
        this.settings = settings;
        this.recognizer = recognizer;
        this.pace = pace;
        this.output = output;
        this.cutter =
                new UtteranceCutter(settings.format(), settings.hearing(), settings.quiet(), settings.longest(), this);
    }

    long heardMillis() {
        return cutter.heardMillis();
    }

    /** Whether neither an utterance is open nor a final is due. */
    boolean idle() {
        return segments.isEmpty();
    }

    /** Speech before this has been told; milliseconds from the first audio byte. */
    long toldUpToMillis() {
        return segments.isEmpty() ? cutter.heardMillis() : segments.getFirst().fromMillis;
    }

    /** While idle: no later text is about audio before this; milliseconds from the first audio byte. */
    long settledMillis() {
        return cutter.settledMillis();
    }

    void audio(ByteBuffer bytes) {
        if (!over) {
            cutter.push(bytes);
        }
    }

    /** The client wants the final text of everything so far. */
    void requestFinal() {
        if (!over) {
            endOpenSegmentOrAddEmpty(Cause.REQUEST);
        }
    }

    /** The utterance that is open ends here, as by a pause; for a dialect that has rules of its own for that. */
    void endUtterance() {
        if (!over && open != null) {
            endOpenSegment(Cause.PAUSE);
        }
    }

    /** The client has sent everything; a final with {@link Cause#END} comes last. */
    void end() {
        if (!over) {
            cutter.flush();
            endOpenSegmentOrAddEmpty(Cause.END);
            over = true;
            cutter.close();
        }
    }

    /** The connection is gone: frees the engines, tells nothing any more. */
    void abort() {
        over = true;
        cutter.close();
        segments.forEach(Segment::cancel);
        segments.clear();
        open = null;
    }

    private void endOpenSegmentOrAddEmpty(Cause cause) {
        if (segments.size() >= MOST_UNANSWERED) {
            output.failed(segments.size() + " requests and utterances are unanswered");
        } else if (open == null) {
            segments.add(new Segment(cause));
            tellFinals();
        } else {
            endOpenSegment(cause);
        }
    }

    private void endOpenSegment(Cause cause) {
        Segment segment = open;
        open = null;
        cutter.cut();
        if (segment != null) {
            segment.finish(cause);
        }
    }

    @Override
    public void speechStarted(long atMillis) {
        output.speechStarted(atMillis);
    }

    @Override
    public void speechEnded(long atMillis) {
        output.speechEnded(atMillis);
    }

    @Override
    public void utteranceOpened(long fromMillis) {
        var segment = new Segment(fromMillis);
        open = segment;
        segments.add(segment);
        try {
            segment.utterance = recognizer.begin(cutter.rateHz(), segment);
        } catch (RuntimeException e) {
            segment.failed("the recogniser did not begin: " + e);
        }
    }

    @Override
    public void utteranceAudio(short[] pcm, int offset, int length) {
        if (open != null && open.utterance != null) {
            open.utterance.audio(pcm, offset, length);
        }
    }

    @Override
    public void quiet() {
        endOpenSegment(Cause.PAUSE);
    }

    @Override
    public void tooLong() {
        endOpenSegment(Cause.PAUSE);
    }

    private void tellFinals() {
        while (!segments.isEmpty() && segments.getFirst().done) {
            segments.removeFirst().tellFinal();
        }
        if (!segments.isEmpty()) {
            segments.getFirst().tellInterim();
        }
    }

    private final class Segment implements Recognizer.Results {
        private final long fromMillis;
        private final boolean empty;
        private Recognizer.@Nullable Utterance utterance;
        private Cause cause = Cause.PAUSE;
        private Transcript transcript = Transcript.EMPTY;
        private List<Word> toldInterim = List.of();
        private long toldUpToMillis;
        private long upToMillis;
        private long finishedAtNanos;
        private boolean finished;
        private boolean done;
        private boolean cancelled;

        Segment(long fromMillis) {
            this.fromMillis = fromMillis;
            this.toldUpToMillis = Long.MIN_VALUE;
            this.empty = false;
        }

        /** Nothing was buffered. */
        Segment(Cause cause) {
            this.fromMillis = cutter.heardMillis();
            this.cause = cause;
            this.empty = true;
            this.upToMillis = cutter.settledMillis();
            this.done = true;
        }

        void finish(Cause cause) {
            this.cause = cause;
            finished = true;
            upToMillis = cutter.heardMillis();
            finishedAtNanos = pace.nanoTime();
            if (utterance != null) {
                utterance.finish();
            }
        }

        void cancel() {
            cancelled = true;
            if (utterance != null && !done) {
                utterance.cancel();
            }
        }

        @Override
        public void interim(Transcript transcript) {
            hop(() -> onInterim(transcript));
        }

        @Override
        public void completed(Transcript transcript) {
            hop(() -> onCompleted(transcript));
        }

        @Override
        public void failed(String reason) {
            hop(() -> onFailed(reason));
        }

        private void hop(Runnable task) {
            try {
                pace.execute(task);
            } catch (RejectedExecutionException e) {
                // The server has shut down; nobody is left to tell.
            }
        }

        private void onInterim(Transcript transcript) {
            if (!cancelled && !done) {
                this.transcript = transcript;
                if (segments.peekFirst() == this) {
                    tellInterim();
                }
            }
        }

        private void onCompleted(Transcript transcript) {
            long waitNanos = finishedAtNanos + settings.answerDelay().toNanos() - pace.nanoTime();
            if (waitNanos > 0) {
                pace.schedule(waitNanos, () -> complete(transcript));
            } else {
                complete(transcript);
            }
        }

        private void complete(Transcript transcript) {
            if (!cancelled && !done && finished) {
                this.transcript = transcript;
                done = true;
                tellFinals();
            }
        }

        private void onFailed(String reason) {
            if (!cancelled && !done) {
                done = true;
                output.failed(reason);
            }
        }

        private List<Word> untoldWords() {
            var words = new ArrayList<Word>();
            for (Word word : transcript.words()) {
                long start = word.startMillis() + fromMillis;
                if (start >= toldUpToMillis) {
                    words.add(new Word(word.text(), start, word.endMillis() + fromMillis, word.confidence()));
                }
            }
            return words;
        }

        /** More words than the limit: the first of them will not change any more. */
        private List<Word> tellFullFinals() {
            List<Word> words = untoldWords();
            while (settings.maxWords() > 0 && words.size() > settings.maxWords()) {
                List<Word> full = List.copyOf(words.subList(0, settings.maxWords()));
                toldUpToMillis = full.get(full.size() - 1).endMillis();
                toldInterim = List.of();
                output.finalText(full, Cause.WORDS, toldUpToMillis);
                words = words.subList(settings.maxWords(), words.size());
            }
            return words;
        }

        void tellInterim() {
            if (done) {
                return;
            }
            List<Word> words = tellFullFinals();
            if (!words.isEmpty() && !words.equals(toldInterim)) {
                toldInterim = List.copyOf(words);
                output.interim(toldInterim);
            }
        }

        void tellFinal() {
            List<Word> words = tellFullFinals();
            boolean needed = switch (cause) {
                case END -> true;
                case REQUEST -> !empty || settings.answersEmptyRequests();
                default -> !words.isEmpty() || !toldInterim.isEmpty();
            };
            if (needed) {
                output.finalText(words, cause, upToMillis);
            }
        }
    }
}
