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
    void defectiveAdapter_isCaughtByTheRuleThatItBreaks(Defect defect) {
        var broken = broken(defect);
        assertThat(broken).containsKey(defect.rule);
        assertThat(broken.get(defect.rule)).contains("\n  seen: ");
    }

    /** So that no rule stands there that nothing can break. */
    @Test
    void everyRule_isBrokenBySomeDefect() {
        var broken = new TreeSet<String>();
        for (var defect : Defect.values()) {
            broken.addAll(broken(defect).keySet());
        }
        assertThat(broken)
                .containsAll(SttConformance.of(new PulseVendor()).checks().stream()
                        .map(SttCheck::name)
                        .toList());
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
