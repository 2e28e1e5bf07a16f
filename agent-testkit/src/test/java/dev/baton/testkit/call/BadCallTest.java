package dev.baton.testkit.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.baton.agent.Reply;
import dev.baton.explain.CallExplanation;
import dev.baton.explain.Cause;
import dev.baton.explain.Diagnosis;
import dev.baton.explain.Symptom;
import dev.baton.journal.JournalReader;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Calls with one thing wrong: the explanation names it, and what it says to change mends it. */
class BadCallTest {
    private static CallExplanation explained(MemoryJournal journal) {
        return CallExplanation.of(journal.read());
    }

    private static CallExplanation explained(BadCall bad, Map<String, String> changes) {
        var journal = new MemoryJournal();
        bad.hold(journal, changes);
        return explained(journal);
    }

    private static List<Diagnosis> diagnoses(BadCall bad) {
        return explained(bad, Map.of()).diagnoses();
    }

    @ParameterizedTest
    @CsvSource({
        "CUT_OFF, CUT_OFF, turn.min-endpointing=750ms",
        "SPLIT_NUMBER, CUT_OFF, patience=900ms",
        "DOUBLE_TALK, DOUBLE_TALK, turn.min-interruption=300ms",
        "MANY_WORDS, DOUBLE_TALK, turn.min-interruption-words=1",
        "ECHO, ECHO, turn.echo-guard=10s",
        "FALSE_INTERRUPTION, FALSE_INTERRUPTION, turn.resume-false-interruption=true",
        "DEAD_AIR, DEAD_AIR, turn.min-endpointing=500ms",
        "SLOW_HANDLER, DEAD_AIR, ''",
        "SLOW_VOICE, DEAD_AIR, ''",
        "SLOW_RECOGNISER, DEAD_AIR, turn.finalize-timeout=1s",
        "NO_TEXT, DEAD_AIR, turn.no-transcript-timeout=1500ms",
        "SILENT_CALLER, DEAD_AIR, turn.user-idle=5s"
    })
    void oneThingWrong_isTheOneComplaintWithTheSettingToChange(BadCall bad, Symptom symptom, String change) {
        assertThat(diagnoses(bad)).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.symptom()).isEqualTo(symptom);
            assertThat(diagnosis.change()).isEqualTo(change);
        });
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"SPLIT_NUMBER", "SLOW_HANDLER", "SLOW_VOICE"})
    void whatItSaysToChange_mendsIt(BadCall bad) {
        var wrong = diagnoses(bad).get(0);

        assertThat(explained(bad, Map.of(wrong.setting(), wrong.value())).diagnoses())
                .extracting(Diagnosis::symptom, Diagnosis::setting)
                .doesNotContain(tuple(wrong.symptom(), wrong.setting()));
    }

    @Test
    void echoThatOutlastsTheGuard_isMendedInASecondStep() {
        var guard = Map.of("turn.echo-guard", "10s");
        var left = explained(BadCall.ECHO, guard).diagnoses().get(0);

        assertThat(left.change()).isEqualTo("turn.echo-guard-interruption=900ms");
        assertThat(explained(
                                BadCall.ECHO,
                                Map.of("turn.echo-guard", "10s", "turn.echo-guard-interruption", left.value()))
                        .diagnoses())
                .isEmpty();
    }

    @Test
    void pauseOfARecordedCallUnderAdaptive_saysWhatTheEndpointerAskedFor() {
        var explained = explained(BadCall.CUT_OFF, Map.of("turn.endpointing", "adaptive"));

        assertThat(explained.diagnoses()).isEmpty();
        assertThat(explained.turns().get(0).causes())
                .extracting(Cause::sentence)
                .contains(
                        "Quiet for 700 ms, which did not end the turn: it takes 1,000 ms (turn.endpointing=adaptive).");
    }

    @Test
    void slowness_saysWhoseItIs() {
        assertThat(diagnoses(BadCall.SLOW_HANDLER).get(0).evidence()).contains("The handler took 3.0 s.");
        assertThat(diagnoses(BadCall.SLOW_VOICE).get(0).evidence()).contains("Text to speech took 3.0 s.");
        assertThat(diagnoses(BadCall.SLOW_RECOGNISER).get(0).evidence())
                .contains("The recogniser's text came 2,710 ms");
    }

    @Test
    void theSameCallTwice_isExplainedInTheSameWords() {
        assertThat(explained(BadCall.CUT_OFF, Map.of())).isEqualTo(explained(BadCall.CUT_OFF, Map.of()));
    }

    @Test
    void goodCall_givesNoCauseForComplaint() {
        var journal = new MemoryJournal();
        try (var call = TestCall.builder(BadCallTest::answer).journal(journal).start()) {
            call.say("hello there").awaitReply().pause(Duration.ofMillis(800));
            call.say("five five five")
                    .pause(Duration.ofMillis(300))
                    .say("one two")
                    .awaitReply();
            call.say("yes please")
                    .pause(Duration.ofMillis(1_600))
                    .say("no i meant tomorrow")
                    .awaitReply();
        }
        var explained = explained(journal);

        assertThat(explained.turns()).hasSize(4);
        assertThat(explained.diagnoses()).isEmpty();
        assertThat(explained.complete()).isTrue();
    }

    private static void answer(dev.baton.turn.Utterance utterance, Reply reply) {
        reply.say("This is what I have understood of what was said.");
    }

    @Test
    void redactedJournal_isExplainedWithMaskedWords() {
        var journal = new MemoryJournal(true);
        BadCall.CUT_OFF.hold(journal);
        var explained = explained(journal);

        assertThat(explained.diagnoses()).extracting(Diagnosis::change).containsExactly("turn.min-endpointing=750ms");
        assertThat(explained.turns().get(0).text().split(" ", -1)).hasSize(5);
        assertThat(explained.toString()).doesNotContain("margherita");
    }

    @Test
    void journalCutOffAnywhere_isExplainedUpToThere() {
        var whole = new MemoryJournal();
        BadCall.CUT_OFF.hold(whole);
        byte[] bytes = whole.bytes();
        int turns = 0;
        for (int length = 4_000; length < bytes.length; length += 3_001) {
            var cut = new ByteArrayInputStream(Arrays.copyOf(bytes, length));
            var explained = CallExplanation.of(JournalReader.of(cut, "cut"));

            assertThat(explained.complete()).isFalse();
            assertThat(explained.turns().size()).isGreaterThanOrEqualTo(turns);
            turns = explained.turns().size();
        }
        assertThat(turns).isEqualTo(2);
    }
}
