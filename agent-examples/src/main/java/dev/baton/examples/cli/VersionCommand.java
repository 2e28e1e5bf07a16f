package dev.baton.examples.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./baton version}. */
@Command(name = "version", description = "Prints the versions of Baton and Java.")
final class VersionCommand implements Callable<Integer> {
    private final Console console;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out()
                .println("Baton " + Baton.Version.text() + ", Java " + System.getProperty("java.version") + " ("
                        + System.getProperty("java.vm.name") + ")");
        return Baton.DONE;
    }
}
