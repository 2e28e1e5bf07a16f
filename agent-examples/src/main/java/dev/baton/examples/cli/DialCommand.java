package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.carrier.LineTransport;
import dev.baton.testkit.carrier.CallerFacts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./baton dial}: a carrier that calls a bot, any bot. */
@Command(
        name = "dial",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        sortOptions = false,
        description = {
            "Plays a carrier: calls a bot over its media stream, says FILE, plays what comes back at the pace of real time, returns marks, honours clears, and checks that the bot keeps to the protocol.",
            "Any bot: ./baton serve, or yours."
        })
final class DialCommand implements Callable<Integer> {
    private static final int MOST_AT_ONCE = 200;

    private final Console console;

    @Parameters(index = "0", paramLabel = "URL", description = "ws://, wss://, or tcp://HOST:PORT for audiosocket.")
    private String url = "";

    @Parameters(index = "1", paramLabel = "FILE.wav", description = "What the caller says.")
    private @Nullable Path file;

    @Option(
            names = "--as",
            paramLabel = "TRANSPORT",
            required = true,
            completionCandidates = Transports.class,
            description = "Which carrier to be: ${COMPLETION-CANDIDATES}.")
    private String transport = "";

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            description = "Sample rate of the line, where the transport has more than one.")
    private @Nullable Integer rateHz;

    @Option(
            names = "--from",
            paramLabel = "NUMBER",
            description = "Who calls. Default: ${DEFAULT-VALUE}.",
            defaultValue = "+15550100")
    private String from = "+15550100";

    @Option(
            names = "--to",
            paramLabel = "NUMBER",
            description = "Who is called. Default: ${DEFAULT-VALUE}.",
            defaultValue = "+15550199")
    private String to = "+15550199";

    @Option(names = "--parameter", paramLabel = "NAME=VALUE", description = "A custom parameter; may be given again.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--header",
            paramLabel = "NAME=VARIABLE",
            description = "A header of the upgrade whose value is in an environment variable; may be given again.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(
            names = "--calls",
            paramLabel = "N",
            description = "So many calls, one like the other. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private int calls = 1;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            description = "So many of them at the same time. Default: ${DEFAULT-VALUE}.",
            defaultValue = "20")
    private int atOnce = 20;

    @Option(
            names = "--linger",
            paramLabel = "MS",
            description =
                    "Hang up when the agent has been quiet for so long after the caller's last word. Default: ${DEFAULT-VALUE}.",
            defaultValue = "3000")
    private int lingerMillis = 3000;

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = "Write DIR/call.wav: the caller on the left, the agent on the right. With one call.")
    private @Nullable Path record;

    DialCommand(Console console) {
        this.console = console;
    }

    /** For the help of {@code --as}. */
    static final class Transports extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Transports() {
            super(LineTransport.labels());
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        if (calls < 1 || atOnce < 1 || atOnce > MOST_AT_ONCE) {
            throw usage("--calls must be at least 1, --at-once within 1 and " + MOST_AT_ONCE, "choose others");
        }
        if (record != null && calls > 1) {
            throw usage("--record is for one call, and --calls asks for " + calls, "leave one of them out");
        }
        var as = LineTransport.of(transport)
                .orElseThrow(() -> Names.unknown("transport", transport, LineTransport.labels()));
        var legs = new CarrierLegs(as, rateHz);
        short[] speech = CallerSamples.read(String.valueOf(file), legs.sampleRateHz(), console);
        var dialling = new Dialling(address(as), legs, speech, Duration.ofMillis(lingerMillis), secretHeaders());
        return calls == 1 ? one(dialling) : many(dialling);
    }

    private int one(Dialling dialling) throws InterruptedException {
        console.out().println();
        console.out()
                .println(" Calling " + withoutQuery() + " as " + transport + "    "
                        + Figures.clock(dialling.speechLength()) + " of caller audio, in real time");
        console.out().flush();
        var result = dialling.hold(facts(1), record);
        new DialReport(console.out(), console.terminal()).print(result);
        if (record != null) {
            console.out().println(" Recorded in " + record.resolve("call.wav"));
        }
        console.out().flush();
        return result.isFailed() ? Baton.FAILED : Baton.DONE;
    }

    private int many(Dialling dialling) throws InterruptedException {
        var results = new ArrayList<DialedCall>();
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(calls, atOnce));
        try {
            List<Future<DialedCall>> running = new ArrayList<>();
            for (int i = 1; i <= calls; i++) {
                var facts = facts(i);
                running.add(threads.submit(() -> dialling.hold(facts, null)));
            }
            for (var one : running) {
                results.add(one.get());
                progress(results.size());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call of the fake carrier failed by itself", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        new DialReport(console.out(), console.terminal()).print(results);
        return results.stream().anyMatch(DialedCall::isFailed) ? Baton.FAILED : Baton.DONE;
    }

    private void progress(int done) {
        if (console.terminal().live()) {
            console.err().print("\r " + done + " of " + calls + " calls");
            console.err().print(done == calls ? "\r\u001b[K" : "");
            console.err().flush();
        }
    }

    private CallerFacts facts(int number) {
        return new CallerFacts(new UUID(0, number).toString(), from, to, parameters);
    }

    private URI address(LineTransport as) {
        try {
            var uri = URI.create(url);
            boolean tcp = as == LineTransport.AUDIOSOCKET;
            String scheme = String.valueOf(uri.getScheme());
            if (uri.getHost() != null && (tcp ? scheme.equals("tcp") : scheme.equals("ws") || scheme.equals("wss"))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw usage(url + " is no address", "write it as in " + example(as));
        }
        throw usage(url + " is no address for " + transport, "write it as in " + example(as));
    }

    private static String example(LineTransport as) {
        return as == LineTransport.AUDIOSOCKET ? "tcp://127.0.0.1:9092" : "ws://127.0.0.1:8080/" + as.label();
    }

    /** Keys stay out of command lines, which every user of a machine can read. */
    private Map<String, String> secretHeaders() {
        var values = new TreeMap<String, String>();
        headers.forEach((name, variable) -> {
            String value = console.environment().get(variable);
            if (value == null) {
                throw usage(
                        "the environment variable " + variable + " for the header " + name + " is not set",
                        "set it; the header's value itself does not belong on a command line");
            }
            values.put(name, value);
        });
        return values;
    }

    private String withoutQuery() {
        return url.replaceFirst("\\?.*", "");
    }

    private static BatonException usage(String what, String remedy) {
        return new BatonException(ErrorCode.BAD_USAGE, what, "", remedy);
    }
}
