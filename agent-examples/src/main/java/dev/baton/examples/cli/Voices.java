package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.examples.voice.FreeTtsVoice;
import dev.baton.tts.CambSpeech;
import dev.baton.tts.SmallestSpeech;
import dev.baton.tts.TextToSpeech;
import java.util.List;
import java.util.Optional;

/** Voices by the names that people type. */
final class Voices {
    private static final String LOCAL = "local";
    private static final String SMALLEST = "smallest";
    private static final String CAMB = "camb";
    private static final List<String> NAMES = List.of(LOCAL, SMALLEST, CAMB);

    private Voices() {}

    /**
     * @param voice which one of the service; its default where there is none
     * @throws BatonException for an unknown service, a voice that it cannot have, or a missing key
     */
    static TextToSpeech named(String service, Optional<String> voice) {
        return switch (service) {
            case LOCAL -> {
                voice.ifPresent(name -> {
                    throw new BatonException(
                            ErrorCode.CONFIG_VALUE,
                            "tts.voice=" + name + ": the local voice is the only one of its kind",
                            "",
                            "take tts.voice out, or choose tts.service smallest or camb");
                });
                yield FreeTtsVoice.load();
            }
            case SMALLEST -> {
                var builder = SmallestSpeech.builder();
                voice.ifPresent(builder::voice);
                yield builder.build();
            }
            case CAMB -> {
                var builder = CambSpeech.builder();
                voice.ifPresent(id -> builder.voice(number(id)));
                yield builder.build();
            }
            default -> throw Names.unknown("tts.service", service, NAMES);
        };
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new BatonException(
                    ErrorCode.CONFIG_VALUE,
                    "tts.voice=" + id + " is no number, which CAMB's voices have",
                    "",
                    "write digits",
                    e);
        }
    }
}
