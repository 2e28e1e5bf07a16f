package dev.baton.testkit.scenario;

import dev.baton.turn.StopReason;
import dev.baton.turn.TurnAction;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Does what the machine wants, as far as the scenario's agent and recogniser are concerned, and writes down what can be seen of it. */
final class ActionLog {
    private final VirtualCall call;
    private final Replies replies;
    private final Recogniser recogniser;
    private boolean over;

    ActionLog(VirtualCall call, Replies replies, Recogniser recogniser) {
        this.call = call;
        this.replies = replies;
        this.recogniser = recogniser;
    }

    boolean isOver() {
        return over;
    }

    void take(TurnAction action) {
        if (!ofCaller(action) && !ofRecogniser(action) && !ofAgent(action)) {
            throw new AssertionError("no such action: " + action);
        }
    }

    private boolean ofCaller(TurnAction action) {
        if (action instanceof TurnAction.TurnStarted started) {
            call.see(SeenType.TURN_STARTED, fields("turn", started.turn()));
        } else if (action instanceof TurnAction.Commit commit) {
            commit(commit);
        } else if (action instanceof TurnAction.Abandon abandoned) {
            call.see(
                    SeenType.TURN_ABANDONED,
                    fields(
                            "turn",
                            abandoned.turn(),
                            "text",
                            "",
                            "reason",
                            abandoned.reason().label()));
        } else if (action instanceof TurnAction.DropSpeech dropped) {
            call.see(
                    SeenType.USER_SPEECH_DROPPED,
                    fields(
                            "turn",
                            dropped.turn(),
                            "text",
                            dropped.text(),
                            "reason",
                            dropped.reason().label()));
        } else if (action instanceof TurnAction.ReportUntranscribed report) {
            call.see(
                    SeenType.TRANSCRIPTION_TIMEOUT,
                    fields("turn", report.turn(), "speech_ms", millis(report.speechNanos())));
        } else if (action instanceof TurnAction.ReportTurnLimit report) {
            call.see(SeenType.TURN_LIMIT_EXCEEDED, fields("turn", report.turn(), "words", report.words()));
        } else if (action instanceof TurnAction.ReportEndpointing report) {
            call.see(SeenType.ENDPOINTING_CHANGED, fields("min_endpointing_ms", millis(report.minEndpointingNanos())));
        } else if (action instanceof TurnAction.ReportIdle) {
            call.see(SeenType.IDLE, fields());
        } else {
            return false;
        }
        return true;
    }

    private void commit(TurnAction.Commit commit) {
        var utterance = commit.utterance();
        var fields = fields(
                "turn", utterance.turn(),
                "text", utterance.text(),
                "kind", utterance.kind().label(),
                "reason", utterance.reason().label(),
                "revision", utterance.revision(),
                "late", utterance.late(),
                "overlap", utterance.overlap(),
                "audio_start_ms", millis(utterance.audioStart()),
                "audio_end_ms", millis(utterance.audioEnd()),
                "metrics", metrics(commit, utterance));
        call.see(utterance.revision() == 0 ? SeenType.TURN_COMMITTED : SeenType.TURN_REVISED, fields);
        replies.confirmed(commit.reply());
    }

    /** Text that came before the end of speech cost no time after it. */
    private Map<String, Object> metrics(TurnAction.Commit commit, Utterance utterance) {
        var metrics = new LinkedHashMap<String, Object>();
        metrics.put("turn_start_ms", millis(utterance.audioStart()));
        if (commit.speechEndNanos() >= 0) {
            metrics.put("end_of_turn_delay_ms", millis(call.now() - commit.speechEndNanos()));
            if (commit.finalNanos() >= 0) {
                metrics.put(
                        "transcription_delay_ms", millis(Math.max(0, commit.finalNanos() - commit.speechEndNanos())));
            }
        }
        return metrics;
    }

    private boolean ofRecogniser(TurnAction action) {
        if (action instanceof TurnAction.SendFinalize sent) {
            call.see(SeenType.FINALIZE_SENT, fields("number", sent.id()));
        } else if (action instanceof TurnAction.SendCloseStream) {
            recogniser.askedToClose();
            call.see(SeenType.CLOSE_STREAM_SENT, fields());
        } else if (action instanceof TurnAction.ReportReconnecting) {
            call.see(SeenType.STT_RECONNECTING, fields());
        } else if (action instanceof TurnAction.ReportReconnected) {
            call.see(SeenType.STT_RECONNECTED, fields());
        } else if (action instanceof TurnAction.ReplayAudio replay) {
            recogniser.clockBeginsAt(replay.fromNanos());
            call.see(SeenType.AUDIO_REPLAYED, fields("from_ms", millis(replay.fromNanos())));
        } else if (action instanceof TurnAction.SendKeepAlive) {
            call.see(SeenType.KEEPALIVE_SENT, fields());
        } else if (action instanceof TurnAction.GiveUpStt) {
            call.see(SeenType.ERROR, fields("scope", "stt", "recoverable", false));
        } else {
            // The scenario says when a connection stands and what an answer answers; nothing of these is seen from
            // outside.
            return action instanceof TurnAction.ConnectStt
                    || action instanceof TurnAction.FinalizeAnswered
                    || action instanceof TurnAction.HoldAudio
                    || action instanceof TurnAction.SendAudio;
        }
        return true;
    }

    private boolean ofAgent(TurnAction action) {
        if (action instanceof TurnAction.Greet greet) {
            replies.asked(greet.reply(), 0, false);
        } else if (action instanceof TurnAction.StartHandler start) {
            var utterance = start.utterance();
            call.see(
                    SeenType.HANDLER_STARTED,
                    fields("turn", utterance.turn(), "text", utterance.text(), "speculative", start.speculative()));
            replies.asked(start.reply(), utterance.turn(), start.speculative());
        } else if (action instanceof TurnAction.StartReply start) {
            replies.start(start.reply());
        } else if (action instanceof TurnAction.PauseReply pause) {
            replies.pause(pause.reply());
        } else if (action instanceof TurnAction.ResumeReply resume) {
            replies.resume(resume.reply());
        } else if (action instanceof TurnAction.StopReply stop) {
            replies.stop(stop.reply(), stop.reason().label(), stop.reason() != StopReason.CALL_END);
        } else if (action instanceof TurnAction.EndCall end) {
            over = true;
            replies.lineClosed();
            call.see(SeenType.CALL_ENDED, fields("reason", end.cause().label()));
        } else {
            return false;
        }
        return true;
    }

    /** In this order, which is the one that people read. */
    private static Map<String, Object> fields(Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private static double millis(Duration duration) {
        return millis(duration.toNanos());
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
