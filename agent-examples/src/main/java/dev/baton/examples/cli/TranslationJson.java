package dev.baton.examples.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.BatonException;
import dev.baton.translate.TranslationEvent;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Each event as one JSON object on a line of its own; the last one is {@code translation_ended}. */
final class TranslationJson implements TranslationView {
    private final PrintStream out;

    TranslationJson(PrintStream out) {
        this.out = out;
    }

    private static ObjectNode line(Duration at, String type) {
        return JsonLines.line(at.toNanos() / 1e6, type);
    }

    @Override
    public void show(Duration at, TranslationEvent event) {
        var line = described(at, event);
        if (line != null) {
            JsonLines.print(out, line);
        }
    }

    private static @Nullable ObjectNode described(Duration at, TranslationEvent event) {
        if (event instanceof TranslationEvent.Starting) {
            return line(at, "starting");
        } else if (event instanceof TranslationEvent.Ready ready) {
            return line(at, "ready")
                    .put("address", ready.address())
                    .put("session", ready.settings().session())
                    .put("model", ready.settings().model());
        } else if (event instanceof TranslationEvent.SourceTextDelta delta) {
            return line(at, "source_delta").put("text", delta.text());
        } else if (event instanceof TranslationEvent.SourceText text) {
            return line(at, "source_text").put("text", text.text());
        } else if (event instanceof TranslationEvent.TextDelta delta) {
            return line(at, "text_delta").put("text", delta.text());
        } else if (event instanceof TranslationEvent.Text text) {
            return line(at, "text").put("text", text.text());
        } else if (event instanceof TranslationEvent.AudioDone) {
            return line(at, "audio_done");
        } else if (event instanceof TranslationEvent.Closed closed) {
            return line(at, "closed")
                    .put("code", closed.code())
                    .put("reason", closed.reason())
                    .put("asked", closed.asked());
        }
        return null;
    }

    @Override
    public void problem(Duration at, BatonException reason) {
        JsonLines.print(
                out,
                line(at, "error")
                        .put("code", reason.code().label())
                        .put("message", reason.getMessage())
                        .put("tried", reason.tried())
                        .put("do", reason.remedy()));
    }

    @Override
    public void ended(Outcome outcome, @Nullable Path file, int status) {
        var line = JsonLines.line(0, "translation_ended");
        line.remove("t_ms");
        line.put("exit", status)
                .put("text", outcome.text.toString())
                .put("audio_ms", outcome.length().toMillis());
        if (file != null && outcome.samples > 0) {
            line.put("file", file.toString());
        }
        JsonLines.print(out, line);
    }
}
