package dev.baton.internal.stt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenKeyTest {
    private static final String KEY = "sk_a/b+c=";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk_a/b+c=",
                "sk_a\\/b+c=",
                "\\u0073k_a/b\\u002bc\\u003D",
                "sk_a%2fb%2Bc%3D",
                "%73\\u006B_a%2Fb+c=",
                "\\\\u0073k_a\\\\/b+c=",
            })
    void keyHoweverItIsWritten_isReplaced(String written) {
        assertThat(replaced("{\"a\":\"100%\\n" + written + "\"}")).isEqualTo("{\"a\":\"100%\\n[key]\"}");
        assertThat(replaced(written)).isEqualTo("[key]");
        assertThat(replaced(written + "%" + written)).isEqualTo("[key]%[key]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\\", "%", "sk_a\\", "sk_a\\u00", "sk_a\\u002", "sk_a%2", "sk_a%zz", "sk_a%2Fb%2Bc%3E"})
    void partsOfIt_stay(String said) {
        assertThat(replaced(said)).isSameAs(said);
    }

    @Test
    void keyRightBehindItsOwnBegin_isFound() {
        assertThat(replaced("%sk_ask_a%2Fb+c=.")).isEqualTo("%sk_a[key].");
    }

    private static String replaced(String said) {
        return WrittenKey.replaced(said, KEY, "[key]");
    }
}
