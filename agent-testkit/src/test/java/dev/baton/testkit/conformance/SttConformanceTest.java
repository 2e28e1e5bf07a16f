package dev.baton.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.baton.audio.AudioEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our own adapters keep the rules, and each rule would be missed. */
class SttConformanceTest {
    @TestFactory
    Stream<DynamicTest> pulse_keepsTheRules() {
        return SttConformance.of(new PulseVendor()).checks().stream().map(each -> dynamicTest(each.name(), each::run));
    }

    @TestFactory
    Stream<DynamicTest> deepgram_keepsTheRules() {
        return SttConformance.of(new DeepgramVendor(AudioEncoding.LINEAR16)).checks().stream()
                .map(each -> dynamicTest(each.name(), each::run));
    }

    @TestFactory
    Stream<DynamicTest> lightning_keepsTheRules() {
        return SttConformance.of(new LightningVendor()).checks().stream()
                .map(each -> dynamicTest(each.name(), each::run));
    }

    @TestFactory
    Stream<DynamicTest> assemblyAi_keepsTheRules() {
        return SttConformance.of(new AssemblyAiVendor(AudioEncoding.LINEAR16)).checks().stream()
                .map(each -> dynamicTest(each.name(), each::run));
    }

    @TestFactory
    Stream<DynamicTest> deepgramFlux_keepsTheRules() {
        return SttConformance.of(new DeepgramFluxVendor(AudioEncoding.LINEAR16)).checks().stream()
                .map(each -> dynamicTest(each.name(), each::run));
    }

    @TestFactory
    Stream<DynamicTest> camb_keepsTheRules() {
        return Stream.of(AudioEncoding.LINEAR16, AudioEncoding.LINEAR32, AudioEncoding.MULAW, AudioEncoding.ALAW)
                .flatMap(encoding -> SttConformance.of(new CambVendor(encoding)).checks().stream()
                        .map(each -> dynamicTest(each.name() + ", " + encoding, each::run)));
    }

    @Test
    void compandedAudio_keepsTheRules() {
        SttConformance.of(new AssemblyAiVendor(AudioEncoding.MULAW)).run();
        SttConformance.of(new DeepgramFluxVendor(AudioEncoding.LINEAR32)).run();

        for (var encoding : List.of(AudioEncoding.MULAW, AudioEncoding.ALAW)) {
            SttConformance.of(new DeepgramVendor(encoding)).run();
            SttConformance.of(new DeepgramFluxVendor(encoding)).run();
        }
    }

    @ParameterizedTest
    @EnumSource
    void messagesAlone_keepTheRules(MessagesVendor vendor) {
        SttConformance.of(vendor).run();
    }

    @Test
    void finalizeThatWaitsForTheNetwork_keepsTheRules() {
        SttConformance.of(new PatientVendor()).run();
    }

    @ParameterizedTest
    @EnumSource
    void defectiveAdapter_isCaughtByTheRuleThatItBreaks(Defect defect) {
        var broken = broken(defect);
        assertThat(broken).containsKeys(defect.rules.toArray(String[]::new));
        assertThat(broken.values()).allMatch(seen -> seen.contains("\n  seen: "));
    }

    /** So that no rule stands there that nothing can break. */
    @Test
    void everyRule_isBrokenBySomeDefect() {
        var planted = new TreeSet<String>();
        for (var defect : Defect.values()) {
            planted.addAll(defect.rules);
        }
        assertThat(planted)
                .containsExactlyInAnyOrderElementsOf(SttConformance.of(new PulseVendor()).checks().stream()
                        .map(SttCheck::name)
                        .toList());
    }

    @Test
    void whatIsThrown_isToldWithItsPlace() {
        var check = new SttCheck("texts", "texts have words", () -> List.of().get(7));
        assertThatThrownBy(check::run)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Index 7")
                .hasMessageContaining(", thrown by " + SttConformanceTest.class.getName());
    }

    @Test
    void failure_saysWhatWasSeenAndWhatToDo() {
        assertThat(broken(Defect.FINALIZES_TWICE))
                .extractingByKey("stalled-network")
                .asString()
                .contains(" 2 of 1");
        assertThat(broken(Defect.HIDES_UNKNOWN))
                .extractingByKey("unknown")
                .asString()
                .contains("{\"type\":\"conformance_unknown\"");
        assertThat(broken(Defect.SENDS_LARGE_CHUNKS))
                .extractingByKey("chunks")
                .asString()
                .contains("8000 samples");
        assertThat(broken(Defect.NAMES_NOBODY))
                .extractingByKey("complaint")
                .asString()
                .contains("report() must contain name() literally");
        assertThat(broken(Defect.KNOWS_NO_REMEDY))
                .extractingByKey("complaint")
                .asString()
                .contains("remedy must not be blank");
        assertThat(broken(Defect.BELIEVES_IN_FIELDS))
                .extractingByKey("own-messages-broken")
                .asString()
                .contains("after {\"type\":\"transcription\"");
    }

    @Test
    void audio_isShownByItsLength() {
        assertThat(new Received.Audio(new short[3])).hasToString("Audio[3 samples]");
    }

    @Test
    void runWithoutAFramework_namesWhatIsBroken() {
        assertThatThrownBy(() ->
                        SttConformance.of(Defect.FORGETS_THE_REST.planted()).run())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("rules are broken")
                .hasMessageContaining("flush-before-close: a part-filled group is sent before the end of the stream");
    }

    @Test
    void documents_listEveryRule() throws IOException {
        var lines = Files.readAllLines(Path.of("../docs/write-your-own-stt.md"));
        assertThat(lines)
                .containsAll(SttConformance.of(new PulseVendor()).checks().stream()
                        .map(each -> "| `" + each.name() + "` | " + each.rule() + " |")
                        .toList());
    }

    private static Map<String, String> broken(Defect defect) {
        var messages = new TreeMap<String, String>();
        for (var check : SttConformance.of(defect.planted()).checks()) {
            try {
                check.run();
            } catch (AssertionError e) {
                messages.put(check.name(), String.valueOf(e.getMessage()));
            }
        }
        return messages;
    }
}
