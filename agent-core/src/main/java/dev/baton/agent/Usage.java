package dev.baton.agent;

import java.time.Duration;

/**
 * What a call took of one service, which is what services are paid by.
 *
 * @param service by its name
 * @param audio that the recogniser was sent, silence and replayed audio included; or that the voice made, without what a cache had kept
 * @param characters that the voice was asked to speak; 0 for a recogniser
 */
public record Usage(String service, Kind kind, Duration audio, long characters) {
    /** What it did. */
    public enum Kind {
        LISTENED("listened"),
        SPOKE("spoke");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** As machines read it. */
        public String label() {
            return label;
        }
    }
}
