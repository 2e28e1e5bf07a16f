package dev.baton.testkit.conformance;

/** One rule that an adapter must keep. */
public final class SttCheck {
    /** What is done to find out. */
    @FunctionalInterface
    interface Trial {
        void run() throws Exception;
    }

    private final String name;
    private final String rule;
    private final Trial trial;

    SttCheck(String name, String rule, Trial trial) {
        this.name = name;
        this.rule = rule;
        this.trial = trial;
    }

    /** Short, in lower case, for example {@code early-audio}. */
    public String name() {
        return name;
    }

    /** In words: what Baton relies upon. */
    public String rule() {
        return rule;
    }

    /** @throws AssertionError if the rule is broken; says the rule and what was seen */
    public void run() {
        try {
            trial.run();
        } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(name + ": " + rule + "\n  seen: " + seen(e), e);
        }
    }

    private static String seen(Throwable failure) {
        return failure instanceof AssertionError && failure.getMessage() != null
                ? failure.getMessage()
                : failure + ", thrown " + where(failure);
    }

    /** In the adapter, or in what was told of its service. */
    private static String where(Throwable failure) {
        for (var frame : failure.getStackTrace()) {
            if (!frame.getClassName().startsWith("java.")) {
                return "by " + frame.getClassName() + "." + frame.getMethodName() + ", line " + frame.getLineNumber();
            }
        }
        return "somewhere";
    }

    @Override
    public String toString() {
        return name + ": " + rule;
    }
}
