package dev.baton.examples.cli;

import dev.baton.audio.AudioFormat;
import dev.baton.audio.SampleEncoder;
import dev.baton.transport.WavFileWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Where converted samples go: a WAV file, a file without a header, or standard output. Made when the first samples come, so that a file that was there survives an input with nothing in it. */
final class SampleOutput implements AutoCloseable {
    private final Opening opening;
    private Sink sink = Sink.NOWHERE;

    private SampleOutput(Opening opening) {
        this.opening = opening;
    }

    /** @param name a file, {@code .wav} or not; or {@code -} */
    static SampleOutput to(String name, AudioFormat format, PrintStream standardOutput) {
        if (name.equals("-")) {
            return new SampleOutput(() -> new Raw(new Checked(standardOutput), format));
        }
        var file = Path.of(name);
        return name.toLowerCase(Locale.ROOT).endsWith(".wav")
                ? new SampleOutput(() -> new Wav(WavFileWriter.create(file, format)))
                : new SampleOutput(() -> {
                    var folder = file.toAbsolutePath().getParent();
                    if (folder != null) {
                        Files.createDirectories(folder);
                    }
                    return new Raw(new BufferedOutputStream(Files.newOutputStream(file)), format);
                });
    }

    void append(short[] samples, int offset, int length) throws IOException {
        if (sink == Sink.NOWHERE) {
            sink = opening.open();
        }
        sink.append(samples, offset, length);
    }

    @Override
    public void close() throws SampleConversion.NotWritten {
        try {
            sink.close();
        } catch (IOException e) {
            throw new SampleConversion.NotWritten(e);
        }
    }

    private interface Opening {
        Sink open() throws IOException;
    }

    private interface Sink {
        Sink NOWHERE = new Sink() {
            @Override
            public void append(short[] samples, int offset, int length) {}

            @Override
            public void close() {}
        };

        void append(short[] samples, int offset, int length) throws IOException;

        void close() throws IOException;
    }

    private record Wav(WavFileWriter writer) implements Sink {
        @Override
        public void append(short[] samples, int offset, int length) throws IOException {
            writer.append(samples, offset, length);
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }

    private static final class Raw implements Sink {
        private final OutputStream stream;
        private final AudioFormat format;
        private ByteBuffer bytes = ByteBuffer.allocate(0);

        Raw(OutputStream stream, AudioFormat format) {
            this.stream = stream;
            this.format = format;
        }

        @Override
        public void append(short[] samples, int offset, int length) throws IOException {
            int needed = length * format.encoding().bytesPerSample();
            if (bytes.capacity() < needed) {
                bytes = ByteBuffer.allocate(needed).order(format.byteOrder());
            }
            SampleEncoder.encode(format.encoding(), samples, offset, length, bytes.clear());
            stream.write(bytes.array(), 0, needed);
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    /** Standard output, which keeps to itself that nobody reads it any more; it stays open. */
    private static final class Checked extends OutputStream {
        private final PrintStream out;

        Checked(PrintStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            check();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            check();
        }

        @Override
        public void close() throws IOException {
            check();
        }

        private void check() throws IOException {
            if (out.checkError()) {
                throw new IOException("nobody takes it, or it is full");
            }
        }
    }
}
