package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.audio.AudioEncoding;
import dev.baton.testkit.audio.SyntheticCaller;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire once the upgrade is done; the caller's audio comes as fast as the server takes it. */
class PulseSessionTest {
    private static final String LIVE = "/waves/v1/stt/live?model=pulse";
    private static final String LEGACY = "/waves/v1/pulse/get_text";
    private static final String FIRST = "on wednesday at half past nine please";
    private static final String SECOND = "my number is five five five one two three";

    private static SyntheticCaller.Builder quietly(int rate) {
        return SyntheticCaller.builder(rate).silence(Duration.ofMillis(400));
    }

    private static SyntheticCaller twoTurns(int rate) {
        return quietly(rate)
                .turn(FIRST)
                .silence(Duration.ofMillis(1500))
                .turn(SECOND)
                .silence(Duration.ofMillis(1500))
                .build();
    }

    private static LocalSttServer server() {
        return LocalSttServer.builder(new ScriptedRecognizer()).start();
    }

    /** Bytes of 16-bit audio at 16 kHz between two times. */
    private static ByteBuffer part(SyntheticCaller caller, long fromMillis, long toMillis) {
        var bytes = caller.bytes();
        return bytes.slice((int) fromMillis * 32, (int) (toMillis - fromMillis) * 32);
    }

