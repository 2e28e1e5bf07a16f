package dev.baton.testkit.stt;

import dev.baton.audio.AudioFormat;
import dev.baton.testkit.stt.Recognizer.Word;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * One Deepgram connection: control messages in, results out. All on the connection's event loop.
 *
 * <p>The service's results follow each other without gaps: each begins where the final before it ended. Where nobody speaks, an empty final comes every five seconds.
 */
final class DeepgramSession implements Dialect.Session, SpeechStream.Output {
    private static final int NORMAL = 1000;
    private static final int POLICY_VIOLATION = 1008;
    private static final int SERVER_ERROR = 1011;
    /** Quiet that makes a final where the client wants no endpointing; the service makes one whenever it is sure enough. */
    private static final Duration QUIET_WITHOUT_ENDPOINTING = Duration.ofSeconds(1);

    private static final int EMPTY_FINAL_MILLIS = 5_000;
    private static final int NO_WORD = -1;

    private final DeepgramQuery query;
    private final Dialect.Wire wire;
    private final DeepgramMessages messages;
    private final DeepgramSilence silence;
    private final SpeechStream stream;
    private long coveredUpToMillis;
    private long lastWordEndMillis = NO_WORD;
    private boolean ended;

    DeepgramSession(DeepgramQuery query, ServerSettings settings, Recognizer recognizer, Dialect.Wire wire) {
        this.query = query;
        this.wire = wire;
        messages = new DeepgramMessages(query);
        boolean endpointing = !query.endpointing().isZero();
        var streamSettings = new SpeechStream.Settings(
                query.format() == null ? AudioFormat.linear16(16_000) : query.format(),
                settings.hearing(),
                endpointing ? query.endpointing() : QUIET_WITHOUT_ENDPOINTING,
                settings.longestUtterance(),
                DeepgramQuery.WORDS_PER_SEGMENT,
                settings.emptyFinalize() == EmptyFinalize.EMPTY_FINAL,
                settings.answerDelay());
        stream = new SpeechStream(streamSettings, recognizer, new LoopPace(wire.loop()), this);
        silence = new DeepgramSilence(settings, wire.loop(), reason -> fail(SERVER_ERROR, reason));
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            wire.journal().received("empty audio");
            end();
        } else if (query.format() == null) {
            fail(POLICY_VIOLATION, "DATA-0000: no container is decoded here; announce encoding and sample_rate");
        } else if (!ended) {
            silence.audioReceived();
            messages.received(bytes.duplicate());
            stream.audio(bytes);
            wire.journal().heard(stream.heardMillis());
            tellUtteranceEnd();
            tellEmptyFinal();
        }
    }

    @Override
    public void onText(String text) {
        String type = ClientMessage.typeOf(text);
        if (type == null) {
            fail(
                    POLICY_VIOLATION,
                    "DATA-0000: a text message must be a JSON object, got: " + ClientMessage.quoted(text));
            return;
        }
        switch (type) {
            case "Finalize" -> {
                wire.journal().received(type);
                stream.requestFinal();
            }
            case "KeepAlive" -> {
                wire.journal().received(type);
                silence.keptAlive();
            }
            case "CloseStream" -> {
                wire.journal().received(type);
                end();
            }
            default ->
                fail(
                        POLICY_VIOLATION,
                        "DATA-0000: unknown message type '" + ClientMessage.quoted(type)
                                + "'; known: Finalize, KeepAlive, CloseStream");
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            silence.stop();
            stream.end();
        }
    }

    @Override
    public void onViolation(int closeCode, String message) {
        fail(closeCode, message);
    }

    @Override
    public void onClosed() {
        silence.stop();
        stream.abort();
    }

    private void fail(int closeCode, String reason) {
        wire.close(closeCode, reason);
        onClosed();
    }

    private void send(Message message) {
        silence.textSent();
        wire.send(message);
    }

    private void tellUtteranceEnd() {
        long gapMillis = query.utteranceEnd().toMillis();
        if (gapMillis > 0 && lastWordEndMillis != NO_WORD && stream.toldUpToMillis() - lastWordEndMillis >= gapMillis) {
            send(Message.notice("UtteranceEnd", messages.utteranceEnd(lastWordEndMillis)));
            lastWordEndMillis = NO_WORD;
        }
    }

    private void tellEmptyFinal() {
        if (stream.idle() && stream.settledMillis() - coveredUpToMillis >= EMPTY_FINAL_MILLIS) {
            finalText(List.of(), SpeechStream.Cause.WORDS, stream.settledMillis());
        }
    }

    @Override
    public void speechStarted(long atMillis) {
        if (query.vadEvents()) {
            send(Message.notice("SpeechStarted", messages.speechStarted(atMillis)));
        }
    }

    /** Told as {@code speech_final}, if at all. */
    @Override
    public void speechEnded(long atMillis) {}

    @Override
    public void interim(List<Word> words) {
        if (query.interimResults()) {
            send(Message.interim(messages.interim(words, coveredUpToMillis, stream.heardMillis())));
        }
    }

    @Override
    public void finalText(List<Word> words, SpeechStream.Cause cause, long upToMillis) {
        long fromMillis = coveredUpToMillis;
        coveredUpToMillis = Math.max(coveredUpToMillis, upToMillis);
        if (!words.isEmpty()) {
            lastWordEndMillis = words.get(words.size() - 1).endMillis();
        }
        boolean speechFinal =
                cause == SpeechStream.Cause.PAUSE && !query.endpointing().isZero();
        boolean answer = cause == SpeechStream.Cause.REQUEST;
        send(Message.finalText(answer, messages.finalText(words, fromMillis, coveredUpToMillis, speechFinal, answer)));
        if (cause == SpeechStream.Cause.END) {
            send(new Message(Message.Kind.LAST, "Metadata", messages.metadata(stream.heardMillis())));
            wire.close(NORMAL, "");
        } else {
            tellUtteranceEnd();
        }
    }

    @Override
    public void failed(String reason) {
        fail(SERVER_ERROR, reason);
    }
}
