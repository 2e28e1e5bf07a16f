package dev.baton.fuzz;

import dev.baton.ErrorCode;
import dev.baton.stt.SttEvent;
import java.util.List;

/** What holds of every event, whatever message it was made from. */
public final class EventRules {
    /** As far as 10^9 s and their sum reach. */
    private static final long MOST_MILLIS = 2_000_000_000_000L;

    private static final int LONGEST_REPORT = 2_000;

    private EventRules() {}

    /** @throws AssertionError if the event is none that may be told */
    public static void check(SttEvent event) {
        if (event instanceof SttEvent.Interim interim) {
            text(interim.text());
            require(!interim.text().isEmpty(), "an interim without text");
            words(interim.words());
        } else if (event instanceof SttEvent.Final settled) {
            text(settled.text());
            words(settled.words());
        } else if (event instanceof SttEvent.SpeechStarted started) {
            time(started.atMillis());
        } else if (event instanceof SttEvent.SpeechEnded ended) {
            time(ended.atMillis());
        } else if (event instanceof SttEvent.TurnExpected expected) {
            time(expected.atMillis());
        } else if (event instanceof SttEvent.TurnResumed resumed) {
            time(resumed.atMillis());
        } else if (event instanceof SttEvent.TurnEnded ended) {
            time(ended.atMillis());
        } else if (event instanceof SttEvent.Error error) {
            error(error);
        } else if (event instanceof SttEvent.Unrecognized unknown) {
            require(unknown.type() != null && unknown.json() != null, "an unknown message without type or text");
        } else if (event instanceof SttEvent.Closed closed) {
            require(closed.reason() != null && closed.code() >= 1000, "closed with " + closed);
        }
    }

    /** What holds as well where a session has read the message: the parser alone does not know the key. */
    public static void checkWithoutKey(SttEvent event) {
        check(event);
        require(
                !(event instanceof SttEvent.Error error)
                        || !error.reason().report().contains(Samples.KEY),
                "the key in " + event);
        require(
                !(event instanceof SttEvent.Closed closed) || !closed.reason().contains(Samples.KEY),
                "the key in " + event);
    }

    private static void words(List<SttEvent.Word> words) {
        for (var word : words) {
            text(word.text());
            require(!word.text().isBlank(), "a word without text");
            time(word.startMillis());
            time(word.endMillis());
            require(word.startMillis() <= word.endMillis(), "a word that ends before it starts: " + word);
            var confidence = word.confidence();
            require(confidence == null || (confidence >= 0 && confidence <= 1), "confidence " + confidence);
        }
    }

    private static void error(SttEvent.Error error) {
        var report = error.reason().report();
        require(!String.valueOf(error.reason().getMessage()).isBlank(), "an error without words");
        text(report);
        require(report.length() <= LONGEST_REPORT, "an error of " + report.length() + " characters");
        require(report.lines().count() <= 3, "an error of more than three lines: " + report);
        require(
                report.chars().noneMatch(each -> (each < ' ' && each != '\n') || each == 127),
                "control characters in " + report);
        require(!error.retryAfter().isNegative(), "retry after " + error.retryAfter());
        require(
                error.reason().code() != ErrorCode.STT_PROTOCOL || !report.contains(Samples.SPOKEN),
                "the caller's words in " + report);
    }

    private static void time(long millis) {
        require(millis >= 0 && millis <= MOST_MILLIS, "a time of " + millis + " ms");
    }

    private static void text(String text) {
        require(text != null, "no text");
        require(isWellFormed(text), "half a character in the text");
    }

    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(each -> each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
