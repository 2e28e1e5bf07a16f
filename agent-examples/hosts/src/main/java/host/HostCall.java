package host;

import dev.baton.audio.AudioSink;
import dev.baton.call.VoiceAgent;
import dev.baton.netty.HostEventLoops;
import dev.baton.stt.SmallestPulse;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.Version;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Calls inside an application, on the Netty that its own dependency management picked. First scripted ones, the words of which come from the sound of the caller, through a real socket: one on event loops that
 * Baton makes, one on the host's. Then those of {@link HostPhone}.
 */
public final class HostCall {
    private static final List<String> SAID = List.of("on wednesday please", "thank you goodbye");

    private HostCall() {}

    /** Expects the version of Netty that must be found, so that the check cannot pass on another. */
    public static void main(String[] args) throws Exception {
        String netty = Version.identify().get("netty-common").artifactVersion();
        if (!netty.startsWith(args[0])) {
            throw new AssertionError("this host must bring Netty " + args[0] + ", netty=" + netty);
        }
        try (var server = LocalSttServer.builder(new ScriptedRecognizer()).start()) {
            var loops = new NioEventLoopGroup(1);
            try {
                Together.both(
                        () -> hold(server, agent(server)),
                        () -> hold(server, agent(server).eventLoops(HostEventLoops.of(loops))));
                if (loops.isShuttingDown()) {
                    throw new AssertionError("closing the agent ended the host's event loops");
                }
            } finally {
                loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            }
            System.out.println("netty=" + netty + " held a call on its own event loops and one on the host's: " + SAID);
        }
        HostPhone.hold();
    }

    private static VoiceAgent.Builder agent(LocalSttServer server) {
        return VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(SmallestPulse.builder()
                        .url(server.pulseUri())
                        .apiKey("local")
                        .language("en")
                        .build());
    }

    private static void hold(LocalSttServer server, VoiceAgent.Builder builder) throws Exception {
        var heard = new CopyOnWriteArrayList<String>();
        var caller = SyntheticCaller.builder(16_000).silence(Duration.ofMillis(1500));
        SAID.forEach(turn -> caller.turn(turn).silence(Duration.ofMillis(1500)));
        try (var agent = builder.turnHandler((utterance, reply) -> heard.add(utterance.text()))
                .build()) {
            agent.answer(caller.build(), AudioSink.discard()).completion().get(60, TimeUnit.SECONDS);
        }
        if (!heard.equals(SAID)) {
            throw new AssertionError("the call lost or doubled words, heard=" + heard);
        }
    }
}
