package dev.baton.examples.appointment;

import dev.baton.agent.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what a handler answered. */
final class FakeReply implements Reply {
    private final List<String> said = new ArrayList<>();
    private @Nullable Duration patience;
    private boolean ended;

    String text() {
        return String.join(" ", said);
    }

    @Nullable
    Duration patience() {
        return patience;
    }

    boolean endsCall() {
        return ended;
    }

    @Override
    public Reply say(String text) {
        said.add(text);
        return this;
    }

    @Override
    public Reply stream(String piece) {
        said.add(piece);
        return this;
    }

    @Override
    public Reply play(String text, short[] samples, int sampleRateHz) {
        said.add(text);
        return this;
    }

    @Override
    public Reply leave(String result) {
        ended = true;
        return this;
    }

    @Override
    public Reply patience(Duration quiet) {
        patience = quiet;
        return this;
    }

    @Override
    public Reply uninterruptible() {
        return this;
    }

    @Override
    public Tool tool(String name) {
        return () -> {};
    }

    @Override
    public Reply endCall() {
        ended = true;
        return this;
    }

    @Override
    public Reply async() {
        return this;
    }

    @Override
    public void complete() {}

    @Override
    public boolean isCancelled() {
        return false;
    }
}
