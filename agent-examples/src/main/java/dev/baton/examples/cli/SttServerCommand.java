package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.SttFault;
import dev.baton.testkit.stt.SttProtocol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./baton stt-server}: the embedded recogniser on its own, for other processes. */
@Command(
        name = "stt-server",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        sortOptions = false,
        description =
                "A speech-to-text server on this machine that speaks services' protocols, and misbehaves where asked to. Ctrl-C ends it.")
final class SttServerCommand implements Callable<Integer> {
    /** What {@code --dialect} takes, for its help. */
    static final class Dialects extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Dialects() {
            super(labels(SttProtocol.values(), SttProtocol::label));
        }
    }

    /** What is expected; others wait for their turn. */
    private static final int CALLS_AT_ONCE = 2;

    private static final int MOST_FAULTY = 1_000_000;

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
            split = ",",
            description =
                    "Whose protocols to speak: ${COMPLETION-CANDIDATES}, or several with commas between them. Default: all.",
            completionCandidates = Dialects.class)
    private List<String> dialects = List.of();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Refuse clients that show another key; without it any will do.")
    private @Nullable String key;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description =
                    "Speak TLS with this certificate (PEM), for clients that take wss addresses only; needs --tls-key.")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "The key of --tls-cert (PEM, PKCS #8, without a password).")
    private @Nullable Path privateKey;

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description =
                    "Hear the next line of FILE in each utterance, whatever is said; for demonstrations without a recogniser.")
    private @Nullable Path script;

    @Option(
            names = "--fault",
            paramLabel = "NAME",
            split = ",",
            description =
                    "What goes wrong on each connection, for tests of clients: reset, stall, refused-429, ...; a wrong name lists all.")
    private List<String> faults = List.of();

    @Option(names = "--faulty", paramLabel = "N", description = "Only the first N connections have the faults.")
    private @Nullable Integer faulty;

    SttServerCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new BatonException(ErrorCode.BAD_USAGE, "--port " + port + " is not a port", "", "use 0 to 65535");
        }
        if ((certificate == null) != (privateKey == null)) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--tls-cert and --tls-key belong together, and there is only one of them",
                    "",
                    "give both, or neither");
        }
        if (faulty != null && (faulty < 0 || faulty > MOST_FAULTY)) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE, "--faulty " + faulty + " is not possible", "", "use 0 to " + MOST_FAULTY);
        }
        Set<SttProtocol> protocols = dialects.isEmpty()
                ? EnumSet.allOf(SttProtocol.class)
                : EnumSet.copyOf(dialects.stream()
                        .map(name ->
                                SttProtocol.of(name).orElseThrow(() -> Names.unknown("dialect", name, new Dialects())))
                        .toList());
        List<SttFault> chosen = faults.stream()
                .map(name -> SttFault.of(name)
                        .orElseThrow(() -> Names.unknown("fault", name, labels(SttFault.values(), SttFault::label))))
                .toList();
        boolean translates = protocols.contains(SttProtocol.CAMB_REALTIME);
        var translating = translates ? EmbeddedServer.translating() : UnaryOperator.<LocalSttServer.Builder>identity();
        List<String> lines = script == null ? List.of() : TextLines.read(script, "one utterance per line");
        String hears = lines.isEmpty()
                ? "knows    " + EmbeddedServer.wordCount() + " words: dates, times, digits, yes and no, courtesies"
                : "hears    " + Figures.count(lines.size(), "line") + " of " + script
                        + ", one per utterance, again and again";
        UnaryOperator<LocalSttServer.Builder> settings = builder -> ListeningPage.on(
                        secured(translating.apply(
                                EmbeddedServer.listening(port, key).apply(builder))),
                        protocols,
                        "The recogniser " + hears.replaceFirst(" +", " ") + ".")
                .protocols(protocols)
                .fault(faulty == null ? chosen.toArray(SttFault[]::new) : new SttFault[0]);
        try (var server = lines.isEmpty()
                ? EmbeddedServer.start(CALLS_AT_ONCE, settings)
                : EmbeddedServer.scripted(lines, settings)) {
            for (int i = 0; faulty != null && i < faulty; i++) {
                server.faultOnce(chosen);
            }
            var out = console.out();
            for (SttProtocol protocol : protocols) {
                out.println(" Listening on " + server.uri(protocol) + "   " + protocol.label());
            }
            out.println("   page     " + server.pageUri(ListeningPage.PATH));
            out.println("   " + hears);
            if (translates) {
                out.println("   says     " + ScriptedPhrases.ANNOUNCEMENT);
            }
            if (!chosen.isEmpty()) {
                out.println("   faults   " + String.join(", ", faults) + ", on "
                        + (faulty == null ? "every connection" : "the first " + Figures.count(faulty, "connection")));
            }
            if (protocols.contains(SttProtocol.SMALLEST_PULSE)) {
                out.println("   try      ./baton call --stt smallest-pulse --stt-url "
                        + server.uri(SttProtocol.SMALLEST_PULSE));
            }
            if (translates) {
                out.println("   try      ./baton translate IN.wav OUT.wav --to de-de --url "
                        + server.uri(SttProtocol.CAMB_REALTIME));
            }
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

    private LocalSttServer.Builder secured(LocalSttServer.Builder builder) {
        return certificate == null || privateKey == null ? builder : builder.tls(certificate, privateKey);
    }

    private static <T> List<String> labels(T[] values, Function<T, String> label) {
        return Arrays.stream(values).map(label).toList();
    }
}
