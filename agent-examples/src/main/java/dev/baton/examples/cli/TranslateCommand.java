package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import dev.baton.audio.resample.Resamplers;
import dev.baton.stt.SttStreamError;
import dev.baton.testkit.stt.SttProtocol;
import dev.baton.translate.CambRealtime;
import dev.baton.translate.CambRealtimeBuilder;
import dev.baton.translate.SpeechTranslator;
import dev.baton.translate.Translation;
import dev.baton.translate.TranslationEvent;
import dev.baton.transport.MicrophoneSource;
import dev.baton.transport.SpeakerSink;
import dev.baton.transport.WavAudioSource;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./baton translate}: speech in one language in, its translation out. */
@Command(
        name = "translate",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        sortOptions = false,
        description = {
            "Translates speech to speech, in real time: a WAV file to a WAV file, or microphone to speaker.",
            "The text is printed as it comes. Without an address it asks a server of its own in this process, which has a",
            "phrase book and no machine translation; the real service is --with camb-realtime, with CAMB_API_KEY."
        })
final class TranslateCommand implements Callable<Integer> {
    private static final String EMBEDDED = "embedded";
    private static final String CAMB = SttProtocol.CAMB_REALTIME.label();
    private static final List<String> NAMES = List.of(EMBEDDED, CAMB);

    /** What is not recognised is never answered, and nothing far away is slow. */
    private static final Duration EMBEDDED_QUIET = Duration.ofSeconds(8);

    private final Console console;

    @Parameters(index = "0", arity = "0..1", paramLabel = "IN.wav", description = "What is said: any WAV file.")
    private @Nullable Path in;

    @Parameters(index = "1", arity = "0..1", paramLabel = "OUT.wav", description = "The translation, 16-bit, mono.")
    private @Nullable Path out;

    @Option(
            names = "--from",
            paramLabel = "LANGUAGE",
            defaultValue = "en-us",
            description = "What is spoken. Default: ${DEFAULT-VALUE}.")
    private String from = "en-us";

    @Option(
            names = "--to",
            paramLabel = "LANGUAGE",
            required = true,
            description =
                    "What it becomes: ar-ae, ar-eg, ar-sa, de-de, en-gb, en-us, es-es, fr-ca, fr-fr, hi-in, ja-jp, ko-kr, pt-br or zh-cn.")
    private String to = "";

    @Option(
            names = "--with",
            paramLabel = "NAME",
            description = "Who translates: embedded or camb-realtime. Default: embedded, or camb-realtime with --url.")
    private @Nullable String with;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Address of a server that speaks camb-realtime, for example the one that stt-server prints.")
    private @Nullable String url;

    @Option(names = "--voice", paramLabel = "ID", description = "One of the account's cloned voices.")
    private @Nullable Long voice;

    @Option(names = "--mode", paramLabel = "NAME", description = "fast or slow. Default: fast.")
    private CambRealtimeBuilder.@Nullable Mode mode;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Instead of --mode, for servers before August 2026: iris, lilac, violet or orchid.")
    private CambRealtimeBuilder.@Nullable Model model;

