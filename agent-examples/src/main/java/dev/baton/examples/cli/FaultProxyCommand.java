package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.testkit.proxy.Fault;
import dev.baton.testkit.proxy.FaultProxy;
import dev.baton.testkit.proxy.ProxyStats;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./baton fault-proxy}: breaks the connections to any service, for clients in any language. */
@Command(
        name = "fault-proxy",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        sortOptions = false,
        description =
                "A TCP proxy before any service that does to connections what networks and services do. Ctrl-C ends it.",
        footer = {
            "",
            "Faults:",
            "  cut  cut-orderly  half-close  stall  swallow  single-bytes  silence",
            "  throttle=BYTES_PER_SECOND  delay=200ms[+JITTER]  corrupt=ONE_IN",
            "  http=STATUS[,retry-after=2s]  redirect=URL  html[=STATUS]",
            "  drop-messages[=ONE_IN]  duplicate-messages[=ONE_IN]  reorder-messages[=ONE_IN]",
            "  halve-messages[=ONE_IN]  split-messages=[ONE_IN/]PAUSE",
            "Narrowed down, after commas:",
            "  to-server  to-client  after=2s|4096B|3msg  for=5s  times=N  connection=N",
            "",
            "For example:  ./baton fault-proxy --to 127.0.0.1:8089 --fault cut,after=5s --fault http=503,connection=2"
        })
final class FaultProxyCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Where to listen, on the loopback interface; 0 takes any free port.")
    private int port;

    @Option(names = "--to", paramLabel = "HOST:PORT", required = true, description = "Where the service is.")
    private String to = "";

    @Option(
            names = "--fault",
            paramLabel = "NAME[=VALUE][,...]",
            description = "What connections suffer; may be given several times. None: all passes.")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Where chance comes from: the same does the same to the same bytes.")
    private long seed;

    FaultProxyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new BatonException(ErrorCode.BAD_USAGE, "--port " + port + " is not a port", "", "use 0 to 65535");
        }
        var all = faults.stream().map(Fault::parse).toArray(Fault[]::new);
        try (var proxy = builder().port(port).faults(all).seed(seed).start()) {
            var out = console.out();
            out.println(" Listening on 127.0.0.1:" + proxy.port() + ", for " + to);
            for (Fault fault : all) {
                out.println("   fault    " + fault);
            }
            if (all.length == 0) {
                out.println("   no fault: everything passes");
            }
            out.println("   try      ./baton call --stt smallest-pulse --stt-url " + proxy.uri("/waves/v1/stt/live"));
            out.println("   Ctrl-C ends it");
            out.flush();
            var stop = new CountDownLatch(1);
            try (var interruption = Interruption.ends(stop::countDown)) {
                stop.await();
                out.println(" " + summary(proxy.stats()));
                out.flush();
                return interruption.happened() ? Baton.INTERRUPTED : Baton.DONE;
            }
        }
    }

    private FaultProxy.Builder builder() {
        int colon = to.lastIndexOf(':');
        String host = colon < 0 ? "" : to.substring(0, colon).replaceAll("^\\[|]$", "");
        Integer service = colon < 0 ? null : portOf(to.substring(colon + 1));
        if (host.isEmpty() || host.contains("/") || service == null) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--to " + to + " is not a host and a port",
                    "",
                    "write it as in 127.0.0.1:8089");
        }
        return FaultProxy.to(host, service);
    }

    private static @Nullable Integer portOf(String text) {
        if (!text.matches("\\d{1,5}")) {
            return null;
        }
        int number = Integer.parseInt(text);
        return number >= 1 && number <= 65_535 ? number : null;
    }

    private static String summary(ProxyStats stats) {
        String suffered = new TreeMap<>(stats.faults())
                .entrySet().stream()
                        .map(fault -> ", " + fault.getKey() + " " + Figures.count(fault.getValue(), "time"))
                        .collect(Collectors.joining());
        return Figures.count(stats.connections(), "connection")
                + (stats.unreachable() == 0 ? "" : ", " + stats.unreachable() + " without a service to be reached")
                + ", " + Figures.count(stats.bytesToServer(), "byte") + " to the service, "
                + Figures.count(stats.bytesToClient(), "byte") + " to clients" + suffered;
    }
}
