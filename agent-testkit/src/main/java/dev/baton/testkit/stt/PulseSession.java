package dev.baton.testkit.stt;

import dev.baton.testkit.stt.Recognizer.Word;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/** One Pulse connection: control messages in, interims and finals out. All on the connection's event loop. */
final class PulseSession implements Dialect.Session, SpeechStream.Output {
    private static final int NORMAL = 1000;
    private static final int POLICY_VIOLATION = 1008;
    private static final int SERVER_ERROR = 1011;

    private final PulseQuery query;
    private final boolean legacy;
    private final boolean marks;
    private final Dialect.Wire wire;
    private final PulseMessages messages;
    private final SpeechStream stream;
    private boolean ended;

    PulseSession(PulseQuery query, boolean legacy, ServerSettings settings, Recognizer recognizer, Dialect.Wire wire) {
        this.query = query;
        this.legacy = legacy;
        this.marks = settings.finalizeMarks() == FinalizeMarks.ALWAYS;
        this.wire = wire;
        this.messages = new PulseMessages(query, UUID.randomUUID().toString());
        var streamSettings = new SpeechStream.Settings(
                query.format(),
                settings.gate(),
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
        } else if (type.equals("finalize")) {
            wire.journal().received(type);
            stream.requestFinal();
        } else if (type.equals("close_stream") || (legacy && type.equals("end"))) {
            wire.journal().received(type);
            end();
        } else {
            fail(
                    POLICY_VIOLATION,
                    "unknown message type '" + ClientMessage.quoted(type) + "'; known: finalize, close_stream");
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
        if (last) {
            wire.close(NORMAL, "");
        }
    }

    @Override
    public void failed(String reason) {
        fail(SERVER_ERROR, reason);
    }
}
