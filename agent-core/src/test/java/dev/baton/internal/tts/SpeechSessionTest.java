package dev.baton.internal.tts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.tts.CambSpeech;
import dev.baton.tts.SmallestSpeech;
import dev.baton.tts.SynthesisException;
import dev.baton.tts.TextToSpeech;
import dev.baton.tts.TextToSpeech.SynthesisListener;
import dev.baton.tts.TtsSession;
import java.net.ConnectException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechSessionTest {
    private static final String KEY = "k-0123456789";
    private static final Duration ANSWER = Duration.ofSeconds(8);
    private static final String READY = "{\"type\":\"session.ready\",\"session_id\":\"s\",\"run_id\":1}";
    private static final String SEGMENT_DONE = "{\"type\":\"segment.done\",\"segment_id\":0}";

    private final TimedTransport network = new TimedTransport();
    private final Hearer first = new Hearer();
    private final Hearer second = new Hearer();

    private static final class Hearer implements SynthesisListener {
        final List<String> heard = new ArrayList<>();

        @Override
        public void onAudio(short[] samples, int offset, int length) {
            heard.add("audio " + samples[offset]);
        }

        @Override
        public void onWord(String word, Duration begins) {
            heard.add(word + "@" + begins.toMillis());
        }

        @Override
        public void onCompleted() {
            heard.add("completed");
        }

        @Override
        public void onFailed(SynthesisException reason) {
            assertThat(reason.report()).doesNotContain(KEY);
            heard.add("failed: " + reason.report());
        }

        String end() {
            assertThat(heard).isNotEmpty();
            return heard.get(heard.size() - 1);
        }
    }

    private static TextToSpeech smallest() {
        return SmallestSpeech.builder()
                .url(URI.create("ws://127.0.0.1:9/waves/v1/tts/live"))
                .apiKey(KEY)
                .build();
    }

    private static TextToSpeech camb() {
        return CambSpeech.builder()
                .url(URI.create("ws://127.0.0.1:9/apis/live-tts/ws"))
                .apiKey(KEY)
                .voice(7)
                .build();
    }

    private TtsSession open() {
        var session = smallest().open(network);
        network.last().service.onOpen();
        return session;
    }

    private TtsSession openCamb() {
        var session = camb().open(network);
        network.last().service.onOpen();
        network.last().service.onText(READY);
        return session;
    }

    private static String chunk(String id, int sample) {
        return "{\"request_id\":\"t-" + id + "\",\"external_request_id\":\"" + id
                + "\",\"status\":\"chunk\",\"data\":{\"audio\":\"" + (char) ('A' + sample / 4)
                + "gA=\"}}";
    }

    private static String complete(String id) {
        return "{\"external_request_id\":\"" + id + "\",\"status\":\"complete\"}";
    }

    private void says(String... messages) {
        for (var message : messages) {
            network.last().service.onText(message);
        }
    }

    private static String error(String message) {
        return "{\"status\":\"error\",\"message\":\"" + message + "\"}";
    }

    private static String segment(String text) {
        return "{\"type\":\"segment.start\",\"segment_id\":0,\"text\":\"" + text + "\"}";
    }

    private void sounds(int sample) {
        // The header of a WAV may be left out, as after the first segment.
        network.last().service.onBinary(ByteBuffer.wrap(new byte[] {(byte) sample, 0}));
    }

    @Test
    void connection_isMadeAtOpenAndServesAllTexts() {
        var session = smallest().open(network);
        assertThat(network.connections).hasSize(1);
        assertThat(network.last().headers).containsEntry("Authorization", "Bearer " + KEY);
        assertThat(network.last().uri).hasQuery("timeout=60");
        session.synthesize("one", first);
        assertThat(network.last().sent).isEmpty();
        network.last().service.onOpen();
        assertThat(network.last().sent).hasSize(1);

        says(chunk("r-1", 4), complete("r-1"));
        session.synthesize("two", second);
        says(chunk("r-2", 8), complete("r-2"));

        assertThat(network.connections).hasSize(1);
        assertThat(first.heard).containsExactly("audio 6", "completed");
        assertThat(second.heard).containsExactly("audio 10", "completed");
    }

    @Test
    void textsAskedForTogether_areSpokenOneAfterTheOther() {
        var session = open();
        session.synthesize("one", first);
        session.synthesize("two", second);
        assertThat(network.last().sent).hasSize(1);

        says(chunk("r-1", 4), complete("r-1"));

        assertThat(network.last().sent).hasSize(2);
        assertThat(second.heard).isEmpty();
    }

    @Test
    void words_areToldAsTheyCome() {
        open().synthesize("one", first);

        says(
                "{\"external_request_id\":\"r-1\",\"status\":\"word_timestamp\",\"data\":{\"word\":\"one\",\"start\":0.02}}",
                chunk("r-1", 4),
                complete("r-1"));

        assertThat(first.heard).containsExactly("one@20", "audio 6", "completed");
    }

    @Test
    void cancelledText_isNotHeardThoughItsAudioComesBeforeThatOfTheNext() {
        var session = open();
        var synthesis = session.synthesize("one", first);
        says(chunk("r-1", 4));
        synthesis.cancel();
        synthesis.cancel();
        session.synthesize("two", second);

        says(chunk("r-1", 8), chunk("r-2", 12), complete("r-1"), chunk("r-2", 16), complete("r-2"));

        assertThat(network.connections).hasSize(1);
        assertThat(first.heard).containsExactly("audio 6");
        assertThat(second.heard).containsExactly("audio 14", "audio 18", "completed");
    }

    @Test
    void cancelledText_takesTheConnectionWithItWhereNobodyCouldTellItsAudio() {
        var session = open();
        session.synthesize("one", first).cancel();

        assertThat(network.connections).hasSize(2);
        assertThat(network.connections.get(0).sent).endsWith("close 1000");
        network.last().service.onOpen();
        session.synthesize("two", second);
        network.connections.get(0).service.onText(chunk("r-2", 4));
        says(chunk("r-2", 8), complete("r-2"));

        assertThat(first.heard).isEmpty();
        assertThat(second.heard).containsExactly("audio 10", "completed");
    }

    @Test
    void cancelByAnotherThread_isHeededAtOnce() throws Exception {
        var session = open();
        var synthesis = session.synthesize("one", first);
        says(chunk("r-1", 4));
        var other = new Thread(synthesis::cancel);
        other.start();
        other.join();

        session.synthesize("two", second);
        says(chunk("r-1", 8), complete("r-1"), chunk("r-2", 12), complete("r-2"));

        assertThat(first.heard).containsExactly("audio 6");
        assertThat(second.heard).containsExactly("audio 14", "completed");
    }

    @Test
    void cancelledWhileItWaits_isNeverAskedFor() {
        var session = open();
        session.synthesize("one", first);
        session.synthesize("two", second).cancel();

        says(chunk("r-1", 4), complete("r-1"));

        assertThat(network.last().sent).hasSize(1);
        assertThat(second.heard).isEmpty();
    }

    @Test
    void serviceThatClosesAfterEachText_isConnectedToAgainAtOnce() {
        var session = open();
        session.synthesize("one", first);
        says(chunk("r-1", 4), complete("r-1"));
        network.last().service.onClosed(1000, "");
        assertThat(network.connections).hasSize(2);

        session.synthesize("two", second);
        network.last().service.onOpen();
        says(chunk("r-2", 8), complete("r-2"));

        assertThat(second.heard).containsExactly("audio 10", "completed");
    }

    /** The close was on its way when the text was sent. */
    @Test
    void textThatTheCloseCrosses_isAskedForAgain() {
        var session = open();
        session.synthesize("one", first);
        says(chunk("r-1", 4), complete("r-1"));
        session.synthesize("two", second);
        network.last().service.onClosed(1000, "");
        network.last().service.onOpen();
        assertThat(network.last().sent).hasSize(1);

        says(chunk("r-2", 8), complete("r-2"));

        assertThat(second.heard).containsExactly("audio 10", "completed");
    }

    @Test
    void connectionLostBeforeTheFirstSound_isGivenOneMoreChance() {
        open().synthesize("one", first);
        network.last().service.onClosed(1006, "");
        network.last().service.onOpen();
        network.last().service.onClosed(1006, "");

        assertThat(first.heard)
                .singleElement()
                .asString()
                .contains("BT-503", "connection lost (1006)", "ws://127.0.0.1:9/waves/v1/tts/live", "do: ");
    }

    @Test
    void connectionLostInMidText_failsThatTextAlone() {
        var session = open();
        session.synthesize("one", first);
        says(chunk("r-1", 4));
        network.last().service.onClosed(1006, "");
        assertThat(first.end()).startsWith("failed").contains("connection lost (1006)");
        session.synthesize("two", second);
        network.last().service.onOpen();

        says(chunk("r-2", 8), complete("r-2"));

        assertThat(first.heard).hasSize(2);
        assertThat(second.heard).containsExactly("audio 10", "completed");
    }

    @Test
    void refusedKey_failsTheTextAtOnceAndTheNextTextTriesAgain() {
        var session = smallest().open(network);
        session.synthesize("one", first);
        network.last().service.onRefused(401, "", "{\"message\":\"bad key " + KEY + "\"}");

        assertThat(first.end()).contains("refused the key (HTTP 401): bad key [key]", "the key given");
        network.pass(Duration.ofMinutes(1));
        assertThat(network.connections).hasSize(1);
        session.synthesize("two", second);
        assertThat(network.connections).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void busyService_isAskedThreeTimesInAllForAText(int status) {
        smallest().open(network).synthesize("one", first);
        for (int i = 0; i < 10; i++) {
            if (!network.last().over) {
                network.last().over = true;
                network.last().service.onRefused(status, "", "");
            }
            network.pass(Duration.ofMillis(500));
        }

        assertThat(network.connections).hasSize(3);
        assertThat(first.heard).singleElement().asString().contains("HTTP " + status);
    }

    @Test
    void serviceThatAsksToWaitLong_isNotWaitedFor() {
        smallest().open(network).synthesize("one", first);

        network.last().service.onRefused(429, "30", "");

        assertThat(first.end()).contains("wait for 30 s (Retry-After)");
    }

    @Test
    void idleSession_givesUpOnAServiceThatIsNotThereUntilATextComes() {
        var session = smallest().open(network);
        for (int i = 0; i < 10; i++) {
            if (!network.last().over) {
                network.last().over = true;
                network.last().service.onFailed(new ConnectException("refused"));
            }
            network.pass(Duration.ofSeconds(5));
        }
        assertThat(network.connections).hasSize(3);

        session.synthesize("one", first);

        assertThat(network.connections).hasSize(4);
    }

    @Test
    void textThatComesDuringABackOff_doesNotWaitForIt() {
        var session = smallest().open(network);
        network.last().service.onFailed(new ConnectException("refused"));

        session.synthesize("one", first);

        assertThat(network.connections).hasSize(2);
    }

    @Test
    void serviceThatNeverAnswers_failsTheTextInTime() {
        var session = open();
        session.synthesize("one", first);
        network.pass(ANSWER.minusMillis(1));
        assertThat(first.heard).isEmpty();
        network.pass(Duration.ofMillis(1));

        assertThat(first.heard).singleElement().asString().contains("gave no sound of a text for 8000 ms");
        assertThat(network.connections.get(0).sent).endsWith("abort");
    }

    @Test
    void connectionThatIsNeverMade_failsTheTextInTime() {
        smallest().open(network).synthesize("one", first);

        network.pass(ANSWER);

        assertThat(first.heard).singleElement().asString().contains("took no text for 8000 ms");
    }

    @Test
    void serviceThatFallsSilentWithinAText_failsIt() {
        open().synthesize("one", first);
        network.pass(ANSWER.minusMillis(1));
        says(chunk("r-1", 4));
        network.pass(ANSWER.minusMillis(1));
        says("{\"status\":\"weather\"}");
        assertThat(first.heard).containsExactly("audio 6");
        network.pass(Duration.ofMillis(1));

        assertThat(first.end()).contains("went silent within a text for 8000 ms");
    }

    @Test
    void textThatNeverEnds_isEnded() {
        open().synthesize("one", first);
        for (int i = 0; i < 40; i++) {
            says(chunk("r-1", 4));
            network.pass(Duration.ofSeconds(1));
        }

        assertThat(first.heard.stream().filter(each -> each.startsWith("failed")))
                .singleElement()
                .asString()
                .contains("not through with a text after 30600 ms");
    }

    @Test
    void idleConnection_isKeptAliveWithinTheServicesTimeOut() {
        var session = open();
        network.pass(Duration.ofSeconds(65));

        assertThat(network.last().sent)
                .hasSize(2)
                .allSatisfy(sent -> assertThat(sent).contains("\"text\":\" \""));
        session.synthesize("one", first);
        says(chunk("k-1", 4), complete("k-1"), chunk("r-3", 8), complete("r-3"));
        assertThat(first.heard).containsExactly("audio 10", "completed");
    }

    @Test
    void errorAboutAText_failsItAndSparesTheConnection() {
        var session = open();
        session.synthesize("one", first);
        says(chunk("r-1", 4), "{\"external_request_id\":\"r-1\",\"status\":\"error\",\"message\":\"no such voice\"}");
        session.synthesize("two", second);

        assertThat(first.end()).contains("reports: no such voice", "voice_id=avery");
        assertThat(network.connections).hasSize(1);
        assertThat(network.last().sent).hasSize(2);
    }

    /** The service was still at work on the one that nobody wants. */
    @Test
    void errorBecauseOfACancelledText_isTriedAgainOnAnotherConnection() {
        var session = open();
        var synthesis = session.synthesize("one", first);
        says(chunk("r-1", 4));
        synthesis.cancel();
        session.synthesize("two", second);

        says("{\"external_request_id\":\"r-2\",\"status\":\"error\",\"message\":\"concurrency limit\"}");
        network.last().service.onOpen();
        says(chunk("r-2", 8), complete("r-2"));

        assertThat(network.connections).hasSize(2);
        assertThat(second.heard).containsExactly("audio 10", "completed");
    }

    @Test
    void errorAboutNoText_isTriedAgainOnceAndThenTold() {
        open().synthesize("one", first);
        says(error("too many"));
        network.last().service.onOpen();
        says(error("too many, " + KEY));

        assertThat(network.connections.get(0).sent).endsWith("close 1000");
        assertThat(first.heard).singleElement().asString().contains("reports: too many, [key]");
    }

    @Test
    void messageThatCannotBeRead_leavesAHoleThatIsTold() {
        open().synthesize("one", first);

        says(chunk("r-1", 4), "{\"status\":\"chu", chunk("r-1", 8), complete("r-1"));

        assertThat(first.heard).hasSize(3);
        assertThat(first.heard.subList(0, 2)).containsExactly("audio 6", "audio 10");
        assertThat(first.end()).contains("that is not one JSON object", "some of the text was not heard");
    }

    @Test
    void textThatEndsWithoutASound_hasFailed() {
        open().synthesize("one", first);

        says(complete("r-1"));

        assertThat(first.heard).singleElement().asString().contains("sent no sound for a text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "...", "?!"})
    void textWithoutAWord_isCompleteWithoutARequest(String text) {
        open().synthesize(text, first);

        assertThat(first.heard).containsExactly("completed");
        assertThat(network.last().sent).isEmpty();
    }

    @Test
    void closedSession_leavesNothingOpen() {
        var session = open();
        session.synthesize("one", first);
        session.synthesize("two", second);

        session.close();
        session.close();
        session.synthesize("three", new Hearer());

        assertThat(network.last().sent).endsWith("close 1000");
        assertThat(network.timers()).isZero();
        assertThat(first.heard).singleElement().asString().contains("was closed");
        assertThat(second.heard).hasSize(1);
        network.last().service.onClosed(1000, "");
        assertThat(network.connections).hasSize(1);
    }

    @Test
    void cambsTexts_waitForItsWordAndShareAConnection() {
        var session = camb().open(network);
        network.last().service.onOpen();
        session.synthesize("One.", first);
        assertThat(network.last().sent).singleElement().asString().contains("session.start");
        says(READY);
        assertThat(network.last().sent).hasSize(2);

        says(segment("One."));
        sounds(3);
        says(SEGMENT_DONE);
        session.synthesize("Two.", second);
        says(segment("Two."));
        sounds(4);
        says(SEGMENT_DONE);

        assertThat(first.heard).containsExactly("audio 3", "completed");
        assertThat(second.heard).containsExactly("audio 4", "completed");
        assertThat(network.connections).hasSize(1);
    }

    @Test
    void cambsCancelledText_takesItsConnectionWithIt() {
        var session = openCamb();
        var synthesis = session.synthesize("One.", first);
        says(segment("One."));
        sounds(3);
        var old = network.last();

        synthesis.cancel();
        session.synthesize("Two.", second);
        old.service.onBinary(ByteBuffer.wrap(new byte[] {9, 0}));
        network.last().service.onOpen();
        says(READY, segment("Two."));
        sounds(4);
        says(SEGMENT_DONE);

        assertThat(old.sent).endsWith("close 1000");
        assertThat(network.connections).hasSize(2);
        assertThat(first.heard).containsExactly("audio 3");
        assertThat(second.heard).containsExactly("audio 4", "completed");
    }

    @Test
    void cambsTextInOtherWords_endsWithQuietAndLeavesNothingToTheNext() {
        var session = openCamb();
        session.synthesize("That is 5.", first);
        says(segment("That is five."));
        sounds(3);
        says(SEGMENT_DONE);
        assertThat(first.heard).hasSize(1);
        network.pass(Duration.ofSeconds(2));
        assertThat(first.heard).containsExactly("audio 3", "completed");

        session.synthesize("Two.", second);
        network.connections.get(0).service.onBinary(ByteBuffer.wrap(new byte[] {9, 0}));

        assertThat(network.connections).hasSize(2);
        assertThat(second.heard).isEmpty();
    }

    @Test
    void cambsRefusedStart_isToldAndNotTriedAgain() {
        var session = camb().open(network);
        session.synthesize("One.", first);
        network.last().service.onOpen();
        says("{\"type\":\"session.error\",\"error\":\"forbidden voice\"}");

        assertThat(first.heard).singleElement().asString().contains("reports: forbidden voice", "voice_id=7");
        assertThat(network.connections).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4400 refused the settings", "4401 refused the key"})
    void cambsClose_saysWhatIsWrong(String closeAndWords) {
        camb().open(network).synthesize("One.", first);
        network.last().service.onOpen();
        network.last().service.onClosed(Integer.parseInt(closeAndWords.substring(0, 4)), "");

        assertThat(first.heard).singleElement().asString().contains(closeAndWords.substring(5));
    }

    @Test
    void cambThatIsNeverReady_isToldInTime() {
        camb().open(network).synthesize("One.", first);
        network.last().service.onOpen();
        network.pass(ANSWER);

        assertThat(first.heard).singleElement().asString().contains("did not say within 5000 ms that it listens");
    }

    @Test
    void cambsEndOfTheSession_endsTheTextAndIsConnectedAnew() {
        var session = openCamb();
        session.synthesize("One two.", first);
        says(segment("One"));
        sounds(3);
        says(SEGMENT_DONE, "{\"type\":\"session.done\"}");

        assertThat(first.heard).containsExactly("audio 3", "completed");
        assertThat(network.connections).hasSize(2);
        session.close();
    }
}
