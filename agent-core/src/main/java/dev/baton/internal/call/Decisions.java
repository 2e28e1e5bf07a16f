package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.CallInfo;
import dev.baton.call.CallEvent;
import dev.baton.turn.EndCause;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries out what the turn machine decides. Used on the loop. */
final class Decisions {
    private final CallInfo info;
    private final TurnDriver turns;
    private final CallReport report;
    private final CallScheduler scheduler;
    private final LatencyBook book;
    private final Replies replies;
    private final Consumer<EndCause> end;
    private @Nullable SttLine recogniser;

    Decisions(
            CallInfo info,
            TurnDriver turns,
            CallReport report,
            CallScheduler scheduler,
            LatencyBook book,
            Replies replies,
            Consumer<EndCause> end) {
        this.info = info;
        this.turns = turns;
        this.report = report;
        this.scheduler = scheduler;
        this.book = book;
        this.replies = replies;
        this.end = end;
    }

    /** Until this there is nobody to send anything to. */
    void open(SttLine line) {
        recogniser = line;
    }

    /** One part of the call that throws keeps no other decision from being carried out. */
    void carryOut(TurnAction action) {
        try {
            perform(action);
        } catch (RuntimeException e) {
            boolean asksRecogniser =
                    action instanceof TurnAction.SendFinalize || action instanceof TurnAction.SendCloseStream;
            report.goesOn(new BatonException(
                    asksRecogniser ? ErrorCode.STT_PROTOCOL : ErrorCode.SINK_FAILED,
                    action.getClass().getSimpleName() + " failed (" + e + ")",
                    "",
                    "see the cause in the log",
                    e));
        }
    }

    private void perform(TurnAction action) {
        if (action instanceof TurnAction.Commit commit) {
            commit(commit);
        } else if (action instanceof TurnAction.StartHandler start) {
            replies.answer(start.reply(), start.utterance());
        } else if (action instanceof TurnAction.TurnStarted started) {
            report.tell(new CallEvent.TurnStarted(report.now(), started.turn()));
        } else if (action instanceof TurnAction.SendFinalize request) {
            sendFinalize(request.id());
        } else if (action instanceof TurnAction.FinalizeAnswered answer) {
            report.tell(new CallEvent.FinalizeAnswered(report.now(), answer.id()));
        } else if (action instanceof TurnAction.SendCloseStream) {
            closeStream();
        } else if (action instanceof TurnAction.Greet greet) {
            replies.greet(greet.reply(), info);
        } else if (action instanceof TurnAction.Abandon abandon) {
            report.abandoned(new CallEvent.TurnAbandoned(report.now(), abandon.turn()));
        } else if (action instanceof TurnAction.DropSpeech drop) {
            report.dropped(new CallEvent.SpeechDropped(report.now(), drop.turn(), drop.text(), drop.reason()));
        } else if (action instanceof TurnAction.StartReply start) {
            replies.release(start.reply());
        } else if (action instanceof TurnAction.StopReply stop) {
            replies.stop(stop);
        } else if (action instanceof TurnAction.EndCall over) {
            end.accept(over.cause());
        }
    }

    private void sendFinalize(int id) {
        if (recogniser != null) {
            recogniser.finalizeTurn();
            book.finalizeSent(scheduler.nowNanos());
            report.tell(new CallEvent.FinalizeSent(report.now(), id));
        }
    }

    private void closeStream() {
        if (recogniser != null) {
            report.tell(new CallEvent.CloseStreamSent(report.now()));
            recogniser.closeStream();
        } else {
            turns.happens(new TurnEvent.SttClosed(turns.now()));
        }
    }

    private void commit(TurnAction.Commit commit) {
        var entry = book.committed(
                commit.reply(),
                commit.utterance().turn(),
                commit.speechEndNanos(),
                commit.quietPassedNanos(),
                scheduler.nowNanos());
        report.committed(new CallEvent.TurnCommitted(report.now(), commit.utterance(), entry.latency()));
    }
}
