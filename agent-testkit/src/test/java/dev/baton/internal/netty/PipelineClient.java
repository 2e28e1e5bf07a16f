package dev.baton.internal.netty;

import dev.baton.stt.ConnectionOptions;
import dev.baton.stt.SttTransport;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpClientCodec;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;

/** The client's side of a WebSocket, or of a request, on a channel that the test brings, for networks that are none. */
public final class PipelineClient {
    private PipelineClient() {}

    /** @param channel active; closed when the connection is over */
    public static SttTransport.Connection open(
            Channel channel,
            URI uri,
            Map<String, String> headers,
            ConnectionOptions options,
            SttTransport.Listener listener) {
        var connection = new NettyConnection(channel.eventLoop(), options, listener);
        connection.expectConnected();
        connection.attach(channel);
        var upgrade = new Upgrade(uri, headers, options.maxMessageBytes());
        channel.pipeline().addLast(new HttpClientCodec(), new UpgradeHandler(connection, upgrade, options, false));
        channel.pipeline().fireChannelActive();
        return connection;
    }

    /**
     * @param channel active; closed when the request is over
     * @return gives it up
     */
    public static Runnable post(
            Channel channel,
            URI uri,
            Map<String, String> headers,
            ByteBuffer body,
            Duration timeout,
            ConnectionOptions options,
            SttTransport.AnswerListener listener) {
        var exchange = new NettyExchange(channel.eventLoop(), options, timeout, listener);
        exchange.expectConnected();
        exchange.attach(channel);
        channel.pipeline().addLast(new HttpClientCodec());
        PostHandler.install(channel.pipeline(), exchange, PostHandler.request(uri, headers, body), options, false);
        channel.pipeline().fireChannelActive();
        return exchange::abort;
    }
}
