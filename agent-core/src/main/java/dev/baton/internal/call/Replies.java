package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.CallInfo;
import dev.baton.agent.Heard;
import dev.baton.agent.TurnHandler;
import dev.baton.call.CallEvent;
import dev.baton.turn.ExpectedAnswer;
import dev.baton.turn.StopReason;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.Utterance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The agent's side of a call: asks the application's handler, carries its wishes to the playback, and tells the call how far a reply has come. Used on the loop.
 */
final class Replies implements Playback.Observer, ReplyHandle.Receiver {
    private final CallHolder call;
    private final TurnHandler handler;
    private final Speaker speaker;
    private final TurnDriver turns;
    private final CallReport report;
    private final HandlerQueue handlers;
    private final LatencyBook book;
    private final Map<Integer, OpenReply> replies = new HashMap<>();
    private List<OpenReply> toTick = List.of();

    Replies(
            CallHolder call,
            TurnHandler handler,
            Speaker speaker,
            TurnDriver turns,
            CallReport report,
            HandlerQueue handlers,
            LatencyBook book) {
        this.call = call;
        this.handler = handler;
        this.speaker = speaker;
        this.turns = turns;
        this.report = report;
        this.handlers = handlers;
        this.book = book;
    }

    void greet(int reply, CallInfo info) {
        invoke("onCallStarted", reply, 0, false, answer -> handler.onCallStarted(info, answer));
    }

    void idle(int reply) {
        invoke("onIdle", reply, 0, false, handler::onIdle);
    }

    void answer(TurnAction.StartHandler start) {
        Utterance utterance = start.utterance();
        invoke(
                "onUtterance",
                start.reply(),
                utterance.turn(),
                start.speculative(),
                answer -> handler.onUtterance(utterance, answer));
    }

    /** The utterance has been committed that the reply, where there is one already, answers ahead of time. */
    void confirm(int reply) {
        with(reply, OpenReply::confirm);
    }

    void release(int reply) {
        with(reply, open -> open.playback.release());
    }

    void pause(int reply) {
        with(reply, open -> {
            open.playback.pause();
            report.tell(new CallEvent.ReplyPaused(report.now(), open.turn, open.playback.played()));
        });
    }

    void resume(int reply) {
        with(reply, open -> {
            report.tell(new CallEvent.ReplyResumed(report.now(), open.turn, open.playback.played()));
            open.playback.resume();
        });
    }

    void tick() {
        for (int i = 0; i < toTick.size(); i++) {
            toTick.get(i).playback.tick();
        }
    }

    /** Nothing is said any more. */
    void end() {
        for (var open : List.copyOf(replies.values())) {
            open.cancel(false);
            open.playback.stop(open.turn);
        }
        replies.clear();
        toTick = List.of();
    }

    private void with(int reply, Consumer<OpenReply> action) {
        var open = replies.get(reply);
        if (open != null) {
            action.accept(open);
        }
    }

    // What the handler does

    /** One method of the handler that answers through a reply. */
    @FunctionalInterface
    private interface Answering {
        void with(ReplyHandle reply) throws Exception;
    }

    private void invoke(String method, int reply, int turn, boolean speculative, Answering work) {
        book.asked(reply, turn);
        var handle = new ReplyHandle(reply, speaker.loop, speaker.scheduler, this);
        var open = new OpenReply(reply, turn, speculative, handle, new Playback(reply, speaker, this));
        replies.put(reply, open);
        toTick = new ArrayList<>(replies.values());
        if (call.isHungUp()) {
            open.cancel(false);
        }
        open.asks(handlers.add(
                method,
                () -> work.with(handle),
                entered -> handlerEntered(reply, turn, speculative, entered),
                handle::returned));
    }

    private void handlerEntered(int reply, int turn, boolean speculative, long atNanos) {
        var entry = book.of(reply);
        entry.handlerEntered = atNanos;
        report.tell(new CallEvent.HandlerStarted(CallScheduler.duration(atNanos), turn, speculative, entry.latency()));
    }

    @Override
    public void say(int reply, String text, long saidAtNanos) {
        with(reply, open -> {
            var entry = book.of(reply);
            if (entry.firstToken < 0) {
                entry.firstToken = saidAtNanos;
            }
            if (!open.handle.isCancelled()) {
                open.sayStreamed();
                open.playback.say(text);
            }
        });
    }

    @Override
    public void stream(int reply, String piece, long saidAtNanos) {
        with(reply, open -> {
            var entry = book.of(reply);
            if (entry.firstToken < 0) {
                entry.firstToken = saidAtNanos;
            }
            if (!open.handle.isCancelled()) {
                open.stream(piece);
            }
        });
    }

    @Override
    public void play(int reply, String text, short[] samples, int sampleRateHz) {
        with(reply, open -> {
            if (!open.handle.isCancelled()) {
                open.sayStreamed();
                open.playback.play(text, samples, sampleRateHz);
            }
        });
    }

    @Override
    public void patience(int reply, long quietNanos) {
        wish(reply, () -> {
            report.tell(new CallEvent.PatienceSet(report.now(), CallScheduler.duration(quietNanos)));
            turns.happens(new TurnEvent.PatienceSet(turns.now(), quietNanos));
        });
    }

