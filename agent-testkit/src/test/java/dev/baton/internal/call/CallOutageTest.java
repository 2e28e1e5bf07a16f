package dev.baton.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ErrorCode;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.call.CallEvent;
import dev.baton.stt.SttEvent;
import dev.baton.turn.GiveUpReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole calls whose recogniser, detector or line fails for a while. */
@Timeout(30)
class CallOutageTest {
    private final CallFixture call = new CallFixture();

    @Test
    void connectionLostWhileTheCallerSpeaks_noWordIsLost() {
        call.line.speech(1000, 3000);
        call.begin();
        call.advanceMillis(2000);
        call.recogniser.breaks();
        call.advanceMillis(500);
        call.recogniser.ready();
        call.advanceMillis(900); // asked for the final text at 3350
        call.recogniser.answers("my account number is four");
        call.advanceMillis(300);

        assertThat(call.pages).containsExactly("speech my account number is four");
        var replayed = call.only(CallEvent.AudioReplayed.class);
        assertThat(replayed.from()).isEqualTo(Duration.ofMillis(700)); // the onset, and what came before it
        assertThat(replayed.length()).isBetween(Duration.ofMillis(1780), Duration.ofMillis(1800));
        assertThat(call.recogniser.wire).containsExactly("finalize@2640"); // of its own audio: from 700 to 3340
        call.only(CallEvent.SttReconnecting.class);
        call.only(CallEvent.SttReconnected.class);
    }

    @Test
    void connectionLostWhileNobodySpeaks_nothingIsReplayedAndTheNextTurnIsHeard() {
        call.line.speech(3000, 4000);
        call.begin();
        call.advanceMillis(1000);
        call.recogniser.breaks();
        call.advanceMillis(100);
        call.recogniser.ready();
        call.advanceMillis(3260); // asked at 4350
        call.recogniser.answers("hello");
        call.advanceMillis(300);

        assertThat(call.all(CallEvent.AudioReplayed.class)).isEmpty();
        assertThat(call.pages).containsExactly("speech hello");
    }

    @Test
    void connectionLostWhileAnAnswerIsOwed_isAskedAgainBehindTheReplay() {
        call.line.speech(1000, 2000);
        call.begin();
        call.advanceMillis(2360);
        assertThat(call.recogniser.wire).hasSize(1);
        call.recogniser.breaks();
        call.advanceMillis(40);
        call.recogniser.ready();
        call.advanceMillis(20);

        assertThat(call.recogniser.wire).hasSize(2);
        call.recogniser.answers("hello");
        call.advanceMillis(200);
        assertThat(call.pages).containsExactly("speech hello");
    }

    @Test
    void attemptsThatFail_areMadeAgainUntilOneStands() {
        call.line.speech(1000, 9000);
        call.begin();
        call.advanceMillis(2000);
        call.recogniser.breaks();
        for (int attempt = 0; attempt < 3; attempt++) {
            call.recogniser.breaks();
            call.advanceMillis(1000);
        }
        call.recogniser.ready();
        call.advanceMillis(20);

        assertThat(call.recogniser.sessions).hasSize(5);
        assertThat(call.recogniser.session().millis()).isBetween(4300L, 4340L);
        call.only(CallEvent.SttReconnecting.class);
    }

    @Test
    void keyRefusedInMidCall_isNotTriedAgainAndTheCallGoesOn() {
        var driver = call.begin();
        call.advanceMillis(1000);
        call.recogniser.refuses();
        call.advanceMillis(10_000);

        assertThat(call.recogniser.sessions).hasSize(1);
        assertThat(call.only(CallEvent.SttGivenUp.class).reason()).isEqualTo(GiveUpReason.REFUSED);
        driver.type("are you there?");
        call.advanceMillis(10);
        assertThat(call.pages).containsExactly("text are you there?");
        call.line.hangUp();
        call.advanceMillis(2_500);
        assertThat(driver.completion()).isCompleted();
        assertThat(call.pages).endsWith("ended " + EndReason.HANGUP);
    }

