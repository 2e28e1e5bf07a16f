package dev.baton.internal.stt;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What errors tell about a service, and what they must not. */
public interface ServicePeer {
    /** Shorter ones could be a part of any text. */
    int SHORTEST_SECRET = 8;

    String name();

    /** What it does, for people. */
    default String work() {
        return "recogniser";
    }

    URI uri();

    /** For people: without query and credentials. */
    String address();

    /** For people: where the service's vendor has it. */
    String usualAddress();

    /** For people: what was asked for. */
    String settings();

    /** Keys, each to be kept out of every text. */
    List<String> secrets();

    /** For people: where the key came from and how long it is. */
    String keyOrigin();

    Duration readyTimeout();

    Duration closeTimeout();

    Duration stallTimeout();

    /** What the service or the network said, without the key, which some services repeat, however it is written. */
    default String withoutKey(String said) {
        var plain = said;
        for (var secret : secrets()) {
            plain = secret.length() < SHORTEST_SECRET ? plain : WrittenKey.replaced(plain, secret, "[key]");
        }
        return plain;
    }
}
