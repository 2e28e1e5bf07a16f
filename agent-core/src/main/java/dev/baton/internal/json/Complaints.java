package dev.baton.internal.json;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.SttEvent;

/**
 * What is wrong with a message or told by one, in words for a person.
 *
 * @param service its name
 */
record Complaints(String service) {
    /** Without a word of the message, which may hold the caller's. */
    SttEvent.Error malformed(String text) {
        return new SttEvent.Error(new BatonException(
                ErrorCode.STT_PROTOCOL,
                service + " sent a message of " + text.length() + " characters that is not one JSON object",
                "skipped it; the session goes on",
                "if it repeats, check that the address is the service's and not a proxy's"));
    }

    /** The adapter failed at a message. */
    SttEvent.Error unread(String text, RuntimeException failure) {
        return adapterFailed(
                failure,
                "at a message of " + text.length() + " characters",
                "skipped the message; the session goes on",
                "mend SttMessages.read(..), which may be given any JSON");
    }

    /** The adapter failed when nothing more came. */
    SttEvent.Error unended(RuntimeException failure) {
        return adapterFailed(
                failure, "at the end of the stream", "the session has ended", "mend SttMessages.ended(..)");
    }

    private SttEvent.Error adapterFailed(RuntimeException failure, String when, String done, String remedy) {
        return new SttEvent.Error(new BatonException(
                ErrorCode.STT_PROTOCOL,
                "the adapter for " + service + " failed (" + failure.getClass().getSimpleName() + ") " + when,
                done,
                remedy,
                placeOf(failure)));
    }

    /** What failed and where, but not in its own words, which may be the caller's. */
    private static RuntimeException placeOf(RuntimeException failure) {
        var place = new IllegalStateException(failure.getClass().getName());
        place.setStackTrace(failure.getStackTrace());
        return place;
    }

    /** The application's parser failed. */
    SttEvent.Error unparsed(String type, RuntimeException failure) {
        return new SttEvent.Error(new BatonException(
                ErrorCode.LISTENER_FAILED,
                "the parser given for messages of type " + WireJson.oneLine(type) + " of " + service + " failed ("
                        + failure.getClass().getSimpleName() + ")",
                "skipped the message; the session goes on",
                "mend the parser given to event(..)",
                placeOf(failure)));
    }

    /**
     * @param said the service's own words, or empty
     * @param code the service's own name for it, or empty
     */
    SttEvent.Error reported(String said, String code, String remedy) {
        var reason = WireJson.oneLine(said.isEmpty() ? "an error without a text" : said)
                + (code.isEmpty() ? "" : " (" + WireJson.oneLine(code) + ")");
        return new SttEvent.Error(new BatonException(
                ErrorCode.STT_REFUSED, service + " reports: " + reason, "in the middle of a session", remedy));
    }
}
