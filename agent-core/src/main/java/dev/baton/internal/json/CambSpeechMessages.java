package dev.baton.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * CAMB's live text to speech over a WebSocket: the first message says what is wanted, texts follow, and come back as segments, each announced, then its audio as binary messages, then its end.
 *
 * <p>Nothing that comes has an id of ours. Segments come in the order of the texts and repeat what they say, so that a text is complete with the segment that says its last word; where a segment says it in
 * other words, only quiet tells. The message that would end the text ends the session as well, and is not sent.
 */
public final class CambSpeechMessages implements SpeechProtocol {
    /** Of the vendor's other ways to speak; what this one takes in one message is not documented. */
    static final int MOST_CHARACTERS = 3_000;

    private static final int FEWEST_CHARACTERS = 3;

    /** Ends a sentence even where the text does not, so that the service need not wait for more. */
    private static final String PARAGRAPH = "\n\n";

    private static final int MILLIS_OF_SECOND = 1_000;

    /**
     * What is asked for with the first message.
     *
     * @param format {@code wav} or a name of bare samples
     * @param idleSeconds after which the service speaks what ends without a sentence's end
     */
    public record Voice(
            long id,
            String language,
            String format,
            int sampleRateHz,
            double idleSeconds,
            @Nullable Double speakingRate,
            boolean words) {
        /** For people. */
        @Override
        public String toString() {
            return "voice_id=" + id + " language=" + language + " output_format=" + format + " sample_rate="
                    + sampleRateHz;
        }
    }

    /** Whether a text's words are told: all of them or none. */
    private enum Words {
        NOT_KNOWN,
        TOLD,
        LEFT_OUT
    }

    private final Voice voice;
    private final WavSamples audio;
    private boolean segmented;
    private boolean inSegment;
    private String segmentText = "";
    private long segmentBegins;
    private boolean segmentHasWords;
    /** It says nothing that can be known for a part of this text: what was left of the one before. */
    private boolean segmentIsForeign;

    /** Empty between texts. */
    private String text = "";
    /** What segments have not said yet, without what is not spoken. */
    private String unsaid = "";

    private boolean hasLetters;
    private boolean saidOtherwise;
    private boolean sounded;
    private long samples;
    private Words words = Words.NOT_KNOWN;

    public CambSpeechMessages(Voice voice) {
        this.voice = voice;
        audio = new WavSamples(voice.sampleRateHz);
    }

    @Override
    public List<String> greeting() {
        var start = JsonNodeFactory.instance.objectNode();
        start.put("type", "session.start").put("voice_id", voice.id).put("language", voice.language);
        start.put("output_format", voice.format).put("sample_rate", voice.sampleRateHz);
        start.put("word_timestamps", voice.words).put("idle_timeout", voice.idleSeconds);
        if (voice.speakingRate != null) {
            start.put("speaking_rate", voice.speakingRate);
        }
        return List.of(start.toString());
    }

    @Override
    public boolean saysReady() {
        return true;
    }

