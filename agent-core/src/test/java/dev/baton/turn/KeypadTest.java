package dev.baton.turn;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.Commit;
import dev.baton.turn.TurnAction.StartHandler;
import dev.baton.turn.TurnAction.StartReply;
import dev.baton.turn.TurnAction.StopReply;
import org.junit.jupiter.api.Test;

class KeypadTest {
    private final Conversation call = new Conversation(TurnConfig.defaults());

    private static Utterance keys(int turn, String keys, CommitReason reason, long fromMillis, long toMillis) {
        return new Utterance(
                turn, 0, Utterance.Kind.KEYS, keys, reason, ofMillis(fromMillis), ofMillis(toMillis), false, false);
    }

    @Test
    void terminator_endsTheInputAndIsPartOfIt() {
        call.presses(1000, "1").presses(1500, "2#");

        assertThat(call.utterances()).containsExactly(keys(1, "12#", CommitReason.KEY_TERMINATOR, 1000, 1500));
        assertThat(call.all(StartHandler.class)).hasSize(1);
        assertThat(call.only(Commit.class).speechEndNanos()).isNegative();
        assertThat(call.only(Commit.class).finalNanos()).isNegative();
    }

    @Test
    void otherTerminator_isASetting() {
        var starred = Conversation.where(settings -> settings.keypadTerminator('*'));
        starred.presses(1000, "1#2*");

        assertThat(starred.committedTexts()).containsExactly("1#2*");
    }

    @Test
    void everyKey_startsTheTimeoutAfresh() {
        call.presses(1000, "1").presses(2900, "2").until(4899);
        assertThat(call.committedTexts()).isEmpty();

        call.until(9000);
        assertThat(call.utterances()).containsExactly(keys(1, "12", CommitReason.KEY_TIMEOUT, 1000, 4900));
    }

    @Test
    void noTimeout_makesEachKeyAnInputOfItsOwn() {
        var single = Conversation.where(settings -> settings.keypadTimeout(ZERO));
        single.presses(1000, "12");

        assertThat(single.committedTexts()).containsExactly("1", "2");
    }

    @Test
    void keysAndSpeech_areTurnsOfTheirOwn() {
        call.callerStarts(1000)
                .presses(1500, "5#")
                .callerStops(2000)
                .answer(2250, "five")
                .until(2300);

        assertThat(call.committedTexts()).containsExactly("5#", "five");
        assertThat(call.utterances()).extracting(Utterance::turn).containsExactly(2, 1);
    }

    @Test
    void firstKey_interruptsTheAgent() {
        call.greetingPlays().presses(1000, "1");

        assertThat(call.stopped()).containsExactly(new StopReply(1, StopReason.INTERRUPTED));
    }

    @Test
    void furtherKeys_interruptNothing() {
        call.presses(1000, "1").plays(1100, 7).presses(1200, "2");

        assertThat(call.stopped()).isEmpty();
    }

    @Test
    void keyOverAShieldedReply_doesNotInterruptAndIsAnInputAllTheSame() {
        call.greetingPlays().replyIsShielded(20, 1).presses(1000, "1#");

        assertThat(call.stopped()).isEmpty();
        assertThat(call.committedTexts()).containsExactly("1#");
    }

    @Test
    void firstKeyWhileThinking_cancelsTheHandler() {
        call.callerSays(1000, 2000, "hello").presses(2400, "1");

        assertThat(call.stopped()).containsExactly(new StopReply(1, StopReason.CALLER_SPOKE));
    }

    @Test
    void replyThatIsReady_waitsForTheKeys() {
        call.callStarts().presses(500, "1").replyIsReady(600, 1).until(9000);

        assertThat(call.all(StartReply.class)).isEmpty();
        assertThat(call.stopped()).containsExactly(new StopReply(1, StopReason.SUPERSEDED));
    }

    @Test
    void keysWhileTheLastWordsAreAwaited_areNotTaken() {
        call.hangsUp(1000).presses(1100, "1#").types(1200, "hello").until(9000);

        assertThat(call.committedTexts()).isEmpty();
    }

    @Test
    void typedLine_isCommittedAtOnceAndInterrupts() {
        call.greetingPlays().types(1000, " hello ");

        assertThat(call.utterances())
                .containsExactly(new Utterance(
                        1,
                        0,
                        Utterance.Kind.TYPED,
                        "hello",
                        CommitReason.TYPED,
                        ofSeconds(1),
                        ofSeconds(1),
                        false,
                        false));
        assertThat(call.stopped()).containsExactly(new StopReply(1, StopReason.INTERRUPTED));
        assertThat(call.only(StartHandler.class).reply()).isEqualTo(2);
    }

    @Test
    void typedBlank_isNothing() {
        call.greetingPlays().types(1000, "  ");

        assertThat(call.committedTexts()).isEmpty();
        assertThat(call.stopped()).isEmpty();
    }
}
