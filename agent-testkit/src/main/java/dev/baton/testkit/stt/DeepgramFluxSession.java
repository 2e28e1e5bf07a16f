package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.audio.AudioFormat;
import dev.baton.testkit.stt.DeepgramFluxMessages.Event;
import dev.baton.testkit.stt.DeepgramFluxQuery.Thresholds;
import dev.baton.testkit.stt.Recognizer.Word;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * One Flux connection: audio in, turns out. All on the connection's event loop.
 *
 * <pre>
 * StartOfTurn  Update*  (EagerEndOfTurn  (TurnResumed Update*)?)*  EndOfTurn      then turn_index + 1
 * </pre>
 *
 * The text of an end is that of the latest expectation of it, unless the turn was resumed in between; so where the recogniser thinks better of it at the end, the turn resumes before it ends.
 */
final class DeepgramFluxSession implements Dialect.Session, SpeechStream.Output {
    private static final int NORMAL = 1000;
    private static final int POLICY_VIOLATION = 1008;
    private static final int SERVER_ERROR = 1011;

    private final DeepgramFluxQuery query;
    private final DeepgramFluxSettings settings;
    private final Dialect.Wire wire;
    private final DeepgramFluxMessages messages = new DeepgramFluxMessages();
    private final DeepgramSilence silence;
    private final SpeechStream stream;
    private final AudioPieces pieces;
    private Thresholds thresholds;
    private int turn;
    private boolean open;
    private boolean expected;
    /** Whether the end of the turn is decided, and only its text is waited for. */
    private boolean ending;

    /** How sure the latest decision was. */
    private double decided;

    private List<Word> words = List.of();
    private long fromMillis;
    private boolean ended;

    DeepgramFluxSession(DeepgramFluxQuery query, ServerSettings settings, Recognizer recognizer, Dialect.Wire wire) {
        this.query = query;
        this.settings = settings.deepgramFlux();
        this.wire = wire;
        thresholds = query.thresholds();
        var format = query.format() == null ? AudioFormat.linear16(16_000) : query.format();
        pieces = new AudioPieces(format);
        var streamSettings = new SpeechStream.Settings(
                format,
                settings.hearing(),
                Duration.ZERO,
                settings.longestUtterance(),
                0,
                false,
                settings.answerDelay());
        stream = new SpeechStream(streamSettings, recognizer, new LoopPace(wire.loop()), this);
        silence = new DeepgramSilence(settings, wire.loop(), reason -> close(SERVER_ERROR, reason));
        send(Message.notice("Connected", messages.connected()));
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
        if (query.format() == null) {
            close(POLICY_VIOLATION, "DATA-0000: no container is decoded here; announce encoding and sample_rate");
        } else if (!ended) {
            silence.audioReceived();
            pieces.feed(bytes, stream, this::judge);
            wire.journal().heard(stream.heardMillis());
        }
    }

    private void judge() {
        if (pieces.isQuietFor(thresholds.quietMillis(lastWord()), stream)) {
            ending = open;
            decided = confidence();
            stream.endUtterance();
        } else if (open
                && !expected
                && !ending
                && !words.isEmpty()
                && thresholds.expectsEndAfter(pieces.quietMillis(stream), lastWord())) {
            expected = true;
            send(Message.notice(Event.EAGER_END_OF_TURN.label, told(Event.EAGER_END_OF_TURN)));
        }
    }

    @Override
    public void onText(String text) {
        JsonNode message = ClientMessage.objectOf(text);
        String type = message == null ? "" : message.path("type").asText("");
        if (type.equals("CloseStream")) {
            wire.journal().received(type);
            if (!ended) {
                ended = true;
                silence.stop();
                stream.end();
            }
        } else if (type.equals("Configure") && message != null) {
            wire.journal().received(type);
            configure(message);
        } else if (type.equals("ForceEndTurn") && settings.forceEndTurn()) {
            wire.journal().received(type);
            stream.requestFinal();
        } else {
            fail(
                    POLICY_VIOLATION,
                    "UNPARSABLE_CLIENT_MESSAGE",
                    "known: CloseStream, Configure; got: " + ClientMessage.quoted(text));
        }
    }

