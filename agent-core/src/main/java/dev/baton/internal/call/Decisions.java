package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary.EndReason;
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
    private final CallHolder call;
    private final Consumer<EndCause> end;
    private @Nullable SttLine recogniser;

    Decisions(
            CallInfo info,
            TurnDriver turns,
            CallReport report,
            CallScheduler scheduler,
            LatencyBook book,
            Replies replies,
            CallHolder call,
            Consumer<EndCause> end) {
        this.info = info;
        this.turns = turns;
        this.report = report;
        this.scheduler = scheduler;
        this.book = book;
        this.replies = replies;
        this.call = call;
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
        } else if (action instanceof TurnAction.TurnStarted started) {
            report.tell(new CallEvent.TurnStarted(report.now(), started.turn()));
        } else if (action instanceof TurnAction.Abandon abandon) {
            report.abandoned(new CallEvent.TurnAbandoned(report.now(), abandon.turn(), abandon.reason()));
        } else if (action instanceof TurnAction.DropSpeech drop) {
            report.dropped(new CallEvent.SpeechDropped(report.now(), drop.turn(), drop.text(), drop.reason()));
        } else if (action instanceof TurnAction.ReportUntranscribed silent) {
            var speech = CallScheduler.duration(silent.speechNanos());
            report.tell(new CallEvent.Untranscribed(report.now(), silent.turn(), speech));
        } else if (action instanceof TurnAction.ReportTurnLimit limit) {
            report.tell(new CallEvent.TurnLimitExceeded(report.now(), limit.turn(), limit.words()));
        } else if (action instanceof TurnAction.ReportEndpointing learned) {
            var quiet = CallScheduler.duration(learned.minEndpointingNanos());
            report.tell(new CallEvent.EndpointingChanged(report.now(), quiet));
        } else if (action instanceof TurnAction.ReportEndpointerFailed failed) {
            report.goesOn(new BatonException(
                    ErrorCode.ENDPOINTER_FAILED,
                    "the application's endpointer failed (" + failed.cause() + ")",
                    "turn " + failed.turn() + " ends after turn.min-endpointing of quiet",
                    "make it answer for every turn, also one without text or without speech"));
        } else if (action instanceof TurnAction.EndCall over) {
            end.accept(over.cause());
        } else if (!speak(action) && !turnToRecogniser(action)) {
            throw new AssertionError("nobody carries out " + action);
        }
    }

    private void commit(TurnAction.Commit commit) {
        var utterance = commit.utterance();
        var latency = book.committed(commit, scheduler.nowNanos()).latency();
        if (utterance.revision() > 0) {
            report.tell(new CallEvent.TurnRevised(report.now(), utterance, latency));
        } else {
            report.committed(new CallEvent.TurnCommitted(report.now(), utterance, latency));
        }
        replies.confirm(commit.reply());
    }

    /** @return whether it was about the agent's side */
    private boolean speak(TurnAction action) {
        if (action instanceof TurnAction.StartHandler start) {
            replies.answer(start);
        } else if (action instanceof TurnAction.Greet greet) {
            replies.greet(greet.reply(), info);
        } else if (action instanceof TurnAction.ReportIdle idle) {
            report.tell(new CallEvent.Idle(report.now()));
            replies.idle(idle.reply());
        } else if (action instanceof TurnAction.StartReply start) {
            replies.release(start.reply());
        } else if (action instanceof TurnAction.PauseReply pause) {
            replies.pause(pause.reply());
        } else if (action instanceof TurnAction.ResumeReply resume) {
            replies.resume(resume.reply());
        } else if (action instanceof TurnAction.StopReply stop) {
            replies.stop(stop);
        } else {
            return false;
        }
        return true;
    }

    /** @return whether it was about the recogniser */
    private boolean turnToRecogniser(TurnAction action) {
        if (action instanceof TurnAction.FinalizeAnswered answer) {
            report.tell(new CallEvent.FinalizeAnswered(report.now(), answer.id()));
        } else if (action instanceof TurnAction.ReportReconnecting) {
            report.tell(new CallEvent.SttReconnecting(report.now()));
        } else if (action instanceof TurnAction.ReportReconnected) {
            report.tell(new CallEvent.SttReconnected(report.now()));
        } else if (recogniser != null) {
            return ask(recogniser, action);
        } else if (action instanceof TurnAction.SendCloseStream) {
            turns.happens(new TurnEvent.SttClosed(turns.now())); // nobody is there to say more
        }
        return true;
    }

    private boolean ask(SttLine line, TurnAction action) {
        if (action instanceof TurnAction.SendFinalize request) {
            line.finalizeTurn(request.id());
        } else if (action instanceof TurnAction.SendCloseStream) {
            line.closeStream();
        } else if (action instanceof TurnAction.ConnectStt) {
            line.connect();
        } else if (action instanceof TurnAction.ReplayAudio replay) {
            line.replay(replay.fromNanos());
        } else if (action instanceof TurnAction.SendKeepAlive) {
            line.keepAlive();
            report.tell(new CallEvent.KeepAliveSent(report.now()));
        } else if (action instanceof TurnAction.HoldAudio) {
            line.hold();
        } else if (action instanceof TurnAction.SendAudio again) {
            line.sendAgain(again.fromNanos());
        } else if (action instanceof TurnAction.GiveUpStt gone) {
            line.giveUp();
            report.tell(new CallEvent.SttGivenUp(report.now(), gone.reason()));
            if (!line.wasOpen()) {
                call.hangUp(EndReason.STT_UNAVAILABLE);
            }
        } else {
            return false;
        }
        return true;
    }
}
