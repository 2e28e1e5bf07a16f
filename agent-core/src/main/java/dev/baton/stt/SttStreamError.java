package dev.baton.stt;

import dev.baton.BatonException;
import dev.baton.ErrorCode;

/**
 * Something went wrong with an {@link SttStream}, or with another stream of an application's that lives on a service.
 *
 * @param reason in words that a person can act on; where a listener threw, that is its cause
 */
public record SttStreamError(Kind kind, BatonException reason) {
    /** Whose trouble it is. */
    public enum Kind {
        /** The service complains or refuses. */
        SERVICE_ERROR,
        /** There is no connection, or it was lost. */
        TRANSPORT_ERROR,
        /** A listener of the application threw; the stream and the other listeners go on. */
        HANDLER_EXCEPTION
    }

    /** What a session complained about. */
    public static SttStreamError of(BatonException reason) {
        return new SttStreamError(isTransport(reason.code()) ? Kind.TRANSPORT_ERROR : Kind.SERVICE_ERROR, reason);
    }

    private static boolean isTransport(ErrorCode code) {
        return switch (code) {
            case STT_UNREACHABLE,
                    STT_LOST,
                    STT_STALLED,
                    STT_PROXY_UNREACHABLE,
                    STT_PROXY_REFUSED,
                    STT_TRUST_UNUSABLE,
                    CLASS_PATH -> true;
            default -> false;
        };
    }
}
