package dev.baton.examples.cli;

import dev.baton.agent.CallSummary.EndReason;
import dev.baton.audio.AudioSink;
import dev.baton.audio.AudioSource;
import dev.baton.call.Call;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.testkit.time.VirtualTime;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Holds one call in the foreground, until it is over by itself or the user ends it. */
final class HeldCall {
    private final CallStory story = new CallStory();
    private final VoiceAgent agent;
    private final PrintStream out;
    private final @Nullable WireLog wire;
    private final @Nullable VirtualTime time;
    private boolean hearsKeys;

    /** In real time. */
    HeldCall(VoiceAgent agent, PrintStream out, @Nullable WireLog wire) {
        this(agent, out, wire, null);
    }

    /**
     * @param time what the agent's calls run on; null for real time
     * @param wire what the agent listens through, if its messages are to be shown
     */
    HeldCall(VoiceAgent agent, PrintStream out, @Nullable WireLog wire, @Nullable VirtualTime time) {
        this.agent = agent;
        this.out = out;
        this.wire = wire;
        this.time = time;
    }

    /** In real time, keys that are typed go to the view, and {@code q} ends the call. */
    HeldCall hearingKeys(boolean hears) {
        hearsKeys = hears;
        return this;
    }

    CallStory story() {
        return story;
    }

    /**
     * Returns when the call is over and its last event was shown.
     *
     * @return the running interruption, to be closed when all has been reported
     */
    Interruption hold(AudioSource source, AudioSink sink, CallOptions options, CallView view)
            throws InterruptedException {
        return time == null
                ? holdInRealTime(source, sink, options, view)
                : holdOn(
                        time,
                        agent.answer(
                                source,
                                sink,
                                options.withListener(options.listener().andThen(event -> {
                                    story.hear(event);
                                    view.show(event, story); // a slow terminal holds up nobody here
                                }))));
    }

    private Interruption holdOn(VirtualTime time, Call call) {
        var interruption = Interruption.ends(call::hangUp);
        while (!call.completion().isDone()) {
            time.advance(Duration.ofSeconds(1));
            if (out.checkError()) {
                call.hangUp(); // nobody reads any more
            }
        }
        return interruption;
    }

    private Interruption holdInRealTime(AudioSource source, AudioSink sink, CallOptions options, CallView view)
            throws InterruptedException {
        var pump = new EventPump(story, view);
        if (wire != null) {
            wire.readBy(pump::onWire);
        }
        Call call = agent.answer(
                source, sink, options.withListener(options.listener().andThen(pump)));
        var interruption = Interruption.ends(call::hangUp);
        var keys = hearsKeys ? Keys.hear(key -> typed(key, pump, view, interruption)) : null;
        try {
            while (!isOver(call)) {
                if (out.checkError()) {
                    call.hangUp(); // nobody reads any more
                }
            }
            pump.awaitEnd();
        } finally {
            if (keys != null) {
                keys.close();
            }
        }
        return interruption;
    }

    private static void typed(int key, EventPump pump, CallView view, Interruption interruption) {
        if (key == 'q') {
            interruption.ask();
        } else {
            pump.post(() -> view.key(key));
        }
    }

    private static boolean isOver(Call call) throws InterruptedException {
        try {
            call.completion().get(500, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError("a call's completion does not fail", e);
        }
    }

    /** Whether the call ran to its end without anything that a caller would have noticed, such as a handler that threw: then it goes on, and yet the run has failed. */
    boolean succeeded() {
        var summary = story.summary();
        return summary != null
                && story.problems().isEmpty()
                && summary.reason() != EndReason.SOURCE_FAILED
                && summary.reason() != EndReason.STT_UNAVAILABLE;
    }
}
