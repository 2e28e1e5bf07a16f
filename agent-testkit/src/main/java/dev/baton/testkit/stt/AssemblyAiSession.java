package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.audio.AudioFormat;
import dev.baton.testkit.stt.Recognizer.Word;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One AssemblyAI connection: audio and control messages in, turns out. All on the connection's event loop. */
final class AssemblyAiSession implements Dialect.Session, SpeechStream.Output {
    private static final int NORMAL = 1000;
    private static final int SERVER_ERROR = 3005;
    private static final int BAD_MESSAGE = 3006;
    private static final int BAD_CHUNKS = 3007;
    private static final int SHORTEST_MILLIS = 50;
    private static final int LONGEST_MILLIS = 1_000;
    /** The service watches for so long before it refuses. */
    private static final int WATCHED_MILLIS = 1_000;

    private static final int MOST_AHEAD_MILLIS = 2_000;

    private final AssemblyAiQuery query;
    private final AssemblyAiSettings settings;
    private final Dialect.Wire wire;
    private final SpeechStream stream;
    private final AudioPieces pieces;
    private final long openedAtNanos = System.nanoTime();
    private AssemblyAiQuery.Silences silences;
    private int order;
    private boolean turnOpen;
    private boolean badChunk;
    private long receivedBytes;
    private long activeAtNanos = openedAtNanos;
    private boolean ended;

    AssemblyAiSession(AssemblyAiQuery query, ServerSettings settings, Recognizer recognizer, Dialect.Wire wire) {
        this.query = query;
        this.settings = settings.assemblyAi();
        this.wire = wire;
        silences = query.silences();
        pieces = new AudioPieces(query.format());
        var streamSettings = new SpeechStream.Settings(
                query.format(),
                settings.hearing(),
                Duration.ZERO,
                settings.longestUtterance(),
                0,
                settings.emptyFinalize() == EmptyFinalize.EMPTY_FINAL,
                settings.answerDelay());
        stream = new SpeechStream(streamSettings, recognizer, new LoopPace(wire.loop()), this);
        wire.send(Message.notice("Begin", AssemblyAiMessages.begin()));
        if (!query.inactivity().isZero()) {
            watchActivity();
        }
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
        if (ended) {
            return;
        }
        activeAtNanos = System.nanoTime();
        badChunk |= !isWithinLimits(bytes.remaining());
        receivedBytes += bytes.remaining();
        if (settings.chunkLimits() && badChunk && millis(receivedBytes) >= WATCHED_MILLIS) {
            fail(
                    BAD_CHUNKS,
                    "Input duration violation: each message must hold " + SHORTEST_MILLIS + " to " + LONGEST_MILLIS
                            + " ms of audio");
        } else if (settings.realTimeLimit() && millis(receivedBytes) - sessionMillis() > MOST_AHEAD_MILLIS) {
            fail(BAD_CHUNKS, "Audio comes faster than real time");
        } else {
            pieces.feed(bytes, stream, this::endTurnWhenQuiet);
            wire.journal().heard(stream.heardMillis());
        }
    }

    private boolean isWithinLimits(int bytes) {
        double millis = millis(bytes);
        return millis >= SHORTEST_MILLIS && millis <= LONGEST_MILLIS;
    }

    private double millis(long bytes) {
        AudioFormat format = query.format();
        return bytes * 1_000.0 / (format.encoding().bytesPerSample() * (double) format.sampleRateHz());
    }

    private long sessionMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedAtNanos);
    }

    private void endTurnWhenQuiet() {
        if (pieces.isQuietFor(silences.millis(), stream)) {
            stream.endUtterance();
        }
    }

    @Override
    public void onText(String text) {
        JsonNode message = ClientMessage.objectOf(text);
        if (message == null) {
            fail(BAD_MESSAGE, "Invalid JSON: " + ClientMessage.quoted(text));
            return;
        }
        String type = message.path("type").asText("");
        switch (type) {
            case "ForceEndpoint" -> {
                wire.journal().received(type);
                stream.requestFinal();
            }
            case "UpdateConfiguration" -> {
                wire.journal().received(type);
                update(message);
            }
            case "KeepAlive" -> {
                wire.journal().received(type);
                activeAtNanos = System.nanoTime();
            }
            case "Terminate" -> {
                wire.journal().received(type);
                if (!ended) {
                    ended = true;
                    stream.end();
                }
            }
            default ->
                fail(
                        BAD_MESSAGE,
                        "Invalid message type '" + ClientMessage.quoted(type)
                                + "'; known: ForceEndpoint, UpdateConfiguration, KeepAlive, Terminate");
        }
    }

    private void update(JsonNode message) {
        double confidence = message.path("end_of_turn_confidence_threshold").asDouble(silences.confidence());
        int shorter = message.path("min_turn_silence").asInt(silences.shorterMillis());
        int longer = message.path("max_turn_silence").asInt(silences.longerMillis());
        int most = AssemblyAiQuery.LONGEST_SILENCE_MILLIS;
        if (confidence < 0 || confidence > 1 || shorter < 0 || shorter > most || longer < 0 || longer > most) {
            fail(BAD_MESSAGE, "Invalid configuration");
        } else {
            silences = new AssemblyAiQuery.Silences(confidence, shorter, longer);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a check after the end does nothing
    private void watchActivity() {
        long left = activeAtNanos + query.inactivity().toNanos() - System.nanoTime();
        if (ended) {
            return;
        }
        if (left <= 0) {
            // The number is not documented.
            fail(
                    SERVER_ERROR,
                    "Session ended: no activity for " + query.inactivity().toSeconds() + " s");
        } else {
            wire.loop().schedule(this::watchActivity, left, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void onViolation(int closeCode, String message) {
        fail(closeCode, message);
    }

    @Override
    public void onClosed() {
        ended = true;
        stream.abort();
    }

    private void fail(int code, String reason) {
        wire.send(new Message(Message.Kind.ERROR, "error", AssemblyAiMessages.error(code, reason)));
        wire.close(code, reason);
        onClosed();
    }

    @Override
    public void speechStarted(long atMillis) {
        pieces.speechStarted();
        wire.send(Message.notice("SpeechStarted", AssemblyAiMessages.speechStarted(atMillis)));
    }

    /** Not told. */
    @Override
    public void speechEnded(long atMillis) {
        pieces.speechEnded(atMillis);
    }

    @Override
    public void interim(List<Word> words) {
        turnOpen = true;
        if (query.partialTurns()) {
            wire.send(Message.interim(AssemblyAiMessages.partial(order, words)));
        }
    }

    @Override
    public void finalText(List<Word> words, SpeechStream.Cause cause, long upToMillis) {
        boolean last = cause == SpeechStream.Cause.END;
        boolean answer = cause == SpeechStream.Cause.REQUEST;
        if (!last || turnOpen || !words.isEmpty()) {
            endTurn(words, answer);
        }
        if (last) {
            wire.send(new Message(
                    Message.Kind.LAST,
                    "Termination",
                    AssemblyAiMessages.termination(stream.heardMillis(), sessionMillis())));
            wire.close(NORMAL, "");
        }
    }

    private void endTurn(List<Word> words, boolean answer) {
        int number = order++;
        turnOpen = false;
        wire.send(Message.finalText(answer, AssemblyAiMessages.end(number, words, false)));
        if (query.formatTurns() && !words.isEmpty()) {
            wire.send(Message.finalText(answer, AssemblyAiMessages.end(number, words, true)));
        }
    }

    @Override
    public void failed(String reason) {
        fail(SERVER_ERROR, reason);
    }
}
