package dev.baton.transport;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;
import org.jspecify.annotations.Nullable;

/**
 * The sound cards of this machine, of one kind: those that hear or those that speak.
 *
 * @param <L> the kind of line
 */
final class SoundDevices<L extends DataLine> {
    /** 16 kHz first: what detectors and recognisers want, so that nothing needs converting. Then what any card can do. */
    private static final List<Integer> RATES_HZ = List.of(16_000, 48_000, 44_100, 32_000, 24_000, 8000);

    private final Class<L> kind;
    private final ErrorCode absent;
    private final String noun;
    private final String remedy;
    private final List<Mixer> mixers;

    private SoundDevices(Class<L> kind, ErrorCode absent, String noun, String remedy, List<Mixer> mixers) {
        this.kind = kind;
        this.absent = absent;
        this.noun = noun;
        this.remedy = remedy;
        this.mixers = mixers.stream()
                .filter(mixer -> mixer.isLineSupported(new Line.Info(kind)))
                .toList();
    }

    static SoundDevices<TargetDataLine> microphones(List<Mixer> mixers) {
        return new SoundDevices<>(
                TargetDataLine.class,
                ErrorCode.NO_MICROPHONE,
                "microphone",
                "in a container or over ssh there is none; give a WAV file instead",
                mixers);
    }

    static SoundDevices<SourceDataLine> speakers(List<Mixer> mixers) {
        return new SoundDevices<>(
                SourceDataLine.class,
                ErrorCode.NO_SPEAKER,
                "speaker",
                "in a container or over ssh there is none; write a WAV file instead",
                mixers);
    }

    /** Every sound device that Java knows; none where Java has no sound at all. */
    static List<Mixer> ofThisMachine() {
        try {
            return Arrays.stream(AudioSystem.getMixerInfo())
                    .map(AudioSystem::getMixer)
                    .toList();
        } catch (LinkageError e) {
            return List.of(); // a Java runtime built without sound
        }
    }

    List<String> names() {
        return mixers.stream().map(mixer -> mixer.getMixerInfo().getName()).toList();
    }

    /** An open line; blocks while the device wakes up. */
    record Opened<L>(L line, int sampleRateHz, int channels) {
        dev.baton.audio.AudioFormat format() {
            return new dev.baton.audio.AudioFormat(
                    dev.baton.audio.AudioEncoding.LINEAR16, sampleRateHz, channels, ByteOrder.LITTLE_ENDIAN);
        }
    }

    /**
     * Opens the first device that works, of those whose name contains {@code name}.
     *
     * @param bufferMillis what the device itself should hold
     */
    Opened<L> open(@Nullable String name, int bufferMillis) {
        if (mixers.isEmpty()) {
            throw new BatonException(absent, "no " + noun + " (javax.sound lists 0 " + noun + "s)", "", remedy);
        }
        var chosen = mixers.stream().filter(mixer -> matches(mixer, name)).toList();
        if (chosen.isEmpty()) {
            throw new BatonException(
                    absent,
                    "no " + noun + " is called \"" + name + "\"",
                    "found " + names(),
                    "choose one of these names");
        }
        String refusal = "it offers no 16-bit format";
        for (var mixer : chosen) {
            for (var format : (Iterable<AudioFormat>) formats()::iterator) {
                var info = new DataLine.Info(kind, format);
                if (mixer.isLineSupported(info)) {
                    try {
                        return open(kind.cast(mixer.getLine(info)), format, bufferMillis);
                    } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
                        refusal = String.valueOf(e.getMessage());
                    }
                }
            }
        }
        throw new BatonException(
                absent,
                "the " + noun + " cannot be opened: " + refusal,
                "tried "
                        + chosen.stream()
                                .map(mixer -> mixer.getMixerInfo().getName())
                                .toList(),
                "close other programs that use it, or choose another of " + names());
    }

    private static boolean matches(Mixer mixer, @Nullable String name) {
        return name == null
                || mixer.getMixerInfo().getName().toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    }

    private static Stream<AudioFormat> formats() {
        return RATES_HZ.stream()
                .flatMap(rate -> Stream.of(1, 2).map(channels -> new AudioFormat(rate, 16, channels, true, false)));
    }

    private Opened<L> open(L line, AudioFormat format, int bufferMillis) throws LineUnavailableException {
        int rateHz = (int) format.getSampleRate();
        int bufferBytes = rateHz * bufferMillis / 1000 * format.getFrameSize();
        if (line instanceof TargetDataLine microphone) {
            microphone.open(format, bufferBytes);
        } else if (line instanceof SourceDataLine speaker) {
            speaker.open(format, bufferBytes);
        } else {
            throw new AssertionError("neither heard nor spoken to: " + kind);
        }
        return new Opened<>(line, rateHz, format.getChannels());
    }
}
