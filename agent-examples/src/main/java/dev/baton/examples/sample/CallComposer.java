package dev.baton.examples.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Composes a caller's half of a call from recorded words: the same seed makes the same call, sample by sample.
 *
 * <p>Each word is set to one level and placed so that the quiet between two audible edges is exactly the pause that was planned.
 */
public final class CallComposer {
    /** The call that ships with the project, and whose truth file is committed. */
    public static final long SAMPLE_SEED = 0;

    private static final String SAMPLE_TRUTH = "appointment.truth.json";

    /** How far the peaks of a noise lie above the RMS level of the speech. */
    private static final double NOISE_PEAK_DB = 2;

    private final Recordings recordings;

    private CallComposer(Recordings recordings) {
        this.recordings = recordings;
    }

    /** Reads the recordings once, 2 MB. */
    public static CallComposer create() {
        return new CallComposer(Recordings.load());
    }

    /** The sample call, with the truth that is committed beside it. */
    public ComposedCall sample() {
        ComposedCall sample = compose(SAMPLE_SEED);
        CallTruth committed = committedTruth();
        if (!committed.equals(sample.truth())) {
            throw new IllegalStateException(
                    SAMPLE_TRUTH + " does not match what is composed; CallFiles writes it anew, truth=" + committed);
        }
        return new ComposedCall(committed, sample.turnSounds(), sample.noiseSounds());
    }

    private static CallTruth committedTruth() {
        try (var json = Recordings.resource(SAMPLE_TRUTH)) {
            return CallTruth.read(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ComposedCall compose(long seed) {
        // Random's algorithm is part of its contract, so a seed means the same call on every JDK; neighbouring seeds
        // are spread.
        var random = new Random(seed * 0x9E3779B97F4A7C15L);
        CallPlan plan = seed == SAMPLE_SEED ? CallPlan.appointment(random) : CallPlan.random(random);
        var turns = new ArrayList<CallTruth.Turn>();
        var turnSounds = new ArrayList<Sound>();
        for (CallPlan.Turn turn : plan.turns()) {
            addTurn(turn, plan.speechDbfs(), turns, turnSounds);
        }
        var noises = new ArrayList<CallTruth.Noise>();
        var noiseSounds = new ArrayList<Sound>();
        for (CallPlan.Noise noise : plan.noises()) {
            noises.add(new CallTruth.Noise(
                    noise.kind().name().toLowerCase(Locale.ROOT),
                    noise.beforeTurn(),
                    noise.delayMs(),
                    noise.durationMs()));
            noiseSounds.add(noise(noise, plan.speechDbfs(), random));
        }
        var truth = new CallTruth(seed, plan.speechDbfs(), plan.lineNoiseDbfs(), turns, noises);
        return new ComposedCall(truth, turnSounds, noiseSounds);
    }

    private void addTurn(CallPlan.Turn plan, double speechDbfs, List<CallTruth.Turn> turns, List<Sound> sounds) {
        var words = new ArrayList<CallTruth.Word>();
        var pauses = new ArrayList<CallTruth.Pause>();
        var starts = new ArrayList<Integer>();
        int heardUntilMs = 0;
        int durationMs = 0;
        for (Line.Part part : plan.parts()) {
            Clip clip = recordings.clip(part.clip());
            int clipMs = starts.isEmpty() ? 0 : heardUntilMs + part.gapMs() - clip.beginMs();
            if (part.pause() && !starts.isEmpty()) {
                pauses.add(new CallTruth.Pause(heardUntilMs, heardUntilMs + part.gapMs()));
            }
            for (CallTruth.Word word : clip.words()) {
                words.add(new CallTruth.Word(word.word(), clipMs + word.startMs(), clipMs + word.endMs()));
            }
            starts.add(clipMs);
            heardUntilMs = clipMs + clip.endMs();
            durationMs = Math.max(durationMs, clipMs + clip.sound().durationMs());
        }
        String text = String.join(" ", words.stream().map(CallTruth.Word::word).toList());
        turns.add(new CallTruth.Turn(plan.id(), text, plan.trigger(), durationMs, words, pauses));
        sounds.add(mixed(plan.parts(), starts, durationMs, speechDbfs));
    }

    private Sound mixed(List<Line.Part> parts, List<Integer> startsMs, int durationMs, double speechDbfs) {
        var mixed = new float[durationMs * Sound.SAMPLES_PER_MS];
        for (int i = 0; i < parts.size(); i++) {
            Clip clip = recordings.clip(parts.get(i).clip());
            float gain = (float) (Sound.amplitude(speechDbfs) / clip.rms());
            int at = startsMs.get(i) * Sound.SAMPLES_PER_MS;
            for (int sample = 0; sample < clip.sound().length(); sample++) {
                mixed[at + sample] += gain * clip.sound().at(sample);
            }
        }
        return Sound.of(mixed);
    }

    private static Sound noise(CallPlan.Noise noise, double speechDbfs, RandomGenerator random) {
        var mixed = new float[noise.durationMs() * Sound.SAMPLES_PER_MS];
        noise.kind().render(mixed, Sound.amplitude(speechDbfs + NOISE_PEAK_DB), random);
        return Sound.of(mixed);
    }
}
