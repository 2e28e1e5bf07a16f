package dev.baton.testkit.carrier;

import static dev.baton.testkit.carrier.LegDriver.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Vonage, chan_websocket and Baton's own protocol against what is written about them. */
class BinaryLegsTest {
    private static final CallerFacts FACTS = new CallerFacts("c", "+1", "+2", Map.of("k", "v"));

    @Nested
    class Vonage {
        private final VonageLeg leg = new VonageLeg(FACTS);
        private final LegDriver call = new LegDriver(leg);

        @Test
        void wholeCall_isAsOnThePage() {
            call.ticks(2);
            leg.press('5');
            leg.hangUp();
            assertThat(call.told())
                    .containsExactly(
                            "{'event':'websocket:connected','content-type':'audio/l16;rate=16000','k':'v'}",
                            "{'event':'websocket:dtmf','digit':'5','duration':260}");
            assertThat(call.wire.binaries).hasSize(2).allMatch(bytes -> bytes.length == 640);
            assertThat(call.wire.closeCode).isEqualTo(1000);
        }

        @Test
        void notification_isEchoedWhenPlayedAndDiscardedByClear() {
            call.told();
            call.appSends(bytes(640, 0x20));
            call.appSends("{'action':'notify','payload':{'id':7}}");
            call.ticks(1);
            assertThat(call.told()).isEmpty();
            call.ticks(1);
            assertThat(call.told()).containsExactly("{'event':'websocket:notify','payload':{'id':7}}");
            call.appSends(bytes(640, 0x20));
            call.appSends("{'action':'notify','payload':{'id':8}}");
            call.appSends("{'action':'clear'}");
            call.ticks(3);
            assertThat(call.told()).containsExactly("{'event':'websocket:cleared'}");
            assertThat(leg.violations()).isEmpty();
        }

        @Test
        void messageOfAnotherSize_isAViolation() {
            call.appSends(bytes(320, 0x20));
            call.appSends(bytes(1280, 0x20));
            call.appSends("{'event':'clear'}");
            assertThat(leg.violations()).hasSize(3);
        }

        @Test
        void message3073_overflows() {
            for (int i = 0; i < 3072; i++) {
                call.appSends(bytes(640, 0x20));
            }
            assertThat(leg.violations()).isEmpty();
            call.appSends(bytes(640, 0x20));
            assertThat(leg.violations()).hasSize(1);
            assertThat(leg.farEnd().highestFillMillis()).isEqualTo(61_440);
        }
    }

    @Nested
    class Pcm {
        private final PcmLeg leg = new PcmLeg(FACTS, 16_000);
        private final LegDriver call = new LegDriver(leg);

        @Test
        void wholeCall_isAsAgreed() {
            call.ticks(1);
            leg.press('5');
            leg.hangUp();
            assertThat(call.told())
                    .containsExactly(
                            "{'type':'start','sampleRate':16000,'from':'+1','to':'+2','callId':'c','parameters':{'k':'v'}}",
                            "{'type':'dtmf','digit':'5'}",
                            "{'type':'stop'}");
            assertThat(call.wire.binaries).hasSize(1);
        }

        @Test
        void audioOfAnyLength_isPlayedAndMarksComeBack() {
            call.told();
            call.appSends(bytes(642, 0x20));
            call.appSends("{'type':'mark','name':'a'}");
            call.ticks(2);
            assertThat(call.told()).isEmpty();
            call.ticks(1);
            assertThat(call.told()).containsExactly("{'type':'mark','name':'a'}");
            call.appSends(bytes(64_000, 0x20));
            call.appSends("{'type':'mark','name':'b'}");
            call.appSends("{'type':'mark','name':'c'}");
            call.appSends("{'type':'clear'}");
            assertThat(call.told()).containsExactly("{'type':'mark','name':'b'}", "{'type':'mark','name':'c'}");
            assertThat(leg.violations()).isEmpty();
        }

        @Test
        void whatWasNotAgreed_isAViolation() {
            call.appSends(bytes(641, 0x20));
            call.appSends(bytes(0, 0));
            call.appSends("{'type':'stop'}");
            call.appSends("{'type':'mark'}");
            assertThat(leg.violations()).hasSize(4);
            call.appSends("{'type':'error','message':'no'}");
            assertThat(leg.errors()).containsExactly("no");
        }
    }

    @Nested
    class ChanWebSocket {
        private final ChanWebSocketLeg leg = new ChanWebSocketLeg(FACTS);
        private final LegDriver call = new LegDriver(leg);

        @Test
        void wholeCallInJson_isAsOnThePage() {
            call.ticks(1);
            leg.press('5');
            leg.hangUp();
            assertThat(call.told())
                    .containsExactly(
                            "{'event':'MEDIA_START','connection_id':'c','channel':'WebSocket/app/0x1','channel_id':'pbx-17.4',"
                                    + "'format':'ulaw','optimal_frame_size':160,'ptime':20,'channel_variables':{'k':'v'}}",
                            "{'event':'DTMF_END','digit':'5'}");
            assertThat(call.wire.binaries).hasSize(1).allMatch(bytes -> bytes.length == 160);
        }

