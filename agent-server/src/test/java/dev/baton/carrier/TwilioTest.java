package dev.baton.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.CallSummary.EndReason;
import dev.baton.audio.AudioEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The dialect that the other JSON ones resemble, and on it all that a {@link Line} does for every dialect. */
class TwilioTest {
    private static final String CONNECTED = "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}";

    private final LineFixture call = new LineFixture();
    private MediaStream line = call.open(LineTransport.TWILIO);
    private int sequence;
    private int chunk;

    @AfterEach
    void close() {
        call.close();
    }

    @Test
    void wholeCall_isHeardAnsweredAndEnded() {
        call.greeting = "hello";
        start();
        hear(LineFixture.silence(2000, AudioEncoding.MULAW, 8000));
        hear(call.speech("half past nine", AudioEncoding.MULAW, 8000));
        hear(LineFixture.silence(3000, AudioEncoding.MULAW, 8000));
        line.onText("{\"event\":\"stop\",\"sequenceNumber\":\"" + ++sequence
                + "\",\"streamSid\":\"MZ01\",\"stop\":{\"accountSid\":\"AC01\",\"callSid\":\"CA01\"}}");
        call.advanceMillis(3000);

        assertThat(call.said).containsExactly("speech half past nine");
        assertThat(call.texts)
                .filteredOn(text -> text.contains("\"media\""))
                .hasSizeGreaterThan(50)
                .allMatch(Pattern.compile(
                                "\\{\"event\":\"media\",\"streamSid\":\"MZ01\",\"media\":\\{\"payload\":\"[A-Za-z0-9+/]{214}==\"}}")
                        .asMatchPredicate());
        assertThat(call.summaries).hasSize(1);
        assertThat(call.summaries.get(0).reason()).isEqualTo(EndReason.HANGUP);
        assertThat(call.closes).containsExactly("1000 the call is over");
        assertThat(call.problems).isEmpty();
    }

    @Test
    void whatTheStreamTells_reachesCallInfo() {
        line = call.open(LineTransport.TWILIO, options -> options.withParameters(Map.of("lang", "de", "route", "a")));
        start();
        call.advanceMillis(20);

        var info = call.infos.get(0);
        assertThat(info.transport()).isEqualTo("twilio");
        assertThat(info.providerCallId()).isEqualTo("CA01");
        assertThat(info.from()).isEqualTo("+15550100");
        assertThat(info.parameters()).isEqualTo(Map.of("lang", "en", "from", "+15550100", "route", "a"));
        assertThat(line.call()).get().extracting(running -> running.info()).isEqualTo(info);
    }

    @Test
    void interruption_clearsTheFarEndAtOnceAndNothingOfTheReplyFollows() {
        call.greeting = "one two three four five six seven eight nine ten eleven twelve";
        start();
        hear(LineFixture.silence(1000, AudioEncoding.MULAW, 8000));
        hear(call.speech("stop that now please", AudioEncoding.MULAW, 8000));
        int cleared = call.texts.indexOf("{\"event\":\"clear\",\"streamSid\":\"MZ01\"}");

        assertThat(cleared).isPositive();
        assertThat(call.texts.subList(cleared + 1, call.texts.size())).isEmpty();
        assertThat(call.heard).hasSize(1);
        assertThat(call.heard.get(0).text()).startsWith("one two").doesNotContain("twelve");
    }

    @Test
    void farEndThatPlaysLate_heardIsCountedFromItsMarks() {
        String text = "one two three four five six seven eight nine ten eleven twelve";
        String early = interrupted(text, 0);
        String late = interrupted(text, 400);

        assertThat(early).startsWith(late);
        assertThat(words(early) - words(late)).isBetween(1, 3);
    }

    private static int words(String text) {
        return text.split(" ", -1).length;
    }

