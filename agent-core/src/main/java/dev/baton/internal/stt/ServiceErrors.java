package dev.baton.internal.stt;

import static dev.baton.ErrorCode.CLASS_PATH;
import static dev.baton.ErrorCode.STT_AUDIO_DROPPED;
import static dev.baton.ErrorCode.STT_BUSY;
import static dev.baton.ErrorCode.STT_CLOSE_TIMEOUT;
import static dev.baton.ErrorCode.STT_KEY_REFUSED;
import static dev.baton.ErrorCode.STT_LOST;
import static dev.baton.ErrorCode.STT_PROTOCOL;
import static dev.baton.ErrorCode.STT_PROXY_REFUSED;
import static dev.baton.ErrorCode.STT_REFUSED;
import static dev.baton.ErrorCode.STT_STALLED;
import static dev.baton.ErrorCode.STT_TRUST_UNUSABLE;
import static dev.baton.ErrorCode.STT_UNREACHABLE;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.internal.json.CloseMeaning;
import dev.baton.internal.json.RefusalBody;
import dev.baton.stt.SttEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/** What goes wrong with a service, in words that a person can act on. */
public final class ServiceErrors {
    private static final String CHECK_KEY = "check the key in the service's console, or run without one: ./baton call";

    private static final Set<ErrorCode> NEED_OTHER_SETTINGS =
            EnumSet.of(CLASS_PATH, STT_TRUST_UNUSABLE, STT_PROXY_REFUSED);

    /** Anything else in a Retry-After is not shown. */
    private static final String SECONDS_OR_DATE = " *\\w[\\w ,:+-]{0,39}";

    /** They may go round in a circle. */
    private final ServicePeer link;

    public ServiceErrors(ServicePeer link) {
        this.link = link;
    }

    /** Whether the same request would be answered the same way: it is wrong, or goes to the wrong place. Not where the service is busy, slow or broken. */
    static boolean isFatal(int status) {
        return status < 500 && status != 408 && status != 425 && status != 429;
    }

    /** With the time that the service asked us to wait, where it said so in seconds; a date is for people. */
    public SttEvent.Error refused(int status, String retryAfter, String body) {
        return new SttEvent.Error(refusal(status, retryAfter, body), isFatal(status), seconds(retryAfter));
    }

