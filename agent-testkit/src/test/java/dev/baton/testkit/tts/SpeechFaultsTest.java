package dev.baton.testkit.tts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.outage.VirtualWire;
import dev.baton.testkit.stt.ApiKeys;
import dev.baton.testkit.stt.PipelineServer;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.testkit.tts.Hearer.Service;
import dev.baton.testkit.tts.LocalTtsServer.CambSegments;
import dev.baton.testkit.tts.LocalTtsServer.CambWords;
import dev.baton.testkit.tts.LocalTtsServer.Ids;
import dev.baton.testkit.tts.LocalTtsServer.KeyRule;
import dev.baton.testkit.tts.LocalTtsServer.Pace;
import dev.baton.tts.CambSpeech;
import dev.baton.tts.TtsSession;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients of text-to-speech services against every version and every fault of the server, both real, on virtual time: each text ends once, in time, and what it says is heard or told to be missing. */
class SpeechFaultsTest {
    private static final URI SMALLEST = URI.create("ws://127.0.0.1:1/waves/v1/tts/live");
    private static final URI CAMB = URI.create("ws://127.0.0.1:1/apis/live-tts/ws");
    private static final String KEY = "k-0123456789";
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final VirtualTime time = new VirtualTime();
    private LocalTtsServer server = LocalTtsServer.builder().unbound();
    private TtsSession session = (text, listener) -> () -> {};

    private void open(Service service, UnaryOperator<LocalTtsServer.Builder> settings) {
        server = settings.apply(LocalTtsServer.builder()).unbound();
        open(service);
    }

    private void open(Service service) {
        var wire = new VirtualWire(time.next(), new PipelineServer(server.server()));
        session = service.voice(SMALLEST, CAMB, KEY).open(wire);
    }

    @AfterEach
    void leavesNothingBehind() {
        session.close();
        time.advance(Duration.ofSeconds(20)); // what cannot close in order is cut
        assertThat(time.timers()).isZero();
        server.close();
    }

    private Hearer say(String text) {
        var hearer = new Hearer();
        session.synthesize(text, hearer);
        return hearer;
    }

    private Hearer heard(String text) {
        var hearer = say(text);
        assertThat(time.runUntil(() -> hearer.ends() > 0, LONGEST))
                .as("\"%s\" ends", text)
                .isTrue();
        return hearer;
    }

