package dev.baton.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Broken messages of text-to-speech services: nothing is thrown, and what comes out can be used. */
class SpeechFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final List<String> PARTS = List.of(
            "{\"external_request_id\":\"r-1\",\"request_id\":\"t\",\"status\":\"chunk\",\"data\":{\"audio\":\"AQACAA==\"}}",
            "{\"request_id\":\"t\",\"status\":\"word_timestamp\",\"data\":{\"word\":\"one\",\"start\":0.02,\"end\":1e300}}",
            "{\"request_id\":\"r-1\",\"status\":\"complete\"}",
            "{\"status\":\"error\",\"message\":[\"a\",{\"b\":null}],\"request_id\":7}",
            "{\"type\":\"session.ready\",\"session_id\":5}",
            "{\"type\":\"segment.start\",\"segment_id\":0,\"text\":\"one two\",\"word_timestamps\":[{\"word\":\"one\",\"start\":0,\"end\":-1}]}",
            "{\"type\":\"segment.start\",\"text\":null,\"word_timestamps\":{}}",
            "{\"type\":\"segment.done\"}",
            "{\"type\":\"segment.skipped\",\"text\":4}",
            "{\"type\":\"word\",\"word\":\"two\",\"start\":\"0.5\"}",
            "{\"type\":\"session.error\"}");

    private final Random random = new Random(4711);

    private String message() {
        var text = new StringBuilder(PARTS.get(random.nextInt(PARTS.size())));
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, (char) random.nextInt(0x10000));
                default -> text.setCharAt(at, "{}[],:\"0-e".charAt(random.nextInt(10)));
            }
        }
        return text.toString();
    }

    private ByteBuffer audio() {
        var bytes = new byte[random.nextInt(80)];
        random.nextBytes(bytes);
        if (random.nextInt(3) == 0) {
            var wav = CambSpeechMessagesTest.wav(16_000, 4);
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                wav[random.nextInt(wav.length)] = (byte) random.nextInt();
            }
            bytes = wav;
        }
        return ByteBuffer.wrap(bytes);
    }

    private void feed(SpeechProtocol protocol) {
        Consumer<SpeechMessage> usable = message -> {
            if (message instanceof SpeechMessage.Audio audio) {
                assertThat(audio.samples()).isNotEmpty();
            } else if (message instanceof SpeechMessage.Word word) {
                assertThat(word.word()).isNotBlank();
                assertThat(word.begins().isNegative()).isFalse();
            }
        };
        for (int i = 0; i < ROUNDS; i++) {
            if (i % 100 == 0) {
                protocol.speak("r-" + i, "one two three");
            }
            if (random.nextInt(4) == 0) {
                protocol.binary(audio(), usable);
            } else {
                protocol.text(message(), usable);
            }
            assertThat(protocol.mayBeComplete() && protocol.isToldApart("r-" + (i - i % 100)))
                    .isFalse();
        }
    }

    @Test
    void brokenMessagesOfSmallest_neverGetThrough() {
        feed(new SmallestSpeechMessages(
                new SmallestSpeechMessages.Voice("avery", "lightning_v3.1", "en", 24_000, 1.0, 300, true)));
    }

    @Test
    void brokenMessagesOfCamb_neverGetThrough() {
        feed(new CambSpeechMessages(new CambSpeechMessages.Voice(7, "en-us", "wav", 24_000, 1.0, null, true)));
    }
}