    @Override
    public void expect(int reply, ExpectedAnswer answer, long quietNanos) {
        wish(reply, () -> {
            report.tell(new CallEvent.PatienceSet(report.now(), CallScheduler.duration(quietNanos)));
            turns.happens(new TurnEvent.AnswerExpected(turns.now(), answer, quietNanos));
        });
    }

    @Override
    public void shield(int reply) {
        wish(reply, () -> turns.happens(new TurnEvent.ReplyShielded(turns.now(), reply)));
    }

    @Override
    public void toolStarted(int reply, int tool, String name) {
        with(
                reply,
                open -> open.wish(() -> {
                    open.toolStarted(tool, name);
                    report.tell(new CallEvent.ToolStarted(report.now(), open.turn, name));
                    turns.happens(new TurnEvent.ToolStarted(turns.now()));
                }));
    }

    @Override
    public void toolEnded(int reply, int tool) {
        with(reply, open -> open.wish(() -> endTool(open, tool)));
    }

    private void endTool(OpenReply open, int tool) {
        String name = open.toolEnded(tool);
        if (name != null) {
            report.tell(new CallEvent.ToolEnded(report.now(), open.turn, name));
            turns.happens(new TurnEvent.ToolEnded(turns.now()));
        }
    }

    @Override
    public void endCall(int reply) {
        wish(reply, () -> turns.happens(new TurnEvent.EndRequested(turns.now())));
    }

    @Override
    public void leave(int reply, String result) {
        with(
                reply,
                open -> open.wish(() -> {
                    report.tell(new CallEvent.LeaveAsked(report.now(), open.turn, result));
                    call.leaves(result);
                    turns.happens(new TurnEvent.EndRequested(turns.now()));
                }));
    }

    @Override
    public void complete(int reply) {
        with(
                reply,
                open -> open.wish(() -> {
                    open.sayStreamed();
                    open.openTools().forEach(tool -> endTool(open, tool));
                    turns.happens(new TurnEvent.HandlerReturned(turns.now(), reply));
                    open.playback.complete();
                }));
    }

    private void wish(int reply, Runnable wish) {
        with(reply, open -> open.wish(wish));
    }

    // What the caller hears

    @Override
    public void replyReady(int reply) {
        turns.happens(new TurnEvent.ReplyReady(turns.now(), reply));
    }

    @Override
    public void firstSynthesized(int reply) {
        var entry = book.of(reply);
        if (entry.firstSynthesized < 0) {
            entry.firstSynthesized = speaker.scheduler.nowNanos();
        }
    }

    @Override
    public void playoutStarted(int reply) {
        var entry = book.of(reply);
        if (entry.firstAudioOut < 0) {
            entry.firstAudioOut = speaker.scheduler.nowNanos();
            report.tell(new CallEvent.ReplyStarted(report.now(), turnOf(reply), entry.latency()));
        }
        turns.happens(new TurnEvent.PlayoutStarted(turns.now(), reply));
    }

    @Override
    public void textBegins(int reply, String text) {
        report.tell(new CallEvent.ReplyText(report.now(), turnOf(reply), text));
        turns.happens(new TurnEvent.AgentSays(turns.now(), text));
    }

    @Override
    public void playoutEnded(int reply) {
        turns.happens(new TurnEvent.PlayoutEnded(turns.now(), reply, false));
    }

    @Override
    public void replyFinished(int reply) {
        with(reply, open -> {
            forget(open);
            if (open.playback.hasStarted()) {
                report.tell(new CallEvent.ReplyFinished(report.now(), open.turn));
            }
            turns.happens(new TurnEvent.ReplyFinished(turns.now(), reply));
        });
    }

    void stop(TurnAction.StopReply stop) {
        long decidedAt = speaker.scheduler.nowNanos();
        with(stop.reply(), open -> {
            open.cancel(stop.reason() == StopReason.TEXT_CHANGED || stop.reason() == StopReason.REVISED);
            open.openTools().forEach(tool -> endTool(open, tool));
            forget(open);
            var heard = open.playback.stop(open.turn);
            if (!open.playback.hasStarted()) {
                report.tell(
                        new CallEvent.HandlerCancelled(report.now(), open.turn, open.isSpeculative(), stop.reason()));
            } else if (stop.reason() == StopReason.INTERRUPTED) {
                interrupted(open.turn, heard, decidedAt);
            } else {
                report.tell(new CallEvent.ReplyCut(report.now(), open.turn, heard, stop.reason()));
                if (stop.reason() == StopReason.SUPERSEDED) { // it had more to say, and the caller spoke in its pause
                    tellHeard(heard);
                }
            }
        });
    }

    private void interrupted(int turn, Heard heard, long decidedAt) {
        var took = CallScheduler.duration(speaker.scheduler.nowNanos() - decidedAt);
        report.interrupted(new CallEvent.Interrupted(report.now(), turn, heard, took));
        tellHeard(heard);
    }

    private void tellHeard(Heard heard) {
        handlers.add("onInterrupted", () -> handler.onInterrupted(heard), entered -> {}, () -> {});
    }

    private void forget(OpenReply open) {
        replies.remove(open.number);
        toTick = new ArrayList<>(replies.values());
    }

    private int turnOf(int reply) {
        var open = replies.get(reply);
        return open == null ? 0 : open.turn;
    }

    @Override
    public void ranShort(int reply) {
        report.starved(new CallEvent.ReplyStarved(report.now(), turnOf(reply)));
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
