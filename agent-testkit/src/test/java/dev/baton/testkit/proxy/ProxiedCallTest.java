package dev.baton.testkit.proxy;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.audio.AudioSink;
import dev.baton.call.CallEvent;
import dev.baton.call.VoiceAgent;
import dev.baton.stt.SmallestPulse;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole call through the proxy: what a user of it sees. */
class ProxiedCallTest {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<CallEvent> events = new CopyOnWriteArrayList<>();

    /** The first connection of a JVM loads a thousand classes, and would take all the time that the call has. */
    @BeforeEach
    void warmUp() throws Exception {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer()).start();
                var proxy = FaultProxy.to(server.pulseUri()).start()) {
            hold(proxy.uri(server.pulseUri()), ofMillis(500));
        }
        heard.clear();
        events.clear();
    }

    private void hold(URI service, Duration silence) throws Exception {
        var pulse = SmallestPulse.builder().url(service).apiKey("test-key").language("en");
        try (var agent = VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(pulse.build())
                .turnHandler((utterance, reply) -> heard.add(utterance.text()))
                .listener(events::add)
                .build()) {
            var caller = SyntheticCaller.builder(16_000)
                    .silence(ofMillis(400))
                    .turn("on wednesday please")
                    .silence(silence)
                    .build();
            agent.answer(caller, AudioSink.discard()).completion().get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void lineIsCutWhileTheCallerSpeaks_noWordIsLost() throws Exception {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer()).start();
                var proxy = FaultProxy.to(server.pulseUri())
                        .faults(Fault.cut().afterBytes(30_000).onConnection(1)) // 0.9 s of sound: in mid-sentence
                        .start()) {
            hold(proxy.uri(server.pulseUri()), ofSeconds(3));

            assertThat(heard).containsExactly("on wednesday please");
            assertThat(proxy.stats().faults("cut")).isEqualTo(1);
            assertThat(events).hasAtLeastOneElementOfType(CallEvent.SttReconnected.class);
        }
    }
}
