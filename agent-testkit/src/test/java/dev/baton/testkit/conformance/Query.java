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

    static AudioFormat declared(URI address) {
        var parameters = Arrays.stream(String.valueOf(address.getQuery()).split("&", -1))
                .map(each -> each.split("=", 2))
                .filter(each -> each.length == 2)
                .collect(Collectors.toMap(each -> each[0], each -> each[1], (one, other) -> other));
        return new AudioFormat(
                AudioEncoding.valueOf(
                        parameters.getOrDefault("encoding", "none").toUpperCase(Locale.ROOT)),
                Integer.parseInt(parameters.getOrDefault("sample_rate", "none")),
                1,
                ByteOrder.LITTLE_ENDIAN);
    }
}
