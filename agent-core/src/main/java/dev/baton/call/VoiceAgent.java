package dev.baton.call;

import dev.baton.BatonException;
import dev.baton.EventLoopSource;
import dev.baton.agent.CallInfo;
import dev.baton.agent.TurnHandler;
import dev.baton.audio.AudioSink;
import dev.baton.audio.AudioSource;
import dev.baton.internal.call.CallDriver;
import dev.baton.internal.call.CallJournal;
import dev.baton.internal.call.CallLoops;
import dev.baton.internal.call.CallSetup;
import dev.baton.internal.call.HandlerThreads;
import dev.baton.internal.call.ProvidedDetectors;
import dev.baton.internal.call.TurnRules;
import dev.baton.internal.journal.JournalRecorder;
import dev.baton.internal.netty.EventLoops;
import dev.baton.internal.netty.NettyCallLoops;
import dev.baton.internal.netty.OwnTransports;
import dev.baton.stt.ConnectionOptions;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttCapabilities;
import dev.baton.stt.SttTransport;
import dev.baton.tts.TextToSpeech;
import dev.baton.turn.Endpointer;
import dev.baton.turn.TurnConfig;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls: listens, takes turns, asks the handler, speaks. One agent serves any number of calls at once; safe for use by many threads.
 *
 * <p>Each call runs on one event loop. Closing the agent ends its calls in order, within a bounded time.
 */
