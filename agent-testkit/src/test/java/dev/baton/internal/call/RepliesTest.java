package dev.baton.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.call.CallEvent;
import dev.baton.tts.SynthesisException;
import dev.baton.turn.StopReason;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole calls, seen from the handler: guesses, cancellation, pauses, tools, and what the caller does besides speaking. */
@Timeout(30)
class RepliesTest {
    private final CallFixture call = new CallFixture();

    @Test
    void guessThatProvesRight_isAskedOnceAndHeardOnlyAfterTheCommit() {
        call.turns.speculates(true);
        call.voice = new ToneVoice();
        call.script = (text, reply) -> reply.say("one two").patience(Duration.ofSeconds(2));
        call.line.speech(1000, 2000);
        call.begin();
        call.advanceMillis(2100);
        call.recogniser.says("on wednesday", 1000, 1950);
        call.advanceMillis(300);

        assertThat(call.all(CallEvent.HandlerStarted.class))
                .extracting(CallEvent.HandlerStarted::speculative)
                .endsWith(true);
        assertThat(call.all(CallEvent.PatienceSet.class)).isEmpty();
        assertThat(call.line.framesHeard).isZero();
        call.recogniser.answers("");
        call.advanceMillis(1000);

        assertThat(call.pages).containsExactly("speech on wednesday");
        assertThat(call.all(CallEvent.PatienceSet.class)).hasSize(1);
        assertThat(call.line.framesHeard).isEqualTo(10);
        assertThat(call.only(CallEvent.ReplyStarted.class).at())
                .isGreaterThanOrEqualTo(call.only(CallEvent.TurnCommitted.class).at());
    }

    @Test
    void guessThatProvesWrong_isNeverHeardAndTheWholeTextIsAnswered() {
        call.turns.speculates(true);
        call.voice = new ToneVoice();
        call.script = (text, reply) -> reply.say("one two");
        call.line.speech(1000, 2000);
        call.begin();
        call.advanceMillis(1800);
        call.recogniser.says("on wednesday", 1000, 1700);
        call.advanceMillis(560);
        var guess = call.replies.get(0);
        call.recogniser.answers("please");
        call.advanceMillis(1000);

        assertThat(guess.isCancelled()).isTrue();
        assertThat(call.pages.get(call.pages.size() - 1)).isEqualTo("speech on wednesday please");
        assertThat(call.all(CallEvent.HandlerCancelled.class).get(0).speculative())
                .isTrue();
        assertThat(call.line.framesHeard).isEqualTo(10);
    }

    @Test
    void lateTextBeforeTheAnswerSounds_comesAgainAsARevision() {
        call.script = (text, reply) -> reply.async();
        call.line.speech(1000, 2000);
        call.begin();
        call.advanceMillis(1900);
        call.recogniser.says("on wednesday", 1000, 1700);
        call.advanceMillis(1500); // the answer to the finalize was waited for in vain
        assertThat(call.replies.get(0).isCancelled()).isFalse();
        call.recogniser.says("please", 1750, 1950);
        call.advanceMillis(50);

        assertThat(call.pages).containsExactly("speech on wednesday", "speech on wednesday please (revision 1)");
        assertThat(call.replies.get(0).isCancelled()).isTrue();
        assertThat(call.only(CallEvent.HandlerCancelled.class).reason()).isEqualTo(StopReason.REVISED);
        assertThat(call.only(CallEvent.TurnRevised.class).utterance().revision())
                .isEqualTo(1);
    }

