package dev.baton.internal.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ErrorCode;
import dev.baton.internal.stt.HandDrivenTransport;
import dev.baton.translate.CambRealtime;
import dev.baton.translate.CambRealtimeBuilder;
import dev.baton.translate.TranslationEvent;
import dev.baton.translate.TranslationListener;
import dev.baton.translate.TranslationSession;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealtimeSessionTest {
    private static final String KEY = "k-0123456789";
    private static final String CREATED =
            "{\"type\":\"session.created\",\"session\":{\"id\":\"s\",\"mode\":\"fast\",\"source_language\":\"en-us\",\"target_language\":\"de-de\"}}";
    private static final String TEXT_DONE = "{\"type\":\"response.text.done\",\"text\":\"Guten Tag\"}";
    private static final String AUDIO_DONE = "{\"type\":\"response.audio.done\"}";

    private final HandDrivenTransport network = new HandDrivenTransport();
    private final List<TranslationEvent> events = new ArrayList<>();
    private int writable;

    private TranslationSession open() {
        return open(builder -> builder);
    }

    private TranslationSession open(UnaryOperator<CambRealtimeBuilder> settings) {
        var builder = CambRealtime.builder()
                .url(URI.create("ws://127.0.0.1:9/v1/realtime"))
                .apiKey(KEY)
                .from("en-us")
                .to("de-de")
                .trailingSilence(Duration.ZERO);
        return settings.apply(builder).build().open(network, new TranslationListener() {
            @Override
            public void onEvent(TranslationEvent event) {
                events.add(event);
            }

            @Override
            public void onWritable() {
                writable++;
            }
        });
    }

    private TranslationSession ready() {
        var session = open();
        network.service.onOpen();
        network.service.onText(CREATED);
        return session;
    }

    private static short[] speech(int samples) {
        var loud = new short[samples];
        Arrays.fill(loud, (short) 5_000);
        return loud;
    }

    private void says(String... messages) {
        for (var message : messages) {
            network.service.onText(message);
        }
    }

    private void speaks(int... bytes) {
        var audio = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            audio[i] = (byte) bytes[i];
        }
        network.service.onBinary(ByteBuffer.wrap(audio));
    }

    /** The wait for more, which is what was begun last; the limit of the whole is not reached. */
    private void staysQuiet() {
        network.timers.get(network.timers.size() - 1).run();
    }

    private int samplesSent() {
        return network.sent.stream()
                .filter(message -> message.contains("input_audio_buffer.append"))
                .mapToInt(message -> Base64.getDecoder()
                                .decode(message.substring(message.lastIndexOf(':') + 2, message.length() - 2))
                                .length
                        / 2)
                .sum();
    }

    private <E extends TranslationEvent> List<E> told(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<ErrorCode> errors() {
        return told(TranslationEvent.Error.class).stream()
                .map(error -> error.reason().code())
                .toList();
    }

    private TranslationEvent last() {
        return events.get(events.size() - 1);
    }

    @Test
    void firstMessage_isTheRequestAndAudioWaitsForTheAnswer() {
        var session = open();
        session.audio(speech(4_800), 0, 4_800);
        assertThat(network.sent).isEmpty();
        network.service.onOpen();
        says("{\"type\":\"session.starting\"}");
        session.audio(speech(2_400), 0, 2_400);

        assertThat(network.sent).hasSize(1);
        assertThat(network.sent.get(0)).contains("session.update");
        assertThat(session.isWritable()).isFalse();
        says(CREATED);
        assertThat(samplesSent()).isEqualTo(7_200);
        assertThat(session.isWritable()).isTrue();
        assertThat(writable).isEqualTo(1);
        assertThat(events)
                .containsExactly(
                        new TranslationEvent.Starting(),
                        new TranslationEvent.Ready(
                                "ws://127.0.0.1:9/v1/realtime",
                                new TranslationEvent.Settings("s", "fast", "en-us", "de-de")));
    }

    @Test
    void moreAudioThanIsKeptBeforeReady_isDroppedAndTold() {
        var session = open(builder -> builder.heldAudio(Duration.ofSeconds(1)));
        session.audio(speech(36_000), 0, 36_000);
        network.service.onOpen();
        says(CREATED);

        assertThat(told(TranslationEvent.AudioDropped.class).stream()
                        .mapToLong(TranslationEvent.AudioDropped::samples)
                        .sum())
                .isEqualTo(12_000);
        assertThat(samplesSent()).isEqualTo(24_000);
    }

    @Test
    void audioOfAnyLength_isSentInMessagesThatTheServiceTakes() {
        var session = open(builder -> builder.chunk(Duration.ofMillis(500)).heldAudio(Duration.ofMinutes(1)));
        network.service.onOpen();
        says(CREATED);
        session.audio(speech(300_001), 0, 300_001);
        session.finish();

        assertThat(samplesSent()).isEqualTo(300_001);
        assertThat(network.sent)
                .allSatisfy(message -> assertThat(message.length()).isLessThan(33_000));
    }

    @Test
    void networkThatTakesNothing_endsTheSession() {
        var session = ready();
        network.pendingBytes = RealtimeSession.HIGH_WATER_BYTES;
        session.audio(speech(2_400), 0, 2_400);
        assertThat(session.isWritable()).isFalse();
        network.passTime();

        assertThat(errors()).containsExactly(ErrorCode.STT_STALLED);
        assertThat(last()).isEqualTo(new TranslationEvent.Closed(1006, "stalled", false));
        assertThat(network.sent).contains("abort");
    }

    @Test
    void binaryMessages_areAudioWhateverIsInThem() {
        ready();
        var json = "{\"type\":\"error\"}".getBytes(StandardCharsets.US_ASCII);
        network.service.onBinary(ByteBuffer.wrap(json));

        assertThat(told(TranslationEvent.Audio.class)).hasSize(1);
        assertThat(told(TranslationEvent.Audio.class).get(0).samples()).hasSize(json.length / 2);
        assertThat(errors()).isEmpty();
    }

    @Test
    void samplesSplitByMessages_arePutTogether() {
        ready();
        speaks(1, 0, 2);
        speaks();
        speaks(0);
        speaks(3, 0);
        assertThat(told(TranslationEvent.Audio.class).stream().map(TranslationEvent.Audio::samples))
                .containsExactly(new short[] {1}, new short[] {2}, new short[] {3});
    }

    @Test
    void finish_waitsForTextAndSpeechOfWhatWasSaid() {
        var session = ready();
        session.audio(speech(100), 0, 100);
        session.finish();
        assertThat(samplesSent()).isEqualTo(100);
        says(TEXT_DONE);
        speaks(1, 0);
        says(AUDIO_DONE);
        assertThat(network.sent).doesNotContain("close 1000");
        staysQuiet();

        assertThat(network.sent).endsWith("close 1000");
        network.service.onClosed(1000, "");
        assertThat(errors()).isEmpty();
        assertThat(last()).isEqualTo(new TranslationEvent.Closed(1000, "", true));
    }

    @Test
    void finishAfterSilenceAlone_endsWithoutAComplaint() {
        var session = ready();
        session.audio(new short[4_800], 0, 4_800);
        session.finish();
        staysQuiet();
        network.service.onClosed(1000, "");

        assertThat(errors()).isEmpty();
        assertThat(last()).isEqualTo(new TranslationEvent.Closed(1000, "", true));
    }

    /** The service takes nothing apart: what comes now may answer the first of them. */
    @Test
    void answerToTheFirstOfTwo_isNotTakenForTheLast() {
        var session = ready();
        session.audio(speech(24_000), 0, 24_000);
        session.audio(new short[24_000], 0, 24_000);
        session.audio(speech(24_000), 0, 24_000);
        session.finish();
        says(TEXT_DONE);
        speaks(1, 0);
        says(AUDIO_DONE);
        assertThat(network.lastWait).isEqualTo(Duration.ofSeconds(30));

        says(TEXT_DONE);
        speaks(1, 0);
        says(AUDIO_DONE);
        assertThat(network.lastWait).isEqualTo(Duration.ofSeconds(2));
        staysQuiet();
        assertThat(told(TranslationEvent.Text.class)).hasSize(2);
        assertThat(errors()).isEmpty();
    }

    @Test
    void serviceThatTakesTwoForOne_costsAWaitAndNoComplaint() {
        var session = ready();
        session.audio(speech(24_000), 0, 24_000);
        session.audio(new short[24_000], 0, 24_000);
        session.audio(speech(24_000), 0, 24_000);
        session.finish();
        says(TEXT_DONE);
        speaks(1, 0);
        says(AUDIO_DONE);
        staysQuiet();
        assertThat(errors()).isEmpty();
        assertThat(network.sent).endsWith("close 1000");
    }

    @Test
    void silenceBehindTheLastWord_pushesNoSpeechOut() {
        var session = open(builder -> builder.heldAudio(Duration.ofSeconds(1)).trailingSilence(Duration.ofSeconds(1)));
        session.audio(speech(24_000), 0, 24_000);
        session.finish();
        network.service.onOpen();
        network.service.onText(CREATED);
        assertThat(told(TranslationEvent.AudioDropped.class)).isEmpty();
        assertThat(samplesSent()).isEqualTo(48_000);
    }

    @Test
    void coldStartWithAnOpenMicrophone_tellsOnceASecondWhatIsLost() {
        var session = open(builder -> builder.heldAudio(Duration.ofSeconds(1)));
        for (int i = 0; i < 300; i++) {
            session.audio(speech(480), 0, 480);
        }
        network.service.onOpen();
        network.service.onText(CREATED);
        var lost = told(TranslationEvent.AudioDropped.class);
        assertThat(lost).hasSizeLessThanOrEqualTo(6);
        assertThat(lost.stream()
                        .mapToLong(TranslationEvent.AudioDropped::samples)
                        .sum())
                .isEqualTo(300 * 480 - 24_000);
    }

    @Test
    void complaintDuringTheStart_doesNotHideALaterOutage() {
        var session = open();
        network.service.onOpen();
        says("no json", CREATED);
        session.audio(speech(2_400), 0, 2_400);
        network.service.onClosed(1006, "");
        assertThat(errors()).containsExactly(ErrorCode.STT_PROTOCOL, ErrorCode.STT_LOST);
    }

    @Test
    void finishBeforeReady_isKept() {
        var session = open();
        session.audio(speech(100), 0, 100);
        session.finish();
        network.service.onOpen();
        says(CREATED);
        assertThat(samplesSent()).isEqualTo(100);
        staysQuiet();
        assertThat(errors()).containsExactly(ErrorCode.STT_CLOSE_TIMEOUT);
    }

    @Test
    void nothingForWhatWasSaid_isGivenUpAndTold() {
        var session = ready();
        session.audio(speech(100), 0, 100);
        session.finish();
        staysQuiet();
        network.service.onClosed(1000, "");

        assertThat(errors()).containsExactly(ErrorCode.STT_CLOSE_TIMEOUT);
        assertThat(told(TranslationEvent.Error.class).get(0).reason()).hasMessageContaining("what was said last");
        assertThat(last()).isEqualTo(new TranslationEvent.Closed(1000, "", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "audio", "delta", "source", "unspoken", "unwritten"})
    void translationThatDoesNotEnd_isGivenUpAndTold(String how) {
        var session = ready();
        session.audio(speech(100), 0, 100);
        session.finish();
        switch (how) {
            case "audio" -> {
                says(TEXT_DONE);
                speaks(1, 0);
            }
            case "delta" -> says("{\"type\":\"response.text.delta\",\"delta\":\"Gut\"}");
            case "source" ->
                says("{\"type\":\"conversation.item.input_audio_transcription.completed\",\"transcript\":\"x\"}");
            case "unspoken" -> says(TEXT_DONE, TEXT_DONE);
            case "unwritten" -> {
                speaks(1, 0);
                says(AUDIO_DONE);
            }
            default -> says(TEXT_DONE);
        }
        staysQuiet();
        assertThat(errors()).containsExactly(ErrorCode.STT_CLOSE_TIMEOUT);
        assertThat(network.sent).endsWith("close 1000");
    }

    @Test
    void speechThatNeverStops_isCutAtTheLimit() {
        var session = open(builder -> builder.quietLimit(Duration.ofSeconds(1)).finishLimit(Duration.ofSeconds(5)));
        network.service.onOpen();
        says(CREATED);
        session.finish();
        var limit = network.timers.get(0); // of the whole
        for (int i = 0; i < 50; i++) {
            speaks(1, 0);
        }
        assertThat(network.timers).hasSize(2);
        limit.run();
        assertThat(errors()).containsExactly(ErrorCode.STT_CLOSE_TIMEOUT);
        assertThat(network.sent).endsWith("close 1000");
    }

    @Test
    void textAlone_endsWithTheText() {
        var session = open(builder -> builder.outputs(Set.of(CambRealtimeBuilder.Output.TEXT)));
        network.service.onOpen();
        says(CREATED);
        session.audio(speech(100), 0, 100);
        session.finish();
        says(TEXT_DONE);
        staysQuiet();
        assertThat(errors()).isEmpty();
        assertThat(network.sent).endsWith("close 1000");
    }

    @Test
    void endOfSpeechWithoutSpeech_isTold() {
        ready();
        says(TEXT_DONE, AUDIO_DONE);
        assertThat(errors()).containsExactly(ErrorCode.STT_PROTOCOL);
        assertThat(told(TranslationEvent.Error.class).get(0).reason()).hasMessageContaining("without a sound");
    }

    @Test
    void errorThenCloseBeforeCreated_isOneErrorInTheServersWords() {
        open();
        network.service.onOpen();
        says("{\"type\":\"error\",\"error\":{\"message\":\"voice 7 does not exist, " + KEY + "\"}}");
        network.service.onClosed(1008, "policy");

        assertThat(errors()).containsExactly(ErrorCode.STT_REFUSED);
        assertThat(told(TranslationEvent.Error.class).get(0).reason())
                .hasMessageContaining("voice 7 does not exist")
                .hasMessageNotContaining(KEY);
        assertThat(last()).isEqualTo(new TranslationEvent.Closed(1008, "policy", false));
    }

    @Test
    void closeBeforeCreated_isAnError() {
        open();
        network.service.onOpen();
        network.service.onClosed(1011, "no pipeline");
        assertThat(errors()).containsExactly(ErrorCode.STT_LOST);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void keyRefused_isFatal(int status) {
        open();
        network.service.onRefused(status, "", "{\"message\":\"bad key " + KEY + "\"}");
        var error = told(TranslationEvent.Error.class).get(0);
        assertThat(error.reason().code()).isEqualTo(ErrorCode.STT_KEY_REFUSED);
        assertThat(error.fatal()).isTrue();
        assertThat(error.reason().report()).doesNotContain(KEY);
    }

    @Test
    void notFound_saysWhatIsMissingThere() {
        open();
        network.service.onRefused(404, "", "");
        assertThat(told(TranslationEvent.Error.class).get(0).reason())
                .hasMessageContaining("has no translator at this address");
    }

    @Test
    void startThatNeverEnds_isGivenUp() {
        open();
        network.service.onOpen();
        says("{\"type\":\"session.starting\"}");
        network.passTime();
        assertThat(errors()).containsExactly(ErrorCode.STT_STALLED);
        assertThat(told(TranslationEvent.Error.class).get(0).reason().remedy()).contains("startTimeout");
        assertThat(last()).isEqualTo(new TranslationEvent.Closed(1006, "not ready", false));
    }

    @Test
    void connectionLostInTheMiddle_saysWhatWasOwedAndThatNothingIsReplayed() {
        var session = ready();
        session.audio(speech(100), 0, 100);
        says(TEXT_DONE);
        network.service.onClosed(1006, "reset");

        var reason = told(TranslationEvent.Error.class).get(0).reason();
        assertThat(reason.code()).isEqualTo(ErrorCode.STT_LOST);
        assertThat(reason).hasMessageContaining("owed 1 of 1 translations as speech");
        assertThat(reason.remedy()).contains("nothing is replayed");
        assertThat(told(TranslationEvent.AudioDropped.class)).containsExactly(new TranslationEvent.AudioDropped(100));
        assertThat(last()).isEqualTo(new TranslationEvent.Closed(1006, "reset", false));
    }

    @Test
    void otherLanguagesThanAskedFor_areTold() {
        open();
        network.service.onOpen();
        says(CREATED.replace("de-de", "fr-fr"));
        assertThat(told(TranslationEvent.Error.class).get(0).reason()).hasMessageContaining("to fr-fr");
    }

    @Test
    void createdTwice_beginsNothingAnew() {
        ready();
        says(CREATED);
        assertThat(told(TranslationEvent.Ready.class)).hasSize(1);
        assertThat(told(TranslationEvent.Updated.class)).hasSize(1);
    }

    @Test
    void closeAndAbort_areAsked() {
        ready().close();
        assertThat(network.sent).endsWith("close 1000");
        network.service.onClosed(1000, "");
        assertThat(last()).isEqualTo(new TranslationEvent.Closed(1000, "", true));

        events.clear();
        open().abort();
        assertThat(last()).isEqualTo(new TranslationEvent.Closed(1006, "aborted", true));
    }

    @Test
    void afterTheEnd_nothingIsSentAndNothingTold() {
        var session = ready();
        network.service.onClosed(1006, "");
        int told = events.size();
        int sent = network.sent.size();
        session.audio(speech(9_600), 0, 9_600);
        session.finish();
        session.close();
        session.abort();
        says(TEXT_DONE);
        speaks(1, 0);
        assertThat(events).hasSize(told);
        assertThat(network.sent).hasSize(sent);
    }
}
