package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The HTTP response to an upgrade that is not accepted, with the reason as JSON in the dialect's own words. */
final class RefusalAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RETRY_AFTER_SECONDS = 1;

    private RefusalAnswer() {}

    /** @param path that was asked for */
    static FullHttpResponse redirect(int status, String path) {
        var response = of(status, HttpHeaderValues.TEXT_PLAIN, "");
        response.headers().set(HttpHeaderNames.LOCATION, "/elsewhere" + path);
        return response;
    }

    /** A page for people. */
    static FullHttpResponse page(int status) {
        return of(status, HttpHeaderValues.TEXT_HTML, "<!doctype html><title>Welcome</title><p>Please sign in.");
    }

    /**
     * @param dialect of the path; null where there is none
     * @param paths that would have been answered, told with 404
     */
    static FullHttpResponse of(Refusal refusal, @Nullable Dialect dialect, Collection<String> paths) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(refusal.httpStatus()), Unpooled.buffer());
        ObjectNode body = JSON.createObjectNode();
        if (dialect == null) {
            body.put("status", "error").put("code", refusal.reason()).put("message", refusal.message());
        } else {
            dialect.describe(refusal, body, response.headers());
        }
        if (refusal.httpStatus() == 404) {
            var array = body.putArray("paths");
            paths.forEach(array::add);
        }
        fill(response, HttpHeaderValues.APPLICATION_JSON, body.toString());
        if (refusal.httpStatus() == 429 || refusal.httpStatus() == 503) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (refusal.httpStatus() == 426) {
            response.headers().set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        }
        return response;
    }

    private static FullHttpResponse of(int status, CharSequence contentType, String content) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.buffer());
        fill(response, contentType, content);
        return response;
    }

    private static void fill(FullHttpResponse response, CharSequence contentType, String content) {
        response.content().writeCharSequence(content, StandardCharsets.UTF_8);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        HttpUtil.setContentLength(response, response.content().readableBytes());
    }
}
