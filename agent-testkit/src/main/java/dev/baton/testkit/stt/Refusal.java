package dev.baton.testkit.stt;

/**
 * Why a connection is not accepted.
 *
 * @param httpStatus of the answer to the upgrade
 * @param reason short and without values, to count by: {@code sample_rate}
 * @param message for the developer at the other end, with the value
 */
record Refusal(int httpStatus, String reason, String message) {
    /** Carries a refusal out of the reading of parameters. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        Refused(Refusal refusal) {
            super(refusal.message(), null, false, false);
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }

    static Refused badParameter(String name, String message) {
        return new Refused(new Refusal(400, name, message));
    }
}
