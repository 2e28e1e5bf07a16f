package dev.baton.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.stt.ConnectionOptions;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NettyConnectionTest {
    @Test
    void networkTakesNothing_showsAsPendingBytes() {
        var stuck = new StuckChannel();
        stuck.pipeline().addLast(new WriteFailuresIgnored());
        var connection = new NettyConnection(stuck.eventLoop(), ConnectionOptions.defaults(), new Heard());
        assertThat(connection.pendingBytes()).isZero();
        connection.attach(stuck);
        connection.opened();
        for (int i = 1; i <= 3; i++) {
            connection.sendBinary(ByteBuffer.allocate(3_200));
            assertThat(connection.pendingBytes()).isBetween(i * 3_200L, i * 3_400L);
        }
        connection.abort();
        assertThat(connection.pendingBytes()).isZero();
    }

    @Test
    void ended_tellsOnlyOnce() {
        var channel = new EmbeddedChannel();
        var heard = new Heard();
        var connection = new NettyConnection(channel.eventLoop(), ConnectionOptions.defaults(), heard);
        connection.attach(channel);
        connection.opened();
        connection.lost("first");
        connection.lost("again");
        connection.closeReceived(1000, "again");
        connection.violated(1002, "again");
        connection.received("again");
        assertThat(heard.lines).containsExactly("open", "closed 1006 first");
    }

    @Test
    void peerThatBrokeTheProtocolAndReadsNothing_isCutAllTheSame() {
        var stuck = new StuckChannel();
        stuck.freezeTime();
        stuck.pipeline().addLast(new WriteFailuresIgnored());
        var connection = new NettyConnection(stuck.eventLoop(), ConnectionOptions.defaults(), new Heard());
        connection.attach(stuck);
        connection.opened();
        connection.violated(1002, "half a frame");
        assertThat(stuck.isOpen()).isTrue(); // the closing frame waits

        stuck.advanceTimeBy(ConnectionOptions.defaults().closeTimeout().toNanos(), TimeUnit.NANOSECONDS);
        stuck.runScheduledPendingTasks();
        assertThat(stuck.isOpen()).isFalse();
    }

    /** What was waiting fails when the channel is cut. */
    private static final class WriteFailuresIgnored extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {}
    }

    private static final class StuckChannel extends EmbeddedChannel {
        @Override
        protected void doWrite(ChannelOutboundBuffer waiting) {
            // The far side's window is closed.
        }
    }
}
