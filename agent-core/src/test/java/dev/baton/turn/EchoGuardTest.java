package dev.baton.turn;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.DropSpeech;
import dev.baton.turn.TurnAction.StopReply;
import org.junit.jupiter.api.Test;

/** An agent on a line that brings its own voice back. The greeting begins to sound at once; speech is declared 100 ms after its onset. */
class EchoGuardTest {
    private static final String GREETING = "Good morning, this is the pizza line. What would you like to have today?";
    private static final StopReply INTERRUPTED = new StopReply(1, StopReason.INTERRUPTED);

    private final Conversation call = Conversation.where(settings -> settings.echoGuard(ofSeconds(5)));

    private static DropSpeech echo(String text) {
        return new DropSpeech(1, text, DropReason.ECHO);
    }

    @Test
    void ownWordsComeBack_agentSpeaksOnAndNothingIsCommitted() {
        call.greetingPlays().agentSays(10, GREETING).callerStarts(600).interim(1000, "good morning this");
        call.interim(1500, "good morning this is the pizza").until(3000);
        assertThat(call.stopped()).isEmpty();

        call.callerStops(3200)
                .answer(3400, "good mourning this is the pizza line")
                .until(9000);

        assertThat(call.stopped()).isEmpty();
        assertThat(call.committedTexts()).isEmpty();
        assertThat(call.dropped()).containsExactly(echo("good mourning this is the pizza line"));
    }

    @Test
    void otherWords_interruptAfterTheLongerGate() {
        call.greetingPlays().agentSays(10, GREETING).callerStarts(1000).interim(1100, "no wait please");
        call.until(1599);
        assertThat(call.stopped()).isEmpty();

        call.until(1600); // onset 900 + 700
        assertThat(call.stopped()).containsExactly(INTERRUPTED);
    }

    @Test
    void soundWithoutWords_interruptsAfterTwiceAsLong() {
        call.greetingPlays().agentSays(10, GREETING).callerStarts(1000).until(2299);
        assertThat(call.stopped()).isEmpty();

        call.until(2300); // onset 900 + 1400
        assertThat(call.stopped()).containsExactly(INTERRUPTED);
    }

    @Test
    void echoThatTurnsIntoTheCallersOwnWords_interrupts() {
        call.greetingPlays().agentSays(10, GREETING).callerStarts(1000).interim(1300, "this is the pizza line");
        call.until(2500);
        assertThat(call.stopped()).isEmpty();

        call.interim(2600, "this is the pizza line stop stop I want to talk to a person");

        assertThat(call.stopped()).containsExactly(INTERRUPTED);
    }

    @Test
    void shortAnswerThatRepeatsTheAgent_isNoEcho() {
        call.greetingPlays()
                .agentSays(10, "Say yes or no.")
                .fallsSilent(2000, 1)
                .callerSays(1900, 2500, "yes")
                .until(9000);

        assertThat(call.committedTexts()).containsExactly("yes");
    }

    @Test
    void afterTheGuard_everythingIsAsEver() {
        var brief = Conversation.where(settings -> settings.echoGuard(ofMillis(500)));
        brief.greetingPlays().agentSays(10, GREETING).callerStarts(1000).interim(1100, "this is the pizza line");
        brief.until(1200);

        assertThat(brief.stopped()).containsExactly(INTERRUPTED);
    }

    @Test
    void callerWhoRepeatsTheAgentAfterIt_isHeard() {
        call.greetingPlays().agentSays(10, GREETING).fallsSilent(2000, 1);
        call.callerSays(3000, 4500, "good morning this is the pizza line you say")
                .until(9000);

        assertThat(call.committedTexts()).containsExactly("good morning this is the pizza line you say");
    }

    @Test
    void callerWhoAnswersInTheAgentsWords_isHeardWhereMostOfItIsSaidAfterTheAgent() {
        call.greetingPlays()
                .agentSays(10, "Do you mean the nine o'clock appointment on Tuesday?")
                .callerStarts(1900);
        call.fallsSilent(2000, 1)
                .callerStops(3900)
                .answer(4100, "the nine o'clock appointment on Tuesday")
                .until(9000);

        assertThat(call.committedTexts()).containsExactly("the nine o'clock appointment on Tuesday");
    }

    @Test
    void requiredWords_areNotTheAgentsOwn() {
        var wordy =
                Conversation.where(settings -> settings.echoGuard(ofSeconds(5)).minInterruptionWords(3));
        wordy.greetingPlays().agentSays(10, GREETING).callerStarts(1000).interim(1500, "this is the pizza line");
        assertThat(wordy.stopped()).isEmpty();

        wordy.interim(1800, "this is not what I want");
        assertThat(wordy.stopped()).containsExactly(INTERRUPTED);
    }

    @Test
    void withoutTheGuard_ownWordsInterrupt() {
        var open = new Conversation(TurnConfig.defaults());
        open.greetingPlays().agentSays(10, GREETING).callerStarts(1000).interim(1100, "this is the pizza line");
        open.until(1200);

        assertThat(open.stopped()).containsExactly(INTERRUPTED);
    }
}
