package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CAMB's realtime speech-to-speech translation, in both of its generations. */
final class CambRealtimeDialect implements Dialect {
    /** Of a whole text message, as documented. */
    private static final int MOST_MESSAGE_BYTES = 1 << 20;

    private final ServerSettings settings;
    private final Recognizer recognizer;

    CambRealtimeDialect(ServerSettings settings, Recognizer recognizer) {
        this.settings = settings;
        this.recognizer = recognizer;
    }

    @Override
    public SttProtocol protocol() {
        return SttProtocol.CAMB_REALTIME;
    }

    @Override
    public List<String> paths() {
        return List.of(protocol().path());
    }

    @Override
    public @Nullable String key(HttpHeaders headers, Parameters parameters) {
        return headers.get("x-api-key");
    }

    /** In the first message. */
    @Override
    public boolean keyMayFollow() {
        return settings.translation().keyRule != TranslationSettings.KeyRule.HEADER;
    }

    @Override
    public String howToShowAKey() {
        return "x-api-key: KEY, or auth.api_key in session.update";
    }

    @Override
    public int maxMessageBytes(int usual) {
        return Math.max(usual, MOST_MESSAGE_BYTES);
    }

    @Override
    public SessionFactory accept(String path, Parameters parameters, HttpHeaders headers) {
        boolean shown = key(headers, parameters) != null;
        return wire -> new CambRealtimeSession(
                new CambRealtimeRequestReader(settings, parameters, shown), settings, recognizer, wire);
    }

    @Override
    public SessionFactory accept(String path, Parameters parameters) {
        throw new AssertionError("accepted with its headers");
    }

    @Override
    public void describe(Refusal refusal, ObjectNode body, HttpHeaders headers) {
        body.putObject("error").put("message", refusal.message());
    }
}
