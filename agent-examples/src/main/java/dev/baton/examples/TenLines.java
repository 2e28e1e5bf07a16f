package dev.baton.examples;

import dev.baton.audio.AudioSink;
import dev.baton.call.VoiceAgent;
import dev.baton.stt.SmallestPulse;
import dev.baton.stt.SpeechToText;
import dev.baton.transport.WavAudioSource;
import java.nio.file.Path;

/** The smallest voice agent: answers a recorded call and says back what it understood. */
public final class TenLines {
    private TenLines() {}

    /** Argument: a WAV file. The key comes from {@code SMALLEST_API_KEY}. */
    public static void main(String[] arguments) {
        var service = SmallestPulse.builder().language("en").build();
        answer(Path.of(arguments[0]), service);
    }

    static void answer(Path path, SpeechToText service) {
        var agent = VoiceAgent.builder()
                .speechToText(service)
                .turnHandler((utterance, reply) -> reply.say("You said: " + utterance.text()))
                .listener(System.out::println)
                .build();
        try (agent;
                var call = agent.answer(WavAudioSource.open(path), AudioSink.discard())) {
            call.completion().join();
        }
    }
}
