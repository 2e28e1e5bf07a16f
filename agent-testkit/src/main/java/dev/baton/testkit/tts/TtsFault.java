package dev.baton.testkit.tts;

import dev.baton.testkit.stt.SttFault;
import org.jspecify.annotations.Nullable;

/** Something that a text-to-speech service or the network before it does and a client must survive. Those of a connection happen to the first text on it. */
public enum TtsFault {
    /** 401: a missing or wrong key. */
    REFUSED_401(SttFault.REFUSED_401),
    /** 403: the key has no access. */
    REFUSED_403(SttFault.REFUSED_403),
    /** 429 with {@code Retry-After: 1}: too many at once. */
    REFUSED_429(SttFault.REFUSED_429),
    /** 500. */
    REFUSED_500(SttFault.REFUSED_500),
    /** The connection opens and the upgrade is never answered. */
    UPGRADE_UNANSWERED(SttFault.UPGRADE_UNANSWERED),
    /** Takes texts and says nothing. */
    NEVER_ANSWERS(null),
    /** An error message in place of the first audio; of CAMB, with close 4402. */
    ERROR_MESSAGE(null),
    /** Close 1000 in place of the first audio. */
    CLOSED_BEFORE_AUDIO(null),
    /** Close 1011 in place of the third piece of audio. */
    CLOSED_IN_AUDIO(null),
    /** The TCP connection is reset in place of the third piece of audio. */
    RESET_IN_AUDIO(null),
    /** The TCP connection ends within a message in place of the third piece of audio. */
    CUT_IN_MESSAGE(null),
    /** Says nothing any more from the third piece of audio on. */
    SILENT_IN_AUDIO(null),
    /** A message that is not JSON before the second piece of audio. */
    MALFORMED(null),
    /** A message of an unknown kind before the second piece of audio. */
    UNKNOWN_MESSAGE(null),
    /** Audio in messages of odd length, which split samples. */
    SPLIT_SAMPLES(null),
    /** More than 1 MiB in one message in place of the second piece of audio. */
    OVERSIZED(null),
    /** Each piece of audio comes half a second after the one before. */
    SLOW(null);

    private final @Nullable SttFault refusal;

    TtsFault(@Nullable SttFault refusal) {
        this.refusal = refusal;
    }

    /** The upgrade's fault; null where it is one of what is said. */
    @Nullable
    SttFault refusal() {
        return refusal;
    }
}
