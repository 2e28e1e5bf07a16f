package dev.baton.internal.json;

import dev.baton.BatonException;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;

/** A service's messages, and further ones that the application has taught. */
public final class ExtendedMessages extends ForwardedRequests {
    private final ServiceMessages known;
    private final TaughtMessages<SttEvent.Extension> taught;

    public ExtendedMessages(ServiceMessages known, TaughtMessages<SttEvent.Extension> taught) {
        super(known);
        this.known = known;
        this.taught = taught;
    }

    @Override
    public void read(String message, SttListener listener) {
        known.read(
                message,
                event -> listener.onEvent(event instanceof SttEvent.Unrecognized unknown ? parsed(unknown) : event));
    }

    private SttEvent parsed(SttEvent.Unrecognized message) {
        try {
            var event = taught.parse(message.type(), message.json());
            return event == null ? message : event;
        } catch (BatonException e) {
            return new SttEvent.Error(e);
        }
    }

    @Override
    public void ended(SttListener listener) {
        known.ended(listener);
    }

    @Override
    public CloseMeaning meaningOf(int closeCode) {
        return known.meaningOf(closeCode);
    }
}
