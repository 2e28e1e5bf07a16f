package dev.baton.testkit.conformance;

import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What Deepgram's and CAMB's "listen" have in common. */
abstract class ListenVendor implements SttVendor {
    final AudioEncoding encoding;

    ListenVendor(AudioEncoding encoding) {
        this.encoding = encoding;
    }

    @Override
    public final AudioFormat declared(URI address) {
        return Query.declared(address);
    }

    @Override
    public final Received received(String text) {
        return switch (text) {
            case "{\"type\":\"Finalize\"}" -> new Received.Finalize();
            case "{\"type\":\"CloseStream\"}" -> new Received.CloseStream();
            case "{\"type\":\"KeepAlive\"}" -> new Received.KeepAlive();
            default -> new Received.Other(text);
        };
    }

    /** The closing handshake says it. */
    @Override
    public final @Nullable String last() {
        return null;
    }
}
