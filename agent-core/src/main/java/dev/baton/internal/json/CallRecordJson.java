package dev.baton.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.agent.CallInfo;
import dev.baton.call.CallRecord;
import dev.baton.metrics.TurnLatency;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Writes a call record; times in milliseconds, the reasons with their sentences. */
public final class CallRecordJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final boolean redacted;
    private final UnaryOperator<String> words;

    private CallRecordJson(boolean redacted) {
        this.redacted = redacted;
        words = redacted ? new MaskedWords()::of : text -> text;
    }

    public static String write(CallRecord record, boolean redacted) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(new CallRecordJson(redacted).object(record));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e); // of strings and numbers
        }
    }

    private ObjectNode object(CallRecord record) {
        var json = MAPPER.createObjectNode();
        var summary = record.summary();
        call(json.putObject("call"), summary.call());
        json.put("started", record.started().toString());
        json.put("duration_ms", millis(summary.duration()));
        json.put("ended", summary.reason().name().toLowerCase(Locale.ROOT));
        json.put("result", words.apply(summary.result()));
        var turns = json.putArray("turns");
        record.turns().forEach(turn -> turn(turns.addObject(), turn));
        var abandoned = json.putArray("abandoned");
        record.abandoned()
                .forEach(each -> abandoned
                        .addObject()
                        .put("t_ms", millis(each.at()))
                        .put("turn", each.turn())
                        .put("reason", each.reason().label())
                        .put("why", each.reason().prose()));
        var dropped = json.putArray("dropped");
        record.dropped()
                .forEach(each -> dropped.addObject()
                        .put("t_ms", millis(each.at()))
                        .put("turn", each.turn())
                        .put("text", words.apply(each.text()))
                        .put("reason", each.reason().label())
                        .put("why", each.reason().prose()));
        var interruptions = json.putArray("interruptions");
        record.interruptions()
                .forEach(each -> interruptions
                        .addObject()
                        .put("t_ms", millis(each.at()))
                        .put("turn", each.turn())
                        .put("heard", words.apply(each.heard())));
        var problems = json.putArray("problems");
        record.problems().forEach(each -> {
            var problem = problems.addObject().put("t_ms", millis(each.at())).put("code", each.code());
            if (!redacted) { // the application's own messages may hold anything
                problem.put("what", each.what());
            }
        });
        var usage = json.putArray("usage");
        summary.usage()
                .forEach(each -> usage.addObject()
                        .put("service", each.service())
                        .put("did", each.kind().label())
                        .put("audio_s", each.audio().toMillis() / 1000.0)
                        .put("characters", each.characters()));
        return json;
    }

    private void call(ObjectNode json, CallInfo call) {
        json.put("id", call.id()).put("transport", call.transport());
        json.put("from", words.apply(call.from())).put("to", words.apply(call.to()));
        json.put("provider_call_id", words.apply(call.providerCallId()));
        var parameters = json.putObject("parameters");
        call.parameters().forEach((name, value) -> parameters.put(name, words.apply(value)));
    }

    private void turn(ObjectNode json, CallRecord.Turn turn) {
        var utterance = turn.utterance();
        json.put("turn", utterance.turn()).put("revision", utterance.revision());
        json.put("text", words.apply(utterance.text()))
                .put("kind", utterance.kind().label());
        json.put("reason", utterance.reason().label())
                .put("why", utterance.reason().prose());
        json.put("audio_start_ms", millis(utterance.audioStart()));
        json.put("audio_end_ms", millis(utterance.audioEnd()));
        var latency = turn.latency();
        var stages = json.putObject("latency");
        stage(stages, "detector_ms", latency.speechEnd(), latency.speechEndDeclared());
        stage(stages, "held_back_ms", latency.speechEndDeclared(), latency.finalizeSent());
        stage(stages, "recogniser_ms", latency.finalizeSent(), latency.finalReceived());
        stage(stages, "quiet_ms", latency.finalReceived(), latency.quietPassed());
        stage(stages, "handler_ms", latency.committed(), latency.handlerEntered());
        stage(stages, "reply_ms", latency.handlerEntered(), latency.firstAudioOut());
        stage(stages, "commit_ms", latency.speechEnd(), latency.committed());
        stage(stages, "first_audio_ms", latency.speechEnd(), latency.firstAudioOut());
        stage(stages, "final_ms", latency.speechEnd(), latency.finalReceived());
        latency.frameworkNanos().ifPresent(nanos -> stages.put("framework_ms", nanos / 1e6));
    }

    private static void stage(ObjectNode json, String key, long from, long to) {
        TurnLatency.between(from, to).ifPresent(nanos -> json.put(key, nanos / 1e6));
    }

    private static long millis(Duration time) {
        return time.toMillis();
    }
}
