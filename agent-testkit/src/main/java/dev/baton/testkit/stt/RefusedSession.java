package dev.baton.testkit.stt;

import java.nio.ByteBuffer;

/** Of a service that upgrades all the same: says why it goes no further, closes, and hears nothing. */
final class RefusedSession implements Dialect.Session {
    private static final int POLICY_VIOLATION = 1008;

    /** @param error as the service writes it */
    RefusedSession(String error, Refusal refusal, Dialect.Wire wire) {
        wire.send(new Message(Message.Kind.ERROR, "error", error));
        wire.close(POLICY_VIOLATION, refusal.message());
    }

    @Override
    public void onText(String text) {}

    @Override
    public void onBinary(ByteBuffer bytes) {}

    @Override
    public void onViolation(int closeCode, String message) {}

    @Override
    public void onClosed() {}
}
