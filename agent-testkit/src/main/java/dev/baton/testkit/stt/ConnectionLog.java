package dev.baton.testkit.stt;

import java.util.List;

/**
 * What went over one connection besides audio and interims, in order; a snapshot, without anybody's words.
 *
 * @param id counted from 1, in the order of acceptance
 * @param path that the client asked for, without parameters
 * @param audioMillis of audio received so far
 */
public record ConnectionLog(long id, String path, boolean open, long audioMillis, List<Entry> entries) {
    /**
     * @param received or sent
     * @param type as on the wire, but for results: {@code finalize}, {@code close_stream}, {@code Metadata}, {@code final}, {@code last}, {@code error}, {@code close 1000}
     * @param audioMillis of audio received before it
     * @param atNanos of {@link System#nanoTime()}
     */
    public record Entry(boolean received, String type, long audioMillis, long atNanos) {}

    public ConnectionLog {
        entries = List.copyOf(entries);
    }

    /** The types of what the client sent, in order. */
    public List<String> received() {
        return entries.stream().filter(Entry::received).map(Entry::type).toList();
    }

    /** The types of what the server sent, in order. */
    public List<String> sent() {
        return entries.stream()
                .filter(entry -> !entry.received())
                .map(Entry::type)
                .toList();
    }
}
