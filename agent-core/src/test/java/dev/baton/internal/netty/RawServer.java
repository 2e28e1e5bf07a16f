package dev.baton.internal.netty;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;

/**
 * A server on loopback that does byte by byte what a test tells it, so that it can also do what no well-meant server does. Blocking sockets, one thread for each
 * connection; written without Netty, so that the two sides cannot share a mistake.
 */
final class RawServer implements AutoCloseable {
    interface Script {
        void play(Peer peer) throws Exception;
    }

    private final ServerSocket server;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    private RawServer(ServerSocketFactory sockets, Script script) throws IOException {
        server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("raw-server", () -> accept(script));
    }

    static RawServer playing(Script script) throws IOException {
        return new RawServer(ServerSocketFactory.getDefault(), script);
    }

    static RawServer playing(ServerSocketFactory sockets, Script script) throws IOException {
        return new RawServer(sockets, script);
    }

    URI uri(String path) {
        return URI.create("ws://127.0.0.1:" + server.getLocalPort() + path);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                var peer = new Peer(server.accept());
                peers.add(peer);
                start("raw-peer", () -> play(script, peer));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void play(Script script, Peer peer) {
        try (peer.socket) {
            script.play(peer);
        } catch (IOException e) {
            // The client has gone, which is what many tests are about.
        } catch (Exception | AssertionError e) {
            failures.add(e);
        }
    }

    private synchronized void start(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var peer : peers) {
            peer.socket.close();
        }
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("the server's script failed", failures.get(0));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(boolean last, int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** Of a close frame. */
        int code() {
            return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        }
    }

    static final class Peer {
        static final int CONTINUATION = 0;
        static final int TEXT = 1;
        static final int BINARY = 2;
        static final int CLOSE = 8;
        static final int PING = 9;
        static final int PONG = 10;

        private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *(\\S+)");

        private final Socket socket;
        private final DataInputStream in;

        private Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(socket.getInputStream());
        }

        String readRequest() throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException();
                }
                head.append((char) next);
            }
            return head.toString();
        }

        /** So many bytes that follow, a character for each. */
        String readBytes(int count) throws IOException {
            return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
        }

        /** @return the request */
        String upgrade() throws Exception {
            var request = readRequest();
            write(accepting(request));
            return request;
        }

        static String accepting(String request) throws Exception {
            var key = KEY.matcher(request);
            if (!key.find()) {
                throw new AssertionError("no key in " + request.lines().findFirst());
            }
            var digest = MessageDigest.getInstance("SHA-1")
                    .digest((key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                            .getBytes(StandardCharsets.US_ASCII));
            return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                    + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n";
        }

        void write(String ascii) throws IOException {
            write(ascii.getBytes(StandardCharsets.ISO_8859_1));
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        void text(String text) throws IOException {
            write(frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8)));
        }

        void close(int code, String reason) throws IOException {
            var payload = new ByteArrayOutputStream();
            payload.write(code >> 8);
            payload.write(code);
            payload.writeBytes(reason.getBytes(StandardCharsets.UTF_8));
            write(frame(true, CLOSE, payload.toByteArray()));
        }

        static byte[] frame(boolean last, int opcode, byte[] payload) {
            var frame = new ByteArrayOutputStream();
            frame.write((last ? 0x80 : 0) | opcode);
            if (payload.length < 126) {
                frame.write(payload.length);
            } else if (payload.length < 1 << 16) {
                frame.write(126);
                frame.write(payload.length >> 8);
                frame.write(payload.length);
            } else {
                frame.write(127);
                for (int shift = 56; shift >= 0; shift -= 8) {
                    frame.write((int) ((long) payload.length >> shift));
                }
            }
            frame.writeBytes(payload);
            return frame.toByteArray();
        }

        /** The client's next frame that is not a ping; pings stay unanswered. */
        Frame read() throws IOException {
            var frame = readAny();
            while (frame.opcode() == PING) {
                frame = readAny();
            }
            return frame;
        }

        /** Reads the client's next frame, which must be a ping, and answers it. */
        void answerPing() throws IOException {
            var ping = readAny();
            if (ping.opcode() != PING) {
                throw new AssertionError("no ping but a frame of kind " + ping.opcode());
            }
            write(frame(true, PONG, ping.payload()));
        }

        /** From here on everything goes to another server, both ways, until the client ends the connection. */
        void relay(int port) throws IOException {
            try (var far = new Socket(InetAddress.getLoopbackAddress(), port)) {
                var back = new Thread(() -> {
                    try (socket) {
                        far.getInputStream().transferTo(socket.getOutputStream());
                    } catch (IOException e) {
                        // One of the two has gone.
                    }
                });
                back.setDaemon(true);
                back.start();
                in.transferTo(far.getOutputStream());
            }
        }

        /** The client's next frame, which must be masked. */
        Frame readAny() throws IOException {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            if ((second & 0x80) == 0) {
                throw new AssertionError("a client's frame must be masked");
            }
            int length = second & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = (int) in.readLong();
            }
            var mask = in.readNBytes(4);
            var payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return new Frame((first & 0x80) != 0, first & 0x0f, payload);
        }

        /** Returns when the client has ended the connection. */
        void untilClientEnds() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }

        /** Ends with RST instead of FIN. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        static boolean names(String request, String header, String value) {
            return request.toLowerCase(Locale.ROOT).contains((header + ": " + value).toLowerCase(Locale.ROOT));
        }
    }
}
