package dev.baton.examples.llm;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A language model behind OpenAI's chat completions, wherever it runs. Immutable, for any number of calls at once, which share its connections; nothing is connected to before the first question.
 */
public final class ChatEndpoint {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** A caller hangs up before; a model that is loaded with its first request needs most of it. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

    private static final String REQUESTS = "/chat/completions";

    private final URI url;
    private final String model;
    private final @Nullable String key;
    private final Duration answerTimeout;
    private final HttpClient http;

    private ChatEndpoint(URI url, String model, @Nullable String key, Duration answerTimeout, HttpClient http) {
        if (answerTimeout.isNegative() || answerTimeout.isZero()) {
            throw new IllegalArgumentException("answerTimeout must be positive, answerTimeout=" + answerTimeout);
        }
        this.url = url;
        this.model = model;
        this.key = key;
        this.answerTimeout = answerTimeout;
        this.http = http;
    }

    /**
     * @param url {@code http} or {@code https}; without a path {@code /v1} is meant, and {@code /chat/completions} may be part of it or not
     * @param model as the server calls it
     * @throws BatonException if the address is none that can be asked
     */
    public static ChatEndpoint of(URI url, String model) {
        boolean plain = "http".equalsIgnoreCase(url.getScheme());
        if (url.getHost() == null
                || (!plain && !"https".equalsIgnoreCase(url.getScheme()))
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "a language model's address is http or https, a host and a path, and this is none",
                    "",
                    "give one such as http://127.0.0.1:11434/v1; a key goes into OPENAI_API_KEY");
        }
        var http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT);
        if (plain) {
            // The offer to upgrade to HTTP/2, which the JDK's client would make, is more than some local servers bear.
            http.version(HttpClient.Version.HTTP_1_1);
        }
        return new ChatEndpoint(base(url), model, null, ANSWER_TIMEOUT, http.build());
    }

    private static URI base(URI url) {
        String text = url.toString().replaceAll("/+$", "");
        if (text.endsWith(REQUESTS)) {
            return URI.create(text.substring(0, text.length() - REQUESTS.length()));
        }
        boolean bare = url.getRawPath().replace("/", "").isEmpty();
        return URI.create(bare ? text + "/v1" : text);
    }

    /** @param secret sent with every request, and shown nowhere; null for a server that wants none */
    public ChatEndpoint withKey(@Nullable String secret) {
        return new ChatEndpoint(url, model, secret, answerTimeout, http);
    }

    /** @param duration so long the model may send nothing, from the question to its first word and from one to the next; 15 s unless said */
    public ChatEndpoint withAnswerTimeout(Duration duration) {
        return new ChatEndpoint(url, model, key, duration, http);
    }

    OpenAiStreamingChatModel model(CancellableHttp request) {
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(request)
                .baseUrl(url.toString())
                .apiKey(key)
                .modelName(model)
                .build();
    }

    HttpClient http() {
        return http;
    }

    Duration answerTimeout() {
        return answerTimeout;
    }

    Duration connectTimeout() {
        return CONNECT_TIMEOUT;
    }

    String modelName() {
        return model;
    }

    boolean hasKey() {
        return key != null;
    }

    /** For people, without the key. */
    @Override
    public String toString() {
        return url + REQUESTS;
    }
}
