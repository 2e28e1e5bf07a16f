package dev.baton.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import dev.baton.call.CallEvent;
import dev.baton.internal.journal.JournalRecorder;
import dev.baton.journal.Difference;
import dev.baton.journal.JournalEntry;
import dev.baton.stt.SttTransport;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.journal.CheckedJournal;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.tts.TextToSpeech;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.Utterance;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever happens to a call happens again from its journal, at the same instants. */
@Timeout(60)
class ReplayedCallTest {
    private static final VoiceActivityDetectorProvider LOUDNESS =
            CheckedJournal.detectors(rateHz -> new LoudnessDetector());

    private VirtualTime time = new VirtualTime();
    private CallLoop loop = time.next();
    private ScriptedLine line = new ScriptedLine();
    private FakeRecogniser recogniser = new FakeRecogniser();
    private CheckedJournal journal = new CheckedJournal();
    private List<CallEvent> events = new ArrayList<>();
    private Consumer<CallEvent> listener = event -> {};
    private Executor executor = Runnable::run;
    private TextToSpeech voice = new ToneVoice();
    private TurnHandler handler = new Answering((utterance, reply) -> reply.say("you said " + utterance.text()));
    private CallSetup.Detectors detectors = (lineHz, recogniserHz) -> new LoudnessDetector();
    private @Nullable AudioSource source;
    private @Nullable CallDriver call;

    /** Greets and answers. */
    private record Answering(TurnHandler answer) implements TurnHandler {
        @Override
        public void onCallStarted(CallInfo info, Reply reply) {
            reply.say("one two three four five six seven eight");
        }

        @Override
        public void onUtterance(Utterance utterance, Reply reply) throws Exception {
            answer.onUtterance(utterance, reply);
        }
    }

    private CallDriver make() {
        var setup = new CallSetup(
                recogniser,
                detectors,
                SoundDetector.gate(),
                TurnConfig.builder().marksAnswers(true).build(),
                () -> handler,
                voice,
                executor,
                events::add,
                Duration.ofSeconds(30),
                Duration.ofSeconds(2));
        var caller = source == null ? line : source;
        var info = CallInfo.of("c1", "test");
        var driver = new CallDriver(
                setup,
                info,
                caller,
                line,
                event -> listener.accept(event),
                null,
                loop,
                ended -> {},
                TurnRules.of(setup.turns()),
                JournalRecorder.of(journal, setup, info, caller.format()));
        call = driver;
        return driver;
    }

    private CallDriver begin() {
        var driver = make();
        driver.start();
        advanceMillis(0);
        if (recogniser.opened()) {
            recogniser.ready();
        }
        return driver;
    }

