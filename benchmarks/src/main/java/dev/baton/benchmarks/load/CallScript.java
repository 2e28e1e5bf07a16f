package dev.baton.benchmarks.load;

import dev.baton.testkit.audio.SyntheticCaller;
import java.time.Duration;

/**
 * The test call: 50 s at 16 kHz, twelve utterances of one to three seconds, pauses of 3.5 and 1.5 s in turn. An answer lasts 2 s, so after the long pauses it has been heard out and after the short
 * ones the caller talks over it. Made by the same code each time, played round and round. Immutable.
 */
final class CallScript {
    static final int RATE_HZ = 16_000;
    static final int FRAME_SAMPLES = RATE_HZ / 50;
    static final int FRAME_BYTES = FRAME_SAMPLES * Short.BYTES;
    static final long FRAME_NANOS = Duration.ofMillis(20).toNanos();

    private static final Duration LONG_PAUSE = Duration.ofMillis(3_500);
    private static final Duration SHORT_PAUSE = Duration.ofMillis(1_500);

    private static final String[] UTTERANCES = {
        "hello two three four five please thank you",
        "tomorrow evening at seven past six",
        "yes please thanks",
        "no four five nine",
        "sorry wait two please help",
        "no that is twelve",
        "one two three four five six seven",
        "good evening two three half past",
        "thank you good bye please",
        "monday half past nine please",
        "january two three four five",
        "good goodbye thanks"
    };

    private final byte[] bytes;
    private final boolean[] begins;
    private final boolean[] ends;

    CallScript() {
        var script = SyntheticCaller.builder(RATE_HZ).seed(1).silence(Duration.ofSeconds(1));
        for (int each = 0; each < UTTERANCES.length; each++) {
            script.turn(UTTERANCES[each]).silence(each % 2 == 0 ? LONG_PAUSE : SHORT_PAUSE);
        }
        var call = script.build();
        int frames = call.samples().length / FRAME_SAMPLES; // the rest is silence
        bytes = new byte[frames * FRAME_BYTES];
        call.bytes().get(bytes);
        begins = new boolean[frames];
        ends = new boolean[frames];
        for (var turn : call.turns()) {
            begins[(int) (turn.startPosition() / FRAME_SAMPLES)] = true;
            ends[(int) ((turn.endPosition() - 1) / FRAME_SAMPLES)] = true;
        }
    }

    int frames() {
        return begins.length;
    }

    /** Whether the frame holds the first sample of an utterance. */
    boolean begins(int frame) {
        return begins[frame];
    }

    /** Whether the frame holds the last sample of an utterance. */
    boolean ends(int frame) {
        return ends[frame];
    }

    /** Signed 16-bit little-endian samples, all calls' own: only to be read. */
    byte[] bytes() {
        return bytes;
    }
}
