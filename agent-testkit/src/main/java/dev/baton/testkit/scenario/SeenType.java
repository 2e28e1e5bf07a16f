package dev.baton.testkit.scenario;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What can be seen of the framework, and the fields of each. In files both are in snake case. */
public enum SeenType {
    TURN_STARTED("turn:n"),
    TURN_COMMITTED(Fields.UTTERANCE),
    TURN_REVISED(Fields.UTTERANCE),
    TURN_ABANDONED("turn:n text:s reason:s"),
    USER_SPEECH_DROPPED("turn:n text:s reason:s"),
    /** The decision to cut a reply that sounds; with {@link #BOT_AUDIO_STOPS} and {@link #PLAYBACK_CLEARED} at the same instant. */
    INTERRUPTED(Fields.REPLY),
    BOT_AUDIO_STOPS(Fields.REPLY),
    PLAYBACK_CLEARED(Fields.REPLY),
    PAUSED(Fields.REPLY),
    RESUMED(Fields.REPLY + " position:s"),
    /** First sound of a reply which the framework itself started. */
    BOT_AUDIO(Fields.REPLY),
    BOT_AUDIO_FOR_TURN(Fields.REPLY),
    SPOKEN_TEXT(Fields.REPLY + " text:s interrupted:b recorded:b"),
    HANDLER_STARTED("turn:n text:s speculative:b"),
    HANDLER_CANCELLED("turn:n speculative:b reason:s"),
    FINALIZE_SENT("number:n"),
    CLOSE_STREAM_SENT(""),
    KEEPALIVE_SENT(""),
    STT_RECONNECTING(""),
    STT_RECONNECTED(""),
    AUDIO_REPLAYED("from_ms:n"),
    ERROR("scope:s recoverable:b"),
    IDLE(""),
    ENDPOINTING_CHANGED("min_endpointing_ms:n"),
    TRANSCRIPTION_TIMEOUT("turn:n speech_ms:n"),
    TURN_LIMIT_EXCEEDED("turn:n words:n"),
    CALL_ENDED("reason:s");

    /** What a field holds. */
    enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        METRICS
    }

    private static final class Fields {
        static final String UTTERANCE =
                "text:s turn:n revision:n kind:s reason:s late:b overlap:b audio_start_ms:n audio_end_ms:n metrics:m";
        static final String REPLY = "turn:n reply:n";
    }

    /** Fields within {@code metrics}; those from the acoustic end are left out where there is none. */
    static final Map<String, Kind> METRICS = parse("turn_start_ms:n end_of_turn_delay_ms:n transcription_delay_ms:n");

    private final String fields;

    SeenType(String fields) {
        this.fields = fields;
    }

    private static Map<String, Kind> parse(String fields) {
        var kinds = new LinkedHashMap<String, Kind>();
        for (String field : fields.isEmpty() ? new String[0] : fields.split(" ")) {
            int colon = field.indexOf(':');
            kinds.put(
                    field.substring(0, colon),
                    switch (field.charAt(colon + 1)) {
                        case 's' -> Kind.TEXT;
                        case 'n' -> Kind.NUMBER;
                        case 'b' -> Kind.FLAG;
                        default -> Kind.METRICS;
                    });
        }
        return kinds;
    }

    Map<String, Kind> fields() {
        return parse(fields);
    }

    /** As files have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SeenType> of(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label().equals(label))
                .findFirst();
    }
}
