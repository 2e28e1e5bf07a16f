package dev.baton.transport;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/** One microphone and one speaker, mono at one rate, that hear and play what a test says. */
final class FakeSoundCard {
    private static final byte[] UNPLUGGED = {};

    /** What the microphone will hear, 10 ms each. */
    final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();

    /** What the speaker holds and has not played. */
    final Buffer playing = new Buffer();

    final AtomicInteger flushes = new AtomicInteger();
    volatile boolean busy;
    volatile boolean open;
    volatile int bufferBytes;

    private final String name;
    private final int rateHz;

    FakeSoundCard(String name, int rateHz) {
        this.name = name;
        this.rateHz = rateHz;
    }

    static final class Buffer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        synchronized int size() {
            return bytes.size();
        }

        synchronized void write(byte[] source, int offset, int length) {
            bytes.write(source, offset, length);
        }

        synchronized byte[] take() {
            byte[] all = bytes.toByteArray();
            bytes.reset();
            return all;
        }
    }

    void say(int value, int chunks) {
        for (int i = 0; i < chunks; i++) {
            byte[] chunk = new byte[rateHz / 100 * 2];
            Arrays.fill(chunk, (byte) value);
            heard.add(chunk);
        }
    }

    void unplug() {
        open = false;
        heard.add(UNPLUGGED);
    }

    byte[] playOut() {
        return playing.take();
    }

    Mixer mixer() {
        var info = new Mixer.Info(name, "", "", "") {};
        return proxy(Mixer.class, (self, method, arguments) -> switch (method.getName()) {
            case "getMixerInfo" -> info;
            case "isLineSupported" -> offers((Line.Info) arguments[0]);
            case "getLine" -> line((Line.Info) arguments[0]);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private boolean offers(Line.Info wanted) {
        return !(wanted instanceof DataLine.Info data)
                || Arrays.stream(data.getFormats())
                        .allMatch(format -> format.getSampleRate() == rateHz && format.getChannels() == 1);
    }

    private Line line(Line.Info wanted) {
        InvocationHandler handler = (self, method, arguments) -> switch (method.getName()) {
            case "open" -> open((AudioFormat) arguments[0], (int) arguments[1]);
            case "isOpen" -> open;
            case "read" -> read((byte[]) arguments[0]);
            case "available" -> bufferBytes - playing.size();
            case "write" -> write((byte[]) arguments[0], (int) arguments[1], (int) arguments[2]);
            case "flush" -> flush();
            case "start" -> null;
            case "close" -> close();
            default -> throw new UnsupportedOperationException(method.getName());
        };
        return wanted.getLineClass() == TargetDataLine.class
                ? proxy(TargetDataLine.class, handler)
                : proxy(SourceDataLine.class, handler);
    }

    private Object open(AudioFormat format, int bytes) throws LineUnavailableException {
        if (busy) {
            throw new LineUnavailableException("in use");
        }
        open = true;
        bufferBytes = bytes;
        return format;
    }

    private int read(byte[] into) throws InterruptedException {
        byte[] chunk = heard.take();
        System.arraycopy(chunk, 0, into, 0, chunk.length);
        return chunk.length;
    }

    private int write(byte[] bytes, int offset, int length) {
        if (length > bufferBytes - playing.size()) {
            throw new AssertionError("would have waited");
        }
        playing.write(bytes, offset, length);
        return length;
    }

    private Object flush() {
        flushes.incrementAndGet();
        return playing.take();
    }

    private Object close() {
        open = false;
        return name;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        // A method that returns nothing must be answered with null.
        InvocationHandler strict = (self, method, arguments) -> {
            Object answer = handler.invoke(self, method, arguments);
            return method.getReturnType() == void.class ? null : answer;
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, strict));
    }
}