    @Test
    void answerCancelledByASoundThatWasNoTurn_isAskedForAgainAndItsTimesAreTheTurns() {
        call.script = (text, reply) -> reply.async();
        call.line.speech(1000, 2000).speech(2600, 3100);
        call.begin();
        call.advanceMillis(2360);
        call.recogniser.answers("on wednesday");
        call.advanceMillis(1100); // new speech for 300 ms cancels what nobody has heard yet
        assertThat(call.only(CallEvent.HandlerCancelled.class).reason()).isEqualTo(StopReason.CALLER_SPOKE);
        call.recogniser.answers("");
        call.advanceMillis(6_000);

        assertThat(call.pages).containsExactly("speech on wednesday", "speech on wednesday");
        assertThat(call.replies.get(1).isCancelled()).isFalse();
        var latency = call.all(CallEvent.HandlerStarted.class).get(2).latency();
        assertThat(latency.sinceSpeechEnd(latency.committed())).hasValue(500_000_000);
    }

    @Test
    void handlerThatIgnoresItsCancellation_doesNotKeepTheNextOneWaiting() {
        Queue<Runnable> threads = new ArrayDeque<>();
        call.executor = threads::add;
        call.line.speech(1000, 2000).speech(2600, 3600);
        call.begin();
        call.advanceMillis(10);
        threads.remove().run(); // the greeting
        call.advanceMillis(2350);
        call.recogniser.answers("first");
        call.advanceMillis(200);
        assertThat(threads).hasSize(1); // and it never returns
        call.advanceMillis(1400);
        call.recogniser.answers("second");
        call.advanceMillis(2500);

        assertThat(threads).hasSize(2);
    }

    @Test
    void soundWithoutWordsWhileTheAgentSpeaks_replyGoesOnWithTheFirstSampleNotHeard() {
        call.turns.resumeFalseInterruption(true).falseInterruptionTimeout(Duration.ofMillis(700));
        call.voice = new RampVoice();
        call.line.lead = Duration.ofMillis(60);
        call.greeting = (text, reply) -> reply.say("one two three four five six seven eight nine ten");
        call.line.speech(310, 705);
        call.begin();
        call.advanceMillis(1_000);

        var paused = call.only(CallEvent.ReplyPaused.class);
        assertThat(call.line.clears).isEqualTo(1);
        int heardSamples = (int) (paused.played().toNanos() * 16 / 1_000_000);
        int sentBefore = call.line.agent.position();
        assertThat(sentBefore).isGreaterThan(heardSamples);
        call.recogniser.answers("");
        call.advanceMillis(3_000);

        assertThat(call.only(CallEvent.ReplyResumed.class).played()).isEqualTo(paused.played());
        assertThat(call.line.agent.get(sentBefore)).isEqualTo((short) heardSamples);
        int sentAfter = call.line.agent.position() - sentBefore;
        assertThat(sentAfter).isBetween(16_000 - heardSamples, 16_000 - heardSamples + 319);
        for (int i = 0; i < 16_000 - heardSamples; i++) {
            assertThat(call.line.agent.get(sentBefore + i)).isEqualTo((short) (heardSamples + i));
        }
        call.only(CallEvent.ReplyFinished.class);
    }

    @Test
    void replyThatRanDry_leavesTheFloorAndTakesItAgain() {
        call.voice = new ToneVoice();
        call.greeting = (text, reply) -> call.replies.add(reply.async().say("one two"));
        call.line.speech(1000, 1600);
        call.begin();
        call.advanceMillis(1500); // the agent is silent: this is no interruption
        assertThat(call.all(CallEvent.Interrupted.class)).isEmpty();
        call.replies.get(0).say("three four");
        call.advanceMillis(20);
        assertThat(call.line.framesHeard).isEqualTo(10); // not while the caller speaks

        call.advanceMillis(430);
        call.recogniser.answers("");
        call.advanceMillis(6_000);
        call.replies.get(0).complete();
        call.advanceMillis(20);
        assertThat(call.line.framesHeard).isEqualTo(20);
        call.only(CallEvent.ReplyFinished.class);
    }

