package dev.baton.benchmarks.vad.training;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.vad.energy.SpeechModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * A network for each fold (see {@link Recording#fold}) that heard nothing of it, neither as a recording nor within a clip, so that what it says about the fold shows what it would say about calls from elsewhere.
 */
public final class CrossValidation {
    /** Of the heap; the rest is for the recordings, and for clips while they are mixed. */
    private static final double MEMORY_SHARE = 0.7;

    private final TrainingPlan plan;
    private final int threads;
    private final Consumer<String> progress;

    /**
     * @param threads at most; fewer if there is not memory for as many
     * @param progress takes a line now and then
     */
    public CrossValidation(TrainingPlan plan, int threads, Consumer<String> progress) {
        this.plan = plan;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * A network per fold; does not depend on the number of threads.
     *
     * @throws BatonException if there are fewer than two folds, or nobody speaks outside one of them
     */
    public SortedMap<String, SpeechModel> models(Recordings recordings) {
        Map<String, Recordings> heard = heardByFold(recordings);
        var shown = new Progress("networks for cross-validation", heard.size(), progress);
        var pool = Executors.newFixedThreadPool(threadsFor(recordings));
        try {
            return trained(heard, shown, pool);
        } finally {
            pool.shutdownNow();
        }
    }

    /** What the network of each fold hears. */
    static Map<String, Recordings> heardByFold(Recordings recordings) {
        var folds = recordings.folds();
        if (folds.size() < 2) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "cross-validation needs recordings of two kinds, there is only " + folds,
                    "told them apart by \"noise\" in the JSON files, those without noise by \"speakers\"",
                    "write down noise and speakers, or add recordings with another noise");
        }
        Map<String, Recordings> heard = new LinkedHashMap<>();
        for (String fold : folds) {
            var rest = recordings.without(fold);
            if (rest.all().stream().noneMatch(Recording::hasSpeech)) {
                throw new BatonException(
                        ErrorCode.BAD_USAGE,
                        "cross-validation finds speech in no recordings but those of \"" + fold + "\"",
                        "told them apart by \"noise\" in the JSON files, those without noise by \"speakers\"",
                        "add recordings of speech with another noise, or without any");
            }
            heard.put(fold, rest);
        }
        return heard;
    }

    private int threadsFor(Recordings recordings) {
        double memory = MEMORY_SHARE * Runtime.getRuntime().maxMemory();
        double fit = memory / new ModelTraining(plan).bytes(recordings);
        return (int) Math.max(1, Math.min(threads, fit));
    }

    private SortedMap<String, SpeechModel> trained(
            Map<String, Recordings> heard, Progress shown, ExecutorService pool) {
        Map<String, Future<SpeechModel>> coming = new LinkedHashMap<>();
        heard.forEach((fold, recordings) -> coming.put(fold, pool.submit(training(recordings, shown))));
        var models = new TreeMap<String, SpeechModel>();
        coming.forEach((fold, model) -> models.put(fold, join(model)));
        return models;
    }

    private Callable<SpeechModel> training(Recordings recordings, Progress shown) {
        return () -> {
            var model = new ModelTraining(plan).train(recordings);
            shown.oneMore();
            return model;
        };
    }

    private static SpeechModel join(Future<SpeechModel> model) {
        try {
            return model.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while training", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OutOfMemoryError error) {
                throw error;
            }
            throw new IllegalStateException("training failed", e.getCause());
        }
    }
}
