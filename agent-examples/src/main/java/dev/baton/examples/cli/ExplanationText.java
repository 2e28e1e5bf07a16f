package dev.baton.examples.cli;

import dev.baton.explain.CallExplanation;
import dev.baton.explain.Diagnosis;
import dev.baton.explain.Explanation;
import dev.baton.explain.Reason;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Explanations for people: a call as one line for each turn, a turn as its chain of causes. */
final class ExplanationText {
    private static final int TIME = 10;
    private static final int REASON = 20;
    private static final int FIGURE = 8;

    private final PrintStream out;
    private final Terminal terminal;

    ExplanationText(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** @param again what names the same call on the command line */
    void call(String journal, String again, CallExplanation call, boolean redacted) {
        out.println(" " + journal);
        out.println("   " + Figures.clock(call.length()) + " of a call, "
                + Figures.count(call.turns().size(), "turn")
                + (redacted ? "; redacted, so that words are masked" : "")
                + (call.complete() ? "" : "; the journal was cut off there"));
        out.println();
        int text = terminal.columns() - TIME - 6 - REASON - 2 * FIGURE - 2;
        out.println(" ".repeat(TIME + 6 + text)
                + Figures.padded("", REASON)
                + Figures.right("ms from the last sound to", 2 * FIGURE + 1));
        out.println(Figures.padded("  time", TIME)
                + Figures.padded("turn", 6)
                + Figures.padded("caller", text)
                + Figures.padded("ended by", REASON)
                + Figures.right("end", FIGURE)
                + Figures.right("answer", FIGURE));
        for (var turn : call.turns()) {
            out.println(Figures.padded(
                            "  " + Figures.clock(turn.to().plus(turn.delay().orElse(Duration.ZERO))), TIME)
                    + Figures.padded(String.valueOf(turn.turn()), 6)
                    + Figures.padded(Figures.cut(words(turn), text - 2), text)
                    + Figures.padded(ending(turn), REASON)
                    + Figures.right(figure(turn.delay()), FIGURE)
                    + Figures.right(figure(turn.firstSound().map(sound -> sound.minus(turn.to()))), FIGURE));
        }
        out.println();
        complaints(call.diagnoses());
        if (!call.turns().isEmpty()) {
            out.println("  the whole chain of one turn: ./baton explain " + again + " --turn "
                    + call.diagnoses().stream()
                            .mapToInt(Diagnosis::turn)
                            .filter(turn -> turn > 0)
                            .findFirst()
                            .orElse(call.turns().get(0).turn()));
        }
    }

    private static String words(Explanation turn) {
        return turn.text().isEmpty() ? "(no words)" : turn.text();
    }

    private static String ending(Explanation turn) {
        String label = turn.reason().map(Reason::label).orElse("");
        return switch (turn.outcome()) {
            case COMMITTED -> label;
            case OPEN -> "still open";
            default -> turn.outcome().label() + ", " + label;
        };
    }

    private static String figure(Optional<Duration> delay) {
        return delay.map(duration -> Figures.millis(duration.toNanos())).orElse("");
    }

    private void complaints(List<Diagnosis> diagnoses) {
        if (diagnoses.isEmpty()) {
            out.println("  Nothing here that a caller would complain about.");
            return;
        }
        diagnoses.forEach(diagnosis -> lines(diagnosis, terminal).forEach(out::println));
    }

    /** The chain of one turn, as lines that stand for themselves. */
    void turn(Explanation turn) {
        lines(turn, terminal).forEach(out::println);
    }

    static List<String> lines(Explanation turn, Terminal terminal) {
        var lines = new ArrayList<String>();
        lines.add(" turn " + turn.turn() + "  " + words(turn) + "  "
                + terminal.dim(
                        Figures.clock(turn.from()) + " to " + Figures.clock(turn.to()) + ", why: " + ending(turn)));
        for (var cause : turn.causes()) {
            add(lines, Figures.padded("  " + Figures.clock(cause.at()), TIME), cause.sentence(), terminal);
        }
        turn.diagnoses().forEach(diagnosis -> lines.addAll(lines(diagnosis, terminal)));
        return lines;
    }

    private static List<String> lines(Diagnosis diagnosis, Terminal terminal) {
        var lines = new ArrayList<String>();
        String whose = diagnosis.turn() == 0 ? "" : "turn " + diagnosis.turn() + ": ";
        add(
                lines,
                Figures.padded("! " + Figures.clock(diagnosis.at()), TIME),
                whose + diagnosis.symptom().prose(),
                terminal);
        lines.set(0, terminal.warning(lines.get(0)));
        add(lines, " ".repeat(TIME), diagnosis.evidence(), terminal);
        add(
                lines,
                " ".repeat(TIME),
                "do: " + (diagnosis.setting().isEmpty() ? "" : diagnosis.change() + "   ") + diagnosis.remedy(),
                terminal);
        return lines;
    }

    private static void add(List<String> lines, String before, String text, Terminal terminal) {
        String start = before;
        for (String line : Figures.wrapped(text, terminal.columns() - 1 - TIME)) {
            lines.add(start + line);
            start = " ".repeat(TIME);
        }
    }
}
