package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.testkit.scenario.Scenario;
import dev.baton.testkit.scenario.ScenarioFile;
import dev.baton.testkit.scenario.ScenarioReport;
import dev.baton.testkit.scenario.ScenarioResult;
import dev.baton.testkit.scenario.ScenarioResult.Outcome;
import dev.baton.testkit.scenario.ScenarioRunner;
import dev.baton.testkit.scenario.ScenarioSuite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./baton simulate}: scenarios in, and what the turn machine makes of them. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        sortOptions = false,
        description = {
            "Plays scenario files to the turn machine on virtual time, and holds what it does against what they expect.",
            "Without a file it plays Baton's own suite. The format is described in docs/scenarios.md."
        },
        footer = {
            "",
            "Exit status: 0 all passed, or skipped what is optional; 1 one failed, or a must or should was skipped; 2 bad input."
        })
final class SimulateCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..*", paramLabel = "SCENARIOS.jsonl", description = "Files of one JSON object per line.")
    private List<Path> files = List.of();

    @Option(names = "--only", paramLabel = "ID", split = ",", description = "Play these cases only, and show each.")
    private List<String> only = List.of();

    @Option(names = "--json", description = "Print JSON Lines, and nothing else, on standard output.")
    private boolean json;

    SimulateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Scenario> scenarios;
        try {
            scenarios = chosen();
        } catch (BatonException e) {
            if (e.code() != ErrorCode.FILE_UNREADABLE) {
                throw e;
            }
            console.complain(e);
            return Baton.BAD_USAGE; // it is what was typed that is wrong
        }
        var results = scenarios.stream().map(ScenarioRunner::run).toList();
        int status = results.stream().allMatch(ScenarioResult::isAcceptable) ? Baton.DONE : Baton.FAILED;
        if (json) {
            new ScenarioLines(console.out()).print(results, status);
        } else {
            print(results);
        }
        return status;
    }

    private List<Scenario> chosen() {
        var all = new ArrayList<Scenario>();
        files.forEach(file -> all.addAll(ScenarioFile.read(file)));
        if (files.isEmpty()) {
            all.addAll(ScenarioSuite.scenarios());
        }
        List<String> ids = all.stream().map(Scenario::id).toList();
        for (String id : only) {
            if (!ids.contains(id)) {
                throw Names.unknown("scenario", id, ids);
            }
        }
        var chosen = all.stream()
                .filter(scenario -> only.isEmpty() || only.contains(scenario.id()))
                .toList();
        if (chosen.isEmpty()) {
            throw new BatonException(
                    ErrorCode.BAD_SCENARIO,
                    "there is no scenario to play",
                    "read " + files,
                    "name a file that has some");
        }
        return chosen;
    }

    private void print(List<ScenarioResult> results) {
        var out = console.out();
        for (var result : results) {
            if (result.outcome() != Outcome.PASSED || !only.isEmpty()) {
                out.println(ScenarioReport.of(result));
            }
        }
        out.print(ScenarioReport.summary(results));
        out.flush();
    }
}
