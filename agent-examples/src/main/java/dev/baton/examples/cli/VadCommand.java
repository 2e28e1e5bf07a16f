package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.resample.Resamplers;
import dev.baton.examples.cli.VadInputs.Recording;
import dev.baton.examples.detection.Detection;
import dev.baton.examples.detection.DetectionFiles;
import dev.baton.examples.detection.DetectionPlot;
import dev.baton.examples.detection.DetectionRun;
import dev.baton.examples.detection.DetectionScore;
import dev.baton.examples.detection.Envelope;
import dev.baton.examples.detection.SpeechTruth;
import dev.baton.transport.WavAudioSource;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.SpeechGatePreset;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./baton vad}: where a detector finds speech in recordings, as tables and as pictures. */
@Command(
        name = "vad",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        sortOptions = false,
        description = {
            "Finds the speech in recordings as a call does. For each NAME.wav, DIR gets:",
            "  NAME.csv           time_s,probability  of each window, at its end",
            "  NAME.events.csv    detected_at_s,type,position_s  decisions and their places",
            "  NAME.segments.csv  start_s,end_s  the speech",
            "With the truth in a NAME.json beside the WAV file, in seconds,",
            "  {\"speech\": [[0.52, 1.90]], \"turns\": [{\"start\": 0.52, \"end\": 4.10}]}",
            "the table says how right the detector was."
        },
        footer = {"", "Exit status: 0 done, 1 a file failed (the others were done), 2 bad usage."})
final class VadCommand implements Callable<Integer> {
    private static final Duration FRAME = Duration.ofMillis(20);
    /** As likely as not: what detectors are compared at, whatever the gate makes of it. */
    private static final float LIKELY = 0.5f;

