package dev.baton.internal.stt;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.baton.ErrorCode;
import dev.baton.stt.OpenAiTranscriptions;
import dev.baton.stt.OpenAiTranscriptionsBuilder;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.vad.LoudnessDetector;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetector;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 16 kHz, so that a millisecond is 16 samples; the gate's quiet is 500 ms and the pre-roll 300. */
class SegmentedSessionTest {
    private static final String KEY = "sk_0123456789";

    private final HandDrivenRequests network = new HandDrivenRequests();
    private final List<SttEvent> events = new ArrayList<>();
    private int messages;
    /** What it says of sounds lies where they lie. */
    private static final SpeechGateConfig GATE = SpeechGateConfig.defaults()
            .withMinSpeech(Duration.ofMillis(100))
            .withHangover(Duration.ofMillis(500))
            .withOnsetLead(Duration.ZERO);

    private int writable;
    private SttSession session = open(settings -> settings);

    private SttSession open(UnaryOperator<OpenAiTranscriptionsBuilder> settings) {
        events.clear();
        var builder = OpenAiTranscriptions.builder()
                .url(URI.create("http://stt.test:8080"))
                .apiKey(KEY)
                .voiceActivityDetector(LoudnessDetector.provider())
                .speechGate(GATE);
        session = settings.apply(builder).build().open(network, new SttListener() {
            @Override
            public void onEvent(SttEvent event) {
                events.add(event);
            }

            @Override
            public void onMessage() {
                messages++;
            }

            @Override
            public void onWritable() {
                writable++;
            }
        });
        return session;
    }

    /** In frames of 20 ms; loud with its time, so that samples tell where they belong. */
    private void sound(int millis, boolean loud) {
        var frame = new short[320];
        Arrays.fill(frame, loud ? LoudnessDetector.LOUD : 1);
        for (int i = 0; i < millis / 20; i++) {
            session.audio(frame, 0, frame.length);
        }
    }

    private void say(int millis) {
        sound(millis, true);
        sound(600, false);
    }

    private List<SttEvent.Final> finals() {
        return all(SttEvent.Final.class);
    }

    private <E extends SttEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<String> texts() {
        return finals().stream().map(SttEvent.Final::text).toList();
    }

    private SttEvent last() {
        return events.get(events.size() - 1);
    }

    @Test
    void open_saysNothingBeforeItHasReturnedAndIsReadyAtOnce() {
        assertThat(events).isEmpty();
        assertThat(session.isWritable()).isFalse();
        network.pass(0);
        assertThat(events).containsExactly(new SttEvent.Ready("http://stt.test:8080/v1/audio/transcriptions"));
        assertThat(session.isWritable()).isTrue();
        assertThat(network.asked).isEmpty();
    }

    @Test
    void speech_isSentOnceAsWavWithPreRollAndHangover() {
        network.pass(0);
        sound(1_000, false);
        say(1_000);

        assertThat(network.asked).hasSize(1);
        var request = network.asked.get(0);
        assertThat(request.uri).hasToString("http://stt.test:8080/v1/audio/transcriptions");
        assertThat(request.headers).containsEntry("Authorization", "Bearer " + KEY);
        assertThat(request.headers.get("Content-Type")).startsWith("multipart/form-data; boundary=");
        assertThat(request.form())
                .contains("name=\"model\"\r\n\r\nwhisper-1\r\n", "name=\"response_format\"\r\n\r\njson\r\n")
                .contains("name=\"file\"; filename=\"speech.wav\"")
                .doesNotContain("language", KEY);
        var samples = request.samples();
        assertThat(samples).hasSize((300 + 1_000 + 500) * 16);
        assertThat(samples[300 * 16 - 1]).isEqualTo((short) 1);
        assertThat(samples[300 * 16]).isEqualTo(LoudnessDetector.LOUD);
        assertThat(samples[1_300 * 16 - 1]).isEqualTo(LoudnessDetector.LOUD);
        assertThat(samples[1_300 * 16]).isEqualTo((short) 1);
        assertThat(all(SttEvent.SpeechStarted.class)).containsExactly(new SttEvent.SpeechStarted(1_000));
        assertThat(all(SttEvent.SpeechEnded.class)).containsExactly(new SttEvent.SpeechEnded(2_000));
    }

    @Test
    void audioBeforeReady_isNotLost() {
        say(500);
        assertThat(network.asked).hasSize(1);
        network.pass(0);
        network.asked.get(0).text("early");
        assertThat(events.indexOf(new SttEvent.Ready("http://stt.test:8080/v1/audio/transcriptions")))
                .isLessThan(events.indexOf(finals().get(0)));
        assertThat(texts()).containsExactly("early");
    }

