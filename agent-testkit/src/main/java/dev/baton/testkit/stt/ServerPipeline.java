package dev.baton.testkit.stt;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What makes a channel a connection of the server, wherever its bytes come from. */
final class ServerPipeline {
    private static final int MOST_HTTP_BYTES = 16 * 1024;

    private final List<Dialect> dialects;
    private final ServerSettings settings;
    private final Supplier<Recognizer.Availability> workers;
    private final ServerJournal journal;
    private final FaultPlan faults;

    ServerPipeline(
            Set<SttProtocol> protocols,
            ServerSettings settings,
            Recognizer recognizer,
            ServerJournal journal,
            FaultPlan faults) {
        this(
                protocols.stream()
                        .sorted()
                        .map(protocol -> dialect(protocol, settings, recognizer))
                        .toList(),
                settings,
                recognizer::availability,
                journal,
                faults);
    }

    ServerPipeline(
            List<Dialect> dialects,
            ServerSettings settings,
            Supplier<Recognizer.Availability> workers,
            ServerJournal journal,
            FaultPlan faults) {
        this.dialects = dialects;
        this.settings = settings;
        this.workers = workers;
        this.journal = journal;
        this.faults = faults;
    }

    private static Dialect dialect(SttProtocol protocol, ServerSettings settings, Recognizer recognizer) {
        return switch (protocol) {
            case SMALLEST_PULSE, SMALLEST_LIGHTNING -> new PulseDialect(protocol, settings, recognizer);
            case DEEPGRAM -> new DeepgramDialect(settings, recognizer);
            case DEEPGRAM_FLUX -> new DeepgramFluxDialect(settings, recognizer);
            case ASSEMBLYAI -> new AssemblyAiDialect(settings, recognizer);
            case CAMB_LISTEN -> new CambDialect(settings, recognizer);
            case CAMB_REALTIME -> new CambRealtimeDialect(settings, recognizer);
            case OPENAI_TRANSCRIPTIONS -> new TranscriptionsDialect(settings, recognizer);
        };
    }

    /** @param channel new, with nothing in its pipeline */
    void install(Channel channel) {
        channel.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new RequestSize(MOST_HTTP_BYTES))
                .addLast(new UpgradeHandler(dialects, settings, workers, journal, faults));
    }
}