    private static Duration seconds(String retryAfter) {
        var digits = retryAfter.strip();
        return digits.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(digits)) : Duration.ZERO;
    }

    private BatonException refusal(int status, String retryAfter, String body) {
        var reason = RefusalBody.reason(link.withoutKey(body));
        var because = " (HTTP " + status + ")" + (reason.isEmpty() ? "" : ": " + reason);
        return switch (status) {
            case 400, 422 ->
                error(
                        STT_REFUSED,
                        " refused the settings" + because,
                        "asked for " + link.settings() + " at " + link.address(),
                        "change the setting that it names");
            case 401 -> error(STT_KEY_REFUSED, " refused the key" + because, keyUsed(), CHECK_KEY);
            case 402 ->
                error(
                        STT_KEY_REFUSED,
                        " wants to be paid first" + because,
                        keyUsed(),
                        "add credit in the service's console, or use the key of another project");
            case 403 ->
                error(
                        STT_KEY_REFUSED,
                        " does not let this key in" + because,
                        keyUsed(),
                        "check in the service's console what the key may use and whether a trial has ended");
            case 404, 405, 410 ->
                error(
                        STT_REFUSED,
                        " has no " + link.work() + " at this address" + because,
                        connectedTo(),
                        "check host and path; the service's own address is " + link.usualAddress());
            case 429 ->
                error(STT_BUSY, " takes no more sessions now" + because, connectedTo(), waiting(retryAfter, status));
            case 503 ->
                error(
                        STT_BUSY,
                        " has no " + link.work() + " free" + because,
                        connectedTo(),
                        waiting(retryAfter, status));
            default -> other(status, body, because, retryAfter);
        };
    }

    private BatonException other(int status, String body, String because, String retryAfter) {
        if (status >= 500) {
            return error(STT_REFUSED, " failed" + because, connectedTo(), waiting(retryAfter, status));
        }
        if (status >= 300 && status < 400) {
            return error(
                    STT_REFUSED,
                    " sends us elsewhere" + because,
                    connectedTo() + "; a key is not carried to another address",
                    "set the host and path that it moved to");
        }
        if (status < 300 || RefusalBody.isWebPage(body)) {
            return error(
                    STT_REFUSED,
                    " answered with a page instead of " + (isRequest() ? "JSON" : "a WebSocket") + because,
                    connectedTo(),
                    "check the address; a proxy or a log-in page may stand in between");
        }
        return error(STT_REFUSED, " refused the session" + because, connectedTo(), "check address and settings");
    }

    private static String waiting(String retryAfter, int status) {
        if (retryAfter.matches(SECONDS_OR_DATE)) {
            return "wait for " + retryAfter.strip()
                    + (Character.isDigit(retryAfter.strip().charAt(0)) ? " s" : "") + " (Retry-After), then try again";
        }
        return status == 429
                ? "hold fewer calls at once, or ask the service for a higher limit"
                : "try again later, or set another service";
    }

    public SttEvent.Error failed(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof BatonException ours) {
            return new SttEvent.Error(ours, NEED_OTHER_SETTINGS.contains(ours.code()));
        }
        return new SttEvent.Error(new BatonException(
                STT_UNREACHABLE,
                "cannot reach " + link.name() + ": " + words(cause),
                "tried " + link.address(),
                remedy(cause),
                showsTheKey(cause) ? null : cause));
    }

    /** A stack trace shows what causes and suppressed ones say. */
    private boolean showsTheKey(Throwable cause) {
        var trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        return !link.withoutKey(trace.toString()).equals(trace.toString());
    }

    private String words(Throwable cause) {
        var said = plain(String.valueOf(cause.getMessage()));
        if (cause instanceof UnknownHostException) {
            return "no such host: " + link.uri().getHost();
        }
        if (cause instanceof SSLException) {
            return "TLS failed: " + said;
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : said;
    }

    private static String remedy(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "check the host's name and the network";
        }
        if (cause instanceof SSLException) {
            return "check that the host is the right one and that this JDK trusts its certificate";
        }
        if (cause instanceof SocketTimeoutException) {
            return "check network, proxy and firewall, or try again";
        }
        return cause instanceof ConnectException
                ? "check that something listens there"
                : "check address and network, or try again";
    }

    public SttEvent.Error lost(int code, String reason, CloseMeaning meaning) {
        var because = " (" + code + (reason.isBlank() ? ")" : ": " + RefusalBody.reason(plain(reason)) + ")");
        var known = CloseReason.in(reason);
        return known == null
                ? closed(code, because, meaning)
                : new SttEvent.Error(
                        error(
                                known.code,
                                known.words + because,
                                "sent " + link.settings() + " to " + link.address(),
                                known.remedy),
                        known.fatal);
    }

    private SttEvent.Error closed(int code, String because, CloseMeaning meaning) {
        return switch (meaning) {
            case USUAL -> new SttEvent.Error(closed(code, because));
            case KEY_REFUSED ->
                new SttEvent.Error(error(STT_KEY_REFUSED, " refused the key" + because, keyUsed(), CHECK_KEY), true);
            case SETTINGS_REFUSED ->
                new SttEvent.Error(
                        error(
                                STT_REFUSED,
                                " refused the settings" + because,
                                "asked for " + link.settings() + " at " + link.address(),
                                "change the setting that it names"),
                        true);
            case LIMIT_REACHED ->
                new SttEvent.Error(error(
                        STT_BUSY,
                        " ended the session at a limit" + because,
                        connectedTo(),
                        "hold fewer calls at once, or ask the service for a higher limit"));
            case KEY_OR_LIMIT ->
                new SttEvent.Error(error(
                        STT_BUSY,
                        " ended the session over the key or a limit" + because,
                        keyUsed(),
                        "check in the service's console the key and what is left of its quota"));
            case TOO_LONG ->
                new SttEvent.Error(error(
                        STT_LOST,
                        " ended the session because it lasted as long as one may" + because,
                        connectedTo(),
                        "nothing: a call connects anew"));
            case BAD_MESSAGE ->
                new SttEvent.Error(error(
                        STT_PROTOCOL,
                        " did not take what was sent" + because,
                        "sent " + link.settings() + " to " + link.address(),
                        "check encoding, sample rate and chunk; report it if they are right"));
        };
    }

    private BatonException closed(int code, String because) {
        return switch (code) {
            case 1002, 1003, 1007, 1009 ->
                error(STT_PROTOCOL, " broke the WebSocket protocol" + because, connectedTo(), "try again");
            case 1008, 1013 ->
                error(
                        STT_BUSY,
                        " ended the session" + because,
                        connectedTo(),
                        "hold fewer calls at once: the organisation's sessions are probably used up");
            default ->
                error(STT_LOST, " connection lost" + because, connectedTo(), "check the network if this repeats");
        };
    }

    BatonException endedWithoutLast(int code) {
        return error(
                STT_PROTOCOL,
                " closed (" + code + ") without its last message",
                "told " + link.address() + " that the stream was over",
                "the last words may be missing; report it to the service if it repeats");
    }

    public BatonException notReady() {
        return error(
                STT_STALLED,
                " did not say within " + link.readyTimeout().toMillis() + " ms that it listens",
                connectedTo(),
                "try again; a longer readyTimeout waits longer");
    }

    public BatonException stalled() {
        return error(
                STT_STALLED,
                " took nothing for " + link.stallTimeout().toMillis() + " ms",
                connectedTo() + "; the connection was cut to make a new one",
                "check the network to the service if this repeats; a longer stallTimeout waits longer");
    }

    BatonException closeTimeout() {
        return error(
                STT_CLOSE_TIMEOUT,
                " did not send its last message within " + link.closeTimeout().toMillis() + " ms",
                "told " + link.address() + " that the stream was over",
                "the last words may be missing; a longer closeTimeout waits longer");
    }

    /** Of an answer to a request. */
    BatonException unreadable(int length) {
        return error(
                STT_PROTOCOL,
                " answered with " + length + " characters that are no transcription in JSON",
                connectedTo(),
                "check that the address is the service's transcription endpoint");
    }

    BatonException complains(String reason) {
        return error(
                STT_REFUSED,
                " reports: " + reason,
                "asked for " + link.settings() + " at " + link.address(),
                "see the server's log");
    }

    /** Told in place of a text, which is not shown: nobody may have said it. */
    BatonException noSpeech(double seconds, String why, String remedy) {
        return error(
                STT_AUDIO_DROPPED,
                " takes %.1f s of sound for noise (%s), and what it made of that was dropped".formatted(seconds, why),
                connectedTo(),
                remedy);
    }

    /** Whether the service is asked with requests of HTTP. */
    private boolean isRequest() {
        return String.valueOf(link.uri().getScheme()).startsWith("http");
    }

    private String connectedTo() {
        return "connected to " + link.address();
    }

    private String keyUsed() {
        return "used " + link.keyOrigin() + " for " + link.address();
    }

    /** Native transports put the system call in front of what happened. */
    private String plain(String said) {
        return link.withoutKey(said).replaceFirst("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ", "");
    }

    /** Of a complaint that was read from a message: the key may have been escaped there, and so have passed for something else. */
    public SttEvent.Error withoutKey(SttEvent.Error told) {
        var reason = told.reason();
        var words = link.withoutKey(String.valueOf(reason.getMessage()));
        return words.equals(reason.getMessage())
                ? told
                : new SttEvent.Error(
                        new BatonException(reason.code(), words, reason.tried(), reason.remedy(), reason.getCause()),
                        told.fatal(),
                        told.retryAfter());
    }

    /** What was said is quoted in the first part, what a header said in the last. */
    private BatonException error(ErrorCode code, String what, String tried, String remedy) {
        return new BatonException(code, link.withoutKey(link.name() + what), tried, link.withoutKey(remedy));
    }
}
