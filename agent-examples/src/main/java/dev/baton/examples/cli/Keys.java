package dev.baton.examples.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Single keys, typed in the terminal without Enter. The terminal's settings are changed for as long as this is open, and put back by a process of their own that outlives this one: after {@link #close}, after Ctrl-C, and after a
 * crash or a kill too. Without a terminal, a shell or {@code stty} there are no keys, and nothing is changed.
 */
final class Keys implements AutoCloseable {
    /** Its standard input ends with this program, however that ends. By then a shell may have settings of its own, which are left alone. */
    private static final String KEEPER = """
            trap '' INT TERM HUP QUIT TTOU
            before=$(stty -g </dev/tty) || exit 1
            stty -icanon -echo min 1 time 0 </dev/tty || exit 1
            ours=$(stty -g </dev/tty)
            echo ready
            cat >/dev/null
            [ "$(stty -g </dev/tty)" != "$ours" ] || stty "$before" </dev/tty
            """;

    private static final int LIMIT_SECONDS = 2;

    private final Process keeper;

    private Keys(Process keeper) {
        this.keeper = keeper;
    }

    /** Whether the launcher found a terminal in the foreground that keys can be typed in. */
    static boolean mayBeTyped(Map<String, String> environment) {
        return !environment.getOrDefault("BATON_KEYS", "").isEmpty();
    }

    /**
     * Hears keys from now on.
     *
     * @param onKey told on a thread of its own
     * @return null where there are none to hear
     */
    static @Nullable Keys hear(IntConsumer onKey) {
        Process keeper = null;
        try {
            keeper = new ProcessBuilder("sh", "-c", KEEPER)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (keeper.getInputStream().read() != 'r') {
                return null;
            }
            var keys = new Keys(keeper);
            var typed = new FileInputStream("/dev/tty");
            var thread = new Thread(() -> read(typed, onKey), "baton-keys");
            thread.setDaemon(true);
            thread.start();
            return keys;
        } catch (IOException e) {
            if (keeper != null) {
                new Keys(keeper).close();
            }
            return null;
        }
    }

    private static void read(InputStream typed, IntConsumer onKey) {
        try (typed) {
            for (int key = typed.read(); key >= 0; key = typed.read()) {
                onKey.accept(key);
            }
        } catch (IOException e) {
            // the terminal is gone, and with it whoever would type
        }
    }

    /** Waits, for a bounded time, until the terminal is as it was. */
    @Override
    public void close() {
        try {
            keeper.getOutputStream().close();
            keeper.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            keeper.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
