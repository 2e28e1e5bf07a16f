package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ErrorCode;
import dev.baton.agent.TurnHandler;
import dev.baton.audio.AudioSink;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.stt.SmallestPulse;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.turn.Utterance;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Calls as the commands hold them, over a real socket, with handlers that misbehave. */
@Timeout(60)
class HeldCallTest {
    private static final Duration PAUSE = Duration.ofMillis(1_300);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final LocalSttServer server =
            LocalSttServer.builder(new ScriptedRecognizer()).start();
    private final List<String> wire = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    private HeldCall hold(TurnHandler handler) throws InterruptedException {
        var service = new WireLog(SmallestPulse.builder()
                .url(server.pulseUri())
                .apiKey("secret-key")
                .build());
        try (var agent = VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(service)
                .turnHandler(handler)
                .handlerStall(Duration.ofMillis(300))
                .build()) {
            var caller = SyntheticCaller.builder(16_000)
                    .silence(Duration.ofMillis(400))
                    .turn("on friday")
                    .silence(PAUSE)
                    .turn("at nine")
                    .silence(PAUSE)
                    .build();
            var held = new HeldCall(agent, out, service);
            var plain = new PlainLines(out, false);
            held.hold(caller, AudioSink.discard(), CallOptions.defaults(), new CallView() {
                        @Override
                        public void show(CallEvent event, CallStory story) {
                            plain.show(event, story);
                        }

                        @Override
                        public void wire(Duration at, boolean sent, String text) {
                            wire.add((sent ? "> " : "< ") + text);
                        }
                    })
                    .close();
            return held;
        }
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<String> heard(HeldCall held) {
        return held.story().utterances().stream().map(Utterance::text).toList();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void handlerThatBehaves_runSucceedsAndWireCanBeReadWithoutAudioOrKey() throws Exception {
        var held = hold((utterance, reply) -> {});

        assertThat(heard(held)).containsExactly("on friday", "at nine");
        assertThat(held.succeeded()).isTrue();
        assertThat(wire)
                .filteredOn(line -> line.startsWith("> ") && line.contains("finalize"))
                .hasSize(2);
        assertThat(wire).filteredOn(line -> line.contains("close_stream")).hasSize(1);
        assertThat(wire).anyMatch(line -> line.startsWith("< ") && line.contains("on friday"));
        assertThat(wire).noneMatch(line -> line.contains("secret-key")).hasSizeLessThan(100);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void handlerThatThrows_callGoesOnAndRunFails() throws Exception {
        var held = hold((utterance, reply) -> {
            throw new IllegalStateException("no database");
        });

        assertThat(heard(held)).containsExactly("on friday", "at nine");
        assertThat(held.story().problems())
                .extracting(problem -> problem.reason().code())
                .containsExactly(ErrorCode.HANDLER_FAILED, ErrorCode.HANDLER_FAILED);
        assertThat(held.succeeded()).isFalse();
        assertThat(shown())
                .contains("BT-501", "java.lang.IllegalStateException")
                .doesNotContain("\tat ");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void handlerThatNeverReturns_callEndsInOrderAndRunFails() throws Exception {
        var never = new CountDownLatch(1);
        var held = hold((utterance, reply) -> never.await());

        assertThat(heard(held)).containsExactly("on friday", "at nine");
        assertThat(held.story().problems())
                .extracting(problem -> problem.reason().code())
                .contains(ErrorCode.HANDLER_STALLED);
        assertThat(held.succeeded()).isFalse();
        assertThat(held.story().summary()).isNotNull();
        assertThat(shown()).contains("BT-502", "turn 2 committed \"at nine\"");
    }
}