    /** Leave to speak is for a sound that is there: one that is still being made would come when the caller may speak again. */
    @Test
    void callerSpeaksAfterTheFirstTextCouldNotBeSpoken_replyWaitsForQuiet() {
        call.voice = new SlowVoice(500);
        call.greeting = (text, reply) -> reply.say("unspeakable").say("one two");
        call.line.speech(300, 1500);
        call.begin();
        call.advanceMillis(1_500);

        assertThat(call.only(CallEvent.ReplyText.class).text()).isEqualTo("unspeakable");
        assertThat(call.all(CallEvent.ReplyStarted.class)).isEmpty();
        call.advanceMillis(300);
        call.recogniser.answers("");
        call.advanceMillis(6_000);

        assertThat(call.only(CallEvent.ReplyStarted.class).at()).isGreaterThan(Duration.ofSeconds(2));
        call.only(CallEvent.ReplyFinished.class);
    }

    @Test
    void nothingOfAReplyCanBeSpoken_itIsOverWhileTheCallerSpeaks() {
        call.voice = new ToneVoice();
        call.greeting = (text, reply) -> call.replies.add(reply.async());
        call.line.speech(100, 1500);
        call.begin();
        call.advanceMillis(500);
        call.replies.get(0).say("unspeakable").say("unspeakable").complete();
        call.advanceMillis(20);
        var tool = call.replies.get(0).tool("after the end");
        call.advanceMillis(20);
        tool.close();

        assertThat(call.all(CallEvent.ReplyText.class)).hasSize(2);
        assertThat(call.all(CallEvent.ToolStarted.class)).isEmpty(); // nobody waits for it any more
        assertThat(call.line.framesHeard).isZero();
    }

