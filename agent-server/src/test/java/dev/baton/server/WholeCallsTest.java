package dev.baton.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.CallSummary.EndReason;
import dev.baton.carrier.LineTransport;
import dev.baton.testkit.carrier.AudioSocketLeg;
import dev.baton.testkit.carrier.CallerFacts;
import dev.baton.testkit.carrier.CallerSpeech;
import dev.baton.testkit.carrier.CarrierClient;
import dev.baton.testkit.carrier.CarrierLeg;
import dev.baton.testkit.carrier.ChanWebSocketLeg;
import dev.baton.testkit.carrier.ExotelLeg;
import dev.baton.testkit.carrier.Line;
import dev.baton.testkit.carrier.PcmLeg;
import dev.baton.testkit.carrier.PlivoLeg;
import dev.baton.testkit.carrier.TelnyxLeg;
import dev.baton.testkit.carrier.TwilioLeg;
import dev.baton.testkit.carrier.VonageLeg;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A whole call with an interruption through each line, held by a carrier that shares no code with the lines. What was heard at the far end is read from the samples themselves. All calls are held at the same
 * time.
 */
@Timeout(60)
class WholeCallsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long FRAME_MILLIS = 20;
    private static final ServerFixture SERVER = new ServerFixture();

    /** @param facts what reaches {@code CallInfo}; empty where the line does not tell */
    private record Dialled(String name, ServerFixture.Door door, CarrierLeg leg, Facts facts) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Facts(String from, String to, String callId, Map<String, String> parameters) {}

    private static final CallerFacts CALLER =
            new CallerFacts("call-1", "+15550100", "+15550199", Map.of("lang", "en", "from", "+1555"));
    private static final Facts BY_PARAMETERS = new Facts("+1555", "", "call-1", Map.of("lang", "en", "from", "+1555"));
    private static final Facts TOLD =
            new Facts("+15550100", "+15550199", "call-1", Map.of("lang", "en", "from", "+1555"));
    private static final String UUID = "4f1c2a9e-3b7d-4c55-9d0a-0e6f8a1b2c3d";

    private static Stream<Dialled> lines() {
        return LINES.stream();
    }

    private static final List<Dialled> LINES = List.of(
            line("twilio", LineTransport.TWILIO, new TwilioLeg(CALLER), BY_PARAMETERS),
            line("telnyx, out of order", LineTransport.TELNYX, new TelnyxLeg(CALLER).outOfOrder(3, 1), TOLD),
            line("telnyx at 16 kHz", LineTransport.TELNYX, new TelnyxLeg(CALLER, Line.linear16(16_000)), TOLD),
            line("plivo", LineTransport.PLIVO, new PlivoLeg(CALLER), BY_PARAMETERS),
            line(
                    "vonage",
                    LineTransport.VONAGE,
                    new VonageLeg(CALLER, 16_000),
                    new Facts("+1555", "", "", Map.of("lang", "en", "from", "+1555"))),
            line("exotel", LineTransport.EXOTEL, new ExotelLeg(CALLER), TOLD),
            line("pcm", LineTransport.PCM, new PcmLeg(CALLER, 16_000, 40), TOLD),
            line(
                    "audiosocket",
                    LineTransport.AUDIOSOCKET,
                    new AudioSocketLeg(CallerFacts.of(UUID)),
                    new Facts("", "", UUID, Map.of())),
            line(
                    "audiosocket at 16 kHz",
                    LineTransport.AUDIOSOCKET,
                    new AudioSocketLeg(CallerFacts.of(UUID), 16_000),
                    new Facts("", "", UUID, Map.of())),
            line(
                    "asterisk's websocket, json",
                    LineTransport.ASTERISK_WEBSOCKET,
                    new ChanWebSocketLeg(CALLER, ChanWebSocketLeg.Control.JSON, Line.muLaw()),
                    new Facts("+1555", "", "pbx-17.4", BY_PARAMETERS.parameters())),
            line(
                    "asterisk's websocket, plain",
                    LineTransport.ASTERISK_WEBSOCKET,
                    new ChanWebSocketLeg(CALLER, ChanWebSocketLeg.Control.PLAIN, Line.linear16(16_000)),
                    new Facts("", "", "pbx-17.4", Map.of())));

    private static Dialled line(String name, LineTransport transport, CarrierLeg leg, Facts facts) {
        return new Dialled(name, SERVER.door(transport, leg.line().sampleRateHz()), leg, facts);
    }

    @BeforeAll
    static void start() throws Exception {
        var door = SERVER.door(LineTransport.TWILIO, 8_000);
        SERVER.start();
        // What is compiled and loaded in the first call would be heard as gaps in all of them.
        try (var call = CarrierClient.connect(SERVER.uri(door), new TwilioLeg(CALLER))) {
            call.awaitSound(0, LIMIT);
            call.say(CallerSpeech.of(call.line(), "nine thirty please"));
            await().atMost(LIMIT).until(() -> door.voice.said().size() == 2);
        }
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void wholeCall_isHeardAnsweredInterruptedAndEnded(Dialled dialled) throws Exception {
        var door = dialled.door();
        dialled.leg().lineNoise();
        try (var call = CarrierClient.connect(SERVER.uri(door), dialled.leg())) {
            call.awaitSound(0, LIMIT);
            call.awaitQuiet(Duration.ofMillis(300), LIMIT);
            call.say(CallerSpeech.of(call.line(), "nine thirty please"));
            call.awaitSaid(LIMIT);
            await().atMost(LIMIT).until(() -> door.voice.said().size() == 2);
            call.awaitSound(call.ask(CarrierLeg::millis), LIMIT);
            long spoken = call.say(CallerSpeech.of(call.line(), "no thank you"));
            call.awaitSaid(LIMIT);
            await().atMost(LIMIT).until(() -> door.voice.said().size() == 3);
            call.awaitSound(call.ask(CarrierLeg::millis), LIMIT);
            call.hangUp();
            await().atMost(LIMIT).until(() -> !door.summaries.isEmpty());

            assertThat(door.said).containsExactly("speech nine thirty please", "speech no thank you");
            assertThat(door.summaries.get(0).reason()).isEqualTo(EndReason.HANGUP);
            var heard = call.heardIds();
            // Gaps are the machine's, and judged below; what comes twice, out of order or damaged is ours.
            assertThat(heard.orderFaults())
                    .filteredOn(fault -> !fault.startsWith("a gap"))
                    .isEmpty();
            assertThat(heard.replies()).containsExactly(0, 1, 2);
            assertThat(heard.lastBlock(0)).isEqualTo(ServerFixture.Door.GREETING.toMillis() / FRAME_MILLIS - 1);
            assertThat(heard.lastBlock(1)).isLessThan((int) (ServerFixture.Door.ANSWER.toMillis() / FRAME_MILLIS) - 1);
            assertThat(heard.endMillis(1)).isLessThan(spoken + 300 + 200 + 200);
            assertThat(call.violations()).isEmpty();
            long fill = call.ask(leg -> leg.farEnd().highestFillMillis());
            assertThat(fill).isLessThanOrEqualTo(200);
            if (call.worstStall().toMillis() < 40) { // otherwise the far end's own clock stood still
                long underruns = call.ask(leg -> leg.farEnd().underruns());
                assertThat(underruns).isLessThanOrEqualTo(door.summaries.get(0).underruns());
            }
            var interrupted = door.heard.get(0);
            long really = (heard.lastBlock(1) + 1) * FRAME_MILLIS;
            assertThat(interrupted.played().toMillis()).isBetween(really - 200, really + 60);
            knowsWhoCalls(dialled);
        }
    }

    private static void knowsWhoCalls(Dialled dialled) {
        var info = dialled.door().infos.get(0);
        var facts = dialled.facts();
        assertThat(info.transport()).isEqualTo(dialled.door().transport.label());
        assertThat(info.from()).isEqualTo(facts.from());
        assertThat(info.to()).isEqualTo(facts.to());
        assertThat(info.providerCallId()).isEqualTo(facts.callId());
        assertThat(info.parameters()).isEqualTo(facts.parameters());
    }
}
