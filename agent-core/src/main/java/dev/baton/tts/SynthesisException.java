package dev.baton.tts;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A text could not be spoken; the reply goes on as text. */
public final class SynthesisException extends BatonException {
    private static final long serialVersionUID = 1L;

    public SynthesisException(String what, String tried, String remedy, @Nullable Throwable cause) {
        super(ErrorCode.SYNTHESIS_FAILED, what, tried, remedy, cause);
    }
}
