package dev.baton.testkit.schedule.promise;

import dev.baton.turn.TurnConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that went into a call and came out of it, in order. Filled by one thread. */
public final class CallTrace {
    private final TurnConfig settings;
    private final CallFacts facts;
    private final List<Word> words;
    private final List<Entry> entries = new ArrayList<>(256);
    private final List<ConnectionTrace> connections = new ArrayList<>(2);
    private int mostTimers;
    private boolean completed;
    private @Nullable Throwable thrown;
    private long endNanos;

    public CallTrace(TurnConfig settings, CallFacts facts, List<Word> words) {
        this.settings = settings;
        this.facts = facts;
        this.words = words;
    }

    /** The settings that the call began with. */
    public TurnConfig settings() {
        return settings;
    }

    public CallFacts facts() {
        return facts;
    }

    /** What the caller said, by number less one. */
    public List<Word> words() {
        return words;
    }

    public List<Entry> entries() {
        return entries;
    }

    public List<ConnectionTrace> connections() {
        return connections;
    }

    public void add(Entry entry) {
        entries.add(entry);
    }

    /** A frame of a reply reached the sink. */
    public void sounded(long atNanos, int reply) {
        int last = entries.size() - 1;
        if (last >= 0 && entries.get(last) instanceof Entry.Sounded before && before.reply() == reply) {
            entries.set(last, new Entry.Sounded(before.atNanos(), reply, before.frames() + 1, atNanos));
        } else {
            entries.add(new Entry.Sounded(atNanos, reply, 1, atNanos));
        }
    }

    public ConnectionTrace connect() {
        var connection = new ConnectionTrace(connections.size() + 1);
        connections.add(connection);
        return connection;
    }

    /** The most timers that were set at once. */
    public int mostTimers() {
        return mostTimers;
    }

    public void timers(int count) {
        mostTimers = Math.max(mostTimers, count);
    }

    /** What was thrown on the call's loop, or null. */
    public @Nullable Throwable thrown() {
        return thrown;
    }

    public void threw(Throwable what) {
        thrown = what;
    }

    /** Whether the call came to its end. */
    public boolean completed() {
        return completed;
    }

    /** When the call was over, or nobody waited for it any longer. */
    public long endNanos() {
        return endNanos;
    }

    public void ended(long atNanos, boolean completed) {
        this.endNanos = atNanos;
        this.completed = completed;
    }

    /** What can be compared between two runs: two calls are the same if these are equal. */
    public String print() {
        var lines = new StringBuilder();
        entries.forEach(entry -> lines.append(entry).append('\n'));
        return lines.toString();
    }
}
