package dev.baton.testkit.carrier;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A TCP connection with a thread for each direction, so that an app that does not read holds up nobody else. */
final class TcpWire implements Wire {
    private static final byte[] END = new byte[0];

    private final Socket socket;
    private final Consumer<byte[]> onBytes;
    private final Runnable onClosed;
    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();

    TcpWire(Socket socket, Consumer<byte[]> onBytes, Runnable onClosed) {
        this.socket = socket;
        this.onBytes = onBytes;
        this.onClosed = onClosed;
    }

    void start() {
        daemon("carrier-tcp-read", this::read);
        daemon("carrier-tcp-write", this::write);
    }

    private static void daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        var buffer = new byte[8192];
        try {
            InputStream in = socket.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                onBytes.accept(Arrays.copyOf(buffer, length));
            }
        } catch (IOException e) {
            // Reset by the app, or closed from here: either way the connection is gone.
        }
        onClosed.run();
        outgoing.add(END);
    }

    private void write() {
        try (socket) {
            for (byte[] bytes = outgoing.take(); bytes.length > 0; bytes = outgoing.take()) {
                socket.getOutputStream().write(bytes);
            }
        } catch (IOException e) {
            // The reader sees it too.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void text(String message) {
        throw new AssertionError("no text over TCP, message=" + message);
    }

    @Override
    public void binary(byte[] bytes) {
        outgoing.add(bytes);
    }

    /** Asterisk just closes. */
    @Override
    public void close(int code) {
        outgoing.add(END);
    }

    void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
