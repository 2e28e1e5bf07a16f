package dev.baton.testkit.carrier;

/** What the app sent breaks a rule and is not acted upon. Never leaves the leg. */
final class Breach extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Breach(String rule) {
        super(rule, null, false, false);
    }

    String rule() {
        return String.valueOf(getMessage());
    }
}
