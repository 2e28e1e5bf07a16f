package host;

import dev.baton.agent.CallSummary.EndReason;
import dev.baton.call.VoiceAgent;
import dev.baton.carrier.LineTransport;
import dev.baton.server.AgentServer;
import dev.baton.server.Route;
import dev.baton.server.ServerLoops;
import dev.baton.stt.SmallestPulse;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.Vocabulary;
import dev.baton.testkit.carrier.CallerSpeech;
import dev.baton.testkit.carrier.Line;
import dev.baton.testkit.carrier.PcmIds;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Answers Asterisk's calls, one over AudioSocket and one over its WebSocket channel, and looks at what Asterisk recorded of them. {@code asterisk.sh} has Asterisk make them.
 *
 * <p>Argument: a directory. The caller's voice is written there, then the ports; Asterisk's recordings are read from there.
 */
final class AsteriskCalls {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int RATE_HZ = 8_000;
    private static final int NOISE_PEAK = 24;
    private static final List<String> SAID = List.of("nine thirty please", "no thank you");
    private static final String KEY = "5";

    /** After the quiet that ends a turn, the agent's answer of 4 s has begun, and is not over. */
    private static final Duration HEARD_OF_AN_ANSWER = Duration.ofMillis(2_500);

    private final Path directory;
    private boolean failed;

    private AsteriskCalls(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] args) throws Exception {
        new AsteriskCalls(Path.of(args[0])).answer();
    }

    private void answer() throws Exception {
        var overTcp = new PhoneAgent();
        var overWebSocket = new PhoneAgent();
        var loops = ServerLoops.create(1);
        try (var recogniser = LocalSttServer.builder(new ScriptedRecognizer(Vocabulary.english()))
                        .answerDelay(Duration.ofMillis(40))
                        .start();
                var tcpAgent = agent(recogniser, overTcp, loops);
                var webSocketAgent = agent(recogniser, overWebSocket, loops)) {
            var tcp = Route.audioSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), tcpAgent);
            var webSocket = Route.webSocket("/asterisk-websocket", LineTransport.ASTERISK_WEBSOCKET, webSocketAgent);
            try (var server =
                    AgentServer.builder(loops).route(tcp).route(webSocket).start()) {
                writeCaller();
                Files.writeString(
                        directory.resolve("ports"),
                        server.address(tcp).getPort() + " "
                                + server.address(webSocket).getPort() + "\n");
                await("both calls", () -> !overTcp.summaries.isEmpty() && !overWebSocket.summaries.isEmpty());
                check("audiosocket", overTcp);
                check("websocket", overWebSocket);
                var problems = server.stats().problems();
                fact("problems on the lines", problems, problems.isEmpty());
            }
        } finally {
            loops.close();
        }
        if (failed) {
            throw new AssertionError("a call was not as it must be");
        }
    }

    private static VoiceAgent agent(LocalSttServer recogniser, PhoneAgent handler, ServerLoops loops) {
        return VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(SmallestPulse.builder()
                        .url(recogniser.pulseUri())
                        .apiKey("local")
                        .usualAnswerTime(Duration.ofMillis(60))
                        .build())
                .textToSpeech(handler.voice)
                .turnHandler(handler)
                .eventLoops(loops.source())
                .build();
    }

    /** Listens to the greeting, speaks, hears a part of the answer, interrupts and hears a part of the next one; a key is pressed, and the rest is quiet until the caller hangs up. */
    private void writeCaller() throws Exception {
        write(
                "caller",
                quiet(Duration.ofSeconds(2)),
                CallerSpeech.of(Line.muLaw(), SAID.get(0)),
                quiet(HEARD_OF_AN_ANSWER),
                CallerSpeech.of(Line.muLaw(), SAID.get(1)),
                quiet(HEARD_OF_AN_ANSWER));
        write("rest", quiet(Duration.ofSeconds(4)));
    }

    private void write(String name, short[]... pieces) throws Exception {
        int samples = Arrays.stream(pieces).mapToInt(piece -> piece.length).sum();
        var bytes = ByteBuffer.allocate(Short.BYTES * samples).order(ByteOrder.LITTLE_ENDIAN);
        for (short[] piece : pieces) {
            for (short sample : piece) {
                bytes.putShort(sample);
            }
        }
        Files.write(directory.resolve(name + ".sln"), bytes.array());
    }

    private static short[] quiet(Duration length) {
        var random = new Random(1);
        var samples = new short[(int) (length.toMillis() * RATE_HZ / 1000)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (random.nextInt(2 * NOISE_PEAK + 1) - NOISE_PEAK);
        }
        return samples;
    }

    private void check(String line, PhoneAgent agent) throws Exception {
        System.out.println("Asterisk over " + line);
        var heard = PcmIds.decode(recorded(line), RATE_HZ);
        var expected = List.of(SAID.get(0), SAID.get(1), KEY);
        fact("caller said and pressed, committed", agent.said, agent.said.equals(expected));
        fact("replies recorded by Asterisk", heard.replies(), heard.replies().equals(List.of(0, 1, 2, 3)));
        fact("greeting recorded, ms", millis(heard, 0), millis(heard, 0) == PhoneAgent.GREETING.toMillis());
        long really = millis(heard, 1);
        fact("recorded of the interrupted answer, ms", really, really > 0 && really < PhoneAgent.ANSWER.toMillis());
        var first = agent.heard.isEmpty() ? null : agent.heard.get(0);
        fact(
                "of it, as the handler was told",
                first,
                first != null && Math.abs(first.played().toMillis() - really) <= 300);
        // A busy machine's recorder leaves pieces out; what was taken back must not come again, though.
        var order = heard.orderFaults().stream()
                .filter(fault -> fault.startsWith("repeated") || fault.startsWith("out of order"))
                .toList();
        fact("recorded again or out of order", order, order.isEmpty());
        var info = agent.infos.get(0);
        fact("call", info, !info.providerCallId().isEmpty());
        var reason = agent.summaries.get(0).reason();
        fact("ended by", reason, reason == EndReason.HANGUP);
    }

    private static long millis(PcmIds.Heard heard, int reply) {
        return (heard.lastBlock(reply) + 1) * 20L;
    }

    /** Asterisk finishes a recording some time after the call. */
    private short[] recorded(String line) throws Exception {
        var file = directory.resolve("heard-" + line + ".sln");
        await("the recording " + file, () -> Files.exists(file));
        long size = -1;
        while (size != Files.size(file)) {
            size = Files.size(file);
            Thread.sleep(1_000);
        }
        var samples = new short[(int) size / Short.BYTES];
        ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return samples;
    }

    private void fact(String what, Object found, boolean right) {
        System.out.println("  " + (right ? "ok    " : "WRONG ") + what + ": " + found);
        failed |= !right;
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("awaited " + what + " within " + LIMIT);
            }
            Thread.sleep(5);
        }
    }
}
