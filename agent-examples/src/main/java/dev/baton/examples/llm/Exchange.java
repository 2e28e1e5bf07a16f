package dev.baton.examples.llm;

import dev.baton.agent.Reply;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the caller said and what the agent answered, as far as it was heard. Safe to use from any thread.
 *
 * <p>A reply that was not cancelled has been heard, or will be before anything else is: all of it counts. Of one that was cancelled only that counts which the call says was heard. What tools did
 * counts in any case; it has happened.
 */
final class Exchange {
    /** How the model learns where it was cut off. */
    static final String INTERRUPTED = "[interrupted by the caller]";

    /** What was said, and then the tools that were used. */
    private record Round(String text, List<ToolRun> tools) {}

    final int turn;
    private final String asked;
    private final Reply reply;
    private final List<Round> rounds = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable String heard;

    /**
     * @param turn of the utterance; 0 for what the agent says by itself
     * @param asked the caller's words, or a note in square brackets
     */
    Exchange(int turn, String asked, Reply reply) {
        this.turn = turn;
        this.asked = asked;
        this.reply = reply;
    }

    /** The same turn, told anew; what tools did for its earlier form stays done. */
    synchronized Exchange revised(String newAsked, Reply newReply) {
        var exchange = new Exchange(turn, newAsked, newReply);
        rounds.stream()
                .filter(round -> !round.tools.isEmpty())
                .forEach(round -> exchange.rounds.add(new Round("", round.tools)));
        return exchange;
    }

    /** Whether nobody has heard anything of its answer, nor will. */
    synchronized boolean isUnheard() {
        return reply.isCancelled() && (heard == null || heard.isBlank());
    }

    boolean isCancelled() {
        return reply.isCancelled();
    }

    synchronized void says(String piece) {
        text.append(piece);
    }

    synchronized boolean hasSaid(String words) {
        return text.indexOf(words) >= 0 || rounds.stream().anyMatch(round -> round.text.contains(words));
    }

    synchronized void uses(List<ToolRun> tools) {
        rounds.add(new Round(text.toString(), List.copyOf(tools)));
        text.setLength(0);
    }

    synchronized void wasCutOff(String heardText) {
        heard = heardText;
    }

    String asked() {
        return asked;
    }

    /** The agent's part, in the form that a model is given; nothing if it did nothing and nobody heard anything. */
    synchronized List<ChatMessage> answer() {
        boolean cut = reply.isCancelled();
        var messages = new ArrayList<ChatMessage>();
        for (var round : rounds) {
            var requests = round.tools.stream().map(ToolRun::request).toList();
            boolean silent = cut || round.text.isBlank();
            messages.add(silent ? AiMessage.from(requests) : AiMessage.from(round.text, requests));
            round.tools.forEach(run -> messages.add(run.message()));
        }
        String last = cut ? heardPart() : text.toString();
        if (!last.isBlank()) {
            messages.add(AiMessage.from(last));
        }
        return messages;
    }

    private String heardPart() {
        return heard == null || heard.isBlank() ? "" : heard + " " + INTERRUPTED;
    }

    synchronized int length() {
        int length = asked.length() + text.length();
        for (var round : rounds) {
            length += round.text.length();
            for (var run : round.tools) {
                length += run.request().arguments().length()
                        + run.message().text().length();
            }
        }
        return length;
    }
}
