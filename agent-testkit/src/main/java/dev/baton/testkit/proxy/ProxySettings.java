package dev.baton.testkit.proxy;

import java.time.Duration;

/**
 * What all connections of a proxy share.
 *
 * @param bufferBytes most that one direction of one connection keeps
 */
record ProxySettings(String serverHost, int serverPort, long seed, int bufferBytes, Duration connectTimeout) {}
