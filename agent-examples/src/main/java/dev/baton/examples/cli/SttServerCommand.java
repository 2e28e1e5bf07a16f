package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./baton stt-server}: the embedded recogniser on its own, for other processes. */
@Command(
        name = "stt-server",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        sortOptions = false,
        description = "A speech-to-text server on this machine that speaks smallest-pulse's protocol. Ctrl-C ends it.")
final class SttServerCommand implements Callable<Integer> {
    /** What is expected; others wait for their turn. */
    private static final int CALLS_AT_ONCE = 2;

    private final Console console;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Where to listen, on the loopback interface; 0 takes any free port.")
    private int port;

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            defaultValue = "smallest-pulse",
            description = "Whose protocol to speak: smallest-pulse.")
    private String dialect = "smallest-pulse";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Refuse clients that show another key; without it any will do.")
    private @Nullable String key;

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description =
                    "Hear the next line of FILE in each utterance, whatever is said; for demonstrations without a recogniser.")
    private @Nullable Path script;

    SttServerCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!dialect.equals("smallest-pulse")) {
            throw Names.unknown("dialect", dialect, List.of("smallest-pulse"));
        }
        if (port < 0 || port > 65_535) {
            throw new BatonException(ErrorCode.BAD_USAGE, "--port " + port + " is not a port", "", "use 0 to 65535");
        }
        List<String> lines = script == null ? List.of() : TextLines.read(script, "one utterance per line");
        try (var server = lines.isEmpty()
                ? EmbeddedServer.start(port, key, CALLS_AT_ONCE)
                : EmbeddedServer.scripted(lines, port, key)) {
            var out = console.out();
            out.println(" Listening on " + server.uri());
            out.println(
                    lines.isEmpty()
                            ? "   knows    " + EmbeddedServer.wordCount()
                                    + " words: dates, times, digits, yes and no, courtesies"
                            : "   hears    " + Figures.count(lines.size(), "line") + " of " + script
                                    + ", one per utterance, again and again");
            out.println("   try      ./baton call --stt smallest-pulse --stt-url " + server.uri());
            out.println("   Ctrl-C ends it");
            out.flush();
            var stop = new CountDownLatch(1);
            try (var interruption = Interruption.ends(stop::countDown)) {
                stop.await();
                out.println(" " + server.summary());
                out.flush();
                return interruption.happened() ? Baton.INTERRUPTED : Baton.DONE;
            }
        }
    }
}
