package dev.baton.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionOptionsTest {
    static Stream<Arguments> refused() {
        return Stream.of(
                wrong("connectTimeout=0ms is out of range", it -> it.connectTimeout(Duration.ZERO)),
                wrong("upgradeTimeout=60001ms is out of range", it -> it.upgradeTimeout(Duration.ofMillis(60_001))),
                wrong("closeTimeout=-1ms is out of range", it -> it.closeTimeout(Duration.ofMillis(-1))),
                wrong("idleTimeout=99ms is out of range", it -> it.idleTimeout(Duration.ofMillis(99))),
                wrong("idleTimeout=601000ms is out of range", it -> it.idleTimeout(Duration.ofSeconds(601))),
                wrong("maxMessageBytes=0 is too small", it -> it.maxMessageBytes(0)),
                wrong("proxy=:3128 is no address", it -> it.proxy("", 3128)),
                wrong("proxy=proxy:0 is no address", it -> it.proxy("proxy", 0)));
    }

    private static Arguments wrong(String message, Consumer<ConnectionOptions.Builder> setting) {
        return Arguments.of(message, setting);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void outOfRange_isRefusedWithItsValue(String message, Consumer<ConnectionOptions.Builder> setting) {
        assertThatThrownBy(() -> setting.accept(ConnectionOptions.builder()))
                .isInstanceOfSatisfying(BatonException.class, e -> {
                    assertThat(e).hasMessage(message);
                    assertThat(e.remedy()).startsWith("use ");
                });
    }

    @Test
    void latestTrustAndProxy_win() throws Exception {
        var context = SSLContext.getDefault();
        var pem = Path.of("authorities.pem");

        var file = ConnectionOptions.builder().trust(context).trust(pem).build();
        assertThat(file.sslContext()).isNull();
        assertThat(file.certificateAuthorities()).isEqualTo(pem);
        var given = ConnectionOptions.builder().trust(pem).trust(context).build();
        assertThat(given.sslContext()).isSameAs(context);
        assertThat(given.certificateAuthorities()).isNull();
        var system = ConnectionOptions.builder().proxy("proxy", 1).systemProxy().build();
        assertThat(system.proxy()).isNull();
        assertThat(system.systemProxy()).isTrue();
        var named = ConnectionOptions.builder().systemProxy().proxy("proxy", 1).build();
        assertThat(named.systemProxy()).isFalse();
        assertThat(named).hasToString(ConnectionOptions.defaults().toString().replace("proxy=none", "proxy=proxy:1"));
    }
}
