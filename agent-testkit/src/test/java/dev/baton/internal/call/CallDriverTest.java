package dev.baton.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ErrorCode;
import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.agent.Heard;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.call.CallEvent;
import dev.baton.call.CallListener;
import dev.baton.stt.SttCapabilities;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.tts.LocalVoice;
import dev.baton.tts.TextToSpeech;
import dev.baton.turn.CommitReason;
import dev.baton.turn.GiveUpReason;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole calls in milliseconds: the real driver, audio path and machine on a clock that the test moves. */
@Timeout(30)
class CallDriverTest {
    private final VirtualTime time = new VirtualTime();
    private final CallLoop loop = time.next();
    private final ScriptedLine line = new ScriptedLine();
    private FakeRecogniser recogniser = new FakeRecogniser();
    private final List<CallEvent> events = new ArrayList<>();
    private final Notebook handler = new Notebook();
    private @Nullable TextToSpeech voice;
    private Executor executor = Runnable::run;
    private final List<Reply> kept = new ArrayList<>();

    /** Answers with what the test says and remembers the order of everything. */
    private static final class Notebook implements TurnHandler {
        final List<String> pages = new ArrayList<>();
        Script script = (utterance, reply) -> reply.say("you said " + utterance.text());
        Script greeting = (utterance, reply) -> {};

        @FunctionalInterface
        interface Script {
            void answer(Utterance utterance, Reply reply) throws Exception;
        }

        @Override
        public void onCallStarted(CallInfo call, Reply reply) throws Exception {
            pages.add("started");
            greeting.answer(NOTHING, reply);
        }

        @Override
        public void onUtterance(Utterance utterance, Reply reply) throws Exception {
            pages.add("heard " + utterance.text());
            script.answer(utterance, reply);
        }

        @Override
        public void onInterrupted(Heard heard) {
            pages.add("interrupted after '" + heard.text() + "' of '" + heard.said() + "'");
        }

        @Override
        public void onCallEnded(CallSummary summary) {
            pages.add("ended " + summary.reason());
        }
    }

    private static final Utterance NOTHING = Utterance.spoken(0, "", CommitReason.QUIET, Duration.ZERO, Duration.ZERO);

    private CallDriver begin() {
        var driver = start();
        recogniser.ready();
        return driver;
    }

    private CallDriver start() {
        var setup = setup(events::add);
        var driver = new CallDriver(setup, CallInfo.of("c1", "test"), line, line, event -> {}, null, loop, ended -> {});
        driver.start();
        advanceMillis(0);
        return driver;
    }

    private CallSetup setup(CallListener listener) {
        return new CallSetup(
                recogniser,
                (lineHz, recogniserHz) -> new LoudnessDetector(),
                SoundDetector.gate(),
                TurnConfig.builder()
                        .marksAnswers(
                                recogniser.capabilities().finalizeAnswers() == SttCapabilities.FinalizeAnswers.MARKED)
                        .build(),
                () -> handler,
                voice,
                executor,
                listener,
                Duration.ofSeconds(30),
                Duration.ofSeconds(2));
    }

