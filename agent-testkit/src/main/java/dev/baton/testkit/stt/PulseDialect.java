package dev.baton.testkit.stt;

import java.util.List;

/** Smallest.ai Pulse: the path that models share, and the earlier one of its own. */
final class PulseDialect implements Dialect {
    static final String UNIFIED_PATH = "/waves/v1/stt/live";
    static final String LEGACY_PATH = "/waves/v1/pulse/get_text";

    private final ServerSettings settings;
    private final Recognizer recognizer;

    PulseDialect(ServerSettings settings, Recognizer recognizer) {
        this.settings = settings;
        this.recognizer = recognizer;
    }

    @Override
    public List<String> paths() {
        return List.of(UNIFIED_PATH, LEGACY_PATH);
    }

    @Override
    public SessionFactory accept(String path, Parameters parameters) throws Refusal.Refused {
        boolean unified = path.equals(UNIFIED_PATH);
        PulseQuery query = PulseQuery.read(parameters, unified);
        return wire -> new PulseSession(query, !unified, settings, recognizer, wire);
    }
}
