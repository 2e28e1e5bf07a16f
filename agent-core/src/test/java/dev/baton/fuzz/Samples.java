package dev.baton.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Good messages of every kind that services send, and bodies of refusals: what the broken ones are made from. */
public final class Samples {
    /** Said by the caller, so that it shows where it does not belong. */
    public static final String SPOKEN = "Zanzibar";

    /** Repeated by a service that should not, so that it shows where it must not be seen. */
    public static final String KEY = "sk/0123456789abcdef";

    public static final List<byte[]> PULSE = bytes(
            """
            {"type":"transcription","status":"success","session_id":"77-a","transcript":"Zanzibar for four, please. ",\
            "is_final":true,"is_last":false,"from_finalize":true,"language":"en","languages":["en"],\
            "words":[{"word":"Zanzibar","start":0.48,"end":0.7996,"confidence":0.91,"speaker":0},\
            {"word":"for","start":0.8,"end":0.95,"confidence":1},{"word":"four,","start":1.0,"end":1.3},\
            {"word":"please.","start":1.5,"end":1.4,"confidence":7}]}""",
            "{\"type\":\"transcription\",\"transcript\":\"table for\",\"transcription\":\"table for\",\"is_final\":false,\"is_last\":false}",
            "{\"session_id\":\"8\",\"transcript\":\"Zanzibar\",\"is_final\":\"true\",\"word_timestamps\":[{\"word\":\"half\",\"start\":\"2.0004\",\"end\":\"2.3\"}]}",
            "{\"type\":\"transcription\",\"transcript\":\"\",\"is_final\":true,\"is_last\":true,\"full_transcript\":\"all of it\"}",
            "{\"type\":\"speech_started\",\"session_id\":\"8\",\"timestamp\":1.2345}",
            "{\"type\":\"speech_ended\",\"session_id\":\"8\",\"timestamp\":3}",
            "{\"type\":\"error\",\"status\":\"error\",\"message\":\"key " + KEY + " may not\"}",
            "{\"status\":\"error\",\"error\":{\"message\":\"no such language\",\"code\":\"LANG_1\"}}",
            "{\"type\":\"emotion\",\"value\":\"glad\"}");

    public static final List<byte[]> DEEPGRAM = bytes(
            """
            {"type":"Results","channel_index":[0,1],"duration":2.25,"start":3.5,"is_final":true,"speech_final":true,\
            "channel":{"alternatives":[{"transcript":"Zanzibar and pizza.","confidence":0.97,"languages":["en"],\
            "words":[{"word":"zanzibar","start":3.6,"end":3.8496,"confidence":0.93,"punctuated_word":"Zanzibar"},\
            {"word":"and","start":3.9,"end":4.2,"confidence":1},{"word":"pizza","start":4.3,"end":4.9,"punctuated_word":"pizza."}]},\
            {"transcript":"Sand bar and pizza","confidence":0.4,"words":[]}]},"metadata":{"request_id":"q-7"},"from_finalize":false}""",
            "{\"type\":\"Results\",\"channel_index\":[0,1],\"is_final\":false,\"channel\":{\"alternatives\":[{\"transcript\":\"two lar\",\"words\":[]}]}}",
            "{\"type\":\"Results\",\"is_final\":true,\"from_finalize\":true,\"start\":4,\"duration\":1,\"channel\":{\"alternatives\":[{\"transcript\":\"\",\"words\":[]}]}}",
            "{\"type\":\"SpeechStarted\",\"channel\":[0],\"timestamp\":9.54}",
            "{\"type\":\"UtteranceEnd\",\"channel\":[0,1],\"last_word_end\":3.9}",
            "{\"type\":\"Metadata\",\"transaction_key\":\"deprecated\",\"request_id\":\"q-7\",\"duration\":4.8,\"channels\":1}",
            "{\"type\":\"Error\",\"description\":\"key " + KEY
                    + " may not\",\"message\":\"m\",\"variant\":\"DATA-0000\"}",
            "{\"err_code\":\"INVALID_AUTH\",\"err_msg\":\"no\",\"request_id\":\"q-7\"}");

