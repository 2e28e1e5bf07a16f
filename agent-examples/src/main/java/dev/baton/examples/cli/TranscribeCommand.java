package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.CallInfo;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSink;
import dev.baton.audio.AudioSource;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.transport.MicrophoneSource;
import dev.baton.transport.RawAudioSource;
import dev.baton.transport.WavAudioSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
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
            "Streams audio to a recogniser in real time, closes the stream, and prints what it heard. With --fast, as fast as the recogniser takes it.",
            "Interim texts move at the bottom of a terminal; finals stay; the whole text comes last."
        })
final class TranscribeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE.wav|-",
            description =
                    "What to listen to: a WAV file, or with --raw one without a header; - is standard input, either of them.")
    private @Nullable String file;

    @ArgGroup(validate = false)
    private final ListeningOptions listening = new ListeningOptions();

    @Option(names = "--mic", description = "Listen to this machine's microphone until Ctrl-C.")
    private boolean microphone;

    @Option(
            names = "--mic-device",
            paramLabel = "NAME",
            description = "With --mic: part of the microphone's name; ./baton devices lists them.")
    private @Nullable String microphoneDevice;

    @Option(
            names = "--fast",
            description =
                    "Send a file as fast as the recogniser takes it; some services take audio only about as fast as it is spoken.")
    private boolean fast;

    @ArgGroup(validate = false)
    private final HeaderlessOptions headerless = new HeaderlessOptions();

    @Option(names = "--json", description = "Print JSON Lines, and nothing else, on standard output.")
    private boolean json;

    TranscribeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (microphone && fast) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--fast is for recordings, and whoever sits at --mic speaks in real time",
                    "",
                    "leave one of them out");
        }
        if (microphone == (file != null)) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    microphone
                            ? "a file and --mic are two different things to listen to"
                            : "there is nothing to listen to",
                    "",
                    microphone ? "choose one of them" : "name a file, - or --mic: ./baton transcribe FILE.wav");
        }
        if (file != null && fast) {
            return transcribeFast(file);
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

    private int transcribeFast(String name) {
        try (var input = AudioInput.open(name, System.in, this::headerless, console);
                var service = listening.open(1)) {
            var texts = new Texts(console.out(), console.terminal());
            var view = json ? new JsonLines(console.out()) : texts;
            int status = new FastTranscription(service.service(), view, console).run(input);
            if (!json) {
                texts.whole();
            }
            return status;
        } catch (IOException e) {
            throw AudioInput.unreadable(name, e);
        }
    }

    private AudioFormat headerless(String name) {
        if (!headerless.raw() && !name.equals(AudioInput.nameOf(AudioInput.STANDARD_INPUT))) {
            throw new BatonException(
                    ErrorCode.NOT_WAV,
                    name + " is not a WAV file",
                    "it does not begin with RIFF, RIFX or RF64",
                    "if it holds samples without a header, add --raw, and --rate HZ where they are not at 16000");
        }
        return headerless.format();
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
        if (file.equals(AudioInput.STANDARD_INPUT)) {
            return PipedAudio.from(System.in, headerless.format());
        }
        var path = Path.of(file);
        return headerless.raw() && Files.isRegularFile(path)
                ? RawAudioSource.paced(opened(path), headerless.format())
                : WavAudioSource.open(path);
    }

    /** Stays open until the process ends, as standard input does. */
    private static InputStream opened(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw AudioInput.unreadable(file.toString(), e);
        }
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
