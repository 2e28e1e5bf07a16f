package dev.baton.examples.cli;

import dev.baton.translate.TranslationEvent;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What grows in a moving row, what is whole above it. */
final class TranslationRows implements TranslationView {
    private static final int MARGIN = 14;

    private final Console console;
    private final PrintStream out;
    private final Terminal terminal;

    TranslationRows(Console console) {
        this.console = console;
        out = console.out();
        terminal = console.terminal();
    }

    @Override
    public void show(Duration at, TranslationEvent event) {
        if (event instanceof TranslationEvent.Starting) {
            console.complain(" the service is starting up, which may take a minute");
        } else if (event instanceof TranslationEvent.Ready ready) {
            console.complain(" translating at " + ready.address());
        } else if (event instanceof TranslationEvent.SourceText text) {
            line(at, "  < " + text.text());
        } else if (event instanceof TranslationEvent.Text text) {
            line(at, "  > " + text.text());
        } else if (event instanceof TranslationEvent.TextDelta delta && terminal.live()) {
            String shown = Figures.cutFront(delta.soFar(), terminal.columns() - MARGIN);
            out.print("\r  " + Figures.clock(at) + "  > " + terminal.dim(shown) + "\u001b[K");
        }
        out.flush();
    }

    private void line(Duration at, String text) {
        out.println((terminal.live() ? "\r\u001b[K" : "") + "  " + Figures.clock(at) + text);
    }

    @Override
    public void ended(Outcome outcome, @Nullable Path file, int status) {
        out.println(outcome.text.length() == 0 ? "(no translation)" : outcome.text.toString());
        out.flush();
        if (file != null) {
            console.complain(
                    outcome.samples == 0
                            ? " nothing was spoken, and " + file + " is not written"
                            : " %s of speech written to %s".formatted(Figures.clock(outcome.length()), file));
        }
    }
}
