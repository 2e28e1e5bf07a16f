package dev.baton.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.SttEvent;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.turn.AudioSpan;
import dev.baton.turn.GiveUpReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The line alone, with samples that tell their own place: each is its number, modulo 30,000. */
@Timeout(30)
class SttLineTest {
    private static final int FRAME = 320;

    private final VirtualTime time = new VirtualTime();
    private final CallLoop loop = time.next();
    private final CallScheduler scheduler = new CallScheduler(loop);
    private final FakeRecogniser recogniser = new FakeRecogniser();
    private final Notes notes = new Notes();
    private final SttWatch watch = new SttWatch(Duration.ofSeconds(5), false);
    private final SttLine line = new SttLine(
            recogniser, Duration.ofSeconds(3), watch, loop, scheduler, notes, CallJournal.NONE, new CallUsage());
    private long spoken;

    private static final class Notes implements SttLine.Observer {
        final List<String> pages = new ArrayList<>();
        final List<AudioSpan> spans = new ArrayList<>();
        final List<ErrorCode> problems = new ArrayList<>();
        Runnable whenOpened = () -> {};

        @Override
        public void sttOpened(String address) {
            pages.add("opened");
            whenOpened.run();
        }

        @Override
        public void heard(SttEvent event, AudioSpan span) {
            spans.add(span);
        }

        @Override
        public void finalizeSent(int id) {
            pages.add("finalize " + id);
        }

        @Override
        public void closeStreamSent() {
            pages.add("close_stream");
        }

        @Override
        public void replayed(long fromNanos, long lengthNanos) {
            pages.add("replayed " + fromNanos / 1_000_000 + "+" + lengthNanos / 1_000_000);
        }

        @Override
        public void sttProblem(BatonException reason, boolean goesOn) {
            problems.add(reason.code());
        }

        @Override
        public void sttFellBehind() {
            pages.add("behind");
        }

        @Override
        public void sttCaughtUp() {
            pages.add("caught up");
        }

        @Override
        public void sttLost(Duration retryAfter) {
            pages.add(retryAfter.isZero() ? "lost" : "lost for " + retryAfter.toSeconds() + " s");
        }

        @Override
        public void sttFailed(GiveUpReason reason) {
            pages.add("failed: " + reason.label());
        }

        @Override
        public void sttClosed() {
            pages.add("closed");
        }
    }

