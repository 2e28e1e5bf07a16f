package dev.baton.internal.call;

import dev.baton.agent.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what a call takes of its services. Used on the loop. */
final class CallUsage {
    private final Map<String, Duration> listened = new LinkedHashMap<>();
    private String voice = "";
    private long spokenCharacters;
    private long spokenNanos;

    /** A connection is over on which so much audio was sent. */
    void listened(String service, long nanos) {
        listened.merge(service, Duration.ofNanos(nanos), Duration::plus);
    }

    /** A text was given to the voice. */
    void asked(String service, int characters) {
        voice = service;
        spokenCharacters += characters;
    }

    /** It needed not be: what it said before had been kept. */
    void spared(int characters) {
        spokenCharacters -= characters;
    }

    void spoke(long nanos) {
        spokenNanos += nanos;
    }

    List<Usage> all() {
        var all = new ArrayList<Usage>();
        listened.forEach((service, audio) -> all.add(new Usage(service, Usage.Kind.LISTENED, audio, 0)));
        if (!voice.isEmpty()) {
            all.add(new Usage(voice, Usage.Kind.SPOKE, Duration.ofNanos(spokenNanos), spokenCharacters));
        }
        return all;
    }
}
