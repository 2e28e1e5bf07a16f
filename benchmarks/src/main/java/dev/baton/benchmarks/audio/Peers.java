package dev.baton.benchmarks.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Other converters and codecs, run as processes: {@code peers.c} and Python. */
final class Peers {
    private final @Nullable Path driver;
    private final @Nullable Path audioop;
    private final Path folder;

    /**
     * @param driver null if it could not be built
     * @param audioop the script, or null
     * @param folder for files that go to and fro
     */
    Peers(@Nullable Path driver, @Nullable Path audioop, Path folder) {
        this.driver = driver;
        this.audioop = audioop;
        this.folder = folder;
    }

    /** @param lagMillis by how much output was behind input at the most, the filter's delay included */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Converted(double nanosPerOutput, double lagMillis, short[] out) {}

    List<String> names() throws IOException, InterruptedException {
        return driver == null ? List.of() : run(List.of(driver.toString(), "list"));
    }

    Converted convert(String name, int inHz, int outHz, short[] in, double seconds)
            throws IOException, InterruptedException {
        Path from = write(in);
        Path to = folder.resolve("out.raw");
        String[] figures = run(List.of(
                        String.valueOf(driver),
                        "convert",
                        name,
                        String.valueOf(inHz),
                        String.valueOf(outHz),
                        "20",
                        from.toString(),
                        to.toString(),
                        String.valueOf(seconds)))
                .get(0)
                .split(" ", -1);
        var bytes = ByteBuffer.wrap(Files.readAllBytes(to)).order(ByteOrder.nativeOrder());
        var out = new short[bytes.remaining() / 2];
        bytes.asShortBuffer().get(out);
        return new Converted(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]), out);
    }

    /** Lines "law encode decode" in ns per sample; empty where there is no such peer. */
    List<String> g711(String peer, short[] in, double seconds) throws IOException, InterruptedException {
        Path file = write(in);
        if (peer.equals("FFmpeg")) {
            return driver == null
                    ? List.of()
                    : run(List.of(driver.toString(), "g711", file.toString(), String.valueOf(seconds)));
        }
        try {
            return audioop == null
                    ? List.of()
                    : run(List.of("python3", audioop.toString(), file.toString(), String.valueOf(seconds)));
        } catch (IOException e) {
            return List.of(); // Python 3.13 has none
        }
    }

    private Path write(short[] samples) throws IOException {
        var bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.nativeOrder());
        bytes.asShortBuffer().put(samples);
        return Files.write(folder.resolve("in.raw"), bytes.array());
    }

    private static List<String> run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var lines = new ArrayList<String>();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(lines::add);
        }
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(command.get(0) + " failed, status=" + status);
        }
        return lines;
    }
}
