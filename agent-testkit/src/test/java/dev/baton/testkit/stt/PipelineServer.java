package dev.baton.testkit.stt;

import io.netty.channel.Channel;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;

/** A {@link LocalSttServer}, or another of its kind, that listens nowhere: channels that the test brings are its connections. */
public final class PipelineServer {
    private final FaultPlan faults = new FaultPlan();
    private final Consumer<Channel> connections;

    public PipelineServer(LocalSttServer.Builder builder) {
        connections = new ServerPipeline(
                        EnumSet.allOf(SttProtocol.class),
                        builder.settings(),
                        builder.recognizer,
                        new ServerJournal(),
                        faults)::install;
    }

    /** Of another service, which has faults of its own. */
    public PipelineServer(ProtocolServer server) {
        connections = server::install;
    }

    /** All connections to come have it. */
    public void always(SttFault fault) {
        faults.always(List.of(fault));
    }

    /** The next connection has it. */
    public void once(SttFault fault) {
        faults.once(List.of(fault));
    }

    /** @param channel new, with nothing in its pipeline */
    public void install(Channel channel) {
        connections.accept(channel);
    }
}