    /** Less than a frame may go out because nothing follows that could fill it; if something follows after all, it goes out all the same when leave is given. */
    @Test
    void textFollowsOneOfAFewMilliseconds_firstSoundGoesOutWithTheLeave() {
        call.voice = new SlowVoice(5_000);
        call.greeting = (text, reply) -> call.replies.add(reply.async());
        call.line.speech(100, 1000);
        call.begin();
        call.advanceMillis(500);
        call.replies.get(0).say("hm");
        call.advanceMillis(200);
        call.replies.get(0).say("one two");
        call.advanceMillis(700);
        call.recogniser.answers("");
        call.advanceMillis(500);

        assertThat(call.only(CallEvent.ReplyStarted.class).at())
                .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_600));
        assertThat(call.line.framesHeard).isEqualTo(1);
    }

    @Test
    void voiceFailsInTheMiddleOfAText_textIsToldOnce() {
        call.voice = new ToneVoice() {
            @Override
            public Synthesis synthesize(String text, SynthesisListener listener) {
                listener.onAudio(new short[1600], 0, 1600);
                listener.onFailed(new SynthesisException("lost the voice", "", "", null));
                return () -> {};
            }
        };
        call.greeting = (text, reply) -> reply.say("one two");
        call.begin();
        call.advanceMillis(500);

        call.only(CallEvent.ReplyText.class);
        assertThat(call.line.framesHeard).isEqualTo(5);
    }

    @Test
    void uninterruptibleReply_playsToItsEnd() {
        call.voice = new ToneVoice();
        call.greeting =
                (text, reply) -> reply.uninterruptible().say("one two three four five six seven eight nine ten");
        call.line.speech(200, 900);
        call.begin();
        call.advanceMillis(1_500);

        assertThat(call.all(CallEvent.Interrupted.class)).isEmpty();
        assertThat(call.line.clears).isZero();
        assertThat(call.line.framesHeard).isEqualTo(50);
    }

    @Test
    void toolLeftOpen_endsWithTheReply() {
        call.greeting = (text, reply) -> reply.tool("lookup");
        call.begin();
        call.advanceMillis(100);

        assertThat(call.only(CallEvent.ToolStarted.class).name()).isEqualTo("lookup");
        call.only(CallEvent.ToolEnded.class);
    }

    @Test
    void toolClosedTwice_endsOnce() {
        call.greeting = (text, reply) -> {
            var tool = reply.tool("lookup");
            tool.close();
            tool.close();
        };
        call.begin();
        call.advanceMillis(100);

        call.only(CallEvent.ToolEnded.class);
    }

    @Test
    void callerSaysNothing_handlerMayPromptAgain() {
        call.turns.userIdle(Duration.ofSeconds(3));
        call.greeting = (text, reply) -> reply.say("hello?");
        call.idle = (text, reply) -> reply.say("are you there?");
        call.begin();
        call.advanceMillis(3_100);

        call.only(CallEvent.Idle.class);
        assertThat(call.all(CallEvent.ReplyText.class))
                .extracting(CallEvent.ReplyText::text)
                .containsExactly("hello?", "are you there?");
    }

    @Test
    void keys_areCollectedIntoAnUtterance() {
        var driver = call.begin();
        call.advanceMillis(1000);
        driver.press('4');
        driver.press('2');
        driver.press('#');
        call.advanceMillis(50);

        assertThat(call.pages).containsExactly("dtmf 42#");
        assertThat(call.only(CallEvent.TurnCommitted.class).utterance().kind()).isEqualTo(Utterance.Kind.KEYS);
    }

    @Test
    void typedLine_isAnUtteranceAtOnce() {
        var driver = call.begin();
        call.advanceMillis(1000);
        driver.type(" hello there ");
        call.advanceMillis(1);

        assertThat(call.pages).containsExactly("text hello there");
    }

    @Test
    void badInput_isRefusedAndSaysWhatIsAllowed() {
        var driver = call.begin();

        assertThatThrownBy(() -> driver.press('x'))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 9, *, #, A to D")
                .hasMessageContaining("'x'");
        assertThatThrownBy(() -> driver.type("  "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 10000");
        assertThatThrownBy(() -> driver.update(turns -> turns.minEndpointing(Duration.ofMillis(-1))))
                .isInstanceOf(BatonException.class);
    }

    @Test
    void settingsChangedInACall_holdAtOnce() {
        call.line.speech(1000, 2000);
        var driver = call.begin();
        call.advanceMillis(2360);
        call.recogniser.answers("five five");
        driver.update(turns -> turns.minEndpointing(Duration.ofMillis(900)));
        call.advanceMillis(500);
        assertThat(call.pages).isEmpty();

        call.advanceMillis(60);
        assertThat(call.pages).containsExactly("speech five five");
    }

    @Test
    void mutedCaller_isNotHeard() {
        call.line.speech(1000, 2000);
        var driver = call.begin();
        driver.mute(true);
        call.advanceMillis(2360);
        call.recogniser.answers("do not listen");
        call.advanceMillis(1000);

        assertThat(call.pages).isEmpty();
        assertThat(call.only(CallEvent.SpeechDropped.class).text()).isEqualTo("do not listen");
    }

    /** Takes its time for all that can be spoken, save "hm", which has 5 ms. */
    private final class SlowVoice extends ToneVoice {
        private final int takesMillis;

        SlowVoice(int takesMillis) {
            this.takesMillis = takesMillis;
        }

        @Override
        public Synthesis synthesize(String text, SynthesisListener listener) {
            if (text.equals("hm")) {
                listener.onAudio(new short[80], 0, 80);
                listener.onCompleted();
                return () -> {};
            }
            if (text.contains("unspeakable")) {
                return super.synthesize(text, listener);
            }
            call.time.after(Duration.ofMillis(takesMillis), () -> super.synthesize(text, listener));
            return () -> {};
        }
    }

    /** A second of audio whose samples count up. */
    private static final class RampVoice extends ToneVoice {
        @Override
        public Synthesis synthesize(String text, SynthesisListener listener) {
            var ramp = new short[16_000];
            for (int i = 0; i < ramp.length; i++) {
                ramp[i] = (short) i;
            }
            listener.onAudio(ramp, 0, ramp.length);
            listener.onCompleted();
            return () -> {};
        }
    }
}
