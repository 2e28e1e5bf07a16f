package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.CallInfo;
import dev.baton.audio.AudioSink;
import dev.baton.audio.AudioSource;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.transport.MicrophoneSource;
import dev.baton.transport.WavAudioSource;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./baton transcribe}: audio in, text out, no agent. */
@Command(
        name = "transcribe",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        sortOptions = false,
        description = {
            "Streams audio to a recogniser in real time, closes the stream, and prints what it heard.",
            "Interim texts move at the bottom of a terminal; finals stay; the whole text comes last."
        })
final class TranscribeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE.wav|-",
            description =
                    "What to listen to; - is standard input: a WAV file, or samples without a header (16-bit little-endian, one channel).")
    private @Nullable String file;

    @ArgGroup(validate = false)
    private final ListeningOptions listening = new ListeningOptions();

    @Option(names = "--mic", description = "Listen to this machine's microphone until Ctrl-C.")
    private boolean microphone;

    @Option(names = "--mic-device", paramLabel = "NAME", description = "With --mic: part of the microphone's name.")
    private @Nullable String microphoneDevice;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            defaultValue = "16000",
            description = "Sample rate of samples without a header. Default: ${DEFAULT-VALUE}.")
    private int rateHz = 16_000;

    @Option(names = "--json", description = "Print JSON Lines, and nothing else, on standard output.")
    private boolean json;

    TranscribeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (microphone == (file != null)) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    microphone
                            ? "a file and --mic are two different things to listen to"
                            : "there is nothing to listen to",
                    "",
                    microphone ? "choose one of them" : "name a file, - or --mic: ./baton transcribe FILE.wav");
        }
        try (var source = source();
                var service = listening.open(1)) {
            @Nullable WireLog wire = listening.wire(service);
            try (var agent = VoiceAgent.builder()
                    .speechToText(wire == null ? service.service() : wire)
                    .turnHandler((utterance, reply) -> {})
                    // The recogniser is left alone until the end: one stream, one close_stream.
                    .turns(turns -> turns.finalizes(false))
                    .loopThreads(1)
                    .build()) {
                return hold(new HeldCall(agent, console.out(), wire), source);
            }
        }
    }

    private int hold(HeldCall held, AudioSource source) throws InterruptedException {
        var texts = new Texts(console.out(), console.terminal());
        var lines = new JsonLines(console.out());
        var options = CallOptions.defaults().withInfo(CallInfo.of("c1", microphone ? "microphone" : "wav"));
        try (var interruption = held.hold(source, AudioSink.discard(), options, json ? lines : texts)) {
            boolean byUser = interruption.happened();
            boolean ok = held.succeeded();
            int status = byUser && !microphone ? Baton.INTERRUPTED : ok ? Baton.DONE : Baton.FAILED;
            if (json) {
                lines.ended(held.story(), new CallResult(status, null, byUser));
            } else {
                texts.whole();
            }
            held.story().problems().forEach(problem -> console.complain(problem.reason()));
            return status;
        }
    }

    private AudioSource source() {
        if (file == null) {
            return MicrophoneSource.open(microphoneDevice, console::complain);
        }
        return file.equals("-") ? PipedAudio.from(System.in, rateHz) : WavAudioSource.open(Path.of(file));
    }

    /** Interims in a moving row, finals above it. */
    private static final class Texts implements CallView {
        private final PrintStream out;
        private final Terminal terminal;
        private final StringJoiner whole = new StringJoiner(" ");

        Texts(PrintStream out, Terminal terminal) {
            this.out = out;
            this.terminal = terminal;
        }

        @Override
        public void show(CallEvent event, CallStory story) {
            if (event instanceof CallEvent.Interim interim && terminal.live()) {
                String text = Figures.cutFront(interim.text(), terminal.columns() - 12);
                out.print("\r  " + Figures.clock(event.at()) + "  " + terminal.dim(text) + "\u001b[K");
            } else if (event instanceof CallEvent.Final text && !text.text().isBlank()) {
                out.println((terminal.live() ? "\r\u001b[K" : "") + "  " + Figures.clock(event.at()) + "  "
                        + text.text().strip());
                whole.add(text.text().strip());
            }
            out.flush();
        }

        @Override
        public void wire(Duration at, boolean sent, String text) {
            out.println(
                    (terminal.live() ? "\r\u001b[K" : "") + "  " + Figures.clock(at) + (sent ? "  > " : "  < ") + text);
            out.flush();
        }

        void whole() {
            out.println(terminal.live() ? "\r\u001b[K" : "");
            out.println(whole.length() == 0 ? "(no words)" : whole.toString());
            out.flush();
        }
    }
}
