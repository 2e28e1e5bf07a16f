package dev.baton.examples.adapter;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.baton.testkit.conformance.SttConformance;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class AcmeTest {
    @TestFactory
    Stream<DynamicTest> keepsTheRules() {
        return SttConformance.of(new AcmeVendor()).checks().stream().map(each -> dynamicTest(each.name(), each::run));
    }
}
