package dev.baton.examples.llm;

import dev.baton.agent.Heard;
import dev.baton.agent.Reply;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a model is told of a call so far: its instructions, then who said what, from the caller's point of view. Safe to use from any thread.
 *
 * <p>Bounded: the oldest exchanges are forgotten first, each as a whole, so that no result of a tool stands without its question.
 */
final class Conversation {
    /** A long call's worth; a small model's context of 8,192 tokens holds them and an answer. */
    private static final int MAX_CHARACTERS = 24_000;

    private final String instructions;
    private final int maxExchanges;
    private final Deque<Exchange> exchanges = new ArrayDeque<>();

    Conversation(String instructions, int maxExchanges) {
        this.instructions = instructions;
        this.maxExchanges = maxExchanges;
    }

    /**
     * The caller has said something, or it is the agent's turn to say something by itself. Where the same turn was told before and nobody heard of an answer, this takes its place.
     *
     * @param turn of the utterance, or 0
     */
    synchronized Exchange begin(int turn, String asked, Reply reply) {
        var last = exchanges.peekLast();
        Exchange exchange;
        if (turn > 0 && last != null && last.turn == turn && last.isUnheard()) {
            exchanges.removeLast();
            exchange = last.revised(asked, reply);
        } else {
            exchange = new Exchange(turn, asked, reply);
        }
        exchanges.addLast(exchange);
        forget();
        return exchange;
    }

    private void forget() {
        int length = exchanges.stream().mapToInt(Exchange::length).sum();
        while (exchanges.size() > 1 && (exchanges.size() > maxExchanges || length > MAX_CHARACTERS)) {
            length -= exchanges.removeFirst().length();
        }
    }

    /** Of the reply that was talked over last, only this was heard. */
    synchronized void wasHeard(Heard heard) {
        var newestFirst = exchanges.descendingIterator();
        while (newestFirst.hasNext()) {
            var exchange = newestFirst.next();
            if (exchange.turn == heard.turn() && exchange.isCancelled()) {
                exchange.wasCutOff(heard.text());
                return;
            }
        }
    }

    /** @param last what is to be answered now; what came after it is left out */
    synchronized List<ChatMessage> messages(Exchange last) {
        var messages = new ArrayList<ChatMessage>();
        messages.add(SystemMessage.from(instructions));
        var asked = new ArrayList<String>();
        for (var exchange : exchanges) {
            asked.add(exchange.asked());
            var answer = exchange.answer();
            if (!answer.isEmpty() || exchange == last) {
                // Turns that nobody answered are one message: many models take none but one at a time from each side.
                messages.add(UserMessage.from(String.join("\n", asked)));
                asked.clear();
                messages.addAll(answer);
            }
            if (exchange == last) {
                break;
            }
        }
        return messages;
    }
}
