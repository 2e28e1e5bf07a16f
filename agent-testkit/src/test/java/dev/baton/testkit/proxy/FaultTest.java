package dev.baton.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cut",
                "cut,after=4096B",
                "cut,to-client,after=2500ms,connection=3",
                "cut-orderly,after=12msg",
                "half-close,to-server,after=10B",
                "stall,to-client,for=5000ms",
                "swallow,after=1ms,for=10us",
                "throttle=8000,to-server",
                "single-bytes",
                "delay=200ms",
                "delay=200ms+50ms,to-server",
                "corrupt=1000,times=2",
                "silence",
                "http=503",
                "http=429,connection=1,retry-after=2s",
                "redirect=https://example.com/login",
                "html=200",
                "html=502",
                "drop-messages",
                "drop-messages=10,to-server,after=3msg,times=1",
                "duplicate-messages=2",
                "reorder-messages",
                "halve-messages",
                "split-messages=40ms",
                "split-messages=5/40ms"
            })
    void text_isReadAndWritten(String text) {
        assertThat(Fault.parse(text)).hasToString(text);
        assertThat(Fault.parse(Fault.parse(text).toString())).isEqualTo(Fault.parse(text));
    }

    @Test
    void text_isWhatTheMethodsMake() {
        assertThat(Fault.parse("throttle=8000,to-server,after=2s,for=0.5m"))
                .isEqualTo(Fault.throttle(8000)
                        .only(Direction.TO_SERVER)
                        .after(Duration.ofSeconds(2))
                        .lasting(Duration.ofSeconds(30)));
        assertThat(Fault.parse("html")).isEqualTo(Fault.htmlPage(200));
        assertThat(Fault.parse("http=429,retry-after=2s")).isEqualTo(Fault.refuseUpgrade(429, Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cutt | BT-002 | did you mean \"cut\"?",
                "cut,afer=2s | BT-002 | did you mean \"after\"?",
                "throttle | BT-003 | it needs a value",
                "throttle=fast | BT-003 | \"fast\" is not a whole number",
                "throttle=0 | BT-003 | at least 1",
                "stall=3 | BT-003 | takes no value",
                "cut,for=2s | BT-003 | only what lasts can end",
                "cut,after=2 | BT-003 | not a duration",
                "cut,after= | BT-003 | not a duration",
                "silence,after=2s | BT-003 | from the beginning",
                "drop-messages,after=10B | BT-003 | after messages or time",
                "cut,retry-after=2s | BT-003 | with http alone",
                "http=99 | BT-003 | 200 to 599",
                "http=99999999999 | BT-003 | overflow",
                "redirect=a b | BT-003 | Illegal character",
                "'' | BT-002 | unknown fault"
            })
    void textThatCannotBe_isToldInWords(String text, String code, String hint) {
        assertThatThrownBy(() -> Fault.parse(text))
                .isInstanceOfSatisfying(
                        BatonException.class,
                        told -> assertThat(told.report())
                                .startsWith("error " + code)
                                .contains(hint));
    }
}
