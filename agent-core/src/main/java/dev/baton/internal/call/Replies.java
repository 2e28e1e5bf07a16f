package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.CallInfo;
import dev.baton.agent.Heard;
import dev.baton.agent.TurnHandler;
import dev.baton.audio.AudioSink;
import dev.baton.audio.AudioTap;
import dev.baton.call.CallEvent;
import dev.baton.tts.TextToSpeech;
import dev.baton.turn.StopReason;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.Utterance;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The agent's side of a call: asks the application's handler, carries its wishes to the playback, and tells the call how far a reply has come. Used on the loop.
 */
final class Replies implements Playback.Observer, ReplyHandle.Receiver {
    private final CallHolder call;
    private final TurnHandler handler;
    private final CallLoop loop;
    private final CallScheduler scheduler;
    private final TurnDriver turns;
    private final CallReport report;
    private final HandlerQueue handlers;
    private final LatencyBook book;
    private final Playback playback;
    private final Map<Integer, ReplyHandle> replies = new HashMap<>();

    Replies(
            CallHolder call,
            TurnHandler handler,
            @Nullable TextToSpeech voice,
            AudioSink sink,
            @Nullable AudioTap tap,
            CallLoop loop,
            CallScheduler scheduler,
            TurnDriver turns,
            CallReport report,
            HandlerQueue handlers,
            LatencyBook book) {
        this.call = call;
        this.handler = handler;
        this.loop = loop;
        this.scheduler = scheduler;
        this.turns = turns;
        this.report = report;
        this.handlers = handlers;
        this.book = book;
        playback = new Playback(voice, sink, loop, scheduler, this, tap);
    }

    void greet(int reply, CallInfo info) {
        book.greeting(reply);
        invoke("onCallStarted", reply, 0, answer -> handler.onCallStarted(info, answer));
    }

    void answer(int reply, Utterance utterance) {
        invoke("onUtterance", reply, utterance.turn(), answer -> handler.onUtterance(utterance, answer));
    }

    void release(int reply) {
        playback.release(reply);
    }

    void tick() {
        playback.tick();
    }

    /** Nothing is said any more. */
    void end() {
        replies.values().forEach(ReplyHandle::cancel);
        playback.stop(0);
    }

    @Override
    public void replyReady(int reply) {
        turns.happens(new TurnEvent.ReplyReady(turns.now(), reply));
    }

    @Override
    public void firstSynthesized(int reply) {
        var entry = book.of(reply);
        if (entry != null && entry.firstSynthesized < 0) {
            entry.firstSynthesized = scheduler.nowNanos();
        }
    }

    @Override
    public void playoutStarted(int reply) {
        var entry = book.of(reply);
        if (entry != null) {
            entry.firstAudioOut = scheduler.nowNanos();
            report.tell(new CallEvent.ReplyStarted(report.now(), entry.turn, entry.latency()));
        }
        turns.happens(new TurnEvent.PlayoutStarted(turns.now(), reply));
    }

    @Override
    public void textBegins(int reply, String text) {
        report.tell(new CallEvent.ReplyText(report.now(), turnOf(reply), text));
    }

    @Override
    public void replyFinished(int reply) {
        replies.remove(reply);
        if (playbackWasHeard(reply)) {
            report.tell(new CallEvent.ReplyFinished(report.now(), turnOf(reply)));
        }
        turns.happens(new TurnEvent.ReplyFinished(turns.now(), reply));
    }

    private boolean playbackWasHeard(int reply) {
        var entry = book.of(reply);
        return entry != null && entry.firstAudioOut >= 0;
    }

    @Override
    public void say(int reply, String text, long saidAtNanos) {
        var entry = book.of(reply);
        if (entry != null && entry.firstToken < 0) {
            entry.firstToken = saidAtNanos;
        }
        playback.say(reply, text);
    }

    @Override
    public void patience(int reply, long quietNanos) {
        if (replies.containsKey(reply)) {
            report.tell(new CallEvent.PatienceSet(report.now(), CallScheduler.duration(quietNanos)));
            turns.happens(new TurnEvent.PatienceSet(turns.now(), quietNanos));
        }
    }

    @Override
    public void endCall(int reply) {
        if (replies.containsKey(reply)) {
            turns.happens(new TurnEvent.EndRequested(turns.now()));
        }
    }

    @Override
    public void complete(int reply) {
        playback.complete(reply);
        if (replies.containsKey(reply) && !playback.isAbout(reply)) {
            replyFinished(reply);
        }
    }

    /** One method of the handler that answers through a reply. */
    @FunctionalInterface
    private interface Answering {
        void with(ReplyHandle reply) throws Exception;
    }

    private void invoke(String method, int reply, int turn, Answering work) {
        var handle = new ReplyHandle(reply, loop, scheduler, this);
        replies.put(reply, handle);
        if (call.isHungUp()) {
            handle.cancel();
        } else {
            playback.begin(reply);
        }
        handlers.add(
                method, () -> work.with(handle), entered -> handlerEntered(reply, turn, entered), handle::returned);
    }

    private void handlerEntered(int reply, int turn, long atNanos) {
        var entry = book.of(reply);
        if (entry != null) {
            entry.handlerEntered = atNanos;
            report.tell(new CallEvent.HandlerStarted(CallScheduler.duration(atNanos), turn, entry.latency()));
        }
    }

    void stop(TurnAction.StopReply stop) {
        long decidedAt = scheduler.nowNanos();
        var handle = replies.remove(stop.reply());
        if (handle != null) {
            handle.cancel();
        }
        boolean wasHeard = playback.isAbout(stop.reply()) && playback.hasStarted();
        var heard = playback.stop(turnOf(stop.reply()));
        if (stop.reason() == StopReason.INTERRUPTED && wasHeard) {
            tellInterrupted(stop.reply(), heard, decidedAt);
        }
    }

    private void tellInterrupted(int reply, Heard heard, long decidedAt) {
        var took = CallScheduler.duration(scheduler.nowNanos() - decidedAt);
        report.interrupted(new CallEvent.Interrupted(report.now(), turnOf(reply), heard, took));
        handlers.add("onInterrupted", () -> handler.onInterrupted(heard), entered -> {}, () -> {});
    }

    private int turnOf(int reply) {
        var entry = book.of(reply);
        return entry == null ? 0 : entry.turn;
    }

    @Override
    public void problem(BatonException reason) {
        report.goesOn(reason);
    }

    @Override
    public void sinkFailed(RuntimeException cause) {
        call.failed(new BatonException(
                ErrorCode.SINK_FAILED,
                "the audio sink failed (" + cause + ")",
                "ended the call: the caller cannot be answered any more",
                "see the cause in the log",
                cause));
    }
}
