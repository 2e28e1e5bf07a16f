package dev.baton.turn;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link TurnConfig} does not take, in which words; and what it takes although it is unusual. */
class RefusedSettingsTest {
    static List<Setting<?>> durations() {
        return TurnConfig.settings().stream()
                .filter(setting -> setting.type().startsWith("duration"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("durations")
    void negativeDuration_isRefusedFromTextAndFromCode(Setting<?> setting) throws ReflectiveOperationException {
        assertRefused(
                b -> b.set(setting.name(), "-5ms"), setting.name() + "=-5ms is negative", "set " + setting.name());

        var builder = TurnConfig.builder();
        TurnConfig.Builder.class
                .getMethod(TurnConfigTest.accessorOf(setting), Duration.class)
                .invoke(builder, Duration.ofNanos(-1));
        var error = catchThrowableOfType(BatonException.class, builder::build);
        assertThat(error).hasMessage(setting.name() + "=-0.000001ms is negative");
    }

    @ParameterizedTest
    @MethodSource("durations")
    void durationOfMoreThanADay_isRefused(Setting<?> setting) {
        assertRefused(b -> b.set(setting.name(), "24.1h"), setting.name() + "=86760s is longer than a day", "");
    }

    @Test
    void durationThatNanosecondsCannotHold_isRefusedAndNotAnOverflow() {
        assertRefused(
                b -> b.userIdle(Duration.ofSeconds(Long.MAX_VALUE)),
                "turn.user-idle=9223372036854775807s is longer",
                "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "", "ms", "1,5s", "half a second", "1e3ms", "5 sec", "PT5S", "0x10ms", "--5ms"})
    void textThatIsNoDuration_isRefusedWithAnExample(String text) {
        assertRefused(
                b -> b.set("turn.min-endpointing", text),
                "turn.min-endpointing=" + text + " is not a duration",
                "set turn.min-endpointing to a duration of 0ms or more, with its unit: 500ms, 1.5s, 2m");
    }

    @ParameterizedTest
    @CsvSource({
        "turn.min-start-words, 0, is too few, 1 or more",
        "stt.max-quick-failures, 0, is too few, 1 or more",
        "stt.max-retries, 0, is too few, 1 or more",
        "turn.min-interruption-words, -1, is negative, 0 or more",
        "turn.max-user-turn-words, -1, is negative, 0 or more",
        "turn.max-user-turn-words, two, is not a whole number, 0 or more",
        "turn.max-user-turn-words, 1.5, is not a whole number, 0 or more",
        "turn.max-user-turn-words, 99999999999, is not a whole number, 0 or more",
        "turn.endpointing-alpha, 1.01, is not within 0 and 1, from 0 to 1",
        "turn.endpointing-alpha, -0.1, is not within 0 and 1, from 0 to 1",
        "turn.endpointing-alpha, NaN, is not a number, from 0 to 1",
        "turn.audio-starvation, 19ms, is too short, 20ms or more",
        "stt.keep-alive, 99ms, is too short, 100ms or more",
        "turn.finalizes, yes, is not true or false, true or false",
        "turn.mute, sometimes, 'is not none, first-bot-speech, until-first-bot-complete or during-tools', first-bot-speech",
        "turn.finalize-at, turnend, 'is not turn-end or speech-end; did you mean \"turn-end\"?', turn-end or speech-end",
        "turn.keypad-terminator, x, is no key of a telephone, 0 to 9",
        "turn.keypad-terminator, '##', is not one key of a telephone, 0 to 9",
        "turn.keypad-terminator, '', is not one key of a telephone, 0 to 9",
        "turn.interrupt-phrases, 'stop, ?', 'has a phrase without words, \"?\"', stop",
        "turn.wake-phrases, 'hey,', 'has a phrase without words, \"\"', stop",
    })
    void valueOutOfRange_isRefusedWithWhatIsAllowed(String name, String value, String complaint, String allowed) {
        assertRefused(b -> b.set(name, value), name + "=", allowed);
        assertRefused(b -> b.set(name, value), " " + complaint, "set " + name + " to ");
    }

    @Test
    void valueOutOfRangeFromCode_isRefusedWhenBuilt() {
        assertRefused(b -> b.minStartWords(0), "turn.min-start-words=0 is too few", "1 or more");
        assertRefused(b -> b.endpointingAlpha(Double.NaN), "turn.endpointing-alpha=NaN is not within 0 and 1", "");
        assertRefused(b -> b.keypadTerminator('x'), "turn.keypad-terminator=x is no key", "");
        assertRefused(b -> b.wakePhrases(List.of("")), "turn.wake-phrases= has a phrase without words", "");
        assertRefused(b -> b.wakePhrases(List.of("hey, you")), "a phrase with a comma, \"hey, you\"", "");
        assertThatCode(() ->
                        TurnConfig.builder().minStartWords(0).minStartWords(1).build())
                .doesNotThrowAnyException();
    }

    @Test
    @SuppressWarnings("NullAway") // that is the point
    void nothingAtAll_isRefusedWithTheName() {
        assertThatNullPointerException()
                .isThrownBy(() -> TurnConfig.builder().minEndpointing(null))
                .withMessage("turn.min-endpointing");
    }

    @ParameterizedTest
    @CsvSource({
        "turn.min-endpointng, turn.min-endpointing",
        "turn.minEndpointing, turn.min-endpointing",
        "min-endpointing, turn.min-endpointing",
        "keep-alive, stt.keep-alive",
        "turn.keep-alive, stt.keep-alive",
        "TURN.MUTE, turn.mute",
        "turn.min_start_words, turn.min-start-words",
    })
    void unknownName_isRefusedWithTheNearest(String typed, String meant) {
        var error = refusal(b -> b.set(typed, "1s"), ErrorCode.UNKNOWN_NAME);
        assertThat(error).hasMessage("unknown setting \"" + typed + "\"; did you mean \"" + meant + "\"?");
        assertThat(error.remedy()).contains("docs/config-reference.md");
    }

    @Test
    void unknownNameLikeNone_isRefusedWithoutAGuess() {
        var error = refusal(b -> b.set("colour", "red"), ErrorCode.UNKNOWN_NAME);
        assertThat(error).hasMessage("unknown setting \"colour\"");
    }

    @Test
    void minimumAboveMaximum_isRefusedNamingBothValues() {
        var error = contradiction(b -> b.minEndpointing(ofMillis(1500)).maxEndpointing(ofMillis(1200)));
        assertThat(error.report()).isEqualTo("""
                        error BT-310: turn.min-endpointing=1500ms is above turn.max-endpointing=1200ms
                          do: set turn.max-endpointing to 1500ms or more, or turn.min-endpointing to 1200ms or less""");
    }

    @Test
    void minimumAloneAboveTheDefaultMaximum_isRefusedSayingWhatToSet() {
        var error = contradiction(b -> b.minEndpointing(ofSeconds(4)));
        assertThat(error.report()).isEqualTo("""
                        error BT-310: turn.min-endpointing=4s is above turn.max-endpointing=3s
                          turn.max-endpointing was not set, 3s is its default
                          do: set turn.max-endpointing to 4s or more, or turn.min-endpointing to 3s or less""");
    }

    @Test
    void replayBufferBelowThePreRoll_isRefused() {
        var error = contradiction(b -> b.set("stt.replay-buffer", "0"));
        assertThat(error).hasMessage("stt.replay-buffer=0ms is below stt.pre-roll=300ms");
        assertThat(error.tried()).isEqualTo("stt.pre-roll was not set, 300ms is its default");
        assertAllowed(b -> b.replayBuffer(Duration.ZERO).preRoll(Duration.ZERO));
    }

    @Test
    void switchThatDoesNothingBecauseOfAnother_isAllowed() {
        assertAllowed(b -> b.resumeFalseInterruption(true).allowInterruptions(false));
        assertAllowed(b -> b.speculates(true).requireTranscript(false));
    }

    @Test
    void contradictionWithWhatAnotherConfigSet_isRefused() {
        var file = TurnConfig.builder().maxEndpointing(ofMillis(600)).build();
        contradiction(b -> b.minEndpointing(ofMillis(700)).with(file));
    }

    @Test
    void unusualSettings_areTaken() {
        assertAllowed(b -> b.minEndpointing(ofSeconds(3)).maxEndpointing(ofSeconds(3)));
        assertAllowed(b -> b.minEndpointing(Duration.ZERO).maxEndpointing(Duration.ZERO));
        assertAllowed(b -> b.minEndpointing(ofMillis(1400)));
        assertAllowed(b -> b.minEndpointing(ofMillis(2500)));
        assertAllowed(b -> b.minInterruption(Duration.ZERO));
        assertAllowed(b -> b.finalizeTimeout(ofSeconds(5)));
        assertAllowed(b -> b.noTranscriptTimeout(ofMillis(300)).finalizeTimeout(ofSeconds(2)));
        assertAllowed(b -> b.finalizeLead(ofSeconds(2))); // never sent before the end of speech
        assertAllowed(b -> b.finalizes(false).finalizeAt(TurnConfig.FinalizeAt.SPEECH_END));
        assertAllowed(b -> b.finalizes(false).promotesInterims(false));
        assertAllowed(b -> b.requireTranscript(false));
        assertAllowed(b ->
                b.allowInterruptions(false).interruptPhrases(List.of("stop")).minInterruptionWords(3));
        assertAllowed(b -> b.wakeTimeout(Duration.ZERO));
        assertAllowed(b -> b.endpointing(TurnConfig.Endpointing.DYNAMIC).endpointingAlpha(0));
        assertAllowed(b -> b.keypadTimeout(Duration.ZERO).keypadTerminator('0'));
        assertAllowed(b -> b.userIdle(ofSeconds(30)).stallHangUp(ofSeconds(20)));
        assertAllowed(b -> b.closeDrain(Duration.ZERO).goodbyeLimit(Duration.ZERO));
        assertAllowed(b -> b.quickFailure(Duration.ZERO));
    }

    private static void assertAllowed(Consumer<TurnConfig.Builder> changes) {
        var builder = TurnConfig.builder();
        changes.accept(builder);
        assertThatCode(builder::build).doesNotThrowAnyException();
    }

    private static void assertRefused(Consumer<TurnConfig.Builder> changes, String what, String remedy) {
        var error = refusal(changes, ErrorCode.SETTING_RANGE);
        assertThat(error.getMessage()).contains(what);
        assertThat(error.remedy()).contains(remedy);
    }

    private static BatonException contradiction(Consumer<TurnConfig.Builder> changes) {
        return refusal(changes, ErrorCode.SETTING_CONTRADICTION);
    }

    private static BatonException refusal(Consumer<TurnConfig.Builder> changes, ErrorCode code) {
        var builder = TurnConfig.builder();
        var error = catchThrowableOfType(BatonException.class, () -> {
            changes.accept(builder);
            builder.build();
        });
        assertThat(error).isNotNull();
        assertThat(error.code()).isEqualTo(code);
        return error;
    }
}
