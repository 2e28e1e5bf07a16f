package dev.baton.testkit.stt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts and remembers what the server does. Written from event loops, a few times per second, and read from anywhere: a plain lock will do. */
final class ServerJournal {
    private static final int CONNECTIONS_KEPT = 1_000;
    private static final int ENTRIES_KEPT = 10_000;

    private final Deque<Connection> connections = new ArrayDeque<>();
    private final Map<String, Long> refusals = new TreeMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private long accepted;
    private long open;

    /** One connection's part. */
    final class Connection {
        private final long id;
        private final String path;
        private final List<ConnectionLog.Entry> entries = new ArrayList<>();
        private volatile long audioMillis;
        private boolean isOpen = true;

        private Connection(long id, String path) {
            this.id = id;
            this.path = path;
        }

        /** So much audio has been received. */
        void heard(long millis) {
            audioMillis = millis;
        }

        void received(String type) {
            add(true, type);
        }

        void sent(String type) {
            add(false, type);
        }

        void sent(Message message) {
            if (message.kind() == Message.Kind.INTERIM || message.kind() == Message.Kind.AUDIO) {
                // Too many to remember each.
                synchronized (ServerJournal.this) {
                    counts.merge(message.name(), 1L, Long::sum);
                }
            } else {
                sent(message.name());
            }
        }

        private void add(boolean received, String type) {
            synchronized (ServerJournal.this) {
                counts.merge(type, 1L, Long::sum);
                if (entries.size() < ENTRIES_KEPT) {
                    entries.add(new ConnectionLog.Entry(received, type, audioMillis, System.nanoTime()));
                }
            }
        }

        void closed() {
            synchronized (ServerJournal.this) {
                if (isOpen) {
                    isOpen = false;
                    open--;
                }
            }
        }
    }

    synchronized Connection accepted(String path) {
        var connection = new Connection(++accepted, path);
        open++;
        connections.add(connection);
        if (connections.size() > CONNECTIONS_KEPT) {
            connections.removeFirst();
        }
        return connection;
    }

    synchronized void refused(Refusal refusal) {
        refusals.merge(refusal.httpStatus() + " " + refusal.reason(), 1L, Long::sum);
    }

    synchronized long open() {
        return open;
    }

    synchronized SttServerStats stats() {
        return new SttServerStats(
                accepted,
                open,
                count("finalize") + count("Finalize") + count("ForceEndpoint") + count("ForceEndTurn"),
                count("close_stream") + count("end") + count("CloseStream") + count("Terminate"),
                count("interim"),
                count("final") + count("last"),
                count("error"),
                refusals);
    }

    private long count(String type) {
        return counts.getOrDefault(type, 0L);
    }

    synchronized List<ConnectionLog> logs() {
        return connections.stream()
                .map(connection -> new ConnectionLog(
                        connection.id, connection.path, connection.isOpen, connection.audioMillis, connection.entries))
                .toList();
    }
}
