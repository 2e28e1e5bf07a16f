package dev.baton.testkit.stt;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Carries WebSocket messages between the channel and the dialect's session, which begins when the upgrade is done. */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard elsewhere
final class SttConnection extends ServerHandler<WebSocketFrame> {
    private static final long CLOSE_ANSWER_MILLIS = 2_000;
    private static final long FLUSH_MILLIS = 5_000;
    private static final int POLICY_VIOLATION = 1008;
    private static final int TOO_BIG = 1009;
    private static final int SERVER_ERROR = 1011;
    private static final int MOST_REASON_BYTES = 123;

    private final Dialect.SessionFactory sessions;
    private final @Nullable SttProtocol protocol;
    private final List<SttFault> faults;
    private Dialect.@Nullable Session session;
    private @Nullable FaultStage stage;
    private boolean clientClosed;

    SttConnection(
            Dialect.SessionFactory sessions,
            ServerJournal serverJournal,
            String path,
            @Nullable SttProtocol protocol,
            List<SttFault> faults) {
        super(serverJournal, path);
        this.sessions = sessions;
        this.protocol = protocol;
        this.faults = faults;
    }

    /** From the next message on; from any thread, which waits until the connection knows. */
    void fault(List<SttFault> more) {
        if (loop().inEventLoop()) {
            addFaults(more);
        } else {
            loop().submit(() -> addFaults(more)).syncUninterruptibly();
        }
    }

    private void addFaults(List<SttFault> more) {
        if (stage != null) {
            stage.add(more);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HandshakeComplete) {
            accepted();
            stage = new FaultStage(this, protocol, faults);
            session = sessions.open(stage);
        } else if (event instanceof IdleStateEvent) {
            violated(POLICY_VIOLATION, "nothing was received for too long");
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            onClose(ctx, close);
        } else if (!over && !clientClosed && session != null) {
            if (frame instanceof TextWebSocketFrame text) {
                session.onText(text.text());
            } else if (frame instanceof BinaryWebSocketFrame) {
                session.onBinary(frame.content().nioBuffer());
            }
        }
    }

    private void onClose(ChannelHandlerContext ctx, CloseWebSocketFrame close) {
        if (over) {
            ctx.close();
            return;
        }
        clientClosed = true;
        int code = close.statusCode();
        if (session != null && session.isFlushing()) {
            ctx.executor().schedule(() -> answerClose(ctx, code), FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            answerClose(ctx, code);
        }
    }

    private void answerClose(ChannelHandlerContext ctx, int code) {
        if (!over) {
            over = true;
            var answer = code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, "");
            ctx.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (session != null) {
            session.onClosed();
        }
        super.channelInactive(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            violated(corrupted.closeStatus().code(), String.valueOf(corrupted.getMessage()));
        } else if (cause instanceof TooLongFrameException) {
            violated(TOO_BIG, "the message is too big");
        } else if (cause instanceof IOException) {
            ctx.close();
        } else {
            violated(SERVER_ERROR, "the server failed: " + cause);
        }
    }

    private void violated(int closeCode, String message) {
        if (session == null) {
            context().close();
        } else if (!over) {
            session.onViolation(closeCode, message);
        }
    }

    @Override
    public void send(Message message) {
        var ctx = context();
        if (over || !ctx.channel().isActive()) {
            return;
        }
        if (!ctx.channel().isWritable()) {
            // A client that does not read must not fill the memory.
            journal().sent("cut: the client does not read");
            ctx.close();
            return;
        }
        journal().sent(message);
        byte[] bytes = message.bytes();
        ctx.writeAndFlush(
                bytes == null
                        ? new TextWebSocketFrame(message.text())
                        : new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes)));
    }

    @Override
    public void sendBytes(String name, byte[] bytes) {
        var ctx = context();
        if (!over && ctx.channel().isActive()) {
            journal().sent(name);
            ctx.writeAndFlush(Unpooled.wrappedBuffer(bytes));
        }
    }

    @Override
    public byte[] onTheWire(byte[] text) {
        return FaultActs.frame(FaultActs.TEXT, text);
    }

    @Override
    public void close(int code, String reason) {
        var ctx = context();
        if (over || !ctx.channel().isActive()) {
            return;
        }
        over = true;
        journal().sent("close " + code);
        var written = ctx.writeAndFlush(new CloseWebSocketFrame(code, cut(reason)));
        if (clientClosed) {
            written.addListener(ChannelFutureListener.CLOSE);
            return;
        }
        ctx.channel().eventLoop().schedule(() -> ctx.close(), CLOSE_ANSWER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A close frame has room for 123 bytes of reason. */
    private static String cut(String reason) {
        String cut = reason;
        while (cut.getBytes(StandardCharsets.UTF_8).length > MOST_REASON_BYTES) {
            cut = cut.substring(0, cut.length() - 1);
        }
        return cut;
    }
}