    private void advanceMillis(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    private void end() {
        line.hangUp();
        if (recogniser.opened()) {
            recogniser.closes();
        }
        advanceMillis(8_000);
        assertThat(driver().completion()).isCompleted();
    }

    private CallDriver driver() {
        assertThat(call).isNotNull();
        return call;
    }

    private void assertSameAgain() {
        journal.assertSameAgain(null, LOUDNESS);
    }

    private <E extends CallEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private boolean heard(Predicate<TurnEvent> wanted) {
        return journal.entries().stream()
                .anyMatch(entry -> entry instanceof JournalEntry.Decided decided && wanted.test(decided.event()));
    }

    /** A greeting that is talked over, two turns, an outage, a gap in the audio. */
    private void holdEventful() {
        line.speech(300, 2_000).speech(4_000, 5_000).gap(6_000, 6_400).speech(7_000, 7_060);
        begin();
        advanceMillis(1_200);
        recogniser.interim("on wed");
        advanceMillis(1_200);
        recogniser.answers("on wednesday");
        advanceMillis(1_900);
        recogniser.breaks();
        advanceMillis(1_500);
        if (recogniser.sessions.size() > 1) {
            recogniser.ready();
        }
        advanceMillis(300);
        recogniser.answers("at nine");
        advanceMillis(2_000);
        end();
    }

    @Test
    void eventfulCall_isTheSameAgain() {
        holdEventful();

        assertThat(all(CallEvent.Interrupted.class)).hasSize(1);
        assertThat(all(CallEvent.SttReconnected.class)).hasSize(1);
        assertThat(all(CallEvent.AudioStopped.class)).hasSize(1);
        assertThat(all(CallEvent.TurnCommitted.class)).hasSize(2);
        assertSameAgain();
    }

    /** As real ones do: whoever looks twice sees two times. */
    private record RestlessClock(CallLoop loop, AtomicLong passedNanos) implements CallLoop {
        @Override
        public boolean isCurrent() {
            return loop.isCurrent();
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }

        @Override
        public long nanoTime() {
            return loop.nanoTime() + passedNanos.addAndGet(777);
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            return loop.schedule(delayNanos, task);
        }

        @Override
        public Timer repeat(long periodNanos, Runnable task) {
            return loop.repeat(periodNanos, task);
        }

        @Override
        public SttTransport transport() {
            return loop.transport();
        }
    }

    @Test
    void timeThatPassesWhileSomethingTakesEffect_isNoDifference() {
        loop = new RestlessClock(loop, new AtomicLong());
        holdEventful();

        assertThat(all(CallEvent.TurnCommitted.class)).hasSize(2);
        assertSameAgain();
    }

    /** Whatever it is told of: in a tick, in the middle of a decision, before the call has begun. */
    @Test
    void listenerThatHangsUpAtAnyEvent_doesSoAgain() {
        holdEventful();
        int told = events.size();
        assertThat(told).isGreaterThan(25);
        int closed = 0;

        for (int at = 1; at <= told; at++) {
            time = new VirtualTime();
            loop = time.next();
            line = new ScriptedLine();
            recogniser = new FakeRecogniser();
            journal = new CheckedJournal();
            events = new ArrayList<>();
            int last = at;
            listener = event -> {
                if (events.size() == last) {
                    driver().hangUp();
                }
            };
            holdEventful();

            closed += driver().completion().join().reason() == EndReason.CLOSED ? 1 : 0;
            journal.assertSameAgain(null, LOUDNESS);
        }
        assertThat(closed).as("calls that ended so").isBetween(told - 5, told - 1);
    }

    @Test
    void handlerThatHangsUpInTheMiddleOfADecision_doesSoAgain() {
        line.speech(1_000, 2_000);
        executor = Runnable::run;
        handler = new Answering((utterance, reply) -> driver().hangUp());
        begin();
        advanceMillis(2_400);
        recogniser.answers("good bye");
        advanceMillis(1_000);
        end();

        assertThat(driver().completion().join().reason()).isEqualTo(EndReason.CLOSED);
        assertSameAgain();
    }

    @Test
    void handlerThatEndsTheCallOrLeavesIt_doesSoAgain() {
        for (boolean leaves : new boolean[] {true, false}) {
            time = new VirtualTime();
            loop = time.next();
            journal = new CheckedJournal();
            recogniser = new FakeRecogniser();
            line = new ScriptedLine().speech(1_000, 2_000);
            handler = new Answering((utterance, reply) -> {
                reply.say("good bye");
                if (leaves) {
                    reply.leave("sold");
                } else {
                    reply.endCall();
                }
            });
            begin();
            advanceMillis(2_400);
            recogniser.answers("good bye");
            advanceMillis(2_000);
            recogniser.closes();
            advanceMillis(5_000);

            assertThat(driver().completion().join().reason()).isEqualTo(leaves ? EndReason.LEFT : EndReason.HANDLER);
            assertSameAgain();
        }
    }

    @Test
    void keysLinesMuteAndOtherSettings_happenAgain() {
        line.speech(1_000, 2_000).speech(6_000, 7_000);
        var driver = begin();
        driver.press('1');
        advanceMillis(333);
        driver.press('#');
        advanceMillis(1_007);
        driver.update(turns -> turns.minEndpointing(Duration.ofMillis(900)).audioStarvation(Duration.ofMillis(300)));
        advanceMillis(1_400);
        recogniser.answers("later");
        advanceMillis(700);
        driver.type("  by hand ");
        driver.mute(true);
        advanceMillis(1_001);
        driver.mute(false);
        advanceMillis(3_300);
        recogniser.answers("the end");
        advanceMillis(2_000);
        end();

        assertThat(all(CallEvent.TurnCommitted.class)).hasSize(4);
        assertThat(heard(TurnEvent.MuteSet.class::isInstance)).isTrue();
        assertThat(heard(TurnEvent.SettingsChanged.class::isInstance)).isTrue();
        assertSameAgain();
    }

    @Test
    void loopThatWasHeldUp_catchesUpAgain() {
        line.speech(1_000, 2_000).speech(2_800, 4_000);
        begin();
        advanceMillis(1_503);
        time.standStill(Duration.ofMillis(777));
        advanceMillis(0);
        recogniser.answers("first");
        time.standStill(Duration.ofMillis(1_300)); // over the end of the quiet
        advanceMillis(0);
        advanceMillis(1_600);
        recogniser.answers("second");
        advanceMillis(1_000);
        end();

        assertThat(all(CallEvent.TurnCommitted.class)).isNotEmpty();
        assertSameAgain();
    }

    /** A line whose audio comes from a thread of its own. */
    private final class OtherThread implements AudioSource {
        private final AudioFormat format = AudioFormat.linear16(16_000);
        private @Nullable Input input;

        @Override
        public AudioFormat format() {
            return format;
        }

        @Override
        public void start(Input to) {
            input = to;
            to.onTick(() -> eachTick.run());
        }

        void gives(int millis, boolean loud) {
            var bytes = ByteBuffer.allocate(millis * 32);
            while (bytes.hasRemaining()) {
                short sample = loud ? (short) (bytes.position() % 4 == 0 ? 9000 : -9000) : 0;
                bytes.put((byte) sample).put((byte) (sample >> 8));
            }
            var to = input;
            assertThat(to).isNotNull();
            var thread = new Thread(() -> to.audio(bytes.flip()));
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {}
    }

    private Runnable eachTick = () -> {};

    @Test
    void audioOfAnotherThread_isHeardAgainWhenItWas() {
        var hopping = new OtherThread();
        source = hopping;
        begin();
        for (int i = 0; i < 100; i++) {
            hopping.gives(30, i > 30 && i < 70);
            advanceMillis(i % 3 == 0 ? 37 : 26);
        }
        advanceMillis(300);
        recogniser.answers("hopped");
        advanceMillis(600);
        driver().hangUp();
        end();

        assertThat(heard(TurnEvent.SpeechStarted.class::isInstance)).isTrue();
        assertSameAgain();
    }

    @Test
    void audioThatTheLoopMissed_isMissingAgain() {
        var hopping = new OtherThread();
        source = hopping;
        var driver = begin();
        hopping.gives(500, false);
        advanceMillis(500);
        for (int i = 0; i < 14; i++) {
            hopping.gives(500, i > 4); // two seconds more than may wait
        }
        time.standStill(Duration.ofSeconds(7));
        advanceMillis(0);
        hopping.gives(500, false);
        advanceMillis(1_000);
        driver.hangUp();
        advanceMillis(0);
        recogniser.closes();
        advanceMillis(5_000);

        assertThat(all(CallEvent.Problem.class))
                .anySatisfy(problem -> assertThat(problem.reason().code()).isEqualTo(ErrorCode.STT_AUDIO_DROPPED));
        assertThat(journal.entries()).hasAtLeastOneElementOfType(JournalEntry.AudioMissed.class);
        assertSameAgain();
    }

    /** The audio is there, and the loop has not come to it yet: it has not stopped. */
    @Test
    void audioThatWaitsWhileATickRuns_isNotMissingInEither() {
        var hopping = new OtherThread();
        source = hopping;
        var driver = begin();
        hopping.gives(100, false);
        var ticks = new int[1];
        eachTick = () -> {
            if (++ticks[0] % 8 == 0) { // one later, and it would have stopped
                hopping.gives(100, false);
            }
        };
        advanceMillis(3_000);
        driver.hangUp();
        advanceMillis(0);
        recogniser.closes();
        advanceMillis(5_000);

        assertThat(journal.entries()).hasAtLeastOneElementOfType(JournalEntry.AudioWaited.class);
        assertThat(all(CallEvent.AudioStopped.class)).isEmpty();
        assertSameAgain();
    }

    // Calls that hardly begin

    @Test
    void callThatIsHungUpBeforeItBegins_hasAJournal() {
        var driver = make();
        driver.hangUp(EndReason.CLOSED);
        driver.start();
        advanceMillis(10_000);

        assertThat(driver.completion()).isCompleted();
        assertThat(journal.isClosed()).isTrue();
        assertSameAgain();
    }

    @Test
    void callWhoseDetectorCannotBeMade_failsAgain() {
        detectors = (lineHz, recogniserHz) -> {
            throw new IllegalStateException("no detector");
        };
        begin();
        recogniser.closes();
        advanceMillis(10_000);

        assertThat(driver().completion().join().reason()).isEqualTo(EndReason.SOURCE_FAILED);
        assertSameAgain();
    }

    @Test
    void sinkThatThrows_endsTheCallAgain() {
        line.failsToWrite = true;
        begin();
        advanceMillis(1_000);
        recogniser.closes();
        advanceMillis(10_000);

        assertThat(driver().completion().join().reason()).isEqualTo(EndReason.SOURCE_FAILED);
        assertSameAgain();
    }

    @Test
    void recogniserThatIsNeverThere_endsTheCallAgain() {
        begin();
        for (int i = 0; i < 8 && !driver().completion().isDone(); i++) {
            recogniser.breaks();
            advanceMillis(3_000);
        }
        recogniser.breaks();
        end();
        assertSameAgain();
    }

    @Test
    void recogniserThatWasThereAndRefusesLater_doesNotEndTheCallInEither() {
        begin();
        advanceMillis(1_000);
        recogniser.refuses();
        advanceMillis(3_000);
        end();

        assertThat(driver().completion().join().reason()).isEqualTo(EndReason.HANGUP);
        assertSameAgain();
    }

    @Test
    void textThatIsNoUnicode_harmsNeitherTheCallNorItsJournal() {
        line.speech(1_000, 2_000);
        begin();
        advanceMillis(2_400);
        recogniser.answers("half \ud83d of a pair");
        advanceMillis(1_000);
        end();

        assertThat(all(CallEvent.TurnCommitted.class)).hasSize(1);
        assertSameAgain();
    }

    // Differences

    private Difference difference(VoiceActivityDetectorProvider detector) {
        return journal.replayAudio(null, detector).difference().orElseThrow();
    }

    private void holdOneTurn() {
        line.speech(1_000, 2_000);
        begin();
        advanceMillis(2_400);
        recogniser.answers("on wednesday");
        advanceMillis(1_000);
        end();
    }

    @Test
    void detectorThatHearsOtherwise_isFoundWhereItFirstDoes() {
        holdOneTurn();

        var difference = difference(CheckedJournal.detectors(rateHz -> new LoudnessDetector() {
            private int windows;

            @Override
            public float speechProbability(short[] pcm, int offset) {
                return ++windows > 150 ? 0 : super.speechProbability(pcm, offset); // deaf after a second and a half
            }
        }));

        assertThat(difference.at()).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(1_800));
        assertThat(difference.replayed()).startsWith("SpeechEnded");
    }

    @Test
    void detectorThatHearsNothing_isFoundWhereTheCallerBegan() {
        holdOneTurn();

        var difference = difference(CheckedJournal.detectors(rateHz -> new LoudnessDetector() {
            @Override
            public float speechProbability(short[] pcm, int offset) {
                return 0;
            }
        }));

        assertThat(difference.at()).isBetween(Duration.ofMillis(1_000), Duration.ofMillis(1_100));
        assertThat(difference.recorded()).contains("SoundBegan");
    }

    /** The same event at the same time, with something else in it that decides nothing yet. */
    @Test
    void eventThatWasAnother_isFoundThere() {
        holdOneTurn();
        var other = journal.with("\"onsetNanos\":1000000000", "\"onsetNanos\":1000000001");

        assertThat(other.replayAudio(null, LOUDNESS).difference()).hasValueSatisfying(difference -> {
            assertThat(difference.at()).isEqualTo(Duration.ofMillis(1_100));
            assertThat(difference.recorded()).contains("SpeechStarted[", "onsetNanos=1000000001");
            assertThat(difference.replayed()).contains("SpeechStarted[", "onsetNanos=1000000000");
        });
    }

    @Test
    void otherSettings_areFoundWhereTheyFirstDecideOtherwise() {
        holdOneTurn();
        var slower = journal.with("\"turn.min-endpointing\":\"500ms\"", "\"turn.min-endpointing\":\"700ms\"");

        assertThat(slower.replayDecisions().difference()).hasValueSatisfying(difference -> {
            assertThat(difference.at()).isEqualTo(Duration.ofMillis(2_350)); // the finalize, ahead of the quiet
            assertThat(difference.recorded()).contains("SendFinalize");
            assertThat(difference.replayed()).doesNotContain("SendFinalize");
        });
        assertThat(slower.replayAudio(null, LOUDNESS).difference())
                .hasValueSatisfying(difference -> assertThat(difference.at()).isEqualTo(Duration.ofMillis(2_350)));
    }

    @Test
    void otherGate_isFoundWhereItFirstDecidesOtherwise() {
        holdOneTurn();
        long hangover = SoundDetector.gate().hangover().toNanos();
        var slower = journal.with("\"hangover\":" + hangover, "\"hangover\":" + (hangover + 100_000_000));

        assertThat(slower.replayDecisions().difference()).isEmpty();
        assertThat(slower.replayAudio(null, LOUDNESS).difference()).hasValueSatisfying(difference -> {
            assertThat(difference.at()).isEqualTo(Duration.ofSeconds(2).plusNanos(hangover));
            assertThat(difference.recorded()).contains("SpeechEnded");
        });
    }

    @Test
    void redactedJournal_replaysItsDecisionsOnly() {
        journal = new CheckedJournal(true);
        holdOneTurn();

        assertThat(journal.replayDecisions().difference()).isEmpty();
        assertThat(journal.replayDecisions().decisions()).isGreaterThan(10);
        assertThatThrownBy(() -> journal.replayAudio(null, LOUDNESS))
                .isInstanceOfSatisfying(BatonException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.BAD_USAGE);
                    assertThat(e.remedy()).contains("decisions");
                });
    }

    @Test
    void journalThatIsCutOff_isTheSameUpToThere() {
        holdOneTurn();
        byte[] whole = journal.bytes();
        for (int part = 1; part <= 50; part++) {
            var cut = journal.cut(whole.length / 60 * part + 2_000);

            var decisions = cut.replayDecisions();
            var audio = cut.replayAudio(null, LOUDNESS);
            assertThat(decisions.difference()).isEmpty();
            assertThat(audio.difference()).isEmpty();
            assertThat(audio.complete()).isFalse();
            assertThat(audio.decisions()).isEqualTo(decisions.decisions());
        }
    }

    // What it costs

    @Test
    void audioPathWithAJournal_allocatesNothingPerFrame() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        var bytes = ByteBuffer.allocate(640);
        source = new Ticking(bytes);
        handler = (utterance, reply) -> {};
        journal = new CheckedJournal() {
            @Override
            public boolean write(ByteBuffer records, Runnable done) {
                done.run();
                return true;
            }
        };
        begin();
        advanceMillis(20_000);
        long before = threads.getThreadAllocatedBytes(self);
        advanceMillis(20_000);
        long with = threads.getThreadAllocatedBytes(self) - before;

        // Pages go their way four times a second; a single object per frame would be 16,000 bytes.
        assertThat(with).isLessThan(14_000);
    }

    /** Gives the same silence in every tick. */
    private record Ticking(ByteBuffer bytes) implements AudioSource {
        @Override
        public AudioFormat format() {
            return AudioFormat.linear16(16_000);
        }

        @Override
        public void start(Input to) {
            to.onTick(() -> to.audio(bytes.clear()));
        }

        @Override
        public void close() {}
    }
}
