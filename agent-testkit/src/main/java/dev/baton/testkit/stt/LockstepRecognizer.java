package dev.baton.testkit.stt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes any recogniser answer within the call: hands over audio and waits until it has been worked off, asks for the words and waits for them. However many threads the engine has and
 * however long it takes, what comes out depends on the audio alone. Blocks its caller; for virtual time.
 */
final class LockstepRecognizer implements Recognizer {
    /** Shorter than the step in which an engine looks for interim words, so that it never thinks itself behind. */
    private static final int STEP_MILLIS = 80;

    private final Recognizer engine;
    private final Duration limit;

    /** @param limit of real time to wait for the engine at once */
    LockstepRecognizer(Recognizer engine, Duration limit) {
        this.engine = engine;
        this.limit = limit;
    }

    @Override
    public Availability availability() {
        return engine.availability();
    }

    @Override
    public Utterance begin(int sampleRateHz, Results results) {
        var answers = new Answers(results);
        return new Lockstep(engine.begin(sampleRateHz, answers), answers, sampleRateHz * STEP_MILLIS / 1000);
    }

    @Override
    public void close() {
        engine.close();
    }

    private final class Lockstep implements Utterance {
        private final Utterance utterance;
        private final Answers answers;
        private final int stepSamples;
        private int samplesAhead;

        Lockstep(Utterance utterance, Answers answers, int stepSamples) {
            this.utterance = utterance;
            this.answers = answers;
            this.stepSamples = stepSamples;
        }

        @Override
        public void audio(short[] pcm, int offset, int length) {
            for (int at = 0; at < length; ) {
                int step = Math.min(length - at, stepSamples - samplesAhead);
                utterance.audio(pcm, offset + at, step);
                at += step;
                samplesAhead += step;
                if (samplesAhead == stepSamples) {
                    catchUp();
                }
            }
        }

        private void catchUp() {
            samplesAhead = 0;
            answers.behind();
            utterance.whenCaughtUp(answers::caughtUp);
            takeAnswers();
        }

        @Override
        public void finish() {
            answers.behind();
            utterance.finish();
            takeAnswers();
        }

        private void takeAnswers() {
            String trouble = answers.await(limit);
            if (!trouble.isEmpty()) {
                answers.failed(trouble);
                utterance.cancel();
            }
            answers.tell();
        }

        @Override
        public void cancel() {
            utterance.cancel();
        }
    }

    /** What the engine said, from its threads, until the caller takes it. */
    private static final class Answers implements Results {
        private final Results target;
        private final Queue<Runnable> answers = new ArrayDeque<>();
        private boolean behind;
        private boolean over;

        Answers(Results target) {
            this.target = target;
        }

        synchronized void behind() {
            behind = true;
        }

        synchronized void caughtUp() {
            behind = false;
            notifyAll();
        }

        /** Waits until the engine is no longer behind, or has said its last word. Returns what went wrong, empty if nothing. */
        synchronized String await(Duration limit) {
            long until = System.nanoTime() + limit.toNanos();
            try {
                while (behind && !over) {
                    long left = until - System.nanoTime();
                    if (left <= 0) {
                        return "it worked for more than " + limit.toMillis() + " ms at once";
                    }
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
                return "";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "the thread that waited for it was interrupted";
            }
        }

        void tell() {
            for (var next = poll(); next != null; next = poll()) {
                next.run();
            }
        }

        private synchronized @Nullable Runnable poll() {
            return answers.poll();
        }

        @Override
        public synchronized void interim(Transcript transcript) {
            if (!over) {
                answers.add(() -> target.interim(transcript));
            }
        }

        @Override
        public void completed(Transcript transcript) {
            last(() -> target.completed(transcript));
        }

        @Override
        public void failed(String reason) {
            last(() -> target.failed(reason));
        }

        private synchronized void last(Runnable answer) {
            if (!over) {
                over = true;
                answers.add(answer);
                notifyAll();
            }
        }
    }
}
