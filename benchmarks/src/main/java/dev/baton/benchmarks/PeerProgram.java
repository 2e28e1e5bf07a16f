package dev.baton.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody else's code that is measured in the same run: a program that reads samples from a file and prints figures. */
public final class PeerProgram {
    private PeerProgram() {}

    /** Samples as such programs read them: 16 bits in the machine's own byte order, no header. */
    public static Path write(short[] samples, Path file) throws IOException {
        var bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.nativeOrder());
        bytes.asShortBuffer().put(samples);
        return Files.write(file, bytes.array());
    }

    /**
     * What the program prints, line by line; its complaints go to standard error.
     *
     * @throws IOException if it cannot be started, says that it failed or prints nothing
     */
    public static List<String> run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var lines = new ArrayList<String>();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(lines::add);
        }
        int status = process.waitFor();
        if (status != 0 || lines.isEmpty()) {
            throw new IOException(command.get(0) + " failed, status=" + status);
        }
        return lines;
    }
}
