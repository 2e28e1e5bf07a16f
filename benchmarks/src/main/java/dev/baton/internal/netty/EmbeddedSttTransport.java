package dev.baton.internal.netty;

import dev.baton.stt.ConnectionOptions;
import dev.baton.stt.SttTransport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shipped connection and Netty's masking encoder on a channel without a network, open at once. Lives here because the connection is nobody else's business. One thread. */
public final class EmbeddedSttTransport implements SttTransport {
    private final EmbeddedChannel channel = new EmbeddedChannel(new WebSocket13FrameEncoder(true));
    private @Nullable NettyConnection connection;

    @Override
    public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
        var dialled = new NettyConnection(channel.eventLoop(), ConnectionOptions.defaults(), listener);
        dialled.attach(channel);
        connection = dialled;
        return dialled;
    }

    /** The service has accepted. */
    public void open() {
        if (connection != null) {
            connection.opened();
        }
    }

    /** Takes what a socket would have sent. */
    public int drain() {
        int bytes = 0;
        for (ByteBuf sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
            bytes += sent.readableBytes();
            sent.release();
        }
        return bytes;
    }
}
