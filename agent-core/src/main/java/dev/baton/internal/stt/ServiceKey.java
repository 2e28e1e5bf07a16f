package dev.baton.internal.stt;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The key that a service is shown.
 *
 * @param value empty where there is none
 * @param origin for people: where it came from and how long it is
 */
public record ServiceKey(String value, String origin) {
    private static final String NO_KEY = "no key";

    public static final ServiceKey NONE = new ServiceKey("", NO_KEY);

    /**
     * @param given by the application, or null
     * @param variable of the environment that holds it otherwise; not asked where the key would go unencrypted to another machine
     * @param parameter of an address that carries a key instead; empty where the service has none
     * @throws BatonException without a key for an address that needs one, or if it cannot be one
     */
    public static ServiceKey find(
            String service,
            @Nullable String given,
            String variable,
            UnaryOperator<@Nullable String> environment,
            ServiceAddress address,
            String parameter) {
        boolean mayCarryKey = address.isSecure() || address.isThisMachine();
        var fromEnvironment = mayCarryKey ? environment.apply(variable) : null;
        // A line end is what a pasted or piped key most often brings along.
        var key = Objects.requireNonNullElse(given != null ? given : fromEnvironment, "")
                .strip();
        if (key.isEmpty()
                && address.isSecure()
                && !address.isThisMachine()
                && (parameter.isEmpty() || !address.hasParameter(parameter))) {
            throw new BatonException(
                    ErrorCode.STT_KEY_MISSING,
                    service + " needs a key and there is none",
                    "looked at apiKey(...) and the environment variable " + variable + " for " + address,
                    "set " + variable + ", or run without a key: ./baton call");
        }
        if (!key.chars().allMatch(each -> each > ' ' && each < 127)) {
            throw Limits.range(
                    "the key for " + service + " (" + key.length()
                            + " characters) holds a blank or a character that no key has",
                    "the key alone, as the service's console shows it");
        }
        var origin = key.isEmpty()
                ? NO_KEY
                : (given == null ? variable + " (set, " : "the key given (") + key.length() + " characters)";
        return new ServiceKey(key, origin);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return origin;
    }
}