    private void advanceMillis(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    private void speak(int millis) {
        var frame = new short[FRAME];
        for (int left = millis; left > 0; left -= 20) {
            for (int i = 0; i < FRAME; i++) {
                frame[i] = (short) ((spoken + i) % 30_000);
            }
            line.audio(frame, 0, FRAME, spoken * 1_000_000_000L / 16_000);
            spoken += FRAME;
        }
    }

    private static void assertRuns(FakeRecogniser.Session session, long fromMillis, long toMillis) {
        assertThat(session.millis()).isEqualTo(toMillis - fromMillis);
        for (int i = 0; i < session.audio.position(); i++) {
            assertThat(session.sample(i)).isEqualTo((short) ((fromMillis * 16 + i) % 30_000));
        }
    }

    @Test
    void audioBeforeTheConnectionStands_goesFirst() {
        line.connect();
        speak(500);
        assertThat(recogniser.session().millis()).isZero();

        recogniser.ready();
        advanceMillis(0);
        speak(100);

        assertRuns(recogniser.session(), 0, 600);
    }

    @Test
    void moreThanTheRingBeforeTheConnectionStands_isReportedAndTheRestGoesOn() {
        line.connect();
        speak(4_000);
        recogniser.ready();
        advanceMillis(0);
        speak(100);

        assertRuns(recogniser.session(), 1_000, 4_100);
        assertThat(notes.problems).containsExactly(ErrorCode.STT_AUDIO_DROPPED);
    }

    @Test
    void lostWhileSpeaking_replaysFromTheWordWithoutGapOrOverlap() {
        line.connect();
        recogniser.ready();
        speak(1_000);
        recogniser.breaks();
        speak(300);
        line.connect();
        speak(200);
        notes.whenOpened = () -> line.replay(700_000_000L);
        recogniser.ready();
        advanceMillis(0);
        speak(500);

        assertRuns(recogniser.session(), 700, 2_000);
        assertThat(notes.pages).containsExactly("opened", "lost", "opened", "replayed 700+800");
    }

    @Test
    void replayFromBeforeTheRing_saysWhatIsMissing() {
        line.connect();
        recogniser.ready();
        speak(1_000);
        recogniser.breaks();
        speak(5_000);
        line.connect();
        notes.whenOpened = () -> line.replay(500_000_000L);
        recogniser.ready();

        assertRuns(recogniser.session(), 3_000, 6_000);
        assertThat(notes.problems).containsExactly(ErrorCode.STT_LOST, ErrorCode.STT_AUDIO_DROPPED);
    }

    @Test
    void finalizeAfterAReplay_comesBehindIt() {
        line.connect();
        recogniser.ready();
        speak(1_000);
        recogniser.breaks();
        line.connect();
        notes.whenOpened = () -> {
            line.replay(0);
            line.finalizeTurn(2);
        };
        recogniser.ready();

        assertThat(recogniser.wire).containsExactly("finalize@1000");
    }

    @Test
    void replayOnAConnectionThatHasHadTheAudio_repeatsNothing() {
        line.connect();
        recogniser.ready();
        speak(1_000);
        line.replay(0);
        speak(100);

        assertRuns(recogniser.session(), 0, 1_100);
    }

    @Test
    void answersAfterAReplay_lieWhereTheAudioLay() {
        line.connect();
        recogniser.ready();
        speak(1_000);
        recogniser.breaks();
        line.connect();
        notes.whenOpened = () -> line.replay(700_000_000L);
        recogniser.ready();
        recogniser.says("yes", 100, 250);

        assertThat(notes.spans).containsExactly(new AudioSpan(800_000_000L, 950_000_000L));
    }

    @Test
    void answersOfADeadConnection_areNotHeard() {
        line.connect();
        recogniser.ready();
        var dead = recogniser.session();
        recogniser.breaks();
        line.connect();
        recogniser.ready();
        dead.listener.onEvent(new SttEvent.Final("late", List.of(), true, false));
        dead.listener.onEvent(new SttEvent.Closed(1006, "", false));

        assertThat(notes.spans).isEmpty();
        assertThat(notes.pages).containsExactly("opened", "lost", "opened");
    }

    @Test
    void attemptThatFails_isLostAndTheNextOneMayStand() {
        line.connect();
        recogniser.ready();
        recogniser.breaks();
        line.connect();
        recogniser.breaks();
        line.connect();
        recogniser.ready();

        assertThat(notes.pages).containsExactly("opened", "lost", "lost", "opened");
    }

    @Test
    void serviceThatNeverAnswers_isUnreachableAndNotSaidToHaveRefused() {
        for (int attempt = 1; attempt <= 4; attempt++) {
            line.connect();
            recogniser.breaks();
        }

        assertThat(notes.pages).containsExactly("lost", "lost", "lost", "failed: unreachable");
    }

    @Test
    void refusedKey_isFinal() {
        line.connect();
        recogniser.refuses();

        assertThat(notes.pages).containsExactly("failed: refused");
        assertThat(notes.problems).containsExactly(ErrorCode.STT_KEY_REFUSED);
    }

    @Test
    void serviceThatThrows_isFinal() {
        recogniser.failsToOpen = true;
        line.connect();
        assertThat(notes.pages).isEmpty(); // nothing happens in the middle of what decided to connect
        time.advance(Duration.ZERO);

        assertThat(notes.pages).containsExactly("failed: broken");
        assertThat(notes.problems).containsExactly(ErrorCode.STT_PROTOCOL);
    }

    @Test
    void heldAudio_isNotSentAndThePreRollIs() {
        line.connect();
        recogniser.ready();
        speak(1_000);
        line.hold();
        speak(1_000);
        line.keepAlive();
        assertThat(recogniser.wire).containsExactly("keep_alive@1000");
        assertThat(recogniser.session().millis()).isEqualTo(1_000);

        line.sendAgain(1_700_000_000L);
        speak(200);
        recogniser.says("yes", 1_100, 1_200);

        assertThat(recogniser.session().millis()).isEqualTo(1_500);
        assertThat(recogniser.session().sample(16_000)).isEqualTo((short) (1_700 * 16));
        assertThat(notes.spans).containsExactly(new AudioSpan(1_800_000_000L, 1_900_000_000L));
    }

    @Test
    void preRollThatReachesIntoWhatWasSent_repeatsNothing() {
        line.connect();
        recogniser.ready();
        speak(1_000);
        line.hold();
        speak(100);
        line.sendAgain(800_000_000L);

        assertRuns(recogniser.session(), 0, 1_100);
    }

    @Test
    void hangUpBeforeTheConnectionStands_lastWordsStillArrive() {
        line.connect();
        speak(300);
        line.finalizeTurn(1);
        line.closeStream();
        assertThat(recogniser.wire).isEmpty();

        recogniser.ready();
        advanceMillis(0);

        assertThat(recogniser.wire).containsExactly("finalize@300", "close_stream@300");
    }

    @Test
    void callOverRightAfterCloseStream_sessionClosesInGoodOrder() {
        line.connect();
        recogniser.ready();
        line.closeStream();
        line.release();
        assertThat(recogniser.session().aborted).isFalse();

        recogniser.closes();
        assertThat(time.timers()).isZero();
        assertThat(notes.pages).doesNotContain("closed");
    }

    @Test
    void connectionThatStandsAsTheCallEnds_isClosedInGoodOrder() {
        line.connect();
        speak(300);
        line.closeStream();
        recogniser.ready();
        line.release();

        assertThat(recogniser.wire).containsExactly("close_stream@300");
        assertThat(recogniser.session().aborted).isFalse();
    }

    @Test
    void sessionThatNeverCloses_isCutAfterAWhile() {
        line.connect();
        recogniser.ready();
        line.closeStream();
        line.release();
        advanceMillis(10_000);

        assertThat(recogniser.session().aborted).isTrue();
    }

    @Test
    void callOverInTheMiddle_sessionEndsAtOnce() {
        line.connect();
        recogniser.ready();
        line.release();

        assertThat(recogniser.session().aborted).isTrue();
    }

    @Test
    void networkTakesNothing_audioWaitsAndThenGoesWithoutAGap() {
        line.connect();
        recogniser.ready();
        speak(500);
        recogniser.session().full = true;
        speak(1_000);
        assertThat(recogniser.session().millis()).isEqualTo(500);

        recogniser.session().flows();
        speak(100);

        assertRuns(recogniser.session(), 0, 1_600);
        assertThat(notes.pages).containsExactly("opened", "behind", "caught up");
        assertThat(notes.problems).isEmpty();
    }

    @Test
    void networkTakesNothingForLongerThanTheRing_losesTheOldestAndSaysSoOnce() {
        line.connect();
        recogniser.ready();
        speak(500);
        recogniser.session().full = true;
        speak(5_000);
        recogniser.session().flows();

        assertThat(recogniser.session().millis()).isEqualTo(500 + 3_000);
        assertThat(recogniser.session().sample(500 * 16)).isEqualTo((short) (2_500 * 16 % 30_000));
        assertThat(notes.problems).containsExactly(ErrorCode.STT_AUDIO_DROPPED);
    }

    @Test
    void requestsOnAFullNetwork_keepTheirPlaceBetweenTheSamples() {
        line.connect();
        recogniser.ready();
        recogniser.session().full = true;
        speak(300);
        line.finalizeTurn(1);
        speak(400);
        line.finalizeTurn(2);
        line.closeStream();
        assertThat(recogniser.wire).isEmpty();

        recogniser.session().flows();

        assertThat(recogniser.wire).containsExactly("finalize@300", "finalize@700", "close_stream@700");
    }

    @Test
    void requestWhoseAudioIsGone_isSentAllTheSame() {
        line.connect();
        recogniser.ready();
        recogniser.session().full = true;
        speak(300);
        line.finalizeTurn(1);
        speak(5_000);
        recogniser.session().flows();

        assertThat(recogniser.wire).containsExactly("finalize@0");
        assertThat(recogniser.session().millis()).isEqualTo(3_000);
    }

    @Test
    void connectionLostWhileItTakesNothing_requestsAreTheMachinesToAskAgain() {
        line.connect();
        recogniser.ready();
        recogniser.session().full = true;
        speak(300);
        line.finalizeTurn(1);
        recogniser.breaks();
        line.connect();
        recogniser.ready();
        advanceMillis(0);

        assertThat(recogniser.wire).isEmpty();
        assertThat(recogniser.session().millis()).isEqualTo(300);
    }

    @Test
    void keepAliveOnAFullNetwork_isLeftOut() {
        line.connect();
        recogniser.ready();
        recogniser.session().full = true;
        speak(300);
        line.keepAlive();

        assertThat(recogniser.wire).isEmpty();
    }

    @Test
    void muchSpeechAndNotAWord_isConnectedToAnewOnce() {
        line.connect();
        recogniser.ready();
        watch.speech(true);
        speak(5_000);
        assertThat(notes.problems).containsExactly(ErrorCode.STT_STALLED);
        assertThat(recogniser.session().aborted).isTrue();
        assertThat(notes.pages).containsExactly("opened", "lost");

        line.connect();
        recogniser.ready();
        advanceMillis(0);
        speak(60_000); // a television, perhaps
        assertThat(notes.pages).containsExactly("opened", "lost", "opened");
    }

    @Test
    void muchSpeechWithAWordInBetween_isAllRight() {
        line.connect();
        recogniser.ready();
        watch.speech(true);
        speak(4_000);
        recogniser.says("yes", 100, 200);
        speak(4_000);
        assertThat(notes.problems).isEmpty();

        speak(1_000);
        assertThat(notes.problems).containsExactly(ErrorCode.STT_STALLED);
    }

    @Test
    void littleSpeechAfterAnUnansweredRequest_isEnoughToDoubtIt() {
        line.connect();
        recogniser.ready();
        watch.speech(true);
        speak(1_500);
        line.finalizeTurn(1);
        speak(1_000);
        line.finalizeTurn(2);
        assertThat(notes.problems).isEmpty();

        speak(1_000);
        assertThat(notes.problems).containsExactly(ErrorCode.STT_STALLED);
    }

    @Test
    void messageThatSaysNothing_isASignOfLife() {
        line.connect();
        recogniser.ready();
        watch.speech(true);
        speak(4_000);
        recogniser.session().listener.onMessage();
        speak(4_000);

        assertThat(notes.problems).isEmpty();
    }

    @Test
    void silence_isNoReasonToDoubtTheRecogniser() {
        line.connect();
        recogniser.ready();
        speak(60_000);

        assertThat(notes.problems).isEmpty();
    }

    @Test
    void serviceThatAsksForTime_isLostForSoLong() {
        line.connect();
        recogniser.busyFor(Duration.ofSeconds(7));

        assertThat(notes.pages).containsExactly("lost for 7 s");
    }
}
