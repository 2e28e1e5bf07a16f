package dev.baton.testkit.tts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.baton.audio.AudioFormat;
import dev.baton.testkit.audio.PacedSpeech;
import dev.baton.testkit.stt.ProtocolServer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** CAMB's live text to speech: a first message that says what is wanted, texts in pieces, and segments that come back one after the other. */
final class CambDialogue extends SpeechDialogue {
    private static final Pattern SENTENCE =
            Pattern.compile("[^.!?\\n]*(?:[.!?]+(?=\\s|$)|\\n\\n)\\s*|[^.!?\\n]*[.!?\\n]");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[a-z0-9]{2,8})*");
    private static final List<String> FORMATS = List.of("wav", "pcm_s16le");
    private static final int BAD_START = 4400;
    private static final int NO_CREDIT = 4402;
    private static final int WAV_HEADER_BYTES = 44;

    private final StringBuilder text = new StringBuilder();
    private @Nullable JsonNode start;
    private @Nullable Future<?> idle;
    private int segments;
    private boolean headerSent;
    private boolean headerDue;
    private boolean ending;

    CambDialogue(TtsSettings settings, ProtocolServer.Line line, @Nullable TtsFault fault) {
        super(settings, line, fault);
    }

    @Override
    public void onText(String message) {
        var json = parsed(message);
        var type = json.path("type").asText("");
        line.received(type.isEmpty() ? "bad message" : type);
        if (start == null) {
            begin(json, type);
        } else if (type.equals("text.chunk")) {
            text.append(json.path("text").asText());
            speakSentences();
        } else if (type.equals("text.done")) {
            speakRest();
            ending = true;
            endIfDone();
        }
    }

    private void begin(JsonNode json, String type) {
        var rate = json.path("sample_rate");
        var problem = !type.equals("session.start")
                ? "the first message must be session.start"
                : !json.path("voice_id").isIntegralNumber()
                        ? "voice_id must be an integer"
                        : !LANGUAGE.matcher(json.path("language").asText("en-us"))
                                        .matches()
                                ? "unsupported language"
                                : !FORMATS.contains(json.path("output_format").asText("mp3"))
                                        ? "only " + FORMATS + " can be made here"
                                        : !AudioFormat.SAMPLE_RATES_HZ.contains(rate.asInt(24_000))
                                                ? "unsupported sample_rate"
                                                : null;
        if (problem != null) {
            send(
                    "session.error",
                    JSON.createObjectNode().put("type", "session.error").put("error", problem));
            line.close(BAD_START, problem);
            return;
        }
        start = json;
        send(
                "session.ready",
                JSON.createObjectNode()
                        .put("type", "session.ready")
                        .put("session_id", "s")
                        .put("run_id", 1));
    }

    private void speakSentences() {
        var sentences = SENTENCE.matcher(text);
        int end = 0;
        while (sentences.find() && sentences.start() == end && sentences.end() > end) {
            segment(text.substring(end, sentences.end()));
            end = sentences.end();
        }
        text.delete(0, end);
        if (idle != null) {
            idle.cancel(false);
        }
        long millis = Math.round(start == null ? 0 : start.path("idle_timeout").asDouble(1) * 1_000);
        idle = line.loop().schedule(this::speakRest, millis, TimeUnit.MILLISECONDS);
    }

    private void speakRest() {
        segment(text.toString());
        text.setLength(0);
    }

    private void segment(String said) {
        var plain = said.replaceAll("[^\\p{L}\\p{N}\\s'-]", " ").strip();
        if (!plain.isEmpty() && start != null) {
            speak(plain, rate(), new Segment(segments++, said.strip()));
        }
    }

    private int rate() {
        return start == null ? 24_000 : start.path("sample_rate").asInt(24_000);
    }

    private void endIfDone() {
        if (ending && !isSpeaking()) {
            send("session.done", JSON.createObjectNode().put("type", "session.done"));
            line.close(1000, "");
        }
    }

    @Override
    void sendAudio(byte[] pcm) {
        if (headerDue && start != null && start.path("output_format").asText().equals("wav")) {
            headerDue = false;
            var all = ByteBuffer.allocate(WAV_HEADER_BYTES + pcm.length).order(ByteOrder.LITTLE_ENDIAN);
            all.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(-1);
            all.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
            all.putShort((short) 1).putInt(rate()).putInt(rate() * Short.BYTES);
            all.putShort((short) Short.BYTES).putShort((short) Short.SIZE);
            all.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(-1).put(pcm);
            line.binary(all.array());
        } else {
            line.binary(pcm);
        }
    }

    @Override
    void sendError() {
        line.text("session.error", false, "{\"type\":\"session.error\",\"error\":\"insufficient credits\"}");
        line.close(NO_CREDIT, "insufficient credits");
    }

    private final class Segment implements PacedSpeech.Listener {
        private final int id;
        private final String said;
        private final ArrayNode words = JSON.createArrayNode();
        private boolean announced;

        Segment(int id, String said) {
            this.id = id;
            this.said = said;
        }

        @Override
        public void word(String word, Duration begins) {
            double from = begins.toMillis() / 1000.0;
            words.addObject().put("word", word).put("start", from).put("end", from + 0.2);
        }

        @Override
        public boolean wantsWhole() {
            return isAsked();
        }

        private boolean isAsked() {
            return start != null && start.path("word_timestamps").asBoolean();
        }

        private void announce() {
            if (announced) {
                return;
            }
            announced = true;
            headerDue = !settings.headerOnce() || !headerSent;
            headerSent = true;
            if (settings.cambSegments() != LocalTtsServer.CambSegments.NOT_TOLD) {
                var message =
                        JSON.createObjectNode().put("type", "segment.start").put("segment_id", id);
                message.put(
                        "text",
                        settings.cambSegments() == LocalTtsServer.CambSegments.IN_OTHER_WORDS ? "so to say" : said);
                if (isAsked() && settings.cambWords() == LocalTtsServer.CambWords.IN_SEGMENT_START) {
                    message.set("word_timestamps", words);
                }
                send("segment.start", message);
            }
            if (isAsked() && settings.cambWords() == LocalTtsServer.CambWords.IN_MESSAGES_OF_THEIR_OWN) {
                var message = JSON.createObjectNode().put("type", "word_timestamps");
                message.set("words", words);
                send("word_timestamps", message);
            }
        }

        @Override
        public void audio(byte[] pcm) {
            announce();
            CambDialogue.this.audio(pcm);
        }

        @Override
        public void done() {
            announce();
            flush();
            tell("segment.done");
            endIfDone();
        }

        private void tell(String type) {
            if (settings.cambSegments() != LocalTtsServer.CambSegments.NOT_TOLD) {
                send(
                        type,
                        JSON.createObjectNode()
                                .put("type", type)
                                .put("segment_id", id)
                                .put("text", said));
            }
        }

        @Override
        public void failed(String reason) {
            tell("segment.skipped");
        }
    }
}
