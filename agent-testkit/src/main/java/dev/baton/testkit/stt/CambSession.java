package dev.baton.testkit.stt;

import dev.baton.testkit.stt.CambSettings.UtteranceEnd;
import dev.baton.testkit.stt.Recognizer.Word;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * One CAMB connection: {@code Ready}, then for each utterance interims with all of its words so far, its final, and a mark of its end, as {@link CambSettings} say. All on the connection's event loop.
 *
 * <p>Nobody can ask for a final: the server's own pause makes it. What is to be said before {@code Ready} waits for it, the close included.
 */
final class CambSession implements Dialect.Session, SpeechStream.Output {
    static final int POLICY_VIOLATION = 1008;
    private static final int NORMAL = 1000;
    private static final int SERVER_ERROR = 1011;
    private static final int NOWHERE = -1;

    private final CambSettings settings;
    private final Dialect.Wire wire;
    private final CambMessages messages;
    private final SpeechStream stream;
    private final Queue<Runnable> beforeReady = new ArrayDeque<>();
    private boolean ready;
    private boolean ended;
    private boolean closed;
    /** Where the utterance that is being told begins. */
    private long fromMillis = NOWHERE;

    private List<Word> toldInterim = List.of();

    @SuppressWarnings("FutureReturnValueIgnored") // what comes after the connection's end is dropped by the wire
    CambSession(CambQuery query, ServerSettings server, Recognizer recognizer, Dialect.Wire wire) {
        this.settings = server.camb();
        this.wire = wire;
        messages = new CambMessages(query, settings);
        var streamSettings = new SpeechStream.Settings(
                query.format(),
                server.hearing(),
                settings.pause(),
                server.longestUtterance(),
                0,
                false,
                server.answerDelay());
        stream = new SpeechStream(streamSettings, recognizer, new LoopPace(wire.loop()), this);
        if (settings.readyDelay().isZero()) {
            becomeReady();
        } else {
            wire.loop().schedule(this::becomeReady, settings.readyDelay().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void becomeReady() {
        ready = true;
        wire.send(Message.notice("Ready", CambMessages.READY));
        while (!beforeReady.isEmpty()) {
            beforeReady.remove().run();
        }
    }

    private void whenReady(Runnable saying) {
        if (ready) {
            saying.run();
        } else {
            beforeReady.add(saying);
        }
    }

    private void send(Message message) {
        whenReady(() -> wire.send(message));
    }

    private void close(int code, String reason) {
        whenReady(() -> {
            closed = true;
            wire.close(code, reason);
        });
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
        if (!ended) {
            stream.audio(bytes);
            wire.journal().heard(stream.heardMillis());
        }
    }

    /** What the service makes of other texts is not documented, but for those that say that the line is alive: it ignores what is in them. */
    @Override
    public void onText(String text) {
        String type = ClientMessage.typeOf(text);
        switch (type == null ? "" : type) {
            case "KeepAlive" -> wire.journal().received("KeepAlive");
            case "CloseStream" -> {
                wire.journal().received("CloseStream");
                end();
            }
            default -> wire.journal().received("ignored text");
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            stream.end();
        }
    }

    @Override
    public boolean isFlushing() {
        return ended && !closed;
    }

    @Override
    public void onViolation(int closeCode, String message) {
        fail(closeCode, "protocol_error", message);
    }

    @Override
    public void onClosed() {
        closed = true;
        stream.abort();
    }

    private void fail(int closeCode, String code, String message) {
        send(new Message(Message.Kind.ERROR, "error", CambMessages.error(code, message)));
        close(closeCode, message);
        stream.abort();
    }

    @Override
    public void speechStarted(long atMillis) {}

    @Override
    public void speechEnded(long atMillis) {}

    @Override
    public void interim(List<Word> words) {
        if (fromMillis == NOWHERE) {
            fromMillis = words.get(0).startMillis();
        }
        toldInterim = words;
        send(Message.interim(messages.interim(words, fromMillis)));
    }

    @Override
    public void finalText(List<Word> words, SpeechStream.Cause cause, long upToMillis) {
        if (!words.isEmpty() || !toldInterim.isEmpty()) {
            utteranceIsOver(words, cause == SpeechStream.Cause.END);
        }
        if (cause == SpeechStream.Cause.END) {
            close(NORMAL, "");
        }
    }

    private void utteranceIsOver(List<Word> words, boolean isLast) {
        boolean isMarked = !words.isEmpty() && settings.utteranceEnd() != UtteranceEnd.NEVER;
        boolean isMarkedBefore = isMarked && settings.utteranceEnd() == UtteranceEnd.BEFORE_FINAL;
        if (isMarkedBefore) {
            mark(words);
        }
        if (settings.finals()) {
            long from = fromMillis == NOWHERE ? words.get(0).startMillis() : fromMillis;
            String text = messages.finalText(words, from);
            send(isLast ? new Message(Message.Kind.LAST, "final", text) : Message.finalText(false, text));
        } else if (!words.equals(toldInterim) && !words.isEmpty()) {
            interim(words);
        }
        if (isMarked && !isMarkedBefore) {
            mark(words);
        }
        fromMillis = NOWHERE;
        toldInterim = List.of();
    }

    private void mark(List<Word> words) {
        long end = words.get(words.size() - 1).endMillis();
        send(Message.notice("UtteranceEnd", CambMessages.utteranceEnd(end)));
    }

    @Override
    public void failed(String reason) {
        fail(SERVER_ERROR, "model_failure", reason);
    }
}