    private void assertSpeaks() {
        var hearer = heard("thank you");
        assertThat(hearer.report()).isEmpty();
        assertThat(hearer.words()).containsExactly("thank", "you");
        time.advance(Duration.ofSeconds(10));
        assertThat(hearer.ends()).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void texts_shareAConnectionAndAreHeardWordForWord(Service service) {
        open(service);

        var first = heard("on wednesday please");
        var second = heard("at nine");

        assertThat(first.words()).containsExactly("on", "wednesday", "please");
        assertThat(second.words()).containsExactly("at", "nine");
        assertThat(first.times).containsExactly("on@60", "wednesday@360", "please@660");
        assertThat(server.connections()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void firstSound_comesLongBeforeTheLast(Service service) {
        open(service, builder -> builder.pace(Pace.REAL_TIME));
        var hearer = say("one two three four five six seven eight nine ten");

        assertThat(time.runUntil(() -> hearer.pieces() > 0, Duration.ofMillis(300)))
                .isTrue();
        assertThat(time.runUntil(() -> hearer.ends() > 0, LONGEST)).isTrue();
        assertThat(hearer.pieces()).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource
    void everyWay_toAnswer_isHeard(Ids ids) {
        open(Service.SMALLEST, builder -> builder.smallestIds(ids));

        assertThat(heard("good morning").times).hasSize(2);
        assertSpeaks();
        time.advance(Duration.ofMinutes(2));
        assertSpeaks();
        assertThat(server.connections()).hasSize(1);
        assertThat(server.connections().get(0).received()).contains("keep-alive");
    }

    @Test
    void serverThatClosesAfterEachText_isThereForTheNext() {
        open(Service.SMALLEST, builder -> builder.smallestClosesAfterComplete(true));

        assertThat(heard("good morning").words()).containsExactly("good", "morning");
        assertSpeaks();
        assertThat(server.connections()).hasSizeGreaterThanOrEqualTo(3);
    }

    /** The other's audio goes on coming for half a minute. */
    @ParameterizedTest
    @EnumSource
    void cancelledText_isNotHeardWithTheNext(Ids ids) {
        open(Service.SMALLEST, builder -> builder.smallestIds(ids).pace(Pace.REAL_TIME));
        var cancelled = new Hearer();
        var synthesis = session.synthesize("one two three four five", cancelled);
        assertThat(time.runUntil(() -> cancelled.pieces() > 3, LONGEST)).isTrue();
        int before = cancelled.samples();

        synthesis.cancel();
        assertSpeaks();

        assertThat(cancelled.samples()).isEqualTo(before);
        assertThat(cancelled.ends()).isZero();
        assertThat(server.connections()).hasSize(1);
    }

    @Test
    void cancelledText_thatMakesTheServiceRefuseTheNext_costsOnlyAConnection() {
        open(Service.SMALLEST, builder -> builder.smallestRefusesWhileBusy(true).pace(Pace.REAL_TIME));
        var cancelled = new Hearer();
        var synthesis = session.synthesize("one two three four five", cancelled);
        assertThat(time.runUntil(() -> cancelled.pieces() > 3, LONGEST)).isTrue();
        synthesis.cancel();

        assertSpeaks();
        assertThat(server.connections()).hasSize(2);
    }

    @Test
    void cambsCancelledText_isNotHeardWithTheNext() {
        open(Service.CAMB, builder -> builder.pace(Pace.REAL_TIME));
        var cancelled = new Hearer();
        var synthesis = session.synthesize("one two three four five", cancelled);
        assertThat(time.runUntil(() -> cancelled.pieces() > 3, LONGEST)).isTrue();

        synthesis.cancel();
        assertSpeaks();

        assertThat(server.connections()).hasSize(2);
        assertThat(server.connections().get(0).open()).isFalse();
    }

    static Stream<Arguments> versionsOfCamb() {
        return Stream.of(CambSegments.values())
                .flatMap(segments -> Stream.of(CambWords.values())
                        .flatMap(words -> Stream.of(true, false).map(once -> Arguments.of(segments, words, once))));
    }

    @ParameterizedTest
    @MethodSource("versionsOfCamb")
    void everyVersionOfCamb_isHeard(CambSegments segments, CambWords words, boolean headerOnce) {
        open(
                Service.CAMB,
                builder -> builder.cambSegments(segments).cambWords(words).cambHeaderOnce(headerOnce));

        var hearer = heard("Good morning. Thank you");

        assertThat(hearer.report()).isEmpty();
        assertThat(hearer.samples()).isPositive();
        boolean told = words == CambWords.IN_MESSAGES_OF_THEIR_OWN
                || (words == CambWords.IN_SEGMENT_START && segments != CambSegments.NOT_TOLD);
        assertThat(hearer.times).hasSize(told ? 4 : 0);
        if (told && segments != CambSegments.NOT_TOLD) {
            assertThat(hearer.times).containsExactly("Good@60", "morning@360", "Thank@660", "you@960");
        }
        assertSpeaks();
    }

    @Test
    void cambsLongText_isHeardWhole() {
        open(Service.CAMB);
        var sentence = "one two three." + " ".repeat(1_000);

        var hearer = heard(sentence.repeat(4));

        assertThat(hearer.words()).hasSize(12);
        assertThat(server.texts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I", "no"})
    void shortText_isHeard(String text) {
        open(Service.CAMB);

        assertThat(heard(text).words()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED_401, refused the key (HTTP 401)",
        "REFUSED_403, does not let this key in (HTTP 403)",
        "REFUSED_429, takes no more sessions now (HTTP 429)",
        "REFUSED_500, failed (HTTP 500)",
        "UPGRADE_UNANSWERED, took no text for 8000 ms",
        "NEVER_ANSWERS, gave no sound of a text for 8000 ms",
        "ERROR_MESSAGE, reports:",
        "CLOSED_BEFORE_AUDIO, connection lost (1000)",
        "CLOSED_IN_AUDIO, connection lost (1011: Server error)",
        "RESET_IN_AUDIO, connection lost (1006",
        "CUT_IN_MESSAGE, connection lost (1006",
        "SILENT_IN_AUDIO, went silent within a text for 8000 ms",
        "OVERSIZED, broke the WebSocket protocol (1009",
        "MALFORMED, that is not one JSON object for a text"
    })
    void faultThatLasts_failsTheTextAndIsOverWithTheNext(TtsFault fault, String words) {
        for (var service : Service.values()) {
            server = LocalTtsServer.builder().unbound();
            server.fault(fault);
            open(service);

            var hearer = say("on wednesday please");
            assertThat(time.runUntil(() -> hearer.ends() > 0, LONGEST)).isTrue();

            assertThat(hearer.report())
                    .as("%s of %s", fault, service)
                    .contains("BT-503", words, "do: ")
                    .doesNotContain(KEY);
            server.fault(null);
            assertSpeaks();
            session.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN_MESSAGE", "SPLIT_SAMPLES", "SLOW"})
    void faultThatDoesNoHarm_isSurvived(TtsFault fault) {
        assertHeardWhole(() -> server.fault(fault));
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED_429", "REFUSED_500", "CLOSED_BEFORE_AUDIO"})
    void faultOfOneConnection_isNotNoticed(TtsFault fault) {
        assertHeardWhole(() -> server.faultOnce(fault));
    }

    private void assertHeardWhole(Runnable trouble) {
        for (var service : Service.values()) {
            server = LocalTtsServer.builder().unbound();
            trouble.run();
            open(service);

            assertThat(heard("on wednesday please").words()).containsExactly("on", "wednesday", "please");
            assertSpeaks();
            session.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"SMALLEST, ANYWHERE", "CAMB, HEADER"})
    void wrongKey_isTold(Service service, KeyRule rule) {
        open(service, builder -> builder.cambKeys(rule).apiKeys(ApiKeys.exactly("another")));

        assertThat(heard("hello").report()).contains("refused the key", "the key given (12 characters)");
    }

    @Test
    void keyInTheAddress_isTaken() {
        server = LocalTtsServer.builder()
                .cambKeys(KeyRule.ADDRESS)
                .apiKeys(ApiKeys.exactly(KEY))
                .unbound();
        var wire = new VirtualWire(time.next(), new PipelineServer(server.server()));
        session = CambSpeech.builder()
                .url(CAMB)
                .apiKey(KEY)
                .voice(7)
                .keyInAddress()
                .sampleRateHz(Hearer.RATE)
                .build()
                .open(wire);

        assertSpeaks();
    }

    @ParameterizedTest
    @EnumSource
    void textThatTheVoiceCannotSpeak_isToldAndTheNextIsHeard(Service service) {
        open(service);

        assertThat(heard("on gibberish please").report()).contains("BT-503");
        assertSpeaks();
    }
}