    private void advanceMillis(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    private <E extends CallEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void turn_isCommittedHalfASecondAfterTheLastSoundAndAnsweredAsText() {
        line.speech(1000, 2000);
        begin();

        advanceMillis(2400);
        assertThat(recogniser.wire).hasSize(1);
        recogniser.answers("on wednesday");
        advanceMillis(99);
        assertThat(all(CallEvent.TurnCommitted.class)).isEmpty();
        advanceMillis(1);

        var turn = all(CallEvent.TurnCommitted.class).get(0);
        assertThat(turn.at()).isEqualTo(Duration.ofMillis(2500));
        assertThat(turn.utterance().audioStart()).isEqualTo(Duration.ofSeconds(1));
        assertThat(turn.utterance().audioEnd()).isEqualTo(Duration.ofSeconds(2));
        advanceMillis(1);
        assertThat(handler.pages).containsExactly("started", "heard on wednesday");
        assertThat(all(CallEvent.ReplyText.class).get(0).text()).isEqualTo("you said on wednesday");
    }

    @Test
    void finalize_comesAfterTheAudioItIsAbout() {
        line.speech(1000, 2000);
        begin();

        advanceMillis(2400);

        // Asked at 2350; the frames until then have been handed over.
        assertThat(recogniser.wire).containsExactly("finalize@2340");
        assertThat(all(CallEvent.FinalizeSent.class)).hasSize(1);
    }

    @Test
    void latency_tellsWhatWasWaitedFor() {
        line.speech(1000, 2000);
        begin();
        advanceMillis(2440);
        recogniser.answers("yes");
        advanceMillis(100);

        var latency = all(CallEvent.HandlerStarted.class).get(1).latency();
        assertThat(latency.sinceSpeechEnd(latency.speechEndDeclared())).hasValue(200_000_000);
        assertThat(latency.sinceSpeechEnd(latency.finalizeSent())).hasValue(350_000_000);
        assertThat(latency.sinceSpeechEnd(latency.finalReceived())).hasValue(440_000_000);
        assertThat(latency.sinceSpeechEnd(latency.quietPassed())).hasValue(500_000_000);
        assertThat(latency.frameworkNanos()).hasValue(0);
    }

    @Test
    void patienceOfTheQuestion_keepsANumberWhole() {
        line.speech(1000, 2000).speech(2800, 3500);
        handler.greeting = (utterance, reply) -> reply.say("your number?").patience(Duration.ofMillis(1200));
        begin();

        advanceMillis(4600);
        recogniser.answers("five five one two");
        advanceMillis(1000);

        assertThat(recogniser.wire).containsExactly("finalize@4540");
        var turn = all(CallEvent.TurnCommitted.class).get(0);
        assertThat(turn.utterance().reason()).isEqualTo(CommitReason.PATIENCE);
        assertThat(turn.at()).isEqualTo(Duration.ofMillis(4700));
    }

    @Test
    void callerTalksOverTheAgent_silenceAtOnceAndTheHandlerLearnsWhatWasHeard() {
        voice = new ToneVoice();
        line.speech(500, 1500);
        handler.greeting = (utterance, reply) -> reply.say("one two three four five six seven eight nine ten");
        begin();

        advanceMillis(799);
        assertThat(line.clears).isZero();
        advanceMillis(1);

        assertThat(line.clears).isEqualTo(1);
        var interrupted = all(CallEvent.Interrupted.class).get(0);
        assertThat(interrupted.heard().played()).isEqualTo(Duration.ofMillis(800));
        assertThat(interrupted.heard().text()).isEqualTo("one two three four five six seven");
        advanceMillis(1110);
        assertThat(line.framesSinceClear).isZero();
        recogniser.answers("no");
        advanceMillis(200);
        assertThat(handler.pages)
                .containsExactly(
                        "started",
                        "interrupted after 'one two three four five six seven' of "
                                + "'one two three four five six seven eight nine ten'",
                        "heard no");
    }

    @Test
    void reply_isPlayedAtThePaceOfRealTime() {
        voice = new ToneVoice();
        handler.greeting = (utterance, reply) -> reply.say("one two").say("three four");
        begin();

        advanceMillis(200);
        assertThat(line.framesHeard).isBetween(10, 11);
        advanceMillis(500);

        assertThat(line.framesHeard).isEqualTo(20);
        assertThat(all(CallEvent.ReplyText.class))
                .extracting(CallEvent.ReplyText::text)
                .containsExactly("one two", "three four");
        assertThat(all(CallEvent.ReplyFinished.class)).hasSize(1);
    }

    @Test
    void textThatCannotBeSpoken_isReportedAndTheRestIsSpoken() {
        voice = new ToneVoice();
        handler.greeting = (utterance, reply) -> reply.say("unspeakable").say("one two");
        begin();

        advanceMillis(1000);

        assertThat(all(CallEvent.Problem.class).get(0).reason().code()).isEqualTo(ErrorCode.SYNTHESIS_FAILED);
        assertThat(line.framesHeard).isEqualTo(10);
        assertThat(all(CallEvent.ReplyFinished.class)).hasSize(1);
    }

    @Test
    void loopHeldUpWhileAReplyPlays_sinkStillGetsAFrameATick() {
        voice = new ToneVoice();
        handler.greeting = (utterance, reply) -> reply.say("one two three four five six seven eight nine ten");
        begin();
        advanceMillis(100);

        time.standStill(Duration.ofMillis(500));
        advanceMillis(0);

        assertThat(line.mostFramesBetweenTicks).isLessThanOrEqualTo(2);
        advanceMillis(2000);
        assertThat(line.framesHeard).isEqualTo(50);
    }

    @Test
    void voiceThatNeverAnswers_isGivenUpAndToldAsText() {
        voice = new SilentVoice();
        handler.greeting = (utterance, reply) -> reply.say("hello");
        begin();
        advanceMillis(10_100);

        assertThat(all(CallEvent.Problem.class).get(0).reason().code()).isEqualTo(ErrorCode.SYNTHESIS_FAILED);
        assertThat(all(CallEvent.ReplyText.class).get(0).text()).isEqualTo("hello");
        line.hangUp();
        recogniser.closes();
        advanceMillis(10);
        assertThat(time.timers()).isZero();
    }

    private static final class SilentVoice implements LocalVoice {
        @Override
        public String name() {
            return "silent";
        }

        @Override
        public int sampleRateHz() {
            return 16_000;
        }

        @Override
        public Synthesis synthesize(String text, SynthesisListener listener) {
            return () -> {};
        }
    }

    @Test
    void handlerThrows_callGoesOn() {
        line.speech(1000, 2000).speech(4000, 5000);
        handler.script = (utterance, reply) -> {
            throw new IllegalStateException("no database");
        };
        begin();
        advanceMillis(2400);
        recogniser.answers("first");
        advanceMillis(3000);
        recogniser.answers("second");
        advanceMillis(1000);

        assertThat(handler.pages).containsExactly("started", "heard first", "heard second");
        assertThat(all(CallEvent.Problem.class))
                .extracting(problem -> problem.reason().code())
                .containsExactly(ErrorCode.HANDLER_FAILED, ErrorCode.HANDLER_FAILED);
    }

    @Test
    void handlerNeverReturns_isReportedOnceAndTheCallStillEnds() {
        executor = task -> {}; // what is started never gets anywhere
        line.speech(1000, 2000);
        var driver = begin();
        advanceMillis(30_000);
        assertThat(all(CallEvent.Problem.class))
                .extracting(problem -> problem.reason().code())
                .containsExactly(ErrorCode.HANDLER_STALLED);

        line.hangUp();
        recogniser.closes();
        advanceMillis(3999);
        assertThat(driver.completion()).isNotDone();
        advanceMillis(1);
        assertThat(driver.completion()).isCompleted();
    }

    @Test
    void handlerExecutorIsFull_isReportedAndTheCallGoesOn() {
        executor = task -> {
            throw new RejectedExecutionException("full");
        };
        var driver = begin();
        advanceMillis(100);
        assertThat(all(CallEvent.Problem.class).get(0).reason().code()).isEqualTo(ErrorCode.HANDLER_FAILED);

        line.hangUp();
        recogniser.closes();
        advanceMillis(100);
        assertThat(driver.completion()).isCompleted();
    }

    @Test
    void recogniserDiesInMidCall_callGoesOnAndEndsInOrder() {
        line.speech(1000, 2000).speech(5000, 6000);
        var driver = begin();
        advanceMillis(1500);
        recogniser.interim("on wednes");
        advanceMillis(100);
        recogniser.breaks();
        advanceMillis(8400);

        assertThat(all(CallEvent.TurnCommitted.class).get(0).utterance().text()).isEqualTo("on wednes");
        assertThat(driver.completion()).isNotDone();
        line.hangUp();
        advanceMillis(TurnConfig.defaults().closeDrain().toMillis() + 20); // the line might have come back

        assertThat(recogniser.wire).isEmpty();
        assertThat(driver.completion()).isCompleted();
        assertThat(driver.completion().join().reason()).isEqualTo(EndReason.HANGUP);
        assertThat(driver.completion().join().abandoned()).isEqualTo(1);
    }

    @Test
    void recogniserNeverListens_callEndsBecauseNobodyDoes() {
        var driver = start();
        for (int attempt = 1; attempt <= 4; attempt++) {
            assertThat(driver.completion()).isNotDone();
            assertThat(recogniser.sessions).hasSize(attempt);
            recogniser.breaks();
            advanceMillis(1_500);
        }

        assertThat(driver.completion()).isCompleted();
        assertThat(all(CallEvent.Problem.class)).hasSize(1);
        assertThat(driver.completion().join().reason()).isEqualTo(EndReason.STT_UNAVAILABLE);
        assertThat(all(CallEvent.Problem.class).get(0).reason().code()).isEqualTo(ErrorCode.STT_LOST);
        assertThat(all(CallEvent.SttGivenUp.class))
                .extracting(CallEvent.SttGivenUp::reason)
                .containsExactly(GiveUpReason.UNREACHABLE);
        assertThat(line.sourceClosed).isTrue();
    }

    @Test
    void hangUpInMidWord_lastWordsArrive() {
        line.speech(1000, 3000);
        var driver = begin();
        advanceMillis(2000);
        line.hangUp();
        assertThat(recogniser.wire).containsExactly("finalize@2000", "close_stream@2000");

        recogniser.answers("good b");
        recogniser.closes();
        advanceMillis(10);

        assertThat(handler.pages).containsExactly("started", "heard good b", "ended HANGUP");
        assertThat(driver.completion().join().committed()).isEqualTo(1);
        assertThat(line.sourceClosed).isTrue();
    }

    @Test
    void handlerEndsTheCall_afterItsLastWord() {
        voice = new ToneVoice();
        handler.greeting =
                (utterance, reply) -> reply.say("we are closed good bye").endCall();
        var driver = begin();
        advanceMillis(450);
        assertThat(recogniser.wire).isEmpty();

        advanceMillis(100);
        assertThat(recogniser.wire).hasSize(1);
        recogniser.closes();
        advanceMillis(10);

        assertThat(line.framesHeard).isEqualTo(25);
        assertThat(driver.completion().join().reason()).isEqualTo(EndReason.HANDLER);
    }

    @Test
    void callerSpeaksBeforeTheGoodbyeBegins_goodbyePlaysToItsEndAndNoHandlerIsAsked() {
        voice = new ToneVoice();
        line.speech(1000, 2000).speech(2600, 2900);
        handler.script = (utterance, reply) -> kept.add(reply.async().endCall());
        var driver = begin();
        advanceMillis(2400);
        recogniser.answers("thank you");
        advanceMillis(600);
        kept.get(0).say("good bye").complete(); // ready while the caller speaks again
        advanceMillis(300);
        recogniser.answers("bye");
        advanceMillis(500);
        recogniser.closes();
        advanceMillis(10);

        assertThat(line.framesHeard).isEqualTo(10);
        assertThat(handler.pages).containsExactly("started", "heard thank you", "ended HANDLER");
        assertThat(all(CallEvent.TurnCommitted.class)).hasSize(2);
        assertThat(driver.completion()).isCompleted();
    }

    @Test
    void asyncReply_staysOpenUntilCompleted() {
        voice = new ToneVoice();
        handler.greeting = (utterance, reply) -> kept.add(reply.async().say("one moment"));
        begin();
        advanceMillis(1000);
        assertThat(all(CallEvent.ReplyFinished.class)).isEmpty();

        kept.get(0).say("here it is").complete();
        advanceMillis(1000);

        assertThat(all(CallEvent.ReplyText.class)).hasSize(2);
        assertThat(all(CallEvent.ReplyFinished.class)).hasSize(1);
    }

    @Test
    void listenerThatThrows_changesNothing() {
        line.speech(1000, 2000);
        var setup = new CallSetup(
                recogniser,
                (lineHz, recogniserHz) -> new LoudnessDetector(),
                SoundDetector.gate(),
                TurnConfig.defaults(),
                () -> handler,
                null,
                executor,
                event -> {
                    throw new IllegalStateException("broken listener");
                },
                Duration.ofSeconds(30),
                Duration.ofSeconds(2));
        new CallDriver(setup, CallInfo.of("c1", "test"), line, line, event -> {}, null, loop, ended -> {}).start();
        advanceMillis(0);
        recogniser.ready();
        advanceMillis(2400);
        recogniser.answers("hello");
        advanceMillis(200);

        assertThat(handler.pages).contains("heard hello");
    }

    @Test
    void loopHeldUpForASecond_decidesAsIfItHadNotBeen() {
        line.speech(1000, 2000).speech(2380, 3380);
        begin();
        advanceMillis(2360);
        recogniser.answers("on wednesday");

        time.standStill(Duration.ofSeconds(1)); // over the pause: speech goes on before the quiet would be over
        advanceMillis(0);

        assertThat(all(CallEvent.TurnCommitted.class)).isEmpty();
        assertThat(all(CallEvent.TurnStarted.class)).hasSize(1);
    }

    @Test
    void eventsOutOfOrder_areCountedForTheSummary() {
        line.speech(900, 2000);
        var driver = begin();
        advanceMillis(900);
        time.standStill(Duration.ofMillis(500));
        recogniser.interim("on"); // overtakes the sound that it is about
        advanceMillis(0);
        line.hangUp();
        recogniser.closes();
        advanceMillis(10);

        assertThat(driver.completion().join().clampedEvents()).isEqualTo(1);
    }

    @Test
    void pauseAlmostAsLongAsTheQuiet_doesNotSplitATurn() {
        line.speech(1000, 2000).speech(2460, 3460);
        begin();
        advanceMillis(2360);
        recogniser.answers("thank you");
        advanceMillis(1500);
        recogniser.answers("goodbye");
        advanceMillis(500);

        assertThat(all(CallEvent.TurnCommitted.class)).hasSize(1);
        assertThat(all(CallEvent.TurnCommitted.class).get(0).utterance().text()).isEqualTo("thank you goodbye");
    }

    @Test
    void soundJustBeforeTheFinalizeIsDue_holdsItBack() {
        line.speech(1000, 2000).speech(2320, 3320);
        begin();
        advanceMillis(3500);

        assertThat(recogniser.wire).isEmpty();
        advanceMillis(200);
        assertThat(recogniser.wire).containsExactly("finalize@3660");
    }

    @Test
    void clickWhenTheQuietIsOver_delaysTheCommitOnlyUntilItIsKnownForAClick() {
        line.speech(1000, 2000).speech(2490, 2520);
        begin();
        advanceMillis(2360);
        recogniser.answers("thank you");
        advanceMillis(1000);

        var turn = all(CallEvent.TurnCommitted.class).get(0);
        assertThat(turn.at()).isBetween(Duration.ofMillis(2500), Duration.ofMillis(2580));
        assertThat(all(CallEvent.NoiseIgnored.class)).hasSize(1);
    }

    @Test
    void callThatIsOver_leavesNoTimers() {
        var driver = begin();
        advanceMillis(1000);
        line.hangUp();
        recogniser.closes();
        advanceMillis(10);

        assertThat(driver.completion()).isCompleted();
        assertThat(time.timers()).isZero();
    }

    @Test
    void sinkThatThrows_callEndsInOrder() {
        voice = new ToneVoice();
        handler.greeting = (utterance, reply) -> reply.say("one two three four five six seven eight nine ten");
        var driver = begin();
        advanceMillis(200);
        line.failsToWrite = true;
        advanceMillis(100);
        recogniser.closes();
        advanceMillis(10);

        assertThat(all(CallEvent.Problem.class).get(0).reason().code()).isEqualTo(ErrorCode.SINK_FAILED);
        assertThat(handler.pages).containsExactly("started", "ended SOURCE_FAILED");
        assertThat(driver.completion()).isCompleted();
    }

    @Test
    void sinkThatCannotBeCleared_losesNoWords() {
        voice = new ToneVoice();
        handler.greeting = (utterance, reply) -> reply.say("one two three four five six seven eight nine ten");
        line.speech(500, 1500);
        begin();
        line.failsToClear = true;
        advanceMillis(1910);
        recogniser.answers("no");
        advanceMillis(200);

        assertThat(handler.pages).contains("heard no");
        assertThat(line.framesHeard).isLessThan(45);
        assertThat(all(CallEvent.Problem.class)).hasSize(1);
    }

    @Test
    void recogniserThatThrows_losesNoTurn() {
        recogniser.failsToFinalize = true;
        line.speech(1000, 2000);
        begin();
        advanceMillis(1500);
        recogniser.interim("hello");
        advanceMillis(2000);

        assertThat(handler.pages).contains("heard hello");
        assertThat(all(CallEvent.Problem.class).get(0).reason().code()).isEqualTo(ErrorCode.STT_PROTOCOL);
    }

    @Test
    void partsThatFailToEnd_doNotKeepTheCall() {
        voice = new ToneVoice();
        handler.greeting = (utterance, reply) -> reply.say("one two three four");
        recogniser.failsToEnd = true;
        var driver = begin();
        advanceMillis(100);
        line.failsToClear = true;
        line.hangUp();
        recogniser.closes();
        advanceMillis(10);

        assertThat(driver.completion()).isCompleted();
        assertThat(line.sourceClosed).isTrue();
    }

    @Test
    void hungUpBeforeItBegan_opensNothing() {
        var setup = setup(events::add);
        var driver = new CallDriver(setup, CallInfo.of("c1", "test"), line, line, event -> {}, null, loop, ended -> {});
        driver.start();
        driver.hangUp();
        advanceMillis(100);

        assertThat(driver.completion()).isCompleted();
        assertThat(recogniser.opened()).isFalse();
        assertThat(line.started).isFalse();
        assertThat(time.timers()).isZero();
    }

    @Test
    void handlerThatOutlivesTheCall_isHeardOfNoMore() {
        executor = task -> {}; // what is started never gets anywhere
        begin();
        advanceMillis(1000);
        line.hangUp();
        recogniser.closes();
        advanceMillis(60_000);

        assertThat(events.get(events.size() - 1)).isInstanceOf(CallEvent.Ended.class);
    }

    @Test
    void agentsListenerThatThrows_doesNotKeepEventsFromTheCallsOwn() {
        var heard = new ArrayList<CallEvent>();
        var setup = setup(event -> {
            throw new AssertionError("broken listener");
        });
        new CallDriver(setup, CallInfo.of("c1", "test"), line, line, heard::add, null, loop, ended -> {}).start();
        advanceMillis(10);

        assertThat(heard).hasAtLeastOneElementOfType(CallEvent.Started.class);
    }

    @Test
    void voiceThatThrows_replyStillEnds() {
        voice = new ToneVoice() {
            @Override
            public Synthesis synthesize(String text, SynthesisListener listener) {
                if (text.equals("broken")) {
                    throw new IllegalStateException("no voice");
                }
                return super.synthesize(text, listener);
            }
        };
        handler.greeting = (utterance, reply) -> reply.say("broken").say("one two");
        begin();
        advanceMillis(1000);

        assertThat(all(CallEvent.Problem.class).get(0).reason().code()).isEqualTo(ErrorCode.SYNTHESIS_FAILED);
        assertThat(line.framesHeard).isEqualTo(10);
        assertThat(all(CallEvent.ReplyFinished.class)).hasSize(1);
    }

    @Test
    void textThatCouldNotBeSpoken_wasNotHeard() {
        voice = new ToneVoice();
        line.speech(100, 1500);
        handler.greeting = (utterance, reply) ->
                reply.say("one two three four five six seven eight").say("unspeakable");
        begin();
        advanceMillis(600);

        assertThat(all(CallEvent.Interrupted.class).get(0).heard().text()).isEqualTo("one two three four");
    }

    @Test
    void loopHeldUpOverAPauseAlmostAsLongAsTheQuiet_doesNotSplitATurn() {
        line.speech(1000, 2000).speech(2460, 3460);
        begin();
        advanceMillis(2360);
        recogniser.answers("thank you");

        time.standStill(Duration.ofSeconds(1));
        advanceMillis(0);

        assertThat(all(CallEvent.TurnCommitted.class)).isEmpty();
        assertThat(all(CallEvent.SpeechStarted.class).get(1).onset()).isEqualTo(Duration.ofMillis(2460));
    }

    @Test
    void synthesisPausesForLessThanTheLead_leadIsFilledUpAgain() {
        line.lead = Duration.ofMillis(100);
        var stream = new ArrayList<TextToSpeech.SynthesisListener>();
        voice = new ToneVoice() {
            @Override
            public Synthesis synthesize(String text, SynthesisListener listener) {
                stream.add(listener);
                return () -> {};
            }
        };
        handler.greeting = (utterance, reply) -> reply.say("one two three four five six seven eight nine ten");
        begin();
        advanceMillis(0);
        stream.get(0).onAudio(new short[3200], 0, 3200); // 200 ms; the sink has heard 160 ms when the rest comes
        advanceMillis(160);
        stream.get(0).onAudio(new short[16_000], 0, 16_000);
        advanceMillis(20);

        assertThat(line.framesHeard).isEqualTo(1 + (180 + 100) / 20);
    }

    @Test
    void lineThatBeginsLate_recognisersTimesStillFit() {
        recogniser = new FakeRecogniser(SttCapabilities.FinalizeAnswers.BY_AUDIO);
        line.silentFor(1000).speech(500, 1500); // of its own audio: from 1500 to 2500 of the call
        begin();
        advanceMillis(2900);
        recogniser.says("hello", 600, 1450);
        advanceMillis(100);

        assertThat(all(CallEvent.FinalizeAnswered.class)).hasSize(1);
        assertThat(all(CallEvent.TurnCommitted.class)).hasSize(1);
    }

    @Test
    void audioPath_allocatesNothingPerFrame() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        var scheduler = new CallScheduler(loop);
        var report = new CallReport(CallInfo.of("c1", "test"), event -> {}, event -> {}, scheduler);
        var turns = new TurnDriver(TurnRules.of(TurnConfig.defaults()), scheduler, action -> {}, CallJournal.NONE);
        var watch = new SttWatch(Duration.ofSeconds(10), false);
        var hearing = new Hearing(turns, report, scheduler, new LatencyBook(), watch);
        var stt = new SttLine(
                recogniser, Duration.ofSeconds(10), watch, loop, scheduler, hearing, CallJournal.NONE, new CallUsage());
        stt.connect();
        recogniser.ready();
        var ears = new CallerAudio(
                line.format(), 16_000, stt, new LoudnessDetector(), SoundDetector.gate(), hearing, null);
        var bytes = java.nio.ByteBuffer.allocate(640);
        for (int i = 0; i < 2000; i++) {
            ears.push(bytes.clear());
        }
        long before = threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < 1000; i++) {
            ears.push(bytes.clear());
        }
        // The measurement itself may allocate a little; a single object per frame would be 16,000 bytes.
        assertThat(threads.getThreadAllocatedBytes(self) - before).isLessThan(2_000);
    }
}
