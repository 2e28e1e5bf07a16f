package dev.baton.testkit.call;

import dev.baton.agent.TurnHandler;
import dev.baton.call.CallEvent;
import java.time.Duration;
import java.util.List;

/**
 * A handler by text alone, to try out a dialogue: typed turns in, replies out.
 *
 * <pre>{@code
 *  try (var chat = TextConversation.with(new PizzaLine())) {
 *      chat.greeting();                    // [Pizza line. What can I get you?]
 *      chat.type("two margherita");        // [So you want two margherita. Anything else?]
 *  }
 * }</pre>
 *
 * The handler cannot tell it from a call: greeting, patience, {@code endCall} and what is told at the end are the real ones. Each typed text is one turn. Belongs to one thread.
 */
public final class TextConversation implements AutoCloseable {
    /** So long a handler may keep silent, in time of the call, before that counts as its answer. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /** Between a reply and the next turn. */
    private static final Duration BREATH = Duration.ofMillis(500);

    private static final Duration TURN_LIMIT = Duration.ofMinutes(2);

    private final TestCall call;
    private final List<String> greeting;

    private TextConversation(TurnHandler handler) {
        call = TestCall.builder(handler).withoutVoice().start();
        greeting = repliesTo(0);
    }

    /** The conversation has begun. */
    public static TextConversation with(TurnHandler handler) {
        return new TextConversation(handler);
    }

    /** What the handler said by itself when the conversation began. */
    public List<String> greeting() {
        return greeting;
    }

    /**
     * One turn of the person.
     *
     * @return what the handler said to it; nothing if it kept silent for 5 s of the call
     * @throws AssertionError if the conversation is over, or the handler threw or hangs
     */
    public List<String> type(String text) {
        int before = call.utterances().size();
        call.say(text);
        if (!call.runUntil(() -> call.utterances().size() > before, TURN_LIMIT)) {
            throw new AssertionError("\"" + text + "\" never reached the handler: " + call);
        }
        return repliesTo(call.utterances().get(before).turn());
    }

    /** Whether the handler has ended it. */
    public boolean isOver() {
        return call.isOver();
    }

    private List<String> repliesTo(int turn) {
        call.runUntil(
                () -> call.all(CallEvent.ReplyFinished.class).stream().anyMatch(reply -> reply.turn() == turn),
                SILENCE);
        call.runUntil(call::isOver, BREATH); // a handler that ended the call has ended it by then
        return call.all(CallEvent.ReplyText.class).stream()
                .filter(reply -> reply.turn() == turn)
                .map(CallEvent.ReplyText::text)
                .toList();
    }

    @Override
    public void close() {
        call.close();
    }
}
