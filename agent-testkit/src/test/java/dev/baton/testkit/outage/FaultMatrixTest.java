package dev.baton.testkit.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.audio.AudioSink;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.journal.MemoryJournal;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.PipelineServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.testkit.stt.SttFault;
import dev.baton.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault of the protocols' pages and of networks, with all services, on virtual time: real pipelines, real parsers, real recognition of numbered words. Each call says five turns of four
 * words, the last right before the hang-up. What is written down of some of them is the same again.
 */
@ExtendWith(LeakSampling.class)
@Timeout(120)
class FaultMatrixTest {
    /** {@code -Dbaton.outages.again=1} has every call again. */
    private static final int AGAIN_EVERY = Integer.getInteger("baton.outages.again", 5);

    /** A turn of two seconds, its quiet, and the longest that a recogniser is waited for through an outage. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(20);

    private static final Duration LONGEST_CALL = Duration.ofMinutes(3);

    /** Nothing is ever heard on a connection with these: all that can be done is to say so. */
    private static final Set<SttFault> HOPELESS = EnumSet.of(
            SttFault.REFUSED_400,
            SttFault.REFUSED_401,
            SttFault.REFUSED_402,
            SttFault.REFUSED_403,
            SttFault.REFUSED_404,
            SttFault.REDIRECTED,
            SttFault.HTML_PAGE,
            SttFault.DATA_0000,
            SttFault.KEY_ERROR_THEN_1008);

    /** What comes after all waits are over, or shows only when a turn is past: that turn is told as incomplete, and the ones behind it are whole. */
    private static final Set<SttFault> COSTS_A_TURN = EnumSet.of(SttFault.STALL, SttFault.LATE);

    private final VirtualTime time = new VirtualTime(Duration.ofSeconds(60));
    private final List<CallEvent> events = new ArrayList<>();
    private final PipelineServer server =
            new PipelineServer(LocalSttServer.builder(new ScriptedRecognizer()).answerDelay(Duration.ofMillis(60)));
    private final MemoryJournal journal = new MemoryJournal();
    private boolean hadAgain = true;
    private final VirtualWire wire = new VirtualWire(time.next(), server);

    /** What a network does to a connection, from three seconds on or from its start. */
    private enum Network {
        RESET,
        RESET_AND_REFUSED,
        ENDED,
        STALLED,
        SWALLOWED,
        FLOWS_AGAIN,
        THROTTLED,
        BYTE_BY_BYTE,
        SLOW,
        UNANSWERED
    }

    static Stream<Arguments> servicesAndFaults() {
        return Stream.of(Service.values())
                .flatMap(service -> Stream.of(SttFault.values())
                        .filter(fault -> fault.protocols().contains(service.protocol()))
                        .map(fault -> Arguments.of(service, fault)));
    }

    static Stream<Arguments> servicesAndNetworks() {
        return Stream.of(Service.values())
                .flatMap(service -> Stream.of(Network.values()).map(network -> Arguments.of(service, network)));
    }

    private static SyntheticCaller caller() {
        var script = SyntheticCaller.builder(16_000).silence(Duration.ofMillis(600));
        for (int turn = 1; turn <= 5; turn++) {
            script.turn("word2%d1 word2%d2 word2%d3 word2%d4".formatted(turn, turn, turn, turn));
            script.silence(Duration.ofMillis(turn == 5 ? 200 : 2_200));
        }
        return script.build();
    }

    /** A call takes as long again from its journal; each service has some of the faults, and each fault some of the services. */
    private static boolean isHadAgain(Service service, SttFault fault) {
        return Math.floorMod((service.name() + fault.name()).hashCode(), AGAIN_EVERY) == 0;
    }

    private Ledger hold(Service service, Runnable atThreeSeconds) {
        var caller = caller();
        time.after(Duration.ofSeconds(3), atThreeSeconds);
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
                    caller,
                    AudioSink.discard(),
                    CallOptions.defaults().withListener(events::add).withJournal(journal));
            assertThat(time.runUntil(() -> call.completion().isDone(), LONGEST_CALL))
                    .as(() -> "the call ended, of " + events)
                    .isTrue();
            time.advance(Duration.ofSeconds(15)); // connections close behind the call
        }
        assertThat(time.timers()).as("timers left behind").isZero();
        var ledger = new Ledger(caller, events);
        ledger.assertAccounted();
        ledger.assertBounded(LONGEST_TURN);
        if (hadAgain) {
            journal.assertSameAgain(service.client(), SoundDetector.provider());
        }
        return ledger;
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource("servicesAndFaults")
    void faultOnTheFirstConnection_costsNoWord(Service service, SttFault fault) {
        server.once(fault);
        hadAgain = isHadAgain(service, fault);
        var ledger = hold(service, () -> {});

        if (COSTS_A_TURN.contains(fault)) {
            assertThat(ledger.missing()).as(() -> "words lost, of " + events).hasSizeLessThanOrEqualTo(8);
        } else if (!HOPELESS.contains(fault)) {
            assertThat(ledger.missing()).as(() -> "words lost, of " + events).isEmpty();
        }
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource("servicesAndFaults")
    void faultOnEveryConnection_isSurvivedAndWhatIsMissingTold(Service service, SttFault fault) {
        server.always(fault);
        hadAgain = isHadAgain(service, fault);
        hold(service, () -> {});
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource("servicesAndNetworks")
    void faultOfTheNetwork_costsNoWord(Service service, Network network) {
        switch (network) {
            case THROTTLED -> wire.bytesPerSecond = 40_000; // of 32,000 for audio alone
            case BYTE_BY_BYTE -> wire.byteByByte = true;
            case SLOW -> wire.latency = Duration.ofMillis(400);
            case UNANSWERED -> wire.unanswered = 1;
            default -> {}
        }
        var ledger = hold(service, () -> {
            switch (network) {
                case RESET -> wire.reset();
                case RESET_AND_REFUSED -> {
                    wire.refusals = 2;
                    wire.reset();
                }
                case ENDED -> wire.end();
                case STALLED -> wire.stall();
                case SWALLOWED -> wire.swallow();
                case FLOWS_AGAIN -> {
                    wire.stall();
                    time.after(Duration.ofSeconds(2), wire::flow);
                }
                default -> {}
            }
        });

        if (network != Network.SWALLOWED && network != Network.STALLED) {
            assertThat(ledger.missing()).as(() -> "words lost, of " + events).isEmpty();
        }
    }
}
