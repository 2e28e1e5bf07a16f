package dev.baton.testkit.stt;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;

/** How much of a request is taken: recordings are long, everything else is short. Decides at the first line, and leaves. */
final class RequestSize extends ChannelInboundHandlerAdapter {
    private final int others;

    /** @param others most bytes of any request but a recording */
    RequestSize(int others) {
        this.others = others;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            boolean recording = request.uri().startsWith(SttProtocol.OPENAI_TRANSCRIPTIONS.path());
            ctx.pipeline()
                    .addAfter(
                            ctx.name(),
                            null,
                            new HttpObjectAggregator(recording ? TranscriptionsDialect.MOST_REQUEST_BYTES : others));
            ctx.fireChannelRead(message);
            ctx.pipeline().remove(this);
        } else {
            ctx.fireChannelRead(message);
        }
    }
}
