package dev.baton.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM with our class path, on one core where the machine has two and {@code taskset}. */
public final class PinnedJvm implements AutoCloseable {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private final Process process;
    private final BufferedReader output;

    private PinnedJvm(Process process) {
        this.process = process;
        output = process.inputReader();
    }

    public static PinnedJvm start(int core, List<String> flags, Class<?> program, List<String> arguments)
            throws IOException {
        var command = new ArrayList<String>();
        if (Files.isExecutable(TASKSET) && Runtime.getRuntime().availableProcessors() > core) {
            command.addAll(List.of(TASKSET.toString(), "-c", Integer.toString(core)));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        return new PinnedJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Waits for the line that begins so; other lines are passed on. */
    public String said(String beginning) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
            System.out.println(line);
        }
        throw new IOException("a process ended without saying '" + beginning + "'");
    }

    /** Its input ends: it says what it has to say. */
    public void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Ends it in order: its input ends, which a server waits for, and it may finish what it does. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
