package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.agent.Heard;
import dev.baton.call.CallEvent;
import dev.baton.metrics.TurnLatency;
import dev.baton.turn.AbandonReason;
import dev.baton.turn.CommitReason;
import dev.baton.turn.GiveUpReason;
import dev.baton.turn.StopReason;
import dev.baton.turn.Utterance;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final CallInfo INFO = CallInfo.of("c1", "sample");
    private static final CallSummary SUMMARY =
            new CallSummary(INFO, EndReason.HANGUP, ms(9000), 1, 0, 0, 1, 0, 2, "", List.of());

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    private final CallStory story = new CallStory();

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    private static long ns(double millis) {
        return Math.round(millis * 1e6);
    }

    /** A turn that ends at 4.4 s: detector 200, asked at 350, final at 393, quiet over at 500, handler 0.2 later, audio 7 later. */
    private static TurnLatency latency(boolean answered) {
        long unknown = TurnLatency.UNKNOWN;
        return new TurnLatency(
                ns(4400),
                ns(4600),
                ns(4750),
                ns(4793),
                ns(4900),
                ns(4900),
                answered ? ns(4900.2) : unknown,
                answered ? ns(4901) : unknown,
                answered ? ns(4906) : unknown,
                answered ? ns(4907.2) : unknown);
    }

    private static List<CallEvent> call() {
        var utterance = Utterance.spoken(1, "on wednesday please", CommitReason.QUIET, ms(3400), ms(4400));
        return List.of(
                new CallEvent.Started(ms(0), INFO),
                new CallEvent.NoiseIgnored(ms(2700), ms(80)),
                new CallEvent.SpeechStarted(ms(3500), ms(3400)),
                new CallEvent.TurnStarted(ms(3500), 1),
                new CallEvent.Interim(ms(4000), "on wednesday"),
                new CallEvent.SpeechEnded(ms(4600), ms(4400)),
                new CallEvent.FinalizeSent(ms(4750), 1),
                new CallEvent.Final(ms(4793), "on wednesday please"),
                new CallEvent.FinalizeAnswered(ms(4793), 1),
                new CallEvent.TurnCommitted(ms(4900), utterance, latency(false)),
                new CallEvent.HandlerStarted(ms(4900), 1, false, latency(true)),
                new CallEvent.PatienceSet(ms(4901), ms(1200)),
                new CallEvent.ReplyStarted(ms(4907), 1, latency(true)),
                new CallEvent.ReplyText(ms(4907), 1, "Your number?"),
                new CallEvent.Interrupted(
                        ms(6000), 1, new Heard(1, "Your", "Your number?", ms(1093)), Duration.ofNanos(200_000)),
                new CallEvent.CloseStreamSent(ms(8962)),
                new CallEvent.Ended(ms(9000), SUMMARY));
    }

    private String shown(CallView view) {
        for (CallEvent event : call()) {
            story.hear(event);
            view.show(event, story);
        }
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private String timeLine(int columns, boolean unicode) {
        var terminal = new Terminal(true, unicode, columns);
        String drawn = shown(new TimeLine(new Rows(out, terminal), terminal, new LevelMeter(), 0));
        // What the terminal has at the end: without colours, and of a rewritten row only its last state.
        return drawn.replaceAll("\u001b\\[[0-9]+m", "").replaceAll("(?m)^.*\u001b\\[K", "");
    }

    @Test
    void wideTerminal_showsBothSidesAndWhyTheTurnEnded() {
        String lines = timeLine(100, true);

        assertThat(lines).contains("  0:02.7    . noise, 80 ms: too short to be speech");
        assertThat(lines).containsPattern("0:04.9 1  on wednesday please +500\n");
        assertThat(lines).contains("detector 200 + recogniser 43 inside the 500 ms of quiet; handler 0.2, voice +7.0");
        assertThat(lines).containsPattern("0:04.9 {40,}Your number\\?  \\(patience 1.2 s\\)");
        assertThat(lines.replaceAll("\\s+", " ")).contains("✂ stopped 0.2 ms after the decision; heard: \"Your\"");
        assertThat(lines.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void narrowAsciiTerminal_putsAgentUnderCaller() {
        String lines = timeLine(60, false);

        assertThat(lines).contains("> Your number?", "8< stopped");
        assertThat(lines).matches("\\A\\p{ASCII}*\\z");
        assertThat(lines.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
    }

    @Test
    void noTerminal_isOneLinePerCommit() {
        assertThat(shown(new PlainLines(out, false)))
                .contains("0:04.900 turn 1 committed \"on wednesday please\" commit_ms=500 reason=quiet\n")
                .doesNotContain("\u001b");
    }

    @Test
    void json_isOneObjectPerLineAndEndsWithTheCall() throws Exception {
        var lines = new JsonLines(out);
        shown(lines);
        lines.ended(story, new CallResult(0, null, false));
        out.flush();
        var json = new ObjectMapper();
        var objects = bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> {
                    try {
                        return json.readTree(line);
                    } catch (java.io.IOException e) {
                        throw new AssertionError(line, e);
                    }
                })
                .toList();

        assertThat(objects).allMatch(object -> object.has("t_ms") && object.has("type"));
        assertThat(objects)
                .extracting(object -> object.get("type").asText())
                .contains(
                        "turn_committed",
                        "finalize_sent",
                        "close_stream_sent",
                        "interrupted",
                        "bot_audio_stops",
                        "playback_cleared",
                        "spoken_text",
                        "vad_spike")
                .endsWith("call_ended");
        var turn = objects.stream()
                .filter(object -> object.get("type").asText().equals("turn_committed"))
                .findFirst()
                .orElseThrow();
        assertThat(turn.get("text").asText()).isEqualTo("on wednesday please");
        assertThat(turn.get("audio_end_ms").asDouble()).isEqualTo(4400);
        assertThat(turn.get("kind").asText()).isEqualTo("speech");
        assertThat(turn.get("why").asText()).isEqualTo(CommitReason.QUIET.prose());
        assertThat(turn.at("/metrics/end_of_turn_delay_ms").asDouble()).isEqualTo(500);
        assertThat(turn.at("/latency/commit_ms").asDouble()).isEqualTo(500);
        assertThat(objects.get(objects.size() - 1).get("clamped_events").asInt())
                .isEqualTo(2);
    }

    @Test
    void everyKindOfEvent_hasATypeOfItsOwnInJson() {
        var lines = new JsonLines(out);
        var utterance = Utterance.spoken(1, "yes", CommitReason.REVISED, ms(0), ms(1));
        var heard = new Heard(1, "Your", "Your number?", ms(1093));
        List<CallEvent> kinds = List.of(
                new CallEvent.SttReconnecting(ms(1)),
                new CallEvent.SttReconnected(ms(2)),
                new CallEvent.AudioReplayed(ms(3), ms(1), ms(2)),
                new CallEvent.SttFellBehind(ms(4)),
                new CallEvent.SttCaughtUp(ms(4)),
                new CallEvent.KeepAliveSent(ms(4)),
                new CallEvent.SttGivenUp(ms(5), GiveUpReason.REFUSED),
                new CallEvent.AudioStopped(ms(6)),
                new CallEvent.AudioResumed(ms(7)),
                new CallEvent.KeyPressed(ms(8), '5'),
                new CallEvent.TextTyped(ms(9), "hello"),
                new CallEvent.MuteSet(ms(10), true),
                new CallEvent.TurnRevised(ms(11), utterance, latency(false)),
                new CallEvent.TurnAbandoned(ms(12), 2, AbandonReason.NO_TEXT),
                new CallEvent.Untranscribed(ms(13), 2, ms(900)),
                new CallEvent.TurnLimitExceeded(ms(14), 2, 31),
                new CallEvent.EndpointingChanged(ms(15), ms(620)),
                new CallEvent.Idle(ms(16)),
                new CallEvent.HandlerCancelled(ms(17), 2, true, StopReason.TEXT_CHANGED),
                new CallEvent.ToolStarted(ms(18), 2, "lookup"),
                new CallEvent.ToolEnded(ms(19), 2, "lookup"),
                new CallEvent.ReplyPaused(ms(20), 2, ms(5)),
                new CallEvent.ReplyResumed(ms(21), 2, ms(5)),
                new CallEvent.ReplyCut(ms(22), 2, heard, StopReason.CALL_END));
        for (CallEvent event : kinds) {
            story.hear(event);
            lines.show(event, story);
        }
        out.flush();

        assertThat(bytes.toString(StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.replaceAll(".*\"type\":\"(\\w+)\".*", "$1")))
                .containsExactly(
                        "stt_reconnecting",
                        "stt_reconnected",
                        "audio_replayed",
                        "stt_fell_behind",
                        "stt_caught_up",
                        "keepalive_sent",
                        "error",
                        "audio_gap",
                        "audio_resume",
                        "dtmf",
                        "text_input",
                        "mute",
                        "turn_revised",
                        "turn_abandoned",
                        "transcription_timeout",
                        "turn_limit_exceeded",
                        "endpointing_changed",
                        "idle",
                        "handler_cancelled",
                        "tool_start",
                        "tool_end",
                        "paused",
                        "resumed",
                        "spoken_text");
    }

    @Test
    void closingTables_accountForEveryFinal() {
        shown((event, soFar) -> {});
        var terminal = new Terminal(false, false, 80);
        new ClosingTables(out, terminal, story, new CallResult(0, null, false)).print(List.of("./baton call"));
        out.flush();
        String tables = bytes.toString(StandardCharsets.UTF_8);

        assertThat(tables.replaceAll("\\s+", " "))
                .contains(
                        "The caller hung up after 0:09.0. close_stream answered in 38 ms. Every word is accounted for.")
                .contains("1 on wednesday ... 393 500 507 quiet 500");
        assertThat(tables).contains("finals 1 = 1 committed + 0 dropped", "finalize 1 sent, 1 answered");
        assertThat(tables).contains("2 events came after a later one");
        assertThat(tables).matches("\\A\\p{ASCII}*\\z");
        assertThat(tables.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void stoppedByUser_isSaid() {
        shown((event, soFar) -> {});
        new ClosingTables(out, new Terminal(false, true, 100), story, new CallResult(130, null, true)).print(List.of());
        out.flush();

        assertThat(bytes.toString(StandardCharsets.UTF_8)).startsWith(" stopped by you after 0:09.0.");
    }
}
