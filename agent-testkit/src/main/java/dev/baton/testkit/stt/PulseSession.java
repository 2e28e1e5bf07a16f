package dev.baton.testkit.stt;

import dev.baton.testkit.stt.Recognizer.Word;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** One Pulse or Lightning connection: control messages in, interims and finals out. All on the connection's event loop. */
final class PulseSession implements Dialect.Session, SpeechStream.Output {
    private static final int NORMAL = 1000;
    private static final int POLICY_VIOLATION = 1008;
    private static final int SERVER_ERROR = 1011;
    private static final long CLIENTS_CLOSE_MILLIS = 5_000;

    private final PulseQuery query;
    private final PulsePath path;
    private final boolean marks;
    private final boolean awaitsClose;
    private final Dialect.Wire wire;
    private final PulseMessages messages;
    private final SpeechStream stream;
    private boolean ended;

    PulseSession(PulseQuery query, PulsePath path, ServerSettings settings, Recognizer recognizer, Dialect.Wire wire) {
        this.query = query;
        this.path = path;
        this.awaitsClose = path.isLightning() && settings.lightningClose() == LightningClose.CLIENT;
        this.marks = settings.finalizeMarks() == FinalizeMarks.ALWAYS;
        this.wire = wire;
        this.messages = new PulseMessages(
                query,
                path.isLightning() ? settings.lightningShape().shape : PulseShape.CURRENT,
                UUID.randomUUID().toString());
        var streamSettings = new SpeechStream.Settings(
                query.format(),
                settings.hearing(),
                query.quiet(),
                settings.longestUtterance(),
                query.maxWords(),
                settings.emptyFinalize() == EmptyFinalize.EMPTY_FINAL,
                settings.answerDelay());
        this.stream = new SpeechStream(streamSettings, recognizer, new LoopPace(wire.loop()), this);
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
        stream.audio(bytes);
        wire.journal().heard(stream.heardMillis());
    }

    @Override
    public void onText(String text) {
        String type = ClientMessage.typeOf(text);
        if (type == null) {
            fail(POLICY_VIOLATION, "a text message must be a JSON object, got: " + ClientMessage.quoted(text));
        } else if (path.flushes(type)) {
            wire.journal().received(type);
            stream.requestFinal();
        } else if (path.ends(type)) {
            wire.journal().received(type);
            end();
        } else {
            fail(POLICY_VIOLATION, "unknown message type '" + ClientMessage.quoted(type) + "'; known: " + path.known());
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            stream.end();
        }
    }

    @Override
    public void onViolation(int closeCode, String message) {
        fail(closeCode, message);
    }

    @Override
    public void onClosed() {
        stream.abort();
    }

    private void fail(int closeCode, String message) {
        wire.send(new Message(Message.Kind.ERROR, "error", messages.error(message)));
        wire.close(closeCode, message);
        stream.abort();
    }

    @Override
    public void speechStarted(long atMillis) {
        speech(true, atMillis);
    }

    @Override
    public void speechEnded(long atMillis) {
        speech(false, atMillis);
    }

    private void speech(boolean started, long atMillis) {
        if (query.vadEvents()) {
            wire.send(Message.notice(started ? "speech_started" : "speech_ended", messages.speech(started, atMillis)));
        }
    }

    @Override
    public void interim(List<Word> words) {
        wire.send(Message.interim(messages.interim(words)));
    }

    @Override
    public void finalText(List<Word> words, SpeechStream.Cause cause, long upToMillis) {
        boolean last = cause == SpeechStream.Cause.END;
        boolean answer = cause == SpeechStream.Cause.REQUEST;
        String text = messages.finalText(words, last, marks && answer);
        wire.send(last ? new Message(Message.Kind.LAST, "last", text) : Message.finalText(answer, text));
        if (last && awaitsClose) {
            closeUnlessTheClientDoes();
        } else if (last) {
            wire.close(NORMAL, "");
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // closing what is closed does nothing
    private void closeUnlessTheClientDoes() {
        wire.loop().schedule(() -> wire.close(NORMAL, ""), CLIENTS_CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void failed(String reason) {
        fail(SERVER_ERROR, reason);
    }
}
