package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.testkit.stt.Message.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The few ways in which faults treat messages. */
final class FaultEffects {
    /** What a client waits for. */
    static final Set<Kind> TEXTS = EnumSet.of(Kind.FINAL, Kind.ANSWER, Kind.LAST);

    static final Set<Kind> ANY_TEXT = EnumSet.of(Kind.INTERIM, Kind.FINAL, Kind.ANSWER, Kind.LAST);
    private static final long LATE_MILLIS = 2_000;

    private FaultEffects() {}

    /** The act takes the place of the first such message; after it nothing is sent, and nothing closed. */
    static Supplier<FaultEffect> insteadOfFirst(Set<Kind> kinds, FaultEffect.Act act) {
        return insteadOf(1, kinds, act);
    }

    /** The same for the {@code nth} such message. */
    static Supplier<FaultEffect> insteadOf(int nth, Set<Kind> kinds, FaultEffect.Act act) {
        return () -> new FaultEffect() {
            private int seen;
            private boolean done;

            @Override
            public void send(Message message, Dialect.Wire wire) {
                if (!done && kinds.contains(message.kind()) && ++seen == nth) {
                    done = true;
                    act.perform(message, wire);
                } else if (!done) {
                    wire.send(message);
                }
            }

            @Override
            public void close(int code, String reason, Dialect.Wire wire) {
                if (!done) {
                    wire.close(code, reason);
                }
            }
        };
    }

    /** The act comes before the first final, which follows. */
    static Supplier<FaultEffect> beforeFirstFinal(FaultEffect.Act act) {
        return beforeFirst(TEXTS, act);
    }

    /** The same for a message of that kind. */
    static Supplier<FaultEffect> beforeFirst(Kind kind, FaultEffect.Act act) {
        return beforeFirst(EnumSet.of(kind), act);
    }

    private static Supplier<FaultEffect> beforeFirst(Set<Kind> kinds, FaultEffect.Act act) {
        return () -> new FaultEffect() {
            private boolean done;

            @Override
            public void send(Message message, Dialect.Wire wire) {
                if (!done && kinds.contains(message.kind())) {
                    done = true;
                    act.perform(message, wire);
                }
                wire.send(message);
            }
        };
    }

    static Supplier<FaultEffect> rewritten(Consumer<ObjectNode> change) {
        return () -> (message, wire) -> wire.send(MessageJson.changed(message, change));
    }

    static Supplier<FaultEffect> rewritten(Kind kind, Consumer<ObjectNode> change) {
        return () ->
                (message, wire) -> wire.send(message.kind() == kind ? MessageJson.changed(message, change) : message);
    }

    static Supplier<FaultEffect> dropped(Predicate<Message> which) {
        return () -> (message, wire) -> {
            if (!which.test(message)) {
                wire.send(message);
            }
        };
    }

    /** What would have been the answer comes as a final of the service's own, and an empty answer after it. */
    static FaultEffect finalInFlight() {
        return (message, wire) -> {
            if (message.kind() == Kind.ANSWER && !FaultRewrites.isEmptyAnswer(message)) {
                wire.send(Message.finalText(
                        false,
                        MessageJson.changed(message, FaultRewrites::unmarked).text()));
                wire.send(MessageJson.changed(message, FaultRewrites::emptied));
            } else {
                wire.send(message);
            }
        };
    }

    static FaultEffect lastUnmarked() {
        return new FaultEffect() {
            private boolean flushed;

            @Override
            public void send(Message message, Dialect.Wire wire) {
                flushed |= message.kind() == Kind.LAST;
                wire.send(flushed ? MessageJson.changed(message, FaultRewrites::notLast) : message);
            }

            @Override
            public void close(int code, String reason, Dialect.Wire wire) {
                if (!flushed) {
                    wire.close(code, reason);
                }
            }
        };
    }

    static FaultEffect finalsTwice() {
        return (message, wire) -> {
            wire.send(message);
            if (message.kind() == Kind.FINAL || message.kind() == Kind.ANSWER) {
                wire.send(message);
            }
        };
    }

    /** The first message ends after half a sample, and each later one begins with the other half. */
    static FaultEffect oddAudio() {
        return new FaultEffect() {
            private byte[] rest = {};

            @Override
            public void send(Message message, Dialect.Wire wire) {
                byte[] bytes = message.bytes();
                if (bytes != null) {
                    var all = Arrays.copyOf(rest, rest.length + bytes.length);
                    System.arraycopy(bytes, 0, all, rest.length, bytes.length);
                    int length = all.length % 2 == 0 ? all.length - 1 : all.length - 2;
                    rest = Arrays.copyOfRange(all, length, all.length);
                    wire.send(Message.audio(Arrays.copyOf(all, length)));
                } else {
                    if (message.kind() == Kind.AUDIO_DONE && rest.length > 0) {
                        wire.send(Message.audio(rest));
                        rest = new byte[0];
                    }
                    wire.send(message);
                }
            }
        };
    }

    static FaultEffect interimAfterFinal() {
        return new FaultEffect() {
            private @Nullable Message held;

            @Override
            public void send(Message message, Dialect.Wire wire) {
                if (message.kind() == Kind.INTERIM) {
                    sendHeld(wire);
                    held = message;
                } else if (TEXTS.contains(message.kind())) {
                    wire.send(message);
                    sendHeld(wire);
                } else {
                    wire.send(message);
                }
            }

            private void sendHeld(Dialect.Wire wire) {
                if (held != null) {
                    wire.send(held);
                    held = null;
                }
            }
        };
    }

    /** Whatever else comes next lets a final go without its mark. */
    static FaultEffect utteranceEndFirst() {
        return new FaultEffect() {
            private @Nullable Message held;

            @Override
            public void send(Message message, Dialect.Wire wire) {
                if (message.name().equals("UtteranceEnd")) {
                    wire.send(message);
                    sendHeld(wire);
                } else {
                    sendHeld(wire);
                    if (TEXTS.contains(message.kind())) {
                        held = message;
                    } else {
                        wire.send(message);
                    }
                }
            }

            @Override
            public void close(int code, String reason, Dialect.Wire wire) {
                sendHeld(wire);
                wire.close(code, reason);
            }

            private void sendHeld(Dialect.Wire wire) {
                if (held != null) {
                    wire.send(held);
                    held = null;
                }
            }
        };
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what comes after the connection's end is dropped by the wire
    static FaultEffect late() {
        return new FaultEffect() {
            @Override
            public void send(Message message, Dialect.Wire wire) {
                wire.loop().schedule(() -> wire.send(message), LATE_MILLIS, TimeUnit.MILLISECONDS);
            }

            @Override
            public void close(int code, String reason, Dialect.Wire wire) {
                wire.loop().schedule(() -> wire.close(code, reason), LATE_MILLIS, TimeUnit.MILLISECONDS);
            }
        };
    }
}