    @Test
    void twoSessionsOfOneService_shareNothingButItsSettings() {
        var service = OpenAiTranscriptions.builder()
                .url(URI.create("http://stt.test"))
                .voiceActivityDetector(LoudnessDetector.provider())
                .build();
        var one = new ArrayList<SttEvent>();
        var other = new ArrayList<SttEvent>();
        var first = service.open(network, one::add);
        var second = service.open(network, other::add);
        network.pass(0);
        session = first;
        sound(500, true);
        session = second;
        sound(600, false);
        assertThat(network.asked).isEmpty();
        session = first;
        sound(600, false);
        network.asked.get(0).text("yes");
        first.abort();
        assertThat(one).hasAtLeastOneElementOfType(SttEvent.Final.class);
        assertThat(other).hasSize(1).hasOnlyElementsOfType(SttEvent.Ready.class);
    }

    @Test
    void shortSegment_isFilledUpWithSilence() {
        network.pass(0);
        sound(400, false);
        say(120);

        var samples = network.asked.get(0).samples();
        assertThat(samples).hasSize(1_100 * 16);
        assertThat(samples[samples.length - 1]).isZero();
    }

    @Test
    void clicksAndSilence_areNotSent() {
        network.pass(0);
        for (int i = 0; i < 20; i++) {
            sound(40, true);
            sound(200, false);
        }
        session.closeStream();
        network.pass(0);
        assertThat(network.asked).isEmpty();
        assertThat(texts()).containsExactly("");
        assertThat(last()).isEqualTo(new SttEvent.Closed(1000, "", true));
    }

    @Test
    void answersInAnyOrder_areToldInTheOrderOfTheAudio() {
        network.pass(0);
        say(500);
        say(700);
        assertThat(network.asked).hasSize(2);
        network.asked.get(1).text("second");
        assertThat(finals()).isEmpty();
        network.asked.get(0).text("first");
        assertThat(texts()).containsExactly("first", "second");
    }

    @Test
    void moreSegmentsThanRequestsAtOnce_wait() {
        open(settings -> settings.requestsAtOnce(1));
        network.pass(0);
        say(500);
        say(500);
        assertThat(network.asked).hasSize(1);
        network.asked.get(0).text("first");
        assertThat(network.asked).hasSize(2);
    }

    @Test
    void wordsWithoutTimes_areSpreadOverTheSpeech() {
        network.pass(0);
        sound(1_000, false);
        say(1_000);
        network.asked.get(0).text(" on\\nwednesday please ");

        assertThat(texts()).containsExactly("on wednesday please");
        var words = finals().get(0).words();
        assertThat(words).extracting(SttEvent.Word::text).containsExactly("on", "wednesday", "please");
        assertThat(words).allSatisfy(word -> assertThat(word.confidence()).isNull());
        assertThat(words.get(0).startMillis()).isEqualTo(1_000);
        assertThat(words.get(1).startMillis()).isEqualTo(1_150);
        assertThat(words.get(1).endMillis()).isEqualTo(words.get(2).startMillis());
        assertThat(words.get(2).endMillis()).isEqualTo(2_000);
    }

    @Test
    void wordsOfTheServer_lieWhereTheSegmentLies() {
        open(settings -> settings.wordTimes(true));
        network.pass(0);
        sound(1_000, false);
        say(1_000);
        assertThat(network.asked.get(0).form())
                .contains("verbose_json", "name=\"timestamp_granularities[]\"\r\n\r\nword\r\n");
        network.asked
                .get(0)
                .answer(
                        200,
                        "",
                        "{\"text\":\"at nine\",\"words\":[{\"word\":\"at\",\"start\":0.3,\"end\":0.5},"
                                + "{\"word\":\"nine\",\"start\":0.6,\"end\":1.0}]}");

        // The segment begins at 700 ms; the last word reaches the end of the speech.
        assertThat(finals().get(0).words())
                .containsExactly(
                        new SttEvent.Word("at", 1_000, 1_200, null), new SttEvent.Word("nine", 1_300, 2_000, null));
    }

    @Test
    void finalize_cutsWhatIsOpenAndMarksItsFinal() {
        network.pass(0);
        sound(400, true);
        session.finalizeTurn();
        assertThat(network.asked).hasSize(1);
        assertThat(network.asked.get(0).samples()).hasSize(1_100 * 16);
        network.pass(0);
        network.asked.get(0).text("yes");
        assertThat(finals())
                .containsExactly(new SttEvent.Final("yes", finals().get(0).words(), true, false));

        sound(400, true);
        sound(600, false);
        assertThat(network.asked).hasSize(2);
        network.asked.get(1).text("please");
        assertThat(finals().get(1).answersFinalize()).isFalse();
        assertThat(finals().get(1).words().get(0).startMillis()).isEqualTo(400);
    }

