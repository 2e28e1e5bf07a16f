package dev.baton.stt;

import dev.baton.internal.stt.Segmentation;
import dev.baton.internal.stt.SegmentedSession;
import java.net.URI;
import java.time.Duration;

/**
 * Any server with OpenAI's endpoint for whole recordings, {@code POST /v1/audio/transcriptions}: OpenAI's own, and those that run on this machine without an account, such as whisper.cpp's server,
 * speaches, LocalAI or vLLM.
 *
 * <pre>{@code
 * var local = OpenAiTranscriptions.builder().url(URI.create("http://127.0.0.1:8080")).language("en").build();
 * var hosted = OpenAiTranscriptions.builder().language("en").build(); // key from OPENAI_API_KEY
 * }</pre>
 *
 * A voice activity detector of our own cuts the stream into stretches of speech, and each goes as one WAV file of 16 kHz. There are no interims. Where the call asks for final text, what is open is cut there, and
 * the final that has all audio up to there is marked as the answer; so the server's time lies in the quiet that ends a turn, as far as it is shorter. Servers take 0.3 to 2 s for a segment: by default a call
 * asks 0.3 s before the quiet is over ({@link SttCapabilities#usualAnswerTime()}) and waits 3 s for the answer ({@link SttCapabilities#settleTimeout()}).
 *
 * <p>A session says {@link SttEvent.Ready} at once: there is nothing to connect to before somebody has spoken. So an address or a key that is wrong shows with the first segment. Errors that another attempt may
 * mend are tried again with the same segment; after that the session ends like a connection that was lost, and a call sends the audio again on the next one.
 *
 * <p>Word times count as those of a stream do. Where the server gives none, the words are spread over the speech of their segment by length: good enough to tell whose turn a word belongs to, not to cut audio; their
 * confidence is null. The last word of a segment reaches the end of its speech. Immutable, and safe for use by many threads.
 *
 * <p>What is asked and answered, as far as servers were read (their source, documents and issues, November 2026): form fields {@code file}, {@code model}, {@code language}, {@code prompt}, {@code
 * temperature}, {@code response_format} and {@code timestamp_granularities[]} (OpenAI's reference of the endpoint); {@code verbose_json} is refused by {@code gpt-4o-transcribe}, which takes {@code json} and
 * {@code text} (vercel/ai issue 8214), and by models of vLLM that have no times (vllm-project/vllm issue 14818); word times need {@code verbose_json} (speaches-ai/speaches issue 58); whisper.cpp's server
 * ignores {@code model} and listens at {@code /inference} unless started with {@code --inference-path} (ggml-org/whisper.cpp pull request 2270); OpenAI refuses recordings below 0.1 s ({@code
 * audio_too_short}).
 */
public final class OpenAiTranscriptions implements SpeechToText {
    private final Segmentation settings;
    private final SttCapabilities capabilities;

    OpenAiTranscriptions(Segmentation settings, SttCapabilities capabilities) {
        this.settings = settings;
        this.capabilities = capabilities;
    }

    public static OpenAiTranscriptionsBuilder builder() {
        return new OpenAiTranscriptionsBuilder(System::getenv);
    }

    @Override
    public String name() {
        return settings.link().name();
    }

    @Override
    public String address() {
        return settings.link().address();
    }

    @Override
    public SttCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public int sampleRateHz() {
        return settings.link().sampleRateHz();
    }

    @Override
    public SttSession open(SttTransport transport, SttListener listener) {
        return SegmentedSession.open(settings, transport, listener);
    }

    /** Name and address; never the key. */
    @Override
    public String toString() {
        return settings.link().toString();
    }

    URI uri() {
        return settings.link().uri();
    }

    boolean showsAKey() {
        return settings.link().headers().containsKey("Authorization");
    }

    Duration closeTimeout() {
        return settings.link().closeTimeout();
    }
}
