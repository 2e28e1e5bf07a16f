package dev.baton.internal.netty;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.ConnectionOptions;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Whom we believe: by default the certificate authorities of the JDK. Loaded once and beside the event loop, because that reads files. */
interface Trust {
    CompletionStage<SslContext> context();

    static Trust of(ConnectionOptions options) {
        if (options.sslContext() != null) {
            return ofContext(options.sslContext());
        }
        return options.certificateAuthorities() == null ? ofJdk() : new Pem(options.certificateAuthorities());
    }

    static Trust ofJdk() {
        return () -> Jdk.CONTEXT;
    }

    private static Trust ofContext(SSLContext context) {
        SslContext adapted = new JdkSslContext(
                context,
                true,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                ApplicationProtocolConfig.DISABLED,
                ClientAuth.NONE,
                null,
                false);
        var ready = CompletableFuture.completedFuture(adapted);
        return () -> ready;
    }

    /** Ready to be put into a pipeline. Netty 4.1 does not compare the certificate's name with the host unless told. */
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

    /** The authorities in a file. One that cannot be used is looked at again by the next connection, since somebody may have put it right. Safe for use by many threads. */
    final class Pem implements Trust {
        private final Path file;
        private @Nullable CompletableFuture<SslContext> loading;

        Pem(Path file) {
            this.file = file;
        }

        @Override
        public synchronized CompletionStage<SslContext> context() {
            if (loading == null || loading.isCompletedExceptionally()) {
                loading = CompletableFuture.supplyAsync(this::load, BesideLoop.EXECUTOR);
            }
            return loading;
        }

        private SslContext load() {
            byte[] pem;
            try {
                pem = Files.readAllBytes(file);
            } catch (IOException e) {
                throw unusable(
                        "cannot be read: "
                                + (e instanceof NoSuchFileException ? "there is no such file" : e.toString()),
                        e);
            }
            try {
                return SslContextBuilder.forClient()
                        .sslProvider(SslProvider.JDK)
                        .trustManager(new ByteArrayInputStream(pem))
                        .build();
            } catch (IllegalArgumentException | SSLException e) {
                throw unusable("holds no certificate that can be read (" + pem.length + " bytes)", e);
            }
        }

        private BatonException unusable(String why, Throwable cause) {
            return new BatonException(
                    ErrorCode.STT_TRUST_UNUSABLE,
                    "the file of certificate authorities " + file + " " + why,
                    "",
                    "name a readable PEM file, with a line -----BEGIN CERTIFICATE----- in it",
                    cause);
        }
    }
}
