package dev.baton.internal.json;

/** What a service means by the number of its close, where that is its own; RFC 6455 leaves 4000 to 4999 to applications, and services give others a meaning as well. */
public enum CloseMeaning {
    /** What the RFC says, or nobody knows. */
    USUAL,
    KEY_REFUSED,
    SETTINGS_REFUSED,
    /** As many sessions as there may be, or more audio than was paid for. */
    LIMIT_REACHED,
    /** One of both, and the service does not say which; what was a limit may pass. */
    KEY_OR_LIMIT,
    /** The session has lasted as long as one may. */
    TOO_LONG,
    /** A message of the client's was not what the service takes. */
    BAD_MESSAGE
}
