package dev.baton.internal.netty;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.ConnectionOptions;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Which proxy a connection goes through, if any. The JVM's selector may take its time, so it is asked beside the event loop. */
final class ProxyChoice {
    private ProxyChoice() {}

    static CompletionStage<@Nullable ProxyTunnel> of(ConnectionOptions options, boolean secure, String host, int port) {
        var target = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        var proxy = options.proxy();
        if (proxy != null) {
            return CompletableFuture.completedFuture(new ProxyTunnel(proxy, target));
        }
        return options.systemProxy()
                ? CompletableFuture.supplyAsync(() -> ofSystem(secure, target), BesideLoop.EXECUTOR)
                : CompletableFuture.completedFuture(null);
    }

    private static @Nullable ProxyTunnel ofSystem(boolean secure, String target) {
        var selector = ProxySelector.getDefault();
        if (selector == null) {
            return null;
        }
        // Selectors know http and https; a WebSocket goes the way of its upgrade request.
        for (var each : selector.select(URI.create((secure ? "https://" : "http://") + target + "/"))) {
            if (each.type() == Proxy.Type.DIRECT) {
                return null;
            }
            if (each.type() == Proxy.Type.HTTP && each.address() instanceof InetSocketAddress address) {
                return new ProxyTunnel(
                        new ConnectionOptions.Proxy(address.getHostString(), address.getPort(), "", ""), target);
            }
        }
        throw new BatonException(
                ErrorCode.STT_PROXY_REFUSED,
                "the system names a proxy for " + target + " that is not an HTTP proxy",
                "asked java.net.ProxySelector",
                "name an HTTP proxy: ConnectionOptions.builder().proxy(host, port)");
    }
}
