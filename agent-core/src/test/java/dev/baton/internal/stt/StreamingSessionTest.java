package dev.baton.internal.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioEncoding;
import dev.baton.internal.json.PulseMessages;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 8 kHz, so that a group is 800 samples and a frame of 20 ms is 160. */
class StreamingSessionTest {
    private static final String KEY = "sk_0123456789";
    private static final String FINALIZE = "{\"type\":\"finalize\"}";
    private static final String CLOSE_STREAM = "{\"type\":\"close_stream\"}";
    private static final String LAST = "{\"transcript\":\"bye\",\"is_final\":true,\"is_last\":true}";

    private final HandDrivenTransport network = new HandDrivenTransport();
    private final List<SttEvent> events = new ArrayList<>();
    private final SttSession session = StreamingSession.open(link(Duration.ofSeconds(10)), network, events::add);
    private int position;

    @Test
    void open_connectsWithTheHeaders() {
        assertThat(network.uri).isEqualTo(link(Duration.ZERO).uri());
        assertThat(network.headers).containsEntry("Authorization", "Bearer " + KEY);
    }

    @Test
    void opened_isReady() {
        network.service.onOpen();
        assertThat(events).containsExactly(new SttEvent.Ready("wss://api.test/live"));
    }

    @Test
    void frames_areSentInGroupsOf100Milliseconds() {
        network.service.onOpen();
        frames(12);
        assertThat(network.sent).containsExactly("audio 0+800", "audio 800+800");
    }

    @Test
    void chunkOfAnySize_isGroupedAllTheSame() {
        network.service.onOpen();
        speak(2_001);
        speak(1);
        speak(398);
        assertThat(network.sent).containsExactly("audio 0+800", "audio 800+800", "audio 1600+800");
    }

    @Test
    void finalize_sendsThePartFilledGroupFirst() {
        network.service.onOpen();
        frames(7);
        session.finalizeTurn();
        frames(5);
        assertThat(network.sent).containsExactly("audio 0+800", "audio 800+320", FINALIZE, "audio 1120+800");
    }

    @Test
    void finalizeWithoutPartFilledGroup_sendsNoEmptyMessage() {
        network.service.onOpen();
        frames(5);
        session.finalizeTurn();
        assertThat(network.sent).containsExactly("audio 0+800", FINALIZE);
    }

    @Test
    void keepAlive_isALittleSilenceWhichCounts() {
        network.service.onOpen();
        assertThat(session.keepAlive()).isEqualTo(800);

        assertThat(network.audioSamples).isEqualTo(800);
        session.closeStream();
        assertThat(session.keepAlive()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "400, true",
        "401, true",
        "404, true",
        "302, true",
        "408, false",
        "429, false",
        "500, false",
        "503, false"
    })
    void refusal_isFatalWhereTheNextOneWouldBeTheSame(int status, boolean fatal) {
        network.service.onRefused(status, "", "");

        assertThat(events.get(0))
                .isInstanceOfSatisfying(
                        SttEvent.Error.class, error -> assertThat(error.fatal()).isEqualTo(fatal));
    }

    @Test
    void closeStream_isSentOnceAndNothingFollows() {
        network.service.onOpen();
        frames(1);
        session.closeStream();
        session.closeStream();
        session.finalizeTurn();
        frames(10);
        assertThat(network.sent).containsExactly("audio 0+160", CLOSE_STREAM);
    }

    @Test
    void beforeOpen_audioAndControlWaitInTheirOrder() {
        frames(7);
        session.finalizeTurn();
        frames(6);
        assertThat(network.sent).isEmpty();
        network.service.onOpen();
        frames(4);
        assertThat(network.sent)
                .containsExactly("audio 0+800", "audio 800+320", FINALIZE, "audio 1120+800", "audio 1920+800");
    }

