package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Deepgram's live listen, version 1. */
final class DeepgramDialect implements Dialect {
    private static final Pattern AUTHORIZATION =
            Pattern.compile("(?:token|bearer)\\s+(\\S+)", Pattern.CASE_INSENSITIVE);
    /** Browsers cannot set headers: they offer the key as a subprotocol. */
    private static final Pattern OFFERED = Pattern.compile("(?:token|bearer)\\s*,\\s*([^\\s,]+).*");

    private final ServerSettings settings;
    private final Recognizer recognizer;

    DeepgramDialect(ServerSettings settings, Recognizer recognizer) {
        this.settings = settings;
        this.recognizer = recognizer;
    }

    @Override
    public SttProtocol protocol() {
        return SttProtocol.DEEPGRAM;
    }

    @Override
    public List<String> paths() {
        return List.of(protocol().path());
    }

    @Override
    public @Nullable String key(HttpHeaders headers, Parameters parameters) {
        String header = headers.get(HttpHeaderNames.AUTHORIZATION);
        String offered = headers.get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        Matcher key = header != null
                ? AUTHORIZATION.matcher(header.strip())
                : OFFERED.matcher(offered == null ? "" : offered.strip());
        return key.matches() ? key.group(1) : null;
    }

    @Override
    public String howToShowAKey() {
        return "Authorization: Token KEY or Bearer KEY, or the subprotocols token, KEY";
    }

    @Override
    public String subprotocols() {
        return "token,bearer";
    }

    @Override
    public SessionFactory accept(String path, Parameters parameters) throws Refusal.Refused {
        DeepgramQuery query = DeepgramQuery.read(parameters);
        return wire -> new DeepgramSession(query, settings, recognizer, wire);
    }

    @Override
    public void describe(Refusal refusal, ObjectNode body, HttpHeaders headers) {
        String code = switch (refusal.httpStatus()) {
            case 401 -> "INVALID_AUTH";
            case 402 -> "ASR_PAYMENT_REQUIRED";
            case 403 -> "INSUFFICIENT_PERMISSIONS";
            case 429 -> "TOO_MANY_REQUESTS";
            default -> refusal.httpStatus() < 500 ? "Bad Request" : "INTERNAL_SERVER_ERROR";
        };
        String id = UUID.randomUUID().toString();
        body.put("err_code", code).put("err_msg", refusal.message()).put("request_id", id);
        // A header has one line, and what the client sent may not.
        headers.set("dg-error", refusal.message().replaceAll("[^\\x20-\\x7e]", "?"));
        headers.set("dg-request-id", id);
    }
}
