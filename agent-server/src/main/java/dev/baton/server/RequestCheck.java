package dev.baton.server;

import java.util.Optional;
import java.util.Set;

/** Decides who may open a stream. Called on an event loop; must not block. */
@FunctionalInterface
public interface RequestCheck {
    /** @return why not, for the log and the peer, without what the peer sent; empty if it may */
    Optional<String> refusal(UpgradeRequest request);

    /** Query parameters that hold credentials and so are nothing for {@code CallInfo}. */
    default Set<String> secretParameters() {
        return Set.of();
    }

    /** Anybody may. */
    static RequestCheck none() {
        return request -> Optional.empty();
    }
}
