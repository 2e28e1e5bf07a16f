package dev.baton.server;

import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.agent.Heard;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.call.VoiceAgent;
import dev.baton.carrier.LineTransport;
import dev.baton.stt.SmallestPulse;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.Vocabulary;
import dev.baton.testkit.carrier.IdVoice;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.turn.Utterance;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A server for tests, with a real recogniser of tones on a real socket; each route has an agent, a handler and a voice of its own. */
final class ServerFixture implements AutoCloseable {
    /** One way in, and what its handler heard. */
    static final class Door implements TurnHandler {
        static final Duration GREETING = Duration.ofMillis(800);
        static final Duration ANSWER = Duration.ofSeconds(4);

        final LineTransport transport;
        final IdVoice voice;
        final List<CallInfo> infos = new CopyOnWriteArrayList<>();
        final List<String> said = new CopyOnWriteArrayList<>();
        final List<Heard> heard = new CopyOnWriteArrayList<>();
        final List<CallSummary> summaries = new CopyOnWriteArrayList<>();
        private @Nullable Route route;

        private Door(LineTransport transport, int sampleRateHz) {
            this.transport = transport;
            voice = new IdVoice(sampleRateHz, text -> text.equals("hello") ? GREETING : ANSWER);
        }

        @Override
        public void onCallStarted(CallInfo call, Reply reply) {
            infos.add(call);
            reply.say("hello");
        }

        @Override
        public void onUtterance(Utterance utterance, Reply reply) {
            said.add(utterance.kind().label() + " " + utterance.text());
            reply.say("you said " + utterance.text());
        }

        @Override
        public void onInterrupted(Heard what) {
            heard.add(what);
        }

        @Override
        public void onCallEnded(CallSummary summary) {
            summaries.add(summary);
        }
    }

    final ServerLoops loops = ServerLoops.create(2);
    private final LocalSttServer recogniser = LocalSttServer.builder(new ScriptedRecognizer(Vocabulary.english()))
            .answerDelay(Duration.ofMillis(40))
            .start();
    private final List<VoiceAgent> agents = new ArrayList<>();
    private final List<Door> doors = new ArrayList<>();
    private ServerLimits limits = ServerLimits.defaults();
    private int sendBufferBytes;
    private @Nullable AgentServer server;

    ServerFixture limits(ServerLimits most) {
        limits = most;
        return this;
    }

    /** So that a peer that does not read is noticed soon. */
    ServerFixture sendBuffer(int bytes) {
        sendBufferBytes = bytes;
        return this;
    }

    /** @param sampleRateHz of the line, and so of the voice: no conversion touches what it says */
    Door door(LineTransport transport, int sampleRateHz) {
        return door(transport, sampleRateHz, route -> route);
    }

    Door door(LineTransport transport, int sampleRateHz, UnaryOperator<Route> changes) {
        var door = new Door(transport, sampleRateHz);
        var agent = VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(SmallestPulse.builder()
                        .url(recogniser.pulseUri())
                        .usualAnswerTime(Duration.ofMillis(60))
                        .build())
                .textToSpeech(door.voice)
                .turnHandler(door)
                .eventLoops(loops.source())
                .build();
        agents.add(agent);
        var route = transport == LineTransport.AUDIOSOCKET
                ? Route.audioSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), agent)
                : Route.webSocket("/" + transport.label() + doors.size(), transport, agent);
        door.route = changes.apply(route);
        doors.add(door);
        return door;
    }

    ServerFixture start() {
        var builder = AgentServer.builder(loops).limits(limits).sendBuffer(sendBufferBytes);
        doors.forEach(door -> builder.route(route(door)));
        server = builder.start();
        return this;
    }

    AgentServer server() {
        return Objects.requireNonNull(server, "start() comes first");
    }

    Route route(Door door) {
        return Objects.requireNonNull(door.route);
    }

    URI uri(Door door) {
        return uri(door, "");
    }

    URI uri(Door door, String query) {
        int port = server().address(route(door)).getPort();
        boolean webSocket = door.transport != LineTransport.AUDIOSOCKET;
        return URI.create((webSocket ? "ws" : "tcp") + "://localhost:" + port
                + (webSocket ? route(door).path() + query : ""));
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        agents.forEach(VoiceAgent::close);
        loops.close();
        recogniser.close();
    }
}
