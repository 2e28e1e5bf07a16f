package dev.baton.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventLoopsTest {
    @Test
    void created_runsTasksOnNamedDaemons() throws Exception {
        try (var loops = EventLoops.create(2, "baton-test")) {
            var first = loops.next().submit(Thread::currentThread).get();
            var second = loops.next().submit(Thread::currentThread).get();
            assertThat(first.getName()).isEqualTo("baton-test-1");
            assertThat(second.getName()).isEqualTo("baton-test-2");
            assertThat(first.isDaemon()).isTrue();
        }
    }

    @Test
    void created_connectsToItself() throws Exception {
        try (var loops = EventLoops.create(1, "baton-test")) {
            assertThat(connects(loops)).isTrue();
        }
    }

    @Test
    void createdForNio_hasNioSockets() throws Exception {
        try (var loops = EventLoops.createNio(1, "baton-test")) {
            assertThat(loops.socketChannelClass()).isEqualTo(NioSocketChannel.class);
            assertThat(connects(loops)).isTrue();
        }
    }

    @Test
    void closed_endsItsLoops() {
        var loops = EventLoops.create(1, "baton-test");
        loops.close();
        assertThat(loops.group().isTerminated()).isTrue();
    }

    @Test
    void closedOnItsOwnLoop_returnsWithoutWaiting() {
        var loops = EventLoops.create(1, "baton-test");
        loops.next().submit(loops::close).syncUninterruptibly();
        assertThat(loops.group().isShuttingDown()).isTrue();
        loops.close();
        assertThat(loops.group().isTerminated()).isTrue();
    }

    @Test
    @SuppressWarnings("deprecation")
    void hostsLoops_areUsedAndKept() throws Exception {
        EventLoopGroup host = new NioEventLoopGroup(1);
        try (var loops = EventLoops.of(host)) {
            assertThat(loops.socketChannelClass().getSimpleName()).isEqualTo("NioSocketChannel");
            assertThat(connects(loops)).isTrue();
        }
        assertThat(host.isShuttingDown()).isFalse();
        host.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void hostsLoopsWithoutSockets_areRefusedWithTheirName() {
        var host = new DefaultEventLoop();
        assertThatThrownBy(() -> EventLoops.of(host))
                .isInstanceOfSatisfying(
                        BatonException.class,
                        e -> assertThat(e.report()).contains("BT-001").contains("DefaultEventLoop"));
        host.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void noThreads_isRefused() {
        assertThatThrownBy(() -> EventLoops.create(0, "baton-test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("threads=0");
    }

    @Test
    void unusableNetty_isToldWithTheVersionsFound() {
        var error = EventLoops.unusableNetty(new NoClassDefFoundError("io/netty/channel/Missing"));
        assertThat(error.report()).contains("BT-001", "netty-common", "netty-transport", "io/netty/channel/Missing");
    }

    private static boolean connects(EventLoops loops) throws InterruptedException {
        Channel server = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverSocketChannelClass())
                .childHandler(new Silent())
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        Channel client = new Bootstrap()
                .group(loops.next())
                .channel(loops.socketChannelClass())
                .handler(new Silent())
                .connect(server.localAddress())
                .sync()
                .channel();
        boolean connected = client.isActive();
        client.close().sync();
        server.close().sync();
        return connected;
    }

    private static final class Silent extends ChannelHandlerAdapter {
        @Override
        public boolean isSharable() {
            return true;
        }
    }
}
