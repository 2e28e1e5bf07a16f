package dev.baton.call;

import dev.baton.internal.call.CallLoops;

/** Where an agent's calls run; made by {@code dev.baton.netty.HostEventLoops} or by the testkit. */
public final class EventLoopSource {
    private final CallLoops loops;

    /** For Baton's own modules. */
    public EventLoopSource(CallLoops loops) {
        this.loops = loops;
    }

    CallLoops loops() {
        return loops;
    }
}
