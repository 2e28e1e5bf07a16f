package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deepgram's Flux, version 2 of its live listen; keys and refusals are as in version 1. */
final class DeepgramFluxDialect implements Dialect {
    private final ServerSettings settings;
    private final Recognizer recognizer;
    private final DeepgramDialect firstVersion;

    DeepgramFluxDialect(ServerSettings settings, Recognizer recognizer) {
        this.settings = settings;
        this.recognizer = recognizer;
        firstVersion = new DeepgramDialect(settings, recognizer);
    }

    @Override
    public SttProtocol protocol() {
        return SttProtocol.DEEPGRAM_FLUX;
    }

    @Override
    public List<String> paths() {
        return List.of(protocol().path());
    }

    @Override
    public @Nullable String key(HttpHeaders headers, Parameters parameters) {
        return firstVersion.key(headers, parameters);
    }

    @Override
    public String howToShowAKey() {
        return firstVersion.howToShowAKey();
    }

    @Override
    public String subprotocols() {
        return firstVersion.subprotocols();
    }

    @Override
    public SessionFactory accept(String path, Parameters parameters) throws Refusal.Refused {
        DeepgramFluxQuery query = DeepgramFluxQuery.read(parameters);
        return wire -> new DeepgramFluxSession(query, settings, recognizer, wire);
    }

    @Override
    public void describe(Refusal refusal, ObjectNode body, HttpHeaders headers) {
        firstVersion.describe(refusal, body, headers);
    }
}
