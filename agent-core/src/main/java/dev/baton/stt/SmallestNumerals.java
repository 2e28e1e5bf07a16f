package dev.baton.stt;

/** How Smallest's services write numbers. */
public enum SmallestNumerals {
    ON("true"),
    OFF("false"),
    AUTO("auto");

    final String value;

    SmallestNumerals(String value) {
        this.value = value;
    }
}
