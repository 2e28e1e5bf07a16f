package dev.baton.turn;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.Commit;
import dev.baton.turn.TurnAction.DropSpeech;
import dev.baton.turn.TurnAction.StopReply;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    private static final StopReply INTERRUPTED = new StopReply(1, StopReason.INTERRUPTED);
    private static final StopReply CANCELLED = new StopReply(1, StopReason.CALLER_SPOKE);

    private final Conversation call = new Conversation(TurnConfig.defaults());
    private final Conversation wordy =
            Conversation.where(settings -> settings.minInterruptionWords(2).interruptPhrases(List.of("stop")));
    private final Conversation echoing = Conversation.where(settings -> settings.echoWarmUp(ofSeconds(2)));

    private static DropSpeech tooShort(String text) {
        return new DropSpeech(1, text, DropReason.BELOW_INTERRUPTION);
    }

    // While the agent speaks

    @Test
    void speechOutlastsTheGate_stopsTheReply() {
        call.greetingPlays().callerStarts(1000).until(1199);
        assertThat(call.stopped()).isEmpty();

        call.until(1200); // onset 900 + 300
        assertThat(call.stopped()).containsExactly(INTERRUPTED);
    }

    @Test
    void speechEndsBeforeTheGate_replyGoesOnAndWordsAreReportedAsDropped() {
        var patient = Conversation.where(settings -> settings.minInterruption(ofMillis(600)));
        patient.greetingPlays().callerSpeaks(1000, 1400).answer(1600, "mhm").until(9000);

        assertThat(patient.stopped()).isEmpty();
        assertThat(patient.committedTexts()).isEmpty();
        assertThat(patient.dropped()).containsExactly(tooShort("mhm"));
    }

    @Test
    void burstsTooShortEach_doNotAddUp() {
        var patient = Conversation.where(settings -> settings.minInterruption(ofMillis(600)));
        patient.greetingPlays()
                .callerSpeaks(1000, 1400)
                .callerSpeaks(1500, 1900)
                .until(2200);

        assertThat(patient.stopped()).isEmpty();
    }

    @Test
    void interruption_isCommittedAsATurn() {
        call.greetingPlays().callerSays(1000, 2000, "no wait");

        assertThat(call.committedTexts()).containsExactly("no wait");
        assertThat(call.stopped()).containsExactly(INTERRUPTED);
    }

    @Test
    void speechThatOutlastsThePlayout_isATurn() {
        var patient = Conversation.where(settings -> settings.minInterruption(ofSeconds(5)));
        patient.greetingPlays().callerStarts(1000).agentFinishes(1200, 1).callerStops(2000);
        patient.answer(2200, "good morning").until(3000);

        assertThat(patient.committedTexts()).containsExactly("good morning");
    }

    @Test
    void speechFromBeforeThePlayout_isATurnThatCutsIt() {
        var patient = Conversation.where(settings -> settings.minInterruption(ofSeconds(5)));
        patient.callStarts().callerStarts(1000).plays(1500, 1).callerStops(2000).answer(2200, "hello");
        assertThat(patient.stopped()).isEmpty();

        patient.until(2300);
        assertThat(patient.committedTexts()).containsExactly("hello");
        assertThat(patient.only(Commit.class).utterance().overlap()).isTrue();
        assertThat(patient.stopped()).containsExactly(INTERRUPTED);
    }

    @Test
    void speechThatHasLasted_interruptsAPlayoutThatBegins() {
        call.callStarts().callerStarts(1000).plays(1500, 1);

        assertThat(call.timeOf(StopReply.class)).isEqualTo(1500);
    }

    @Test
    void agentThatIsNotToBeInterrupted_goesOn() {
        var stubborn = Conversation.where(settings -> settings.allowInterruptions(false));
        stubborn.greetingPlays()
                .callerSpeaks(1000, 2000)
                .answer(2200, "no wait")
                .until(3000);

        assertThat(stubborn.stopped()).isEmpty();
        assertThat(stubborn.dropped()).containsExactly(tooShort("no wait"));
    }

    @Test
    void shieldedReply_goesOn() {
        call.greetingPlays()
                .replyIsShielded(20, 1)
                .callerSpeaks(1000, 2000)
                .answer(2200, "no wait")
                .until(3000);

        assertThat(call.stopped()).isEmpty();
        assertThat(call.dropped()).containsExactly(tooShort("no wait"));
    }

    @Test
    void shieldOfAnotherReply_protectsNothing() {
        call.greetingPlays().replyIsShielded(20, 7).callerStarts(1000).until(1200);

        assertThat(call.stopped()).containsExactly(INTERRUPTED);
    }

    @Test
    void mutedCaller_doesNotInterruptUntilHeardAgain() {
        call.greetingPlays().isMuted(500).callerStarts(1000).until(1999);
        assertThat(call.stopped()).isEmpty();

        call.isUnmuted(2000);
        assertThat(call.timeOf(StopReply.class)).isEqualTo(2000);
    }

    @Test
    void wordsRequired_lengthDoesNotInterrupt() {
        wordy.greetingPlays().callerStarts(1000).interim(1500, "well").until(4000);
        assertThat(wordy.stopped()).isEmpty();

        wordy.interim(4100, "well wait");
        assertThat(wordy.timeOf(StopReply.class)).isEqualTo(4100);
    }

    @Test
    void wordsOfFinalsAndInterim_countTogether() {
        wordy.greetingPlays().callerStarts(1000).finalText(1500, "well").interim(1600, "wait");

        assertThat(wordy.timeOf(StopReply.class)).isEqualTo(1600);
    }

    @Test
    void wordsThatTheDetectorMissed_interruptToo() {
        wordy.greetingPlays().finalText(1000, "well wait");

        assertThat(wordy.timeOf(StopReply.class)).isEqualTo(1000);
    }

    @Test
    void stopPhrase_needsNoFurtherWords() {
        wordy.greetingPlays().callerStarts(1000).interim(1100, "Stop!");

        assertThat(wordy.stopped()).containsExactly(INTERRUPTED);
    }

    @Test
    void wordsToAShieldedReply_doNotInterrupt() {
        wordy.greetingPlays().replyIsShielded(20, 1).callerStarts(1000).interim(1100, "well wait stop");

        assertThat(wordy.stopped()).isEmpty();
    }

    @Test
    void tooFewWords_areDropped() {
        wordy.greetingPlays().callerSpeaks(1000, 3000).answer(3200, "mhm").until(4000);

        assertThat(wordy.dropped()).containsExactly(tooShort("mhm"));
    }

    @Test
    void interimAlone_neverInterruptsWhereNoWordsAreRequired() {
        call.greetingPlays().interim(1000, "stop").until(9000);

        assertThat(call.stopped()).isEmpty();
        assertThat(call.dropped()).containsExactly(tooShort("stop"));
    }

    @Test
    void finalThatTheDetectorMissed_interruptsAtItsCommit() {
        call.greetingPlays().finalText(1000, "wait").until(1499);
        assertThat(call.stopped()).isEmpty();

        call.until(1500);
        assertThat(call.stopped()).containsExactly(INTERRUPTED);
        assertThat(call.committedTexts()).containsExactly("wait");
    }

    @Test
    void finalThatTheDetectorMissed_isDroppedWhereWordsAreRequired() {
        wordy.greetingPlays().finalText(1000, "wait").until(9000);

        assertThat(wordy.dropped()).containsExactly(tooShort("wait"));
    }

    @Test
    void finalThatTheDetectorMissed_isDroppedOverAShieldedReply() {
        call.greetingPlays().replyIsShielded(20, 1).finalText(1000, "wait").until(9000);

        assertThat(call.dropped()).containsExactly(tooShort("wait"));
    }

    @Test
    void finalThatTheDetectorMissed_isATurnWhereTheReplyIsOverByThen() {
        call.greetingPlays()
                .replyIsShielded(20, 1)
                .finalText(1000, "wait")
                .agentFinishes(1200, 1)
                .until(9000);

        assertThat(call.committedTexts()).containsExactly("wait");
        assertThat(call.only(Commit.class).utterance().overlap()).isFalse();
    }

    // Echo

    @Test
    void soundDuringTheEchoWarmUp_interruptsAfterIt() {
        echoing.greetingPlays().callerStarts(1000).until(2009);
        assertThat(echoing.stopped()).isEmpty();

        echoing.until(2010);
        assertThat(echoing.stopped()).containsExactly(INTERRUPTED);
    }

    @Test
    void gateHeldBackByTheEcho_passesAtTheCommit() {
        echoing.greetingPlays().callerSpeaks(1000, 1500).answer(1700, "wait").until(1799);
        assertThat(echoing.stopped()).isEmpty();

        echoing.until(1800);
        assertThat(echoing.committedTexts()).containsExactly("wait");
        assertThat(echoing.timeOf(StopReply.class)).isEqualTo(1800);
        assertThat(echoing.only(Commit.class).utterance().overlap()).isFalse();
    }

    @Test
    void speechTooShortDuringTheEchoWarmUp_isDropped() {
        echoing.greetingPlays().callerSpeaks(1000, 1150).answer(1400, "mhm").until(9000);

        assertThat(echoing.dropped()).containsExactly(tooShort("mhm"));
    }

    @Test
    void speechAfterTheEchoWarmUp_interruptsByItsLength() {
        echoing.greetingPlays().callerStarts(3000).until(3200);

        assertThat(echoing.timeOf(StopReply.class)).isEqualTo(3200);
    }

    // While the agent thinks

    @Test
    void speechWhileThinking_cancelsTheHandlerWhenItLasts() {
        call.callerSays(1000, 2000, "first").callerStarts(2600).until(2799);
        assertThat(call.stopped()).isEmpty();

        call.until(2800);
        assertThat(call.stopped()).containsExactly(CANCELLED);
    }

    @Test
    void shortSoundWhileThinking_cancelsNothing() {
        call.callerSays(1000, 2000, "first").callerSpeaks(2600, 2750).until(4000);

        assertThat(call.stopped()).isEmpty();
    }

    @Test
    void firstFinalWhileThinking_cancelsTheHandlerAtOnce() {
        call.callerSays(1000, 2000, "first").callerStarts(2600).finalText(2650, "no");

        assertThat(call.stopped()).containsExactly(CANCELLED);
    }

    @Test
    void wordsRequired_noneAreNeededWhileThinking() {
        wordy.callerSays(1000, 2000, "first").callerStarts(2600).until(2800);

        assertThat(wordy.stopped()).containsExactly(CANCELLED);
    }

    @Test
    void textAloneWhileThinking_cancelsTheHandler() {
        call.callerSays(1000, 2000, "first").interim(2900, "no").until(2950);
        assertThat(call.stopped()).isEmpty();

        call.finalText(3000, "no wait");
        assertThat(call.stopped()).containsExactly(CANCELLED);
    }

    @Test
    void whereSpeechOnlyPauses_theHandlerIsCancelledAtTheFinalOnly() {
        var lenient = Conversation.where(settings -> settings.resumeFalseInterruption(true));
        lenient.callerSays(1000, 2000, "first").callerStarts(2600).until(4000);
        assertThat(lenient.stopped()).isEmpty();

        lenient.finalText(4100, "no");
        assertThat(lenient.stopped()).containsExactly(CANCELLED);
    }

    @Test
    void mutedCallerWhileThinking_cancelsNothing() {
        call.callerSays(1000, 2000, "first")
                .isMuted(2350)
                .callerStarts(2600)
                .finalText(3000, "no")
                .until(4000);

        assertThat(call.stopped()).isEmpty();
    }

    @Test
    void speechFromBeforeTheQuestion_cancelsNothing() {
        call.callerStarts(1000).types(1500, "typed").until(3000).finalText(3100, "spoken");

        assertThat(call.committedTexts()).containsExactly("typed");
        assertThat(call.stopped()).isEmpty();
    }
}