    @Test
    void hungUpBeforeOpen_isStillSaidInOrder() {
        frames(6);
        session.closeStream();
        network.service.onOpen();
        assertThat(network.sent).containsExactly("audio 0+800", "audio 800+160", CLOSE_STREAM);
        network.service.onText(LAST);
        network.service.onClosed(1000, "");
        assertThat(events.get(events.size() - 1)).isEqualTo(new SttEvent.Closed(1000, "", true));
    }

    @Test
    void tooMuchBeforeOpen_dropsTheOldestAndTells() {
        var second = new HandDrivenTransport();
        var heard = new ArrayList<SttEvent>();
        var bounded = StreamingSession.open(link(Duration.ofMillis(200)), second, heard::add);
        bounded.audio(samples(0, 800), 3, 800);
        bounded.finalizeTurn();
        bounded.audio(samples(800, 2_000), 3, 2_000);
        assertThat(heard).containsExactly(new SttEvent.AudioDropped(800));
        bounded.closeStream();
        assertThat(heard).containsExactly(new SttEvent.AudioDropped(800), new SttEvent.AudioDropped(800));
        second.service.onOpen();
        assertThat(second.sent).containsExactly(FINALIZE, "audio 1600+800", "audio 2400+400", CLOSE_STREAM);
    }

    @Test
    void networkTakesNothing_dropsAudioButNoControlMessage() {
        network.service.onOpen();
        network.pendingBytes = 1 << 20;
        frames(7);
        session.finalizeTurn();
        assertThat(network.sent).containsExactly(FINALIZE);
        assertThat(dropped()).isEqualTo(1_120);
        network.pendingBytes = 0;
        frames(5);
        assertThat(network.sent).containsExactly(FINALIZE, "audio 1120+800");
    }

    @Test
    void heldAudioLeftAtOnce_doesNotCountAsBacklog() {
        network.service.onOpen();
        network.pendingBytes = 10 * 16_000;
        frames(5);
        assertThat(dropped()).isZero();
    }

    @Test
    void notOpen_isNotWritable() {
        assertThat(session.isWritable()).isFalse();
        network.service.onOpen();
        assertThat(session.isWritable()).isTrue();
    }

    @Test
    void aboveTheHighWaterMark_isNotWritableUntilTheLowOne() {
        network.service.onOpen();
        network.pendingBytes = StreamingSession.HIGH_WATER_BYTES;
        frames(5);
        assertThat(session.isWritable()).isFalse();
        network.pendingBytes = StreamingSession.LOW_WATER_BYTES + 1;
        assertThat(session.isWritable()).isFalse();
        network.pendingBytes = StreamingSession.LOW_WATER_BYTES;
        assertThat(session.isWritable()).isTrue();
    }

    @Test
    void networkTakesAgain_isWritableAndTold() {
        var told = new AtomicInteger();
        var wire = new HandDrivenTransport();
        var slow = StreamingSession.open(link(Duration.ofSeconds(10)), wire, new SttListener() {
            @Override
            public void onEvent(SttEvent event) {}

            @Override
            public void onWritable() {
                told.incrementAndGet();
            }
        });
        wire.service.onOpen();
        wire.pendingBytes = StreamingSession.HIGH_WATER_BYTES;
        slow.audio(samples(0, 800), 3, 800);
        wire.service.onWritable();
        assertThat(told).hasValue(1);
        assertThat(slow.isWritable()).isTrue();
    }

    @Test
    void networkTakesNothingForTheStallTimeout_isAnOutage() {
        network.service.onOpen();
        network.pendingBytes = StreamingSession.HIGH_WATER_BYTES;
        frames(5);
        network.passTime();
        assertThat(network.sent).last().isEqualTo("abort");
        assertThat(error().code()).isEqualTo(ErrorCode.STT_STALLED);
        assertThat(events).last().isEqualTo(new SttEvent.Closed(1006, "stalled", false));
    }

    @Test
    void networkTakesLittle_isWaitedFor() {
        network.service.onOpen();
        network.pendingBytes = StreamingSession.HIGH_WATER_BYTES;
        frames(5);
        network.pendingBytes -= 1;
        network.passTime();
        assertThat(network.sent).doesNotContain("abort");
        network.passTime();
        assertThat(network.sent).last().isEqualTo("abort");
    }

