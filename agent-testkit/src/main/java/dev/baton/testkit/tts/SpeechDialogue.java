package dev.baton.testkit.tts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.baton.testkit.audio.PacedSpeech;
import dev.baton.testkit.stt.ProtocolServer;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One connection of a client that wants to hear texts, and the fault that it has. On its event loop. */
abstract class SpeechDialogue implements ProtocolServer.Session {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SLOW = Duration.ofMillis(500);
    private static final int OVERSIZED_BYTES = 1 << 20;
    private static final int SERVER_ERROR = 1011;

    final TtsSettings settings;
    final ProtocolServer.Line line;
    private final @Nullable TtsFault fault;
    private @Nullable PacedSpeech speech;
    private int pieces;
    private byte[] rest = {};
    private boolean silent;

    SpeechDialogue(TtsSettings settings, ProtocolServer.Line line, @Nullable TtsFault fault) {
        this.settings = settings;
        this.line = line;
        this.fault = fault;
    }

    /** Speaks a text after those before it. */
    final void speak(String text, int sampleRateHz, PacedSpeech.Listener listener) {
        if (speech == null) {
            var pause = fault == TtsFault.SLOW ? SLOW : settings.pause();
            speech = new PacedSpeech(settings.voice(), sampleRateHz, pause, line.loop());
        }
        if (fault == TtsFault.NEVER_ANSWERS) {
            silent = true;
        }
        speech.say(text, listener);
    }

    final boolean isSpeaking() {
        return speech != null && speech.isBusy();
    }

    /** Sends a piece of audio, unless the fault has something else in mind. */
    final void audio(byte[] pcm) {
        pieces++;
        if (silent) {
            return;
        }
        if (fault == TtsFault.SPLIT_SAMPLES) {
            var all = Arrays.copyOf(rest, rest.length + pcm.length);
            System.arraycopy(pcm, 0, all, rest.length, pcm.length);
            int length = all.length - 1 - all.length % 2;
            rest = Arrays.copyOfRange(all, length, all.length);
            sendAudio(Arrays.copyOf(all, length));
        } else if (!misbehaves()) {
            sendAudio(pcm);
        }
    }

    /** @return whether something came in place of the audio */
    private boolean misbehaves() {
        if (fault == null) {
            return false;
        }
        if (pieces == 1 && fault == TtsFault.ERROR_MESSAGE) {
            silent = true;
            sendError();
        } else if (pieces == 1 && fault == TtsFault.CLOSED_BEFORE_AUDIO) {
            silent = true;
            line.close(1000, "");
        } else if (pieces == 2 && fault == TtsFault.MALFORMED) {
            line.text("stray message", false, "{\"status\":\"chunk\",\"data\":{\"au");
            return false;
        } else if (pieces == 2 && fault == TtsFault.UNKNOWN_MESSAGE) {
            line.text("stray message", false, "{\"type\":\"weather\",\"status\":\"weather\",\"forecast\":\"fine\"}");
            return false;
        } else if (pieces == 2 && fault == TtsFault.OVERSIZED) {
            silent = true;
            sendAudio(new byte[OVERSIZED_BYTES + 2]);
        } else if (pieces == 3 && fault == TtsFault.CLOSED_IN_AUDIO) {
            silent = true;
            line.close(SERVER_ERROR, "Server error");
        } else if (pieces == 3 && fault == TtsFault.RESET_IN_AUDIO) {
            silent = true;
            line.reset();
        } else if (pieces == 3 && fault == TtsFault.CUT_IN_MESSAGE) {
            silent = true;
            line.halfOf("{\"type\":\"segment.start\",\"status\":\"chunk\",\"data\":{}}");
        } else if (pieces == 3 && fault == TtsFault.SILENT_IN_AUDIO) {
            silent = true;
        } else {
            return false;
        }
        return true;
    }

    /** Sends what is not audio, unless the fault keeps it. */
    final void send(String name, JsonNode message) {
        if (!silent) {
            line.text(name, false, message.toString());
        }
    }

    /** What was held back of the audio of a text. */
    final void flush() {
        if (rest.length > 0 && !silent) {
            sendAudio(rest);
        }
        rest = new byte[0];
    }

    abstract void sendAudio(byte[] pcm);

    abstract void sendError();

    /** @return missing where it is no JSON object */
    static JsonNode parsed(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            return message != null && message.isObject() ? message : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public final void onClosed() {
        silent = true;
        if (speech != null) {
            speech.cancel();
        }
    }
}
