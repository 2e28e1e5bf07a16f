package dev.baton.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How events reach the machine, and how what it does is told. What it decides is the suite's matter. */
class ScenarioRunnerTest {
    private static final String COMMITTED_TURN =
            "{'t_ms': 600, 'type': 'vad_start'}, {'t_ms': 1300, 'type': 'final', 'text': 'yes'}, "
                    + "{'t_ms': 1700, 'type': 'vad_stop'}, {'t_ms': 1800, 'type': 'finalize_ack'}";

    @Test
    void commit_isToldWithEveryField() {
        assertThat(Cases.seen("", COMMITTED_TURN))
                .containsSubsequence(
                        "600 turn_started turn=1",
                        "1700 finalize_sent number=1",
                        "2000 turn_committed turn=1 text=\"yes\" kind=\"speech\" reason=\"quiet\" revision=0 late=false overlap=false "
                                + "audio_start_ms=500 audio_end_ms=1500 metrics={turn_start_ms=500 end_of_turn_delay_ms=500 transcription_delay_ms=0}",
                        "2000 handler_started turn=1 text=\"yes\" speculative=false");
    }

    @Test
    void turnWithoutSound_hasNoDelays() {
        assertThat(Cases.seen("", "{'t_ms': 1000, 'type': 'final', 'text': 'yes'}"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("1500 turn_committed").endsWith("metrics={turn_start_ms=1000}"));
    }

    @Test
    void hysteresis_movesOnsetAndEnd() {
        assertThat(Cases.seen("'vad_start_ms': 50, 'vad_stop_ms': 400", COMMITTED_TURN))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("1800 turn_committed")
                        .contains("audio_start_ms=550 audio_end_ms=1300"));
    }

    @Test
    void eventsOfOneInstant_comeBeforeWhatIsDueThen() {
        assertThat(Cases.seen("", COMMITTED_TURN + ", {'t_ms': 2000, 'type': 'vad_start'}"))
                .noneMatch(line -> line.startsWith("2000 turn_committed"));
    }

    @Test
    void run_goesOnForTenSeconds() {
        String config = "'no_transcript_timeout_ms': ";
        String events = "{'t_ms': 600, 'type': 'vad_start'}, {'t_ms': 1700, 'type': 'vad_stop'}";

        assertThat(Cases.seen(config + 10_000, events)).anyMatch(line -> line.startsWith("11700 turn_abandoned"));
        assertThat(Cases.seen(config + 10_001, events)).noneMatch(line -> line.contains("turn_abandoned"));
    }

    @Test
    void spike_changesNothing() {
        assertThat(Cases.seen("", COMMITTED_TURN + ", {'t_ms': 1950, 'type': 'vad_spike', 'ms': 40}"))
                .isEqualTo(Cases.seen("", COMMITTED_TURN + ", {'t_ms': 1950, 'type': 'audio_silence'}"));
    }

    @Test
    void readyReply_isPlayedByTheFramework() {
        assertThat(Cases.seen(
                        "",
                        COMMITTED_TURN + ", {'t_ms': 2300, 'type': 'reply_ready', 'text': 'Good.'}, "
                                + "{'t_ms': 3000, 'type': 'bot_stop'}"))
                .containsSubsequence(
                        "2300 bot_audio turn=1 reply=1",
                        "2300 bot_audio_for_turn turn=1 reply=1",
                        "3000 spoken_text turn=1 reply=1 text=\"Good.\" interrupted=false recorded=true");
    }

    @Test
    void playoutInTheFile_isTheReplyThatWasAskedFor_butNotStartedByTheFramework() {
        assertThat(Cases.seen(
                        "",
                        COMMITTED_TURN + ", {'t_ms': 2300, 'type': 'bot_start', 'text': 'Good.'}, "
                                + "{'t_ms': 3000, 'type': 'bot_stop'}"))
                .contains("3000 spoken_text turn=1 reply=1 text=\"Good.\" interrupted=false recorded=true")
                .noneMatch(line -> line.contains("bot_audio"));
    }

    @Test
    void playoutThatNobodyAskedFor_hasANumberOfItsOwn() {
        assertThat(Cases.seen(
                        "", "{'t_ms': 100, 'type': 'bot_start', 'text': 'Hi'}, {'t_ms': 300, 'type': 'bot_stop'}"))
                .contains("300 spoken_text turn=0 reply=1000000 text=\"Hi\" interrupted=false recorded=true");
    }

    private static final String CUT = "{'t_ms': 3000, 'type': 'vad_start'}";
    private static final String TIMED =
            "{'t_ms': 1000, 'type': 'bot_start', 'reply': 7, 'words': [['one', 0], ['two', 1000], ['three', 1900]]}, ";

    private static String spokenWhenCut(String between) {
        return Cases.seen("'min_interruption_ms': 0", TIMED + between + CUT).stream()
                .filter(line -> line.contains("spoken_text"))
                .findFirst()
                .orElse("nothing");
    }

    @Test
    void interruption_isToldAtOneInstant() {
        assertThat(Cases.seen("'min_interruption_ms': 0", TIMED + CUT))
                .containsSubsequence(
                        "3000 interrupted turn=0 reply=1000000",
                        "3000 bot_audio_stops turn=0 reply=1000000",
                        "3000 playback_cleared turn=0 reply=1000000",
                        "3000 spoken_text turn=0 reply=1000000 text=\"one two three\" interrupted=true recorded=true");
    }

