package dev.baton.testkit.conformance;

/** What a message of the client's says to the service. */
public sealed interface Received {
    /** @param samples mono, 16 bits, decoded */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Audio(short[] samples) implements Received {
        /** How long it is, since an array tells only where it lies. */
        @Override
        public String toString() {
            return "Audio[" + samples.length + " samples]";
        }
    }

    /** Asks for the final text of the audio so far. */
    record Finalize() implements Received {}

    /** Says that no audio follows. */
    record CloseStream() implements Received {}

    /** Says that the line is alive. */
    record KeepAlive() implements Received {}

    /** Anything else, such as the settings of the session. */
    record Other(String text) implements Received {}
}
