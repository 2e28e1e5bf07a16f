package dev.baton.internal.json;

import dev.baton.BatonException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Parsers that the application has given for messages that a service's client does not know.
 *
 * @param parsers by the messages' {@code type}; given the JSON
 * @param <T> what they make of a message
 */
public record TaughtMessages<T>(String service, Map<String, Function<String, ? extends T>> parsers) {
    public TaughtMessages {
        parsers = Map.copyOf(parsers);
    }

    /**
     * @return null where there is no parser for it, or it makes nothing of the message
     * @throws BatonException if the parser failed
     */
    @SuppressWarnings("NullAway") // an application's parser may give null all the same
    @Nullable
    T parse(String type, String json) {
        var parser = parsers.get(type);
        if (parser == null) {
            return null;
        }
        try {
            return parser.apply(json);
        } catch (RuntimeException e) {
            throw new Complaints(service).unparsed(type, e).reason();
        }
    }
}
