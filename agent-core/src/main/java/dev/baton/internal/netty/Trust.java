package dev.baton.internal.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLException;

/** Whom we believe: by default the certificate authorities of the JDK, loaded once and beside the event loop, because that reads files. */
interface Trust {
    CompletionStage<SslContext> context();

    static Trust ofJdk() {
        return () -> Jdk.CONTEXT;
    }

    /** Ready to be put first into a pipeline. Netty 4.1 does not compare the certificate's name with the host unless told. */
    static SslHandler handler(SslContext context, ByteBufAllocator allocator, String host, int port) {
        var handler = context.newHandler(allocator, host, port, BesideLoop.EXECUTOR);
        var parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        handler.engine().setSSLParameters(parameters);
        handler.setHandshakeTimeoutMillis(0); // the connection's own deadline covers it
        return handler;
    }

    /** Initialized with the first wss address. */
    final class Jdk {
        static final CompletableFuture<SslContext> CONTEXT =
                CompletableFuture.supplyAsync(Jdk::load, BesideLoop.EXECUTOR);

        private Jdk() {}

        private static SslContext load() {
            try {
                return SslContextBuilder.forClient()
                        .sslProvider(SslProvider.JDK)
                        .build();
            } catch (SSLException e) {
                throw new CompletionException(e);
            }
        }
    }
}