    public static final List<byte[]> LIGHTNING = bytes(
            """
            {"session_id":"sess_a1","transcript":"Zanzibar a lot","full_transcript":"hello Zanzibar a lot","is_final":true,"is_last":false,\
            "language":"en","word_timestamps":[{"word":"Zanzibar","start":1.1,"end":1.4},{"word":"a","start":1.45,"end":1.5},\
            {"word":"lot","start":1.5,"end":1.8}]}""",
            """
            {"session_id":"sess_a1","transcript":"Zanzibar","is_final":true,"is_last":false,"language":"en","languages":["en","de"],\
            "words":[{"word":"Zanzibar","start":1.1,"end":1.4,"confidence":0.9,"speaker":"speaker_0","speaker_confidence":0.8}],\
            "utterances":[{"text":"Zanzibar","start":1.1,"end":1.4}],"redacted_entities":["[FIRSTNAME_1]"]}""",
            "{\"session_id\":\"sess_a1\",\"transcript\":\"hello Zan\",\"full_transcript\":\"hello Zan\",\"is_final\":false,\"is_last\":false,\"word_timestamps\":[]}",
            "{\"session_id\":\"sess_a1\",\"transcript\":\"\",\"full_transcript\":\"hello\",\"is_final\":true,\"is_last\":true,\"language\":\"en\",\"word_timestamps\":[]}",
            "{\"status\":\"error\",\"session_id\":\"sess_a1\",\"error\":{\"message\":\"key " + KEY
                    + " may not\",\"code\":\"STREAM_ERROR\"}}");
    public static final List<byte[]> DEEPGRAM_FLUX = bytes(
            "{\"type\":\"Connected\",\"request_id\":\"r-2\",\"sequence_id\":0}",
            turnInfo("StartOfTurn", 0, ""),
            turnInfo("Update", 0, "Zanzibar"),
            turnInfo("EagerEndOfTurn", 0, "Zanzibar please"),
            turnInfo("TurnResumed", 0, "Zanzibar please"),
            turnInfo("EndOfTurn", 0, "Zanzibar please"),
            turnInfo("Update", 1, "Zanzibar again"),
            turnInfo("EndOfTurn", 2, "Zanzibar"),
            "{\"type\":\"ConfigureSuccess\",\"sequence_id\":9,\"thresholds\":{\"eot_threshold\":0.8},\"keyterms\":[\"Zug\"]}",
            "{\"type\":\"ConfigureFailure\",\"request_id\":\"r-2\",\"sequence_id\":10}",
            "{\"type\":\"Error\",\"sequence_id\":11,\"code\":\"INTERNAL_SERVER_ERROR\",\"description\":\"key " + KEY
                    + " may not\"}");

    public static final List<byte[]> ASSEMBLYAI = bytes(
            "{\"type\":\"Begin\",\"id\":\"b2\",\"expires_at\":1893456000}",
            "{\"type\":\"SpeechStarted\",\"timestamp\":820}",
            turn(0, false, "Zanzibar"),
            turn(0, true, "Zanzibar for four"),
            turn(1, false, "please"),
            turn(2, true, "Zanzibar"),
            turn(3, true, ""),
            "{\"type\":\"Warning\",\"warning_code\":1,\"warning\":\"slow\"}",
            "{\"type\":\"Termination\",\"audio_duration_seconds\":9.1,\"session_duration_seconds\":9.4}",
            "{\"type\":\"Error\",\"error_code\":3007,\"error\":\"key " + KEY + " may not\"}");
    public static final List<byte[]> CAMB = bytes(
            "{\"type\":\"Ready\"}",
            """
            {"type":"Results","is_final":false,"start":3.5,"duration":0.0,"channel":{"alternatives":[\
            {"transcript":"Zanzibar and","confidence":0.9,"words":[{"word":"Zanzibar","start":3.6,"end":3.85,"confidence":0.93},\
            {"word":"and","start":3.9,"end":4.2,"confidence":1}]}]},"metadata":{"request_id":"q-7"}}""",
            """
            {"type":"Results","is_final":true,"start":3.5,"duration":1.4,"channel":{"alternatives":[\
            {"transcript":"Zanzibar and pizza.","confidence":0.97,"words":[{"word":"Zanzibar","start":3.6,"end":3.8496,"confidence":0.93},\
            {"word":"and","start":3.9,"end":4.2,"confidence":1},{"word":"pizza.","start":4.3,"end":4.9,"confidence":0.7}]}]},\
            "metadata":{"request_id":"q-7","model_uuid":"u","model_info":{"name":"boli-v5","version":"5"}}}""",
            "{\"type\":\"Results\",\"is_final\":false,\"start\":7,\"channel\":{\"alternatives\":[{\"transcript\":\"two lar\",\"words\":[]}]}}",
            "{\"type\":\"Results\",\"is_final\":false,\"channel\":{\"alternatives\":[{\"transcript\":\"\u4f60\u597d Zanzibar\",\"words\":[]}]}}",
            "{\"type\":\"Final\",\"start\":7,\"duration\":1,\"channel\":{\"alternatives\":[{\"transcript\":\"two large\",\"words\":[]}]}}",
            "{\"type\":\"Results\",\"is_final\":true}",
            "{\"type\":\"UtteranceEnd\",\"channel\":[0],\"last_word_end\":4.9}",
            "{\"type\":\"Error\",\"code\":\"auth\",\"message\":\"key " + KEY + " may not\"}",
            "{\"type\":\"Error\",\"code\":4001,\"description\":\"no\"}");

