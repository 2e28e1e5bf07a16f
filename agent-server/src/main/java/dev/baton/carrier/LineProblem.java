package dev.baton.carrier;

/** What a peer can do wrong. The label is for metrics. */
public enum LineProblem {
    MALFORMED("malformed", 1007, "the peer speaks another protocol: check the route's transport"),
    OVERSIZED("oversized", 1009, "the peer speaks another protocol, or raise the message limit"),
    MISSING_START("missing_start", 1008, "see that the stream is bidirectional: nothing else can be answered"),
    UNSUPPORTED_MEDIA("unsupported_media", 1003, "configure one of the formats at the carrier that the route can take"),
    TOO_FAST("too_fast", 1008, "media must come at about the pace of speech"),
    NOT_READING("not_reading", 1008, "the peer takes no audio: check its network"),
    SILENT("silent", 1008, "the peer sends nothing: check its network, and that it streams both ways"),
    REPORTED_BY_PEER("reported_by_peer", 1011, "see the carrier's log for the call"),
    REFUSED("refused", 1013, "the agent takes no calls now"),
    /** Told and counted; the call goes on without the message. */
    OUT_OF_SEQUENCE("out_of_sequence", 0, "messages were lost, repeated or came out of order on the way"),
    /** Told and counted; the call goes on without the message. */
    UNKNOWN_STREAM("unknown_stream", 0, "the peer mixes calls on one connection"),
    /** Told and counted; the call goes on without the message. */
    UNKNOWN_KEY("unknown_key", 0, "keys are 0 to 9, *, # and A to D");

    private final String label;
    private final int closeCode;
    private final String remedy;

    LineProblem(String label, int closeCode, String remedy) {
        this.label = label;
        this.closeCode = closeCode;
        this.remedy = remedy;
    }

    public String label() {
        return label;
    }

    /** Whether the call goes on. */
    public boolean isHarmless() {
        return closeCode == 0;
    }

    /** The WebSocket close code that tells the peer; 0 where the call goes on. */
    public int closeCode() {
        return closeCode;
    }

    String remedy() {
        return remedy;
    }
}
