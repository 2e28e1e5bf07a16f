package dev.baton.examples.llm;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.langchain4j.exception.HttpException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;

/**
 * Why there is no answer, for a person. Messages of exceptions are not repeated and exceptions not passed on: what a server or a JSON parser says may hold the key, or what the caller said.
 */
final class Trouble {
    private Trouble() {}

    static BatonException of(Throwable error, ChatEndpoint endpoint) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException refusal) {
                return status(refusal.statusCode(), endpoint);
            }
            if (cause instanceof HttpConnectTimeoutException) {
                return unreachable(
                        "no connection within "
                                + seconds(endpoint.connectTimeout().toMillis()),
                        endpoint);
            }
            if (cause instanceof UnresolvedAddressException) {
                return unreachable("nobody knows the host", endpoint);
            }
            if (cause instanceof ConnectException) {
                return unreachable("nobody accepts a connection there", endpoint);
            }
            if (cause instanceof com.fasterxml.jackson.core.JsonProcessingException) {
                return new BatonException(
                        ErrorCode.HANDLER_FAILED,
                        "the language model at " + endpoint + " sent an event that is no chat completion",
                        asked(endpoint),
                        "see that the address is that of an OpenAI-compatible endpoint, with curl for example");
            }
            if (cause instanceof IOException) {
                return incomplete(endpoint);
            }
        }
        return new BatonException(
                ErrorCode.HANDLER_FAILED,
                "the language model at " + endpoint + " could not be asked ("
                        + error.getClass().getSimpleName() + ")",
                asked(endpoint),
                "check the address, the model and the key");
    }

    static BatonException silent(ChatEndpoint endpoint) {
        return new BatonException(
                ErrorCode.HANDLER_FAILED,
                "the language model at " + endpoint + " has sent nothing for "
                        + seconds(endpoint.answerTimeout().toMillis()),
                asked(endpoint) + ", and aborted the request",
                "ask a smaller or faster model, ask it once before the call so that it is loaded, or allow it more time");
    }

    static BatonException incomplete(ChatEndpoint endpoint) {
        return new BatonException(
                ErrorCode.HANDLER_FAILED,
                "the language model at " + endpoint + " ended its answer in the middle",
                asked(endpoint) + ", and the connection ended before the answer said that it was complete",
                "see the server's log");
    }

    static BatonException empty(ChatEndpoint endpoint) {
        return failed(
                "the language model at " + endpoint + " gave an empty answer",
                asked(endpoint),
                "ask another model, or see whether its server leaves out what it wrote, such as its thoughts");
    }

    static BatonException onlyTools(ChatEndpoint endpoint, int rounds) {
        return failed(
                "the language model at " + endpoint + " goes on asking for tools instead of answering",
                "gave it the results of " + rounds + " rounds of tools, then told it to answer without",
                "say in the prompt when to use which tool, or allow more rounds");
    }

    private static BatonException unreachable(String why, ChatEndpoint endpoint) {
        return new BatonException(
                ErrorCode.HANDLER_FAILED,
                "the language model at " + endpoint + " cannot be reached",
                why,
                "start the server, or correct its address");
    }

    private static BatonException status(int status, ChatEndpoint endpoint) {
        String what = "the language model at " + endpoint + " ";
        return switch (status) {
            case 401, 403 ->
                failed(
                        what + "refuses the key (" + status + ")",
                        endpoint.hasKey() ? "sent the key that was given" : "sent no key",
                        "set OPENAI_API_KEY to a key of that service");
            case 404 ->
                failed(
                        what + "is not there (404)",
                        asked(endpoint),
                        "check the path, which often ends with /v1, and the model's name");
            case 429 ->
                failed(
                        what + "has had too many requests (429)",
                        asked(endpoint),
                        "wait, hold fewer calls at once, or have the service's limit raised");
            default ->
                failed(
                        what + (status >= 500 ? "has failed (" : "does not take the request (") + status + ")",
                        asked(endpoint),
                        status >= 500
                                ? "see the server's log, or the service's status page"
                                : "check that the model is there, and that it can chat, stream and use tools");
        };
    }

    private static BatonException failed(String what, String tried, String remedy) {
        return new BatonException(ErrorCode.HANDLER_FAILED, what, tried, remedy);
    }

    private static String asked(ChatEndpoint endpoint) {
        return "asked model \"" + endpoint.modelName() + "\"";
    }

    private static String seconds(long millis) {
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
