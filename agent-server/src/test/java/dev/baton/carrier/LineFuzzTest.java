package dev.baton.carrier;

import static dev.baton.carrier.LineFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.baton.audio.AudioEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Good calls with random damage: nothing is thrown at whoever owns the socket, a call that began ends in order and once, and nothing follows a close. A seed that fails is named.
 */
class LineFuzzTest {
    private static final int CALLS = 120;
    private static final String[] WORDS = {
        "null",
        "true",
        "-1",
        "1e999",
        "99999999999999999999",
        "\"\"",
        "\"\\u0000\"",
        "{}",
        "[]",
        "[[1]]",
        "\"media\"",
        "\"start\""
    };

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(Line.class);

    /** Each of these calls has a warning to tell. */
    @BeforeAll
    static void quieten() {
        LOG.setLevel(Level.ERROR);
    }

    @AfterAll
    static void restore() {
        LOG.setLevel(null);
    }

    @ParameterizedTest
    @EnumSource
    void damagedCalls_endInOrder(LineTransport transport) {
        int begun = 0;
        for (int seed = 0; seed < CALLS; seed++) {
            begun += hold(transport, new Random(seed), "seed " + seed);
        }
        assertThat(begun).isGreaterThan(CALLS / 10);
    }

    private static int hold(LineTransport transport, Random dice, String seed) {
        try (var call = new LineFixture()) {
            call.greeting = "one two three four";
            var line = call.open(transport);
            for (Object message : damaged(goodCall(transport), dice)) {
                if (message instanceof String text) {
                    line.onText(text);
                } else {
                    line.onBinary(ByteBuffer.wrap((byte[]) message));
                }
                call.advanceMillis(dice.nextInt(3) * 20L);
            }
            if (dice.nextBoolean()) {
                line.onProblem(LineProblem.SILENT, "nothing for a while");
            } else {
                line.onClose(1006);
                line.onClose(1006);
                call.closedByPeer = true;
            }
            call.advanceMillis(10_000);

            assertThat(call.details).as(seed).noneMatch(detail -> detail.contains("could not be taken"));
            assertThat(call.late).as(seed).isEmpty();
            assertThat(call.closes.size()).as(seed).isLessThanOrEqualTo(1);
            assertThat(call.closedByPeer || call.closes.size() == 1).as(seed).isTrue();
            assertThat(call.summaries).as(seed).hasSameSizeAs(call.infos);
            assertThat(call.infos.size()).as(seed).isLessThanOrEqualTo(1);
            return call.infos.size();
        }
    }

    private static List<Object> damaged(List<Object> messages, Random dice) {
        var damaged = new ArrayList<>(messages);
        for (int i = dice.nextInt(4); i > 0; i--) {
            int at = dice.nextInt(damaged.size());
            switch (dice.nextInt(6)) {
                case 0 -> damaged.remove(at);
                case 1 -> damaged.add(at, damaged.get(at));
                case 2 -> Collections.swap(damaged, at, dice.nextInt(damaged.size()));
                case 3 -> damaged.add(at, noise(dice));
                default -> damaged.set(at, damagedMessage(damaged.get(at), dice));
            }
            if (damaged.isEmpty()) {
                damaged.add("");
            }
        }
        return damaged;
    }

