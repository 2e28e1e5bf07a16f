package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.DropSpeech;
import dev.baton.turn.TurnAction.SendFinalize;
import dev.baton.turn.TurnAction.StartReply;
import dev.baton.turn.TurnAction.TurnStarted;
import dev.baton.turn.TurnConfig.Mute;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MutingTest {
    private final Conversation call = new Conversation(TurnConfig.defaults());

    private static Conversation muted(Mute mute) {
        return Conversation.where(settings -> settings.mute(mute).minInterruption(Duration.ofSeconds(9)));
    }

    private static DropSpeech unheard(int turn, String text) {
        return new DropSpeech(turn, text, DropReason.MUTED);
    }

    @Test
    void speechWhollyInside_isNeitherAnnouncedNorCommittedButDropped() {
        call.isMuted(500).callerSays(1000, 2000, "hello");

        assertThat(call.all(TurnStarted.class)).isEmpty();
        assertThat(call.committedTexts()).isEmpty();
        assertThat(call.dropped()).containsExactly(unheard(1, "hello"));
        assertThat(call.timeOf(DropSpeech.class)).isEqualTo(2300);
        assertThat(call.timeOf(SendFinalize.class)).isEqualTo(2150); // the recogniser is asked all the same
    }

    @Test
    void textAloneInside_isDroppedToo() {
        call.isMuted(500).finalText(1000, "hello").until(9000);

        assertThat(call.dropped()).containsExactly(unheard(1, "hello"));
    }

    @Test
    void speechThatGoesOnPastIt_isATurnFromThenOn() {
        call.isMuted(500)
                .callerStarts(1000)
                .isUnmuted(1500)
                .callerStops(2000)
                .answer(2200, "hello")
                .until(2300);

        assertThat(call.timeOf(TurnStarted.class)).isEqualTo(1500);
        assertThat(call.committedTexts()).containsExactly("hello");
    }

    @Test
    void speechFromBefore_isATurn() {
        call.callerStarts(1000)
                .isMuted(1500)
                .callerStops(2000)
                .answer(2200, "hello")
                .until(2300);

        assertThat(call.committedTexts()).containsExactly("hello");
    }

    @Test
    void unmutedBeforeTheCommit_speechWasInsideAllTheSame() {
        call.isMuted(500)
                .callerSpeaks(1000, 2000)
                .isUnmuted(2100)
                .answer(2200, "hello")
                .until(2300);

        assertThat(call.all(TurnStarted.class)).isEmpty();
        assertThat(call.dropped()).containsExactly(unheard(1, "hello"));
    }

    @Test
    void mutedSpeech_holdsUpNoReply() {
        call.callerSays(1000, 2000, "hello")
                .isMuted(2350)
                .callerSpeaks(2500, 2600)
                .replyIsReady(2650, 1);

        assertThat(call.timeOf(StartReply.class)).isEqualTo(2650);
    }

    @Test
    void mutedTwice_isUnmutedOnce() {
        call.isMuted(500).isMuted(600).isUnmuted(700).callerSays(1000, 2000, "hello");

        assertThat(call.committedTexts()).containsExactly("hello");
    }

    @Test
    void firstBotSpeech_mutesWhileTheAgentSpeaksForTheFirstTime() {
        var call = muted(Mute.FIRST_BOT_SPEECH).callStarts().callerStarts(100);
        assertThat(call.all(TurnStarted.class)).hasSize(1);

        var greeted = muted(Mute.FIRST_BOT_SPEECH).greetingPlays().callerSpeaks(1000, 1500);
        greeted.answer(1700, "hello").until(2000).agentFinishes(2100, 1);
        assertThat(greeted.dropped()).containsExactly(unheard(1, "hello"));

        greeted.plays(2200, 7).callerStarts(3000).agentFinishes(3500, 7).callerStops(4000);
        greeted.answer(4200, "again").until(4300);
        assertThat(greeted.committedTexts()).containsExactly("again");
        assertThat(greeted.timeOf(TurnStarted.class)).isEqualTo(3000);
    }

    @Test
    void untilFirstBotComplete_mutesFromTheStart() {
        var call = muted(Mute.UNTIL_FIRST_BOT_COMPLETE).callStarts().callerSays(100, 600, "hello");
        assertThat(call.dropped()).containsExactly(unheard(1, "hello"));

        call.agentAnswers(1000, 1).callerSays(1100, 1500, "hello again").agentFinishes(2000, 1);
        assertThat(call.dropped()).containsExactly(unheard(1, "hello"), unheard(2, "hello again"));

        call.callerSays(2500, 3000, "well").plays(3500, 7).callerStarts(4000);
        assertThat(call.committedTexts()).containsExactly("well");
        assertThat(call.timesOf(TurnStarted.class)).containsExactly(2500L, 4000L);
    }

    @Test
    void duringTools_mutesWhileOneRuns() {
        var call = muted(Mute.DURING_TOOLS)
                .toolStarts(500)
                .callerSays(1000, 1500, "hello")
                .toolEnds(2000);
        call.callerSays(2500, 3000, "again");

        assertThat(call.dropped()).containsExactly(unheard(1, "hello"));
        assertThat(call.committedTexts()).containsExactly("again");
    }
}