    @Option(names = "--text-only", description = "Write the translation and do not speak it; there is no OUT.wav then.")
    private boolean textOnly;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            defaultValue = "24000",
            description = "Sample rate of OUT.wav. Default: ${DEFAULT-VALUE}.")
    private int rateHz = 24_000;

    @Option(names = "--mic", description = "Translate from the microphone to the speaker until Ctrl-C.")
    private boolean microphone;

    @Option(names = "--mic-device", paramLabel = "NAME", description = "With --mic: part of the microphone's name.")
    private @Nullable String microphoneDevice;

    @Option(names = "--json", description = "Print JSON Lines, and nothing else, on standard output.")
    private boolean json;

    TranslateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkFiles();
        try (var source = source();
                var service = open()) {
            if (!service.note().isEmpty()) {
                console.complain(" " + service.note());
            }
            return translate(service.translator(), source);
        }
    }

    private void checkFiles() {
        if (microphone && in != null) {
            throw usage("a file and --mic are two different things to translate", "choose one of them");
        }
        if (!microphone && in == null) {
            throw usage(
                    "there is nothing to translate",
                    "name a file or --mic: ./baton translate IN.wav OUT.wav --to de-de");
        }
        if (!microphone && !textOnly && out == null) {
            throw usage("there is no file to write the translation to", "add OUT.wav, or --text-only");
        }
        if (textOnly && out != null) {
            throw usage("--text-only speaks nothing, and there is a file for it", "leave out " + out);
        }
        if (!AudioFormat.SAMPLE_RATES_HZ.contains(rateHz)) {
            throw usage(
                    "--rate " + rateHz + " is not a sample rate that Baton knows",
                    "use one of "
                            + AudioFormat.SAMPLE_RATES_HZ.stream().sorted().toList());
        }
        try {
            if (in != null && out != null && Files.exists(in) && Files.exists(out) && Files.isSameFile(in, out)) {
                throw usage("IN.wav and OUT.wav are the same file, " + in, "name another file for OUT.wav");
            }
        } catch (IOException e) {
            // Whoever opens it says what is wrong with it.
        }
    }

    private static BatonException usage(String what, String remedy) {
        return new BatonException(ErrorCode.BAD_USAGE, what, "", remedy);
    }

    private AudioSource source() {
        return in == null ? MicrophoneSource.open(microphoneDevice, console::complain) : WavAudioSource.open(in);
    }

    /** @param note for people; empty where there is nothing to say */
    private record Service(SpeechTranslator translator, String note, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    private Service open() {
        String name = with == null ? url == null ? EMBEDDED : CAMB : with;
        if (!NAMES.contains(name)) {
            throw Names.unknown("translator", name, NAMES);
        }
        var builder = CambRealtime.builder()
                .from(from)
                .to(to)
                .outputs(
                        textOnly
                                ? Set.of(CambRealtimeBuilder.Output.TEXT)
                                : EnumSet.allOf(CambRealtimeBuilder.Output.class));
        if (voice != null) {
            builder.voice(voice);
        }
        if (mode != null) {
            builder.mode(mode);
        }
        if (model != null) {
            builder.model(model);
        }
        if (name.equals(EMBEDDED)) {
            return embedded(builder.name(EMBEDDED));
        }
        if (url != null) {
            builder.url(uri(url));
        }
        var translator = builder.build();
        return new Service(translator, "", () -> {});
    }

    private static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--url " + url + " is not an address",
                    String.valueOf(e.getMessage()),
                    "give one such as ws://127.0.0.1:8080/v1/realtime");
        }
    }

    private Service embedded(CambRealtimeBuilder builder) {
        if (url != null) {
            throw usage("--with embedded has no address, and --url gives one", "use --with " + CAMB + " with --url");
        }
        if (voice != null) {
            throw usage("the embedded translator has one voice, --voice " + voice, "use --with " + CAMB);
        }
        builder.url(URI.create("ws://127.0.0.1:9/")).build(); // settings that are wrong are told before the loading
        if (!from.toLowerCase(Locale.ROOT).startsWith("en")
                || !ScriptedPhrases.load().knows(to)) {
            throw usage(
                    "the embedded translator has no phrase book from " + from + " to " + to,
                    "use it from English to German, French or Spanish, or --with " + CAMB
                            + " with CAMB_API_KEY for other languages");
        }
        var server = EmbeddedServer.start(
                1,
                settings -> EmbeddedServer.translating()
                        .apply(EmbeddedServer.listening(0, null).apply(settings))
                        .protocols(Set.of(SttProtocol.CAMB_REALTIME)));
        var translator = builder.url(server.uri(SttProtocol.CAMB_REALTIME))
                .quietLimit(EMBEDDED_QUIET)
                .build();
        return new Service(translator, ScriptedPhrases.ANNOUNCEMENT, server::close);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the end is waited for as an event
    private int translate(SpeechTranslator translator, AudioSource source) throws InterruptedException {
        var events = new LinkedBlockingQueue<Object>();
        var builder = Translation.builder(translator)
                .source(source)
                .onEvent(events::add)
                .onError(events::add);
        if (microphone && !textOnly) {
            builder.sink(SpeakerSink.open(null, console::complain));
        }
        TranslationView view = json ? new TranslationJson(console.out()) : new TranslationRows(console);
        try (var translation = builder.open();
                var interruption = Interruption.ends(microphone ? translation::finish : translation::close)) {
            translation.completion().thenAccept(end -> events.add(Over.OVER));
            var outcome = follow(events, view, translator.outputSampleRateHz());
            boolean byUser = interruption.happened();
            int status = byUser && !microphone
                    ? Baton.INTERRUPTED
                    : outcome.asked && outcome.problems == 0 ? Baton.DONE : Baton.FAILED;
            view.ended(outcome, out, status);
            return status;
        }
    }

    private enum Over {
        OVER
    }

    private TranslationView.Outcome follow(BlockingQueue<Object> events, TranslationView view, int outputRateHz)
            throws InterruptedException {
        var outcome = new TranslationView.Outcome(outputRateHz);
        long began = System.nanoTime();
        try (var output =
                out == null ? null : SampleOutput.to(out.toString(), AudioFormat.linear16(rateHz), console.out())) {
            var speech = output == null
                    ? null
                    : new SampleConversion(Resamplers.create(outputRateHz, rateHz), output::append);
            for (Object next = events.take(); next != Over.OVER; next = events.take()) {
                var at = Duration.ofNanos(System.nanoTime() - began);
                if (next instanceof SttStreamError error) {
                    outcome.problems++;
                    view.problem(at, error.reason());
                    console.complain(error.reason());
                } else if (next instanceof TranslationEvent.Audio audio) {
                    outcome.samples += audio.samples().length;
                    if (speech != null) {
                        speech.add(audio.samples(), 0, audio.samples().length);
                    }
                } else if (next instanceof TranslationEvent event) {
                    if (event instanceof TranslationEvent.Text text) {
                        outcome.text.add(text.text());
                    } else if (event instanceof TranslationEvent.Closed closed) {
                        outcome.asked = closed.asked();
                    }
                    view.show(at, event);
                }
            }
            if (speech != null) {
                speech.end();
            }
        } catch (SampleConversion.NotWritten e) {
            throw new BatonException(
                    ErrorCode.RECORDING_FAILED,
                    out + " cannot be written: " + e.reason(),
                    "what was written until then is there",
                    "check the folder, the right to write there, and the free space",
                    e);
        }
        return outcome;
    }
}
