package dev.baton;

/**
 * What can go wrong, by number. A number never changes its meaning; the text may.
 *
 * <p>0xx: use and set-up; 1xx: audio devices and files; 2xx: speech-to-text; 3xx: settings; 4xx: transports; 5xx: the application's
 * handler and text-to-speech.
 */
public enum ErrorCode {
    CLASS_PATH(1),
    UNKNOWN_NAME(2),
    BAD_USAGE(3),
    BAD_SCENARIO(4),

    FILE_UNREADABLE(101),
    FILE_EMPTY(102),
    NO_MICROPHONE(103),
    MICROPHONE_SILENT(104),
    NO_SPEAKER(105),
    NOT_WAV(109),
    UNSUPPORTED_ENCODING(110),
    TRUNCATED_AUDIO(111),
    UNSUPPORTED_SAMPLE_RATE(112),
    UNSUPPORTED_CHANNELS(113),
    SOURCE_FAILED(114),
    SINK_FAILED(115),
    RECORDING_FAILED(116),
    DETECTOR_FAILED(117),

    STT_KEY_MISSING(200),
    STT_KEY_REFUSED(201),
    STT_UNREACHABLE(202),
    STT_REFUSED(203),
    STT_LOST(204),
    STT_PROTOCOL(205),
    STT_CLOSE_TIMEOUT(206),
    STT_BUSY(207),
    STT_AUDIO_DROPPED(208),
    STT_STALLED(209),
    STT_TRUST_UNUSABLE(210),
    STT_PROXY_UNREACHABLE(211),
    STT_PROXY_REFUSED(212),

    CONFIG_UNREADABLE(301),
    CONFIG_UNKNOWN_KEY(302),
    CONFIG_VALUE(303),
    SETTING_CONTRADICTION(310),
    SETTING_RANGE(311),

    LINE_FAILED(401),
    CANNOT_LISTEN(402),

    HANDLER_FAILED(501),
    HANDLER_STALLED(502),
    SYNTHESIS_FAILED(503),
    LISTENER_FAILED(504),
    ENDPOINTER_FAILED(505);

    private final String label;

    ErrorCode(int number) {
        label = "BT-%03d".formatted(number);
    }

    /** As people see it, for example {@code BT-201}. */
    public String label() {
        return label;
    }
}
