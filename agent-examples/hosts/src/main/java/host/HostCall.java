package host;

import dev.baton.internal.netty.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.Version;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** What an application does with Baton, on the Netty that its own dependency management picked. */
public final class HostCall {
    private HostCall() {}

    /** Expects the version of Netty that must be found, so that the check cannot pass on another. */
    public static void main(String[] args) throws Exception {
        String netty = Version.identify().get("netty-common").artifactVersion();
        if (!netty.startsWith(args[0])) {
            throw new AssertionError("this host must bring Netty " + args[0] + ", netty=" + netty);
        }
        try (EventLoops loops = EventLoops.create(1, "host-loop")) {
            Channel server = new ServerBootstrap()
                    .group(loops.group())
                    .channel(loops.serverSocketChannelClass())
                    .childHandler(new ChannelInboundHandlerAdapter())
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .sync()
                    .channel();
            Channel client = new Bootstrap()
                    .group(loops.group())
                    .channel(loops.socketChannelClass())
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(server.localAddress())
                    .sync()
                    .channel();
            System.out.println("netty=" + netty + " channel=" + client.getClass().getSimpleName() + " connected="
                    + client.isActive());
        }
    }
}
