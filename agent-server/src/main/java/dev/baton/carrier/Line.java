package dev.baton.carrier;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.CallInfo;
import dev.baton.audio.AudioFormat;
import dev.baton.call.Call;
import dev.baton.call.VoiceAgent;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all lines have in common: from the peer's first words to the end of the call. The {@link Dialect} tells it what the messages mean.
 *
 * <pre>{@code
 *  WAITING --begins()--> CALL --ended(), onClose, problem--> OVER
 *     |                                                       ^
 *     +------------------ problem, onClose -------------------+
 * }</pre>
 */
final class Line implements MediaStream {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final AtomicLong CALLS = new AtomicLong();

    private final VoiceAgent agent;
    private final Dialect dialect;
    private final Outgoing out;
    private final LineOptions options;
    private final Set<LineProblem> told = EnumSet.noneOf(LineProblem.class);
    private @Nullable AudioFormat format;
    private @Nullable LineSource source;
    private @Nullable LineSink sink;
    private volatile @Nullable Call call;
    private volatile boolean over;
    private long aheadNanos;
    private long lastAudioNanos;

    Line(VoiceAgent agent, Dialect dialect, Outgoing out, LineOptions options) {
        this.agent = Objects.requireNonNull(agent, "agent");
        this.dialect = dialect;
        this.out = Objects.requireNonNull(out, "out");
        this.options = Objects.requireNonNull(options, "options");
    }

    // What the socket's owner tells

    @Override
    public void onText(String message) {
        if (!over) {
            guarded(() -> {
                limit(message.length());
                dialect.onText(message, this);
            });
        }
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
        if (!over) {
            guarded(() -> {
                if (!dialect.isStream()) {
                    limit(bytes.remaining());
                }
                dialect.onBinary(bytes, this);
            });
        }
    }

    /** @throws LineException if a message, or a frame of a stream, is longer than may be */
    void limit(int length) {
        if (length > options.maxMessageLength()) {
            throw new LineException(
                    LineProblem.OVERSIZED,
                    "a message of " + length + ", more than " + options.maxMessageLength() + ", characters or bytes");
        }
    }

