package dev.baton.stt;

/**
 * Where a service is usually found and how it is told who asks.
 *
 * @param name as people type and read it
 * @param host where its own servers are
 * @param pathPrefix what stands before the endpoint there
 * @param endpoint end of the path
 * @param keyVariable environment variable that holds the key
 * @param keyScheme word in front of the key in the {@code Authorization} header
 */
record Vendor(String name, String host, String pathPrefix, String endpoint, String keyVariable, String keyScheme) {}
