package dev.baton.examples.cli;

import dev.baton.agent.CallSummary;
import dev.baton.examples.sample.TruthCheck;
import dev.baton.turn.CommitReason;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is printed when a call is over: how it ended, its turns, where the time went, the accounts, and what to try next. */
final class ClosingTables {
    private static final int NUMBERS = 2 + 3;

    private final PrintStream out;
    private final Terminal terminal;
    private final CallStory story;
    private final CallResult result;

    ClosingTables(PrintStream out, Terminal terminal, CallStory story, CallResult result) {
        this.out = out;
        this.terminal = terminal;
        this.story = story;
        this.result = result;
    }

    void print(List<String> next) {
        var summary = story.summary();
        if (summary == null) {
            out.println(" The call did not end in time; what was heard until then:");
        } else {
            ending(summary);
        }
        if (!story.turns().isEmpty()) {
            turns();
            new StageTable(out, terminal, story).print();
        }
        accounts();
        if (!next.isEmpty()) {
            out.println();
            out.println(" " + terminal.bright("NEXT"));
            next.forEach(line -> out.println("  " + Figures.cut(line, terminal.columns() - 3)));
        }
        out.flush();
    }

    private void ending(CallSummary summary) {
        String time = Figures.clock(summary.duration());
        var text = new StringBuilder(" ");
        if (result.stopped()) {
            text.append("stopped by you after ").append(time).append('.');
        } else {
            text.append(
                    switch (summary.reason()) {
                        case HANGUP -> "The caller hung up after ";
                        case HANDLER -> "The agent ended the call after ";
                        case LEFT -> "The agent left the call to whoever follows after ";
                        case STALLED -> "Nobody spoke, and the call was ended after ";
                        case CLOSED -> "The call was closed after ";
                        case SOURCE_FAILED -> "The line broke after ";
                        case STT_UNAVAILABLE -> "Nobody could listen: the recogniser was gone after ";
                    });
            text.append(time).append('.');
        }
        var answer = story.closeStreamAnswer();
        if (answer != null && summary.reason() != CallSummary.EndReason.STT_UNAVAILABLE) {
            text.append(" close_stream answered in ")
                    .append(Figures.millis(answer.toNanos()))
                    .append(" ms.");
        }
        if (story.finals() > 0) {
            int missing = story.finalsMissing();
            text.append(
                    missing == 0
                            ? story.problems().isEmpty()
                                    ? " Every word is accounted for."
                                    : " Every text that arrived is accounted for."
                            : " " + Figures.count(missing, "final text") + " in no turn.");
        }
        Figures.wrapped(text.toString(), terminal.columns() - 1).forEach(out::println);
    }

    private void turns() {
        var truth = result.truth();
        int heard = Math.max(14, Math.min(40, terminal.columns() - (truth == null ? 63 : 72)));
        out.println();
        String head = " " + terminal.bright("TURNS");
        out.println(head + " ".repeat(Math.max(1, NUMBERS + heard + (truth == null ? 0 : 9) - 6))
                + "ms from the end of speech to");
        out.println(Figures.padded("  #", NUMBERS) + Figures.padded("heard", heard)
                + (truth == null ? "" : Figures.right("words", 9))
                + Figures.right("final", 8) + Figures.right("commit", 8) + Figures.right("first audio", 13)
                + "   ended by");
        for (CallStory.Turn turn : story.turns()) {
            var utterance = turn.utterance();
            var latency = turn.latency();
            String row = Figures.padded(Figures.right(String.valueOf(utterance.turn()), 3), NUMBERS)
                    + Figures.padded(Figures.cut(utterance.text(), heard - 1), heard)
                    + (truth == null ? "" : Figures.right(words(truth, utterance.turn()), 9))
                    + Figures.right(optional(Stage.FINAL.of(latency)), 8)
                    + Figures.right(optional(Stage.COMMIT.of(latency)), 8)
                    + Figures.right(optional(Stage.END_TO_END.of(latency)), 13)
                    + "   ";
            out.println(row + Figures.cut(endedBy(turn), Math.max(10, terminal.columns() - row.length())));
        }
        if (truth != null) {
            sum(truth);
        }
    }

