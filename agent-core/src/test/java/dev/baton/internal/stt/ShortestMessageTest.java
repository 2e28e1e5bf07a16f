package dev.baton.internal.stt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.audio.AudioEncoding;
import dev.baton.internal.json.AssemblyAiMessages;
import dev.baton.stt.SttEvent;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service that takes no message of less than 50 ms: 400 samples at 8 kHz. */
class ShortestMessageTest {
    private final HandDrivenTransport network = new HandDrivenTransport();
    private final List<SttEvent> events = new ArrayList<>();

    private StreamingSession open(int sampleRateHz, Duration held) {
        return StreamingSession.open(
                new ServiceLink(
                        "assemblyai",
                        URI.create("wss://api.test/v3/ws"),
                        "wss://api.test/v3/ws",
                        "wss://api.usual.test/v3/ws",
                        "",
                        Map.of(),
                        List.of(),
                        "no key",
                        () -> new AssemblyAiMessages("assemblyai", false),
                        AudioEncoding.LINEAR16,
                        sampleRateHz,
                        Duration.ofMillis(100),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(5),
                        held,
                        Duration.ofSeconds(10)),
                network,
                events::add);
    }

    private StreamingSession listening(int sampleRateHz) {
        var session = open(sampleRateHz, Duration.ofSeconds(10));
        network.service.onOpen();
        network.service.onText("{\"type\":\"Begin\"}");
        events.clear();
        return session;
    }

    @Test
    void shortRest_isFilledUpAndTold() {
        var session = listening(8_000);
        session.audio(new short[900], 0, 900);
        session.finalizeTurn();

        assertThat(network.sent).containsExactly("audio 0+800", "audio 0+400", "{\"type\":\"ForceEndpoint\"}");
        assertThat(events).containsExactly(new SttEvent.SilenceSent(300));
    }

    @Test
    void restThatIsLongEnoughOrNone_isLeftAlone() {
        var session = listening(8_000);
        session.audio(new short[400], 0, 400);
        session.finalizeTurn();
        session.finalizeTurn();
        session.closeStream();

        assertThat(network.sent)
                .containsExactly(
                        "audio 0+400",
                        "{\"type\":\"ForceEndpoint\"}",
                        "{\"type\":\"ForceEndpoint\"}",
                        "{\"type\":\"Terminate\"}");
        assertThat(events).isEmpty();
    }

    /** 50 ms are 1102.5 samples: half a sample less would be refused. */
    @Test
    void rateWithoutWholeSamples_isRoundedUp() {
        var session = listening(22_050);
        session.audio(new short[3], 0, 3);
        session.closeStream();

        assertThat(network.sent).containsExactly("audio 0+1103", "{\"type\":\"Terminate\"}");
        assertThat(events).containsExactly(new SttEvent.SilenceSent(1_100));
    }

    /** What only fills a message up is nobody's voice: neither kept as such nor told as lost. */
    @Test
    void outageBeforeTheServiceListens_losesNoSilence() {
        var session = open(8_000, Duration.ofSeconds(10));
        session.audio(new short[100], 0, 100);
        session.finalizeTurn();
        network.service.onOpen();
        network.service.onClosed(1006, "");

        assertThat(events).contains(new SttEvent.SilenceSent(300), new SttEvent.AudioDropped(100));
    }
}
