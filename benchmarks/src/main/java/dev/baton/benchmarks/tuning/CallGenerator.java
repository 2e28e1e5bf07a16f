package dev.baton.benchmarks.tuning;

import dev.baton.BatonException;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.examples.appointment.AppointmentHandler;
import dev.baton.examples.endpointing.KnownWord;
import dev.baton.examples.endpointing.KnownWordsRecognizer;
import dev.baton.examples.sample.CallComposer;
import dev.baton.examples.sample.ScriptedCaller;
import dev.baton.journal.JournalFile;
import dev.baton.testkit.audio.SyntheticVoice;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.testkit.time.VirtualVoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Records calls of real speech on virtual time: a composed caller of agent-examples, with pauses, noises and interruptions of its own, books an appointment. The recogniser is told the words, since to decode them would take longer than all
 * else together.
 */
final class CallGenerator {
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration WORD_DELAY = Duration.ofMillis(300);
    private static final Duration ANSWER_TIME = Duration.ofMillis(150);

    private CallGenerator() {}

    /** Holds one call. */
    static void record(long seed, Path journal) {
        var caller = new ScriptedCaller(CallComposer.create().compose(seed));
        var time = new VirtualTime();
        var file =
                JournalFile.createForVirtualTime(journal, JournalFile.DEFAULT_MAX_BYTES, false, CallGenerator::failed);
        try (var agent = VoiceAgent.builder()
                .speechToText(new KnownWordsRecognizer(() -> wordsOf(caller), WORD_DELAY, ANSWER_TIME))
                .turnHandlers(AppointmentHandler::new)
                .textToSpeech(new VirtualVoice(time, new SyntheticVoice(), Duration.ZERO))
                .handlerExecutor(time.executor())
                .eventLoops(time)
                .build()) {
            var call = agent.answer(
                    caller.source(), caller.sink(), CallOptions.defaults().withJournal(file));
            while (!call.completion().isDone()) {
                time.advance(STEP);
            }
        }
        file.finished().toCompletableFuture().join();
    }

    private static List<KnownWord> wordsOf(ScriptedCaller caller) {
        var words = new ArrayList<KnownWord>();
        for (var said : caller.report().said()) {
            long from = said.firstWordMs() - said.turn().firstWordMs();
            for (var word : said.turn().words()) {
                words.add(new KnownWord(word.word(), (from + word.startMs()) * 1000, (from + word.endMs()) * 1000));
            }
        }
        return words;
    }

    private static void failed(BatonException reason) {
        throw reason;
    }
}
