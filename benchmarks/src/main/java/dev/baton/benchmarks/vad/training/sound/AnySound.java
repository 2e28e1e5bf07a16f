package dev.baton.benchmarks.vad.training.sound;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Any of the kinds of sound, each as often as experiments found it useful. */
public final class AnySound implements SoundMaker {
    private record Share(SoundMaker maker, double upTo) {}

    private final List<Share> shares = new ArrayList<>();
    private double sum;

    /**
     * @param speech for {@link Babble}; not empty
     * @param noise recordings without speech; if there are none, babble takes their share
     */
    public AnySound(List<Tape> speech, List<Tape> noise) {
        if (speech.isEmpty()) {
            throw new IllegalArgumentException("babble needs speech, speech=" + speech);
        }
        add(noise.isEmpty() ? new Babble(speech) : new RecordedNoise(noise), 0.30);
        add(new Babble(speech), 0.10);
        synthetic().forEach(this::add);
    }

    private void add(SoundMaker maker, double share) {
        sum += share;
        shares.add(new Share(maker, sum));
    }

    /** The kinds that need no recordings, with their shares. */
    static Map<SoundMaker, Double> synthetic() {
        Map<SoundMaker, Double> makers = new LinkedHashMap<>();
        makers.put(new ColouredNoise(), 0.04);
        makers.put(new Bursts(), 0.04);
        makers.put(new Puffs(), 0.06);
        makers.put(new Clicks(), 0.06);
        makers.put(new Tones(), 0.12);
        makers.put(new Music(), 0.06);
        makers.put(new Band(), 0.12);
        makers.put(new Cries(), 0.12);
        makers.put(new Hum(), 0.03);
        return makers;
    }

    @Override
    public float[] make(Dice dice, int length) {
        double which = dice.unit() * sum;
        for (Share share : shares) {
            if (which < share.upTo) {
                return share.maker.make(dice, length);
            }
        }
        throw new AssertionError("shares end before their sum, which=" + which + ", sum=" + sum);
    }
}