    @Test
    void lateAnswerOfADeadConnection_isNobodysText() {
        call.line.speech(1000, 2000);
        call.begin();
        call.advanceMillis(1500);
        var dead = call.recogniser.session();
        call.recogniser.breaks();
        call.recogniser.ready();
        dead.listener.onEvent(new dev.baton.stt.SttEvent.Final("ghost", java.util.List.of(), false, false));
        call.advanceMillis(860);
        call.recogniser.answers("hello");
        call.advanceMillis(300);

        assertThat(call.pages).containsExactly("speech hello");
    }

    @Test
    void detectorThatThrows_callGoesOnByTextAlone() {
        call.detector = new LoudnessDetector() {
            private int windows;

            @Override
            public float speechProbability(short[] pcm, int offset) {
                if (++windows > 150) {
                    throw new IllegalStateException("no model");
                }
                return super.speechProbability(pcm, offset);
            }
        };
        call.line.speech(1000, 2500);
        call.begin();
        call.advanceMillis(2600);
        call.recogniser.answers("hello");
        call.advanceMillis(3000);

        assertThat(call.only(CallEvent.Problem.class).reason().code()).isEqualTo(ErrorCode.DETECTOR_FAILED);
        assertThat(call.pages).containsExactly("speech hello");
    }

    @Test
    void audioThatStopsComing_isToldOnceAndWhatComesLaterLiesLater() {
        call.line.speech(3000, 3800).gap(1000, 2000);
        call.begin();
        call.advanceMillis(3000);

        assertThat(call.only(CallEvent.AudioStopped.class).at()).isEqualTo(Duration.ofMillis(1060));
        assertThat(call.only(CallEvent.AudioResumed.class).at()).isEqualTo(Duration.ofMillis(2020));
        call.advanceMillis(1000);
        call.recogniser.says("hello", 2100, 2700); // of the audio that it got, which lacks a second
        call.advanceMillis(160);
        call.recogniser.answers("");
        call.advanceMillis(500);
        var turn = call.only(CallEvent.TurnCommitted.class).utterance();
        assertThat(turn.audioEnd()).isBetween(Duration.ofMillis(3690), Duration.ofMillis(3810));
    }

    /** The gate must forget what it heard before: nobody would declare the speech that it took for the same. */
    @Test
    void audioStopsForLongInMidSpeech_speechThatComesThenIsDeclaredAfresh() {
        call.line.speech(1000, 6000).gap(2000, 4000);
        call.begin();
        call.advanceMillis(5000);

        assertThat(call.all(CallEvent.SpeechStarted.class))
                .extracting(CallEvent.SpeechStarted::onset)
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(4));
    }

    @Test
    void audioStopsForAMoment_speechGoesOn() {
        call.line.speech(1000, 6000).gap(2000, 2900);
        call.begin();
        call.advanceMillis(5000);

        call.only(CallEvent.SpeechStarted.class);
    }

    @Test
    void starvationIsSetInMidCall_speechAfterAGapIsDeclaredByTheNewSetting() {
        call.turns.audioStarvation(Duration.ofSeconds(3));
        call.line.speech(1000, 6000).gap(2000, 4000);
        var driver = call.begin();
        driver.update(settings -> settings.audioStarvation(Duration.ofMillis(500)));
        call.advanceMillis(5000);

        assertThat(call.all(CallEvent.SpeechStarted.class)).hasSize(2);
    }

    @Test
    void attemptsThatFailWhileTheyAreMade_areMadeAgain() {
        call.recogniser.saysAtOnce = listener -> {
            if (call.recogniser.sessions.size() < 3) {
                listener.onEvent(new SttEvent.Closed(1006, "", false));
            }
        };
        call.begin();
        call.advanceMillis(1000);
        call.recogniser.ready();

        assertThat(call.recogniser.sessions).hasSize(3);
        call.only(CallEvent.SttReady.class);
    }

    @Test
    void serviceThatStandsAtOnce_getsEverythingFromTheFirstSampleOn() {
        call.recogniser.saysAtOnce = listener -> listener.onEvent(new SttEvent.Ready("fake"));
        call.begin();
        call.advanceMillis(1000);

        assertThat(call.recogniser.session().millis()).isEqualTo(1000);
    }
}
