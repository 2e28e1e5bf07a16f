package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.audio.AudioFormat;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** OpenAI's endpoint for whole recordings; a request of it becomes a {@link HttpRecognition}. */
final class TranscriptionsDialect implements Dialect {
    /** As documented. */
    static final int MOST_FILE_BYTES = 25 << 20;

    /** With some room, so that a client that sends too much is told so instead of being cut. */
    static final int MOST_REQUEST_BYTES = 32 << 20;

    private static final Pattern AUTHORIZATION = Pattern.compile("bearer\\s+(\\S+)", Pattern.CASE_INSENSITIVE);

    private final ServerSettings settings;
    private final Recognizer recognizer;

    TranscriptionsDialect(ServerSettings settings, Recognizer recognizer) {
        this.settings = settings;
        this.recognizer = recognizer;
    }

    @Override
    public SttProtocol protocol() {
        return SttProtocol.OPENAI_TRANSCRIPTIONS;
    }

    @Override
    public List<String> paths() {
        return List.of(protocol().path());
    }

    @Override
    public @Nullable String key(HttpHeaders headers, Parameters parameters) {
        var header = headers.get(HttpHeaderNames.AUTHORIZATION);
        var key = AUTHORIZATION.matcher(header == null ? "" : header.strip());
        return key.matches() ? key.group(1) : null;
    }

    @Override
    public String howToShowAKey() {
        return "Authorization: Bearer KEY";
    }

    @Override
    public SessionFactory accept(String path, Parameters parameters) throws Refusal.Refused {
        throw new Refusal.Refused(new Refusal(405, "method", "send a recording with POST"));
    }

    /** @param refusal its reason is the field's name, where one is wrong */
    @Override
    public void describe(Refusal refusal, ObjectNode body, HttpHeaders headers) {
        int status = refusal.httpStatus();
        var error = body.putObject("error").put("message", refusal.message());
        error.put("type", status == 429 ? "requests" : status < 500 ? "invalid_request_error" : "server_error");
        error.put("param", status == 400 || status == 413 ? refusal.reason() : null);
        error.put(
                "code",
                switch (status) {
                    case 401 -> "invalid_api_key";
                    case 404 -> "model_not_found";
                    case 429 -> "rate_limit_exceeded";
                    default -> null;
                });
    }

    SpeechStream stream(AudioFormat format, SpeechStream.Pace pace, SpeechStream.Output output) {
        return new SpeechStream(
                new SpeechStream.Settings(
                        format,
                        settings.hearing(),
                        HttpRecognition.QUIET,
                        settings.longestUtterance(),
                        0,
                        false,
                        settings.answerDelay()),
                recognizer,
                pace,
                output);
    }
}
