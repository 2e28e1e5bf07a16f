package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Messages as the services also send them. Each changes its argument; what has no such field stays. */
final class FaultRewrites {
    private FaultRewrites() {}

    static void withoutType(ObjectNode message) {
        if (message.has("transcript")) {
            message.remove("type");
            message.remove("status");
        }
    }

    static void transcriptionOnly(ObjectNode message) {
        message.remove("transcript");
    }

    static void wordTimestamps(ObjectNode message) {
        JsonNode words = message.remove("words");
        if (words != null) {
            message.set("word_timestamps", words);
        }
    }

    static void typedFinal(ObjectNode message) {
        message.put("type", "Final").remove("is_final");
    }

    static void withoutWords(ObjectNode message) {
        MessageJson.segment(message).remove("words");
        message.remove("word_timestamps");
    }

    static void withoutFullTranscript(ObjectNode message) {
        message.remove("full_transcript");
    }

    static void typed(ObjectNode message) {
        if (message.has("transcript")) {
            message.put("type", "transcription").put("status", "success");
        }
    }

    static void notLast(ObjectNode message) {
        message.put("is_last", false);
    }

    static void marked(ObjectNode message) {
        message.put("from_finalize", true);
    }

    static void unmarked(ObjectNode message) {
        if (message.has("channel")) {
            message.put("from_finalize", false);
        } else {
            message.remove("from_finalize");
        }
    }

    /** About no audio, right after what it was about. */
    static void emptied(ObjectNode message) {
        ObjectNode segment = MessageJson.segment(message);
        for (String text : new String[] {"transcript", "transcription"}) {
            if (segment.has(text)) {
                segment.put(text, "");
            }
        }
        for (String list : new String[] {"words", "utterances"}) {
            if (segment.has(list)) {
                segment.putArray(list);
            }
        }
        if (message.has("duration")) {
            double end =
                    message.path("start").asDouble() + message.path("duration").asDouble();
            message.put("start", Math.round(end * 1000) / 1000.0).put("duration", 0.0);
        }
    }

    static void withoutSequence(ObjectNode message) {
        message.put("sequence_id", 0);
    }

    /** Of a service that says that it listens. */
    static boolean isGreeting(Message message) {
        return List.of("Begin", "Connected", "Ready").contains(message.name());
    }

    static boolean isFormatted(Message message) {
        return message.name().equals("final")
                && MessageJson.parse(message).path("turn_is_formatted").asBoolean();
    }

    static boolean isEmptyAnswer(Message message) {
        return message.kind() == Message.Kind.ANSWER
                && MessageJson.segment(MessageJson.parse(message))
                        .path("transcript")
                        .asText()
                        .isEmpty();
    }
}