    @Test
    void carriersReport_movesThePositionOfTheReplyThatItNames() {
        assertThat(spokenWhenCut("{'t_ms': 2000, 'type': 'playback_ack', 'reply': 7, 'played_ms': 200}, "))
                .contains("text=\"one two\"");
        assertThat(spokenWhenCut("{'t_ms': 2000, 'type': 'playback_ack', 'reply': 6, 'played_ms': 200}, "))
                .contains("text=\"one two three\"");
    }

    @Test
    void carrier_playsNoMoreThanItWasGiven() {
        assertThat(spokenWhenCut("{'t_ms': 1000, 'type': 'bot_audio_sent', 'reply': 7, 'ms': 600}, "))
                .contains("text=\"one\"");
        assertThat(spokenWhenCut("{'t_ms': 1000, 'type': 'bot_audio_sent', 'reply': 7, 'ms': 600}, "
                        + "{'t_ms': 1500, 'type': 'bot_audio_sent', 'reply': 7, 'ms': 600}, "))
                .contains("text=\"one two\"");
    }

    @Test
    void pause_doesNotCountAsPlayed() {
        String paused = "{'t_ms': 1500, 'type': 'vad_start'}, {'t_ms': 1600, 'type': 'vad_stop'}, "
                + "{'t_ms': 1700, 'type': 'finalize_ack'}, ";

        assertThat(Cases.seen(
                        "'min_interruption_ms': 0, 'resume_false_interruption': true, 'false_interruption_timeout_ms': 900",
                        TIMED + paused + "{'t_ms': 3000, 'type': 'text_input', 'text': 'stop'}"))
                .containsSubsequence(
                        "1500 paused turn=0 reply=1000000",
                        "2500 resumed turn=0 reply=1000000 position=\"where_paused\"",
                        "3000 spoken_text turn=0 reply=1000000 text=\"one\" interrupted=true recorded=true");
    }

    @Test
    void replyCutFromOutside_isToldAsFarAsItWasHeard() {
        assertThat(Cases.seen(
                        "", TIMED + "{'t_ms': 3000, 'type': 'bot_stop', 'reason': 'interrupted', 'played_ms': 1500}"))
                .containsExactly(
                        "3000 spoken_text turn=0 reply=1000000 text=\"one two\" interrupted=true recorded=true");
    }

    @Test
    void nothingHeard_isNotRecorded() {
        assertThat(Cases.seen(
                        "",
                        "{'t_ms': 1000, 'type': 'bot_start', 'text': 'Good day'}, "
                                + "{'t_ms': 3000, 'type': 'bot_stop', 'reason': 'interrupted'}"))
                .containsExactly("3000 spoken_text turn=0 reply=1000000 text=\"\" interrupted=true recorded=false");
    }

    @Test
    void vendorsClock_countsFromWhereTheConnectionBegan() {
        assertThat(
                        Cases.seen(
                                "",
                                "{'t_ms': 100, 'type': 'stt_close', 'code': 1006}, "
                                        + "{'t_ms': 2000, 'type': 'stt_open', 'stream_zero_ms': 1800}, "
                                        + "{'t_ms': 3000, 'type': 'final', 'text': 'yes', 'stream_start_ms': 400, 'stream_end_ms': 900}"))
                .anySatisfy(line ->
                        assertThat(line).contains("turn_committed").contains("audio_start_ms=2200 audio_end_ms=2700"));
    }

    @Test
    void brokenDetectorAndConnection_areToldAsErrors() {
        assertThat(
                        Cases.seen(
                                "",
                                "{'t_ms': 100, 'type': 'vad_error'}, {'t_ms': 200, 'type': 'stt_error', 'http_status': 503}, "
                                        + "{'t_ms': 400, 'type': 'stt_open'}, {'t_ms': 600, 'type': 'stt_error', 'http_status': 403}"))
                .containsSubsequence(
                        "100 error scope=\"vad\" recoverable=true",
                        "200 error scope=\"stt\" recoverable=true",
                        "200 stt_reconnecting",
                        "400 stt_reconnected",
                        "600 error scope=\"stt\" recoverable=false");
    }

    @Test
    void featureThatIsMissing_isSkippedWithTheReason() {
        var result = ScenarioRunner.run(Cases.of("'late_final_policy': 'always_new'", "", ""));

        assertThat(result.outcome()).isEqualTo(ScenarioResult.Outcome.SKIPPED);
        assertThat(result.reason()).contains("late_final_policy=always_new");
        assertThat(result.isAcceptable()).isFalse();
    }

    @Test
    void settingsOfOneStep_holdFromThenOn() {
        assertThat(Cases.seen(
                        "",
                        "{'t_ms': 100, 'type': 'config_update', 'set': {'vad_stop_ms': 100}}, "
                                + "{'t_ms': 200, 'type': 'config_update', 'set': {'min_endpointing_ms': 700}}, "
                                + COMMITTED_TURN))
                .anySatisfy(line ->
                        assertThat(line).startsWith("2300 turn_committed").contains("audio_end_ms=1600"));
    }
}
