package dev.baton.testkit.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Telnyx, Plivo and Exotel against their protocols. */
class JsonLegsTest {
    private static final CallerFacts FACTS = new CallerFacts("c", "+1", "+2", Map.of("k", "v"));

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(LegDriver.bytes(bytes, 0x20));
    }

    @Nested
    class Telnyx {
        private final TelnyxLeg leg = new TelnyxLeg(FACTS);
        private final LegDriver call = new LegDriver(leg);

        @Test
        void wholeCall_isAsOnThePage() {
            call.ticks(1);
            leg.press('1');
            leg.hangUp();
            assertThat(call.wire.take().stream().map(text -> text.replace('"', '\'')))
                    .containsExactly(
                            "{'event':'connected','version':'1.0.0'}",
                            "{'event':'start','sequence_number':'1','stream_id':'S-c','start':{'user_id':'U','call_control_id':'c',"
                                    + "'call_session_id':'cs','from':'+1','to':'+2','tags':[],'client_state':'YQ==',"
                                    + "'custom_parameters':{'k':'v'},"
                                    + "'media_format':{'encoding':'PCMU','sample_rate':8000,'channels':1}}}",
                            "{'event':'media','sequence_number':'2','stream_id':'S-c','media':{'track':'inbound','chunk':'1',"
                                    + "'timestamp':'20','payload':'"
                                    + Base64.getEncoder().encodeToString(LegDriver.bytes(160, 0xFF)) + "'}}",
                            "{'event':'dtmf','sequence_number':'3','stream_id':'S-c','dtmf':{'digit':'1'}}",
                            "{'event':'stop','sequence_number':'4','stream_id':'S-c','stop':{'user_id':'U','call_control_id':'c'}}");
        }

        @Test
        void marks_comeBackPlayedAndCleared() {
            call.told();
            call.appSends("{'event':'media','media':{'payload':'" + base64(160) + "'}}");
            call.appSends("{'event':'mark','mark':{'name':'a'}}");
            call.ticks(2);
            assertThat(call.told()).singleElement().asString().contains("'mark':{'name':'a'}");
            call.appSends("{'event':'media','media':{'payload':'" + base64(1600) + "'}}");
            call.appSends("{'event':'mark','mark':{'name':'b'}}");
            call.appSends("{'event':'clear'}");
            assertThat(call.told()).singleElement().asString().contains("'mark':{'name':'b'}");
            assertThat(leg.violations()).isEmpty();
        }

        @Test
        void streamIdAndAudioOfAWrongLength_areViolations() {
            call.appSends("{'event':'clear','stream_id':'S-c'}");
            call.appSends("{'event':'media','media':{'payload':'" + base64(159) + "'}}");
            call.appSends("{'event':'media','media':{'payload':'" + base64(240_001) + "'}}");
            assertThat(leg.violations()).hasSize(3);
            call.appSends("{'event':'media','media':{'payload':'" + base64(240_000) + "'}}");
            assertThat(leg.violations()).hasSize(3);
        }

        @Test
        void mediaOutOfOrder_isCompleteOnceSorted() {
            var shuffled = new LegDriver(new TelnyxLeg(FACTS).outOfOrder(3, 7));
            shuffled.ticks(53);
            List<Integer> chunks = shuffled.media().stream()
                    .map(text -> Integer.valueOf(WireLog.json(text.replace('\'', '"'))
                            .at("/media/chunk")
                            .textValue()))
                    .toList();
            assertThat(chunks).contains(1, 25, 50);
            var sorted = chunks.stream().sorted().toList();
            assertThat(chunks).isNotEqualTo(sorted).doesNotHaveDuplicates();
            assertThat(sorted.subList(0, 50).get(49)).isEqualTo(50);
            for (int i = 0; i < chunks.size(); i++) {
                assertThat(Math.abs(chunks.get(i) - 1 - i)).isLessThanOrEqualTo(4);
            }
            assertThat(Collections.max(chunks)).isLessThanOrEqualTo(53);
        }
    }

    @Nested
    class Plivo {
        private final PlivoLeg leg = new PlivoLeg(FACTS);
        private final LegDriver call = new LegDriver(leg);

        @Test
        void wholeCall_isAsOnThePage() {
            call.ticks(1);
            leg.press('4');
            leg.hangUp();
            assertThat(call.wire.take().stream().map(text -> text.replace('"', '\'')))
                    .containsExactly(
                            "{'event':'start','sequenceNumber':1,'start':{'callId':'c','streamId':'s-c','accountId':'a',"
                                    + "'tracks':['inbound'],'mediaFormat':{'encoding':'audio/x-mulaw','sampleRate':8000}},"
                                    + "'extra_headers':'k=v'}",
                            "{'event':'media','sequenceNumber':2,'streamId':'s-c','media':{'track':'inbound','timestamp':'20',"
                                    + "'chunk':1,'payload':'"
                                    + Base64.getEncoder().encodeToString(LegDriver.bytes(160, 0xFF)) + "'}}",
                            "{'event':'dtmf','streamId':'s-c','dtmf':{'digit':'4'}}");
            assertThat(call.wire.closeCode).isEqualTo(1000);
        }

        @Test
        void checkpoint_isAcknowledgedOnlyIfPlayed() {
            call.told();
            String audio =
                    "{'event':'playAudio','streamId':'s-c','media':{'contentType':'audio/x-mulaw','sampleRate':8000,"
                            + "'payload':'" + base64(160) + "'}}";
            call.appSends(audio);
            call.appSends("{'event':'checkpoint','streamId':'s-c','name':'greet'}");
            call.ticks(2);
            assertThat(call.told()).containsExactly("{'event':'playedStream','streamId':'s-c','name':'greet'}");
            call.appSends(audio);
            call.appSends("{'event':'checkpoint','streamId':'s-c','name':'lost'}");
            call.appSends("{'event':'clearAudio','streamId':'s-c'}");
            call.ticks(3);
            assertThat(call.told()).containsExactly("{'event':'clearedAudio','streamId':'s-c'}");
            assertThat(leg.violations()).isEmpty();
        }

        @Test
        void linear16OnAMuLawStreamOfTheSameRate_isPlayed() {
            call.appSends(
                    "{'event':'playAudio','streamId':'s-c','media':{'contentType':'audio/x-l16','sampleRate':8000,"
                            + "'payload':'" + base64(320) + "'}}");
            assertThat(leg.violations()).isEmpty();
            assertThat(leg.farEnd().fillSamples()).isEqualTo(160);
        }

        @Test
        void whatThePageLacks_isAViolation() {
            call.appSends("{'event':'checkpoint','streamId':'x','name':'greet'}");
            call.appSends("{'event':'checkpoint','streamId':'s-c'}");
            call.appSends("{'event':'clear','streamId':'s-c'}");
            call.appSends(
                    "{'event':'playAudio','streamId':'s-c','media':{'contentType':'audio/x-mulaw','sampleRate':'8000',"
                            + "'payload':'" + base64(160) + "'}}");
            call.appSends("{'event':'playAudio','streamId':'s-c','media':{'contentType':'audio/wav','sampleRate':8000,"
                    + "'payload':'" + base64(160) + "'}}");
            call.appSends(
                    "{'event':'playAudio','streamId':'s-c','media':{'contentType':'audio/x-l16','sampleRate':16000,"
                            + "'payload':'" + base64(160) + "'}}");
            assertThat(leg.violations()).hasSize(6);
            assertThat(leg.farEnd().fillSamples()).isZero();
        }
    }

    @Nested
    class Exotel {
        private final ExotelLeg leg = new ExotelLeg(FACTS);
        private final LegDriver call = new LegDriver(leg);

        @Test
        void callersAudio_comesEvery100Millis() {
            call.ticks(14);
            assertThat(call.media())
                    .hasSize(2)
                    .allMatch(text -> text.contains(Base64.getEncoder().encodeToString(new byte[1600])))
                    .last()
                    .asString()
                    .startsWith("{'event':'media','sequence_number':'3','stream_sid':'exs-c','media':{'chunk':'2',"
                            + "'timestamp':'200',");
        }

        @Test
        void start_isAsOnThePage() {
            assertThat(call.told())
                    .containsExactly(
                            "{'event':'connected'}",
                            "{'event':'start','sequence_number':'1','stream_sid':'exs-c','start':{'stream_sid':'exs-c',"
                                    + "'call_sid':'c','account_sid':'exo1','from':'+1','to':'+2',"
                                    + "'custom_parameters':{'k':'v'},"
                                    + "'media_format':{'encoding':'base64','sample_rate':'8000','bit_rate':'128kbps'}}}");
        }

        @Test
        void audioMarkAndClear_workAsTwilios() {
            call.told();
            call.appSends("{'event':'media','stream_sid':'exs-c','media':{'payload':'" + base64(640) + "'}}");
            call.appSends("{'event':'mark','stream_sid':'exs-c','mark':{'name':'a'}}");
            assertThat(leg.farEnd().fillSamples()).isEqualTo(320);
            call.ticks(3);
            assertThat(call.told()).singleElement().asString().contains("'mark':{'name':'a'}");
            call.appSends("{'event':'media','stream_sid':'exs-c','media':{'payload':'" + base64(641) + "'}}");
            call.appSends("{'event':'clear','streamSid':'exs-c'}");
            assertThat(leg.violations()).hasSize(2);
        }
    }
}
