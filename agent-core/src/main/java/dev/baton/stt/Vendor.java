package dev.baton.stt;

/**
 * Where a service is usually found and how it is told who asks.
 *
 * @param name as people type and read it
 * @param host where its own servers are
 * @param pathPrefix what stands before the endpoint there
 * @param endpoint end of the path
 * @param keyVariable environment variable that holds the key
 * @param keyHeader header that carries the key; empty where none does
 * @param keyPrefix what stands in front of the key there, such as {@code "Bearer "}; may be empty
 * @param keyParameter parameter of an address that carries a key instead, as browsers need it; empty where none does
 */
record Vendor(
        String name,
        String host,
        String pathPrefix,
        String endpoint,
        String keyVariable,
        String keyHeader,
        String keyPrefix,
        String keyParameter) {

    Vendor withKeyIn(String header, String prefix, String parameter) {
        return new Vendor(name, host, pathPrefix, endpoint, keyVariable, header, prefix, parameter);
    }

    Vendor withKeyVariable(String variable) {
        return new Vendor(name, host, pathPrefix, endpoint, variable, keyHeader, keyPrefix, keyParameter);
    }
}
