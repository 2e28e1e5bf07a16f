package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttSession;
import dev.baton.turn.AudioSpan;
import java.util.List;

/**
 * The call's line to the recogniser: one session, and the service's clock turned into the call's. Used on the loop.
 *
 * <p>The service counts the audio it got; when the line began, and what was dropped before it got there, shifts everything after it.
 */
final class SttLine {
    /** What the call learns from the recogniser. */
    interface Observer {
        void sttReady(String address);

        void interim(String text, AudioSpan span);

        void finalText(String text, boolean answersFinalize, AudioSpan span);

        /** @param goesOn whether the call does; without a recogniser from the start it does not */
        void sttProblem(BatonException reason, boolean goesOn);

        /** @param wasReady whether it had ever listened */
        void sttLost(boolean wasReady);

        void sttClosed();
    }

    private static final long MILLI = 1_000_000;

    private final Observer observer;
    private final SttSession session;
    private final int sampleRateHz;
    private boolean ready;
    private boolean closed;
    private boolean closing;
    private boolean failed;
    private long shiftNanos;

    SttLine(SpeechToText service, CallLoop loop, Observer observer) {
        this.observer = observer;
        this.sampleRateHz = service.sampleRateHz();
        this.session = service.open(loop.transport(), this::onEvent);
    }

    SttSession session() {
        return session;
    }

    /** When the first sample was heard, on the call's clock: a microphone or a stream may take a while to wake up. */
    void audioBegan(long atNanos) {
        shiftNanos += atNanos;
    }

    /** Audio that was lost before it got here: what follows is that much later on the call's clock. */
    void audioMissing(long nanos) {
        shiftNanos += nanos;
    }

    void finalizeTurn() {
        session.finalizeTurn();
    }

    void closeStream() {
        closing = true;
        session.closeStream();
    }

    void abort() {
        closing = true;
        session.abort();
    }

    private void onEvent(SttEvent event) {
        if (closed) {
            return;
        }
        if (event instanceof SttEvent.Interim interim) {
            observer.interim(interim.text(), span(interim.words()));
        } else if (event instanceof SttEvent.Final text) {
            observer.finalText(text.text(), text.answersFinalize(), span(text.words()));
        } else if (event instanceof SttEvent.Ready open) {
            ready = true;
            observer.sttReady(open.address());
        } else if (event instanceof SttEvent.AudioDropped dropped) {
            shiftNanos += dropped.samples() * 1_000_000_000L / sampleRateHz;
            observer.sttProblem(
                    new BatonException(
                            ErrorCode.STT_AUDIO_DROPPED,
                            "%.1f s of the caller's audio did not reach the recogniser"
                                    .formatted(dropped.samples() / (double) sampleRateHz),
                            "the connection was gone, or more was waiting than may wait",
                            "check the network to the service"),
                    !failed);
        } else if (event instanceof SttEvent.Error error) {
            failed |= !ready; // nothing complains before the connection stands and then goes on
            observer.sttProblem(error.reason(), !failed);
        } else if (event instanceof SttEvent.Closed end) {
            closed = true;
            if (end.asked() || closing) {
                observer.sttClosed();
            } else {
                observer.sttLost(ready);
            }
        }
        // The service's own speech events and unknown messages decide nothing here.
    }

    private AudioSpan span(List<SttEvent.Word> words) {
        if (words.isEmpty()) {
            return AudioSpan.UNKNOWN;
        }
        return new AudioSpan(
                words.get(0).startMillis() * MILLI + shiftNanos,
                words.get(words.size() - 1).endMillis() * MILLI + shiftNanos);
    }
}
