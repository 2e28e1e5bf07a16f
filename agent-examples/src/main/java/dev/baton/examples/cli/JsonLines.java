package dev.baton.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.call.CallEvent;
import dev.baton.metrics.TurnLatency;
import dev.baton.turn.StopReason;
import dev.baton.turn.Utterance;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Each event as one JSON object on a line of its own: {@code t_ms} on the call's clock, {@code type}, and the fields of that type. Durations are milliseconds; what is not
 * known is left out.
 */
final class JsonLines implements CallView {
    // Valid in whatever encoding standard output has.
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final PrintStream out;
    private final StringBuilder spoken = new StringBuilder();

    JsonLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(CallEvent event, CallStory story) {
        if (event instanceof CallEvent.Ended) {
            return; // comes last, with the words checked
        }
        var line = at(event);
        describe(event, line);
        write(line);
        if (event instanceof CallEvent.Interrupted interrupted) {
            write(at(event).put("type", "bot_audio_stops").put("turn", interrupted.turn()));
            write(at(event).put("type", "playback_cleared").put("turn", interrupted.turn()));
            var spoken = at(event);
            spokenText(spoken, interrupted.turn(), interrupted.heard().text(), true);
            write(spoken);
        }
    }

    private static ObjectNode at(CallEvent event) {
        return JSON.createObjectNode().put("t_ms", event.at().toNanos() / 1e6);
    }

    @Override
    public void wire(Duration at, boolean sent, String text) {
        var line = JSON.createObjectNode();
        line.put("t_ms", at.toNanos() / 1e6).put("type", sent ? "stt_sent" : "stt_received");
        line.put("message", text);
        write(line);
    }

    private void describe(CallEvent event, ObjectNode line) {
        if (event instanceof CallEvent.Started started) {
            line.put("type", "call_started").put("call", started.info().id());
            line.put("transport", started.info().transport());
        } else if (event instanceof CallEvent.SttReady ready) {
            line.put("type", "stt_open").put("address", ready.address());
        } else if (event instanceof CallEvent.FinalizeSent sent) {
            line.put("type", "finalize_sent").put("number", sent.number());
        } else if (event instanceof CallEvent.FinalizeAnswered answered) {
            line.put("type", "finalize_ack").put("of", answered.number());
        } else if (event instanceof CallEvent.CloseStreamSent) {
            line.put("type", "close_stream_sent");
        } else if (event instanceof CallEvent.SttReconnecting) {
            line.put("type", "stt_reconnecting");
        } else if (event instanceof CallEvent.SttReconnected) {
            line.put("type", "stt_reconnected");
        } else if (event instanceof CallEvent.SttFellBehind) {
            line.put("type", "stt_fell_behind");
        } else if (event instanceof CallEvent.SttCaughtUp) {
            line.put("type", "stt_caught_up");
        } else if (event instanceof CallEvent.AudioReplayed replayed) {
            line.put("type", "audio_replayed");
            line.put("from_ms", millis(replayed.from().toNanos()));
            line.put("length_ms", millis(replayed.length().toNanos()));
        } else if (event instanceof CallEvent.KeepAliveSent) {
            line.put("type", "keepalive_sent");
        } else if (event instanceof CallEvent.SttGivenUp gone) {
            line.put("type", "error").put("scope", "stt").put("recoverable", false);
            line.put("reason", gone.reason().label()).put("why", gone.reason().prose());
        } else if (event instanceof CallEvent.Problem problem) {
            describeProblem(problem, line);
        } else if (!describeInput(event, line) && !describeTurn(event, line)) {
            describeReply(event, line);
        }
    }

    /** @return whether it was something of the caller's */
    private static boolean describeInput(CallEvent event, ObjectNode line) {
        if (event instanceof CallEvent.SpeechStarted speech) {
            line.put("type", "vad_start").put("onset_ms", millis(speech.onset().toNanos()));
        } else if (event instanceof CallEvent.SpeechEnded speech) {
            line.put("type", "vad_stop").put("end_ms", millis(speech.end().toNanos()));
        } else if (event instanceof CallEvent.NoiseIgnored noise) {
            line.put("type", "vad_spike").put("ms", noise.length().toMillis());
        } else if (event instanceof CallEvent.AudioStopped) {
            line.put("type", "audio_gap");
        } else if (event instanceof CallEvent.AudioResumed) {
            line.put("type", "audio_resume");
        } else if (event instanceof CallEvent.Interim text) {
            line.put("type", "interim").put("text", text.text());
        } else if (event instanceof CallEvent.Final text) {
            line.put("type", "final").put("text", text.text());
        } else if (event instanceof CallEvent.KeyPressed pressed) {
            line.put("type", "dtmf").put("digit", String.valueOf(pressed.key()));
        } else if (event instanceof CallEvent.TextTyped typed) {
            line.put("type", "text_input").put("text", typed.text());
        } else if (event instanceof CallEvent.MuteSet mute) {
            line.put("type", "mute").put("muted", mute.muted());
        } else {
            return false;
        }
        return true;
    }

