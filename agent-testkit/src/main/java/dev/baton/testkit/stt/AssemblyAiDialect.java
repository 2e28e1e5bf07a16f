package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** AssemblyAI's universal streaming, version 3. */
final class AssemblyAiDialect implements Dialect {
    private static final int POLICY_VIOLATION = 1008;

    private final ServerSettings settings;
    private final Recognizer recognizer;

    AssemblyAiDialect(ServerSettings settings, Recognizer recognizer) {
        this.settings = settings;
        this.recognizer = recognizer;
    }

    @Override
    public SttProtocol protocol() {
        return SttProtocol.ASSEMBLYAI;
    }

    @Override
    public List<String> paths() {
        return List.of(protocol().path());
    }

    @Override
    public @Nullable String key(HttpHeaders headers, Parameters parameters) {
        String header = headers.get(HttpHeaderNames.AUTHORIZATION);
        return header != null ? header.strip() : parameters.text("token");
    }

    @Override
    public String howToShowAKey() {
        return "Authorization: KEY, without a scheme, or the parameter token";
    }

    @Override
    public @Nullable SessionFactory refusedKey(Refusal refusal) {
        return settings.assemblyAi().keysRefusedBySession()
                ? wire ->
                        new RefusedSession(AssemblyAiMessages.error(POLICY_VIOLATION, refusal.message()), refusal, wire)
                : null;
    }

    @Override
    public SessionFactory accept(String path, Parameters parameters) throws Refusal.Refused {
        AssemblyAiQuery query = AssemblyAiQuery.read(parameters);
        return wire -> new AssemblyAiSession(query, settings, recognizer, wire);
    }

    @Override
    public void describe(Refusal refusal, ObjectNode body, HttpHeaders headers) {
        body.put("error", refusal.message());
    }
}
