package dev.baton.internal.stt;

import static dev.baton.ErrorCode.STT_LOST;
import static dev.baton.ErrorCode.STT_PROTOCOL;

import dev.baton.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What a service writes into its close where that says more than the close's number does. */
enum CloseReason {
    /** Deepgram, after some 10 s. */
    UNHEARD(
            "NET-0001",
            STT_LOST,
            " heard neither audio nor a keep-alive for too long",
            "tell it sooner that the line is alive: a shorter stt.keep-alive",
            false),

    /** Deepgram, when it had nothing to say for long, as where only keep-alives come. */
    UNANSWERED(
            "NET-0000",
            STT_LOST,
            " had nothing to say for too long and gave up",
            "send audio while the caller is silent as well; if it repeats in speech, report it to the service",
            false),

    /** Deepgram. */
    UNDECODABLE(
            "DATA-0000",
            STT_PROTOCOL,
            " cannot read the audio",
            "check encoding and sample rate, in the address as well if it names them",
            true);

    final ErrorCode code;
    final String words;
    final String remedy;
    /** Whether another connection would end the same way. */
    final boolean fatal;

    private final String mark;

    CloseReason(String mark, ErrorCode code, String words, String remedy, boolean fatal) {
        this.mark = mark;
        this.code = code;
        this.words = words;
        this.remedy = remedy;
        this.fatal = fatal;
    }

    static @Nullable CloseReason in(String text) {
        for (var reason : values()) {
            if (text.contains(reason.mark)) {
                return reason;
            }
        }
        return null;
    }
}