    /** @return what was heard of a text whose marks come back so much later than they would at once */
    private String interrupted(String text, int lagMillis) {
        try (var other = new LineFixture()) {
            other.greeting = text;
            var stream = other.open(LineTransport.TWILIO);
            stream.onText(CONNECTED);
            stream.onText(startMessage(1));
            var frames = new ArrayList<>(LineFixture.silence(1500, AudioEncoding.MULAW, 8000));
            frames.addAll(other.speech("stop that now please", AudioEncoding.MULAW, 8000));
            int answered = 0;
            var mark = Pattern.compile("\"mark\":\\{\"name\":\"(\\d+-(\\d+))\"");
            for (int i = 0; i < frames.size(); i++) {
                stream.onText(media("MZ01", i + 2, i + 1, frames.get(i)));
                other.advanceMillis(LineFixture.FRAME_MILLIS);
                while (answered < other.texts.size()) {
                    var sent = mark.matcher(other.texts.get(answered));
                    if (sent.find()) {
                        if (Long.parseLong(sent.group(2)) + lagMillis
                                > other.time.now().toMillis()) {
                            break;
                        }
                        stream.onText("{\"event\":\"mark\",\"streamSid\":\"MZ01\",\"mark\":{\"name\":\"" + sent.group(1)
                                + "\"}}");
                    }
                    answered++;
                }
            }
            return other.heard.get(0).text();
        }
    }

    @Test
    void keys_reachTheHandler() {
        start();
        hear(LineFixture.silence(40, AudioEncoding.MULAW, 8000));
        for (String digit : List.of("4", "2", "#")) {
            line.onText("{\"event\":\"dtmf\",\"sequenceNumber\":\"" + ++sequence
                    + "\",\"streamSid\":\"MZ01\",\"dtmf\":{\"track\":\"inbound_track\",\"digit\":\"" + digit + "\"}}");
        }
        hear(LineFixture.silence(40, AudioEncoding.MULAW, 8000));

        assertThat(call.said).containsExactly("dtmf 42#");
    }

    @Test
    void mediaBeforeStart_isRefusedWithoutACall() {
        line.onText(CONNECTED);
        line.onText(media("MZ01", 1, 1, new byte[160]));
        line.onText(startMessage(2));
        call.advanceMillis(100);

        assertThat(call.closes).containsExactly("1008 missing_start");
        assertThat(call.problems).containsExactly("twilio/missing_start");
        assertThat(call.infos).isEmpty();
    }

    @Test
    void malformedMessages_endTheCallInOrder() {
        for (String bad : List.of(
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"event\":7}x",
                "{\"event\":\"media\",\"streamSid\":\"MZ01\",\"media\":{}}",
                "{\"event\":\"media\",\"streamSid\":\"MZ01\",\"media\":{\"payload\":\"%%\"}}",
                "{\"event\":\"media\",\"streamSid\":\"MZ01\",\"media\":{\"payload\":\"AAA\"",
                "[".repeat(5000),
                startMessage(1))) {
            try (var other = new LineFixture()) {
                var stream = other.open(LineTransport.TWILIO);
                stream.onText(startMessage(0));
                other.advanceMillis(100);
                stream.onText(bad);
                other.advanceMillis(5000);

                assertThat(other.problems).as(bad).containsExactly("twilio/malformed");
                assertThat(other.closes).as(bad).containsExactly("1007 malformed");
                assertThat(other.summaries).as(bad).hasSize(1);
                assertThat(other.summaries.get(0).reason()).isEqualTo(EndReason.SOURCE_FAILED);
            }
        }
    }

    @Test
    void wordsBeforeAMalformedMessage_areStillCommitted() {
        start();
        hear(LineFixture.silence(100, AudioEncoding.MULAW, 8000));
        hear(call.speech("half past nine", AudioEncoding.MULAW, 8000));
        line.onText("{");
        call.advanceMillis(5000);

        assertThat(call.said).containsExactly("speech half past nine");
    }

