package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.CallInfo;
import dev.baton.agent.TurnHandler;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.carrier.LineOptions;
import dev.baton.carrier.LineTransport;
import dev.baton.server.AgentServer;
import dev.baton.server.Route;
import dev.baton.server.ServerLimits;
import dev.baton.server.ServerLoops;
import dev.baton.server.config.RouteConfig;
import dev.baton.server.config.ServerConfig;
import dev.baton.tts.CachingTextToSpeech;
import dev.baton.tts.TextToSpeech;
import dev.baton.vad.SpeechGatePreset;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./baton serve}: answers telephone lines. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        sortOptions = false,
        description = {
            "Answers calls of carriers, Asterisk and whatever speaks WebSocket. Without a file, the sample agent answers on every transport, on this machine only.",
            "Ctrl-C, or SIGTERM, takes no new calls and waits for those that run."
        })
final class ServeCommand implements Callable<Integer> {
    private static final String SAMPLE_ORIGIN = "sample";
    private static final int AUDIOSOCKET_PORT = 9092;

    /** Those that are not whole yet. */
    private final Set<CallFolder> recordings = ConcurrentHashMap.newKeySet();

    /** The directory of this run's recordings: call ids begin again with the next. */
    private final String started =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now(ZoneId.systemDefault()));

    private final Console console;

    @Option(names = "--config", paramLabel = "FILE", description = "What to serve, in YAML; see docs/serve.md.")
    private @Nullable Path config;

    @Option(names = "--http-port", paramLabel = "N", description = "Port of all WebSocket routes; 0 for any free one.")
    private @Nullable Integer httpPort;

    @Option(
            names = "--audiosocket-port",
            paramLabel = "N",
            description = "Without a file: port of Asterisk's AudioSocket. Default: " + AUDIOSOCKET_PORT + ".")
    private @Nullable Integer audioSocketPort;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Where to listen: 127.0.0.1 unless said, 0.0.0.0 for the whole network.")
    private @Nullable String bind;

    @Option(names = "--stt", paramLabel = "NAME", description = "Who recognises speech; see ./baton call --help.")
    private @Nullable String stt;

    @Option(names = "--stt-url", paramLabel = "URL", description = "Address of a server that speaks its protocol.")
    private @Nullable String sttUrl;

    @Option(
            names = "--handler",
            paramLabel = "NAME",
            completionCandidates = Handlers.Candidates.class,
            description = "Who answers where a route does not say: ${COMPLETION-CANDIDATES}. Default: appointment.")
    private @Nullable String handler;

    @Option(names = "--script", paramLabel = "FILE", description = "What --handler script says.")
    private @Nullable Path script;

    @ArgGroup(validate = false)
    private final LlmOptions llm = new LlmOptions();

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description =
                    "Record every call in DIR/START/CALL, as ./baton call --record does: call.wav, call.json, call.journal.")
    private @Nullable Path record;

    @Option(names = "--redact", description = "With --record: no voices, and words masked.")
    private boolean redact;

    @Option(
            names = "--print-config",
            description = "Print every setting with where it comes from, secrets hidden, and end.")
    private boolean printConfig;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        var settings = settings();
        if (printConfig) {
            settings.print().forEach(console.out()::println);
            console.out().flush();
            return Baton.DONE;
        }
        var loading = CompletableFuture.supplyAsync(() -> Voices.named(settings.ttsService(), settings.ttsVoice()));
        try (var service = openService(settings);
                var voice = new CachingTextToSpeech(loaded(loading), settings.phraseCacheBytes());
                var loops = ServerLoops.create(
                        settings.threads().orElse(Runtime.getRuntime().availableProcessors()));
                var log = new ServerLog(console.out());
                var agents = new Agents(settings, service, voice, loops);
                var server = server(settings, agents, loops, log)) {
            new ServerBanner(console.out(), settings, service, voice.name()).print(server, agents.routes());
            return untilStopped(settings, server, log);
        }
    }

    private static TextToSpeech loaded(CompletableFuture<TextToSpeech> loading) {
        try {
            return loading.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof BatonException reason ? reason : e;
        }
    }

    private int untilStopped(ServerConfig settings, AgentServer server, ServerLog log) throws InterruptedException {
        var stop = new CountDownLatch(1);
        try (var interruption =
                Interruption.ends(stop::countDown, settings.drain().plusSeconds(12))) {
            stop.await();
            int running = server.stats().open();
            if (running > 0) {
                log.say("draining: no new calls, " + Figures.count(running, "call") + " may go on for "
                        + settings.drain().toSeconds() + " s");
            }
            boolean all = server.drain(settings.drain());
            recordings.forEach(CallFolder::close);
            log.say(all ? "all calls have ended" : Figures.count(server.stats().open(), "call") + " cut off");
            log.say(summary(server));
            return interruption.happened() ? Baton.INTERRUPTED : Baton.DONE;
        }
    }

    private static String summary(AgentServer server) {
        var stats = server.stats();
        return Figures.count(stats.accepted(), "connection") + " accepted"
                + (stats.refused().isEmpty() ? "" : ", refused " + stats.refused())
                + (stats.problems().isEmpty() ? "" : ", problems " + stats.problems());
    }

    private ServerConfig settings() {
        var settings = config == null ? ServerConfig.defaults() : ServerConfig.read(config, console.environment());
        var given = new LinkedHashMap<String, String>();
        put(given, "server.http-port", httpPort);
        put(given, "server.bind", bind);
        boolean otherServer =
                stt == null && sttUrl != null && settings.sttService().equals(SttService.EMBEDDED);
        put(given, "stt.service", otherServer ? "smallest-pulse" : stt);
        put(given, "stt.url", sttUrl);
        if (record != null) {
            settings = settings.with("record.dir", record.toString(), "--record")
                    .with("record.when", "always", "--record");
        }
        if (redact) {
            settings = settings.with("record.redact", "true", "--redact");
        }
        for (var entry : given.entrySet()) {
            settings = settings.with(entry.getKey(), entry.getValue(), "command line");
        }
        if (config == null) {
            return sample(settings);
        }
        if (audioSocketPort != null) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--audiosocket-port is for the sample agent, and " + config + " has routes of its own",
                    "",
                    "write a route of audiosocket there");
        }
        if (settings.routes().isEmpty()) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    config + " has no routes, so that nobody could call",
                    "",
                    "add routes: with - {transport: twilio, path: /twilio}");
        }
        return settings;
    }

    private static void put(Map<String, String> given, String name, @Nullable Object value) {
        if (value != null) {
            given.put(name, value.toString());
        }
    }

    /** The sample agent on every transport. */
    private ServerConfig sample(ServerConfig settings) {
        var all = settings;
        for (var transport : LineTransport.values()) {
            all = all.withRoute(
                    transport == LineTransport.AUDIOSOCKET
                            ? Map.of(
                                    "transport",
                                    transport.label(),
                                    "bind",
                                    settings.bind() + ":"
                                            + (audioSocketPort == null ? AUDIOSOCKET_PORT : audioSocketPort))
                            : Map.of("transport", transport.label(), "path", "/" + transport.label()),
                    SAMPLE_ORIGIN);
        }
        return all;
    }

    private static SttService openService(ServerConfig settings) {
        return SttService.open(
                settings.sttService(),
                settings.sttUrl().map(URI::create).orElse(null),
                settings.sttLanguage(),
                settings.sttModel().orElse(null),
                settings.calls());
    }

    private AgentServer server(ServerConfig settings, Agents agents, ServerLoops loops, ServerLog log) {
        var builder = AgentServer.builder(loops)
                .bind(address(settings))
                .limits(new ServerLimits(
                        settings.calls(),
                        settings.connectionsPerSecond(),
                        settings.startTimeout(),
                        settings.silence()));
        for (var route : settings.routes()) {
            var options = LineOptions.defaults().withListener(log).withCalls(info -> callOptions(settings, info, log));
            builder.route(agents.route(route, handlerName(route), name -> handlers(settings, name), options));
        }
        return builder.start();
    }

    private String handlerName(RouteConfig route) {
        return route.handler().orElse(handler == null ? Handlers.APPOINTMENT : handler);
    }

    private Supplier<TurnHandler> handlers(ServerConfig settings, String name) {
        return Handlers.named(
                name,
                name.equals(Handlers.SCRIPT) ? script : null,
                null,
                () -> llm.orAs(settings).handlers(console.environment(), null, console::complain));
    }

    /** A recording that cannot be made is told, and the call held without it. */
    private CallOptions callOptions(ServerConfig settings, CallInfo info, ServerLog log) {
        var options = CallOptions.defaults().withListener(log.of(info));
        if (!settings.recordsCalls()) {
            return options;
        }
        try {
            var directory = Path.of(settings.recordDirectory().orElse("."))
                    .resolve(started)
                    .resolve(info.id());
            var folder = CallFolder.in(directory, settings.redactsRecordings(), console::complain);
            recordings.add(folder);
            folder.whenFinished(() -> recordings.remove(folder));
            return folder.record(options, null);
        } catch (BatonException e) {
            console.complain(e);
            return options;
        }
    }

    private static InetSocketAddress address(ServerConfig settings) {
        try {
            return new InetSocketAddress(InetAddress.getByName(settings.bind()), settings.httpPort());
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new BatonException(
                    ErrorCode.CONFIG_VALUE,
                    "server.bind=" + settings.bind() + " with port " + settings.httpPort()
                            + " is no address of this machine",
                    "",
                    "use 127.0.0.1, 0.0.0.0 or one that this machine has",
                    e);
        }
    }

    /** One agent for each handler; they share recogniser, voice and loops. */
    private static final class Agents implements AutoCloseable {
        private final ServerConfig settings;
        private final SttService service;
        private final TextToSpeech voice;
        private final ServerLoops loops;
        private final Map<String, VoiceAgent> byHandler = new LinkedHashMap<>();
        private final Map<RouteConfig, Route> routes = new LinkedHashMap<>();

        Agents(ServerConfig settings, SttService service, TextToSpeech voice, ServerLoops loops) {
            this.settings = settings;
            this.service = service;
            this.voice = voice;
            this.loops = loops;
        }

        Route route(
                RouteConfig config,
                String handler,
                Function<String, Supplier<TurnHandler>> handlers,
                LineOptions options) {
            var agent = byHandler.computeIfAbsent(handler, name -> agent(handlers.apply(name)));
            var route = config.transport() == LineTransport.AUDIOSOCKET
                    ? Route.audioSocket(config.address(), agent)
                    : Route.webSocket(config.path(), config.transport(), agent).withCheck(config.check());
            route = route.withOptions(options).withMaxCalls(config.maxCalls());
            routes.put(config, route);
            return route;
        }

        Map<RouteConfig, Route> routes() {
            return routes;
        }

        private VoiceAgent agent(Supplier<TurnHandler> handlers) {
            var preset = SpeechGatePreset.valueOf(
                    settings.vadPreset().toUpperCase(Locale.ROOT).replace('-', '_'));
            return VoiceAgent.builder()
                    .speechToText(service.service())
                    .textToSpeech(voice)
                    .speechGate(preset.config())
                    .turns(settings::turns)
                    .turnHandlers(handlers)
                    .eventLoops(loops.source())
                    .build();
        }

        @Override
        public void close() {
            List<VoiceAgent> all = new ArrayList<>(byHandler.values());
            all.forEach(VoiceAgent::close);
        }
    }
}
