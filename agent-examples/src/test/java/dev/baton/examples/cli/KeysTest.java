package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys in a pseudo terminal, whose settings must be as they were however the program ends. */
@Timeout(60)
class KeysTest {
    /** What runs in the terminal: hears one key, and ends in order or not. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) throws Exception {
            var heard = new LinkedBlockingQueue<Integer>();
            try (@Nullable Keys keys = Keys.hear(heard::add)) {
                System.out.println(
                        "listening " + (keys != null) + " " + shell("stty -a </dev/tty | grep -c -- -icanon"));
                var key = heard.poll(20, TimeUnit.SECONDS);
                System.out.println("key " + (key == null ? "none" : Character.toString(key)));
                if (arguments.length > 0) {
                    Runtime.getRuntime().halt(9);
                }
            }
        }

        private static String shell(String command) throws IOException {
            var process = new ProcessBuilder("sh", "-c", command).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static Path classesOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String inTerminal(String how) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String probe = "'" + java + "' -cp '" + classesOf(Keys.class) + ":" + classesOf(KeysTest.class)
                + "' 'dev.baton.examples.cli.KeysTest$Probe' " + how;
        var terminal = new ProcessBuilder(
                        "script",
                        "-qec",
                        "echo \"before $(stty -g)\"; " + probe + "; sleep 0.5; echo \"after $(stty -g)\"",
                        "/dev/null")
                .redirectErrorStream(true)
                .start();
        var shown = new StringBuilder();
        try (var in = terminal.inputReader(StandardCharsets.UTF_8);
                var keyboard = terminal.outputWriter(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                shown.append(line).append('\n');
                if (line.startsWith("listening")) {
                    keyboard.write("e"); // without Enter
                    keyboard.flush();
                }
            }
        }
        return shown.toString();
    }

    private static String setting(String shown, String when) {
        var line = Pattern.compile(when + " (\\S+)").matcher(shown);
        assertThat(line.find()).as(shown).isTrue();
        return line.group(1);
    }

    @Test
    void keyWithoutEnter_isHeardAndTheTerminalIsAsItWas() throws Exception {
        String shown = inTerminal("");

        assertThat(shown).contains("listening true 1", "key e");
        assertThat(setting(shown, "after")).isEqualTo(setting(shown, "before"));
    }

    @Test
    void programThatDies_leavesTheTerminalAsItWas() throws Exception {
        String shown = inTerminal("and dies");

        assertThat(shown).contains("listening true 1", "key e");
        assertThat(setting(shown, "after")).isEqualTo(setting(shown, "before"));
    }

    @Test
    void keys_areForWhereTheLauncherFoundATerminal() {
        assertThat(Keys.mayBeTyped(Map.of())).isFalse();
        assertThat(Keys.mayBeTyped(Map.of("BATON_KEYS", ""))).isFalse();
        assertThat(Keys.mayBeTyped(Map.of("BATON_KEYS", "1"))).isTrue();
    }
}
