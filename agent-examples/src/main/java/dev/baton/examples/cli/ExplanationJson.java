package dev.baton.examples.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.explain.CallExplanation;
import dev.baton.explain.Cause;
import dev.baton.explain.Diagnosis;
import dev.baton.explain.Explanation;
import dev.baton.explain.Reason;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Explanations as JSON Lines: {@code explanation} for each turn, {@code diagnosis} for each complaint, {@code call_explained} last. {@code reason} and {@code why} are those of
 * {@code ./baton call --json}.
 */
final class ExplanationJson {
    private final PrintStream out;

    ExplanationJson(PrintStream out) {
        this.out = out;
    }

    /** @param only the one turn to tell; null for all */
    void print(String journal, CallExplanation call, @Nullable Explanation only, boolean redacted) {
        var diagnoses = only == null ? call.diagnoses() : only.diagnoses();
        if (only == null) {
            call.turns().forEach(this::turn);
        } else {
            turn(only);
        }
        diagnoses.forEach(this::diagnosis);
        if (only == null) {
            var line = JsonLines.line(millis(call.length()), "call_explained").put("journal", journal);
            line.put("turns", call.turns().size()).put("diagnoses", diagnoses.size());
            line.put("complete", call.complete()).put("redacted", redacted);
            causes(line, call.besides());
            JsonLines.print(out, line);
        }
    }

    private void turn(Explanation turn) {
        var end = turn.to().plus(turn.delay().orElse(Duration.ZERO));
        var line = JsonLines.line(millis(end), "explanation").put("turn", turn.turn());
        line.put("outcome", turn.outcome().label()).put("text", turn.text());
        turn.reason().ifPresent(reason -> reason(line, reason));
        line.put("audio_start_ms", millis(turn.from())).put("audio_end_ms", millis(turn.to()));
        turn.delay().ifPresent(delay -> line.put("end_of_turn_delay_ms", millis(delay)));
        turn.firstSound().ifPresent(sound -> line.put("first_audio_ms", millis(sound.minus(turn.to()))));
        causes(line, turn.causes());
        JsonLines.print(out, line);
    }

    private static void causes(ObjectNode line, Iterable<Cause> causes) {
        var all = line.putArray("causes");
        for (var cause : causes) {
            var one = all.addObject()
                    .put("t_ms", millis(cause.at()))
                    .put("kind", cause.kind().label());
            one.put("sentence", cause.sentence());
            cause.reason().ifPresent(reason -> reason(one, reason));
        }
    }

    private static void reason(ObjectNode line, Reason reason) {
        line.put("reason", reason.label()).put("why", reason.prose());
    }

    private void diagnosis(Diagnosis diagnosis) {
        var line = JsonLines.line(millis(diagnosis.at()), "diagnosis").put("turn", diagnosis.turn());
        line.put("symptom", diagnosis.symptom().label()).put("evidence", diagnosis.evidence());
        line.put("setting", diagnosis.setting()).put("value", diagnosis.value());
        line.put("do", diagnosis.remedy());
        JsonLines.print(out, line);
    }

    private static double millis(Duration time) {
        return Math.round(time.toNanos() / 1e5) / 10.0;
    }
}
