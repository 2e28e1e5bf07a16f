package dev.baton.testkit.stt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.audio.AudioFormat;
import dev.baton.testkit.audio.PacedSpeech;
import dev.baton.testkit.stt.CambRealtimeRequestReader.Request;
import dev.baton.testkit.stt.Recognizer.Word;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client that wants a translation. All on the connection's event loop.
 *
 * <pre>{@code
 *  (opened) --session.update--> session.starting --> session.created, session.updated --> audio in, text and speech out
 * }</pre>
 *
 * The client has no message for the end of an utterance: quiet makes it, as in any speech stream. A text comes as soon as it is there, its speech after the speech of the texts before it.
 */
final class CambRealtimeSession implements Dialect.Session, SpeechStream.Output {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int POLICY_VIOLATION = 1008;
    private static final int SERVER_ERROR = 1011;
    private static final int MOST_AUDIO_BYTES = 256 * 1024;
    static final int SAMPLE_RATE_HZ = 24_000;
    private static final Duration REAL_PIECE = Duration.ofMillis(100);
    private static final Duration FAST_PIECE = Duration.ofMillis(2);

    private enum Phase {
        ASKED_NOTHING,
        STARTING,
        OPEN,
        OVER
    }

    private final CambRealtimeRequestReader reader;
    private final TranslationSettings settings;
    private final Dialect.Wire wire;
    private final CambRealtimeMessages messages;
    private final SpeechStream stream;
    private final PacedSpeech speech;
    private final PacedSpeech.Listener spoken;
    private Phase phase = Phase.ASKED_NOTHING;
    private @Nullable Request request;

    CambRealtimeSession(
            CambRealtimeRequestReader reader, ServerSettings server, Recognizer recognizer, Dialect.Wire wire) {
        this.reader = reader;
        this.wire = wire;
        settings = server.translation();
        messages = new CambRealtimeMessages(settings);
        speech = new PacedSpeech(
                settings.voice,
                SAMPLE_RATE_HZ,
                settings.pace == TranslationSettings.Pace.FAST ? FAST_PIECE : REAL_PIECE,
                wire.loop());
        spoken = new PacedSpeech.Listener() {
            @Override
            public void audio(byte[] pcm) {
                wire.send(messages.audio(pcm));
            }

            @Override
            public void done() {
                wire.send(messages.audioDone());
            }

            @Override
            public void failed(String reason) {
                wire.send(messages.error(reason));
            }
        };
        var streamSettings = new SpeechStream.Settings(
                AudioFormat.linear16(SAMPLE_RATE_HZ),
                server.hearing(),
                settings.quiet,
                server.longestUtterance(),
                0,
                false,
                server.answerDelay());
        stream = new SpeechStream(streamSettings, recognizer, new LoopPace(wire.loop()), this);
        after(settings.firstMessageLimit, () -> {
            if (phase == Phase.ASKED_NOTHING) {
                refuse("no session.update within " + settings.firstMessageLimit.toMillis() + " ms");
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what comes after the connection's end finds the session over
    private void after(Duration delay, Runnable task) {
        wire.loop().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void onText(String text) {
        JsonNode message = parsed(text);
        if (message == null) {
            complain("a text message must be a JSON object");
            return;
        }
        String type = message.path("type").asText("");
        if (type.equals("session.update")) {
            wire.journal().received(type);
            onUpdate(message);
        } else if (phase == Phase.ASKED_NOTHING) {
            refuse("the first message must be session.update");
        } else if (type.equals("input_audio_buffer.append")) {
            onAppend(message.path("audio"));
        } else {
            wire.journal().received(ClientMessage.quoted(type));
            complain("unknown message type '" + ClientMessage.quoted(type) + "'");
        }
    }

    private static @Nullable JsonNode parsed(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            return message != null && message.isObject() ? message : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private void onUpdate(JsonNode message) {
        if (phase != Phase.ASKED_NOTHING) {
            complain("the session's settings do not change any more");
            return;
        }
        try {
            request = reader.read(message);
        } catch (CambRealtimeRequestReader.Wrong e) {
            refuse(String.valueOf(e.getMessage()));
            return;
        }
        phase = Phase.STARTING;
        if (settings.startDelay.isZero()) {
            created();
        } else {
            wire.send(messages.starting());
            after(settings.startDelay, this::created);
        }
    }

    private void created() {
        if (phase == Phase.STARTING && request != null) {
            phase = Phase.OPEN;
            wire.send(messages.created(request, "sess-" + UUID.randomUUID()));
            wire.send(messages.updated(request));
        }
    }

    private void onAppend(JsonNode audio) {
        if (!audio.isTextual()) {
            complain("audio must be base64 text");
        } else if (audio.textValue().length() / 4 * 3 - 2 > MOST_AUDIO_BYTES) {
            complain("audio of more than " + MOST_AUDIO_BYTES + " bytes in one message");
        } else if (phase == Phase.OPEN) {
            try {
                stream.audio(ByteBuffer.wrap(Base64.getDecoder().decode(audio.textValue())));
                wire.journal().heard(stream.heardMillis());
            } catch (IllegalArgumentException e) {
                complain("audio is not base64");
            }
        }
    }

    /** Ignored, as documented. */
    @Override
    public void onBinary(ByteBuffer bytes) {
        wire.journal().received("binary");
    }

    @Override
    public void onViolation(int closeCode, String message) {
        wire.close(closeCode, message);
        onClosed();
    }

    @Override
    public void onClosed() {
        phase = Phase.OVER;
        stream.abort();
        speech.cancel();
    }

    private void complain(String message) {
        wire.send(messages.error(message));
    }

    private void refuse(String message) {
        complain(message);
        onViolation(POLICY_VIOLATION, message);
    }

    /** The service tells nothing of it. */
    @Override
    public void speechStarted(long atMillis) {}

    @Override
    public void speechEnded(long atMillis) {}

    /** Its deltas are additive and are never taken back, so they come with the final. */
    @Override
    public void interim(List<Word> words) {}

    @Override
    public void finalText(List<Word> words, SpeechStream.Cause cause, long upToMillis) {
        if (request == null || words.isEmpty()) {
            return;
        }
        String heard = words.stream().map(Word::text).collect(Collectors.joining(" "));
        if (settings.sourceDeltas) {
            wordByWord(heard).forEach(delta -> wire.send(messages.sourceDelta(delta)));
        }
        if (settings.sourceTexts) {
            wire.send(messages.sourceText(heard));
        }
        String translated = settings.translator.translate(heard, request.source(), request.target());
        if (translated.isBlank()) {
            return;
        }
        if (request.text()) {
            wordByWord(translated).forEach(delta -> wire.send(messages.textDelta(delta)));
            wire.send(messages.textDone(translated));
        }
        if (request.audio()) {
            speech.say(translated, spoken);
        }
    }

    /** Each with the blank before it. */
    private static List<String> wordByWord(String text) {
        return List.of(text.split("(?= )", -1));
    }

    @Override
    public void failed(String reason) {
        complain(reason);
        onViolation(SERVER_ERROR, reason);
    }
}
