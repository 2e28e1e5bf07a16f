package dev.baton.internal.json;

import dev.baton.stt.SttRequests;
import org.jspecify.annotations.Nullable;

/** Messages of a service whose requests are another object's. */
abstract class ForwardedRequests implements ServiceMessages {
    private final SttRequests requests;

    ForwardedRequests(SttRequests requests) {
        this.requests = requests;
    }

    @Override
    public final @Nullable String begin() {
        return requests.begin();
    }

    @Override
    public final @Nullable String finalizeRequest() {
        return requests.finalizeRequest();
    }

    @Override
    public final String closeStream() {
        return requests.closeStream();
    }

    @Override
    public final @Nullable String keepAlive() {
        return requests.keepAlive();
    }

    @Override
    public final boolean greets() {
        return requests.greets();
    }

    @Override
    public final boolean announcesLast() {
        return requests.announcesLast();
    }
}
