package dev.baton.turn;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.Abandon;
import dev.baton.turn.TurnAction.Commit;
import dev.baton.turn.TurnAction.DropSpeech;
import dev.baton.turn.TurnAction.StartHandler;
import dev.baton.turn.TurnAction.StartReply;
import dev.baton.turn.TurnAction.TurnStarted;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TurnEndsTest {
    private static final long MILLI = 1_000_000;

    private final Conversation call = new Conversation(TurnConfig.defaults());
    private final Conversation listening = Conversation.where(settings -> settings.requireTranscript(false));

    @Test
    void quietAndSettledText_isCommittedWithItsFacts() {
        call.callerSpeaks(1000, 2000).answer(2200, "hello").until(2300);

        assertThat(call.only(Commit.class))
                .isEqualTo(new Commit(
                        Utterance.spoken(1, "hello", CommitReason.QUIET, ofMillis(900), ofMillis(1800)),
                        1,
                        1800 * MILLI,
                        2300 * MILLI,
                        2200 * MILLI));
    }

    @Test
    void textAfterTheQuiet_isCommittedWhenItComes() {
        call.callerSpeaks(1000, 2000).answer(2700, "hello");

        assertThat(call.timeOf(Commit.class)).isEqualTo(2700);
        assertThat(call.only(Commit.class).quietPassedNanos()).isEqualTo(2300 * MILLI);
        assertThat(call.commitReasons()).containsExactly(CommitReason.SETTLED);
    }

    @Test
    void turnOfTextAlone_tellsOfNoSpeech() {
        call.finalText(1000, "hello").until(1500);

        var commit = call.only(Commit.class);
        assertThat(commit.speechEndNanos()).isNegative();
        assertThat(commit.finalNanos()).isEqualTo(1000 * MILLI);
        assertThat(commit.utterance().audioStart()).isEqualTo(ofSeconds(1));
        assertThat(commit.utterance().audioEnd()).isEqualTo(ofSeconds(1));
    }

    @Test
    void turnOfTextWithTimes_isWhereItsWordsWere() {
        call.finalText(1000, "hello", 300, 700).until(1500);

        assertThat(call.only(Commit.class).utterance().audioStart()).isEqualTo(ofMillis(300));
        assertThat(call.only(Commit.class).utterance().audioEnd()).isEqualTo(ofMillis(700));
    }

    @Test
    void noText_abandonsTheTurnAfterTheTimeout() {
        call.callerSpeaks(1000, 2000).acknowledges(2200).until(6999);
        assertThat(call.abandoned()).isEmpty();

        call.until(7000);
        assertThat(call.only(Abandon.class)).isEqualTo(new Abandon(1, AbandonReason.NO_TEXT));
    }

    @Test
    void noText_isNeverAbandonedBeforeTheAnswerIsDue() {
        var hasty = Conversation.where(settings -> settings.noTranscriptTimeout(ofMillis(100)));
        hasty.callerSpeaks(1000, 2000).until(9000);

        assertThat(hasty.timeOf(Abandon.class)).isEqualTo(3150);
    }

    @Test
    void interims_startTheTimeoutAfresh() {
        var strict = Conversation.where(settings -> settings.promotesInterims(false));
        strict.callerSpeaks(1000, 2000).interim(4000, "hel").until(20_000);

        assertThat(strict.timeOf(Abandon.class)).isEqualTo(9000);
    }

    @Test
    void interimBeforeTheEndOfSpeech_doesNotShortenTheTimeout() {
        var strict = Conversation.where(settings -> settings.promotesInterims(false));
        strict.callerStarts(1000).interim(1500, "hel").callerStops(2000).until(20_000);

        assertThat(strict.timeOf(Abandon.class)).isEqualTo(7000);
    }

    @Test
    void interimAloneWithoutSpeech_isAbandonedWhereItMayNotBeTaken() {
        var strict = Conversation.where(settings -> settings.promotesInterims(false));
        strict.interim(1000, "hel").interim(1200, "hello").until(20_000);

        assertThat(strict.timeOf(Abandon.class)).isEqualTo(6200);
        assertThat(strict.committedTexts()).isEmpty();
    }

    @Test
    void silenceWhileTheCallerSpeaks_isNoReasonToAbandon() {
        call.callerStarts(1000).until(60_000);

        assertThat(call.abandoned()).isEmpty();
    }

    @Test
    void handlerThatListensToTheAudio_getsATurnWithoutText() {
        listening.callerSpeaks(1000, 2000).until(2300);

        assertThat(listening.committedTexts()).containsExactly("");
        assertThat(listening.timeOf(Commit.class)).isEqualTo(2300);
        assertThat(listening.commitReasons()).containsExactly(CommitReason.QUIET);
        assertThat(listening.all(StartHandler.class)).hasSize(1);
    }

    @Test
    void handlerThatListensToTheAudio_getsTheFinalsThatAreThere() {
        listening
                .callerStarts(1000)
                .finalText(1500, "on")
                .interim(1700, "wednes")
                .callerStops(2000)
                .until(2300);

        assertThat(listening.committedTexts()).containsExactly("on");
    }

    @Test
    void handlerThatListensToTheAudio_needsTextWhereNoSpeechWasHeard() {
        var strict =
                Conversation.where(settings -> settings.requireTranscript(false).promotesInterims(false));
        strict.interim(1000, "hel").until(4000);

        assertThat(strict.committedTexts()).isEmpty();
    }

    @Test
    void turnThatNeedsWords_isAnnouncedOnlyWithThem() {
        var wordy = Conversation.where(
                settings -> settings.start(TurnConfig.Start.MIN_WORDS).minStartWords(2));
        wordy.callerStarts(1000).interim(1200, "on").until(1300);
        assertThat(wordy.all(TurnStarted.class)).isEmpty();

        wordy.interim(1400, "on wednesday").finalText(1500, "on wednesday").until(1600);
        assertThat(wordy.timeOf(TurnStarted.class)).isEqualTo(1400);
    }

    @Test
    void turnWithTooFewWords_isCommittedAllTheSame() {
        var wordy = Conversation.where(
                settings -> settings.start(TurnConfig.Start.MIN_WORDS).minStartWords(2));
        wordy.callerSays(1000, 2000, "yes");

        assertThat(wordy.all(TurnStarted.class)).isEmpty();
        assertThat(wordy.committedTexts()).containsExactly("yes");
    }

    @Test
    void turnThatWasSaidPartlyOverTheAgent_overlaps() {
        var patient = Conversation.where(settings -> settings.minInterruption(ofSeconds(5)));
        patient.greetingPlays().callerStarts(1000).agentFinishes(1500, 1).callerStops(2000);
        patient.answer(2200, "good morning").until(2300);

        assertThat(patient.only(Commit.class).utterance().overlap()).isTrue();
    }

    @Test
    void turnThatInterrupted_doesNotOverlap() {
        call.greetingPlays().callerSays(1000, 2000, "no wait");

        assertThat(call.only(Commit.class).utterance().overlap()).isFalse();
    }

    @Test
    void turnInSilence_doesNotOverlap() {
        call.greetingPlays().agentFinishes(500, 1).callerSays(1000, 2000, "hello");

        assertThat(call.only(Commit.class).utterance().overlap()).isFalse();
    }

    @Test
    void replyThatIsReady_waitsWhileTheOpenTurnMayStillCommit() {
        call.callerSays(1000, 2000, "hello")
                .callerSpeaks(2500, 2600)
                .replyIsReady(2610, 1)
                .until(2899);
        assertThat(call.all(StartReply.class)).isEmpty(); // the quiet is over at 2900, the text settled at 3750

        call.until(9000);
        assertThat(call.timeOf(StartReply.class)).isEqualTo(3750);
    }

    @Test
    void replyThatIsReady_waitsForAnOpenTurnWithText() {
        call.callerSays(1000, 2000, "hello")
                .replyIsReady(2310, 1)
                .plays(2320, 1)
                .fallsSilent(2330, 1);
        call.interim(3000, "wait").replyIsReady(3010, 1).until(3900);
        assertThat(call.all(StartReply.class)).hasSize(1);

        call.until(4000);
        assertThat(call.committedTexts()).containsExactly("hello", "wait");
    }

    /** The reason is that of the decision: what looks only at the text that is left says that there was none. */
    @Test
    void wordsThatBecomeNoUtterance_areReportedForWhatBefellThemAndNeverAsMissing() {
        var shielded = new Conversation(TurnConfig.defaults());
        shielded.greetingPlays()
                .replyIsShielded(20, 1)
                .callerSays(1000, 2000, "yes")
                .until(20_000);
        var muted = new Conversation(TurnConfig.defaults());
        muted.isMuted(500).callerSays(1000, 2000, "yes").until(20_000);
        var asleep = Conversation.where(settings -> settings.wakePhrases(List.of("computer")));
        asleep.callerSays(1000, 2000, "yes").until(20_000);
        var drafted = Conversation.where(settings -> settings.promotesInterims(false));
        drafted.callerStarts(1000).interim(1500, "yes").callerStops(2000).until(20_000);

        assertThat(shielded.dropped()).containsExactly(new DropSpeech(1, "yes", DropReason.BELOW_INTERRUPTION));
        assertThat(muted.dropped()).containsExactly(new DropSpeech(1, "yes", DropReason.MUTED));
        assertThat(asleep.dropped()).containsExactly(new DropSpeech(1, "yes", DropReason.NO_WAKE_PHRASE));
        assertThat(Stream.of(shielded, muted, asleep).flatMap(each -> each.abandoned().stream()))
                .isEmpty();
        assertThat(drafted.abandoned()).containsExactly(new Abandon(1, AbandonReason.ONLY_INTERIM));
    }

    @Test
    void turnThatWasCommitted_isNotMissedWhenTheWaitForTextWouldBeOver() {
        call.callerStarts(1000).finalText(1500, "yes").callerStops(2000).until(20_000); // asked, and never answered

        assertThat(call.committedTexts()).containsExactly("yes");
        assertThat(call.abandoned()).isEmpty();
    }

    @Test
    void droppedTurn_isRememberedWithItsText() {
        var patient = Conversation.where(settings -> settings.minInterruption(ofMillis(900)));
        patient.greetingPlays().callerSpeaks(1000, 1400).answer(1600, "mhm").until(9000);

        assertThat(patient.dropped()).containsExactly(new DropSpeech(1, "mhm", DropReason.BELOW_INTERRUPTION));
        assertThat(patient.timeOf(DropSpeech.class)).isEqualTo(1700);
        assertThat(patient.all(StartHandler.class)).isEmpty();
    }
}
