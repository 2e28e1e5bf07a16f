package dev.baton.testkit.proxy;

/** Which way bytes go. */
public enum Direction {
    /** From the client, which connected to the proxy, to the service. */
    TO_SERVER("to-server"),
    /** From the service back to the client. */
    TO_CLIENT("to-client");

    private final String label;

    Direction(String label) {
        this.label = label;
    }

    /** As written in the text of a fault: {@code to-server}. */
    String label() {
        return label;
    }
}
