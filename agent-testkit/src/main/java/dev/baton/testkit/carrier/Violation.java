package dev.baton.testkit.carrier;

/**
 * Something that the app must not do on this transport.
 *
 * @param atMillis since the call was connected
 * @param rule what was broken, with the value that broke it
 */
public record Violation(long atMillis, String rule) {}
