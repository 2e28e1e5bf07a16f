package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.CallInfo;
import dev.baton.agent.TurnHandler;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.examples.sample.TruthCheck;
import dev.baton.examples.voice.FreeTtsVoice;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.testkit.time.VirtualVoice;
import dev.baton.tts.CachingTextToSpeech;
import dev.baton.tts.TextToSpeech;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./baton call}: one call, seen from close by. */
@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        sortOptions = false,
        description = {
            "Holds a call and shows every decision in it. Without a file, a bundled caller of real speech books an appointment, in real time.",
            "Ctrl-C ends the call in order."
        })
final class CallCommand implements Callable<Integer> {
    private static final long PHRASE_CACHE_BYTES = 16L << 20;

    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "FILE.wav", description = "The caller's side.")
    private @Nullable Path file;

    @ArgGroup(validate = false)
    private final ListeningOptions listening = new ListeningOptions();

    @Option(
            names = "--handler",
            paramLabel = "NAME",
            completionCandidates = Handlers.Candidates.class,
            description = "Who answers: ${COMPLETION-CANDIDATES}. Default: appointment, or echo for a file.")
    private @Nullable String handler;

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description = "What --handler script says, one reply per line, the greeting first.")
    private @Nullable Path script;

    @ArgGroup(validate = false)
    private final LlmOptions llm = new LlmOptions();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Another bundled caller: other day, time, number, pauses and noises. 0 is the sample.")
    private @Nullable Long seed;

    @Option(
            names = "--fast",
            description =
                    "On virtual time: as fast as the machine goes, with the outcome of real time. The same call prints the same bytes.")
    private boolean fast;

    @Option(names = "--json", description = "Print JSON Lines, and nothing else, on standard output.")
    private boolean json;

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = {
                "Keep the call in DIR: call.wav, the caller on the left, the agent on the right;",
                "call.journal, all that ./baton replay needs to have it again."
            })
    private @Nullable Path record;

    @Option(
            names = "--redact",
            description = "With --record: no voices, no messages of the recogniser, and words masked.")
    private boolean redact;

    @Option(
            names = "--mic",
            description =
                    "You are the caller, through this machine's microphone and speaker. The microphone is off while the agent speaks, unless --headphones; the words that the embedded recogniser knows are listed at the start.")
    private boolean microphone;

    @Option(
            names = "--headphones",
            description = "With --mic: the agent cannot hear itself, so the microphone stays open while it speaks.")
    private boolean headphones;

    @Option(
            names = "--mic-device",
            paramLabel = "NAME",
            description = "With --mic: part of the microphone's name; ./baton devices lists them.")
    private @Nullable String microphoneDevice;

    @Option(names = "--speaker-device", paramLabel = "NAME", description = "With --mic: part of the speaker's name.")
    private @Nullable String speakerDevice;

    /** Whether the caller was left without an answer; set on any thread. */
    private volatile boolean modelFailed;

    CallCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        var terminal = console.terminal();
        try (var caller =
                Callers.of(file, seed, microphone, headphones, microphoneDevice, speakerDevice, console::complain)) {
            String name = handler != null ? handler : file == null ? Handlers.APPOINTMENT : Handlers.ECHO;
            @Nullable VirtualTime time = fast ? new VirtualTime() : null;
            var handlers = Handlers.named(name, script, llm.given(), () -> model(time));
            var recording = record == null ? null : CallFolder.in(record, redact, fast, console::complain);
            // Both take a second or two to load.
            var loading = CompletableFuture.supplyAsync(FreeTtsVoice::load);
            try (var service = openService();
                    var voice = new CachingTextToSpeech(loading.join(), PHRASE_CACHE_BYTES)) {
                if (!json) {
                    new Banner(console.out(), terminal).print(caller, service, name, voice.name(), fast, hearsKeys());
                }
                @Nullable WireLog wire = fast ? null : listening.wire(service);
                var builder = VoiceAgent.builder()
                        .speechToText(wire == null ? service.service() : wire)
                        .turnHandlers(handlers);
                try (var agent = paced(builder, voice, time).build()) {
                    var held = new HeldCall(agent, console.out(), wire, time).hearingKeys(hearsKeys());
                    return hold(held, caller, service, recording);
                }
            }
        }
    }

    private Supplier<TurnHandler> model(@Nullable VirtualTime time) {
        return llm.handlers(console.environment(), time == null ? null : time.executor(), problem -> {
            modelFailed = true;
            console.complain(problem);
        });
    }

    private static VoiceAgent.Builder paced(
            VoiceAgent.Builder builder, TextToSpeech voice, @Nullable VirtualTime time) {
        return time == null
                ? builder.textToSpeech(voice).loopThreads(1)
                : builder.textToSpeech(new VirtualVoice(time, voice, Duration.ZERO))
                        .eventLoops(time)
                        .handlerExecutor(time.executor());
    }

    private void checkOptions() {
        if (fast && microphone) {
            throw usage(
                    "--fast is virtual time, and whoever sits at --mic speaks in real time", "leave one of them out");
        }
        if ((microphone ? 1 : 0) + (file != null ? 1 : 0) + (seed != null ? 1 : 0) > 1) {
            throw usage("a file, --seed and --mic are three different callers", "choose one of them");
        }
        if (!microphone && (headphones || microphoneDevice != null || speakerDevice != null)) {
            String option =
                    headphones ? "--headphones" : microphoneDevice != null ? "--mic-device" : "--speaker-device";
            throw usage(option + " goes with --mic", "add --mic");
        }
    }

    private static BatonException usage(String what, String remedy) {
        return new BatonException(ErrorCode.BAD_USAGE, what, "", remedy);
    }

    private SttService openService() {
        if (console.terminal().live() && !json) {
            console.err().print(" loading ...");
            console.err().flush();
            try {
                return open();
            } finally {
                console.err().print("\r\u001b[K");
                console.err().flush();
            }
        }
        return open();
    }

    private SttService open() {
        return fast ? listening.openInMemory() : listening.open(1);
    }

    private int hold(HeldCall held, Callers caller, SttService service, @Nullable CallFolder recording)
            throws InterruptedException {
        var terminal = console.terminal();
        var meter = new LevelMeter();
        var plain = CallOptions.defaults().withInfo(CallInfo.of("c1", caller.transport()));
        var options = recording == null ? plain.withTap(meter) : recording.record(plain, meter);
        @Nullable LiveExplanation explanation = null;
        if (hearsKeys()) {
            explanation = new LiveExplanation(options.journal());
            options = options.withJournal(explanation);
        }
        CallView view = view(terminal, meter, explanation);
        try (var interruption = held.hold(caller.source(), caller.sink(), options, view)) {
            if (recording != null) {
                recording.close();
            }
            var result = result(held, caller, service, recording, interruption.happened());
            if (view instanceof JsonLines lines) {
                lines.ended(held.story(), result);
            } else {
                new ClosingTables(console.out(), terminal, held.story(), result).print(next(service));
                if (recording != null && !recording.failed()) {
                    console.out().println(" Recorded in " + recording.directory());
                    console.out().flush();
                }
            }
            complainAboutFailure(held);
            return result.exitCode();
        }
    }

    /** Where a time line is drawn, in real time, and somebody can type. */
    private boolean hearsKeys() {
        return !fast && !json && console.terminal().live() && Keys.mayBeTyped(console.environment());
    }

    private CallView view(Terminal terminal, LevelMeter meter, @Nullable LiveExplanation explanation) {
        if (json) {
            return new JsonLines(console.out());
        }
        if (!terminal.live()) {
            return new PlainLines(console.out(), listening.verbosity() > 0);
        }
        return new TimeLine(new Rows(console.out(), terminal), terminal, meter, listening.verbosity(), explanation);
    }

    private CallResult result(
            HeldCall held, Callers caller, SttService service, @Nullable CallFolder recording, boolean stopped) {
        @Nullable TruthCheck truth = stopped ? null : caller.check(held.story().utterances());
        boolean ok = held.succeeded()
                && !modelFailed
                && (recording == null || !recording.failed())
                && (truth == null || !service.isEmbedded() || truth.isPerfect());
        return new CallResult(stopped ? Baton.INTERRUPTED : ok ? Baton.DONE : Baton.FAILED, truth, stopped);
    }

    /** Plain and JSON output show a failure among other lines; this is for whoever reads only the end. */
    private void complainAboutFailure(HeldCall held) {
        if (!held.succeeded()) {
            var problems = held.story().problems();
            if (!problems.isEmpty()) {
                console.complain(problems.get(0).reason()); // the others follow from it
            }
        }
    }

    private List<String> next(SttService service) {
        if (microphone || file != null) {
            return List.of(
                    "./baton call                  the bundled caller, whose words are known",
                    "./baton transcribe FILE.wav   what the recogniser makes of a file, without an agent");
        }
        return List.of(
                "./baton call --seed 7         another caller: other day, time, number and noises",
                "./baton accuracy --calls 20   twenty of them, and how many words were right",
                "./baton call --record out/    keeps out/call.wav: the caller left, the agent right",
                service.isEmbedded()
                        ? "./baton stt-server            the same recogniser on its own"
                        : "./baton call                  with the embedded recogniser");
    }
}
