package dev.baton.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.BatonException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Without any on the class path, as the tests of agent-core run; with some: {@code NamedDetectorTest} in agent-vad. */
class VoiceActivityDetectorProviderTest {
    private static String report(ThrowingCallable lookup) {
        return catchThrowableOfType(BatonException.class, lookup).report();
    }

    @Test
    void noneOnTheClassPath_isToldWithAWayOut() {
        assertThat(report(VoiceActivityDetectorProvider::installed))
                .startsWith("error BT-001: no voice activity detector")
                .contains("do: add dev.baton:agent-vad");
        assertThat(report(() -> VoiceActivityDetectorProvider.named("energy")))
                .isEqualTo(report(VoiceActivityDetectorProvider::installed));
    }
}
