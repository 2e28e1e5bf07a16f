package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Smallest.ai Pulse: the path that models share, and the earlier one of its own. */
final class PulseDialect implements Dialect {
    static final String UNIFIED_PATH = SttProtocol.SMALLEST_PULSE.path();
    static final String LEGACY_PATH = "/waves/v1/pulse/get_text";

    private static final String BEARER = "Bearer ";

    private final ServerSettings settings;
    private final Recognizer recognizer;

    PulseDialect(ServerSettings settings, Recognizer recognizer) {
        this.settings = settings;
        this.recognizer = recognizer;
    }

    @Override
    public SttProtocol protocol() {
        return SttProtocol.SMALLEST_PULSE;
    }

    @Override
    public List<String> paths() {
        return List.of(UNIFIED_PATH, LEGACY_PATH);
    }

    @Override
    public @Nullable String key(HttpHeaders headers, Parameters parameters) {
        String header = headers.get(HttpHeaderNames.AUTHORIZATION);
        return header != null && header.startsWith(BEARER)
                ? header.substring(BEARER.length()).strip()
                : parameters.text("token");
    }

    @Override
    public String howToShowAKey() {
        return "Authorization: Bearer KEY, or the parameter token";
    }

    @Override
    public void describe(Refusal refusal, ObjectNode body, HttpHeaders headers) {
        body.put("status", "error").put("code", refusal.reason()).put("message", refusal.message());
    }

    @Override
    public SessionFactory accept(String path, Parameters parameters) throws Refusal.Refused {
        boolean unified = path.equals(UNIFIED_PATH);
        PulseQuery query = PulseQuery.read(parameters, unified);
        return wire -> new PulseSession(query, !unified, settings, recognizer, wire);
    }
}
