package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.DropSpeech;
import java.util.List;
import org.junit.jupiter.api.Test;

class WakePhraseTest {
    private final Conversation call =
            Conversation.where(settings -> settings.wakePhrases(List.of("okay robot", "hey baton")));

    private static DropSpeech uncalled(int turn, String text) {
        return new DropSpeech(turn, text, DropReason.NO_WAKE_PHRASE);
    }

    @Test
    void textWithoutThePhrase_isDropped() {
        call.callerSays(1000, 2000, "what time is it");

        assertThat(call.committedTexts()).isEmpty();
        assertThat(call.dropped()).containsExactly(uncalled(1, "what time is it"));
    }

    @Test
    void textFromThePhraseOn_isCommittedAndWhatCameBeforeDropped() {
        call.callerSays(1000, 2000, "she said: Hey, Baton! What time is it?");

        assertThat(call.committedTexts()).containsExactly("Hey, Baton! What time is it?");
        assertThat(call.dropped()).containsExactly(uncalled(1, "she said:"));
    }

    @Test
    void punctuationBeforeThePhrase_isNothingToReport() {
        call.callerSays(1000, 2000, "... hey baton");

        assertThat(call.committedTexts()).containsExactly("hey baton");
        assertThat(call.dropped()).isEmpty();
    }

    @Test
    void severalPhrases_theFirstOneSaidCounts() {
        call.callerSays(1000, 2000, "hey baton okay robot");

        assertThat(call.committedTexts()).containsExactly("hey baton okay robot");
    }

    @Test
    void afterACommit_noPhraseIsNeededForAWhile() {
        call.callerSays(1000, 2000, "hey baton").callerSpeaks(11_000, 12_000).answer(12_200, "thanks");
        call.until(12_300); // ten seconds after the commit
        assertThat(call.committedTexts()).containsExactly("hey baton", "thanks");

        call.callerSays(22_000, 23_000, "hello");
        assertThat(call.dropped()).containsExactly(uncalled(3, "hello"));
    }

    @Test
    void noPhrases_agentIsAlwaysAwake() {
        var plain = new Conversation(TurnConfig.defaults()).callerSays(1000, 2000, "hello");

        assertThat(plain.committedTexts()).containsExactly("hello");
    }

    @Test
    void ownFinalOfAnInterimThatWasTaken_keepsThePhraseInFront() {
        call.callerStarts(1000)
                .finalText(1400, "um hey baton")
                .interim(1500, "play")
                .callerStops(2000)
                .until(3150);
        call.answer(3300, "stay");

        assertThat(call.committedTexts()).containsExactly("hey baton play", "hey baton stay");
    }
}
