package dev.baton.carrier;

import dev.baton.agent.CallInfo;
import dev.baton.call.CallOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What a line needs to know besides its protocol; immutable.
 *
 * @param calls what concerns the call about to begin: its listener and tap; the info in it does not matter
 * @param listener hears what peers do wrong
 * @param parameters added to those that the peer sends, which win: what stood in the address, for example
 * @param lead how far ahead of real time audio is sent where the peer paces it, against jitter on the way; at most 150 ms, so that at most 200 ms lie at the far end
 * @param maxMessageLength of one message, in characters or bytes
 * @param maxAhead how much more audio than real time the peer may send in a burst
 * @param maxPendingBytes a peer that lets more wait does not read
 * @param clock monotonic, in nanoseconds
 */
public record LineOptions(
        Function<CallInfo, CallOptions> calls,
        LineListener listener,
        Map<String, String> parameters,
        Duration lead,
        int maxMessageLength,
        Duration maxAhead,
        int maxPendingBytes,
        LongSupplier clock) {
    private static final Duration MAX_LEAD = Duration.ofMillis(150);

    public LineOptions {
        Objects.requireNonNull(calls, "calls");
        Objects.requireNonNull(listener, "listener");
        parameters = Map.copyOf(parameters);
        if (lead.isNegative() || lead.compareTo(MAX_LEAD) > 0) {
            throw new IllegalArgumentException("lead must be within [0, 150 ms], lead=" + lead);
        }
        if (maxMessageLength < 1 || maxPendingBytes < 1 || maxAhead.isNegative()) {
            throw new IllegalArgumentException("limits must be positive, maxMessageLength=" + maxMessageLength
                    + ", maxPendingBytes=" + maxPendingBytes + ", maxAhead=" + maxAhead);
        }
    }

    public static LineOptions defaults() {
        return new LineOptions(
                info -> CallOptions.defaults(),
                LineListener.none(),
                Map.of(),
                Duration.ofMillis(80),
                128 * 1024,
                Duration.ofSeconds(5),
                256 * 1024,
                System::nanoTime);
    }

    public LineOptions withCalls(Function<CallInfo, CallOptions> options) {
        return new LineOptions(options, listener, parameters, lead, maxMessageLength, maxAhead, maxPendingBytes, clock);
    }

    public LineOptions withListener(LineListener lineListener) {
        return new LineOptions(
                calls, lineListener, parameters, lead, maxMessageLength, maxAhead, maxPendingBytes, clock);
    }

    public LineOptions withParameters(Map<String, String> more) {
        return new LineOptions(calls, listener, more, lead, maxMessageLength, maxAhead, maxPendingBytes, clock);
    }

    public LineOptions withLead(Duration duration) {
        return new LineOptions(
                calls, listener, parameters, duration, maxMessageLength, maxAhead, maxPendingBytes, clock);
    }

    public LineOptions withMaxMessageLength(int length) {
        return new LineOptions(calls, listener, parameters, lead, length, maxAhead, maxPendingBytes, clock);
    }

    public LineOptions withMaxAhead(Duration audio) {
        return new LineOptions(calls, listener, parameters, lead, maxMessageLength, audio, maxPendingBytes, clock);
    }

    public LineOptions withMaxPendingBytes(int bytes) {
        return new LineOptions(calls, listener, parameters, lead, maxMessageLength, maxAhead, bytes, clock);
    }

    public LineOptions withClock(LongSupplier nanoTime) {
        return new LineOptions(
                calls, listener, parameters, lead, maxMessageLength, maxAhead, maxPendingBytes, nanoTime);
    }
}
