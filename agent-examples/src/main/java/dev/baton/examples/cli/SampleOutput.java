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

/** Where converted samples go: a WAV file, a file without a header, or standard output. */
interface SampleOutput extends AutoCloseable {
    void append(short[] samples, int offset, int length) throws IOException;

    @Override
    void close() throws IOException;

    /** @param name a file, {@code .wav} or not; or {@code -} */
    static SampleOutput to(String name, AudioFormat format, PrintStream standardOutput) throws IOException {
        if (name.toLowerCase(Locale.ROOT).endsWith(".wav")) {
            var writer = new WavFileWriter(Path.of(name), format);
            return new SampleOutput() {
                @Override
                public void append(short[] samples, int offset, int length) throws IOException {
                    writer.append(samples, offset, length);
                }

                @Override
                public void close() throws IOException {
                    writer.close();
                }
            };
        }
        return name.equals("-")
                ? new Raw(standardOutput, format, false)
                : new Raw(new BufferedOutputStream(Files.newOutputStream(Path.of(name))), format, true);
    }

    /** Samples without a header. */
    final class Raw implements SampleOutput {
        private final OutputStream stream;
        private final AudioFormat format;
        private final boolean closes;
        private ByteBuffer bytes = ByteBuffer.allocate(0);

        private Raw(OutputStream stream, AudioFormat format, boolean closes) {
            this.stream = stream;
            this.format = format;
            this.closes = closes;
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
            if (closes) {
                stream.close();
            } else {
                stream.flush();
            }
        }
    }
}