    @Test
    void refusedForAWhile_tellsHowLong() {
        network.service.onRefused(429, "7", "");
        assertThat(events.get(0)).isInstanceOfSatisfying(SttEvent.Error.class, error -> {
            assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(7));
            assertThat(error.fatal()).isFalse();
        });
    }

    @Test
    void refusedUntilADate_isShownToPeopleOnly() {
        network.service.onRefused(503, "Wed, 21 Oct 2026 07:28:00 GMT", "");
        assertThat(((SttEvent.Error) events.get(0)).retryAfter()).isZero();
        assertThat(error().report()).contains("wait for Wed, 21 Oct 2026");
    }

    @Test
    void messageAfterTheEndOfTheStream_isReasonToWaitOn() {
        network.service.onOpen();
        session.closeStream();
        var first = network.timers.get(0);
        network.service.onText("{\"transcript\":\"and more\",\"is_final\":true}");
        assertThat(network.timers).hasSize(1).doesNotContain(first);
        network.passTime();
        assertThat(error().code()).isEqualTo(ErrorCode.STT_CLOSE_TIMEOUT);
    }

    @Test
    void lastMessage_closesNormallyAndAsked() {
        network.service.onOpen();
        frames(5);
        session.closeStream();
        assertThat(network.timers).hasSize(1);
        network.service.onText(LAST);
        assertThat(network.timers).isEmpty();
        network.service.onClosed(1000, "done");
        assertThat(network.sent).endsWith(CLOSE_STREAM, "close 1000");
        assertThat(events)
                .containsExactly(
                        new SttEvent.Ready("wss://api.test/live"),
                        new SttEvent.Final("bye", List.of(), false, true),
                        new SttEvent.Closed(1000, "done", true));
    }

    @Test
    void lastMessageThenCut_isStillAsked() {
        network.service.onOpen();
        session.closeStream();
        network.service.onText(LAST);
        network.service.onClosed(1006, "");
        assertThat(events.get(events.size() - 1)).isEqualTo(new SttEvent.Closed(1006, "", true));
        assertThat(errors()).isEmpty();
    }

    @Test
    void lastMessageNeverComes_closesInTime() {
        network.service.onOpen();
        session.closeStream();
        network.passTime();
        assertThat(errors()).containsExactly(ErrorCode.STT_CLOSE_TIMEOUT);
        network.service.onClosed(1006, "");
        assertThat(network.sent).endsWith("close 1000");
        assertThat(events.get(events.size() - 1)).isEqualTo(new SttEvent.Closed(1006, "", true));
    }

    @Test
    void closedNormallyWithoutLastMessage_isAskedButTold() {
        network.service.onOpen();
        session.closeStream();
        network.service.onClosed(1000, "");
        assertThat(errors()).containsExactly(ErrorCode.STT_PROTOCOL);
        assertThat(events.get(events.size() - 1)).isEqualTo(new SttEvent.Closed(1000, "", true));
        assertThat(network.timers).isEmpty();
    }

    @Test
    void cutWhileWaitingForTheLastMessage_isAnOutage() {
        network.service.onOpen();
        session.closeStream();
        network.service.onClosed(1006, "reset");
        assertThat(errors()).containsExactly(ErrorCode.STT_LOST);
        assertThat(events.get(events.size() - 1)).isEqualTo(new SttEvent.Closed(1006, "reset", false));
    }

    @ParameterizedTest
    @CsvSource({"1000, STT_LOST", "1006, STT_LOST", "1008, STT_BUSY", "1009, STT_PROTOCOL", "1011, STT_LOST"})
    void closedUnasked_isAnOutage(int code, ErrorCode error) {
        network.service.onOpen();
        frames(7);
        network.service.onClosed(code, "because");
        assertThat(errors()).containsExactly(error);
        assertThat(dropped()).isEqualTo(320);
        assertThat(events.get(events.size() - 1)).isEqualTo(new SttEvent.Closed(code, "because", false));
    }

    @Test
    void closed_nothingFollowsAndNothingIsSent() {
        network.service.onOpen();
        network.service.onClosed(1006, "");
        int told = events.size();
        int sent = network.sent.size();
        frames(10);
        session.finalizeTurn();
        session.closeStream();
        session.abort();
        network.service.onText(LAST);
        network.service.onClosed(1000, "");
        network.passTime();
        assertThat(events).hasSize(told);
        assertThat(network.sent).hasSize(sent);
    }

    @Test
    void aborted_cutsAndTellsClosedOnce() {
        network.service.onOpen();
        session.closeStream();
        session.abort();
        session.abort();
        network.passTime();
        assertThat(network.sent).containsExactly(CLOSE_STREAM, "abort");
        assertThat(events).endsWith(new SttEvent.Closed(1006, "aborted", true)).hasSize(2);
    }

    @Test
    void abortedFromWithinAnEvent_endsThere() {
        var holder = new ArrayList<SttSession>();
        var heard = new ArrayList<SttEvent>();
        holder.add(StreamingSession.open(link(Duration.ZERO), network, event -> {
            heard.add(event);
            if (event instanceof SttEvent.AudioDropped) {
                holder.get(0).abort();
            }
        }));
        holder.get(0).audio(samples(0, 4_000), 3, 4_000);
        assertThat(heard).containsExactly(new SttEvent.AudioDropped(800), new SttEvent.Closed(1006, "aborted", true));
    }

    @Test
    void malformedMessage_isToldAndTheSessionGoesOn() {
        network.service.onOpen();
        network.service.onText("{oops");
        network.service.onText("{\"transcript\":\"on we go\"}");
        assertThat(errors()).containsExactly(ErrorCode.STT_PROTOCOL);
        assertThat(events).endsWith(new SttEvent.Interim("on we go", List.of()));
    }

    @Test
    void emptyInterim_isNotTold() {
        network.service.onOpen();
        network.service.onText("{\"transcript\":\"\"}");
        assertThat(events).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | | {\"message\":\"model is required\"} | BT-203 | refused the settings (HTTP 400): model is required",
                "401 | | {} | BT-201 | refused the key (HTTP 401)",
                "403 | | trial over | BT-201 | does not let this key in (HTTP 403): trial over",
                "404 | | Not Found | BT-203 | has no recogniser at this address (HTTP 404): Not Found",
                "429 | 12 | {} | BT-207 | wait for 12 s (Retry-After)",
                "429 | | {} | BT-207 | hold fewer calls at once",
                "500 | | <html>oops</html> | BT-203 | failed (HTTP 500)",
                "503 | 5 | {\"error\":\"warming up\"} | BT-207 | no recogniser free (HTTP 503): warming up",
                "302 | | | BT-203 | sends us elsewhere (HTTP 302)",
                "200 | | <html>log in</html> | BT-203 | answered with a page instead of a WebSocket (HTTP 200)",
                "418 | | teapot | BT-203 | refused the session (HTTP 418): teapot"
            })
    void refused_isToldInWordsAndEnds(int status, String retryAfter, String body, String code, String words) {
        frames(7);
        network.service.onRefused(status, retryAfter == null ? "" : retryAfter, body == null ? "" : body);
        var report = error().report();
        assertThat(report).contains("error " + code + ": smallest-pulse", words, "wss://api.test/live", "do: ");
        assertThat(dropped()).isEqualTo(1_120);
        assertThat(events.get(events.size() - 1)).isEqualTo(new SttEvent.Closed(1006, "HTTP " + status, false));
    }

    @Test
    void refusedKey_saysWhichKeyButNeverTheKey() {
        network.service.onRefused(401, "", "{\"message\":\"" + KEY + " is unknown\"}");
        assertThat(error().report())
                .contains("used SMALLEST_API_KEY (set, 13 characters)", "[key] is unknown")
                .doesNotContain(KEY);
    }

    @Test
    void failed_saysWhyAndWhatToDo() {
        assertThat(failing(new UnknownHostException("api.test"))).contains("BT-202", "no such host: api.test");
        assertThat(failing(new ConnectException("Connection refused: api.test")))
                .contains("check that something listens");
        assertThat(failing(new ConnectException("finishConnect(..) failed with error(-111): Connection refused: x")))
                .contains("cannot reach smallest-pulse: Connection refused: x", "tried wss://api.test/live");
        assertThat(failing(new SocketTimeoutException("no connection within 5000 ms")))
                .contains("within 5000 ms");
        assertThat(failing(new SSLHandshakeException("no trust"))).contains("TLS failed: no trust");
        assertThat(failing(new IllegalStateException())).contains("IllegalStateException");
        assertThat(failing(new IllegalStateException("sent " + KEY))).doesNotContain(KEY);
    }

    @Test
    void keyInWhatTheServiceSays_isNotRepeated() {
        network.service.onOpen();
        network.service.onText("{\"type\":\"error\",\"message\":\"bad " + KEY + "\"}");
        network.service.onText("{\"type\":\"error\",\"message\":\"bad " + KEY.replace("_", "\\u005f") + "\"}");
        network.service.onText("{\"type\":\"hello\",\"you\":\"" + KEY + "\"}");
        network.service.onClosed(1008, KEY + " has too many");
        assertThat(events.toString() + error().report()).doesNotContain(KEY).contains("[key]");
        assertThat(events).filteredOn(SttEvent.Error.class::isInstance).hasSize(3);
    }

    @Test
    void sampleRangeOutsideTheArray_isRefused() {
        assertThatThrownBy(() -> session.audio(new short[10], 5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static ServiceLink link(Duration held) {
        return new ServiceLink(
                "smallest-pulse",
                URI.create("wss://api.test/live?model=pulse"),
                "wss://api.test/live",
                "wss://api.usual.test/live",
                "model=pulse",
                Map.of("Authorization", "Bearer " + KEY),
                List.of(KEY),
                "SMALLEST_API_KEY (set, 13 characters)",
                () -> new PulseMessages("smallest-pulse"),
                AudioEncoding.LINEAR16,
                8_000,
                Duration.ofMillis(100),
                Duration.ZERO,
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                held,
                Duration.ofSeconds(10));
    }

    private static String failing(Throwable cause) {
        var network = new HandDrivenTransport();
        var heard = new ArrayList<SttEvent>();
        StreamingSession.open(link(Duration.ZERO), network, heard::add);
        network.service.onFailed(cause);
        assertThat(heard.get(heard.size() - 1)).isEqualTo(new SttEvent.Closed(1006, "not connected", false));
        return ((SttEvent.Error) heard.get(0)).reason().report();
    }

    /** Samples that count on from one another, so that a lost or doubled one shows. */
    private void speak(int count) {
        session.audio(samples(position, count), 3, count);
        position += count;
    }

    private void frames(int count) {
        for (int i = 0; i < count; i++) {
            speak(160);
        }
    }

    private static short[] samples(int first, int count) {
        var samples = new short[count + 3];
        for (int i = 0; i < count; i++) {
            samples[i + 3] = (short) (first + i);
        }
        return samples;
    }

    private long dropped() {
        return events.stream()
                .filter(SttEvent.AudioDropped.class::isInstance)
                .mapToLong(event -> ((SttEvent.AudioDropped) event).samples())
                .sum();
    }

    private BatonException error() {
        return events.stream()
                .filter(SttEvent.Error.class::isInstance)
                .map(event -> ((SttEvent.Error) event).reason())
                .findFirst()
                .orElseThrow();
    }

    private List<ErrorCode> errors() {
        return events.stream()
                .filter(SttEvent.Error.class::isInstance)
                .map(event -> ((SttEvent.Error) event).reason().code())
                .toList();
    }
}
