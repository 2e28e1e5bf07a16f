package dev.baton.testkit.stt;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where Smallest's services were found over time, and what ended a stream there: the same messages have not always had the same meaning. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are
enum PulsePath {
    /** Several models share it. */
    STT_LIVE(SttProtocol.SMALLEST_PULSE, "/waves/v1/stt/live", true, Set.of("close_stream")),
    PULSE(SttProtocol.SMALLEST_PULSE, "/waves/v1/pulse/get_text", true, Set.of("close_stream", "end")),
    /** On the host of before. */
    EARLY_PULSE(SttProtocol.SMALLEST_PULSE, "/api/v1/pulse/get_text", true, Set.of("close_stream", "end")),
    /** A finalize ends the stream there, too: the vendor told the two apart only later. */
    LIGHTNING(SttProtocol.SMALLEST_LIGHTNING, "/api/v1/lightning/get_text", false, Set.of("end", "finalize")),
    LATER_LIGHTNING(SttProtocol.SMALLEST_LIGHTNING, "/waves/v1/lightning/get_text", false, Set.of("finalize"));

    final SttProtocol protocol;
    final String path;
    private final boolean flushes;
    private final Set<String> ends;

    PulsePath(SttProtocol protocol, String path, boolean flushes, Set<String> ends) {
        this.protocol = protocol;
        this.path = path;
        this.flushes = flushes;
        this.ends = ends;
    }

    /** The current one first. */
    static List<PulsePath> of(SttProtocol protocol) {
        return Stream.of(values()).filter(each -> each.protocol == protocol).toList();
    }

    boolean isLightning() {
        return protocol == SttProtocol.SMALLEST_LIGHTNING;
    }

    /** Whether a message of that type asks for the text so far, in mid-stream. */
    boolean flushes(String type) {
        return flushes && type.equals("finalize");
    }

    /** Whether a message of that type says that no audio follows. */
    boolean ends(String type) {
        return ends.contains(type);
    }

    /** The types that mean something here, for a client that sent another one. */
    String known() {
        return String.join(
                ", ",
                Stream.concat(Stream.of("finalize").filter(this::flushes), ends.stream())
                        .sorted()
                        .toList());
    }
}