        @Test
        void plainForm_isOneLine() {
            var plainLeg = new ChanWebSocketLeg(FACTS, ChanWebSocketLeg.Control.PLAIN, Line.linear16(16_000));
            var plain = new LegDriver(plainLeg);
            plain.appSends("MARK_MEDIA r3");
            plain.appSends("START_MEDIA_BUFFERING");
            plain.appSends("STOP_MEDIA_BUFFERING");
            assertThat(plain.told())
                    .containsExactly(
                            "MEDIA_START connection_id:c channel:WebSocket/app/0x1 channel_id:pbx-17.4 format:slin16"
                                    + " optimal_frame_size:640 ptime:20",
                            "MEDIA_MARK_PROCESSED correlation_id:r3",
                            "MEDIA_BUFFERING_COMPLETED");
            plain.appSends("mark_media r3");
            plain.appSends("MARK_MEDIA r3 r4");
            plain.appSends("MARK_MEDIA ");
            plain.appSends("FLUSH_MEDIA r3");
            plain.appSends("SET_MEDIA_DIRECTION");
            plain.appSends("{'command':'FLUSH_MEDIA'}");
            assertThat(plainLeg.violations()).hasSize(6);
        }

        @Test
        void withoutBuffering_bytesThatFillNoFrameAreLostWithTheNextMessage() {
            call.appSends(bytes(200, 0x20));
            assertThat(leg.violations()).isEmpty();
            call.appSends(bytes(120, 0x20));
            assertThat(leg.violations()).hasSize(1);
            assertThat(leg.farEnd().fillSamples()).isEqualTo(160);
        }

        @Test
        void withBuffering_messagesAreJoined() {
            call.told();
            call.appSends("{'command':'START_MEDIA_BUFFERING'}");
            call.appSends(bytes(200, 0x20));
            call.appSends(bytes(150, 0x20));
            call.appSends("{'command':'STOP_MEDIA_BUFFERING','correlation_id':'r3'}");
            assertThat(leg.farEnd().fillSamples()).isEqualTo(480);
            call.ticks(3);
            assertThat(call.told()).isEmpty();
            call.ticks(1);
            assertThat(call.told()).containsExactly("{'event':'MEDIA_BUFFERING_COMPLETED','correlation_id':'r3'}");
            assertThat(leg.farEnd().soundEndMillis()).isEqualTo(20 + 43);
            assertThat(leg.violations()).isEmpty();
        }

        @Test
        void mark_comesWithItsPlaceAndIsDroppedByAFlush() {
            call.told();
            call.appSends(bytes(320, 0x20));
            call.appSends("{'command':'MARK_MEDIA','correlation_id':'a'}");
            call.ticks(3);
            assertThat(call.told()).containsExactly("{'event':'MEDIA_MARK_PROCESSED','correlation_id':'a'}");
            call.appSends(bytes(320, 0x20));
            call.appSends("{'command':'MARK_MEDIA','correlation_id':'b'}");
            call.appSends("{'command':'REPORT_QUEUE_DRAINED'}");
            call.appSends("{'command':'FLUSH_MEDIA'}");
            call.ticks(3);
            assertThat(call.told()).containsExactly("{'event':'QUEUE_DRAINED'}");
            assertThat(leg.commands())
                    .containsExactly("MARK_MEDIA", "MARK_MEDIA", "REPORT_QUEUE_DRAINED", "FLUSH_MEDIA");
        }

        @Test
        void queue_asksToStopAndToGoOnAndOverflows() {
            call.told();
            call.appSends(bytes(160 * 400, 0x20));
            call.appSends(bytes(160 * 400, 0x20));
            assertThat(call.told()).isEmpty();
            call.appSends(bytes(160 * 100, 0x20));
            assertThat(call.told()).containsExactly("{'event':'MEDIA_XOFF'}");
            call.appSends(bytes(160 * 101, 0x20));
            assertThat(leg.violations()).containsExactly(new Violation(0, "the queue must not overflow, framesLost=1"));
            call.appSends("{'command':'GET_STATUS'}");
            assertThat(call.told())
                    .containsExactly("{'event':'STATUS','queue_length':1000,'xon_level':800,'xoff_level':900,"
                            + "'queue_full':true,'bulk_media':false,'media_paused':false}");
            call.ticks(200);
            assertThat(call.told()).isEmpty();
            call.ticks(1);
            assertThat(call.told()).containsExactly("{'event':'MEDIA_XON'}");
        }

        @Test
        void pause_holdsTheQueue() {
            call.appSends("{'command':'PAUSE_MEDIA'}");
            call.appSends(bytes(320, 0x20));
            call.ticks(5);
            assertThat(leg.farEnd().playedMillis()).isZero();
            call.appSends("{'command':'CONTINUE_MEDIA'}");
            call.ticks(3);
            assertThat(leg.farEnd().playedMillis()).isEqualTo(40);
        }

        @Test
        void commandLongerThan128Bytes_isIgnoredWithoutAnError() {
            call.told();
            String command = "{'command':'MARK_MEDIA','correlation_id':'" + "x".repeat(84) + "'}";
            assertThat(command).hasSize(128);
            call.appSends(command);
            assertThat(call.told()).hasSize(1);
            call.appSends(command.replace("xx'", "xxx'"));
            assertThat(call.told()).isEmpty();
            assertThat(leg.violations()).hasSize(1);
        }

        @Test
        void unknownCommand_isAnsweredWithAnError() {
            call.told();
            call.appSends("{'command':'flush_media'}");
            assertThat(call.told())
                    .containsExactly("{'event':'ERROR','error_text':'the command must be known, command=flush_media'}");
        }

        @Test
        void hugeMessage_endsTheCall() {
            call.appSends(bytes(65_501, 0x20));
            assertThat(leg.ending()).isEqualTo(Ending.CARRIER_GAVE_UP);
        }

        @Test
        void hangUpCommand_endsTheCall() {
            call.appSends("{'command':'HANGUP'}");
            assertThat(leg.ending()).isEqualTo(Ending.APP_HUNG_UP);
            assertThat(leg.violations()).isEmpty();
        }
    }
}
