package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./baton} says before there is a Java to say it. */
@Timeout(60)
class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "baton");

    @TempDir
    private Path javaHome;

    private String complaint = "";

    @BeforeEach
    void needsAShell() {
        assumeTrue(Files.isExecutable(LAUNCHER) && Files.isExecutable(Path.of("/usr/bin/env")));
    }

    private int launch() throws Exception {
        var builder = new ProcessBuilder(LAUNCHER.toString(), "version");
        builder.environment().put("JAVA_HOME", javaHome.toString());
        var process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        complaint = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void noJava_isToldInThreeParts() throws Exception {
        assertThat(launch()).isEqualTo(1);
        assertThat(complaint.lines())
                .containsExactly(
                        "error BT-001: there is no Java",
                        "  looked for " + javaHome.resolve("bin/java"),
                        "  do: install a JDK, version 17 or later, and set JAVA_HOME or PATH");
    }

    @Test
    void javaTooOld_isToldWithItsVersion() throws Exception {
        Path java = Files.createDirectory(javaHome.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho '    java.specification.version = 1.8' >&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();

        assertThat(launch()).isEqualTo(1);
        assertThat(complaint).startsWith("error BT-001: Baton needs Java 17 or later and found 8\n");
    }
}
