package dev.baton.testkit.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.audio.AudioSink;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.PipelineServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten minutes of talk on virtual time, and every 20 s the connection to the recogniser is reset. */
@ExtendWith(LeakSampling.class)
@Timeout(180)
class TenMinuteCallTest {
    private static final Duration BETWEEN_DROPS = Duration.ofSeconds(20);
    private static final long FLAT_BYTES = 2 << 20;

    private final VirtualTime time = new VirtualTime(Duration.ofSeconds(60));
    private final List<CallEvent> events = new ArrayList<>();
    private final VirtualWire wire = new VirtualWire(
            time.next(),
            new PipelineServer(LocalSttServer.builder(new ScriptedRecognizer()).answerDelay(Duration.ofMillis(60))));
    private int drops;
    private boolean dropping = true;

    @ParameterizedTest
    @EnumSource(Service.class)
    void dropEveryTwentySeconds_losesNothingAndMemoryStaysFlat(Service service) {
        var caller = caller();
        assertThat(caller.duration()).isGreaterThan(Duration.ofMinutes(10));
        time.after(BETWEEN_DROPS, this::drop);
        long early;
        long late;
        try (var agent = VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(service.client())
                .turnHandler((utterance, reply) -> {})
                .handlerExecutor(time.executor())
                .eventLoops(time)
                .sttTransport(loop -> wire)
                .build()) {
            var call = agent.answer(
                    caller, AudioSink.discard(), CallOptions.defaults().withListener(this::keep));
            time.advance(Duration.ofMinutes(2));
            early = usedBytes();
            time.advance(Duration.ofMinutes(8));
            late = usedBytes();
            assertThat(time.runUntil(() -> call.completion().isDone(), Duration.ofMinutes(1)))
                    .isTrue();
            dropping = false;
            time.advance(BETWEEN_DROPS);
        }

        var ledger = new Ledger(caller, events);
        ledger.assertAccounted();
        assertThat(ledger.missing()).isEmpty();
        assertThat(drops).isGreaterThanOrEqualTo(29);
        assertThat(time.timers()).isZero();
        assertThat(late - early)
                .as("bytes in use after 10 minutes, compared with 2")
                .isLessThan(FLAT_BYTES);
    }

    private void drop() {
        if (dropping) {
            drops++;
            wire.reset();
            time.after(BETWEEN_DROPS, this::drop);
        }
    }

    /** Interims would make the test's own list grow. */
    private void keep(CallEvent event) {
        if (!(event instanceof CallEvent.Interim || event instanceof CallEvent.Final)) {
            events.add(event);
        }
    }

    private static SyntheticCaller caller() {
        var script = SyntheticCaller.builder(16_000).silence(Duration.ofMillis(600));
        for (int turn = 0; turn < 165; turn++) {
            int first = 1_000 + 10 * turn;
            script.turn(
                    "word%d word%d word%d word%d word%d".formatted(first, first + 1, first + 2, first + 3, first + 4));
            script.silence(Duration.ofMillis(2_300));
        }
        return script.build();
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
