package dev.baton.testkit.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baton.BatonException;
import dev.baton.testkit.call.MemoryJournal;
import dev.baton.testkit.call.TestCall;
import dev.baton.tuning.CallOutcome;
import dev.baton.tuning.Change;
import dev.baton.tuning.RecordedCall;
import dev.baton.tuning.TurnOutcome;
import dev.baton.tuning.WhatIf;
import dev.baton.turn.TurnConfig;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call is held twice: once with some settings, of which it is asked what would have happened with others, and once with those. */
class WhatIfTest {
    private static final String[] WORDS = {"one", "two", "monday", "please", "four", "again", "number"};

    /** What a caller says and when, whatever the agent does. */
    private interface Caller {
        void talk(TestCall call);
    }

    private static RecordedCall held(Caller caller, String minEndpointing) {
        var journal = new MemoryJournal();
        try (var call = TestCall.builder((utterance, reply) -> reply.say("very well"))
                .turns(with(minEndpointing))
                .handlerTakes(Duration.ofMillis(40))
                .journal(journal)
                .start()) {
            caller.talk(call);
        }
        try (var reader = journal.read()) {
            return RecordedCall.read(reader, "the test's call");
        }
    }

    private static TurnConfig with(String minEndpointing) {
        return TurnConfig.builder().set("turn.min-endpointing", minEndpointing).build();
    }

    private static CallOutcome asked(RecordedCall call, String minEndpointing) {
        return WhatIf.with(call, settings -> settings.set("turn.min-endpointing", minEndpointing));
    }

    /** With none of these settings the recogniser is asked close to where a word begins: what the kit's own one has of such a word is chance. */
    private static final List<String> SETTINGS = List.of("400ms", "900ms", "1500ms");

    private static final int[] PAUSES_MILLIS = {1_060, 1_120, 1_180};

    private static Caller random(long seed) {
        return call -> {
            var dice = new Random(seed);
            call.pause(Duration.ofMillis(500 + dice.nextInt(1000)));
            for (int i = 0; i < 8; i++) {
                var said = new StringBuilder(WORDS[dice.nextInt(WORDS.length)]);
                for (int more = dice.nextInt(3); more > 0; more--) {
                    said.append(' ').append(WORDS[dice.nextInt(WORDS.length)]);
                }
                call.say(said.toString());
                call.pause(Duration.ofMillis(
                        dice.nextBoolean()
                                ? PAUSES_MILLIS[dice.nextInt(PAUSES_MILLIS.length)]
                                : 2_600 + dice.nextInt(900)));
            }
            call.pause(Duration.ofSeconds(3)); // how soon a recogniser answers to the hang-up is not modelled
        };
    }

    private static void assertSame(CallOutcome foretold, CallOutcome real) {
        assertThat(texts(foretold)).isEqualTo(texts(real));
        for (int i = 0; i < real.turns().size(); i++) {
            assertThat(foretold.turns().get(i).committedNanos())
                    .as("when turn %d is committed", i + 1)
                    .isCloseTo(real.turns().get(i).committedNanos(), within(30_000_000L));
        }
        assertThat(foretold.interruptions()).isEqualTo(real.interruptions());
    }

    private static List<String> texts(CallOutcome outcome) {
        return outcome.turns().stream().map(TurnOutcome::text).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void sameSettings_sameOutcomeToTheNanosecond(long seed) {
        var call = held(random(seed), "500ms");

        assertThat(call.outcome().turns()).isNotEmpty();
        assertThat(WhatIf.with(call, settings -> settings)).isEqualTo(call.outcome());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void otherSettings_whatIsForetoldHappens(long seed) {
        for (String one : List.of("500ms", "1500ms")) {
            var call = held(random(seed), one);
            for (String other : SETTINGS) {
                assertSame(asked(call, other), held(random(seed), other).outcome());
            }
        }
    }

    @Test
    void shorterQuiet_splitsWhatWasOneTurn() {
        Caller caller = call ->
                call.say("four two").pause(Duration.ofMillis(600)).say("one").pause(Duration.ofSeconds(4));
        var call = held(caller, "900ms");
        var outcome = asked(call, "500ms");

        assertThat(texts(call.outcome())).containsExactly("four two one");
        assertThat(texts(outcome)).containsExactly("four two", "one");
        assertThat(outcome.turns()).allMatch(TurnOutcome::modelled);
        assertThat(call.turns()).hasSize(1);
        var change = Change.between(call.outcome(), outcome);
        assertThat(change).singleElement().satisfies(each -> {
            assertThat(each.before()).hasSize(1);
            assertThat(each.after()).hasSize(2);
            assertThat(each.isModelled()).isTrue();
        });
    }

    @Test
    void callerWhoWasCutOff_isKnownToHaveMeantOneTurn() {
        Caller caller = call -> call.say("four two")
                .pause(Duration.ofMillis(520))
                .say("one")
                .pause(Duration.ofSeconds(4))
                .say("please")
                .pause(Duration.ofSeconds(4));
        var call = held(caller, "500ms");

        assertThat(texts(call.outcome())).containsExactly("four two", "one", "please");
        assertThat(call.turns()).hasSize(2);
    }

    @Test
    void settingsThatContradictEachOther_areRefused() {
        var call = held(caller -> caller.say("one").pause(Duration.ofSeconds(2)), "500ms");

        assertThatThrownBy(() -> asked(call, "a while"))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("turn.min-endpointing");
    }

    @Test
    void redactedCall_isRefused() {
        var journal = new MemoryJournal(true);
        try (var call = TestCall.builder((utterance, reply) -> reply.say("yes"))
                .journal(journal)
                .start()) {
            call.say("one").pause(Duration.ofSeconds(2));
        }

        try (var reader = journal.read()) {
            assertThatThrownBy(() -> RecordedCall.read(reader, "mine"))
                    .isInstanceOf(BatonException.class)
                    .hasMessageContaining("mine is redacted");
        }
    }
}
