package dev.baton.internal.json;

import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A service's messages, and further ones that the application has taught. */
public final class ExtendedMessages implements ServiceMessages {
    private final ServiceMessages known;
    private final Map<String, Function<String, ? extends SttEvent.Extension>> parsers;
    private final Complaints complaints;

    /** @param parsers by the messages' {@code type}; given the JSON */
    public ExtendedMessages(
            String service,
            ServiceMessages known,
            Map<String, Function<String, ? extends SttEvent.Extension>> parsers) {
        this.known = known;
        this.parsers = parsers;
        complaints = new Complaints(service);
    }

    @Override
    public void read(String message, SttListener listener) {
        known.read(
                message,
                event -> listener.onEvent(
                        event instanceof SttEvent.Unrecognized unknown && parsers.containsKey(unknown.type())
                                ? parsed(unknown)
                                : event));
    }

    @SuppressWarnings("NullAway") // an application's parser may give null all the same
    private SttEvent parsed(SttEvent.Unrecognized message) {
        try {
            var event = parsers.get(message.type()).apply(message.json());
            return event == null ? message : event;
        } catch (RuntimeException e) {
            return complaints.unparsed(message.type(), e);
        }
    }

    @Override
    public @Nullable String finalizeRequest() {
        return known.finalizeRequest();
    }

    @Override
    public String closeStream() {
        return known.closeStream();
    }

    @Override
    public @Nullable String keepAlive() {
        return known.keepAlive();
    }

    @Override
    public boolean greets() {
        return known.greets();
    }

    @Override
    public boolean announcesLast() {
        return known.announcesLast();
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
