package dev.baton.internal.stt;

import dev.baton.stt.SttTransport;
import java.time.Duration;

/** How much of what a session sends the network has not taken yet. A slow network is waited for; one that takes nothing at all is as good as gone, whatever TCP still hopes. */
public final class SendWindow {
    private final SttTransport transport;
    private final SttTransport.Connection connection;
    private final long highWaterBytes;
    private final long hardLimitBytes;
    private final Duration stallTimeout;
    private final Runnable stalled;
    private Runnable stopWatching = () -> {};
    private long bytesSent;
    private long pendingBytes;
    private int admittedBytes;
    private boolean congested;
    private boolean stopped;

    /**
     * @param highWaterBytes from here on the window is shut, until half of it is left
     * @param hardLimitBytes more than this is never admitted
     * @param stalled called once the network has taken nothing for the stall time-out while the window was shut
     */
    public SendWindow(
            SttTransport transport,
            SttTransport.Connection connection,
            long highWaterBytes,
            long hardLimitBytes,
            Duration stallTimeout,
            Runnable stalled) {
        this.transport = transport;
        this.connection = connection;
        this.highWaterBytes = highWaterBytes;
        this.hardLimitBytes = hardLimitBytes;
        this.stallTimeout = stallTimeout;
        this.stalled = stalled;
    }

    public boolean isOpen() {
        if (congested && connection.pendingBytes() <= highWaterBytes / 2) {
            flowsAgain();
        }
        return !congested;
    }

    /** Whether a message of that length may be sent; once it has been, {@link #sent} is due. */
    public boolean admits(int bytes) {
        admittedBytes = bytes;
        pendingBytes = connection.pendingBytes() + bytes;
        return pendingBytes <= hardLimitBytes;
    }

    /** What was admitted last has been handed to the network. */
    public void sent() {
        bytesSent += admittedBytes;
        if (pendingBytes >= highWaterBytes && !congested) {
            congested = true;
            watchForProgress();
        }
    }

    private void watchForProgress() {
        long taken = bytesSent - connection.pendingBytes();
        stopWatching = transport.after(stallTimeout, () -> {
            if (!stopped && !isOpen()) {
                if (bytesSent - connection.pendingBytes() > taken) {
                    watchForProgress();
                } else {
                    stalled.run();
                }
            }
        });
    }

    public void flowsAgain() {
        congested = false;
        stopWatching.run();
    }

    public void stop() {
        stopped = true;
        stopWatching.run();
    }
}