    @Test
    void startThatCannotBeAnswered_isRefused() {
        LineFixture.refuses(LineTransport.TWILIO, "{\"event\":\"start\",\"start\":{}}", "1007 malformed");
        LineFixture.refuses(
                LineTransport.TWILIO, startMessage(1).replace("audio/x-mulaw", "audio/opus"), "1003 unsupported_media");
        LineFixture.refuses(LineTransport.TWILIO, startMessage(1).replace("8000", "8001"), "1003 unsupported_media");
        LineFixture.refuses(
                LineTransport.TWILIO, startMessage(1).replace("8000", "\"many\""), "1003 unsupported_media");
    }

    @Test
    void messagesThatComeAgain_areHeardOnce() {
        start();
        var frames = new ArrayList<>(LineFixture.silence(100, AudioEncoding.MULAW, 8000));
        frames.addAll(call.speech("half past nine", AudioEncoding.MULAW, 8000));
        frames.addAll(LineFixture.silence(1000, AudioEncoding.MULAW, 8000));
        for (byte[] frame : frames) {
            String message = media("MZ01", ++sequence, ++chunk, frame);
            line.onText(message);
            line.onText(message);
            call.advanceMillis(LineFixture.FRAME_MILLIS);
        }

        assertThat(call.said).containsExactly("speech half past nine");
        assertThat(call.problems).hasSize(frames.size()).containsOnly("twilio/out_of_sequence");
        assertThat(call.closes).isEmpty();
    }

    @Test
    void parametersNamedAsFieldsOfMessages_areParametersAlone() {
        line.onText(
                startMessage(++sequence)
                        .replace(
                                "\"lang\":\"en\"",
                                "\"sequenceNumber\":\"900\",\"track\":\"outbound\",\"chunk\":\"x\",\"event\":\"stop\",\"streamSid\":\"MZ02\""));
        hear(LineFixture.silence(100, AudioEncoding.MULAW, 8000));
        hear(call.speech("half past nine", AudioEncoding.MULAW, 8000));
        hear(LineFixture.silence(1000, AudioEncoding.MULAW, 8000));

        assertThat(call.said).containsExactly("speech half past nine");
        assertThat(call.problems).isEmpty();
    }

    @Test
    void mediaOfAnotherStream_areNotHeard() {
        start();
        for (byte[] frame : call.speech("half past nine", AudioEncoding.MULAW, 8000)) {
            line.onText(media("MZ02", 1, 1, frame));
            hear(List.of(new byte[0]));
            call.advanceMillis(LineFixture.FRAME_MILLIS);
        }
        call.advanceMillis(2000);

        assertThat(call.said).isEmpty();
        assertThat(call.problems).isNotEmpty().containsOnly("twilio/unknown_stream");
        assertThat(call.closes).isEmpty();
    }

    @Test
    void tenTimesTooFast_endsTheCallOnceItIsFiveSecondsAhead() {
        start();
        int frames = 0;
        while (call.closes.isEmpty() && frames < 5000) {
            for (int i = 0; i < 10; i++, frames++) {
                line.onText(media("MZ01", ++sequence, ++chunk, new byte[160]));
            }
            call.advanceMillis(LineFixture.FRAME_MILLIS);
        }

        assertThat(call.closes).containsExactly("1008 too_fast");
        assertThat(frames).isBetween(250, 450);
    }

    @Test
    void burstAfterAPause_isHeard() {
        start();
        hear(LineFixture.silence(100, AudioEncoding.MULAW, 8000));
        call.advanceMillis(2000);
        for (byte[] frame : LineFixture.silence(2000, AudioEncoding.MULAW, 8000)) {
            line.onText(media("MZ01", ++sequence, ++chunk, frame));
        }
        hear(call.speech("half past nine", AudioEncoding.MULAW, 8000));
        hear(LineFixture.silence(1000, AudioEncoding.MULAW, 8000));

        assertThat(call.said).containsExactly("speech half past nine");
        assertThat(call.problems).isEmpty();
    }

