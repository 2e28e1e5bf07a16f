package dev.baton.internal.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One reply from the question to its end: the application's handle, the method that runs, what is spoken. Used on the loop. */
final class OpenReply {
    /** More than a handler that works ahead has reason to ask for. */
    private static final int MAX_WISHES = 256;

    final int number;
    final int turn;
    final ReplyHandle handle;
    final Playback playback;
    private final SentenceCutter streamed = new SentenceCutter();
    private final List<Runnable> wishes = new ArrayList<>();
    private final Map<Integer, String> tools = new LinkedHashMap<>();
    private HandlerQueue.@Nullable Invocation invocation;
    private boolean speculative;

    OpenReply(int number, int turn, boolean speculative, ReplyHandle handle, Playback playback) {
        this.number = number;
        this.turn = turn;
        this.speculative = speculative;
        this.handle = handle;
        this.playback = playback;
    }

    void asks(HandlerQueue.Invocation method) {
        invocation = method;
    }

    /** Whether its utterance has not been committed, so that nothing of it may take effect. */
    boolean isSpeculative() {
        return speculative;
    }

    /** Does what the handler wishes: now, or once the utterance is committed. */
    void wish(Runnable wish) {
        if (!speculative) {
            wish.run();
        } else if (wishes.size() < MAX_WISHES) {
            wishes.add(wish);
        }
    }

    /** The utterance that it answers has been committed. */
    void confirm() {
        speculative = false;
        wishes.forEach(Runnable::run);
        wishes.clear();
    }

    /** A piece of a text: what has become a sentence is said. */
    void stream(String piece) {
        streamed.add(piece, playback::say);
    }

    /** What was streamed and is no whole sentence is said as it is. */
    void sayStreamed() {
        streamed.flush(playback::say);
    }

    /** @param evenToTell whether the application need not learn of the utterance, if it has not yet */
    void cancel(boolean evenToTell) {
        handle.cancel();
        if (invocation != null) {
            invocation.cancel(evenToTell);
        }
    }

    void toolStarted(int tool, String name) {
        tools.put(tool, name);
    }

    /** @return its name, or null if it has ended before */
    @Nullable
    String toolEnded(int tool) {
        return tools.remove(tool);
    }

    List<Integer> openTools() {
        return List.copyOf(tools.keySet());
    }
}
