package dev.baton.benchmarks.audio;

import dev.baton.benchmarks.PeerProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
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
        return driver == null ? List.of() : PeerProgram.run(List.of(driver.toString(), "list"));
    }

    Converted convert(String name, int inHz, int outHz, short[] in, double seconds)
            throws IOException, InterruptedException {
        Path from = PeerProgram.write(in, folder.resolve("in.raw"));
        Path to = folder.resolve("out.raw");
        String[] figures = PeerProgram.run(List.of(
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
        Path file = PeerProgram.write(in, folder.resolve("in.raw"));
        if (peer.equals("FFmpeg")) {
            return driver == null
                    ? List.of()
                    : PeerProgram.run(List.of(driver.toString(), "g711", file.toString(), String.valueOf(seconds)));
        }
        try {
            return audioop == null
                    ? List.of()
                    : PeerProgram.run(List.of("python3", audioop.toString(), file.toString(), String.valueOf(seconds)));
        } catch (IOException e) {
            return List.of(); // Python 3.13 has none
        }
    }
}
