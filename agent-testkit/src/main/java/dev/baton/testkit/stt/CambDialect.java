package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.testkit.stt.CambSettings.KeyRefusal;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CAMB's live transcription: the documented path, the one of the vendor's later clients, and the one that earlier ones make below any base. */
final class CambDialect implements Dialect {
    private final ServerSettings settings;
    private final Recognizer recognizer;

    CambDialect(ServerSettings settings, Recognizer recognizer) {
        this.settings = settings;
        this.recognizer = recognizer;
    }

    @Override
    public SttProtocol protocol() {
        return SttProtocol.CAMB_LISTEN;
    }

    @Override
    public List<String> paths() {
        return List.of(protocol().path(), "/streaming-transcription/listen", "/transcription/listen");
    }

    @Override
    public @Nullable String key(HttpHeaders headers, Parameters parameters) {
        String header = headers.get("x-api-key");
        return header != null ? header.strip() : parameters.text("x_api_key");
    }

    @Override
    public String howToShowAKey() {
        return "x-api-key: KEY, or the parameter x_api_key";
    }

    /** The vendor documents no body; this is its message on the WebSocket. */
    @Override
    public void describe(Refusal refusal, ObjectNode body, HttpHeaders headers) {
        body.put("type", "Error").put("code", code(refusal)).put("message", refusal.message());
    }

    private static String code(Refusal refusal) {
        return refusal.httpStatus() == 400 ? "invalid_" + refusal.reason() : refusal.reason();
    }

    @Override
    public @Nullable SessionFactory refusedKey(Refusal refusal) {
        boolean isAboutTheKey = refusal.httpStatus() == 401 || refusal.httpStatus() == 403;
        return isAboutTheKey && settings.camb().keyRefusal() == KeyRefusal.ERROR_THEN_1008
                ? wire -> new RefusedSession(CambMessages.error(code(refusal), refusal.message()), refusal, wire)
                : null;
    }

    @Override
    public SessionFactory accept(String path, Parameters parameters) throws Refusal.Refused {
        CambQuery query = CambQuery.read(parameters);
        return wire -> new CambSession(query, settings, recognizer, wire);
    }
}
