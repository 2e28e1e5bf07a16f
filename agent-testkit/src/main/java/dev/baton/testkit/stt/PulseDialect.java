package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Smallest.ai's Pulse or Lightning, each on its paths. */
final class PulseDialect implements Dialect {
    private static final String BEARER = "Bearer ";

    private final SttProtocol protocol;
    private final ServerSettings settings;
    private final Recognizer recognizer;

    PulseDialect(SttProtocol protocol, ServerSettings settings, Recognizer recognizer) {
        this.protocol = protocol;
        this.settings = settings;
        this.recognizer = recognizer;
    }

    @Override
    public SttProtocol protocol() {
        return protocol;
    }

    @Override
    public List<String> paths() {
        return PulsePath.of(protocol).stream().map(each -> each.path).toList();
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
        PulsePath place = PulsePath.of(protocol).stream()
                .filter(each -> each.path.equals(path))
                .findFirst()
                .orElseThrow();
        PulseQuery query = PulseQuery.read(parameters, place);
        return wire -> new PulseSession(query, place, settings, recognizer, wire);
    }
}
