package dev.baton.examples.tuning;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.examples.endpointing.ExpectedDigits;
import dev.baton.examples.endpointing.TurnRun;
import dev.baton.examples.endpointing.TurnTruth;
import dev.baton.transport.WavAudioSource;
import dev.baton.tuning.RecordedCall;
import dev.baton.tuning.Sweep;
import dev.baton.tuning.TurnScore;
import dev.baton.turn.TurnConfig;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Calls that can be asked what settings do to them: recorded ones, and labelled recordings, each of which is held as a call anew. */
public final class TunedCalls {
    /** From the end of a word until a recogniser knows it, and from a request to its answer: what services on the network take. */
    private static final Duration WORD_DELAY = Duration.ofMillis(300);

    private static final Duration ANSWER_TIME = Duration.ofMillis(150);

    private TunedCalls() {}

    /** @throws BatonException if the journal cannot be read, or is redacted */
    public static Sweep.Subject recorded(Path journal) {
        return RecordedCall.read(journal)::score;
    }

    /**
     * @param wav with its truth in a JSON file beside it
     * @param words whether a recogniser gives the words of the truth; otherwise turns end by ear
     * @throws BatonException if there is no truth, or one of the two cannot be read
     */
    public static Sweep.Subject labelled(Path wav, boolean words) {
        var truth = truthOf(wav);
        long length;
        try (var source = WavAudioSource.open(wav)) {
            length = source.duration().toNanos();
        }
        var detector = VoiceActivityDetectorProvider.installed();
        return change -> score(wav, truth, length, words, detector, change);
    }

    private static TurnScore score(
            Path wav,
            TurnTruth truth,
            long length,
            boolean words,
            VoiceActivityDetectorProvider detector,
            UnaryOperator<TurnConfig.Builder> change) {
        var settings = new TurnRun.Settings(
                detector,
                change.apply(TurnConfig.builder()).build(),
                words,
                WORD_DELAY,
                ANSWER_TIME,
                ExpectedDigits.nothing());
        return TurnScore.of(
                TurnRun.of(wav, settings, Optional.of(truth), Optional.of(truth)), truth.trueTurns(), length);
    }

    private static TurnTruth truthOf(Path wav) {
        String name = wav.getFileName().toString();
        var json = wav.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".json");
        try {
            return TurnTruth.read(json)
                    .orElseThrow(() -> new BatonException(
                            ErrorCode.FILE_UNREADABLE,
                            json + " does not tell where the turns are in " + wav,
                            "",
                            "give it \"speech\" and \"turns\""));
        } catch (IOException e) {
            throw new BatonException(
                    ErrorCode.FILE_UNREADABLE,
                    json + " cannot be read: " + e,
                    "it should tell where the turns are in " + wav,
                    "put it there",
                    e);
        }
    }
}
