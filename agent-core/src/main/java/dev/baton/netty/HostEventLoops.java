package dev.baton.netty;

import dev.baton.EventLoopSource;
import dev.baton.internal.netty.EventLoops;
import dev.baton.internal.netty.NettyCallLoops;
import io.netty.channel.EventLoopGroup;

/** Lets calls and streams run on the event loops that a host application already has, on Netty 4.1 or 4.2. */
public final class HostEventLoops {
    private HostEventLoops() {}

    /**
     * Hand the result to {@code VoiceAgent.builder().eventLoops(..)} or {@code SttStream.builder(..).eventLoops(..)}. The host keeps its group: closing the agent does not end it.
     *
     * @throws dev.baton.BatonException {@code BT-001} if no socket of this Netty fits the group
     */
    public static EventLoopSource of(EventLoopGroup group) {
        return new NettyCallLoops(EventLoops.of(group));
    }
}