    @Test
    void finalizeOfWhatHasBeenTold_isAnsweredAtOnceAndOnlyLater() {
        network.pass(0);
        say(500);
        network.asked.get(0).text("yes");
        session.finalizeTurn();
        assertThat(finals()).hasSize(1);
        network.pass(0);
        assertThat(finals().get(1)).isEqualTo(new SttEvent.Final("", List.of(), true, false));
    }

    @Test
    void finalizesWhileOneAnswerIsDue_areAnsweredOneByOne() {
        network.pass(0);
        say(500);
        session.finalizeTurn();
        session.finalizeTurn();
        network.pass(0);
        assertThat(finals()).isEmpty();
        network.asked.get(0).text("yes");
        assertThat(finals()).extracting(SttEvent.Final::answersFinalize).containsExactly(true, true);
        assertThat(texts()).containsExactly("yes", "");
    }

    @Test
    void longSpeech_isCutAtItsQuietestPlaceAndLosesNoSample() {
        open(settings -> settings.longestSegment(Duration.ofSeconds(4)));
        network.pass(0);
        sound(3_400, true);
        sound(40, false);
        sound(2_000, true);
        sound(600, false);

        assertThat(network.asked).hasSize(2);
        var first = network.asked.get(0).samples();
        var second = network.asked.get(1).samples();
        assertThat(first.length / 16).isBetween(3_410, 3_430);
        assertThat(first.length + second.length).isEqualTo((3_400 + 40 + 2_000 + 500) * 16);
        assertThat(all(SttEvent.SpeechStarted.class)).hasSize(1);
        network.asked.get(0).text("first");
        network.asked.get(1).text("second");
        var finals = finals();
        assertThat(finals.get(0).words().get(0).endMillis())
                .isEqualTo(finals.get(1).words().get(0).startMillis());
    }

