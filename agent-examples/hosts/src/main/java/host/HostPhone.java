package host;

import dev.baton.call.VoiceAgent;
import dev.baton.carrier.LineTransport;
import dev.baton.server.AgentServer;
import dev.baton.server.Route;
import dev.baton.server.ServerLoops;
import dev.baton.server.config.ServerConfig;
import dev.baton.stt.SmallestPulse;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.Vocabulary;
import dev.baton.testkit.carrier.CallerFacts;
import dev.baton.testkit.carrier.CarrierClient;
import dev.baton.testkit.carrier.Refused;
import dev.baton.testkit.carrier.TwilioLeg;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two telephone calls at the same time inside the host: one over its own web server, one over Baton's, with the Netty and the Jackson that the host picked. */
final class HostPhone {
    private static final String TOKEN = "12345";

    private HostPhone() {}

    /** @throws AssertionError if anything about them is not as it must be */
    static void hold() throws Exception {
        readsConfiguration();
        var springs = new PhoneAgent();
        var batons = new PhoneAgent();
        var loops = ServerLoops.create(1);
        try (var recogniser = LocalSttServer.builder(new ScriptedRecognizer(Vocabulary.english()))
                        .answerDelay(Duration.ofMillis(40))
                        .start();
                var springAgent = agent(recogniser, springs).build();
                var batonAgent =
                        agent(recogniser, batons).eventLoops(loops.source()).build();
                var spring = start(springAgent)) {
            var route = Route.webSocket("/twilio", LineTransport.TWILIO, batonAgent);
            try (var server = AgentServer.builder(loops).route(route).start()) {
                var own = URI.create(
                        "ws://localhost:" + spring.getEnvironment().getProperty("local.server.port") + SpringHost.PATH);
                var ours = URI.create("ws://localhost:" + server.address(route).getPort() + route.path());
                refusesForeigners(own);
                var signed = Map.of("X-Twilio-Signature", signature(own));
                Together.both(
                        () -> PhoneCall.warmUp(own, signed, springs), () -> PhoneCall.warmUp(ours, Map.of(), batons));
                Together.both(
                        () -> PhoneCall.hold("Twilio over the host's own WebSocket", own, signed, springs),
                        () -> PhoneCall.hold("Twilio over Baton's server", ours, Map.of(), batons));
            }
        } finally {
            loops.close();
        }
    }

    private static VoiceAgent.Builder agent(LocalSttServer recogniser, PhoneAgent handler) {
        return VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(SmallestPulse.builder()
                        .url(recogniser.pulseUri())
                        .apiKey("local")
                        .usualAnswerTime(Duration.ofMillis(60))
                        .build())
                .textToSpeech(handler.voice)
                .turnHandler(handler);
    }

    private static ConfigurableApplicationContext start(VoiceAgent agent) {
        return new SpringApplicationBuilder(SpringHost.class)
                .properties(
                        "server.port=0",
                        "server.address=localhost",
                        "twilio.auth-token=" + TOKEN,
                        "spring.main.banner-mode=off",
                        "logging.level.root=warn")
                .initializers(context -> context.getBeanFactory().registerSingleton("agent", agent))
                .run();
    }

    /** With the parser that the host picked. */
    private static void readsConfiguration() throws Exception {
        var file = Files.createTempFile("baton", ".yml");
        try {
            Files.writeString(file, "limits:\n  calls: 7\n");
            int calls = ServerConfig.read(file, Map.of()).calls();
            if (calls != 7) {
                throw new AssertionError("the configuration says 7 calls, calls=" + calls);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void refusesForeigners(URI app) {
        try (var call = CarrierClient.connect(app, new TwilioLeg(CallerFacts.of("CA00")))) {
            throw new AssertionError("a caller without a signature came in, call=" + call);
        } catch (Refused e) {
            if (e.statusCode() != 403) {
                throw new AssertionError("a caller without a signature must be told 403, status=" + e.statusCode(), e);
            }
            System.out.println("refused without a signature: " + e.statusCode());
        }
    }

    private static String signature(URI app) throws Exception {
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return Base64.getEncoder().encodeToString(mac.doFinal(app.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