    private static void sendAll(WireClient client, SyntheticCaller caller) {
        client.audio(caller.bytes(), caller.format().bytesPerSecond() / 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {LIVE, LEGACY + "?language=en"})
    void quietAfterSpeech_makesFinalsByItself(String address) {
        try (var server = server();
                var client = WireClient.connect(server, address + "&finalize_on_words=false")) {
            sendAll(client, twoTurns(16000));
            client.closeStream();
            List<JsonNode> messages = client.untilLast();

            assertThat(WireClient.finals(messages)).containsExactly(FIRST, SECOND, "");
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void messages_areShapedAsDocumented() {
        try (var server = server();
                var client = WireClient.connect(
                        server, LIVE + "&word_timestamps=true&finalize_on_words=false&language=de")) {
            sendAll(
                    client,
                    quietly(16000)
                            .turn("yes please")
                            .silence(Duration.ofSeconds(1))
                            .build());

            JsonNode interim = client.next();
            assertThat(interim.path("type").asText()).isEqualTo("transcription");
            assertThat(interim.path("status").asText()).isEqualTo("success");
            assertThat(interim.path("transcript").asText()).isEqualTo("yes");
            assertThat(interim.path("transcription").asText()).isEqualTo("yes");
            assertThat(interim.path("is_final").isBoolean()).isTrue();
            assertThat(interim.path("is_final").asBoolean()).isFalse();
            assertThat(interim.has("language")).isFalse();

            JsonNode last = client.nextFinal();
            assertThat(last.path("transcript").asText()).isEqualTo("yes please");
            assertThat(last.path("language").asText()).isEqualTo("de");
            assertThat(last.path("languages").path(0).asText()).isEqualTo("de");
            assertThat(last.path("session_id").asText())
                    .isNotEmpty()
                    .isEqualTo(interim.path("session_id").asText());
            assertThat(last.path("is_last").isBoolean()).isTrue();
            assertThat(last.has("from_finalize")).isFalse();
            assertThat(last.has("full_transcript")).isFalse();
            assertThat(last.has("utterances")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8000, LINEAR16, linear16",
        "16000, LINEAR16, linear16",
        "48000, LINEAR16, linear16",
        "16000, LINEAR32, linear32",
        "8000, MULAW, mulaw",
        "8000, ALAW, alaw",
        "24000, LINEAR16, linear16"
    })
    void anyRateAndEncoding_givesWordsAtTheirTimes(int rate, AudioEncoding encoding, String name) {
        var caller = quietly(rate)
                .encoding(encoding)
                .turn("three four")
                .silence(Duration.ofSeconds(2))
                .turn("good bye")
                .silence(Duration.ofMillis(300))
                .build();
        try (var server = server();
                var client = WireClient.connect(
                        server, LIVE + "&word_timestamps=true&sample_rate=" + rate + "&encoding=" + name)) {
            sendAll(client, caller);
            client.closeStream();
            var words = client.untilLast().stream()
                    .filter(message -> message.path("is_final").asBoolean())
                    .flatMap(message ->
                            StreamSupport.stream(message.path("words").spliterator(), false))
                    .toList();

            assertThat(words)
                    .extracting(word -> word.path("word").asText())
                    .containsExactly("three", "four", "good", "bye");
            for (int i = 0; i < words.size(); i++) {
                var truth = caller.words().get(i);
                assertThat(words.get(i).path("start").asDouble())
                        .isCloseTo(caller.millis(truth.startPosition()) / 1000.0, within(0.015));
                assertThat(words.get(i).path("end").asDouble())
                        .isCloseTo(caller.millis(truth.endPosition()) / 1000.0, within(0.015));
            }
        }
    }

    @Test
    void wordTimes_areOffOnTheUnifiedPathAndOnOnTheOther() {
        for (String address : List.of(LIVE, LEGACY)) {
            try (var server = server();
                    var client = WireClient.connect(server, address)) {
                sendAll(client, quietly(16000).turn("yes").build());
                client.closeStream();
                assertThat(client.nextFinal().has("words")).isEqualTo(address.equals(LEGACY));
            }
        }
    }

    @Test
    void finalize_answersAtOnceAndTheStreamGoesOn() {
        var caller = twoTurns(16000);
        long afterFirst = caller.millis(caller.turns().get(0).endPosition()) + 350;
        try (var server = server();
                var client = WireClient.connect(
                        server, LIVE + "&word_timestamps=true&eou_timeout_ms=1000&finalize_on_words=false")) {
            client.audio(part(caller, 0, afterFirst), 3200);
            client.finalizeTurn();
            assertThat(client.nextFinal().path("transcript").asText()).isEqualTo(FIRST);

            client.audio(part(caller, afterFirst, caller.duration().toMillis()), 3200);
            client.closeStream();
            List<JsonNode> rest = client.untilLast();
            assertThat(WireClient.finals(rest)).containsExactly(SECOND, "");
            double start = rest.get(0).path("words").path(0).path("start").asDouble();
            assertThat(start)
                    .as("times go on counting from the start of the session")
                    .isCloseTo(caller.millis(caller.words().get(7).startPosition()) / 1000.0, within(0.015));
            assertThat(server.stats().finalizes()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void marks_areSentOnlyWhenTold(boolean always) {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                        .finalizeMarks(always ? FinalizeMarks.ALWAYS : FinalizeMarks.NEVER)
                        .start();
                var client = WireClient.connect(server, LIVE)) {
            sendAll(
                    client,
                    quietly(16000).turn("yes").silence(Duration.ofMillis(300)).build());
            client.finalizeTurn();
            assertThat(client.nextFinal().has("from_finalize")).isEqualTo(always);
            client.closeStream();
            assertThat(client.nextFinal().has("from_finalize")).isFalse();
        }
    }

    @Test
    void finalizeOfNothing_getsAnEmptyFinal() {
        try (var server = server();
                var client = WireClient.connect(server, LIVE)) {
            client.audio(part(quietly(16000).build(), 0, 400), 3200);
            client.finalizeTurn();
            client.finalizeTurn();
            client.closeStream();
            assertThat(WireClient.finals(client.untilLast())).containsExactly("", "", "");
        }
    }

    @Test
    void finalizeOfNothing_getsNoReplyWhereToldSo() {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                        .emptyFinalize(EmptyFinalize.NO_REPLY)
                        .start();
                var client = WireClient.connect(server, LIVE)) {
            client.finalizeTurn();
            client.closeStream();
            assertThat(WireClient.finals(client.untilLast())).containsExactly("");
        }
    }

    @Test
    void severalFinalizesWhileTheRecognizerThinks_areAnsweredInOrder() {
        var recognizer = new FakeRecognizer();
        var caller = twoTurns(16000);
        long afterFirst = caller.millis(caller.turns().get(0).endPosition()) + 350;
        try (var server = LocalSttServer.builder(recognizer).start();
                var client = WireClient.connect(server, LIVE + "&endpointing=false")) {
            client.audio(part(caller, 0, afterFirst), 3200);
            client.finalizeTurn();
            client.audio(part(caller, afterFirst, caller.duration().toMillis()), 3200);
            client.finalizeTurn();
            client.finalizeTurn();
            client.closeStream();
            await().until(() -> recognizer.utterances.size() == 2
                    && recognizer.utterances.stream().allMatch(u -> u.finished));

            var both = List.copyOf(recognizer.utterances);
            both.get(1).results.interim(FakeRecognizer.transcript("too", "early"));
            both.get(1).complete("second");
            await().during(Duration.ofMillis(50)).until(() -> client.unread() == 0);
            both.get(0).complete("first");

            assertThat(WireClient.finals(client.untilLast())).containsExactly("first", "second", "", "");
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void noSample_goesToTwoUtterances() {
        var recognizer = new FakeRecognizer();
        var caller = quietly(16000).turn(FIRST).silence(Duration.ofMillis(300)).build();
        try (var server = LocalSttServer.builder(recognizer).start();
                var client = WireClient.connect(server, LIVE + "&endpointing=false")) {
            client.audio(part(caller, 0, 1000), 320);
            client.finalizeTurn();
            client.audio(part(caller, 1000, 1700), 320);
            client.finalizeTurn();
            client.audio(part(caller, 1700, caller.duration().toMillis()), 320);
            client.finalizeTurn();
            await().until(() ->
                    recognizer.utterances.stream().filter(u -> u.finished).count() == 3);

            long heard = recognizer.utterances.stream()
                    .mapToLong(u -> u.samples.get())
                    .sum();
            // From 250 ms before the first word on, nothing is missing and nothing is there twice.
            assertThat(heard / 16).isCloseTo(caller.duration().toMillis() - 150, within(40L));
        }
    }

    @Test
    void finalizeInsideAWord_losesThatWordOnly() {
        var caller = quietly(16000).turn(FIRST).silence(Duration.ofMillis(300)).build();
        var third = caller.words().get(2);
        long inside = caller.millis((third.startPosition() + third.endPosition()) / 2);
        try (var server = server();
                var client = WireClient.connect(server, LIVE)) {
            client.audio(part(caller, 0, inside), 3200);
            client.finalizeTurn();
            client.audio(part(caller, inside, caller.duration().toMillis()), 3200);
            client.closeStream();
            assertThat(WireClient.finals(client.untilLast())).containsExactly("on wednesday", "half past nine please");
        }
    }

    @Test
    void audioSentTwice_isHeardTwice_audioNotSent_isNot() {
        var caller = quietly(16000)
                .turn("one two three four five")
                .silence(Duration.ofMillis(300))
                .build();
        var second = caller.words().get(1);
        var fourth = caller.words().get(3);
        long repeatFrom = caller.millis(second.startPosition()) - 20;
        long repeatTo = caller.millis(second.endPosition()) + 20;
        long skipFrom = caller.millis(fourth.startPosition()) - 20;
        long skipTo = caller.millis(fourth.endPosition()) + 20;
        try (var server = server();
                var client = WireClient.connect(server, LIVE)) {
            client.audio(part(caller, 0, repeatTo), 3200);
            client.audio(part(caller, repeatFrom, skipFrom), 3200);
            client.audio(part(caller, skipTo, caller.duration().toMillis()), 3200);
            client.closeStream();
            assertThat(WireClient.finals(client.untilLast())).containsExactly("one two two three five");
        }
    }

    @Test
    void finalizesWithoutEndWhileNothingIsAnswered_endTheConnection() {
        var recognizer = new FakeRecognizer();
        try (var server = LocalSttServer.builder(recognizer).start();
                var client = WireClient.connect(server, LIVE)) {
            sendAll(client, quietly(16000).turn("yes").build());
            for (int i = 0; i < 1_001; i++) {
                client.finalizeTurn();
            }
            assertThat(client.next().path("type").asText()).isEqualTo("error");
            assertThat(client.closeCode()).isEqualTo(1011);
        }
    }

    @Test
    void closeStream_answersWhatIsLeftThenCloses() {
        var caller = quietly(16000).turn("thank you good bye").build();
        try (var server = server();
                var client = WireClient.connect(server, LIVE)) {
            sendAll(client, caller);
            client.closeStream();
            JsonNode last = client.nextFinal();

            assertThat(last.path("transcript").asText()).isEqualTo("thank you good bye");
            assertThat(last.path("is_last").asBoolean()).isTrue();
            assertThat(client.closeCode()).isEqualTo(1000);
            await().until(() -> server.stats().openConnections() == 0);
            var log = server.connections().get(0);
            assertThat(log.received()).containsExactly("close_stream");
            assertThat(log.sent()).containsExactly("last", "close 1000");
            assertThat(log.entries().get(0).audioMillis())
                    .isEqualTo(caller.duration().toMillis() / 10 * 10);
        }
    }

    @Test
    void log_tellsControlMessagesWithTheirPlaceInTheAudio() {
        var caller = twoTurns(16000);
        try (var server = server();
                var client = WireClient.connect(server, LIVE + "&finalize_on_words=false&eou_timeout_ms=5000")) {
            long first = caller.millis(caller.turns().get(0).endPosition()) / 10 * 10 + 350;
            client.audio(part(caller, 0, first), 3200);
            client.finalizeTurn();
            client.nextFinal();
            client.audio(part(caller, first, caller.duration().toMillis()), 3200);
            client.finalizeTurn();
            client.closeStream();
            client.untilLast();

            var log = server.connections().get(0);
            assertThat(log.path()).isEqualTo("/waves/v1/stt/live");
            assertThat(log.received()).containsExactly("finalize", "finalize", "close_stream");
            assertThat(log.entries().get(0).audioMillis()).isEqualTo(first);
            assertThat(server.stats().finals()).isEqualTo(3);
            assertThat(server.stats().closeStreams()).isEqualTo(1);
            assertThat(server.stats().summary()).contains("finalize 2").contains("close_stream 1");
        }
    }

    @Test
    void oldEndMessage_isCloseStreamOnTheEarlierPathOnly() {
        try (var server = server();
                var old = WireClient.connect(server, LEGACY);
                var live = WireClient.connect(server, LIVE)) {
            old.text("{\"type\":\"end\"}");
            assertThat(old.next().path("is_last").asBoolean()).isTrue();
            assertThat(old.closeCode()).isEqualTo(1000);

            live.text("{\"type\":\"end\"}");
            assertThat(live.next().path("type").asText()).isEqualTo("error");
            assertThat(live.closeCode()).isEqualTo(1008);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[1,2]", "\"finalize\"", "{}", "{\"type\":\"KeepAlive\"}", "{\"type\":", ""})
    void badText_isToldAndClosed1008(String text) {
        try (var server = server();
                var client = WireClient.connect(server, LIVE)) {
            client.text(text);
            JsonNode error = client.next();
            assertThat(error.path("type").asText()).isEqualTo("error");
            assertThat(error.path("status").asText()).isEqualTo("error");
            assertThat(error.path("message").asText()).isNotEmpty();
            assertThat(client.closeCode()).isEqualTo(1008);
            assertThat(server.stats().errors()).isEqualTo(1);
        }
    }

    @Test
    void messageTooBig_isToldAndClosed1009() {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                        .maxMessageBytes(10_000)
                        .start();
                var client = WireClient.connect(server, LIVE)) {
            client.audio(ByteBuffer.allocate(10_001), 10_001);
            assertThat(client.next().path("type").asText()).isEqualTo("error");
            assertThat(client.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void silentClient_isSentAway() {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                        .idleTimeout(Duration.ofMillis(100))
                        .start();
                var client = WireClient.connect(server, LIVE)) {
            assertThat(client.next().path("message").asText()).contains("nothing was received");
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void wordCount_makesFinals() {
        var caller = quietly(16000)
                .turn("one two three four five six seven")
                .silence(Duration.ofSeconds(1))
                .build();
        try (var server = server();
                var client = WireClient.connect(server, LIVE + "&max_words=3")) {
            sendAll(client, caller);
            client.closeStream();
            List<JsonNode> messages = client.untilLast();
            assertThat(WireClient.finals(messages)).containsExactly("one two three", "four five six", "seven", "");
            assertThat(messages.stream()
                            .filter(m -> !m.path("is_final").asBoolean())
                            .map(m -> m.path("transcript").asText()))
                    .as("interims hold the words since the last final only")
                    .contains("four")
                    .doesNotContain("one two three four");
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 2", "false, 1"})
    void finalizeOnWords_limitsFinalsToTen(boolean byWords, int finals) {
        var caller = quietly(16000)
                .turn("one two three four five six seven eight nine ten eleven twelve")
                .silence(Duration.ofSeconds(1))
                .build();
        try (var server = server();
                var client = WireClient.connect(server, LIVE + "&finalize_on_words=" + byWords)) {
            sendAll(client, caller);
            client.closeStream();
            assertThat(WireClient.finals(client.untilLast())).hasSize(finals + 1);
        }
    }

    @Test
    void endpointingOff_waitsForTheClient() {
        try (var server = server();
                var client = WireClient.connect(server, LIVE + "&endpointing=false&finalize_on_words=false")) {
            sendAll(client, twoTurns(16000));
            client.closeStream();
            assertThat(WireClient.finals(client.untilLast())).containsExactly(FIRST + " " + SECOND);
        }
    }

    @Test
    void eouTimeout_isHowLongTheQuietLasts() {
        var caller = quietly(16000)
                .turn(Duration.ofMillis(600), "one two", "three four")
                .silence(Duration.ofMillis(1200))
                .build();
        for (int timeout : new int[] {400, 1000}) {
            try (var server = server();
                    var client = WireClient.connect(server, LIVE + "&eou_timeout_ms=" + timeout)) {
                sendAll(client, caller);
                client.closeStream();
                assertThat(WireClient.finals(client.untilLast())).hasSize(timeout == 400 ? 3 : 2);
            }
        }
    }

    @Test
    void vadEvents_carryTheTimesOfTheAudio() {
        var caller = twoTurns(16000);
        try (var server = server();
                var client = WireClient.connect(server, LIVE + "&vad_events=true")) {
            sendAll(client, caller);
            client.closeStream();
            var events = client.untilLast().stream()
                    .filter(message -> message.path("type").asText().startsWith("speech_"))
                    .toList();
            assertThat(events)
                    .extracting(event -> event.path("type").asText())
                    .containsExactly("speech_started", "speech_ended", "speech_started", "speech_ended");
            assertThat(events.get(0).path("timestamp").asDouble())
                    .isCloseTo(caller.millis(caller.turns().get(0).startPosition()) / 1000.0, within(0.015));
            assertThat(events.get(1).path("timestamp").asDouble())
                    .isCloseTo(caller.millis(caller.turns().get(0).endPosition()) / 1000.0, within(0.015));
        }
    }

    @ParameterizedTest
    @CsvSource({"vad=true, true", "vad=true&vad_events=false, false", "vad=false&vad_events=true, true", "x=y, false"})
    void vadAlias_yieldsToVadEvents(String query, boolean sent) {
        try (var server = server();
                var client = WireClient.connect(server, LIVE + "&" + query)) {
            sendAll(client, quietly(16000).turn("yes").build());
            client.closeStream();
            assertThat(client.untilLast().stream()
                            .anyMatch(m -> m.path("type").asText().equals("speech_started")))
                    .isEqualTo(sent);
        }
    }

    @Test
    void fullTranscriptAndSentences_areSentWhenAsked() {
        try (var server = server();
                var client = WireClient.connect(
                        server, LIVE + "&full_transcript=true&sentence_timestamps=true&finalize_on_words=false")) {
            sendAll(client, twoTurns(16000));
            client.closeStream();
            var finals = client.untilLast().stream()
                    .filter(m -> m.path("is_final").asBoolean())
                    .toList();
            assertThat(finals.get(0).path("full_transcript").asText()).isEqualTo(FIRST);
            assertThat(finals.get(1).path("full_transcript").asText()).isEqualTo(FIRST + " " + SECOND);
            assertThat(finals.get(1).path("utterances").path(0).path("text").asText())
                    .isEqualTo(SECOND);
        }
    }

    @Test
    void noise_makesNoFinalUnlessAskedFor() {
        var recognizer = new FakeRecognizer();
        var caller = quietly(16000)
                .noise(Duration.ofMillis(400), -20)
                .silence(Duration.ofMillis(1500))
                .build();
        try (var server = LocalSttServer.builder(recognizer).start();
                var client = WireClient.connect(server, LIVE)) {
            sendAll(client, caller);
            await().until(() -> recognizer.first().finished);
            recognizer.first().complete();
            client.closeStream();
            assertThat(client.untilLast()).hasSize(1);
        }
    }

    @Test
    void answerDelay_holdsTheFinalBack() {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                        .answerDelay(Duration.ofMillis(150))
                        .start();
                var client = WireClient.connect(server, LIVE)) {
            sendAll(
                    client,
                    quietly(16000).turn("yes").silence(Duration.ofMillis(300)).build());
            client.finalizeTurn();
            client.nextFinal();

            var entries = server.connections().get(0).entries();
            assertThat(entries.get(1).atNanos() - entries.get(0).atNanos())
                    .isGreaterThanOrEqualTo(Duration.ofMillis(150).toNanos() - 1_000_000);
        }
    }

    @Test
    void recognizerFails_isToldAndClosed1011() {
        var recognizer = new FakeRecognizer();
        try (var server = LocalSttServer.builder(recognizer).start();
                var client = WireClient.connect(server, LIVE)) {
            sendAll(client, quietly(16000).turn("yes").build());
            recognizer.first().results.failed("the engine broke");
            assertThat(client.next().path("message").asText()).isEqualTo("the engine broke");
            assertThat(client.closeCode()).isEqualTo(1011);
            await().until(() -> server.stats().openConnections() == 0);
        }
    }

    @Test
    void clientVanishes_cancelsTheUtterance() {
        var recognizer = new FakeRecognizer();
        try (var server = LocalSttServer.builder(recognizer).start()) {
            FakeRecognizer.FakeUtterance utterance;
            try (var client = WireClient.connect(server, LIVE)) {
                sendAll(client, quietly(16000).turn("yes").build());
                utterance = recognizer.first();
            }
            await().until(() -> utterance.cancelled);
        }
    }

    @Test
    void kill_cutsWithoutAHandshakeAndListensNoMore() {
        var server = server();
        try (server;
                var client = WireClient.connect(server, LIVE)) {
            sendAll(client, quietly(16000).turn("yes").build());
            client.next();
            server.kill();
            assertThat(client.closeCode()).isEqualTo(1006);
            assertThat(catchThrowable(() -> WireClient.connect(server, LIVE)))
                    .hasRootCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void cutConnections_letsTheNextOneIn() {
        try (var server = server();
                var client = WireClient.connect(server, LIVE)) {
            server.cutConnections();
            assertThat(client.closeCode()).isEqualTo(1006);
            WireClient.connect(server, LIVE).close();
            await().untilAsserted(() -> assertThat(server.stats().connections()).isEqualTo(2));
        }
    }

    @Test
    void manyConnections_hearTheirOwnWords() {
        try (var server = server()) {
            List<WireClient> clients = IntStream.range(0, 8)
                    .mapToObj(i -> WireClient.connect(server, LIVE + "&sample_rate=8000"))
                    .collect(Collectors.toList());
            for (int i = 0; i < clients.size(); i++) {
                sendAll(clients.get(i), quietly(8000).turn("word" + (1000 + i)).build());
                clients.get(i).closeStream();
            }
            for (int i = 0; i < clients.size(); i++) {
                assertThat(clients.get(i).nextFinal().path("transcript").asText())
                        .isEqualTo("word" + (1000 + i));
                clients.get(i).close();
            }
        }
    }
}
