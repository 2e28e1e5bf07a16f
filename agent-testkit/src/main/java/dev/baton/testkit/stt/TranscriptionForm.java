package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.testkit.stt.Recognizer.Transcript;
import dev.baton.testkit.stt.Recognizer.Word;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The fields of a request with a recording, read strictly, and the answer in the shape that they ask for.
 *
 * @param granularities of the times in a {@code verbose_json}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TranscriptionForm(byte[] file, String language, String responseFormat, List<String> granularities) {
    static final TranscriptionForm NONE = new TranscriptionForm(new byte[0], "", "json", List.of());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FORMATS = Set.of("json", "text", "verbose_json");

    static TranscriptionForm read(FullHttpRequest request) throws Refusal.Refused {
        HttpPostRequestDecoder decoder;
        try {
            decoder = new HttpPostRequestDecoder(new DefaultHttpDataFactory(false), request);
        } catch (HttpPostRequestDecoder.ErrorDataDecoderException e) {
            throw Refusal.badParameter("file", "this is not multipart/form-data: " + e.getMessage());
        }
        try {
            return read(decoder);
        } catch (IOException | HttpPostRequestDecoder.NotEnoughDataDecoderException e) {
            throw Refusal.badParameter("file", "the form ends early");
        } finally {
            decoder.destroy();
        }
    }

    private static TranscriptionForm read(HttpPostRequestDecoder decoder) throws IOException, Refusal.Refused {
        if (!decoder.isMultipart()) {
            throw Refusal.badParameter("file", "send multipart/form-data");
        }
        if (!(decoder.getBodyHttpData("file") instanceof FileUpload upload)) {
            throw Refusal.badParameter("file", "the field file is missing");
        }
        if (upload.length() > TranscriptionsDialect.MOST_FILE_BYTES) {
            throw new Refusal.Refused(new Refusal(
                    413, "file", "the file has " + upload.length() + " bytes, and 25 MB are the most that is taken"));
        }
        if (text(decoder, "model", "").isBlank()) {
            throw Refusal.badParameter("model", "the field model is missing");
        }
        var format = text(decoder, "response_format", "json");
        if (!FORMATS.contains(format)) {
            throw Refusal.badParameter(
                    "response_format",
                    "response_format=" + format + " is not supported; allowed: json, text, verbose_json");
        }
        checkTemperature(text(decoder, "temperature", "0"));
        return new TranscriptionForm(
                upload.get(), text(decoder, "language", ""), format, granularities(decoder, format));
    }

    private static List<String> granularities(HttpPostRequestDecoder decoder, String format)
            throws IOException, Refusal.Refused {
        var all = new ArrayList<String>();
        for (var data : decoder.getBodyHttpDatas()) {
            if (data.getName().equals("timestamp_granularities[]") && data instanceof Attribute attribute) {
                all.add(attribute.getValue());
            }
        }
        if (!Set.of("word", "segment").containsAll(all)) {
            throw Refusal.badParameter("timestamp_granularities[]", "allowed: word, segment");
        }
        if (all.contains("word") && !format.equals("verbose_json")) {
            throw Refusal.badParameter("timestamp_granularities[]", "word needs response_format=verbose_json");
        }
        return all.isEmpty() ? List.of("segment") : all;
    }

    private static void checkTemperature(String value) throws Refusal.Refused {
        try {
            double temperature = Double.parseDouble(value);
            if (temperature >= 0 && temperature <= 1) {
                return;
            }
        } catch (NumberFormatException e) {
            // Told below, as any other value out of range.
        }
        throw Refusal.badParameter("temperature", "temperature=" + value + " is not a number from 0 to 1");
    }

    private static String text(HttpPostRequestDecoder decoder, String name, String absent) throws IOException {
        return decoder.getBodyHttpData(name) instanceof Attribute attribute ? attribute.getValue() : absent;
    }

    String contentType() {
        return responseFormat.equals("text") ? "text/plain; charset=utf-8" : "application/json";
    }

    /** As JSON, whatever is asked for, so that faults can change it. */
    String answer(List<Word> words, long lengthMillis) {
        var text = new Transcript(words).text();
        var answer = JSON.createObjectNode();
        if (responseFormat.equals("verbose_json")) {
            answer.put("task", "transcribe")
                    .put("language", language.isEmpty() || language.equals("en") ? "english" : language)
                    .put("duration", seconds(lengthMillis));
        }
        answer.put("text", text);
        if (responseFormat.equals("verbose_json")) {
            if (granularities.contains("segment")) {
                addSegment(answer, text, words);
            }
            if (granularities.contains("word")) {
                addWords(answer, words);
            }
        }
        return answer.toString();
    }

    private static void addSegment(ObjectNode answer, String text, List<Word> words) {
        var segments = answer.putArray("segments");
        if (!words.isEmpty()) {
            var segment = segments.addObject().put("id", 0).put("seek", 0);
            segment.put("start", seconds(words.get(0).startMillis()))
                    .put("end", seconds(words.get(words.size() - 1).endMillis()))
                    .put("text", " " + text);
            segment.putArray("tokens");
            segment.put("temperature", 0.0)
                    .put("avg_logprob", -0.2)
                    .put("compression_ratio", 1.0)
                    .put("no_speech_prob", 0.01);
        }
    }

    private static void addWords(ObjectNode answer, List<Word> words) {
        var array = answer.putArray("words");
        for (var word : words) {
            array.addObject()
                    .put("word", word.text())
                    .put("start", seconds(word.startMillis()))
                    .put("end", seconds(word.endMillis()));
        }
    }

    /** What goes to the client of an answer. */
    String rendered(Message message) {
        return responseFormat.equals("text") && message.kind() == Message.Kind.FINAL
                ? MessageJson.parse(message).path("text").asText() + "\n"
                : message.text();
    }

    private static double seconds(long millis) {
        return millis / 1_000.0;
    }
}
