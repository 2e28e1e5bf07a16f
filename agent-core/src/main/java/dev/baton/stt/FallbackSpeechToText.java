package dev.baton.stt;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.SttCapabilities.FinalizeAnswers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Several services as one: each new connection goes to the first that is trusted, and in the middle of a call another takes over when one fails, with the audio that the first had not finished
 * with.
 *
 * <pre>{@code
 * var stt = FallbackSpeechToText.of(SmallestPulse.builder().build(), Deepgram.builder().build());
 * }</pre>
 *
 * All calls share what they learn. A failure is forgotten by and by, half of it in 30 s unless said, and a service that asked to be left alone is, for so long; where no service is trusted the
 * least doubtful one is tried. A lost connection is no failure if the service had worked on it, until it happens again within the half-life. That one service refuses is reported as something that
 * may pass as long as another one does not. Safe for use by many threads.
 */
public final class FallbackSpeechToText implements SpeechToText {
    private static final Duration USUAL_HALF_LIFE = Duration.ofSeconds(30);

    private record Choice(SpeechToText service, ServiceHealth health) {}

    private final List<Choice> choices;
    private final SttCapabilities capabilities;

    private FallbackSpeechToText(List<? extends SpeechToText> services, Duration halfLife, LongSupplier nanoTime) {
        checkRates(services);
        choices = services.stream()
                .map(service -> new Choice(service, new ServiceHealth(halfLife, nanoTime)))
                .toList();
        capabilities = services.stream()
                .map(SpeechToText::capabilities)
                .reduce(FallbackSpeechToText::both)
                .orElseThrow();
    }

    /**
     * @param preferred used as long as it is trusted
     * @param others in the order in which they take over
     * @throws BatonException if they take audio at different rates
     */
    public static FallbackSpeechToText of(SpeechToText preferred, SpeechToText... others) {
        return of(USUAL_HALF_LIFE, preferred, others);
    }

    /** @param halfLife after which half of a failure is forgotten */
    public static FallbackSpeechToText of(Duration halfLife, SpeechToText preferred, SpeechToText... others) {
        return of(halfLife, System::nanoTime, preferred, others);
    }

    /** For tests that drive the time: {@code nanoTime} is monotonic and safe for use by many threads. */
    public static FallbackSpeechToText of(
            Duration halfLife, LongSupplier nanoTime, SpeechToText preferred, SpeechToText... others) {
        if (halfLife.compareTo(Duration.ofMillis(1)) < 0 || halfLife.compareTo(Duration.ofHours(1)) > 0) {
            throw new BatonException(
                    ErrorCode.SETTING_RANGE, "halfLife=" + halfLife + " is out of range", "", "use 1 ms to 1 h");
        }
        var services = new ArrayList<SpeechToText>();
        services.add(Objects.requireNonNull(preferred, "preferred"));
        services.addAll(List.of(others));
        return new FallbackSpeechToText(services, halfLife, nanoTime);
    }

    private static void checkRates(List<? extends SpeechToText> services) {
        if (services.stream().map(SpeechToText::sampleRateHz).distinct().count() > 1) {
            throw new BatonException(
                    ErrorCode.SETTING_CONTRADICTION,
                    "services that stand in for each other take audio at different rates",
                    services.stream()
                            .map(service -> service.name() + " at " + service.sampleRateHz() + " Hz")
                            .collect(Collectors.joining(", ")),
                    "give them the same sampleRateHz(..), for example 16000 or 8000");
        }
    }

