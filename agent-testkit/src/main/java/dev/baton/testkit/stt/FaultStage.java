package dev.baton.testkit.stt;

import io.netty.channel.EventLoop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands between a session and its wire, and is the one place where faults are applied. Without faults it passes everything on. Used on the connection's event loop. */
final class FaultStage implements Dialect.Wire {
    private final @Nullable SttProtocol protocol;
    private Dialect.Wire next;

    FaultStage(Dialect.Wire wire, @Nullable SttProtocol protocol, List<SttFault> faults) {
        this.protocol = protocol;
        this.next = wire;
        add(faults);
    }

    /** From the next message on. The first of the list is the last before the wire. */
    void add(List<SttFault> faults) {
        for (SttFault fault : faults) {
            FaultEffect effect = protocol == null ? null : fault.effect(protocol);
            if (effect != null) {
                next = new Link(effect, next);
            }
        }
    }

    @Override
    public EventLoop loop() {
        return next.loop();
    }

    @Override
    public ServerJournal.Connection journal() {
        return next.journal();
    }

    @Override
    public void send(Message message) {
        next.send(message);
    }

    @Override
    public void sendBytes(String name, byte[] bytes) {
        next.sendBytes(name, bytes);
    }

    @Override
    public byte[] onTheWire(byte[] text) {
        return next.onTheWire(text);
    }

    @Override
    public void close(int code, String reason) {
        next.close(code, reason);
    }

    @Override
    public void cut() {
        next.cut();
    }

    @Override
    public void reset() {
        next.reset();
    }

    private record Link(FaultEffect effect, Dialect.Wire next) implements Dialect.Wire {
        @Override
        public EventLoop loop() {
            return next.loop();
        }

        @Override
        public ServerJournal.Connection journal() {
            return next.journal();
        }

        @Override
        public void send(Message message) {
            effect.send(message, next);
        }

        @Override
        public void sendBytes(String name, byte[] bytes) {
            next.sendBytes(name, bytes);
        }

        @Override
        public byte[] onTheWire(byte[] text) {
            return next.onTheWire(text);
        }

        @Override
        public void close(int code, String reason) {
            effect.close(code, reason, next);
        }

        @Override
        public void cut() {
            next.cut();
        }

        @Override
        public void reset() {
            next.reset();
        }
    }
}
