package dev.baton.internal.netty;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketClientExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionFilter;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionFilterProvider;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateClientExtensionHandshaker;

/** permessage-deflate (RFC 7692) for what comes in; what goes out is audio, which deflate makes no smaller. */
final class Inflation {
    private static final int UNUSED_LEVEL = 1;
    private static final int LARGEST_WINDOW_BITS = 15;
    private static final int SPARE_BYTES = 64 * 1024;

    private static final WebSocketExtensionFilterProvider INBOUND_ONLY = new WebSocketExtensionFilterProvider() {
        @Override
        public WebSocketExtensionFilter encoderFilter() {
            return WebSocketExtensionFilter.ALWAYS_SKIP;
        }

        @Override
        public WebSocketExtensionFilter decoderFilter() {
            return WebSocketExtensionFilter.NEVER_SKIP;
        }
    };

    private Inflation() {}

    /**
     * How much the inflating buffer may hold: it is asked for twice what is left to read, and for a little more at the end, so a message at the limit needs this room. What lies between
     * is measured by {@link WebSocketStream}.
     */
    private static int roomFor(int maxMessageBytes) {
        return (int) Math.min(Integer.MAX_VALUE, 2L * maxMessageBytes + SPARE_BYTES);
    }

    /** Offers it with the upgrade request, and takes its place in the pipeline if the service agrees. */
    static ChannelHandler offer(int maxMessageBytes) {
        return new WebSocketClientExtensionHandler(new PerMessageDeflateClientExtensionHandshaker(
                UNUSED_LEVEL, false, LARGEST_WINDOW_BITS, true, false, INBOUND_ONLY, roomFor(maxMessageBytes)));
    }
}
