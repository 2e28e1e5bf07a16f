package dev.baton.server.config;

/**
 * A value and where it comes from.
 *
 * @param origin as people read it: {@code baton.yml, line 7}, {@code default}, {@code --http-port}
 * @param secret whether it holds a credential, or anything else from the environment, and is not to be shown
 */
public record ConfigValue(String text, String origin, boolean secret) {
    /** What may be shown of it. */
    public String shown() {
        return secret ? "(set, " + text.length() + " characters)" : text;
    }

    @Override
    public String toString() {
        return shown() + " (" + origin + ")";
    }
}
