package dev.baton.internal.call;

import dev.baton.agent.TurnHandler;
import dev.baton.call.CallListener;
import dev.baton.stt.SpeechToText;
import dev.baton.tts.TextToSpeech;
import dev.baton.turn.Endpointer;
import dev.baton.turn.TurnConfig;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetector;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all calls of an agent share.
 *
 * @param detectors makes a call's detector
 * @param endpointer the application's, null where the settings name one
 * @param voice null where replies are text
 * @param handlerStall after so long a method of the handler counts as hung
 * @param handlerGrace so long the handler may go on after the call's end before its thread is interrupted, and once more before the call is given up
 */
public record CallSetup(
        SpeechToText speechToText,
        Detectors detectors,
        SpeechGateConfig gate,
        TurnConfig turns,
        @Nullable Endpointer endpointer,
        Supplier<TurnHandler> handlers,
        @Nullable TextToSpeech voice,
        Executor handlerExecutor,
        CallListener listener,
        Duration handlerStall,
        Duration handlerGrace) {
    /** With an endpointer that the settings name. */
    public CallSetup(
            SpeechToText speechToText,
            Detectors detectors,
            SpeechGateConfig gate,
            TurnConfig turns,
            Supplier<TurnHandler> handlers,
            @Nullable TextToSpeech voice,
            Executor handlerExecutor,
            CallListener listener,
            Duration handlerStall,
            Duration handlerGrace) {
        this(
                speechToText,
                detectors,
                gate,
                turns,
                null,
                handlers,
                voice,
                handlerExecutor,
                listener,
                handlerStall,
                handlerGrace);
    }

    @FunctionalInterface
    public interface Detectors {
        /** One that works at the line's rate, which saves a conversion, or at the recogniser's, or at another. */
        VoiceActivityDetector create(int lineHz, int recogniserHz);

        /** As people type it; empty where it has no name. */
        default String name() {
            return "";
        }

        /** The rate of the one that is made for these. */
        default int sampleRateHz(int lineHz, int recogniserHz) {
            return recogniserHz;
        }
    }
}
