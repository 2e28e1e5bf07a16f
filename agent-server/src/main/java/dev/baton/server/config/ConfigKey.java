package dev.baton.server.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can be configured besides the settings of turns, which {@code TurnConfig} knows. */
enum ConfigKey {
    BIND("server.bind", "127.0.0.1", "address where the server listens; 0.0.0.0 for all"),
    HTTP_PORT("server.http-port", "8080", "port of all WebSocket routes; 0 for any"),
    THREADS("server.threads", "", "event loops; one per processor unless said"),
    CALLS("limits.calls", "400", "calls at the same time"),
    CONNECTION_RATE("limits.connections-per-second", "100", "new connections, on average"),
    START_TIMEOUT("limits.start-timeout", "10s", "from a connection to the peer's word about the call"),
    SILENCE("limits.silence", "30s", "so long a peer may send nothing"),
    DRAIN("limits.drain", "30s", "how long running calls get at the end before they are cut"),
    STT_SERVICE("stt.service", "embedded", "who recognises speech"),
    STT_URL("stt.url", "", "address of a server that speaks the service's protocol"),
    STT_LANGUAGE("stt.language", "en", "what is spoken"),
    STT_MODEL("stt.model", "", "which model of openai-transcriptions"),
    TTS_SERVICE("tts.service", "local", "who speaks"),
    TTS_VOICE("tts.voice", "", "which voice of the service"),
    TTS_CACHE("tts.cache", "16MB", "phrases that are kept"),
    VAD_PRESET("vad.preset", "telephone", "telephone, quiet-room or noisy-street"),
    RECORD_WHEN("record.when", "never", "never or always"),
    RECORD_DIRECTORY("record.dir", "", "where recordings go, one directory for each call"),
    RECORD_REDACTED("record.redact", "false", "whether recordings have words masked and no voices"),
    LLM_URL("llm.url", "", "address of the language model for handler llm"),
    LLM_MODEL("llm.model", "", "its name"),
    LLM_PROMPT("llm.prompt", "", "file with what it is told first");

    private static final Map<String, ConfigKey> BY_NAME = new LinkedHashMap<>();

    static {
        Arrays.stream(values()).forEach(key -> BY_NAME.put(key.label, key));
    }

    final String label;
    final String defaultText;
    final String meaning;

    ConfigKey(String label, String defaultText, String meaning) {
        this.label = label;
        this.defaultText = defaultText;
        this.meaning = meaning;
    }

    static boolean isKnown(String name) {
        return BY_NAME.containsKey(name);
    }

    static List<String> labels() {
        return List.copyOf(BY_NAME.keySet());
    }
}
