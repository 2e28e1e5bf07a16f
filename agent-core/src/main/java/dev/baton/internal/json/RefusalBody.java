package dev.baton.internal.json;

import com.fasterxml.jackson.databind.JsonNode;

/** The reason in the body of an HTTP answer that refuses: services write it in several shapes. */
public final class RefusalBody {
    private RefusalBody() {}

    /** @return one line, cut to a bearable length; empty where the body gives no reason or is a web page */
    public static String reason(String body) {
        var json = WireJson.object(body);
        if (json != null) {
            return WireJson.oneLine(of(json));
        }
        return isWebPage(body) ? "" : WireJson.oneLine(body);
    }

    public static boolean isWebPage(String body) {
        return body.stripLeading().startsWith("<");
    }

    private static String of(JsonNode json) {
        var own = WireJson.text(json, "message", "err_msg", "error", "detail", "msg", "reason");
        if (!own.isEmpty()) {
            return own;
        }
        for (var field : new String[] {"error", "detail", "errors"}) {
            var nested = json.path(field);
            var inner = nested.isArray() ? nested.path(0) : nested;
            var text = inner.isTextual() ? inner.textValue() : WireJson.text(inner, "message", "msg", "reason", "code");
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }
}