    @Override
    public List<String> speak(String id, String wanted) {
        text = id;
        unsaid = spoken(wanted);
        hasLetters = !unsaid.isEmpty();
        saidOtherwise = false;
        sounded = false;
        samples = 0;
        words = Words.NOT_KNOWN;
        audio.begin();
        var whole = wanted.strip();
        var longEnough = whole + ".".repeat(Math.max(0, FEWEST_CHARACTERS - whole.length()));
        return TextPieces.of(longEnough + PARAGRAPH, MOST_CHARACTERS).stream()
                .map(piece -> JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "text.chunk")
                        .put("text", piece)
                        .toString())
                .toList();
    }

    /** Letters and digits alone: whatever stands between them may be written anew. */
    private static String spoken(String text) {
        var plain = new StringBuilder(text.length());
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** Audio has no ids. */
    @Override
    public boolean isToldApart(String id) {
        return !id.equals(text);
    }

    @Override
    public boolean mayBeComplete() {
        return sounded && !inSegment && (!segmented || saidOtherwise);
    }

    @Override
    public void text(String json, Consumer<SpeechMessage> out) {
        var message = WireJson.object(json);
        if (message == null) {
            out.accept(new SpeechMessage.Unreadable(
                    "a message of " + json.length() + " characters that is not one JSON object"));
            return;
        }
        switch (message.path("type").asText("")) {
            case "session.ready" -> out.accept(new SpeechMessage.Ready());
            case "segment.start" -> started(message, out);
            case "segment.done" -> done(out);
            case "segment.skipped" -> {
                out.accept(new SpeechMessage.Unreadable("word that it left out a part which it could not speak"));
                said(WireJson.text(message, "text"));
                completeIfSaid(out);
            }
            case "session.done" -> out.accept(new SpeechMessage.Ended());
            case "session.error" -> {
                var said = RefusalBody.reason(json);
                out.accept(new SpeechMessage.Broken(said.isEmpty() ? "an error without a text" : said, true));
            }
            default -> words(message, out); // some say that words come in messages of their own
        }
    }

    private void started(JsonNode message, Consumer<SpeechMessage> out) {
        segmented = true;
        inSegment = true;
        segmentText = WireJson.text(message, "text");
        segmentBegins = samples;
        segmentHasWords = false;
        segmentIsForeign = hasLetters && spoken(segmentText).isEmpty();
        audio.begin();
        words(message, out);
    }

    private void words(JsonNode message, Consumer<SpeechMessage> out) {
        for (var field : List.of("word_timestamps", "words", "timestamps")) {
            for (var word : WireWords.of(message.path(field), "word", "text")) {
                word(word.text(), segmentBegins + samplesIn(word.startMillis()), out);
            }
        }
        if (message.has("start")) {
            var word = WireJson.text(message, "word").strip();
            long millis = WireWords.millis(message.path("start"));
            if (!word.isEmpty() && millis >= 0) {
                word(word, segmentBegins + samplesIn(millis), out);
            }
        }
    }

    private long samplesIn(long millis) {
        return millis * voice.sampleRateHz / MILLIS_OF_SECOND;
    }

    private void word(String word, long atSample, Consumer<SpeechMessage> out) {
        segmentHasWords = true;
        if (!text.isEmpty() && voice.words && words != Words.LEFT_OUT) {
            words = Words.TOLD;
            out.accept(new SpeechMessage.Word(
                    text, word, Duration.ofMillis(atSample * MILLIS_OF_SECOND / voice.sampleRateHz)));
        }
    }

    private void done(Consumer<SpeechMessage> out) {
        if (!inSegment) {
            return;
        }
        heard(audio.end(), out);
        if (!segmentHasWords && !segmentIsForeign) {
            if (words == Words.TOLD) {
                spreadWords(out);
            } else {
                words = Words.LEFT_OUT;
            }
        }
        inSegment = false;
        said(segmentText);
        completeIfSaid(out);
    }

    /** The service found no times for this segment, and those of others have been told: by the length of the words. */
    private void spreadWords(Consumer<SpeechMessage> out) {
        if (segmentText.isBlank()) {
            return;
        }
        long before = 0;
        for (var word : segmentText.strip().split("\\s+", -1)) {
            word(word, segmentBegins + (samples - segmentBegins) * before / (segmentText.length() + 1L), out);
            before += word.length() + 1L;
        }
    }

    private void said(String segment) {
        var plain = spoken(segment);
        if (unsaid.startsWith(plain)) {
            unsaid = unsaid.substring(plain.length());
        } else {
            saidOtherwise = true;
        }
    }

    private void completeIfSaid(Consumer<SpeechMessage> out) {
        if (text.isEmpty() || saidOtherwise || !unsaid.isEmpty()) {
            return;
        }
        var complete = text;
        text = "";
        out.accept(new SpeechMessage.Completed(complete));
    }

    @Override
    public void binary(ByteBuffer bytes, Consumer<SpeechMessage> out) {
        try {
            heard(audio.add(bytes), out);
        } catch (WavSamples.UnusableException e) {
            out.accept(new SpeechMessage.Broken("it sends " + e.getMessage(), true));
        }
    }

    private void heard(short[] more, Consumer<SpeechMessage> out) {
        if (more.length > 0 && !text.isEmpty() && !(inSegment && segmentIsForeign)) {
            sounded = true;
            samples += more.length;
            out.accept(new SpeechMessage.Audio(text, more));
        }
    }

    /** As documented. */
    @Override
    public CloseMeaning closeMeaning(int code) {
        return switch (code) {
            case 4400 -> CloseMeaning.SETTINGS_REFUSED;
            case 4401 -> CloseMeaning.KEY_REFUSED;
            case 4402 -> CloseMeaning.KEY_OR_LIMIT;
            default -> CloseMeaning.USUAL;
        };
    }
}
