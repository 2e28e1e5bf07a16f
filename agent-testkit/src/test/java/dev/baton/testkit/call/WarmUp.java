package dev.baton.testkit.call;

import dev.baton.audio.AudioSink;
import dev.baton.call.VoiceAgent;
import dev.baton.stt.SmallestPulse;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A call that nothing is asserted of. The first connection of a JVM loads a thousand classes; a caller who hangs up meanwhile would not be heard. */
final class WarmUp {
    private static boolean held;

    private WarmUp() {}

    static synchronized void once() throws Exception {
        if (held) {
            return;
        }
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                        .answerDelay(Duration.ofMillis(30))
                        .start();
                var agent = VoiceAgent.builder()
                        .voiceActivityDetector(SoundDetector.provider())
                        .speechGate(SoundDetector.gate())
                        .speechToText(SmallestPulse.builder()
                                .url(server.pulseUri())
                                .apiKey("test-key")
                                .language("en")
                                .build())
                        .turnHandler((utterance, reply) -> {})
                        .build()) {
            var caller = SyntheticCaller.builder(16_000)
                    .silence(Duration.ofMillis(400))
                    .turn("hello")
                    .silence(Duration.ofSeconds(2))
                    .build();
            agent.answer(caller, AudioSink.discard()).completion().get(60, TimeUnit.SECONDS);
        }
        held = true;
    }
}
