package dev.baton.benchmarks.interruption;

import dev.baton.agent.CallInfo;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.call.CallEvent;
import dev.baton.call.VoiceAgent;
import dev.baton.carrier.LineTransport;
import dev.baton.server.AgentServer;
import dev.baton.server.Route;
import dev.baton.server.ServerLoops;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.carrier.IdVoice;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Answers with half a minute of numbered audio; ends with its input, and tells what it measured itself. */
public final class TelephoneServer {
    private TelephoneServer() {}

    public static void main(String[] arguments) throws Exception {
        var own = new Histogram(3);
        var underruns = new long[1];
        try (var loops = ServerLoops.create(1);
                var agent = VoiceAgent.builder()
                        .speechToText(new DeafRecogniser())
                        .voiceActivityDetector(SoundDetector.provider())
                        .speechGate(SoundDetector.gate())
                        .eventLoops(loops.source())
                        .textToSpeech(new IdVoice(8_000, text -> Duration.ofSeconds(30)))
                        .turns(turns -> turns.minInterruption(Callers.MIN_INTERRUPTION))
                        .turnHandler(new Speaking())
                        .listener(
                                event -> { // on the one loop
                                    if (event instanceof CallEvent.Interrupted interrupted) {
                                        own.recordValue(interrupted.stopped().toNanos() / 1_000);
                                    } else if (event instanceof CallEvent.ReplyStarved) {
                                        underruns[0]++;
                                    }
                                })
                        .build();
                var server = start(loops, agent)) {
            while (System.in.read() >= 0) {
                // until whoever started it is done
            }
            System.out.printf(
                    Locale.ROOT,
                    "measured %d %.3f %.3f %.3f %d %s%n",
                    own.getTotalCount(),
                    own.getValueAtPercentile(50) / 1e3,
                    own.getValueAtPercentile(95) / 1e3,
                    own.getMaxValue() / 1e3,
                    underruns[0],
                    server.stats().problems());
            System.out.flush();
        }
    }

    private static AgentServer start(ServerLoops loops, VoiceAgent agent) {
        var route = Route.webSocket("/twilio", LineTransport.TWILIO, agent);
        var server = AgentServer.builder(loops).route(route).start();
        System.out.println("port " + server.address(route).getPort());
        System.out.flush();
        return server;
    }

    private static final class Speaking implements TurnHandler {
        @Override
        public void onCallStarted(CallInfo call, Reply reply) {
            reply.say("half a minute");
        }

        @Override
        public void onUtterance(Utterance utterance, Reply reply) {
            // nobody is ever understood here
        }
    }
}