    /** @return whether it was about a turn */
    private static boolean describeTurn(CallEvent event, ObjectNode line) {
        if (event instanceof CallEvent.TurnStarted started) {
            line.put("type", "turn_started").put("turn", started.turn());
        } else if (event instanceof CallEvent.TurnCommitted committed) {
            line.put("type", "turn_committed");
            utterance(line, committed.utterance(), committed.latency());
        } else if (event instanceof CallEvent.TurnRevised revised) {
            line.put("type", "turn_revised");
            utterance(line, revised.utterance(), revised.latency());
        } else if (event instanceof CallEvent.TurnAbandoned abandoned) {
            line.put("type", "turn_abandoned").put("turn", abandoned.turn());
            line.put("reason", abandoned.reason().label())
                    .put("why", abandoned.reason().prose());
        } else if (event instanceof CallEvent.SpeechDropped dropped) {
            line.put("type", "user_speech_dropped").put("turn", dropped.turn());
            line.put("text", dropped.text()).put("reason", dropped.reason().label());
            line.put("why", dropped.reason().prose());
        } else if (event instanceof CallEvent.Untranscribed silent) {
            line.put("type", "transcription_timeout").put("turn", silent.turn());
            line.put("speech_ms", millis(silent.speech().toNanos()));
        } else if (event instanceof CallEvent.TurnLimitExceeded limit) {
            line.put("type", "turn_limit_exceeded").put("turn", limit.turn()).put("words", limit.words());
        } else if (event instanceof CallEvent.EndpointingChanged learned) {
            line.put("type", "endpointing_changed");
            line.put("min_endpointing_ms", millis(learned.minEndpointing().toNanos()));
        } else if (event instanceof CallEvent.PatienceSet patience) {
            line.put("type", "patience_set").put("patience_ms", patience.quiet().toMillis());
        } else if (event instanceof CallEvent.Idle) {
            line.put("type", "idle");
        } else {
            return false;
        }
        return true;
    }

    private static void utterance(ObjectNode line, Utterance utterance, TurnLatency latency) {
        line.put("turn", utterance.turn()).put("revision", utterance.revision());
        line.put("text", utterance.text()).put("kind", utterance.kind().label());
        line.put("reason", utterance.reason().label())
                .put("why", utterance.reason().prose());
        line.put("late", utterance.late()).put("overlap", utterance.overlap());
        double start = millis(utterance.audioStart().toNanos());
        line.put("audio_start_ms", start);
        line.put("audio_end_ms", millis(utterance.audioEnd().toNanos()));
        var metrics = line.putObject("metrics").put("turn_start_ms", start);
        latency.sinceSpeechEnd(latency.committed())
                .ifPresent(nanos -> metrics.put("end_of_turn_delay_ms", nanos / 1e6));
        latency.sinceSpeechEnd(latency.finalReceived())
                .ifPresent(nanos -> metrics.put("transcription_delay_ms", nanos / 1e6));
        latency(line, latency);
    }

