package dev.baton.testkit.conformance;

import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import java.net.URI;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The audio that an address declares in {@code encoding} and {@code sample_rate}. */
final class Query {
    private Query() {}

    /** By our names, or AssemblyAI's. */
    private static AudioEncoding encoding(String name) {
        return switch (name) {
            case "pcm_s16le" -> AudioEncoding.LINEAR16;
            case "pcm_mulaw" -> AudioEncoding.MULAW;
            default -> AudioEncoding.valueOf(name.toUpperCase(Locale.ROOT));
        };
    }

    static AudioFormat declared(URI address) {
        var parameters = Arrays.stream(String.valueOf(address.getQuery()).split("&", -1))
                .map(each -> each.split("=", 2))
                .filter(each -> each.length == 2)
                .collect(Collectors.toMap(each -> each[0], each -> each[1], (one, other) -> other));
        return new AudioFormat(
                encoding(parameters.getOrDefault("encoding", "none")),
                Integer.parseInt(parameters.getOrDefault("sample_rate", "none")),
                1,
                ByteOrder.LITTLE_ENDIAN);
    }
}
