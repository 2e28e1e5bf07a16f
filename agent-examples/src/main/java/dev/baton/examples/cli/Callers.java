package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.audio.AudioSink;
import dev.baton.audio.AudioSource;
import dev.baton.examples.sample.CallComposer;
import dev.baton.examples.sample.ComposedCall;
import dev.baton.examples.sample.ScriptedCaller;
import dev.baton.examples.sample.TruthCheck;
import dev.baton.transport.MicrophoneSource;
import dev.baton.transport.SpeakerSink;
import dev.baton.transport.WavAudioSource;
import dev.baton.turn.Utterance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The far end of the line: a bundled caller, a file, or whoever sits at the microphone.
 *
 * @param description for people
 * @param transport for machines
 * @param bundled the bundled caller, whose words are known; otherwise null
 */
record Callers(
        String description,
        String transport,
        AudioSource source,
        AudioSink sink,
        @Nullable ScriptedCaller bundled,
        boolean isHalfDuplex)
        implements AutoCloseable {
    /** After a file the line stays open so long, so that the last turn ends by its own quiet and is answered. */
    private static final Duration LINGER = Duration.ofSeconds(3);

    static Callers of(
            @Nullable Path file,
            @Nullable Long seed,
            boolean microphone,
            boolean headphones,
            @Nullable String microphoneDevice,
            @Nullable String speakerDevice,
            Consumer<BatonException> onWarning) {
        if (microphone) {
            return person(headphones, microphoneDevice, speakerDevice, onWarning);
        }
        return file != null ? recorded(file) : bundled(seed == null ? CallComposer.SAMPLE_SEED : seed);
    }

    static Callers bundled(long seed) {
        var composer = CallComposer.create();
        ComposedCall call = seed == CallComposer.SAMPLE_SEED ? composer.sample() : composer.compose(seed);
        var caller = new ScriptedCaller(call);
        int turns = call.truth().turns().size();
        String name = seed == CallComposer.SAMPLE_SEED ? "sample call \"appointment\"" : "composed call, seed " + seed;
        return new Callers(
                name + "    " + turns + " caller turns", "sample", caller.source(), caller.sink(), caller, false);
    }

    private static Callers recorded(Path file) {
        var source = WavAudioSource.open(file);
        String description = file + "    " + Figures.clock(source.duration());
        return new Callers(description, "wav", source.withTrailingSilence(LINGER), AudioSink.discard(), null, false);
    }

    private static Callers person(
            boolean headphones,
            @Nullable String microphoneDevice,
            @Nullable String speakerDevice,
            Consumer<BatonException> onWarning) {
        var ear = MicrophoneSource.open(microphoneDevice, onWarning);
        AudioSink mouth;
        try {
            mouth = SpeakerSink.open(speakerDevice, onWarning);
        } catch (BatonException e) {
            ear.close();
            throw e;
        }
        if (headphones) {
            return new Callers("you, with headphones", "microphone", ear, mouth, null, false);
        }
        var line = new HalfDuplex(ear, mouth);
        return new Callers("you, at the microphone", "microphone", line.source(), line.sink(), null, true);
    }

    boolean isPerson() {
        return transport.equals("microphone");
    }

    /** What was understood against what was said; null where nobody knows what was said. */
    @Nullable
    TruthCheck check(List<Utterance> committed) {
        return bundled == null ? null : TruthCheck.of(bundled.report(), committed);
    }

    @Override
    public void close() {
        source.close();
        sink.close();
    }
}
