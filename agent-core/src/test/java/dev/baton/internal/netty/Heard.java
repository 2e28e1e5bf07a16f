package dev.baton.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.stt.SttTransport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps what a transport says, as text lines, and reacts to its opening. */
final class Heard implements SttTransport.Listener {
    final List<String> lines = new CopyOnWriteArrayList<>();
    private final Consumer<Heard> whenOpen;

    /** Set by the test before anything is heard. */
    @SuppressWarnings("NullAway.Init")
    SttTransport.Connection connection;

    Heard() {
        this(heard -> {});
    }

    Heard(Consumer<Heard> whenOpen) {
        this.whenOpen = whenOpen;
    }

    @Override
    public void onOpen() {
        lines.add("open");
        whenOpen.accept(this);
    }

    @Override
    public void onRefused(int httpStatus, String retryAfter, String body) {
        lines.add("refused " + httpStatus + " [" + retryAfter + "] " + body);
    }

    @Override
    public void onFailed(Throwable cause) {
        lines.add("failed " + cause);
    }

    @Override
    public void onText(String text) {
        lines.add("text " + text);
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        lines.add("binary " + Arrays.toString(copy));
    }

    @Override
    public void onClosed(int code, String reason) {
        lines.add("closed " + code + " " + reason);
    }

    void awaitLine(String start) {
        await().pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> assertThat(lines).anyMatch(line -> line.startsWith(start)));
    }
}
