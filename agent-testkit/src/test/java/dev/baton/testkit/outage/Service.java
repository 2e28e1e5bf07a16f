package dev.baton.testkit.outage;

import dev.baton.stt.AssemblyAi;
import dev.baton.stt.CambListen;
import dev.baton.stt.Deepgram;
import dev.baton.stt.DeepgramFlux;
import dev.baton.stt.OpenAiTranscriptions;
import dev.baton.stt.SmallestLightning;
import dev.baton.stt.SmallestPulse;
import dev.baton.stt.SpeechToText;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.stt.SttProtocol;
import java.net.URI;
import java.time.Duration;

/** The services whose emulators the tests break. */
enum Service {
    PULSE(SttProtocol.SMALLEST_PULSE) {
        @Override
        SpeechToText client(String address) {
            return SmallestPulse.builder().url(URI.create(address + path())).build();
        }
    },
    DEEPGRAM(SttProtocol.DEEPGRAM) {
        @Override
        SpeechToText client(String address) {
            return Deepgram.builder().url(URI.create(address + path())).build();
        }
    },
    LIGHTNING(SttProtocol.SMALLEST_LIGHTNING) {
        @Override
        SpeechToText client(String address) {
            return SmallestLightning.builder().url(URI.create(address + path())).build();
        }
    },
    DEEPGRAM_FLUX(SttProtocol.DEEPGRAM_FLUX) {
        @Override
        SpeechToText client(String address) {
            return DeepgramFlux.builder().url(URI.create(address + path())).build();
        }
    },
    ASSEMBLYAI(SttProtocol.ASSEMBLYAI) {
        @Override
        SpeechToText client(String address) {
            return AssemblyAi.builder().url(URI.create(address + path())).build();
        }
    },
    CAMB(SttProtocol.CAMB_LISTEN) {
        @Override
        SpeechToText client(String address) {
            return CambListen.builder().url(URI.create(address + path())).build();
        }
    },
    OPENAI_TRANSCRIPTIONS(SttProtocol.OPENAI_TRANSCRIPTIONS) {
        @Override
        SpeechToText client(String address) {
            return OpenAiTranscriptions.builder()
                    .voiceActivityDetector(SoundDetector.provider())
                    .speechGate(SoundDetector.gate().withHangover(Duration.ofMillis(500)))
                    .url(URI.create(address.replaceFirst("^ws", "http") + path()))
                    .build();
        }
    };

    private final SttProtocol protocol;

    Service(SttProtocol protocol) {
        this.protocol = protocol;
    }

    SttProtocol protocol() {
        return protocol;
    }

    String path() {
        return protocol.path();
    }

    /** @param address scheme, host and port */
    abstract SpeechToText client(String address);

    /** For a network that is none. */
    SpeechToText client() {
        return client("ws://127.0.0.1:1");
    }
}
