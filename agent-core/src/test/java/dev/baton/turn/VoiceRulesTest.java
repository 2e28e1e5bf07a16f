package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.Commit;
import dev.baton.turn.TurnAction.SendFinalize;
import dev.baton.turn.TurnAction.TurnStarted;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VoiceRulesTest {
    private static final long MILLI = 1_000_000;

    private final Conversation call = new Conversation(TurnConfig.defaults());

    @Test
    void declaredSpeech_opensATurnAtOnce() {
        call.callerStarts(1000);

        assertThat(call.actions()).containsExactly(new TurnStarted(1));
        assertThat(call.timeOf(TurnStarted.class)).isEqualTo(1000);
    }

    @Test
    void textAndSpeech_openOneTurn() {
        call.interim(950, "hel").callerStarts(1000).callerStops(2000).answer(2200, "hello");

        call.until(2300);
        assertThat(call.all(TurnStarted.class)).hasSize(1);
        assertThat(call.only(Commit.class).utterance())
                .isEqualTo(Utterance.spoken(
                        1, "hello", CommitReason.QUIET, Duration.ofMillis(900), Duration.ofMillis(1800)));
    }

    @Test
    void speechAfterACommit_opensANewTurn() {
        call.callerSays(1000, 2000, "hello").callerStarts(2350);

        assertThat(call.all(TurnStarted.class)).containsExactly(new TurnStarted(1), new TurnStarted(2));
    }

    @Test
    void speechBeforeTheQuietIsOver_goesOnWithTheTurn() {
        call.callerSpeaks(1000, 2000).answer(2200, "on").callerStarts(2290).until(4000);
        assertThat(call.committedTexts()).isEmpty();

        call.callerStops(4100).answer(4300, "wednesday").until(4400);
        var utterance = call.only(Commit.class).utterance();
        assertThat(utterance.text()).isEqualTo("on wednesday");
        assertThat(utterance.audioStart()).isEqualTo(Duration.ofMillis(900));
        assertThat(utterance.audioEnd()).isEqualTo(Duration.ofMillis(3900));
        assertThat(call.all(TurnStarted.class)).hasSize(1);
    }

    @Test
    void speechBeforeTheRecogniserWasAsked_takesTheRequestBack() {
        call.callerSpeaks(1000, 2000).callerStarts(2100).until(5000);

        assertThat(call.all(SendFinalize.class)).isEmpty();
    }

    @Test
    void speechWhileAnAnswerIsDue_takesBackTheWaitButNotTheRequest() {
        call.interim(1500, "on")
                .callerSpeaks(1000, 2000)
                .until(2200)
                .callerStarts(2250)
                .callerStops(4000);
        call.answer(4050, "on wednes"); // of the first request
        assertThat(call.timesOf(SendFinalize.class)).containsExactly(2150L);
        call.until(4300);
        assertThat(call.timesOf(SendFinalize.class)).containsExactly(2150L, 4150L);
        assertThat(call.committedTexts()).isEmpty();

        call.answer(4400, "day");
        assertThat(call.committedTexts()).containsExactly("on wednes day");
    }

    @Test
    void onsetOutsideTheCall_isMovedIntoIt() {
        call.happens(new TurnEvent.SpeechStarted(50 * MILLI, -50 * MILLI)).callerStops(1000);
        call.answer(1250, "early").until(1300);
        call.happens(new TurnEvent.SpeechStarted(5000 * MILLI, 6000 * MILLI));
        call.happens(new TurnEvent.SpeechEnded(7000 * MILLI, 8000 * MILLI));
        call.answer(7400, "late").until(7500);

        assertThat(call.utterances().get(0).audioStart()).isZero();
        assertThat(call.utterances().get(1).audioStart()).isEqualTo(Duration.ofSeconds(5));
        assertThat(call.utterances().get(1).audioEnd()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void endBeforeTheOnset_isTheOnset() {
        call.callerStarts(1000).happens(new TurnEvent.SpeechEnded(1200 * MILLI, 500 * MILLI));
        call.answer(1300, "hm").until(1500);

        assertThat(call.only(Commit.class).utterance().audioEnd()).isEqualTo(Duration.ofMillis(900));
    }

    @Test
    void endWithoutSpeech_isNothing() {
        call.callerStops(1000).until(20_000);
        assertThat(call.actions()).isEmpty();

        call.callerSpeaks(21_000, 22_000)
                .callerStops(22_100)
                .answer(22_250, "hello")
                .until(22_300);
        assertThat(call.only(Commit.class).utterance().audioEnd()).isEqualTo(Duration.ofMillis(21_800));
    }

    @Test
    void failedDetector_endsSpeechAtTheFailure() {
        call.callerStarts(1000).detectorFails(2000).answer(2400, "hello").until(2499);
        assertThat(call.committedTexts()).isEmpty();

        call.until(2500);
        assertThat(call.only(Commit.class).utterance().audioEnd()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void failedDetector_leavesItToTheTextThatTurnsOpen() {
        call.detectorFails(500).finalText(1000, "hello").until(1500);

        assertThat(call.commitReasons()).containsExactly(CommitReason.TRANSCRIPT);
    }

    @Test
    void failureWhileASoundBegan_holdsUpNothing() {
        call.callerSpeaks(1000, 2000).answer(2200, "hello").soundBegins(2250).detectorFails(2260);

        call.until(2300);
        assertThat(call.committedTexts()).containsExactly("hello");
    }

    @Test
    void audioThatStopsInMidSpeech_endsItWhereTheGapBegan() {
        call.callerStarts(1000).audioStops(1500).until(2499);
        assertThat(call.all(SendFinalize.class)).isEmpty();

        call.until(2500).answer(2600, "hello");
        assertThat(call.timeOf(SendFinalize.class)).isEqualTo(2500);
        assertThat(call.timeOf(Commit.class)).isEqualTo(2600);
        assertThat(call.only(Commit.class).utterance().audioEnd()).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void gapToldOfTwice_countsFromTheFirst() {
        call.callerStarts(1000).audioStops(1500).audioStops(2400).until(2500);

        assertThat(call.timeOf(SendFinalize.class)).isEqualTo(2500);
    }

    @Test
    void audioThatComesAgainInTime_changesNothing() {
        call.callerStarts(1000).audioStops(1500).audioResumes(2400).until(9000);

        assertThat(call.all(SendFinalize.class)).isEmpty();
    }

    @Test
    void gapWhileTheCallerIsSilent_endsNothing() {
        call.callerSpeaks(1000, 2000).audioStops(2100).answer(2200, "hello").until(4000);

        assertThat(call.only(Commit.class).utterance().audioEnd()).isEqualTo(Duration.ofMillis(1800));
    }

    @Test
    void soundThatBeginsBeforeTheQuietIsOver_isWaitedFor() {
        call.callerSpeaks(1000, 2000).answer(2200, "hello").soundBegins(2290).until(2340);
        assertThat(call.committedTexts()).isEmpty();

        call.soundFades(2350);
        assertThat(call.timeOf(Commit.class)).isEqualTo(2350);
    }

    @Test
    void soundThatProvesToBeSpeech_goesOnWithTheTurn() {
        call.callerSpeaks(1000, 2000).answer(2200, "on").soundBegins(2290).callerStarts(2390);
        call.callerStops(3000).answer(3250, "wednesday").until(3300);

        assertThat(call.committedTexts()).containsExactly("on wednesday");
        assertThat(call.timeOf(Commit.class)).isEqualTo(3300);
    }

    @Test
    void soundThatIsNeverDecided_isWaitedForOneSecond() {
        call.callerSpeaks(1000, 2000).answer(2200, "hello").soundBegins(2290).until(9000);

        assertThat(call.timeOf(Commit.class)).isEqualTo(3290);
    }

    @Test
    void soundBeforeTheRecogniserIsAsked_delaysTheRequest() {
        call.callerSpeaks(1000, 2000).soundBegins(2100).until(2180);
        assertThat(call.all(SendFinalize.class)).isEmpty();

        call.soundFades(2190);
        assertThat(call.timeOf(SendFinalize.class)).isEqualTo(2190);
    }

    @Test
    void speechAfterTheHangUp_opensNoTurn() {
        call.hangsUp(1000).callerSpeaks(1100, 1500).until(9000);

        assertThat(call.all(TurnStarted.class)).isEmpty();
        assertThat(call.abandoned()).isEmpty();
    }
}
