package dev.baton.testkit.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.audio.AudioSink;
import dev.baton.call.Call;
import dev.baton.call.VoiceAgent;
import dev.baton.stt.SmallestPulse;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One agent with many calls, in real time; in a class of its own, so that it has the machine to itself. */
class ManyCallsTest {
    private static final Duration QUIET = Duration.ofMillis(900);

    private final List<String> heard = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void warmUp() throws Exception {
        WarmUp.once();
    }

    @Test
    void manyCallsAtOnce_keepTheirWordsApart() throws Exception {
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
                        .turnHandlers(() -> (utterance, reply) -> heard.add(utterance.text()))
                        .build()) {
            var wanted = new ArrayList<String>();
            var calls = new ArrayList<Call>();
            String[] days = {"monday", "tuesday", "wednesday", "thursday", "friday"};
            for (int i = 0; i < 8; i++) {
                var caller = SyntheticCaller.builder(16_000)
                        .silence(Duration.ofMillis(400 + 17L * i))
                        .turn(days[i % days.length])
                        .silence(QUIET)
                        .turn("thank you")
                        .silence(QUIET)
                        .build();
                caller.turns().forEach(turn -> wanted.add(turn.text()));
                calls.add(agent.answer(caller, AudioSink.discard()));
            }
            for (var call : calls) {
                call.completion().get(60, TimeUnit.SECONDS);
            }

            assertThat(heard).containsExactlyInAnyOrderElementsOf(wanted);
            assertThat(server.stats().finalizes()).isEqualTo(16);
            assertThat(server.stats().closeStreams()).isEqualTo(8);
        }
    }
}
