package dev.baton.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.stt.SttEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer of {@code /v1/audio/transcriptions} says: {@code json}, which is {@code {"text":..}}, or {@code verbose_json}, which has segments and words besides.
 *
 * <p>Read from servers' source and answers: OpenAI puts words at the top, whisper.cpp into the segments and there one for each token, of which those that begin a word begin with a blank
 * (ggml-org/whisper.cpp, pull request 1781); vLLM and LocalAI have segments without words. Texts begin with blanks and hold line ends. whisper.cpp's server answers an error with status 200 and
 * {@code {"error":".."}}.
 *
 * @param text in one line; empty where nothing was said
 * @param words their times count from the first sample of the recording; empty where the server gives none
 * @param noSpeech the least {@code no_speech_prob} of all segments, 0 to 1; 0 where the server does not tell
 * @param error what the server complains about instead of an answer; empty where it does not
 */
public record Transcription(String text, List<SttEvent.Word> words, double noSpeech, String error) {
    /** What whisper-family models write for sounds that are no speech: {@code [BLANK_AUDIO]}, {@code (silence)}. */
    private static final Pattern SOUNDS_ONLY = Pattern.compile("(?:\\[[^\\]]*\\]|\\([^)]*\\)|[\\s*\u266a.])+");

    private static final int LONGEST_SOUND = 200;

    /** @return null where the body is neither an answer nor an error */
    public static @Nullable Transcription read(String body) {
        var answer = WireJson.object(body);
        if (answer == null) {
            return null;
        }
        if (answer.path("text").isTextual()) {
            return new Transcription(
                    WireJson.text(answer, "text").strip().replaceAll("\\s+", " "), words(answer), noSpeech(answer), "");
        }
        return answer.hasNonNull("error") ? new Transcription("", List.of(), 0, RefusalBody.reason(body)) : null;
    }

    /** Whether the text only names sounds: in brackets, as no caller speaks. */
    public boolean isSoundsOnly() {
        return !text.isEmpty()
                && text.length() <= LONGEST_SOUND
                && SOUNDS_ONLY.matcher(text).matches();
    }

    private static List<SttEvent.Word> words(JsonNode answer) {
        var own = WireWords.of(wholeWords(answer.path("words")), "word", "text");
        if (!own.isEmpty()) {
            return own;
        }
        var all = new ArrayList<SttEvent.Word>();
        for (var segment : answer.path("segments")) {
            var words = WireWords.of(wholeWords(segment.path("words")), "word", "text");
            if (words.isEmpty() && !WireJson.text(segment, "text").isBlank()) {
                return List.of(); // with a hole in it the list would misplace what it says
            }
            all.addAll(words);
        }
        return List.copyOf(all);
    }

    /** Where some begin with a blank, those without one belong to the word before. */
    private static JsonNode wholeWords(JsonNode tokens) {
        boolean blanksTell = false;
        for (var token : tokens) {
            blanksTell |= token.path("word").asText("").startsWith(" ");
        }
        return blanksTell ? WireWords.joined(tokens, "word") : tokens;
    }

    private static double noSpeech(JsonNode answer) {
        double least = 1;
        boolean told = false;
        for (var segment : answer.path("segments")) {
            var value = segment.path("no_speech_prob");
            told = true;
            least = Math.min(least, value.isNumber() && value.doubleValue() >= 0 ? value.doubleValue() : 0);
        }
        return told ? least : 0;
    }
}
