package dev.baton.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether an adapter for a speech-to-text service keeps all that a call relies upon. Needs no network, no account and no test framework.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> keepsTheRules() {
 *     return SttConformance.of(new MyVendor()).checks().stream().map(each -> dynamicTest(each.name(), each::run));
 * }
 * }</pre>
 *
 * Each check opens sessions of its own and may run alone, on any thread.
 */
public final class SttConformance {
    private final List<SttCheck> checks;

    private SttConformance(SttVendor vendor) {
        checks = Stream.of(
                        new LifecycleChecks(vendor).all(),
                        new AudioChecks(vendor).all(),
                        new MessageChecks(vendor).all(),
                        new CallChecks(vendor).all())
                .flatMap(List::stream)
                .toList();
    }

    public static SttConformance of(SttVendor vendor) {
        return new SttConformance(vendor);
    }

    /** In the order in which they are best read. */
    public List<SttCheck> checks() {
        return checks;
    }

    /**
     * Runs all, without a test framework.
     *
     * @throws AssertionError if rules are broken; names each, with what was seen
     */
    public void run() {
        var broken = new ArrayList<String>();
        for (var check : checks) {
            try {
                check.run();
            } catch (AssertionError e) {
                broken.add(e.getMessage());
            }
        }
        if (!broken.isEmpty()) {
            throw new AssertionError(
                    broken.size() + " of " + checks.size() + " rules are broken\n" + String.join("\n", broken));
        }
    }
}
