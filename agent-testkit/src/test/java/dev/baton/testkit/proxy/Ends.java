package dev.baton.testkit.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** A proxy with bare sockets before and behind it, so that nothing but TCP stands between a test and the proxy. */
final class Ends implements AutoCloseable {
    static final int LIMIT_MILLIS = 10_000;

    /** What one side got until the end. */
    static final class Received {
        private final byte[] bytes;
        private final End end;

        Received(byte[] bytes, End end) {
            this.bytes = bytes;
            this.end = end;
        }

        byte[] bytes() {
            return bytes;
        }

        End end() {
            return end;
        }
    }

    enum End {
        IN_ORDER,
        RESET
    }

    private final ServerSocket service;
    final FaultProxy proxy;

    private Ends(ServerSocket service, FaultProxy proxy) {
        this.service = service;
        this.proxy = proxy;
    }

    static Ends with(Fault... faults) {
        return with(1, faults);
    }

    static Ends with(long seed, Fault... faults) {
        try {
            var service = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            service.setSoTimeout(LIMIT_MILLIS);
            service.setReceiveBufferSize(16 * 1024);
            var proxy = FaultProxy.to(service.getInetAddress().getHostAddress(), service.getLocalPort())
                    .faults(faults)
                    .seed(seed)
                    .bufferBytes(32 * 1024)
                    .socketBufferBytes(16 * 1024)
                    .start();
            return new Ends(service, proxy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Socket connect() throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(LIMIT_MILLIS);
        client.setTcpNoDelay(true);
        return client;
    }

    /** The service's side of the connection that came next. */
    Socket accept() throws IOException {
        var server = service.accept();
        server.setSoTimeout(LIMIT_MILLIS);
        server.setTcpNoDelay(true);
        return server;
    }

    /** Whether a connection has come through that nobody accepted. */
    boolean isReached() throws IOException {
        service.setSoTimeout(1);
        try (var unexpected = service.accept()) {
            return unexpected.isConnected();
        } catch (SocketTimeoutException none) {
            return false;
        } finally {
            service.setSoTimeout(LIMIT_MILLIS);
        }
    }

    static Received readAll(Socket socket) throws IOException {
        var bytes = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        try {
            for (int count = read(socket, some); count >= 0; count = read(socket, some)) {
                bytes.write(some, 0, count);
            }
            return new Received(bytes.toByteArray(), End.IN_ORDER);
        } catch (SocketException reset) {
            return new Received(bytes.toByteArray(), End.RESET);
        }
    }

    private static int read(Socket socket, byte[] into) throws IOException {
        return socket.getInputStream().read(into);
    }

    /** Exactly so many bytes. */
    static byte[] read(Socket socket, int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    /** Numbered, so that a missing or swapped byte shows. */
    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        service.close();
    }
}