    private void sum(TruthCheck truth) {
        var words = truth.words();
        var line = new StringBuilder("     ");
        line.append(Figures.count(story.turns().size(), "turn"))
                .append(", ")
                .append(truth.split())
                .append(" split, ")
                .append(truth.lost())
                .append(" lost     words ")
                .append(words.right())
                .append('/')
                .append(words.expected())
                .append(String.format(Locale.ROOT, " (%.4g %%", words.percent()))
                .append(words.inserted() > 0 ? ", " + words.inserted() + " invented" : "")
                .append(", against what was said)");
        out.println(line);
        for (TruthCheck.Turn turn : truth.turns()) {
            if (turn.words().errors() > 0 || turn.isSplit()) {
                out.println("     said \"" + turn.said().text() + "\", heard \"" + turn.heard() + "\"");
            }
        }
        for (var stray : truth.strays()) {
            out.println("     nothing said, heard \"" + stray.text() + "\"");
        }
    }

    private static String words(TruthCheck truth, int number) {
        for (TruthCheck.Turn turn : truth.turns()) {
            if (turn.commits().stream().anyMatch(commit -> commit.turn() == number)) {
                return turn.words().right() + "/" + turn.words().expected();
            }
        }
        return "0/0";
    }

    private static String endedBy(CallStory.Turn turn) {
        var latency = turn.latency();
        var quiet = latency.sinceSpeechEnd(latency.quietPassed());
        String floor = quiet.isPresent() ? " " + Figures.millis(quiet.getAsLong()) : "";
        CommitReason reason = turn.utterance().reason();
        String why = switch (reason) {
            case QUIET -> "quiet" + floor;
            case PATIENCE -> "patience" + floor + " (handler)";
            case SETTLED -> "final text, late";
            case TIMEOUT_INTERIM -> "no final text in time";
            case TRANSCRIPT -> "text without speech";
            case CALL_END -> "end of the call";
            case ANSWER_COMPLETE -> "answer complete";
            case VERDICT -> "detector: complete";
            case TIMEOUT -> "no answer in time";
            case STT_TURN_END -> "recogniser";
            case STALL -> "recogniser stalled";
            case LATE -> "late text";
            case REVISED -> "revised";
            case EXPECTED -> "expected end";
            case KEY_TERMINATOR, KEY_TIMEOUT -> "keys";
            case TYPED -> "typed";
        };
        return why + (turn.interrupts() ? ", interrupted" : "");
    }

    private static String optional(OptionalLong nanos) {
        return nanos.isPresent() ? Figures.millis(nanos.getAsLong()) : "-";
    }

    private void accounts() {
        var summary = story.summary();
        out.println();
        out.println(" " + terminal.bright("ACCOUNTS"));
        pair(
                "finals " + story.finals() + " = " + story.finalsCommitted() + " committed + " + story.finalsDropped()
                        + " dropped" + (story.finalsMissing() == 0 ? "" : " + " + story.finalsMissing() + " missing"),
                "finalize " + story.finalizesSent() + " sent, " + story.finalizesAnswered() + " answered");
        int abandoned = summary == null ? 0 : summary.abandoned();
        pair(
                "noise " + Figures.count(story.noises(), "burst") + ", " + strayTurns() + " turns",
                "turns " + story.turns().size() + " committed, " + abandoned + " without words");
        var stops = story.stopTimes();
        pair(
                stops.isEmpty()
                        ? "interruptions 0"
                        : "interruptions " + stops.size() + ", silent in " + Figures.millis(stops.max()) + " ms",
                "connections " + story.connections() + ", problems "
                        + story.problems().size());
        int clamped = summary == null ? 0 : summary.clampedEvents();
        if (clamped > 0) {
            out.println("  " + Figures.count(clamped, "event") + " came after a later one and counted as of then");
        }
    }

    private String strayTurns() {
        @Nullable TruthCheck truth = result.truth();
        return truth == null ? "0" : String.valueOf(truth.strays().size());
    }

    private void pair(String left, String right) {
        out.println("  " + Figures.padded(left, 41) + right);
    }
}
