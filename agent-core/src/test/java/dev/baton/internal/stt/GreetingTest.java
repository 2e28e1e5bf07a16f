package dev.baton.internal.stt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ErrorCode;
import dev.baton.audio.AudioEncoding;
import dev.baton.internal.json.CloseMeaning;
import dev.baton.internal.json.ServiceMessages;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service that says by itself that it listens, has no finalize, leaves its last interim behind, and has close codes of its own. */
class GreetingTest {
    private final HandDrivenTransport network = new HandDrivenTransport();
    private final List<SttEvent> events = new ArrayList<>();
    private final StreamingSession session = StreamingSession.open(link(), network, events::add);

    @Test
    void audioBeforeTheGreeting_waitsForIt() {
        session.audio(new short[800], 0, 800);
        network.service.onOpen();
        assertThat(network.sent).isEmpty();
        assertThat(events).isEmpty();
        assertThat(session.isWritable()).isFalse();

        network.service.onText("hello");

        assertThat(network.sent).containsExactly("audio 0+800");
        assertThat(events).containsExactly(new SttEvent.Ready("wss://api.test/live"));
        assertThat(session.isWritable()).isTrue();
    }

    @Test
    void greetingTwice_isReadyOnce() {
        network.service.onOpen();
        network.service.onText("hello");
        network.service.onText("hello");
        assertThat(events).hasSize(1);
    }

    @Test
    void textWithoutGreeting_showsThatItListens() {
        network.service.onOpen();
        network.service.onText("text one");
        assertThat(events)
                .containsExactly(
                        new SttEvent.Ready("wss://api.test/live"), new SttEvent.Interim("text one", List.of()));
    }

    @Test
    void greetingThatNeverComes_isAnOutage() {
        session.audio(new short[800], 0, 800);
        network.service.onOpen();
        network.passTime();

        assertThat(network.sent).containsExactly("abort");
        assertThat(error().reason().report()).contains("BT-209", "did not say within 10000 ms that it listens");
        assertThat(error().fatal()).isFalse();
        assertThat(events.subList(1, 3))
                .containsExactly(new SttEvent.AudioDropped(800), new SttEvent.Closed(1006, "not ready", false));
        network.service.onText("hello");
        assertThat(events).hasSize(3);
    }

    @Test
    void greetingInTime_stopsTheWait() {
        network.service.onOpen();
        network.service.onText("hello");
        assertThat(network.timers).isEmpty();
    }

    @Test
    void closeBeforeTheGreeting_meansWhatTheServiceMeans() {
        network.service.onOpen();
        network.service.onClosed(4001, "bad key");

        assertThat(error().reason().code()).isEqualTo(ErrorCode.STT_KEY_REFUSED);
        assertThat(error().fatal()).isTrue();
        assertThat(events.get(1)).isEqualTo(new SttEvent.Closed(4001, "bad key", false));
    }

    @Test
    void closeOfEveryMeaning_saysWhatToDo() {
        for (int code = 4001; code < 4006; code++) {
            var told = new ArrayList<SttEvent>();
            var line = new HandDrivenTransport();
            StreamingSession.open(link(), line, told::add);
            line.service.onOpen();
            line.service.onText("hello");
            line.service.onClosed(code, "");
            var error = (SttEvent.Error) told.get(1);
            assertThat(error.reason().remedy()).isNotBlank();
            assertThat(error.reason().getMessage()).contains(String.valueOf(code));
            assertThat(error.fatal()).isEqualTo(code <= 4002);
        }
    }

    @Test
    void interimLeftAtTheEnd_isTheLastFinal() {
        network.service.onOpen();
        network.service.onText("hello");
        network.service.onText("text one");
        session.closeStream();
        network.service.onClosed(1000, "");

        assertThat(events.subList(2, 4))
                .containsExactly(
                        new SttEvent.Final("text one", List.of(), false, true), new SttEvent.Closed(1000, "", true));
    }

    @Test
    void interimLeftByAnOutage_isNotMadeFinal() {
        network.service.onOpen();
        network.service.onText("text one");
        network.service.onClosed(1006, "");
        assertThat(events).noneMatch(SttEvent.Final.class::isInstance);
    }

    @Test
    void samplesOf32Bits_keepTheirValue() {
        var group = new AudioGroup(3, AudioEncoding.LINEAR32);
        group.add(new short[] {9, 1, -2, 32_767}, 1, 3);
        var bytes = group.take();
        assertThat(new int[] {bytes.getInt(0), bytes.getInt(4), bytes.getInt(8)})
                .containsExactly(1 << 16, -2 << 16, 32_767 << 16);
        assertThat(bytes.remaining()).isEqualTo(12);
    }

    private SttEvent.Error error() {
        return (SttEvent.Error) events.get(0);
    }

    private static ServiceLink link() {
        return new ServiceLink(
                "polite",
                URI.create("wss://api.test/live"),
                "wss://api.test/live",
                "wss://api.usual.test/live",
                "",
                Map.of(),
                List.of(),
                "no key",
                Polite::new,
                AudioEncoding.LINEAR16,
                8_000,
                Duration.ofMillis(100),
                Duration.ZERO,
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10));
    }

    private static final class Polite implements ServiceMessages {
        private String interim = "";

        @Override
        public String finalizeRequest() {
            throw new AssertionError("not asked for here");
        }

        @Override
        public String closeStream() {
            return "bye";
        }

        @Override
        public boolean greets() {
            return true;
        }

        @Override
        public boolean announcesLast() {
            return false;
        }

        @Override
        public void read(String message, SttListener listener) {
            if (message.equals("hello")) {
                listener.onEvent(new SttEvent.Ready(""));
            } else {
                interim = message;
                listener.onEvent(new SttEvent.Interim(message, List.of()));
            }
        }

        @Override
        public void ended(SttListener listener) {
            listener.onEvent(new SttEvent.Final(interim, List.of(), false, true));
        }

        @Override
        public CloseMeaning meaningOf(int closeCode) {
            return switch (closeCode) {
                case 4001 -> CloseMeaning.KEY_REFUSED;
                case 4002 -> CloseMeaning.SETTINGS_REFUSED;
                case 4003 -> CloseMeaning.LIMIT_REACHED;
                case 4004 -> CloseMeaning.TOO_LONG;
                case 4005 -> CloseMeaning.BAD_MESSAGE;
                default -> CloseMeaning.USUAL;
            };
        }
    }
}
