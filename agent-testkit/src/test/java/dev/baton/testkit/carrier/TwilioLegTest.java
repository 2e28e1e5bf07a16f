package dev.baton.testkit.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioLegTest {
    private final WireLog wire = new WireLog();
    private final TwilioLeg leg = new TwilioLeg(CallerFacts.of("01").with(Map.of("lang", "en")));

    @BeforeEach
    void connect() {
        leg.opened(wire);
    }

    private void ticks(int times) {
        for (int i = 0; i < times; i++) {
            leg.tick();
        }
    }

    private void appSends(String event) {
        leg.onText("{\"event\":" + event.replace('\'', '"') + "}");
    }

    private void appSpeaks(int bytes) {
        var audio = new byte[bytes];
        Arrays.fill(audio, (byte) 0x90);
        appSends("'media','streamSid':'MZ01','media':{'payload':'"
                + Base64.getEncoder().encodeToString(audio) + "'}");
    }

    @Test
    void connectedCall_isAnnouncedAsOnThePage() {
        assertThat(wire.take())
                .containsExactly(
                        "{'event':'connected','protocol':'Call','version':'1.0.0'}".replace('\'', '"'),
                        ("{'event':'start','sequenceNumber':'1','streamSid':'MZ01','start':{'accountSid':'AC01',"
                                        + "'streamSid':'MZ01','callSid':'01','tracks':['inbound'],"
                                        + "'customParameters':{'lang':'en'},'mediaFormat':{'encoding':'audio/x-mulaw',"
                                        + "'sampleRate':8000,'channels':1}}}")
                                .replace('\'', '"'));
    }

    @Test
    void callersAudio_comesEvery20Millis() {
        wire.take();
        assertThat(leg.say(new short[] {32_124, -32_124})).isZero();
        ticks(2);
        var first = WireLog.json(wire.texts.get(0));
        byte[] payload = Base64.getDecoder().decode(first.at("/media/payload").textValue());
        assertThat(payload).hasSize(160).startsWith(0x80, 0x00, 0xFF);
        assertThat(first.at("/sequenceNumber").textValue()).isEqualTo("2");
        assertThat(first.at("/media/chunk").textValue()).isEqualTo("1");
        assertThat(first.at("/media/timestamp").textValue()).isEqualTo("20");
        var second = WireLog.json(wire.texts.get(1));
        assertThat(second.at("/media/timestamp").textValue()).isEqualTo("40");
        assertThat(leg.hasSaidAll()).isTrue();
        assertThat(leg.say(new short[160])).isEqualTo(40);
    }

    @Test
    void mark_comesBackOncePlayed() {
        appSpeaks(320);
        appSends("'mark','streamSid':'MZ01','mark':{'name':'m'}");
        ticks(2);
        assertThat(wire.take()).noneMatch(text -> text.contains("\"mark\""));
        ticks(1);
        assertThat(wire.take())
                .contains("{'event':'mark','sequenceNumber':'5','streamSid':'MZ01','mark':{'name':'m'}}"
                        .replace('\'', '"'));
        assertThat(leg.violations()).isEmpty();
    }

    @Test
    void clear_emptiesAndReturnsAllMarksAtOnce() {
        appSpeaks(16_000);
        appSends("'mark','streamSid':'MZ01','mark':{'name':'a'}");
        appSends("'mark','streamSid':'MZ01','mark':{'name':'b'}");
        wire.take();
        appSends("'clear','streamSid':'MZ01'");
        assertThat(wire.take()).hasSize(2).allMatch(text -> text.contains("\"event\":\"mark\""));
        assertThat(leg.farEnd().fillSamples()).isZero();
        assertThat(leg.marksAnswered()).isEqualTo(2);
        assertThat(leg.violations()).isEmpty();
    }

    @Test
    void hangUp_isStopThenClose() {
        wire.take();
        leg.press('5');
        leg.hangUp();
        ticks(1);
        assertThat(wire.take())
                .containsExactly(
                        "{'event':'dtmf','sequenceNumber':'2','streamSid':'MZ01','dtmf':{'track':'inbound_track','digit':'5'}}"
                                .replace('\'', '"'),
                        "{'event':'stop','sequenceNumber':'3','streamSid':'MZ01','stop':{'accountSid':'AC01','callSid':'01'}}"
                                .replace('\'', '"'));
        assertThat(wire.closeCode).isEqualTo(1000);
    }

    @Test
    void audioLongAfterTheEnd_isAViolation() {
        leg.hangUp();
        ticks(25);
        appSpeaks(160);
        assertThat(leg.violations()).isEmpty();
        ticks(1);
        appSpeaks(160);
        assertThat(leg.violations())
                .containsExactly(new Violation(520, "nothing may be sent once the call is over, millisAfter=520"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'clear','streamSid':'MZ02'",
                "'clear'",
                "'clear','streamSid':'MZ01','extra':1",
                "'flush','streamSid':'MZ01'",
                "'mark','streamSid':'MZ01','mark':{}",
                "'mark','streamSid':'MZ01','mark':{'name':''}",
                "'mark','streamSid':'MZ01','mark':{'name':7}",
                "'mark','streamSid':'MZ01','mark':'m'",
                "'media','media':{'payload':'gICA'}",
                "'media','streamSid':'MZ01','media':{'payload':''}",
                "'media','streamSid':'MZ01','media':{'payload':'gI'}",
                "'media','streamSid':'MZ01','media':{'payload':'g*=='}",
                "'media','streamSid':'MZ01','media':{'payload':'UklGRgAA'}",
                "'media','streamSid':'MZ01','media':{'payload':'gICA','track':'outbound'}",
                "'clear','streamSid':'MZ01','streamSid':'MZ01'"
            })
    void messageThatThePageLacks_isAViolationWithoutEffect(String event) {
        appSpeaks(320);
        appSends(event);
        assertThat(leg.violations()).hasSize(1);
        assertThat(leg.farEnd().fillSamples()).isEqualTo(320);
        assertThat(leg.farEnd().clears()).isEmpty();
    }

    @Test
    void whatIsNoJsonObject_isAViolation() {
        leg.onText("clear");
        leg.onText("[]");
        leg.onText("");
        leg.onText("{} {}");
        leg.onBinary(new byte[160]);
        assertThat(leg.violationCount()).isEqualTo(5);
    }
}