public final class VoiceAgent implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

    private final CallSetup setup;
    private final CallLoops loops;
    private final @Nullable ExecutorService ownHandlerThreads;
    private final Set<CallDriver> calls = ConcurrentHashMap.newKeySet();
    private final AtomicLong callsAnswered = new AtomicLong();
    private volatile boolean closed;

    private VoiceAgent(CallSetup setup, CallLoops loops, @Nullable ExecutorService ownHandlerThreads) {
        this.setup = setup;
        this.loops = loops;
        this.ownHandlerThreads = ownHandlerThreads;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** {@link #answer(AudioSource, AudioSink, CallOptions)} with nothing special. */
    public Call answer(AudioSource source, AudioSink sink) {
        return answer(source, sink, CallOptions.defaults());
    }

    /**
     * Holds a call and returns at once. The agent closes both ends when the call is over.
     *
     * @throws IllegalStateException if the agent is closed
     */
    public Call answer(AudioSource source, AudioSink sink, CallOptions options) {
        try {
            return begin(source, sink, options);
        } catch (RuntimeException | Error e) {
            if (options.journal() != null) {
                options.journal().close(); // there will be no call to do it
            }
            throw e;
        }
    }

    private Call begin(AudioSource source, AudioSink sink, CallOptions options) {
        if (closed) {
            throw new IllegalStateException("the agent is closed and answers no more calls");
        }
        var info = options.info() != null
                ? options.info()
                : CallInfo.of(
                        "c" + callsAnswered.incrementAndGet(),
                        source.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        var journal = options.journal();
        var call = new CallDriver(
                setup,
                info,
                source,
                sink,
                options.listener(),
                options.tap(),
                loops.next(),
                calls::remove,
                TurnRules.of(setup.turns(), setup.endpointer()),
                journal == null ? CallJournal.NONE : JournalRecorder.of(journal, setup, info, source.format()));
        calls.add(call);
        call.start();
        if (closed) {
            call.hangUp(); // closed meanwhile, perhaps without having seen this call
        }
        return call;
    }

    /**
     * Ends all calls as if the callers had hung up, waits for them for a bounded time, and releases what the agent made itself. On an event loop it does not wait: the rest happens
     * elsewhere.
     */
    @Override
    public void close() {
        closed = true;
        calls.forEach(Call::hangUp);
        var ended = CompletableFuture.allOf(
                        calls.stream().map(CallDriver::completion).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (loops.isCurrent()) {
            var waiting = new Thread(
                    () -> {
                        ended.join();
                        release();
                    },
                    "baton-close");
            waiting.setDaemon(true);
            waiting.start();
        } else {
            ended.join();
            release();
        }
    }

    private void release() {
        calls.forEach(CallDriver::giveUp);
        loops.close();
        if (ownHandlerThreads != null) {
            ownHandlerThreads.shutdownNow();
        }
    }

    /** Collects settings; not safe for use by several threads. */
    public static final class Builder {
        private @Nullable SpeechToText speechToText;
        private @Nullable Supplier<TurnHandler> handlers;
        private @Nullable TextToSpeech voice;
        private @Nullable VoiceActivityDetectorProvider detector;
        private SpeechGateConfig gate = SpeechGateConfig.defaults();
        private TurnConfig.Builder turns = TurnConfig.builder();
        private @Nullable Endpointer endpointer;
        private @Nullable Executor handlerExecutor;
        private @Nullable EventLoopSource eventLoops;
        private CallListener listener = CallListener.none();
        private Duration handlerStall = Duration.ofSeconds(30);
        private Duration handlerGrace = Duration.ofSeconds(2);
        private ConnectionOptions connections = ConnectionOptions.defaults();
        private SttTransport.@Nullable Factory transports;
        private int loopThreads = Runtime.getRuntime().availableProcessors();

        private Builder() {}

        /** The recogniser; required. */
        public Builder speechToText(SpeechToText service) {
            speechToText = service;
            return this;
        }

        /** One handler for all calls; this or {@link #turnHandlers} is required. */
        public Builder turnHandler(TurnHandler handler) {
            Objects.requireNonNull(handler, "handler");
            handlers = () -> handler;
            return this;
        }

        /** A handler of its own for each call, so that calls share no state. */
        public Builder turnHandlers(Supplier<TurnHandler> supplier) {
            handlers = supplier;
            return this;
        }

        /** The voice; without one, replies are text events. */
        public Builder textToSpeech(TextToSpeech service) {
            voice = service;
            return this;
        }

        /** The detector; by default the first that {@link java.util.ServiceLoader} finds. */
        public Builder voiceActivityDetector(VoiceActivityDetectorProvider provider) {
            detector = provider;
            return this;
        }

        public Builder speechGate(SpeechGateConfig config) {
            gate = config;
            return this;
        }

        /** When turns end and what interrupts; replaces what was said about that before. What is not set there is as {@link #turns(Consumer)} has it. */
        public Builder turns(TurnConfig config) {
            turns = config.toBuilder();
            return this;
        }

        /**
         * Changes when turns end and what interrupts: {@code .turns(t -> t.minEndpointing(Duration.ofMillis(700)))}. What nobody sets has the defaults of
         * {@link TurnConfig}, with the waits that the recogniser is known for; what it cannot do is not asked of it.
         */
        public Builder turns(Consumer<TurnConfig.Builder> changes) {
            changes.accept(turns);
            return this;
        }

        /** Says how much quiet ends a turn, in place of those that {@code turn.endpointing} names. Serves all calls, see {@link Endpointer}. */
        public Builder endpointer(Endpointer own) {
            endpointer = Objects.requireNonNull(own, "own");
            return this;
        }

        /**
         * A setting by its name, such as {@code turn.min-endpointing}; {@link TurnConfig#settings()} lists them.
         *
         * @throws BatonException if there is no such setting, or the value is none that it can have
         */
        public Builder set(String name, String value) {
            turns.set(name, value);
            return this;
        }

        /**
         * Where handlers run: by default on virtual threads where the JVM has them, otherwise on at most 64 threads. {@code Runnable::run} runs them on the event
         * loop, for handlers that promise not to block.
         */
        public Builder handlerExecutor(Executor executor) {
            handlerExecutor = executor;
            return this;
        }

        /** After so long a handler's method counts as hung, which is reported; 30 s unless said. */
        public Builder handlerStall(Duration limit) {
            handlerStall = limit;
            return this;
        }

        /** How long a handler may still run after its call has ended before its thread is interrupted; 2 s unless said. */
        public Builder handlerGrace(Duration limit) {
            handlerGrace = limit;
            return this;
        }

        /** The host's event loops; by default the agent makes its own. */
        public Builder eventLoops(EventLoopSource source) {
            if (!(source instanceof CallLoops)) {
                throw new IllegalArgumentException("eventLoops(..) takes what Baton made, source=" + source);
            }
            eventLoops = source;
            return this;
        }

        /** How connections to the recogniser are made: waits, trust, proxy. On virtual time, and with {@link #sttTransport}, nobody asks for it. */
        public Builder connections(ConnectionOptions options) {
            connections = Objects.requireNonNull(options, "options");
            return this;
        }

        /** The application's own WebSocket client in place of the shipped one; each call asks for a transport of its own. */
        public Builder sttTransport(SttTransport.Factory factory) {
            transports = Objects.requireNonNull(factory, "factory");
            return this;
        }

        /** How many event loops the agent makes; one per processor unless said. */
        public Builder loopThreads(int threads) {
            if (threads < 1) {
                throw new IllegalArgumentException("loopThreads must be at least 1, threads=" + threads);
            }
            loopThreads = threads;
            return this;
        }

        /** Hears all calls. */
        public Builder listener(CallListener allCalls) {
            listener = allCalls;
            return this;
        }

        /**
         * @throws IllegalStateException if the recogniser or the handler is missing
         * @throws BatonException if settings contradict each other, or the class path lacks a detector or holds a Netty that cannot work
         */
        public VoiceAgent build() {
            var service = required(speechToText, "speechToText(..)");
            var perCall = required(handlers, "turnHandler(..)");
            var provider = detector != null ? detector : VoiceActivityDetectorProvider.installed();
            var ownThreads = handlerExecutor == null ? HandlerThreads.create() : null;
            var setup = new CallSetup(
                    service,
                    new ProvidedDetectors(provider),
                    gate,
                    turnsFor(service.capabilities()),
                    endpointer,
                    perCall,
                    voice,
                    ownThreads != null ? ownThreads : Objects.requireNonNull(handlerExecutor),
                    listener,
                    handlerStall,
                    handlerGrace);
            var loops = eventLoops instanceof CallLoops given
                    ? given
                    : new NettyCallLoops(EventLoops.create(loopThreads, "baton-loop"));
            return new VoiceAgent(
                    setup,
                    transports == null ? loops.connecting(connections) : new OwnTransports(loops, transports),
                    ownThreads);
        }

        /** What was set, then what the service is known for, then the defaults; minus what the service cannot do. */
        TurnConfig turnsFor(SttCapabilities service) {
            var asked = turns.build();
            var known = TurnConfig.builder();
            if (service.endsTurns()) {
                known.turnDetector(TurnConfig.TurnDetector.STT);
            }
            if (service.settleTimeout().compareTo(known.build().closeDrain()) > 0) {
                known.closeDrain(service.settleTimeout()); // the last words take as long as any others
            }
            return known.finalizeLead(service.usualAnswerTime())
                    .finalizeTimeout(service.settleTimeout())
                    .keepAlive(service.keepAliveAfter())
                    .with(asked)
                    .finalizes(asked.finalizes() && service.finalizes())
                    .marksAnswers(service.finalizeAnswers() == SttCapabilities.FinalizeAnswers.MARKED)
                    .build();
        }

        private static <T> T required(@Nullable T value, String setting) {
            if (value == null) {
                throw new IllegalStateException("VoiceAgent.builder()." + setting + " is missing");
            }
            return value;
        }
    }
}
