package dev.baton.testkit.stt;

import dev.baton.testkit.audio.SoundDetector;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetectorProvider;

/** What a server takes for speech, and so where utterances begin and end. */
record StreamHearing(VoiceActivityDetectorProvider detector, SpeechGateConfig gate) {
    /** Any sound, since the words of a {@link dev.baton.testkit.audio.SyntheticCaller} are tones. */
    static final StreamHearing OF_SOUNDS = new StreamHearing(SoundDetector.provider(), SoundDetector.gate());
}
