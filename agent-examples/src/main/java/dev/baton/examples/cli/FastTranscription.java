package dev.baton.examples.cli;

import dev.baton.audio.AudioFormat;
import dev.baton.audio.resample.Resamplers;
import dev.baton.call.CallEvent;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

/** Sends a recording as fast as its recogniser takes it, and shows what comes back; without a call. */
final class FastTranscription {
    private static final Duration CHUNK = Duration.ofMillis(100);

    private final SpeechToText service;
    private final CallView view;
    private final Console console;
    private final CallStory nothing = new CallStory();
    private final AtomicLong sentSamples = new AtomicLong();
    private volatile boolean failed;
    private volatile boolean stopped;

    /** @param view shown finals and interims at the place in the recording that had been sent by then */
    FastTranscription(SpeechToText service, CallView view, Console console) {
        this.service = service;
        this.view = view;
        this.console = console;
    }

    /**
     * Returns when the service has said everything.
     *
     * @return an exit status
     */
    int run(AudioInput input) throws IOException {
        var stream = SttStream.builder(service)
                .onEvent(this::show)
                .onError(error -> {
                    failed = true;
                    console.complain(error.reason());
                })
                .open();
        try (stream;
                var interruption = Interruption.ends(() -> stopped = true)) {
            send(input, stream);
            boolean asked = stream.closeStream().join().asked();
            return interruption.happened() ? Baton.INTERRUPTED : asked && !failed ? Baton.DONE : Baton.FAILED;
        }
    }

    private void send(AudioInput input, SttStream stream) throws IOException {
        AudioFormat format = input.format();
        try {
            SampleConversion.convert(
                    input,
                    Resamplers.create(format.sampleRateHz(), service.sampleRateHz()),
                    CHUNK,
                    (samples, offset, length) -> {
                        if (!stopped && length > 0) {
                            stream.send(samples, offset, length).join();
                            sentSamples.addAndGet(length);
                        }
                    });
        } catch (CompletionException e) {
            // The stream has ended before the recording did, and has said why.
            failed = true;
        }
    }

    private void show(SttEvent event) {
        var at = Duration.ofMillis(sentSamples.get() * 1_000 / service.sampleRateHz());
        if (event instanceof SttEvent.Interim text) {
            view.show(new CallEvent.Interim(at, text.text()), nothing);
        } else if (event instanceof SttEvent.Final text && !text.text().isBlank()) {
            view.show(new CallEvent.Final(at, text.text()), nothing);
        } else if (event instanceof SttEvent.Error error) {
            view.show(new CallEvent.Problem(at, error.reason(), !error.fatal()), nothing);
        }
    }
}
