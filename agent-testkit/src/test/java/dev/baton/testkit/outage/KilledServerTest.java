package dev.baton.testkit.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.audio.AudioSink;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.stt.SmallestPulse;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In real time: the server's process is killed with SIGKILL in the middle of a turn, and another one started. */
class KilledServerTest {
    private static final String WORDS =
            "word1001 word1002 word1003 word1004 word1005 word1006 word1007 word1008 word1009 word1010 word1011 word1012";

    private final List<CallEvent> events = new CopyOnWriteArrayList<>();

    private <E extends CallEvent> E last(Class<E> kind) {
        return events.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    private boolean hasInterimWith(String word) {
        return events.stream()
                .anyMatch(event -> event instanceof CallEvent.Interim interim
                        && List.of(interim.text().split(" ")).contains(word));
    }

    @Test
    void serverKilledAndRestartedInMidTurn_turnIsCommittedWhole() throws Exception {
        try (var doomed = ServerProcess.start(0);
                var agent = VoiceAgent.builder()
                        .voiceActivityDetector(SoundDetector.provider())
                        .speechGate(SoundDetector.gate())
                        .speechToText(SmallestPulse.builder()
                                .url(URI.create("ws://127.0.0.1:" + doomed.port() + "/waves/v1/stt/live"))
                                .build())
                        .turnHandler((utterance, reply) -> {})
                        .build()) {
            var caller = SyntheticCaller.builder(16_000)
                    .silence(Duration.ofMillis(400))
                    .turn("word1100 word1101")
                    .silence(Duration.ofMillis(1_500))
                    .turn(WORDS)
                    .silence(Duration.ofMillis(1_500))
                    .build();
            var call = agent.answer(
                    caller, AudioSink.discard(), CallOptions.defaults().withListener(events::add));

            await().atMost(30, TimeUnit.SECONDS).until(() -> hasInterimWith("word1005"));
            doomed.kill();
            try (var successor = ServerProcess.start(doomed.port())) {
                assertThat(successor.port()).isEqualTo(doomed.port());
                call.completion().get(60, TimeUnit.SECONDS);
            }

            var ledger = new Ledger(caller, events);
            ledger.assertWhole();
            ledger.assertAccounted();
            var lost = last(CallEvent.SttReconnecting.class).at();
            var back = last(CallEvent.SttReconnected.class).at();
            var replayed = last(CallEvent.AudioReplayed.class);
            System.out.printf(
                    "server killed at %.2f s of the call, connected again %.2f s later, %.2f s of audio sent again from %.2f s on, turn whole at %.2f s%n",
                    seconds(lost),
                    seconds(back.minus(lost)),
                    seconds(replayed.length()),
                    seconds(replayed.from()),
                    seconds(last(CallEvent.TurnCommitted.class).at()));
            assertThat(replayed.length()).isGreaterThan(back.minus(lost)); // the gap, and what was not final before
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