    private void guarded(Runnable taking) {
        try {
            taking.run();
        } catch (LineException e) {
            onProblem(e.problem, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("{} a message of the peer could not be taken", callId(), e);
            onProblem(
                    LineProblem.MALFORMED,
                    "a message that could not be taken (" + e.getClass().getName() + ")");
        }
    }

    @Override
    public void onClose(int code) {
        var open = sink;
        if (open != null) {
            open.gone();
        }
        if (!over) {
            guarded(() -> dialect.onClose(this));
            over = true;
            if (source != null) {
                source.ended();
            }
        }
    }

    @Override
    public void onProblem(LineProblem problem, String detail) {
        if (problem.isHarmless()) {
            tolerate(problem, detail);
            return;
        }
        if (over) {
            return;
        }
        over = true;
        options.listener().onProblem(dialect.transport(), problem, detail);
        var reason = new BatonException(
                ErrorCode.LINE_FAILED, dialect.transport() + ": " + detail, "ended the call", problem.remedy());
        LOG.warn("{} {}", callId(), reason.report());
        var openSource = source;
        var openSink = sink;
        if (openSource == null || openSink == null) {
            out.close(problem.closeCode(), problem.label());
        } else {
            openSink.closesWith(problem.closeCode(), problem.label());
            openSource.failed(reason); // what was heard is still handed over, and then the sink closes the socket
        }
    }

    @Override
    public Optional<Call> call() {
        return Optional.ofNullable(call);
    }

    private String callId() {
        var known = call;
        return known == null ? "call=-" : "call=" + known.info().id();
    }

    // What the dialect makes of it

    /** Who calls, as far as the peer tells. */
    record Caller(String from, String to, String providerCallId, Map<String, String> parameters) {
        /** What the peer does not tell in fields of its own, its custom parameters may. */
        static Caller of(String from, String to, String providerCallId, Map<String, String> parameters) {
            return new Caller(
                    from.isEmpty() ? parameters.getOrDefault("from", "") : from,
                    to.isEmpty() ? parameters.getOrDefault("to", "") : to,
                    providerCallId,
                    parameters);
        }
    }

    boolean hasBegun() {
        return source != null;
    }

    /** Nothing more is taken. */
    boolean isOver() {
        return over;
    }

    /** @throws LineException if the call cannot be taken */
    void begins(AudioFormat lineFormat, Caller caller) {
        if (hasBegun()) {
            throw new LineException(LineProblem.MALFORMED, "a second start on one connection");
        }
        var parameters = new HashMap<>(options.parameters());
        parameters.putAll(caller.parameters());
        var info = new CallInfo(
                dialect.transport() + "-" + CALLS.incrementAndGet(),
                caller.from(),
                caller.to(),
                caller.providerCallId(),
                dialect.transport(),
                parameters);
        var newSource = new LineSource(lineFormat);
        var newSink = new LineSink(
                lineFormat,
                dialect,
                out,
                options,
                pending -> onProblem(LineProblem.NOT_READING, pending + " bytes wait for the peer"));
        format = lineFormat;
        lastAudioNanos = options.clock().getAsLong();
        source = newSource;
        sink = newSink;
        try {
            call = agent.answer(newSource, newSink, options.calls().apply(info).withInfo(info));
        } catch (RuntimeException e) {
            source = null; // there is no call that would close the socket
            sink = null;
            throw e instanceof IllegalStateException
                    ? new LineException(LineProblem.REFUSED, "the agent is closed")
                    : e;
        }
    }

    /**
     * The caller's audio, in the line's format; read before this returns.
     *
     * @throws LineException if there is no call yet, or it comes much too fast
     */
    void audio(ByteBuffer bytes) {
        var open = source;
        var known = format;
        if (open == null || known == null) {
            throw new LineException(LineProblem.MISSING_START, "media before start");
        }
        long now = options.clock().getAsLong();
        long lengthNanos = bytes.remaining() * 1_000_000_000L / known.bytesPerSecond();
        // What did not come while nothing came may still come: a peer that catches up is not ahead.
        aheadNanos = Math.max(-options.maxAhead().toNanos(), aheadNanos - (now - lastAudioNanos)) + lengthNanos;
        lastAudioNanos = now;
        if (aheadNanos > options.maxAhead().toNanos()) {
            throw new LineException(
                    LineProblem.TOO_FAST,
                    "the peer is more than " + options.maxAhead().toMillis() + " ms of audio ahead of real time");
        }
        open.audio(bytes);
    }

    void key(String digit) {
        var running = call;
        if (running == null) {
            throw new LineException(LineProblem.MISSING_START, "a key before start");
        }
        try {
            running.press(digit.length() == 1 ? digit.charAt(0) : ' ');
        } catch (IllegalArgumentException e) {
            tolerate(LineProblem.UNKNOWN_KEY, "a key that telephones do not have");
        }
    }

    void typed(String text) {
        var running = call;
        if (running == null) {
            throw new LineException(LineProblem.MISSING_START, "text before start");
        }
        try {
            running.type(text);
        } catch (IllegalArgumentException e) {
            throw new LineException(LineProblem.MALFORMED, "a typed line that is blank or too long");
        }
    }

    void markReturned(String name) {
        var open = sink;
        if (open != null) {
            open.markReturned(name);
        }
    }

    /** The peer says that the call is over. */
    void ended() {
        over = true;
        var open = source;
        if (open != null) {
            open.ended();
        } else {
            out.close(1000, "the peer ended before the call began");
        }
    }

    /** Told each time, logged once for each kind. */
    void tolerate(LineProblem problem, String detail) {
        options.listener().onProblem(dialect.transport(), problem, detail);
        if (told.add(problem)) {
            LOG.warn("{} {}: {}; {} (told once)", callId(), dialect.transport(), detail, problem.remedy());
        }
    }
}
