package dev.baton.internal.journal;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.journal.JournalEntry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/** Why there was no connection, written down and had again: as much of the cause as a session looks at. */
final class WireFailure {
    private WireFailure() {}

    static JournalEntry entry(long atNanos, int connection, Throwable failure, Secrets secrets) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return new JournalEntry.Failed(
                atNanos, connection, kind(cause), secrets.without(String.valueOf(cause.getMessage())));
    }

    private static String kind(Throwable cause) {
        if (cause instanceof BatonException ours) {
            return ours.code().name();
        }
        if (cause instanceof UnknownHostException) {
            return "unknown-host";
        }
        if (cause instanceof SSLException) {
            return "tls";
        }
        if (cause instanceof SocketTimeoutException) {
            return "timeout";
        }
        return cause instanceof ConnectException ? "connect" : cause.getClass().getName();
    }

    static Throwable cause(JournalEntry.Failed failed) {
        return switch (failed.cause()) {
            case "unknown-host" -> new UnknownHostException(failed.message());
            case "tls" -> new SSLException(failed.message());
            case "timeout" -> new SocketTimeoutException(failed.message());
            case "connect" -> new ConnectException(failed.message());
            default -> ours(failed);
        };
    }

    private static Throwable ours(JournalEntry.Failed failed) {
        for (var code : ErrorCode.values()) {
            if (code.name().equals(failed.cause())) {
                return new BatonException(code, failed.message(), "", "");
            }
        }
        return new IOException(failed.cause() + ": " + failed.message());
    }
}