    private final Console console;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "WAV files, or folders of them.")
    private final List<Path> files = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Where the results go; made if it is not there.")
    private Path out = Path.of("");

    @Option(
            names = "--detector",
            paramLabel = "NAME",
            description = "energy, level, or another on the class path. Default: the one that calls use.")
    private @Nullable String detector;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "telephone",
            description = "Settings of the gate: telephone, quiet-room or noisy-street. Default: ${DEFAULT-VALUE}.")
    private String preset = "telephone";

    @Option(names = "--plot", description = "Draws NAME.svg too.")
    private boolean plot;

    @Option(names = "--json", description = "Prints the figures as one JSON object per file.")
    private boolean json;

    VadCommand(Console console) {
        this.console = console;
    }

    /** What came of one file. */
    private record Heard(Detection detection, Envelope envelope, long nanos) {}

    @Override
    public Integer call() {
        var provider = detector == null
                ? VoiceActivityDetectorProvider.installed()
                : VoiceActivityDetectorProvider.named(detector);
        var gate = presetNamed(preset).config();
        var inputs = VadInputs.of(files);
        inputs.checkResults(out, plot);
        makeFolder();
        inputs.problems().forEach(console::complain);
        var results = detect(provider, gate, inputs.recordings());
        if (!json && !results.isEmpty()) {
            VadTable.print(console.out(), console.terminal(), named(results));
            explain(provider, gate, results);
        }
        console.out().flush();
        return inputs.problems().isEmpty()
                        && results.size() == inputs.recordings().size()
                ? Baton.DONE
                : Baton.FAILED;
    }

    private static SpeechGatePreset presetNamed(String name) {
        var presets = SpeechGatePreset.values();
        return Arrays.stream(presets)
                .filter(each -> nameOf(each).equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> Names.unknown(
                        "preset",
                        name,
                        Arrays.stream(presets).map(VadCommand::nameOf).toList()));
    }

    private static String nameOf(SpeechGatePreset each) {
        return each.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void makeFolder() {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw notWritten(out, e);
        }
    }

    private static BatonException notWritten(Path to, IOException cause) {
        return new BatonException(
                ErrorCode.RECORDING_FAILED,
                to + " cannot be written: " + AudioInput.reason(cause),
                "",
                "check the folder, the right to write there, and the free space",
                cause);
    }

    /** Of those that could be read. */
    private Map<Recording, VadResult> detect(
            VoiceActivityDetectorProvider provider, SpeechGateConfig gate, List<Recording> recordings) {
        var results = new LinkedHashMap<Recording, VadResult>();
        var progress = new FileProgress(
                console, recordings.stream().map(Recording::file).toList(), json);
        for (var recording : recordings) {
            progress.begin(recording.file());
            Heard heard;
            try {
                heard = hear(recording.file(), provider, gate);
            } catch (BatonException e) {
                progress.end(recording.file());
                console.complain(e);
                continue;
            }
            var truth = truthOf(recording, progress);
            var score = truth.map(known -> DetectionScore.of(heard.detection(), known, LIKELY));
            var result = VadResult.of(heard.detection(), heard.nanos(), score);
            write(recording, heard, truth, subtitle(provider, gate, heard, result), gate, progress);
            results.put(recording, result);
            progress.end(recording.file());
            if (json) {
                JsonLines.print(console.out(), result.json(recording.file()));
            }
        }
        return results;
    }

    private Heard hear(Path file, VoiceActivityDetectorProvider provider, SpeechGateConfig gate) {
        long began = System.nanoTime();
        try (var input = new AudioInput.Wav(WavAudioSource.open(file))) {
            int fromHz = input.format().sampleRateHz();
            try (var chosen = provider.create(rateFor(provider, fromHz))) {
                var resampler = Resamplers.create(fromHz, chosen.sampleRateHz());
                var run = new DetectionRun(chosen, gate, resampler.delay());
                var envelope = new Envelope(chosen.sampleRateHz());
                SampleConversion.convert(input, resampler, FRAME, (samples, offset, length) -> {
                    run.append(samples, offset, length);
                    if (plot) {
                        envelope.append(samples, offset, length);
                    }
                });
                return new Heard(run.end(), envelope, System.nanoTime() - began);
            }
        } catch (BatonException e) {
            throw e;
        } catch (IOException e) {
            throw AudioInput.unreadable(file.toString(), e);
        } catch (RuntimeException | LinkageError e) {
            throw new BatonException(
                    ErrorCode.DETECTOR_FAILED,
                    "the detector " + provider.name() + " failed in " + file + ": " + e,
                    "",
                    "try another one: --detector NAME",
                    e);
        }
    }

    /** As a call chooses it. */
    private static int rateFor(VoiceActivityDetectorProvider provider, int fileHz) {
        return provider.supports(fileHz) ? fileHz : provider.supports(16_000) ? 16_000 : 8_000;
    }

    private Optional<SpeechTruth> truthOf(Recording recording, FileProgress progress) {
        Path file = recording.truth();
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return SpeechTruth.read(file);
        } catch (IOException e) {
            progress.clear();
            console.complain("warn  " + file + " does not count as the truth: " + firstLine(AudioInput.reason(e)));
            return Optional.empty();
        }
    }

    /** Jackson's messages go on with where in its source it found what. */
    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private void write(
            Recording recording,
            Heard heard,
            Optional<SpeechTruth> truth,
            String subtitle,
            SpeechGateConfig gate,
            FileProgress progress) {
        try {
            DetectionFiles.write(out, recording.name(), heard.detection());
            if (plot) {
                String title = String.valueOf(recording.file().getFileName());
                Files.writeString(
                        out.resolve(recording.plotName()),
                        DetectionPlot.draw(title, subtitle, heard.detection(), heard.envelope(), truth, gate));
            }
        } catch (IOException e) {
            progress.clear();
            throw notWritten(out.resolve(recording.name() + ".*"), e);
        }
    }

    private String subtitle(
            VoiceActivityDetectorProvider provider, SpeechGateConfig gate, Heard heard, VadResult result) {
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, detector %s at %,d Hz, %s: %.1f %% speech, %.1f starts a minute",
                Figures.clock(Duration.ofNanos(1000 * result.lengthMicros())),
                provider.name(),
                heard.detection().sampleRateHz(),
                gateInWords(gate),
                result.speechPercent(),
                result.startsPerMinute()));
        result.f1Percent().ifPresent(percent -> text.append(String.format(Locale.ROOT, ", F1 %.1f %%", percent)));
        result.onsetMillis().ifPresent(millis -> text.append(String.format(Locale.ROOT, ", onset %.0f ms", millis)));
        return text.toString();
    }

    private String gateInWords(SpeechGateConfig gate) {
        return "preset " + preset.toLowerCase(Locale.ROOT) + " (speech from "
                + gate.minSpeech().toMillis() + " ms, ends after "
                + gate.hangover().toMillis() + " ms of quiet)";
    }

    private static Map<String, VadResult> named(Map<Recording, VadResult> results) {
        var named = new LinkedHashMap<String, VadResult>();
        results.forEach((recording, result) -> named.put(recording.name(), result));
        return named;
    }

    private void explain(
            VoiceActivityDetectorProvider provider, SpeechGateConfig gate, Map<Recording, VadResult> results) {
        console.out().println();
        console.out().println(" Detector " + provider.name() + ", " + gateInWords(gate) + ".");
        if (results.values().stream().anyMatch(result -> result.score().isPresent())) {
            console.out()
                    .println(String.format(
                            Locale.ROOT,
                            " F1: windows at %.2f and above, against NAME.json; 50 ms about each of its boundaries are left out.",
                            LIKELY));
            console.out().println(" Onset: from the start of a turn to the decision that speech began, median.");
        }
        console.out()
                .println(" Written to " + out + ": NAME.csv, NAME.events.csv, NAME.segments.csv"
                        + (plot ? ", NAME.svg." : "."));
    }
}
