package dev.baton.testkit.proxy;

import java.util.LinkedHashMap;
import java.util.Map;

/** A whole HTTP response that is given instead of an upgrade. */
record HttpAnswer(int status, Map<String, String> headers, String body) {
    private static final String CONTENT_TYPE = "Content-Type";

    HttpAnswer {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be 200 to 599, status=" + status);
        }
        headers = Map.copyOf(headers);
    }

    /** A JSON body that says the status, as speech services do. */
    static HttpAnswer refusal(int status) {
        return new HttpAnswer(
                status, Map.of(CONTENT_TYPE, "application/json"), "{\"error\":\"refused with " + status + "\"}");
    }

    /** What a captive portal, a load balancer or a wrong address gives. */
    static HttpAnswer page(int status) {
        return new HttpAnswer(
                status,
                Map.of(CONTENT_TYPE, "text/html; charset=utf-8"),
                "<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>This is a page</h1></body></html>");
    }

    HttpAnswer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpAnswer(status, more, body);
    }
}
