package dev.baton.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How far a command has come with many files: a bar on a terminal, otherwise a plain line for each on standard error; nothing for a single one. */
final class FileProgress {
    private static final int BAR = 24;

    private final Console console;
    private final Terminal terminal;
    private final int files;
    private final long totalBytes;
    private int done;
    private long doneBytes;

    /** @param quiet shows nothing */
    FileProgress(Console console, List<Path> files, boolean quiet) {
        this.console = console;
        terminal = console.terminal();
        this.files = quiet || files.size() < 2 ? 0 : files.size();
        totalBytes = Math.max(1, files.stream().mapToLong(FileProgress::bytes).sum());
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // told when it is opened
        }
    }

    void begin(Path file) {
        if (files > 0 && terminal.live()) {
            int full = (int) (BAR * doneBytes / totalBytes);
            String bar = terminal.sign("█", "#").repeat(full)
                    + terminal.sign("░", ".").repeat(BAR - full);
            String counts = " " + (done + 1) + " of " + files + "  ";
            String name = Figures.cutFront(file.toString(), terminal.columns() - BAR - counts.length() - 3);
            console.out().print("\r " + bar + counts + terminal.dim(name) + "\u001b[K");
            console.out().flush();
        }
    }

    void end(Path file) {
        done++;
        doneBytes += bytes(file);
        clear();
        if (files > 0 && !terminal.live()) {
            console.complain(" " + done + " of " + files + "  " + file);
        }
    }

    /** Takes the bar away, for something else to be printed. */
    void clear() {
        if (files > 0 && terminal.live()) {
            console.out().print("\r\u001b[K");
            console.out().flush();
        }
    }
}