    public static final List<byte[]> CAMB_REALTIME = bytes(
            "{\"type\":\"session.starting\"}",
            "{\"type\":\"session.created\",\"session\":{\"id\":\"s-9\",\"mode\":\"fast\",\"model\":\"iris\",\"source_language\":\"en-us\",\"target_language\":\"fr-fr\",\"output_modalities\":[\"text\",\"audio\"],\"voice\":{\"type\":\"cloned\",\"voice_id\":4711}}}",
            "{\"type\":\"session.updated\",\"session\":{\"model\":\"lilac\",\"source_language\":\"en-us\",\"target_language\":\"fr-fr\"}}",
            "{\"type\":\"conversation.item.input_audio_transcription.delta\",\"delta\":\"Zanzi\"}",
            "{\"type\":\"conversation.item.input_audio_transcription.completed\",\"transcript\":\"Zanzibar please\"}",
            "{\"type\":\"response.text.delta\",\"delta\":\"Sansibar \"}",
            "{\"type\":\"response.text.done\",\"text\":\"Sansibar bitte\"}",
            "{\"type\":\"response.audio.delta\",\"delta\":\"AQACAAMABAAF\"}",
            "{\"type\":\"response.audio.done\"}",
            "{\"type\":\"error\",\"error\":{\"message\":\"key " + KEY + " may not\",\"code\":\"c1\",\"type\":\"t\"}}");

    public static final List<byte[]> TRANSCRIPTIONS = bytes(
            "{\"text\":\" Zanzibar for four,\\n please.\",\"usage\":{\"type\":\"duration\",\"seconds\":3}}",
            """
            {"task":"transcribe","language":"english","duration":2.5,"text":"Zanzibar for four.",\
            "segments":[{"id":0,"seek":0,"start":0.0,"end":2.5,"text":" Zanzibar for four.","tokens":[50364,400],\
            "temperature":0.0,"avg_logprob":-0.28,"compression_ratio":1.2,"no_speech_prob":0.98}],\
            "words":[{"word":"Zanzibar","start":0.48,"end":0.9},{"word":"for","start":0.9,"end":1.1},{"word":"four","start":1.5,"end":1.4}]}""",
            """
            {"duration":"2.5","text":" That's it.\\n","segments":[{"text":" That's it.","start":0,"end":5,\
            "words":[{"word":" That","start":0.16,"end":0.31,"probability":0.31},{"word":"'s","start":0.38,"end":0.49},\
            {"word":" it.","start":"0.6","end":0.8}]}]}""",
            "{\"text\":\" [BLANK_AUDIO]\"}",
            "{\"error\":\"failed to read audio data of " + KEY + "\"}");

    public static final List<byte[]> REFUSALS = bytes(
            "{\"message\":\"bad model\"}",
            "{\"error\":{\"message\":\"bad model, key " + KEY + "\",\"code\":3}}",
            "{\"detail\":[{\"loc\":[\"query\"],\"msg\":\"bad model\"}]}",
            "{\"errors\":[\"bad model\"]}",
            "{\"error\":{\"message\":\"bad model\",\"type\":\"invalid_request_error\",\"param\":\"model\",\"code\":\"model_not_found\"}}",
            "bad model of " + KEY,
            "<!DOCTYPE html><html><body>Welcome</body></html>",
            "{\"status\":400}",
            "120",
            "Fri, 20 Nov 2026 20:05:22 GMT");

    public static final List<byte[]> ALL = Stream.of(
                    PULSE,
                    DEEPGRAM,
                    LIGHTNING,
                    DEEPGRAM_FLUX,
                    ASSEMBLYAI,
                    CAMB,
                    CAMB_REALTIME,
                    TRANSCRIPTIONS,
                    REFUSALS)
            .flatMap(List::stream)
            .toList();

    private Samples() {}

    private static String turnInfo(String event, int turn, String text) {
        return "{\"type\":\"TurnInfo\",\"request_id\":\"r-2\",\"sequence_id\":7,\"event\":\"" + event
                + "\",\"turn_index\":" + turn
                + ",\"audio_window_start\":4.0,\"audio_window_end\":6.32,\"transcript\":\"" + text
                + "\",\"words\":[{\"word\":\"Zanzibar\",\"confidence\":0.97,\"start\":5.1,\"end\":5.3}],\"end_of_turn_confidence\":0.8}";
    }

    private static String turn(int order, boolean end, String text) {
        return "{\"type\":\"Turn\",\"turn_order\":" + order + ",\"turn_is_formatted\":false,\"end_of_turn\":" + end
                + ",\"transcript\":\"" + text
                + "\",\"words\":[{\"text\":\"Zanzibar\",\"start\":840,\"end\":900,\"confidence\":0.9,\"word_is_final\":true},{\"text\":\"fo\",\"start\":950,\"end\":960,\"word_is_final\":false}]}";
    }

    private static List<byte[]> bytes(String... messages) {
        return Stream.of(messages)
                .map(each -> each.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
