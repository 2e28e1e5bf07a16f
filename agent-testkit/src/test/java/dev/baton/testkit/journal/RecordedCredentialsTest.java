package dev.baton.testkit.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.audio.AudioSink;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.stt.Deepgram;
import dev.baton.stt.SttTransport;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.time.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service that repeats the key it was shown, wherever it can. */
@Timeout(30)
class RecordedCredentialsTest {
    private static final String KEY = "sk_live/0123+456789=";
    private static final String QUERY_TOKEN = "tok%2Fen98765";

    private final VirtualTime time = new VirtualTime();

    /** Where the service says it. */
    private enum Repeats {
        IN_A_MESSAGE,
        ESCAPED_IN_A_MESSAGE,
        IN_THE_BODY_OF_A_REFUSAL,
        IN_WHAT_FAILED,
        IN_THE_REASON_OF_ITS_CLOSE
    }

    private record Parrot(VirtualTime time, Repeats where) implements SttTransport {
        @Override
        public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
            assertThat(headers.toString() + uri).contains(KEY, QUERY_TOKEN);
            time.after(Duration.ofMillis(10), () -> answer(listener));
            return new Silent();
        }

        private void answer(Listener listener) {
            String said = KEY + " and tok/en98765";
            switch (where) {
                case IN_THE_BODY_OF_A_REFUSAL -> listener.onRefused(401, "", "{\"key\":\"" + said + "\"}");
                case IN_WHAT_FAILED -> listener.onFailed(new IOException("no way to wss://x/?token=" + said));
                case IN_A_MESSAGE -> {
                    listener.onOpen();
                    listener.onText("{\"type\":\"Metadata\",\"request\":\"" + said + "\"}");
                }
                case ESCAPED_IN_A_MESSAGE -> {
                    listener.onOpen();
                    listener.onText("{\"type\":\"Metadata\",\"request\":\"" + said.replace("/", "\\/") + "\"}");
                    listener.onText("{\"type\":\"Metadata\",\"request\":\"" + said.replace("=", "\\u003d") + "\"}");
                }
                case IN_THE_REASON_OF_ITS_CLOSE -> {
                    listener.onOpen();
                    listener.onClosed(1008, "unknown key " + said);
                }
            }
        }
    }

    private record Silent() implements SttTransport.Connection {
        @Override
        public void sendBinary(ByteBuffer bytes) {}

        @Override
        public void sendText(String text) {}

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public void close(int code, String reason) {}

        @Override
        public void abort() {}
    }

    @ParameterizedTest
    @EnumSource
    void keyThatAServiceRepeats_isInNoJournal(Repeats where) {
        for (boolean redacted : new boolean[] {false, true}) {
            var journal = new CheckedJournal(redacted);
            hold(where, journal);

            var raw = new String(journal.bytes(), StandardCharsets.ISO_8859_1);
            var told = journal.entries().toString();
            assertThat(raw + told).doesNotContain("sk_live", "0123+45", "en98765");
            if (!redacted) {
                assertThat(told).contains("***");
                journal.assertSameAgain(
                        Deepgram.builder()
                                .url(URI.create("ws://127.0.0.1:1/v1/listen"))
                                .build(),
                        SoundDetector.provider());
            }
        }
    }

    private void hold(Repeats where, CheckedJournal journal) {
        var caller = SyntheticCaller.builder(8_000)
                .silence(Duration.ofMillis(500))
                .turn("monday please")
                .silence(Duration.ofSeconds(1))
                .build();
        try (var agent = VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(Deepgram.builder()
                        .url(URI.create("ws://127.0.0.1:1/v1/listen?token=" + QUERY_TOKEN))
                        .apiKey(KEY)
                        .build())
                .turnHandler((utterance, reply) -> {})
                .handlerExecutor(time.executor())
                .eventLoops(time)
                .sttTransport(loop -> new Parrot(time, where))
                .build()) {
            var call = agent.answer(
                    caller, AudioSink.discard(), CallOptions.defaults().withJournal(journal));
            assertThat(time.runUntil(() -> call.completion().isDone(), Duration.ofMinutes(3)))
                    .isTrue();
        }
    }
}
