package dev.baton.testkit.carrier;

/** The app did not take the call. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int statusCode;

    Refused(String message, int statusCode, Throwable cause) {
        super(message, cause);
        this.statusCode = statusCode;
    }

    /** Of the answer to the WebSocket's upgrade, or -1 if there was none. */
    public int statusCode() {
        return statusCode;
    }
}