    private void configure(JsonNode message) {
        JsonNode asked = message.path("thresholds");
        var changed = new Thresholds(
                asked.path("eot_threshold").asDouble(thresholds.end()),
                asked.path("eager_eot_threshold").asDouble(thresholds.eager()),
                asked.path("eot_timeout_ms").asInt(thresholds.timeoutMillis()));
        if (changed.isPossible()) {
            thresholds = changed;
            send(Message.notice("ConfigureSuccess", messages.configured(message)));
        } else {
            send(Message.notice("ConfigureFailure", messages.notConfigured()));
        }
    }

    @Override
    public void onViolation(int closeCode, String message) {
        fail(closeCode, "PROTOCOL_VIOLATION", message);
    }

    @Override
    public void onClosed() {
        ended = true;
        silence.stop();
        stream.abort();
    }

    private void fail(int closeCode, String code, String description) {
        send(new Message(Message.Kind.ERROR, "error", messages.error(code, description)));
        close(closeCode, code);
    }

    private void close(int closeCode, String reason) {
        wire.close(closeCode, reason);
        onClosed();
    }

    private void send(Message message) {
        silence.textSent();
        wire.send(message);
    }

    private String told(Event event) {
        return messages.turnInfo(event, turn, words, fromMillis, stream.heardMillis(), confidence())
                .toString();
    }

    private double confidence() {
        return Thresholds.confidence(pieces.quietMillis(stream), lastWord());
    }

    private String lastWord() {
        return words.isEmpty() ? "" : words.get(words.size() - 1).text();
    }

    @Override
    public void speechStarted(long atMillis) {
        pieces.speechStarted();
        if (!ending) {
            resume();
        }
    }

    private void resume() {
        if (expected) {
            expected = false;
            send(Message.notice(Event.TURN_RESUMED.label, told(Event.TURN_RESUMED)));
        }
    }

    /** Told as an end of the turn, if at all. */
    @Override
    public void speechEnded(long atMillis) {
        pieces.speechEnded(atMillis);
    }

    @Override
    public void interim(List<Word> words) {
        begin();
        say(words);
    }

    private void begin() {
        if (!open) {
            open = true;
            send(Message.notice(Event.START_OF_TURN.label, told(Event.START_OF_TURN)));
        }
    }

    private void say(List<Word> words) {
        boolean isNews = !text(words).equals(text(this.words));
        if (isNews) {
            resume();
        }
        this.words = words;
        if (isNews) {
            send(Message.interim(told(Event.UPDATE)));
        }
    }

    private static String text(List<Word> words) {
        return new Recognizer.Transcript(words).text();
    }

    @Override
    public void finalText(List<Word> words, SpeechStream.Cause cause, long upToMillis) {
        boolean last = cause == SpeechStream.Cause.END;
        if (open || !words.isEmpty()) {
            begin();
            if (!words.isEmpty()) {
                say(words);
            }
            if (!last || settings.closeEndsTurn()) {
                endTurn(cause);
            }
        }
        if (last) {
            wire.close(NORMAL, "");
        }
    }

    private void endTurn(SpeechStream.Cause cause) {
        boolean manual = cause == SpeechStream.Cause.REQUEST;
        String trigger = manual ? "manual" : thresholds.endsByTimeout(lastWord()) ? "timeout" : "model";
        var message = messages.turnInfo(
                        Event.END_OF_TURN,
                        turn,
                        words,
                        fromMillis,
                        stream.heardMillis(),
                        ending ? decided : confidence())
                .put("trigger", trigger);
        turn++;
        open = false;
        expected = false;
        ending = false;
        words = List.of();
        fromMillis = stream.heardMillis();
        send(Message.finalText(manual, message.toString()));
    }

    @Override
    public void failed(String reason) {
        fail(SERVER_ERROR, "INTERNAL_SERVER_ERROR", reason);
    }
}