    /** What can be relied upon whichever it is. */
    private static SttCapabilities both(SttCapabilities one, SttCapabilities other) {
        boolean marked =
                one.finalizeAnswers() == FinalizeAnswers.MARKED && other.finalizeAnswers() == FinalizeAnswers.MARKED;
        return new SttCapabilities(
                one.finalizes() && other.finalizes(),
                marked ? FinalizeAnswers.MARKED : FinalizeAnswers.BY_AUDIO,
                longer(one.usualAnswerTime(), other.usualAnswerTime()),
                longer(one.settleTimeout(), other.settleTimeout()),
                one.keepAliveAfter().compareTo(other.keepAliveAfter()) <= 0
                        ? one.keepAliveAfter()
                        : other.keepAliveAfter(),
                one.interims() && other.interims(),
                one.endsTurns() && other.endsTurns());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    @Override
    public String name() {
        return names(SpeechToText::name);
    }

    @Override
    public String address() {
        return names(SpeechToText::address);
    }

    private String names(Function<SpeechToText, String> of) {
        return choices.stream().map(choice -> of.apply(choice.service())).collect(Collectors.joining(", else "));
    }

    @Override
    public SttCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public int sampleRateHz() {
        return choices.get(0).service().sampleRateHz();
    }

    @Override
    public SttSession open(SttTransport transport, SttListener listener) {
        RuntimeException failure = null;
        for (var choice : inOrder()) {
            try {
                var watching = new Watching(choice.health(), listener);
                return new Watched(
                        choice.service().open(transport, watching),
                        watching,
                        choice.service().name());
            } catch (RuntimeException e) {
                choice.health().failed(Duration.ZERO);
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        throw Objects.requireNonNull(failure);
    }

    /** The trusted ones as they were given, then the others from the least doubtful on. */
    private List<Choice> inOrder() {
        return choices.stream()
                .sorted(Comparator.comparingDouble(choice ->
                        choice.health().isTrusted() ? -1 : choice.health().doubt()))
                .toList();
    }

    private boolean allRefuse() {
        return choices.stream().allMatch(choice -> choice.health().refuses());
    }

    @Override
    public String toString() {
        return name();
    }

    /** Learns from what a session says, and passes it on. */
    private final class Watching implements SttListener {
        private final ServiceHealth health;
        private final SttListener listener;
        private boolean worked;
        private boolean refused;
        private Duration retryAfter = Duration.ZERO;

        Watching(ServiceHealth health, SttListener listener) {
            this.health = health;
            this.listener = listener;
        }

        @Override
        public void onEvent(SttEvent event) {
            if (event instanceof SttEvent.Interim || event instanceof SttEvent.Final) {
                works();
            } else if (event instanceof SttEvent.Error error) {
                retryAfter = error.retryAfter();
            } else if (event instanceof SttEvent.Closed closed && !closed.asked()) {
                failed();
            }
            listener.onEvent(event instanceof SttEvent.Error error ? judged(error) : event);
        }

        private void works() {
            if (!worked) {
                worked = true;
                health.worked();
            }
        }

        void failed() {
            if (refused) {
                return; // and that is known
            }
            if (worked) {
                health.lost(retryAfter);
            } else {
                health.failed(retryAfter);
            }
        }

        /** Fatal is what no service of these would spare us; the next one need not be waited for. */
        private SttEvent.Error judged(SttEvent.Error error) {
            if (error.fatal() && !refused) {
                refused = true;
                health.refused();
            }
            return new SttEvent.Error(error.reason(), error.fatal() && allRefuse(), Duration.ZERO);
        }

        @Override
        public void onWritable() {
            listener.onWritable();
        }

        @Override
        public void onMessage() {
            listener.onMessage();
        }
    }

    /** Passes everything on; one that is abandoned counts as failed. */
    private record Watched(SttSession session, Watching watching, String service) implements SttSession {
        @Override
        public void audio(short[] samples, int offset, int length) {
            session.audio(samples, offset, length);
        }

        @Override
        public boolean isWritable() {
            return session.isWritable();
        }

        @Override
        public void finalizeTurn() {
            session.finalizeTurn();
        }

        @Override
        public int keepAlive() {
            return session.keepAlive();
        }

        @Override
        public void closeStream() {
            session.closeStream();
        }

        @Override
        public void abort() {
            session.abort();
        }

        @Override
        public void abandon() {
            watching.failed();
            session.abandon();
        }
    }
}
