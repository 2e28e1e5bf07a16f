package dev.baton.turn;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, texts and values of all settings; what is refused is in {@link RefusedSettingsTest}. */
class TurnConfigTest {
    /** For each setting another value than its default, as people write it. */
    private static final Map<String, String> OTHERS = new TreeMap<>(Map.ofEntries(
            Map.entry("turn.min-endpointing", "700ms"),
            Map.entry("turn.max-endpointing", "5s"),
            Map.entry("turn.endpointing", "dynamic"),
            Map.entry("turn.endpointing-alpha", "0.25"),
            Map.entry("turn.language", "none"),
            Map.entry("turn.detector", "stt-advice"),
            Map.entry("turn.finalizes", "false"),
            Map.entry("turn.marks-answers", "false"),
            Map.entry("turn.finalize-at", "speech-end"),
            Map.entry("turn.finalize-lead", "200ms"),
            Map.entry("turn.finalize-timeout", "1200ms"),
            Map.entry("turn.no-transcript-timeout", "7s"),
            Map.entry("turn.promotes-interims", "false"),
            Map.entry("turn.require-transcript", "false"),
            Map.entry("turn.min-interruption", "0ms"),
            Map.entry("turn.min-interruption-words", "2"),
            Map.entry("turn.interrupt-phrases", "stop, hold on"),
            Map.entry("turn.allow-interruptions", "false"),
            Map.entry("turn.resume-false-interruption", "true"),
            Map.entry("turn.false-interruption-timeout", "1s"),
            Map.entry("turn.echo-warm-up", "3s"),
            Map.entry("turn.echo-guard", "4s"),
            Map.entry("turn.echo-guard-interruption", "900ms"),
            Map.entry("turn.user-idle", "8s"),
            Map.entry("turn.audio-starvation", "20ms"),
            Map.entry("turn.keypad-timeout", "1500ms"),
            Map.entry("turn.keypad-terminator", "*"),
            Map.entry("turn.close-drain", "500ms"),
            Map.entry("turn.goodbye-limit", "10s"),
            Map.entry("turn.mute", "until-first-bot-complete"),
            Map.entry("turn.start", "min-words"),
            Map.entry("turn.min-start-words", "2"),
            Map.entry("turn.wake-phrases", "hey baton"),
            Map.entry("turn.wake-timeout", "86400s"),
            Map.entry("turn.speculates", "true"),
            Map.entry("turn.stt-turn-stall", "3s"),
            Map.entry("turn.transcription-timeout", "2s"),
            Map.entry("turn.max-user-turn-words", "5"),
            Map.entry("turn.defers-during-tools", "true"),
            Map.entry("turn.stall-hang-up", "20s"),
            Map.entry("stt.pre-roll", "250.5ms"),
            Map.entry("stt.replay-buffer", "300ms"),
            Map.entry("stt.stall-timeout", "3s"),
            Map.entry("stt.quick-failure", "1s"),
            Map.entry("stt.max-quick-failures", "1"),
            Map.entry("stt.max-retries", "9"),
            Map.entry("stt.sends-silence", "false"),
            Map.entry("stt.keep-alive", "100ms")));

    static List<Setting<?>> settings() {
        return TurnConfig.settings();
    }

