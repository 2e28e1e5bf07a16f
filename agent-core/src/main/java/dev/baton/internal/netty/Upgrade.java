package dev.baton.internal.netty;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.util.Map;

/** Netty's opening handshake (RFC 6455, section 4) with our headers, and a decoder that leaves closing to {@link WebSocketStream}. */
final class Upgrade extends WebSocketClientHandshaker13 {
    private boolean extensions;

    Upgrade(URI uri, Map<String, String> headers, int maxMessageBytes) {
        super(uri, WebSocketVersion.V13, null, false, checked(headers), maxMessageBytes);
    }

    /** The service has agreed to an extension, which may use bits that are reserved otherwise. */
    void allowExtensions() {
        extensions = true;
    }

    static HttpHeaders checked(Map<String, String> headers) {
        var checked = new DefaultHttpHeaders();
        checked.set(HttpHeaderNames.USER_AGENT, "baton");
        headers.forEach((name, value) -> {
            try {
                checked.set(name, value);
            } catch (IllegalArgumentException e) {
                // Without its cause, which may quote the value, which may be a key.
                throw new IllegalArgumentException("header cannot be sent: name or value holds a forbidden character");
            }
        });
        return checked;
    }

    @Override
    protected FullHttpRequest newHandshakeRequest() {
        var request = super.newHandshakeRequest();
        request.headers().remove(HttpHeaderNames.ORIGIN); // for browsers; some services refuse unknown ones
        return request;
    }

    @Override
    protected WebSocketFrameDecoder newWebsocketDecoder() {
        // By default the decoder answers a violation with a frame that bypasses the encoder, and closes.
        return new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(false)
                .allowExtensions(extensions)
                .maxFramePayloadLength(maxFramePayloadLength())
                .closeOnProtocolViolation(false)
                .build());
    }
}
