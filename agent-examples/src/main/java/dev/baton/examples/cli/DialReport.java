package dev.baton.examples.cli;

import dev.baton.examples.detection.Interval;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** What a fake carrier saw, for people. */
record DialReport(PrintStream out, Terminal terminal) {
    private static final int MOST_VIOLATIONS = 10;

    private record Row(long micros, String caller, String agent) {}

    /** One call as a time line. */
    void print(DialedCall call) {
        if (!call.refusal().isEmpty()) {
            out.println(" The bot " + call.refusal());
            return;
        }
        out.println();
        out.println("  time       caller            agent");
        rows(call)
                .forEach(row -> out.println("  " + Figures.exactClock(duration(row.micros)) + "   "
                        + Figures.padded(row.caller, 18) + row.agent));
        out.println();
        out.println(" " + ending(call) + " after " + Figures.clock(Duration.ofMillis(call.lengthMillis())) + ".");
        out.println(" far end: at most " + call.highestFillMillis() + " ms waited there, "
                + Figures.count(call.underruns(), "gap") + " inside speech, " + Figures.count(call.marks(), "mark")
                + ", " + Figures.count(call.clears().size(), "clear"));
        violations(call);
        if (call.stallMillis() > 40) {
            out.println(" This program itself was up to " + call.stallMillis() + " ms late: gaps may be its own.");
        }
        if (call.isFailed()) {
            out.println(" FAILED: the bot " + call.failure());
        }
    }

    private static List<Row> rows(DialedCall call) {
        var rows = new ArrayList<Row>();
        for (var said : call.caller()) {
            var answer = call.answerMicros(said);
            rows.add(new Row(said.fromMicros(), spoken(said), ""));
            if (answer.isPresent()) {
                rows.add(new Row(
                        said.toMicros() + answer.getAsLong(),
                        "",
                        "answers " + answer.getAsLong() / 1_000 + " ms after the caller's last sound"));
            }
        }
        for (var heard : call.agent()) {
            rows.add(new Row(heard.fromMicros(), "", spoken(heard)));
        }
        for (var clear : call.clears()) {
            rows.add(new Row(
                    micros(clear.position(), call),
                    "",
                    "clear: " + millis(clear.droppedSamples(), call) + " ms thrown away"));
        }
        rows.sort(Comparator.comparingLong(Row::micros));
        return rows;
    }

    private static String spoken(Interval interval) {
        return "speaks " + Figures.seconds(interval.lengthMicros() * 1_000);
    }

    private static long micros(long samples, DialedCall call) {
        return samples * 1_000_000 / call.lineRateHz();
    }

    private static long millis(long samples, DialedCall call) {
        return samples * 1_000 / call.lineRateHz();
    }

    private static Duration duration(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }

    private static String ending(DialedCall call) {
        return switch (call.ending()) {
            case CALLER_HUNG_UP -> "The caller hung up";
            case APP_HUNG_UP -> "The bot hung up";
            case APP_CLOSED -> "The bot closed the connection";
            case CARRIER_GAVE_UP -> "The carrier gave up";
            case NOT_YET -> "The call went on";
        };
    }

    private void violations(DialedCall call) {
        if (call.violations().isEmpty()) {
            out.println(" protocol: kept");
            return;
        }
        out.println(" protocol: broken " + Figures.count(call.violations().size(), "time"));
        call.violations().stream()
                .limit(MOST_VIOLATIONS)
                .forEach(violation -> out.println(
                        "   " + Figures.exactClock(Duration.ofMillis(violation.atMillis())) + " " + violation.rule()));
    }

    /** Many calls as a table. */
    void print(List<DialedCall> calls) {
        var failures = new TreeMap<String, Integer>();
        var answers = new Spread();
        long fill = 0;
        long gaps = 0;
        long stall = 0;
        for (var call : calls) {
            if (call.isFailed()) {
                failures.merge(call.failure(), 1, Integer::sum);
            }
            for (var said : call.caller()) {
                call.answerMicros(said).ifPresent(micros -> answers.add(micros * 1_000));
            }
            fill = Math.max(fill, call.highestFillMillis());
            gaps += call.underruns();
            stall = Math.max(stall, call.stallMillis());
        }
        int failed = failures.values().stream().mapToInt(Integer::intValue).sum();
        out.println(" " + Figures.count(calls.size(), "call") + ", " + failed + " failed");
        failures.forEach((why, count) -> out.println("   " + count + ": the bot " + why));
        calls.stream().filter(call -> !call.violations().isEmpty()).findFirst().ifPresent(this::violations);
        if (!answers.isEmpty()) {
            out.println(
                    " answers, ms after the caller's last sound: median " + Figures.millis(answers.median()) + ", p95 "
                            + Figures.millis(answers.percentile(95)) + ", most " + Figures.millis(answers.max()) + "  ("
                            + answers.size() + ")");
        }
        out.println(" far end: at most " + fill + " ms waited there, " + Figures.count(gaps, "gap")
                + " inside speech; this program was late by at most " + stall + " ms");
    }
}