    @Test
    void samples_areOnesOfAllSettings() {
        assertThat(settings().stream().map(Setting::name)).containsExactlyInAnyOrderElementsOf(OTHERS.keySet());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void setByName_changesThatSettingAloneAndReadsBackAsWritten(Setting<?> setting) {
        String text = sample(setting);

        var config = TurnConfig.builder().set(setting.name(), text).build();

        var defaults = TurnConfig.defaults();
        assertThat(config.text(setting.name())).isEqualTo(text).isNotEqualTo(defaults.text(setting.name()));
        assertThat(config).isNotEqualTo(defaults);
        assertThat(config.toString()).isEqualTo("TurnConfig[" + setting.name() + "=" + text + "]");
        assertThat(changed(config))
                .isEqualTo(
                        setting.name().equals("turn.no-transcript-timeout")
                                ? List.of(setting.name(), "turn.stt-turn-stall") // which follows it
                                : List.of(setting.name()));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void accessorAndBuilder_areOnesOfTheSameSetting(Setting<?> setting) throws ReflectiveOperationException {
        var byName = TurnConfig.builder().set(setting.name(), sample(setting)).build();
        Method accessor = TurnConfig.class.getMethod(accessorOf(setting));
        Object value = accessor.invoke(byName);
        assertThat(value).isNotEqualTo(accessor.invoke(TurnConfig.defaults()));

        var builder = TurnConfig.builder();
        TurnConfig.Builder.class
                .getMethod(accessor.getName(), accessor.getReturnType())
                .invoke(builder, value);

        assertThat(builder.build()).isEqualTo(byName).hasSameHashCodeAs(byName);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void defaults_canBeSetAsTheyAreWritten(Setting<?> setting) {
        String text = TurnConfig.defaults().text(setting.name());

        assertThat(TurnConfig.builder().set(setting.name(), text).build()).isEqualTo(TurnConfig.defaults());
        assertThat(setting.defaultText())
                .isEqualTo(setting.name().equals("turn.stt-turn-stall") ? "turn.no-transcript-timeout" : text);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void toBuilder_keepsWhatWasSet(Setting<?> setting) {
        var config = TurnConfig.builder().set(setting.name(), sample(setting)).build();

        assertThat(config.toBuilder().build()).isEqualTo(config).hasToString(config.toString());
    }

    @Test
    void defaults_areTheTelephones() {
        var defaults = TurnConfig.defaults();
        assertThat(defaults.minEndpointing()).isEqualTo(ofMillis(500));
        assertThat(defaults.finalizeAt()).isEqualTo(TurnConfig.FinalizeAt.TURN_END);
        assertThat(defaults.interruptPhrases()).isEmpty();
        assertThat(defaults.keypadTerminator()).isEqualTo('#');
        assertThat(defaults).hasToString("TurnConfig[]");
    }

    @Test
    void sttTurnStall_isTheNoTranscriptTimeoutUnlessSet() {
        var follows = TurnConfig.builder().noTranscriptTimeout(ofSeconds(2));
        assertThat(follows.build().sttTurnStall()).isEqualTo(ofSeconds(2));

        var own = follows.sttTurnStall(ofSeconds(3)).build();
        assertThat(own.sttTurnStall()).isEqualTo(ofSeconds(3));
        assertThat(own.noTranscriptTimeout()).isEqualTo(ofSeconds(2));

        var later = TurnConfig.builder().noTranscriptTimeout(ofSeconds(2)).build().toBuilder()
                .noTranscriptTimeout(ofSeconds(4))
                .build();
        assertThat(later.sttTurnStall()).isEqualTo(ofSeconds(4));
    }

    @Test
    void with_takesOverWhatWasSetAndNothingElse() {
        var service = TurnConfig.builder().finalizeLead(ofMillis(90)).finalizeTimeout(ofMillis(800));
        var asked = TurnConfig.builder()
                .finalizeTimeout(ofSeconds(1)) // the default, but said
                .minEndpointing(ofMillis(700))
                .build();

        var both = service.with(asked).build();

        assertThat(both.finalizeLead()).isEqualTo(ofMillis(90));
        assertThat(both.finalizeTimeout()).isEqualTo(ofSeconds(1));
        assertThat(both.minEndpointing()).isEqualTo(ofMillis(700));
    }

    @Test
    void builderUsedFurther_leavesWhatItBuiltAsItIs() {
        var builder = TurnConfig.builder();
        var before = builder.build();
        var copy = before.toBuilder();

        builder.minEndpointing(ofMillis(700));
        copy.minEndpointing(ofMillis(800));

        assertThat(before.minEndpointing()).isEqualTo(ofMillis(500));
        assertThat(before.toBuilder().build().minEndpointing()).isEqualTo(ofMillis(500));
    }

    @Test
    void listsOfPhrases_areCopiedAndFixed() {
        var phrases = new java.util.ArrayList<>(List.of(" stop "));
        var config = TurnConfig.builder().interruptPhrases(phrases).build();
        phrases.add("wait");

        assertThat(config.interruptPhrases()).containsExactly("stop");
        assertThatThrownBy(() -> config.interruptPhrases().add("wait"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void durations_areReadInEveryUnitAndWrittenInSecondsOrMilliseconds() {
        assertDuration("500ms", ofMillis(500), "500ms");
        assertDuration("500 ms", ofMillis(500), "500ms");
        assertDuration(" 1.5s ", ofMillis(1500), "1500ms");
        assertDuration("2000ms", ofSeconds(2), "2s");
        assertDuration("2m", Duration.ofMinutes(2), "120s");
        assertDuration("24h", Duration.ofDays(1), "86400s");
        assertDuration("0", Duration.ZERO, "0ms");
        assertDuration("0s", Duration.ZERO, "0ms");
        assertDuration("0.25ms", Duration.ofNanos(250_000), "0.25ms");
        assertDuration("1.000000001s", Duration.ofSeconds(1, 1), "1000.000001ms");
    }

    @Test
    void choices_areReadAsTheyAreNamedInJavaToo() {
        assertThat(TurnConfig.builder()
                        .set("turn.finalize-at", "SPEECH_END")
                        .build()
                        .finalizeAt())
                .isEqualTo(TurnConfig.FinalizeAt.SPEECH_END);
        assertThat(TurnConfig.builder().set("turn.finalizes", "False").build().finalizes())
                .isFalse();
    }

    @Test
    void phrases_areReadFromTextWithCommas() {
        assertThat(phrases("stop, wait,hold on ")).containsExactly("stop", "wait", "hold on");
        assertThat(phrases("  ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "D"})
    void lettersOfTheKeypad_areCapitals(String key) {
        var config = TurnConfig.builder().set("turn.keypad-terminator", key).build();
        assertThat(config.keypadTerminator()).isEqualTo(Character.toUpperCase(key.charAt(0)));
    }

    private static List<String> phrases(String text) {
        return TurnConfig.builder().set("turn.wake-phrases", text).build().wakePhrases();
    }

    private static void assertDuration(String text, Duration value, String written) {
        var config = TurnConfig.builder().set("turn.wake-timeout", text).build();
        assertThat(config.wakeTimeout()).isEqualTo(value);
        assertThat(config.text("turn.wake-timeout")).isEqualTo(written);
    }

    private static String sample(Setting<?> setting) {
        return java.util.Objects.requireNonNull(OTHERS.get(setting.name()));
    }

    private static List<String> changed(TurnConfig config) {
        var defaults = TurnConfig.defaults();
        return settings().stream()
                .map(Setting::name)
                .filter(name -> !config.text(name).equals(defaults.text(name)))
                .toList();
    }

    /** {@code turn.min-endpointing} is {@code minEndpointing}. */
    static String accessorOf(Setting<?> setting) {
        if (setting.name().equals("turn.detector")) {
            return "turnDetector"; // "detector" alone would be the one that hears speech
        }
        String name = setting.name().substring(setting.name().indexOf('.') + 1);
        return Pattern.compile("-(.)")
                .matcher(name)
                .replaceAll(match -> match.group(1).toUpperCase(java.util.Locale.ROOT));
    }
}
