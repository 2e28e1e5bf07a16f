package dev.baton.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CambSpeechMessagesTest {
    private static final int RATE = 16_000;
    private static final String DONE = "{\"type\":\"segment.done\",\"segment_id\":0}";

    private final CambSpeechMessages messages =
            new CambSpeechMessages(new CambSpeechMessages.Voice(7, "en-us", "wav", RATE, 1.0, null, true));
    private final List<String> said = new ArrayList<>();
    private int samples;

    private static String start(String text) {
        return "{\"type\":\"segment.start\",\"segment_id\":0,\"text\":\"" + text + "\"}";
    }

    private static String start(String text, String words) {
        return "{\"type\":\"segment.start\",\"segment_id\":0,\"text\":\"" + text + "\",\"word_timestamps\":[" + words
                + "]}";
    }

    private static String word(String word, double start) {
        return "{\"word\":\"" + word + "\",\"start\":" + start + ",\"end\":" + (start + 0.1) + "}";
    }

    private void hear(String... texts) {
        for (var text : texts) {
            messages.text(text, this::note);
        }
    }

    private void hear(byte[] audio) {
        messages.binary(ByteBuffer.wrap(audio), this::note);
    }

    private void note(SpeechMessage message) {
        if (message instanceof SpeechMessage.Audio audio) {
            samples += audio.samples().length;
        } else {
            said.add(message.toString());
        }
    }

    /** With the sizes that a stream leaves open. */
    static byte[] wav(int rateHz, int samples) {
        var bytes = ByteBuffer.allocate(44 + samples * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(-1);
        bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) 1).putShort((short) 1).putInt(rateHz).putInt(rateHz * 2);
        bytes.putShort((short) 2).putShort((short) 16);
        bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(-1);
        return bytes.array();
    }

    @Test
    void firstMessage_isTheRequestAndTextsEndAParagraph() {
        assertThat(messages.greeting())
                .containsExactly(
                        "{\"type\":\"session.start\",\"voice_id\":7,\"language\":\"en-us\","
                                + "\"output_format\":\"wav\",\"sample_rate\":16000,\"word_timestamps\":true,\"idle_timeout\":1.0}");
        assertThat(messages.speak("r-1", " your order ships today "))
                .containsExactly("{\"type\":\"text.chunk\",\"text\":\"your order ships today\\n\\n\"}");
        assertThat(messages.saysReady()).isTrue();
    }

    @Test
    void textTooShortForTheService_isFilledUp() {
        assertThat(messages.speak("r-1", "5")).containsExactly("{\"type\":\"text.chunk\",\"text\":\"5..\\n\\n\"}");
    }

    @Test
    void textTooLongForTheService_isCutAfterSentences() {
        var sentence = "This is one of very many sentences that follow each other. ";
        var long1 = sentence.repeat(120);

        var sent = messages.speak("r-1", long1);

        assertThat(sent).hasSizeGreaterThan(2);
        assertThat(sent)
                .allSatisfy(piece -> assertThat(piece.length()).isLessThan(CambSpeechMessages.MOST_CHARACTERS + 60));
        assertThat(sent.subList(0, sent.size() - 1))
                .allSatisfy(piece -> assertThat(piece).endsWith("other. \"}"));
        assertThat(sent.get(sent.size() - 1)).endsWith("other.\\n\\n\"}");
    }

    @Test
    void text_isCompleteWithTheSegmentThatSaysItsLastWord() {
        messages.speak("r-1", "Your order ships. Thank you!");

        hear(start("Your order ships."));
        hear(wav(RATE, 100));
        hear(DONE);
        assertThat(said).isEmpty();
        assertThat(messages.mayBeComplete()).isFalse();
        hear(start("Thank you!"));
        hear(wav(RATE, 50));
        hear(DONE);

        assertThat(said).containsExactly(new SpeechMessage.Completed("r-1").toString());
        assertThat(samples).isEqualTo(150);
    }

    @Test
    void segmentInOtherWords_leavesTheEndToTheQuiet() {
        messages.speak("r-1", "That is 5 dollars.");
        hear(start("That is five dollars."));
        hear(wav(RATE, 100));
        assertThat(messages.mayBeComplete()).isFalse();

        hear(DONE);

        assertThat(said).isEmpty();
        assertThat(messages.mayBeComplete()).isTrue();
        assertThat(messages.isToldApart("r-1")).isFalse();
    }

    @Test
    void audioWithoutSegments_leavesTheEndToTheQuiet() {
        messages.speak("r-1", "one");
        assertThat(messages.mayBeComplete()).isFalse();

        hear(wav(RATE, 100));

        assertThat(samples).isEqualTo(100);
        assertThat(messages.mayBeComplete()).isTrue();
    }

    @Test
    void wordTimes_countFromTheTextsFirstSample() {
        messages.speak("r-1", "One. Two.");
        hear(start("One.", word("One.", 0.02)));
        hear(wav(RATE, RATE));
        hear(DONE);

        hear(start("Two.", word("Two.", 0.25)));
        hear(DONE);

        assertThat(said)
                .containsExactly(
                        new SpeechMessage.Word("r-1", "One.", Duration.ofMillis(20)).toString(),
                        new SpeechMessage.Word("r-1", "Two.", Duration.ofMillis(1_250)).toString(),
                        new SpeechMessage.Completed("r-1").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"word_timestamps\",\"words\":[{\"word\":\"One\",\"start\":0.5,\"end\":1}]}",
                "{\"type\":\"words\",\"word_timestamps\":[{\"word\":\"One\",\"start\":0.5,\"end\":1}]}",
                "{\"type\":\"word\",\"word\":\"One\",\"start\":0.5,\"end\":1}"
            })
    void wordsInMessagesOfTheirOwn_areRead(String message) {
        messages.speak("r-1", "One");
        hear(start("One"));

        hear(message);

        assertThat(said).containsExactly(new SpeechMessage.Word("r-1", "One", Duration.ofMillis(500)).toString());
    }

    @Test
    void segmentWithoutWords_isSpreadWhereOthersHadSome() {
        messages.speak("r-1", "One. Two three.");
        hear(start("One.", word("One.", 0)));
        hear(wav(RATE, RATE));
        hear(DONE, start("Two three."));
        hear(wav(RATE, RATE * 11 / 10));

        hear(DONE);

        assertThat(said)
                .containsExactly(
                        new SpeechMessage.Word("r-1", "One.", Duration.ZERO).toString(),
                        new SpeechMessage.Word("r-1", "Two", Duration.ofMillis(1_000)).toString(),
                        new SpeechMessage.Word("r-1", "three.", Duration.ofMillis(1_400)).toString(),
                        new SpeechMessage.Completed("r-1").toString());
    }

    @Test
    void segmentsWithWords_tellNoneWhereTheFirstHadNone() {
        messages.speak("r-1", "One. Two.");
        hear(start("One."));
        hear(wav(RATE, 10));
        hear(DONE, start("Two.", word("Two.", 0)), DONE);

        assertThat(said).containsExactly(new SpeechMessage.Completed("r-1").toString());
    }

    @Test
    void segmentThatIsLeftOut_isTold() {
        messages.speak("r-1", "One. Two.");
        hear(start("One."));
        hear(wav(RATE, 10));
        hear(DONE, "{\"type\":\"segment.skipped\",\"segment_id\":1,\"text\":\"Two.\"}");

        assertThat(said).hasSize(2);
        assertThat(said.get(0)).startsWith("Unreadable").contains("left out");
        assertThat(said.get(1)).isEqualTo(new SpeechMessage.Completed("r-1").toString());
    }

    /** What is left of a text after its last letter. */
    @Test
    void segmentWithoutALetter_isNotHeardWithTheNextText() {
        messages.speak("r-1", "One. :)");
        hear(start("One."));
        hear(wav(RATE, 10));
        hear(DONE);
        messages.speak("r-2", "Two.");

        hear(start(":)"));
        hear(wav(RATE, 99));
        hear(DONE, start("Two."));
        hear(wav(RATE, 5));
        hear(DONE);

        assertThat(samples).isEqualTo(15);
        assertThat(said)
                .containsExactly(
                        new SpeechMessage.Completed("r-1").toString(), new SpeechMessage.Completed("r-2").toString());
    }

    @Test
    void session_isReadyEndsAndFails() {
        hear(
                "{\"type\":\"session.ready\",\"session_id\":\"s\",\"run_id\":1}",
                "{\"type\":\"session.error\",\"error\":\"forbidden voice\"}",
                "{\"type\":\"session.done\"}",
                "{\"type\":\"weather\"}",
                "{\"type\":");

        assertThat(said)
                .startsWith(
                        new SpeechMessage.Ready().toString(),
                        new SpeechMessage.Broken("forbidden voice", true).toString(),
                        new SpeechMessage.Ended().toString())
                .hasSize(4);
        assertThat(said.get(3)).startsWith("Unreadable");
        assertThat(messages.closeMeaning(4400)).isEqualTo(CloseMeaning.SETTINGS_REFUSED);
        assertThat(messages.closeMeaning(4401)).isEqualTo(CloseMeaning.KEY_REFUSED);
        assertThat(messages.closeMeaning(1006)).isEqualTo(CloseMeaning.USUAL);
    }

    @Test
    void headerInPieces_andSplitSamples_arePutTogether() {
        messages.speak("r-1", "one");
        var audio = wav(RATE, 100);
        for (int from = 0; from < audio.length; from += 7) {
            hear(Arrays.copyOfRange(audio, from, Math.min(audio.length, from + 7)));
        }
        assertThat(samples).isEqualTo(100);
    }

    @Test
    void segmentsWithoutAHeaderOfTheirOwn_areSamples() {
        messages.speak("r-1", "One. Two.");
        hear(start("One."));
        hear(wav(RATE, 10));
        hear(DONE, start("Two."));
        hear(new byte[30]);
        hear(DONE);

        assertThat(samples).isEqualTo(25);
    }

    @Test
    void audioAtAnotherRate_isConverted() {
        messages.speak("r-1", "one");
        hear(start("one"));
        hear(wav(48_000, 48_000));
        hear(DONE);

        assertThat(samples).isBetween(RATE, RATE + 400);
    }

    @Test
    void audioThatIsNotMono16Bit_isTheEnd() {
        messages.speak("r-1", "one");
        var stereo = wav(RATE, 10);
        stereo[22] = 2;

        hear(stereo);

        assertThat(said).singleElement().asString().contains("channels=2");
    }

    @Test
    void codedAudio_isTheEnd() {
        messages.speak("r-1", "one");

        hear("ID3 and so on".getBytes(StandardCharsets.US_ASCII));

        assertThat(said).singleElement().asString().contains("coded audio (ID3)");
        assertThat(samples).isZero();
    }

    @Test
    void whatFollowsTheSamples_isNotHeard() {
        messages.speak("r-1", "one");
        var audio = wav(RATE, 10);
        audio[40] = 8;
        audio[41] = 0;
        audio[42] = 0;
        audio[43] = 0;

        hear(audio);

        assertThat(samples).isEqualTo(4);
    }
}