    private void describeReply(CallEvent event, ObjectNode line) {
        if (event instanceof CallEvent.HandlerStarted started) {
            line.put("type", "handler_started").put("turn", started.turn());
            line.put("speculative", started.speculative());
        } else if (event instanceof CallEvent.HandlerCancelled cancelled) {
            line.put("type", "handler_cancelled").put("turn", cancelled.turn());
            line.put("speculative", cancelled.speculative());
            line.put("reason", cancelled.reason().label())
                    .put("why", cancelled.reason().prose());
        } else if (event instanceof CallEvent.ToolStarted tool) {
            line.put("type", "tool_start").put("turn", tool.turn()).put("name", tool.name());
        } else if (event instanceof CallEvent.ToolEnded tool) {
            line.put("type", "tool_end").put("turn", tool.turn()).put("name", tool.name());
        } else if (event instanceof CallEvent.ReplyStarted started) {
            spoken.setLength(0);
            line.put("type", "bot_audio").put("turn", started.turn());
            latency(line, started.latency());
        } else if (event instanceof CallEvent.ReplyText text) {
            spoken.append(spoken.isEmpty() ? "" : " ").append(text.text());
            line.put("type", "reply_text").put("turn", text.turn()).put("text", text.text());
        } else if (event instanceof CallEvent.ReplyPaused paused) {
            line.put("type", "paused").put("turn", paused.turn());
            line.put("played_ms", millis(paused.played().toNanos()));
        } else if (event instanceof CallEvent.ReplyResumed resumed) {
            line.put("type", "resumed").put("turn", resumed.turn()).put("position", "where_paused");
            line.put("played_ms", millis(resumed.played().toNanos()));
        } else if (event instanceof CallEvent.ReplyStarved starved) {
            line.put("type", "bot_audio_gap").put("turn", starved.turn());
        } else if (event instanceof CallEvent.LeaveAsked leave) {
            line.put("type", "leave_asked").put("turn", leave.turn()).put("result", leave.result());
        } else if (event instanceof CallEvent.ReplyFinished finished) {
            spokenText(line, finished.turn(), spoken.toString(), false);
        } else if (event instanceof CallEvent.ReplyCut cut) {
            spokenText(line, cut.turn(), cut.heard().text(), true);
            line.put("reason", cut.reason().label()).put("why", cut.reason().prose());
        } else if (event instanceof CallEvent.Interrupted interrupted) {
            line.put("type", "interrupted").put("turn", interrupted.turn());
            line.put("reason", StopReason.INTERRUPTED.label()).put("why", StopReason.INTERRUPTED.prose());
            line.put("stopped_ms", interrupted.stopped().toNanos() / 1e6);
            line.put("played_ms", millis(interrupted.heard().played().toNanos()));
        } else {
            line.put("type", event.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        }
    }

    private static void describeProblem(CallEvent.Problem problem, ObjectNode line) {
        var reason = problem.reason();
        line.put("type", "error").put("code", reason.code().label());
        line.put("scope", scope(reason.code().label())).put("recoverable", problem.goesOn());
        line.put("message", String.valueOf(reason.getMessage())).put("tried", reason.tried());
        line.put("do", reason.remedy());
    }

    private static void spokenText(ObjectNode line, int turn, String text, boolean interrupted) {
        line.put("type", "spoken_text").put("turn", turn).put("text", text).put("interrupted", interrupted);
        line.put("recorded", !text.isEmpty());
    }

    /** The last line of the call. */
    void ended(CallStory story, CallResult result) {
        var summary = story.summary();
        if (summary == null) {
            return;
        }
        var line = JSON.createObjectNode();
        line.put("t_ms", summary.duration().toNanos() / 1e6).put("type", "call_ended");
        line.put("reason", summary.reason().name().toLowerCase(Locale.ROOT));
        line.put("exit", result.exitCode());
        line.put("committed", summary.committed()).put("abandoned", summary.abandoned());
        line.put("dropped", summary.dropped()).put("interruptions", summary.interruptions());
        line.put("underruns", summary.underruns());
        line.put("clamped_events", summary.clampedEvents());
        line.put("finalizes_sent", story.finalizesSent()).put("finalizes_answered", story.finalizesAnswered());
        line.put("noises", story.noises());
        var truth = result.truth();
        if (truth != null) {
            var words = truth.words();
            var check = line.putObject("words");
            check.put("right", words.right()).put("expected", words.expected());
            check.put("invented", words.inserted()).put("percent", words.percent());
            line.put("turns_split", truth.split()).put("turns_lost", truth.lost());
            line.put("noises_committed", truth.strays().size());
        }
        write(line);
    }

    private static void latency(ObjectNode line, TurnLatency latency) {
        var stages = line.putObject("latency");
        for (Stage stage : Stage.values()) {
            stage.of(latency).ifPresent(nanos -> stages.put(stage.key(), nanos / 1e6));
        }
    }

    private static String scope(String label) {
        return switch (label.charAt(3)) {
            case '1' -> "audio";
            case '2' -> "stt";
            case '5' -> "handler";
            default -> "call";
        };
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e5) / 10.0;
    }

    private void write(ObjectNode line) {
        print(out, line);
    }

    /** A new line's object. */
    static ObjectNode line(double millis, String type) {
        return JSON.createObjectNode().put("t_ms", millis).put("type", type);
    }

    static void print(PrintStream out, ObjectNode line) {
        try {
            out.println(JSON.writeValueAsString(line));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of plain values can be written", e);
        }
    }
}
