package host;

import dev.baton.server.RequestCheck;
import dev.baton.server.UpgradeRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Lets Baton's own checks, such as {@code TwilioSignature}, decide who may open a WebSocket of Spring's. */
record CarrierCheck(RequestCheck check) implements HandshakeInterceptor {
    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        var servlet = ((ServletServerHttpRequest) request).getServletRequest();
        var headers = new HashMap<String, String>();
        request.getHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        var parameters = new HashMap<String, String>();
        servlet.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
        String query = servlet.getQueryString() == null ? "" : "?" + servlet.getQueryString();
        var asked = new UpgradeRequest(
                headers.getOrDefault("host", ""), servlet.getRequestURI() + query, parameters, headers);
        boolean allowed = check.refusal(asked).isEmpty();
        if (!allowed) {
            response.setStatusCode(HttpStatus.FORBIDDEN);
        }
        return allowed;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler, Exception failure) {}
}