    @Test
    void peerThatCatchesUpAfterAStandstill_isNotTooFast() {
        start();
        hear(LineFixture.silence(100, AudioEncoding.MULAW, 8000));
        call.advanceMillis(6000);
        for (byte[] frame : LineFixture.silence(6000, AudioEncoding.MULAW, 8000)) {
            line.onText(media("MZ01", ++sequence, ++chunk, frame));
        }
        call.advanceMillis(1000);

        assertThat(call.problems).isEmpty();
        assertThat(call.closes).isEmpty();
    }

    @Test
    void peerThatReadsNothing_isGivenUp() {
        call.greeting = "one two three four five six seven eight nine ten";
        start();
        call.advanceMillis(100);
        call.pendingBytes = 1 << 20;
        call.advanceMillis(5000);

        assertThat(call.problems).containsExactly("twilio/not_reading");
        assertThat(call.closes).containsExactly("1008 not_reading");
    }

    @Test
    void messageOverTheLimit_endsTheCall() {
        start();
        line.onText("{\"event\":\"media\",\"padding\":\"" + "x".repeat(200_000) + "\"}");
        call.advanceMillis(5000);

        assertThat(call.closes).containsExactly("1009 oversized");
    }

    @Test
    void socketClosedInMidCall_endsItWithWhatWasHeardAndSendsNothing() {
        call.greeting = "one two three four five six seven eight nine ten";
        start();
        hear(LineFixture.silence(100, AudioEncoding.MULAW, 8000));
        line.onClose(1006);
        int sent = call.texts.size();
        call.advanceMillis(5000);

        assertThat(call.texts).hasSize(sent);
        assertThat(call.closes).isEmpty();
        assertThat(call.summaries).hasSize(1);
        assertThat(call.summaries.get(0).reason()).isEqualTo(EndReason.HANGUP);
    }

    @Test
    void unknownEventsAndKeys_harmNothing() {
        start();
        line.onText("{\"event\":\"news\",\"sequenceNumber\":\"" + ++sequence + "\",\"deep\":{\"a\":[1,{\"b\":2}]}}");
        line.onText("{\"event\":\"dtmf\",\"sequenceNumber\":\"" + ++sequence + "\",\"dtmf\":{\"digit\":\"x\"}}");
        line.onText("{\"event\":\"mark\",\"sequenceNumber\":\"" + ++sequence + "\",\"mark\":{\"name\":\"0-x\"}}");
        hear(LineFixture.silence(100, AudioEncoding.MULAW, 8000));

        assertThat(call.problems).containsExactly("twilio/unknown_key");
        assertThat(call.closes).isEmpty();
    }

    @Test
    void closedAgent_refusesTheCall() {
        call.close();
        start();

        assertThat(call.closes).containsExactly("1013 refused");
    }

    private void start() {
        line.onText(CONNECTED);
        line.onText(startMessage(++sequence));
    }

    private void hear(List<byte[]> frames) {
        for (byte[] frame : frames) {
            line.onText(media("MZ01", ++sequence, ++chunk, frame));
            call.advanceMillis(LineFixture.FRAME_MILLIS);
        }
    }

    private static String startMessage(int sequence) {
        UnaryOperator<String> quoted = text -> text.replace('\'', '"');
        return quoted.apply("{'event':'start','sequenceNumber':'" + sequence
                + "','streamSid':'MZ01','start':{'accountSid':'AC01','streamSid':'MZ01','callSid':'CA01',"
                + "'tracks':['inbound'],'customParameters':{'lang':'en','from':'+15550100'},"
                + "'mediaFormat':{'encoding':'audio/x-mulaw','sampleRate':8000,'channels':1}}}");
    }

    private static String media(String streamSid, int sequence, int chunk, byte[] payload) {
        return "{\"event\":\"media\",\"sequenceNumber\":\"" + sequence + "\",\"streamSid\":\"" + streamSid
                + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\"" + chunk + "\",\"timestamp\":\"" + chunk * 20
                + "\",\"payload\":\"" + LineFixture.base64(payload) + "\"}}";
    }
}
