package dev.baton.testkit.schedule;

import dev.baton.testkit.schedule.promise.Word;
import java.util.ArrayList;
import java.util.List;

/** What the caller sounds like, frame by frame of 20 ms: frame {@code k}, from 1, is the sound from {@code 20 (k - 1)} to {@code 20 k} ms. */
final class Soundscape {
    static final int FRAME_MILLIS = 20;

    private final boolean[] voiced;
    private final boolean[] missing;
    private final List<Word> words = new ArrayList<>();
    private final int[] wordEndingIn;

    Soundscape(Schedule schedule) {
        int frames = schedule.lengthMillis() / FRAME_MILLIS + 2;
        voiced = new boolean[frames];
        missing = new boolean[frames];
        wordEndingIn = new int[frames];
        schedule.stimuli().stream()
                .filter(each -> each.kind() == Stimulus.Kind.AUDIO_GAP)
                .forEach(gap -> mark(missing, gap));
        for (var each : schedule.stimuli()) {
            switch (each.kind()) {
                case SPEECH -> {
                    mark(voiced, each);
                    say(each, true);
                }
                case MURMUR -> say(each, false);
                case NOISE -> mark(voiced, each);
                default -> {
                    // makes no sound
                }
            }
        }
    }

    private static void mark(boolean[] frames, Stimulus sound) {
        int from = sound.atMillis() / FRAME_MILLIS + 1;
        int to = Math.min(frames.length, (sound.atMillis() + sound.lengthMillis()) / FRAME_MILLIS + 1);
        for (int frame = from; frame < to; frame++) {
            frames[frame] = true;
        }
    }

    private void say(Stimulus speech, boolean heardByDetector) {
        for (int i = 0; i < speech.count(); i++) {
            long from = speech.atMillis() + (long) speech.lengthMillis() * i / speech.count();
            long to = speech.atMillis() + (long) speech.lengthMillis() * (i + 1) / speech.count();
            int lastFrame = (int) ((to - 1) / FRAME_MILLIS) + 1;
            if (to > from && lastFrame < wordEndingIn.length && wordEndingIn[lastFrame] == 0) {
                words.add(new Word(words.size() + 1, from, to, heardByDetector, arrives(from, to)));
                wordEndingIn[lastFrame] = words.size();
            }
        }
    }

    private boolean arrives(long from, long to) {
        for (int frame = frameAt(from); frame <= frameAt(to - 1); frame++) {
            if (isMissing(frame)) {
                return false;
            }
        }
        return true;
    }

    int frames() {
        return voiced.length;
    }

    List<Word> words() {
        return words;
    }

    /** Whether the detector takes this frame for speech; silence past the end and where audio is missing. */
    boolean isVoiced(int frame) {
        return frame > 0 && frame < voiced.length && voiced[frame];
    }

    /** Whether this frame never arrives. */
    boolean isMissing(int frame) {
        return frame < missing.length && missing[frame];
    }

    /** The number of the word that ends in this frame, 0 for none. */
    int wordEndingIn(int frame) {
        return frame < wordEndingIn.length ? wordEndingIn[frame] : 0;
    }

    static int frameAt(long millis) {
        return (int) (millis / FRAME_MILLIS) + 1;
    }
}