    @Test
    void longSegment_isSaidToBeListenedTo() {
        open(settings -> settings.longestSegment(Duration.ofSeconds(30)));
        network.pass(0);
        sound(10_000, true);
        assertThat(messages).isGreaterThanOrEqualTo(9);
        messages = 0;
        session.abort();
        open(settings -> settings);
        network.pass(0);
        sound(10_000, false);
        assertThat(messages).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void passingRefusal_isTriedAgainWithTheSameSegment(int status) {
        network.pass(0);
        say(500);
        network.asked.get(0).answer(status, "1", "{\"error\":{\"message\":\"busy\"}}");
        assertThat(all(SttEvent.Error.class)).hasSize(1);
        network.pass(999);
        assertThat(network.asked).hasSize(1);
        network.pass(1);
        assertThat(network.asked).hasSize(2);
        assertThat(network.asked.get(1).body).isEqualTo(network.asked.get(0).body);
        network.asked.get(1).text("yes");
        assertThat(texts()).containsExactly("yes");
        assertThat(all(SttEvent.Closed.class)).isEmpty();
    }

    @Test
    void failuresThatGoOn_endTheSessionAsAnOutage() {
        network.pass(0);
        say(500);
        // A server that is being restarted refuses at once: longer than the call takes for a connection that died
        // young.
        for (int attempt = 0; attempt < 6; attempt++) {
            network.asked.get(attempt).fails(new ConnectException("Connection refused"));
            network.pass(2_000);
        }
        assertThat(network.asked).hasSize(6);
        var errors = all(SttEvent.Error.class);
        assertThat(errors).hasSize(2); // the first attempt, and the end
        assertThat(errors.get(1).reason().code()).isEqualTo(ErrorCode.STT_UNREACHABLE);
        assertThat(errors.get(1).fatal()).isFalse();
        assertThat(all(SttEvent.AudioDropped.class)).hasSize(1);
        assertThat(last())
                .isInstanceOfSatisfying(
                        SttEvent.Closed.class,
                        closed -> assertThat(closed.asked()).isFalse());
        assertThat(network.timers()).isZero();
    }

    @Test
    void serverThatTakesAllTheTimeThereIs_isNotWaitedForAsOften() {
        network.pass(0);
        say(500);
        for (int attempt = 0; attempt < 3; attempt++) {
            network.asked.get(attempt).fails(new SocketTimeoutException("no answer"));
            network.pass(2_000);
        }
        assertThat(network.asked).hasSize(3);
        assertThat(all(SttEvent.Closed.class)).hasSize(1);
    }

    @Test
    void longRetryAfter_isLeftToTheCall() {
        network.pass(0);
        say(500);
        network.asked.get(0).answer(503, "60", "");
        assertThat(all(SttEvent.Error.class).get(0).retryAfter()).isEqualTo(Duration.ofSeconds(60));
        assertThat(last()).isInstanceOf(SttEvent.Closed.class);
    }

    @ParameterizedTest
    @CsvSource({"400, STT_REFUSED", "401, STT_KEY_REFUSED", "404, STT_REFUSED", "413, STT_REFUSED", "302, STT_REFUSED"})
    void refusalThatStays_isFatalAtOnce(int status, ErrorCode code) {
        network.pass(0);
        say(500);
        network.asked.get(0).answer(status, "", "{\"error\":{\"message\":\"no, " + KEY + "\"}}");
        var error = all(SttEvent.Error.class).get(0);
        assertThat(error.fatal()).isTrue();
        assertThat(error.reason().code()).isEqualTo(code);
        assertThat(error.reason().report()).doesNotContain(KEY);
        assertThat(last())
                .isInstanceOfSatisfying(
                        SttEvent.Closed.class,
                        closed -> assertThat(closed.asked()).isFalse());
        assertThat(network.asked).hasSize(1);
    }

    @Test
    void page_isNoAnswerAndStays() {
        network.pass(0);
        say(500);
        network.asked.get(0).answer(200, "", "<html>log in</html>");
        var error = all(SttEvent.Error.class).get(0);
        assertThat(error.fatal()).isTrue();
        assertThat(error.reason().getMessage()).contains("a page instead of JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "{\"text\":42}", "{\"text\":\"un", "{}", "{\"error\":\"failed to read audio\"}"})
    void answerThatIsNone_isTriedAgainWithoutAWordInTheError(String answer) {
        network.pass(0);
        say(500);
        network.asked.get(0).answer(200, "", answer);
        network.pass(250);
        network.asked.get(1).text("yes");
        assertThat(all(SttEvent.Error.class)).hasSize(1);
        assertThat(texts()).containsExactly("yes");
    }

    @Test
    void transportWithoutRequests_isSaidAndFatal() {
        network.sendsNothing = true;
        network.pass(0);
        say(500);
        network.pass(0);
        assertThat(all(SttEvent.Error.class)).hasSize(1).allMatch(SttEvent.Error::fatal);
        assertThat(last()).isInstanceOf(SttEvent.Closed.class);
    }

    @Test
    void fullQueue_holdsBackAndSaysWhenItGoesOn() {
        open(settings -> settings.requestsAtOnce(1).waitingSegments(1));
        network.pass(0);
        say(500);
        assertThat(session.isWritable()).isTrue();
        say(500);
        assertThat(session.isWritable()).isFalse();
        assertThat(writable).isZero();
        network.asked.get(0).text("first");
        assertThat(writable).isEqualTo(1);
        assertThat(session.isWritable()).isTrue();
    }

    @Test
    void audioInSpiteOfAFullQueue_isDroppedAndToldAndNotOnTheClock() {
        open(settings -> settings.requestsAtOnce(1).waitingSegments(1));
        network.pass(0);
        for (int i = 0; i < 5; i++) {
            say(500);
        }
        assertThat(all(SttEvent.AudioDropped.class)).containsExactly(new SttEvent.AudioDropped((100 + 500 + 500) * 16));
        for (int i = 0; i < 4; i++) {
            network.asked.get(i).text("number" + i);
        }
        say(500);
        network.asked.get(4).text("after");
        // The sixth, which the stream's clock has as the fifth: 5,500 ms less the 1,100 that were dropped.
        assertThat(finals().get(4).words().get(0).startMillis()).isEqualTo(4_400);
    }

    @Test
    void soundsInBrackets_areNoWordsAndTold() {
        network.pass(0);
        say(500);
        network.asked.get(0).text(" [BLANK_AUDIO]");
        assertThat(finals()).isEmpty();
        assertThat(all(SttEvent.Error.class)).hasSize(1);
        assertThat(all(SttEvent.Error.class).get(0).reason().code()).isEqualTo(ErrorCode.STT_AUDIO_DROPPED);
    }

    @ParameterizedTest
    @CsvSource({"0.93, false", "0.59, true"})
    void answerThatIsProbablyNoSpeech_isDroppedAndTold(double probability, boolean told) {
        open(settings -> settings.dropNoSpeech(0.6));
        network.pass(0);
        say(500);
        session.finalizeTurn();
        network.asked
                .get(0)
                .answer(
                        200,
                        "",
                        "{\"text\":\"Thanks for watching!\",\"segments\":[{\"text\":\"Thanks for watching!\","
                                + "\"no_speech_prob\":" + probability + "}]}");
        assertThat(texts()).containsExactly(told ? "Thanks for watching!" : "");
        assertThat(finals().get(0).answersFinalize()).isTrue();
        assertThat(all(SttEvent.Error.class)).hasSize(told ? 0 : 1).allSatisfy(error -> {
            assertThat(error.fatal()).isFalse();
            assertThat(error.reason().report()).contains("0.93").doesNotContain("watching");
        });
    }

    @Test
    void blankAnswer_isNoWords() {
        network.pass(0);
        say(500);
        network.asked.get(0).text("  ");
        assertThat(finals()).isEmpty();
        assertThat(all(SttEvent.Error.class)).isEmpty();
    }

    @Test
    void closeStream_sendsWhatIsOpenAndEndsWithItsFinal() {
        network.pass(0);
        say(500);
        sound(300, true);
        session.closeStream();
        network.pass(0);
        sound(500, true);
        assertThat(network.asked).hasSize(2);
        network.asked.get(1).text("bye");
        network.asked.get(0).text("good");
        assertThat(finals()).extracting(SttEvent.Final::last).containsExactly(false, true);
        assertThat(texts()).containsExactly("good", "bye");
        assertThat(last()).isEqualTo(new SttEvent.Closed(1000, "", true));
        assertThat(network.timers()).isZero();
    }

    @Test
    void closeStreamThatIsNotAnswered_isLeft() {
        network.pass(0);
        say(500);
        session.closeStream();
        network.pass(11_999); // a request may take 10 s
        assertThat(all(SttEvent.Closed.class)).isEmpty();
        network.pass(1);
        assertThat(all(SttEvent.Error.class))
                .extracting(error -> error.reason().code())
                .containsExactly(ErrorCode.STT_CLOSE_TIMEOUT);
        assertThat(last())
                .isInstanceOfSatisfying(
                        SttEvent.Closed.class,
                        closed -> assertThat(closed.asked()).isTrue());
        assertThat(network.asked.get(0).givenUp).isTrue();
    }

    @Test
    void abort_givesRequestsUpAndSaysNothingMore() {
        network.pass(0);
        say(500);
        session.abort();
        assertThat(network.asked.get(0).givenUp).isTrue();
        assertThat(last()).isInstanceOf(SttEvent.Closed.class);
        int told = events.size();
        session.abort();
        session.finalizeTurn();
        session.closeStream();
        sound(500, true);
        network.pass(60_000);
        assertThat(session.keepAlive()).isZero();
        assertThat(session.isWritable()).isFalse();
        assertThat(events).hasSize(told);
    }

    @Test
    void abortBeforeReady_isNeverReady() {
        session.abort();
        network.pass(1_000);
        assertThat(events).containsExactly(new SttEvent.Closed(1006, "aborted", true));
    }

    @Test
    void detectorThatThrows_endsTheSessionAndNotTheCall() {
        open(settings -> settings.voiceActivityDetector(new Broken()));
        network.pass(0);
        sound(100, true);
        network.pass(0);
        assertThat(all(SttEvent.Error.class).get(0).reason().code()).isEqualTo(ErrorCode.DETECTOR_FAILED);
        assertThat(last()).isInstanceOf(SttEvent.Closed.class);
    }

    @Test
    void audio_allocatesNothingPerFrame() {
        network.pass(0);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var quiet = new short[320];
        var loud = new short[320];
        Arrays.fill(loud, LoudnessDetector.LOUD);
        open(settings -> settings.longestSegment(Duration.ofSeconds(30)));
        network.pass(0);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 500; i++) {
                session.audio(quiet, 0, 320);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isLessThan(500);
        session.audio(loud, 0, 320);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000; i++) {
            session.audio(loud, 0, 320);
        }
        // One event says that the speech has begun.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000);
    }

    private static final class Broken implements VoiceActivityDetectorProvider {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public boolean supports(int sampleRateHz) {
            return true;
        }

        @Override
        public VoiceActivityDetector create(int sampleRateHz) {
            return new VoiceActivityDetector() {
                @Override
                public int sampleRateHz() {
                    return sampleRateHz;
                }

                @Override
                public int windowSamples() {
                    return 160;
                }

                @Override
                public float speechProbability(short[] pcm, int offset) {
                    throw new IllegalStateException("no model");
                }

                @Override
                public void reset() {}
            };
        }
    }
}
