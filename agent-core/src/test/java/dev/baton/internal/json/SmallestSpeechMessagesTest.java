package dev.baton.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallestSpeechMessagesTest {
    private final SmallestSpeechMessages messages = new SmallestSpeechMessages(
            new SmallestSpeechMessages.Voice("avery", "lightning_v3.1", "en", 24_000, 1.0, 300, true));
    private final List<String> said = new ArrayList<>();

    private static String chunk(String ids, int... bytes) {
        var audio = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            audio[i] = (byte) bytes[i];
        }
        return "{" + ids + ",\"status\":\"chunk\",\"data\":{\"audio\":\""
                + Base64.getEncoder().encodeToString(audio) + "\"}}";
    }

    private static String ids(String theirs, String ours) {
        return "\"request_id\":\"" + theirs + "\",\"external_request_id\":\"" + ours + "\"";
    }

    private static String theirs(String id) {
        return "\"request_id\":\"" + id + "\"";
    }

    private void hear(String... texts) {
        for (var text : texts) {
            messages.text(text, this::note);
        }
    }

    private void note(SpeechMessage message) {
        said.add(
                message instanceof SpeechMessage.Audio audio
                        ? "audio " + audio.id() + " " + audio.samples().length + " " + audio.samples()[0]
                        : message.toString());
    }

    @Test
    void request_asksForAWholeTextAtOnce() {
        assertThat(messages.speak("r-1", "Say \"yes\"."))
                .containsExactly("{\"text\":\"Say \\\"yes\\\".\",\"voice_id\":\"avery\",\"model\":\"lightning_v3.1\","
                        + "\"sample_rate\":24000,\"language\":\"en\",\"speed\":1.0,\"output_format\":\"pcm\","
                        + "\"continue\":false,\"flush\":true,\"complete_backoff_ms\":300,\"word_timestamps\":true,"
                        + "\"request_id\":\"r-1\"}");
        assertThat(messages.greeting()).isEmpty();
    }

    @Test
    void samplesSplitOverMessages_arePutTogether() {
        messages.speak("r-1", "one");

        hear(chunk(ids("t", "r-1"), 1, 0, 2), chunk(ids("t", "r-1"), 1, 3), chunk(ids("t", "r-1"), 0));

        assertThat(said).containsExactly("audio r-1 1 1", "audio r-1 1 258", "audio r-1 1 3");
    }

    @Test
    void halfASampleOfOneText_isNotPutBeforeTheNext() {
        messages.speak("r-1", "one");
        hear(chunk(ids("t1", "r-1"), 1, 0, 9));
        messages.speak("r-2", "two");

        hear(chunk(ids("t2", "r-2"), 5, 0));

        assertThat(said).containsExactly("audio r-1 1 1", "audio r-2 1 5");
    }

    @Test
    void messageWithTheServicesIdAlone_isOfTheTextThatHadItBefore() {
        messages.speak("r-1", "one");
        messages.speak("r-2", "two");
        hear(chunk(ids("t1", "r-1"), 1, 0), chunk(ids("t2", "r-2"), 2, 0));

        hear(
                "{" + theirs("t1")
                        + ",\"status\":\"word_timestamp\",\"data\":{\"id\":0,\"word\":\"one\",\"start\":0.02,\"end\":0.2}}",
                "{" + theirs("t1") + ",\"status\":\"complete\"}",
                "{" + theirs("t2") + ",\"status\":\"complete\"}");

        assertThat(said)
                .containsExactly(
                        "audio r-1 1 1",
                        "audio r-2 1 2",
                        new SpeechMessage.Word("r-1", "one", Duration.ofMillis(20)).toString(),
                        new SpeechMessage.Completed("r-1").toString(),
                        new SpeechMessage.Completed("r-2").toString());
    }

    /** A server that never repeats our ids. */
    @Test
    void newIdOfTheService_isThatOfTheOldestText() {
        messages.keepAlive("k-1");
        messages.speak("r-1", "one");
        messages.speak("r-2", "two");

        assertThat(messages.isToldApart("r-1")).isFalse();
        hear("{" + theirs("k") + ",\"status\":\"complete\"}", chunk(theirs("a"), 1, 0), chunk(theirs("b"), 2, 0));

        assertThat(said)
                .containsExactly(new SpeechMessage.Completed("k-1").toString(), "audio r-1 1 1", "audio r-2 1 2");
        assertThat(messages.isToldApart("r-1")).isTrue();
    }

    @Test
    void speech_isNeverThatOfARequestThatKeepsAlive() {
        messages.keepAlive("k-1");
        messages.speak("r-1", "one");

        hear(chunk(theirs("a"), 1, 0));

        assertThat(said).containsExactly("audio r-1 1 1");
    }

    @Test
    void messageWithoutAnyId_isOfTheOnlyTextOrOfNone() {
        messages.speak("r-1", "one");
        hear("{\"status\":\"chunk\",\"data\":{\"audio\":\"AQA=\"}}");
        messages.speak("r-2", "two");

        hear("{\"status\":\"chunk\",\"data\":{\"audio\":\"AQA=\"}}", "{\"status\":\"complete\"}");

        assertThat(said).containsExactly("audio r-1 1 1");
    }

    @Test
    void textThatIsComplete_isNotHeardAnyMore() {
        messages.speak("r-1", "one");
        hear("{" + ids("t", "r-1") + ",\"status\":\"complete\"}", chunk(ids("t", "r-1"), 1, 0));

        assertThat(said).containsExactly(new SpeechMessage.Completed("r-1").toString());
        assertThat(messages.isToldApart("r-1")).isTrue();
    }

    @Test
    void errorWithAnId_isOfThatText_andOneWithoutOfTheConnection() {
        messages.speak("r-1", "one");
        messages.speak("r-2", "two");
        assertThat(messages.isBusyBeside("r-2")).isTrue();

        hear(
                "{" + ids("t", "r-1") + ",\"status\":\"error\",\"message\":\"no such voice\"}",
                "{\"status\":\"error\",\"message\":\"Connection timed out after 60 seconds of inactivity\"}",
                "{\"error\":\"invalid_parameter\",\"message\":\"voice_id is required\"}");

        assertThat(said)
                .containsExactly(
                        new SpeechMessage.Failed("r-1", "no such voice").toString(),
                        new SpeechMessage.Broken("Connection timed out after 60 seconds of inactivity", false)
                                .toString(),
                        new SpeechMessage.Broken("voice_id is required", false).toString());
        assertThat(messages.isBusyBeside("r-2")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"status\":\"chunk\"",
                "[1]",
                "{\"status\":\"chunk\",\"request_id\":\"t\",\"data\":{\"audio\":42}}",
                "{\"status\":\"chunk\",\"request_id\":\"t\",\"data\":{\"audio\":\"@@@=\"}}"
            })
    void messageThatCannotBeRead_isTold(String text) {
        messages.speak("r-1", "one");

        hear(text);

        assertThat(said).singleElement().asString().startsWith("Unreadable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"status\":\"weather\"}", "{\"status\":5}", "{\"status\":\"word_timestamp\"}"})
    void messageThatSaysNothing_isPassedOver(String text) {
        messages.speak("r-1", "one");

        hear(text);

        assertThat(said).isEmpty();
    }

    @Test
    void binaryAudio_isThatOfTheOnlyText() {
        messages.speak("r-1", "one");
        messages.binary(ByteBuffer.wrap(new byte[] {7, 0, 8}), this::note);
        messages.binary(ByteBuffer.wrap(new byte[] {0}), this::note);

        assertThat(said).containsExactly("audio r-1 1 7", "audio r-1 1 8");
    }

    @Test
    void requestsThatAreNeverComplete_areForgotten() {
        for (int i = 0; i < 200; i++) {
            messages.keepAlive("k-" + i);
        }
        hear(
                "{" + ids("t", "k-1") + ",\"status\":\"complete\"}",
                "{" + ids("t", "k-199") + ",\"status\":\"complete\"}");

        assertThat(said).containsExactly(new SpeechMessage.Completed("k-199").toString());
    }
}