    private static Object noise(Random dice) {
        var bytes = new byte[dice.nextInt(700)];
        dice.nextBytes(bytes);
        return dice.nextBoolean() ? bytes : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static Object damagedMessage(Object message, Random dice) {
        return message instanceof String text ? damagedText(text, dice) : damagedBytes((byte[]) message, dice);
    }

    private static String damagedText(String text, Random dice) {
        if (text.isEmpty()) {
            return "{";
        }
        int at = dice.nextInt(text.length());
        return switch (dice.nextInt(5)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + (char) dice.nextInt(0x10000) + text.substring(at + 1);
            case 2 -> text.substring(0, at) + text.substring(dice.nextInt(text.length()));
            case 3 -> text.replaceFirst("\"[^\"]*\"", WORDS[dice.nextInt(WORDS.length)].replace("\\", "\\\\"));
            default -> {
                int colon = text.indexOf(':', at);
                int end = colon < 0 ? -1 : text.indexOf(',', colon);
                yield end < 0
                        ? text
                        : text.substring(0, colon + 1) + WORDS[dice.nextInt(WORDS.length)] + text.substring(end);
            }
        };
    }

    private static byte[] damagedBytes(byte[] bytes, Random dice) {
        if (bytes.length == 0) {
            return new byte[] {1};
        }
        var changed = bytes.clone();
        changed[dice.nextInt(Math.min(changed.length, 20))] = (byte) dice.nextInt();
        return dice.nextBoolean() ? changed : Arrays.copyOf(changed, dice.nextInt(2 * changed.length));
    }

    private static List<Object> goodCall(LineTransport transport) {
        var messages = new ArrayList<Object>();
        switch (transport) {
            case TWILIO -> {
                messages.add(
                        json(
                                "{'event':'start','sequenceNumber':'1','streamSid':'s','start':{'streamSid':'s','callSid':'c',"
                                        + "'customParameters':{'a':'b'},'mediaFormat':{'encoding':'audio/x-mulaw','sampleRate':8000}}}"));
                for (int i = 1; i <= 10; i++) {
                    messages.add(json("{'event':'media','sequenceNumber':'" + (i + 1) + "','streamSid':'s','media':{"
                            + "'track':'inbound','chunk':'" + i + "','payload':'" + mulaw() + "'}}"));
                }
                messages.add(json("{'event':'mark','sequenceNumber':'12','streamSid':'s','mark':{'name':'0-200'}}"));
                messages.add(json("{'event':'dtmf','sequenceNumber':'13','streamSid':'s','dtmf':{'digit':'5'}}"));
                messages.add(json("{'event':'stop','sequenceNumber':'14','streamSid':'s','stop':{'callSid':'c'}}"));
            }
            case TELNYX -> {
                messages.add(json("{'event':'start','stream_id':'s','start':{'call_control_id':'c','from':'1','to':'2',"
                        + "'custom_parameters':{},'media_format':{'encoding':'PCMU','sample_rate':8000}}}"));
                for (int i = 1; i <= 10; i++) {
                    messages.add(json("{'event':'media','stream_id':'s','media':{'track':'inbound','chunk':'" + (i ^ 1)
                            + "','payload':'" + mulaw() + "'}}"));
                }
                messages.add(json("{'event':'mark','stream_id':'s','mark':{'name':'0-200'}}"));
                messages.add(json("{'event':'dtmf','stream_id':'s','dtmf':{'digit':'5'}}"));
                messages.add(json("{'event':'stop','stream_id':'s','stop':{}}"));
            }
            case PLIVO -> {
                messages.add(
                        json("{'event':'start','sequenceNumber':1,'start':{'callId':'c','streamId':'s','mediaFormat':{"
                                + "'encoding':'audio/x-mulaw','sampleRate':8000}},'extra_headers':'k=v'}"));
                for (int i = 1; i <= 10; i++) {
                    messages.add(json("{'event':'media','sequenceNumber':" + (i + 1)
                            + ",'streamId':'s','media':{'chunk':1,'payload':'" + mulaw() + "'}}"));
                }
                messages.add(json("{'event':'playedStream','streamId':'s','name':'0-200'}"));
                messages.add(json("{'event':'dtmf','streamId':'s','dtmf':{'digit':'5'}}"));
            }
            case EXOTEL -> {
                messages.add(json("{'event':'start','sequence_number':'1','stream_sid':'s','start':{'stream_sid':'s',"
                        + "'call_sid':'c','media_format':{'encoding':'base64','sample_rate':'8000'}}}"));
                for (int i = 1; i <= 10; i++) {
                    messages.add(json("{'event':'media','sequence_number':'" + (i + 1)
                            + "','stream_sid':'s','media':{'payload':'" + mulaw() + "'}}"));
                }
                messages.add(json("{'event':'dtmf','sequence_number':'12','stream_sid':'s','dtmf':{'digit':'5'}}"));
                messages.add(json("{'event':'stop','sequence_number':'13','stream_sid':'s','stop':{}}"));
            }
            case VONAGE -> {
                messages.add(json("{'event':'websocket:connected','content-type':'audio/l16;rate=8000','from':'1'}"));
                binaries(messages);
                messages.add(json("{'event':'websocket:notify','payload':{'mark':'0-200'}}"));
                messages.add(json("{'event':'websocket:dtmf','digit':'5','duration':260}"));
            }
            case PCM -> {
                messages.add(json("{'type':'start','sampleRate':8000,'from':'a','parameters':{'n':'v'}}"));
                binaries(messages);
                messages.add(json("{'type':'mark','name':'0-200'}"));
                messages.add(json("{'type':'dtmf','digit':'5'}"));
                messages.add(json("{'type':'text','text':'typed'}"));
                messages.add(json("{'type':'stop'}"));
            }
            case ASTERISK_WEBSOCKET -> {
                messages.add(json("{'event':'MEDIA_START','channel_id':'c','format':'slin','optimal_frame_size':320,"
                        + "'channel_variables':{}}"));
                binaries(messages);
                messages.add("MEDIA_MARK_PROCESSED 0-200");
                messages.add(json("{'event':'DTMF_END','digit':'5'}"));
                messages.add("STATUS queue_length:43 xon_level:800");
            }
            case AUDIOSOCKET -> {
                messages.add(frame(0x01, new byte[16]));
                for (int i = 0; i < 10; i++) {
                    messages.add(frame(0x10, new byte[320]));
                }
                messages.add(frame(0x03, new byte[] {'5'}));
                messages.add(frame(0x00, new byte[0]));
            }
        }
        return messages;
    }

    private static String mulaw() {
        return LineFixture.base64(
                LineFixture.silence(20, AudioEncoding.MULAW, 8000).get(0));
    }

    private static void binaries(List<Object> messages) {
        messages.addAll(LineFixture.silence(200, AudioEncoding.LINEAR16, 8000));
    }

    private static byte[] frame(int kind, byte[] payload) {
        return ByteBuffer.allocate(3 + payload.length)
                .put((byte) kind)
                .putShort((short) payload.length)
                .put(payload)
                .array();
    }
}
