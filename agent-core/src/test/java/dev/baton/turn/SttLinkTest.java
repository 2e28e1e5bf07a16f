package dev.baton.turn;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.ConnectStt;
import dev.baton.turn.TurnAction.GiveUpStt;
import dev.baton.turn.TurnAction.HoldAudio;
import dev.baton.turn.TurnAction.ReplayAudio;
import dev.baton.turn.TurnAction.ReportReconnected;
import dev.baton.turn.TurnAction.ReportReconnecting;
import dev.baton.turn.TurnAction.SendAudio;
import dev.baton.turn.TurnAction.SendKeepAlive;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SttLinkTest {
    private static final long MILLI = 1_000_000;

    private final Conversation call = new Conversation(TurnConfig.defaults());
    private final Conversation thrifty = Conversation.where(settings -> settings.sendsSilence(false));

    // Loss and return

    @Test
    void lostConnection_isMadeAnewAtOnce() {
        call.linkIsLost(6000);

        assertThat(call.actions()).containsExactly(new ReportReconnecting(), new ConnectStt());
    }

    @Test
    void connectionThatStandsAgainInSilence_getsAudioFromALittleBefore() {
        call.linkIsLost(6000).linkOpens(6200);

        assertThat(call.actions())
                .endsWith(new ReportReconnected(), new SendAudio(5900 * MILLI))
                .hasSize(4);
    }

    @Test
    void connectionThatStandsAgainInATurn_getsTheTurnOnceMore() {
        call.callerStarts(6000).linkIsLost(6500).linkOpens(6700);

        assertThat(call.only(ReplayAudio.class)).isEqualTo(new ReplayAudio(5600 * MILLI)); // onset 5900
        assertThat(call.all(SendAudio.class)).isEmpty();
    }

    @Test
    void serviceThatAsksForTime_isLeftAloneForSoLong() {
        call.linkIsLost(6000).linkIsBusy(6100, 7_000);
        assertThat(call.all(ConnectStt.class)).hasSize(1);

        call.until(13_099);
        assertThat(call.all(ConnectStt.class)).hasSize(1);
        call.until(13_100);
        assertThat(call.all(ConnectStt.class)).hasSize(2);
    }

    @Test
    void serviceThatAsksForTimeOnAnOpenConnection_isLeftAloneAndIsNotBroken() {
        for (int i = 0; i < 5; i++) {
            long at = 6_000 + i * 8_000L;
            call.linkIsBusy(at, 7_000).until(at + 6_999);
            assertThat(call.all(ConnectStt.class)).hasSize(i);
            call.until(at + 7_000).linkOpens(at + 7_100);
            assertThat(call.all(ConnectStt.class)).hasSize(i + 1);
        }
    }

    @Test
    void serviceThatAsksForAnHour_isTriedAgainWhileTheCallerMayStillBeThere() {
        call.linkIsLost(6000).linkIsBusy(6100, 3_600_000).until(36_100);

        assertThat(call.all(ConnectStt.class)).hasSize(2);
    }

    @Test
    void audioThatHasAFinal_isNotSentAgain() {
        call.callerStarts(6000)
                .finalText(6500, "on", 5900, 6300)
                .linkIsLost(6600)
                .linkOpens(6700);

        assertThat(call.only(ReplayAudio.class)).isEqualTo(new ReplayAudio(6300 * MILLI));
    }

    @Test
    void finalWithoutTimes_hasTheAudioBeforeIt() {
        call.callerStarts(6000).finalText(6500, "on").linkIsLost(6600).linkOpens(6700);

        assertThat(call.only(ReplayAudio.class)).isEqualTo(new ReplayAudio(6500 * MILLI));
    }

    @Test
    void audioOfAnEarlierTurn_isNotSentAgain() {
        var generous = Conversation.where(settings -> settings.preRoll(ofSeconds(1)));
        generous.callerSays(1000, 2000, "hello")
                .callerStarts(2400)
                .linkIsLost(6000)
                .linkOpens(6700);

        assertThat(generous.only(ReplayAudio.class)).isEqualTo(new ReplayAudio(1800 * MILLI));
    }

    @Test
    void replayBeforeTheCall_startsWithIt() {
        call.callerStarts(200).linkIsLost(6000).linkOpens(6700);
        assertThat(call.only(ReplayAudio.class)).isEqualTo(new ReplayAudio(0));

        var early = new Conversation(TurnConfig.defaults()).linkIsLost(100).linkOpens(200);
        assertThat(early.only(SendAudio.class)).isEqualTo(new SendAudio(0));
    }

    @Test
    void connectionToldOfTwice_isNothingNew() {
        call.linkOpens(1000);

        assertThat(call.actions()).isEmpty();
    }

    @Test
    void firstConnectionThatIsNotThereYet_isNoLoss() {
        call.linkIsPending(0).callerStarts(300).until(800).linkOpens(900);

        assertThat(call.only(ReplayAudio.class)).isEqualTo(new ReplayAudio(0));
        assertThat(call.all(ReportReconnecting.class)).isEmpty();
        assertThat(call.all(ReportReconnected.class)).isEmpty();
    }

    @Test
    void firstConnectionThatFails_isTriedAgain() {
        call.linkIsPending(0).linkIsLost(300).until(2000);

        assertThat(call.all(ConnectStt.class)).hasSize(1);
        assertThat(call.timeOf(ConnectStt.class)).isBetween(487L, 550L);
        assertThat(call.all(ReportReconnecting.class)).isEmpty();
        call.linkOpens(2100);
        assertThat(call.all(ReportReconnected.class)).isEmpty();
    }

    // Waiting between attempts

    /** Every attempt fails 100 ms after it began; how long was waited after that. */
    private static List<Long> waits(Conversation call, int attempts) {
        call.linkIsLost(6000);
        var waits = new ArrayList<Long>();
        for (int i = 0; i < attempts; i++) {
            int tried = call.timesOf(ConnectStt.class).size();
            long failed = call.timesOf(ConnectStt.class).get(tried - 1) + 100;
            call.linkIsLost(failed);
            for (long now = failed; call.timesOf(ConnectStt.class).size() == tried && now < failed + 6000; now += 50) {
                call.until(now);
            }
            assertThat(call.timesOf(ConnectStt.class)).hasSize(tried + 1);
            waits.add(call.timesOf(ConnectStt.class).get(tried) - failed);
        }
        return waits;
    }

    private static void assertWaits(List<Long> waits, long... atMost) {
        assertThat(waits).hasSameSizeAs(atMost);
        for (int i = 0; i < atMost.length; i++) {
            assertThat(waits.get(i)).as("wait %d of %s", i, waits).isBetween(atMost[i] * 3 / 4, atMost[i]);
        }
    }

    @Test
    void failedAttempts_areRepeatedEverMoreRarelyAndThenFromTheStart() {
        assertWaits(waits(call, 7), 250, 500, 1000, 250, 250, 500, 1000);
    }

    @Test
    void waitBetweenAttempts_isNeverAboveFiveSeconds() {
        var stubborn = Conversation.where(settings -> settings.maxRetries(20));

        assertWaits(waits(stubborn, 12), 250, 500, 1000, 2000, 4000, 5000, 5000, 5000, 5000, 5000, 5000, 5000);
    }

    @Test
    void waits_differFromCallToCall() {
        var differing = new ArrayList<Long>();
        for (int i = 0; i < 20; i++) {
            var other = new Conversation(TurnConfig.defaults());
            other.linkIsLost(6000).linkIsLost(6100 + i).until(9000);
            differing.add(other.timesOf(ConnectStt.class).get(1) - 6100 - i);
        }

        assertThat(differing.stream().distinct().count()).isGreaterThan(8);
        assertThat(differing).allMatch(wait -> wait >= 187 && wait <= 250);
    }

    @Test
    void attemptThatSucceeds_startsTheWaitsFromTheStart() {
        assertWaits(waits(call, 2), 250, 500);
        call.linkOpens(50_000).linkIsLost(60_000).linkIsLost(60_100).until(70_000);

        var times = call.timesOf(ConnectStt.class);
        assertThat(times.get(times.size() - 1)).isBetween(60_287L, 60_350L);
    }

    @Test
    void hangUpWhileWaiting_endsTheAttempts() {
        call.linkIsLost(6000).linkIsLost(6100).hangsUp(6150).until(20_000);

        assertThat(call.timesOf(ConnectStt.class)).containsExactly(6000L);
    }

    // Giving up

    @Test
    void connectionsThatDieYoung_areGivenUpInTheEnd() {
        call.linkIsLost(1000).linkOpens(1100).linkIsLost(2000).linkOpens(2100).until(6000);
        assertThat(call.all(GiveUpStt.class)).isEmpty();

        call.linkIsLost(6100).linkOpens(7000).until(20_000); // it had stood for 4 s
        assertThat(call.only(GiveUpStt.class)).isEqualTo(new GiveUpStt(GiveUpReason.QUICK_FAILURES));
        assertThat(call.all(ConnectStt.class)).hasSize(2);
        assertThat(call.all(ReportReconnected.class)).hasSize(2);
    }

    @Test
    void connectionThatLivedLongEnough_startsTheCountAfresh() {
        call.linkIsLost(1000).linkOpens(1100).linkIsLost(2000).linkOpens(2100).linkIsLost(7100); // stood for 5 s
        call.linkOpens(7200).linkIsLost(8000).linkOpens(8100).linkIsLost(9000);
        assertThat(call.all(GiveUpStt.class)).isEmpty();

        call.linkOpens(9100).linkIsLost(10_000);
        assertThat(call.all(GiveUpStt.class)).hasSize(1);
    }

    @Test
    void attemptsThatFail_areNotConnectionsThatDied() {
        call.linkIsLost(1000).linkIsLost(1100).linkIsLost(1200).linkIsLost(1300).linkIsLost(1400);

        assertThat(call.all(GiveUpStt.class)).isEmpty();
    }

    @Test
    void refusal_isGivenUpAtOnceAndForGood() {
        call.linkFails(1000).linkFails(1100).linkIsLost(1200).linkOpens(1300).until(20_000);

        assertThat(call.actions()).containsExactly(new GiveUpStt(GiveUpReason.REFUSED));
    }

    @Test
    void recogniserThatWasNeverReached_isNotSaidToHaveRefused() {
        call.linkFails(1000, GiveUpReason.UNREACHABLE);

        assertThat(call.actions()).containsExactly(new GiveUpStt(GiveUpReason.UNREACHABLE));
    }

    @Test
    void recogniserThatCloses_isGoneWithoutAReport() {
        call.linkCloses(1000)
                .linkIsLost(1100)
                .linkOpens(1200)
                .linkFails(1300)
                .linkCloses(1400)
                .until(9000);

        assertThat(call.actions()).isEmpty();
    }

    @Test
    void refusalAfterTheHangUp_isNoNews() {
        call.callerStarts(1000).hangsUp(1500).linkFails(1600);

        assertThat(call.all(GiveUpStt.class)).isEmpty();
        assertThat(call.all(TurnAction.EndCall.class)).hasSize(1);
    }

    @Test
    void lossAfterTheHangUp_isTheEnd() {
        call.callerStarts(1000).hangsUp(1500).linkIsLost(1600);

        assertThat(call.all(ConnectStt.class)).isEmpty();
        assertThat(call.timeOf(TurnAction.EndCall.class)).isEqualTo(1600);
    }

    // Silence that is not sent

    @Test
    void silence_isHeldFromTheStart() {
        thrifty.until(1000);

        assertThat(thrifty.actions()).containsExactly(new HoldAudio());
    }

    @Test
    void turn_isSentFromALittleBeforeItsOnset() {
        thrifty.callerStarts(1000).callerStops(2000).answer(2200, "hello").until(3000);

        assertThat(thrifty.only(SendAudio.class)).isEqualTo(new SendAudio(600 * MILLI));
        assertThat(thrifty.timesOf(HoldAudio.class)).containsExactly(0L, 2300L);
    }

    @Test
    void soundThatFades_isNotSent() {
        thrifty.soundBegins(1000).soundFades(1100).until(2000);

        assertThat(thrifty.actions()).containsExactly(new HoldAudio());
    }

    @Test
    void textAlone_isSentForToo() {
        thrifty.interim(100, "hello").until(200);

        assertThat(thrifty.only(SendAudio.class)).isEqualTo(new SendAudio(0));
    }

    @Test
    void silenceThatIsSent_isNeverHeld() {
        call.callerSays(1000, 2000, "hello").until(20_000);

        assertThat(call.all(HoldAudio.class)).isEmpty();
        assertThat(call.all(SendAudio.class)).isEmpty();
        assertThat(call.all(SendKeepAlive.class)).isEmpty();
    }

    @Test
    void heldAudio_isMadeUpForByKeepAlives() {
        thrifty.until(10_000);
        assertThat(thrifty.timesOf(SendKeepAlive.class)).containsExactly(5000L, 10_000L);

        thrifty.callerSays(11_000, 19_000, "hello").until(24_299);
        assertThat(thrifty.timesOf(SendKeepAlive.class)).hasSize(2);
        thrifty.until(24_300); // held again at 19300
        assertThat(thrifty.timesOf(SendKeepAlive.class)).hasSize(3);
    }

    @Test
    void audioThatStopsComing_isMadeUpForByKeepAlives() {
        call.audioStops(1000).until(11_500).audioResumes(12_000).until(30_000);

        assertThat(call.timesOf(SendKeepAlive.class)).containsExactly(6000L, 11_000L);
    }

    @Test
    void keepAlive_isASetting() {
        var nervous = Conversation.where(settings -> settings.keepAlive(ofMillis(500)));
        nervous.audioStops(1000).until(2000);

        assertThat(nervous.timesOf(SendKeepAlive.class)).containsExactly(1500L, 2000L);
    }

    @Test
    void lineThatIsDown_getsNoKeepAlive() {
        call.audioStops(1000).linkIsLost(5500).until(20_000);

        assertThat(call.all(SendKeepAlive.class)).isEmpty();
    }

    @Test
    void lineThatWasToldToClose_getsNoKeepAlive() {
        var slow = Conversation.where(settings -> settings.closeDrain(ofSeconds(20)));
        slow.audioStops(1000).hangsUp(2000).until(20_000);

        assertThat(slow.all(SendKeepAlive.class)).isEmpty();
    }
}
