package dev.baton.internal.json;

import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttMessages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of a service that somebody else's adapter knows, with what every reader does for it: broken JSON, kinds that it does not know, and its own failures. */
public final class ToldMessages extends ForwardedRequests {
    private final SttMessages known;
    private final Complaints complaints;
    private final boolean finalizes;

    /** @param service name for errors */
    public ToldMessages(String service, SttMessages known) {
        super(known);
        this.known = known;
        finalizes = known.finalizeRequest() != null;
        complaints = new Complaints(service);
    }

    @Override
    public void read(String text, SttListener listener) {
        var object = WireJson.object(text);
        if (object == null) {
            listener.onEvent(complaints.malformed(text));
            return;
        }
        var message = new JsonMessage(object);
        var teller = new Teller(listener);
        try {
            if (!known.read(message, teller)) {
                teller.event(new SttEvent.Unrecognized(known.kind(message), text));
            }
        } catch (RuntimeException e) {
            if (e == teller.thrown) {
                throw e; // not the adapter's failure
            }
            listener.onEvent(complaints.unread(text, e));
        }
    }

    @Override
    public void ended(SttListener listener) {
        var teller = new Teller(listener);
        try {
            known.ended(teller);
        } catch (RuntimeException e) {
            if (e == teller.thrown) {
                throw e;
            }
            listener.onEvent(complaints.unended(e));
        }
    }

    private final class Teller implements SttMessages.Told {
        private final SttListener listener;

        /** By the listener. */
        private @Nullable RuntimeException thrown;

        Teller(SttListener listener) {
            this.listener = listener;
        }

        @Override
        public void ready() {
            event(new SttEvent.Ready(""));
        }

        @Override
        public void interim(String text, List<SttEvent.Word> words) {
            var said = clean(text);
            if (!said.isEmpty()) {
                event(new SttEvent.Interim(said, List.copyOf(words)));
            }
        }

        @Override
        public void finalText(String text, List<SttEvent.Word> words, boolean answersFinalize) {
            var said = clean(text);
            if (finalizes || answersFinalize || !said.isEmpty()) { // without marks, no words may be an answer
                event(new SttEvent.Final(said, List.copyOf(words), answersFinalize, false));
            }
        }

        @Override
        public void last() {
            event(new SttEvent.Final("", List.of(), false, true));
        }

        @Override
        public void complaint(String reason, boolean fatal) {
            var reported = complaints.reported(
                    reason, "", "change what it names; the service's documentation explains its complaints");
            event(new SttEvent.Error(reported.reason(), fatal));
        }

        @Override
        public void event(SttEvent event) {
            if (event instanceof SttEvent.Closed
                    || event instanceof SttEvent.AudioDropped
                    || event instanceof SttEvent.SilenceSent) {
                throw new IllegalArgumentException("the session tells of that");
            }
            try {
                listener.onEvent(event);
            } catch (RuntimeException e) {
                thrown = e;
                throw e;
            }
        }

        private static String clean(String text) {
            return WireJson.wellFormed(text).strip();
        }
    }
}
