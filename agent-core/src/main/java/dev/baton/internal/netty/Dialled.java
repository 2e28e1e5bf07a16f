package dev.baton.internal.netty;

import io.netty.channel.Channel;

/** What is to go over a TCP connection that is being made, seen by who makes it. Used on the event loop. */
interface Dialled {
    /** Whether nobody waits for it any more. */
    boolean isOver();

    /** The wait for TCP, proxy and TLS begins. */
    void expectConnected();

    /** What fails from now on may have failed on the way to or in the proxy. */
    void goesThrough(ProxyTunnel proxy);

    /** @param channel closed at once where nobody waits for it any more */
    void attach(Channel channel);

    void failed(Throwable cause);
}
