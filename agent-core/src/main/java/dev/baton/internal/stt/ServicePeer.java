package dev.baton.internal.stt;

import java.net.URI;
import java.time.Duration;

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

    /** To be kept out of every text; empty where there is none. */
    String key();

    /** For people: where the key came from and how long it is. */
    String keyOrigin();

    Duration readyTimeout();

    Duration closeTimeout();

    Duration stallTimeout();

    /** What the service or the network said, without the key, which some services repeat. */
    default String withoutKey(String said) {
        return key().length() < SHORTEST_SECRET ? said : said.replace(key(), "[key]");
    }
}
