package dev.baton.internal.stt;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.SttStreamError;
import dev.baton.stt.SttStreamError.Kind;
import dev.baton.stt.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who hears a stream. Told on the stream's loop; registered from anywhere.
 *
 * @param <T> what the stream's events have in common
 */
public final class StreamListeners<T> {
    private static final Logger LOG = LoggerFactory.getLogger(StreamListeners.class);

    private final String stream;
    private final List<Registered<? extends T>> events = new CopyOnWriteArrayList<>();
    private final List<Registered<SttStreamError>> errors = new CopyOnWriteArrayList<>();

    /** @param stream for people: what is listened to */
    public StreamListeners(String stream) {
        this.stream = stream;
    }

    public <E extends T> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return added(events, new Registered<>(type, listener));
    }

    public Subscription onError(Consumer<? super SttStreamError> listener) {
        return added(errors, new Registered<>(SttStreamError.class, listener));
    }

    private static <E> Subscription added(List<? super Registered<E>> all, Registered<E> one) {
        all.add(one);
        return () -> {
            one.gone = true; // it may be next in a round that has begun
            all.remove(one);
        };
    }

    public void tell(T event) {
        for (var each : events) {
            try {
                each.accept(event);
            } catch (Throwable e) { // whatever it is, the others are told
                tellError(new SttStreamError(
                        Kind.HANDLER_EXCEPTION,
                        new BatonException(
                                ErrorCode.LISTENER_FAILED,
                                "a listener of the " + stream + " failed at "
                                        + event.getClass().getSimpleName() + " (" + e + ")",
                                "the stream goes on",
                                "catch it in the listener",
                                e)));
            }
        }
    }

    /** A listener for errors that throws is told to nobody but the log. */
    public void tellError(SttStreamError error) {
        if (errors.isEmpty()) {
            LOG.warn(
                    "nobody listens to the errors of a {}: {}",
                    stream,
                    error.reason().getMessage(),
                    error.reason());
        }
        for (var each : errors) {
            try {
                each.accept(error);
            } catch (Throwable e) {
                LOG.error("a listener for the errors of a {} failed", stream, e);
            }
        }
    }

    /** Compared by identity: the same listener may be registered twice. */
    private static final class Registered<E> {
        private final Class<E> type;
        private final Consumer<? super E> listener;
        private volatile boolean gone;

        Registered(Class<E> type, Consumer<? super E> listener) {
            this.type = type;
            this.listener = listener;
        }

        void accept(Object told) {
            if (!gone && type.isInstance(told)) {
                listener.accept(type.cast(told));
            }
        }
    }
}
