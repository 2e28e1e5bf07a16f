package dev.baton.examples.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * The rows of the time line: columns for time, caller, agent and figure; below 90 columns the agent stands under the caller. A row is written once, save the moving
 * one at the bottom.
 */
final class Rows {
    private static final int TIME = 9;
    private static final int NUMBER = 3;
    private static final int FIGURE = 8;
    private static final int NARROW = 90;
    private static final int BARS = 6;

    private final PrintStream out;
    private final Terminal terminal;
    private final boolean narrow;
    private final int caller;
    private final int agent;
    private boolean movingShown;

    Rows(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
        narrow = terminal.columns() < NARROW;
        int room = terminal.columns() - 1 - TIME - NUMBER - FIGURE - 1;
        caller = narrow ? room : room / 2 - 1;
        agent = narrow ? room : room - caller;
    }

    void head() {
        clearMoving();
        String right = "speech end";
        if (narrow) {
            out.println(Figures.padded("  time", TIME + NUMBER)
                    + Figures.padded("caller, > agent", caller)
                    + Figures.right(right, FIGURE + 2));
        } else {
            out.println(Figures.right(right, terminal.columns() - 1));
            String columns = Figures.padded("  time", TIME + NUMBER) + Figures.padded("caller", caller + 1) + "agent";
            out.println(columns + Figures.right("to commit, ms", terminal.columns() - 1 - columns.length()));
        }
        out.println(" " + terminal.rule());
        out.flush();
    }

    void foot() {
        out.print("\r\u001b[K"); // where Ctrl-C was typed, the terminal shows it
        clearMoving();
        out.println(" " + terminal.rule());
        out.flush();
    }

    /** @param length of the text without the colours in it */
    void caller(Duration at, String number, String text, int length, String figure) {
        clearMoving();
        int columnsToFigure = terminal.columns() - 1 - TIME - NUMBER - FIGURE;
        String gap = length <= columnsToFigure ? " ".repeat(columnsToFigure - length) : "  ";
        out.println(time(at)
                + Figures.padded(number, NUMBER)
                + text
                + (figure.isEmpty() ? "" : gap + Figures.right(figure, FIGURE)));
        out.flush();
    }

    void agent(Duration at, String text) {
        clearMoving();
        String indent = narrow ? " ".repeat(NUMBER) : " ".repeat(NUMBER + caller + 1);
        String mark = narrow ? "> " : "";
        List<String> lines = Figures.wrapped(text, agent + (narrow ? 0 : FIGURE) - mark.length());
        String before = time(at);
        for (String line : lines) {
            out.println(before + indent + mark + line);
            before = " ".repeat(TIME);
            mark = " ".repeat(mark.length());
        }
        out.flush();
    }

    /** Something that concerns both sides. */
    void note(Duration at, String text) {
        clearMoving();
        out.println(time(at) + " ".repeat(NUMBER) + text);
        out.flush();
    }

    void continued(String text) {
        clearMoving();
        out.println(" ".repeat(TIME + NUMBER) + text);
        out.flush();
    }

    /** @param length of the text without the colours in it */
    void explanation(String text, int length) {
        int room = terminal.columns() - 1 - TIME - NUMBER;
        if (length <= room) {
            continued(text);
        } else {
            Figures.wrapped(text, room).forEach(this::continued);
        }
    }

    /** Rewrites the row at the bottom. */
    void moving(Duration since, String bars, String text) {
        int room = terminal.columns() - 1 - TIME - BARS - 2;
        out.print("\r" + time(since) + bars + " " + terminal.dim(Figures.cutFront(text, room)) + "\u001b[K");
        out.flush();
        movingShown = true;
    }

    /** Whole rows, as they are. */
    void block(List<String> lines) {
        clearMoving();
        lines.forEach(out::println);
        out.flush();
    }

    void clearMoving() {
        if (movingShown) {
            out.print("\r\u001b[K");
            movingShown = false;
        }
    }

    private static String time(Duration at) {
        return Figures.padded("  " + Figures.clock(at), TIME);
    }
}
