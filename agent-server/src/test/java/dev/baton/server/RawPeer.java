package dev.baton.server;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A socket that says what it is told to, for what no carrier would ever send. */
final class RawPeer implements Closeable {
    private static final int LIMIT_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;

    private RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        in = new DataInputStream(socket.getInputStream());
    }

    static RawPeer connect(int port) {
        return connect(port, 0);
    }

    /** @param receiveBytes how little the kernel takes of what this peer does not read; 0 for as much as usual */
    static RawPeer connect(int port, int receiveBytes) {
        try {
            var socket = new Socket();
            if (receiveBytes > 0) {
                socket.setReceiveBufferSize(receiveBytes);
            }
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
            return new RawPeer(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A WebSocket that is open. */
    static RawPeer webSocket(URI uri) {
        return webSocket(uri, 0);
    }

    static RawPeer webSocket(URI uri, int receiveBytes) {
        var peer = connect(uri.getPort(), receiveBytes);
        String answer = peer.ask(upgrade(uri, ""));
        if (!answer.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError(answer);
        }
        return peer;
    }

    /** @param headers each with its line end */
    static String upgrade(URI uri, String headers) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return "GET " + uri.getRawPath() + query + " HTTP/1.1\r\nHost: bot.example.com\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + headers + "\r\n";
    }

    RawPeer send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawPeer text(String message) {
        return send(frame(0x1, message.getBytes(StandardCharsets.UTF_8)));
    }

    RawPeer binary(byte[] message) {
        return send(frame(0x2, message));
    }

    /** A whole client frame, masked with zeros. */
    static byte[] frame(int opcode, byte[] payload) {
        var frame = ByteBuffer.allocate(14 + payload.length).put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.putInt(0).put(payload).flip();
        var bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** @return the head of the answer */
    String ask(String request) {
        send(request.getBytes(StandardCharsets.ISO_8859_1));
        try {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            return head.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads WebSocket frames up to the close frame, and behind it the end of the connection. */
    int closeCode() {
        try {
            while (true) {
                int opcode = in.readUnsignedByte() & 0x0F;
                int length = in.readUnsignedByte();
                length = length == 126 ? in.readUnsignedShort() : length;
                byte[] payload = in.readNBytes(length);
                if (opcode == 0x8) {
                    if (rest().length > 0) {
                        throw new AssertionError("more came after the close frame");
                    }
                    return ByteBuffer.wrap(payload).getShort();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that comes until the connection ends. */
    byte[] rest() {
        var bytes = new ByteArrayOutputStream();
        try {
            in.transferTo(bytes);
        } catch (SocketException e) {
            return bytes.toByteArray(); // reset, because the server did not read all that was sent
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Waits for so long at most. */
    boolean endsWithin(int millis) {
        try {
            socket.setSoTimeout(millis);
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (EOFException | SocketException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without a word. */
    void cut() {
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
