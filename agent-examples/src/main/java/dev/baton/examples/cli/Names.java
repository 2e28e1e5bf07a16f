package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.NearestName;
import java.util.Collection;
import java.util.Optional;

/** Names that people type, and which one they meant. */
final class Names {
    private Names() {}

    /** @param kind what it names, for example {@code handler} */
    static BatonException unknown(String kind, String name, Collection<String> known) {
        return new BatonException(
                ErrorCode.UNKNOWN_NAME,
                "unknown " + kind + " \"" + name + "\"" + NearestName.question(name, known) + "  ("
                        + String.join(", ", known) + ")",
                "",
                "");
    }

    static Optional<String> nearest(String name, Collection<String> known) {
        return NearestName.among(name, known);
    }
}
