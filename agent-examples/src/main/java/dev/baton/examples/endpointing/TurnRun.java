package dev.baton.examples.endpointing;

import dev.baton.BatonException;
import dev.baton.agent.CallInfo;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.audio.AudioSink;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.transport.WavAudioSource;
import dev.baton.tuning.CallOutcome;
import dev.baton.tuning.TurnOutcome;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.Utterance;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One recording as a call on virtual time. Each run has a time and an agent of its own. */
public final class TurnRun {
    /** Enough for the last turn to end by quiet rather than by the hang-up. */
    private static final Duration SILENCE_AFTER = Duration.ofSeconds(6);

    private static final Duration STEP = Duration.ofSeconds(1);

    private final Settings settings;
    private final Optional<TurnTruth> truth;
    private final Optional<TurnTruth> said;
    private final VirtualTime time = new VirtualTime();
    private final List<TurnOutcome> heard = new ArrayList<>();
    private @Nullable BatonException problem;

    /**
     * @param detector null for the truth
     * @param words whether a recogniser gives words; otherwise turns end by sound alone
     * @param wordDelay from the end of a word until the recogniser knows it
     * @param answerTime from a finalize to its answer, at least
     */
    public record Settings(
            @Nullable VoiceActivityDetectorProvider detector,
            TurnConfig turns,
            boolean words,
            Duration wordDelay,
            Duration answerTime,
            ExpectedDigits expected) {}

    private TurnRun(Settings settings, Optional<TurnTruth> truth, Optional<TurnTruth> said) {
        this.settings = settings;
        this.truth = truth;
        this.said = said;
    }

    /**
     * @param truth needed where the settings want its speech or its digits
     * @param said what the recogniser hears, where the settings want words
     * @throws BatonException if the file cannot be read, or the call failed
     */
    public static CallOutcome of(Path file, Settings settings, Optional<TurnTruth> truth, Optional<TurnTruth> said) {
        return new TurnRun(settings, truth, said).run(file);
    }

    private CallOutcome run(Path file) {
        var detector = settings.detector();
        var words = settings.words() ? said.map(KnownWord::in).orElse(List.of()) : List.<KnownWord>of();
        var recogniser = new KnownWordsRecognizer(() -> words, settings.wordDelay(), settings.answerTime());
        var source = WavAudioSource.open(file).withTrailingSilence(SILENCE_AFTER);
        try (var agent = VoiceAgent.builder()
                .speechToText(recogniser)
                .voiceActivityDetector(
                        detector != null
                                ? detector
                                : new LabelledSpeech(
                                        truth.orElseThrow().speech().speech()))
                .turns(settings.turns())
                .turns(turns -> turns.requireTranscript(settings.words())
                        .finalizes(settings.words())
                        .stallTimeout(Duration.ZERO)) // a recogniser without words is not broken
                .turnHandler(new Asker())
                .handlerExecutor(Runnable::run)
                .eventLoops(time)
                .build()) {
            var call = agent.answer(
                    source, AudioSink.discard(), CallOptions.defaults().withListener(this::hear));
            while (!call.completion().isDone()) {
                time.advance(STEP);
            }
        }
        if (problem != null) {
            throw problem;
        }
        return new CallOutcome(heard, 0, 0, 0);
    }

    private void hear(CallEvent event) {
        if (event instanceof CallEvent.TurnCommitted committed) {
            var utterance = committed.utterance();
            heard.add(new TurnOutcome(
                    utterance.turn(),
                    utterance.text(),
                    utterance.reason(),
                    utterance.audioStart().toNanos(),
                    utterance.audioEnd().toNanos(),
                    committed.at().toNanos(),
                    -1,
                    false));
        } else if (event instanceof CallEvent.Problem told && problem == null) {
            problem = told.reason();
        }
    }

    private static long micros(Duration onTheCallsClock) {
        return onTheCallsClock.toNanos() / 1_000;
    }

    /** Says nothing, and tells with every reply what it expects to hear next. */
    private final class Asker implements TurnHandler {
        @Override
        public void onCallStarted(CallInfo call, Reply reply) {
            expect(reply);
        }

        @Override
        public void onUtterance(Utterance utterance, Reply reply) {
            expect(reply);
        }

        private void expect(Reply reply) {
            settings.expected().next(textsToCome()).ifPresent(reply::expect);
        }

        private List<String> textsToCome() {
            long now = micros(time.now());
            return truth.map(known -> {
                        int next = 0;
                        while (next < known.turns().size()
                                && known.turns().get(next).toMicros() <= now) {
                            next++;
                        }
                        return known.texts().subList(next, known.texts().size());
                    })
                    .orElse(List.of());
        }
    }
}
