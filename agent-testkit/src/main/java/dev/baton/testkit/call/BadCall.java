package dev.baton.testkit.call;

import dev.baton.agent.CallInfo;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.journal.JournalSink;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Calls that a caller would complain about, because one thing is set wrong or too slow. Each is held by the whole pipeline on virtual time and so is the same every time: for tools that look for what went wrong, and for people who want to see what
 * it looks like.
 */
@SuppressWarnings("ImmutableEnumChecker") // what is said has no state
public enum BadCall {
    /** A caller thinks for 700 ms in the middle of a sentence, and 500 ms of quiet end a turn. */
    CUT_OFF(call -> call.say("i would like to order").pause(millis(700)).say("two margherita please")),
    /** A number is dictated in two groups, and the question did not ask for patience. */
    SPLIT_NUMBER(call -> call.say("five five five").pause(millis(800)).say("one two three four")),
    /** The caller talks over a long answer, and it takes 1.2 s of speech to interrupt it. */
    DOUBLE_TALK(call -> call.say("two margherita").pause(millis(1_500)).say("no wait i said three margherita please")),
    /** The same, and it takes four words, of a recogniser that has to hear them first. */
    MANY_WORDS(call -> call.say("two margherita").pause(millis(1_500)).say("no wait i said three margherita please")),
    /** The line returns what the agent says, and nothing guards it. */
    ECHO(call -> call.say("two margherita").pause(millis(1_000)).say("so you want")),
    /** A door slams while the agent speaks. */
    FALSE_INTERRUPTION(call -> call.say("two margherita")
            .pause(millis(1_200))
            .makeNoise(millis(450))
            .pause(millis(6_000))),
    /** The caller is done, and 2.5 s of quiet are asked for. */
    DEAD_AIR(call -> call.say("two margherita")),
    /** The handler thinks for three seconds. */
    SLOW_HANDLER(call -> call.say("two margherita")),
    /** The voice does. */
    SLOW_VOICE(call -> call.say("two margherita")),
    /** The recogniser takes three seconds for its final text, and is waited for. */
    SLOW_RECOGNISER(call -> call.say("two margherita")),
    /** What the caller says is no word to the recogniser, as in a language that it was not told. */
    NO_TEXT(call -> call.makeNoise(millis(1_500)).pause(millis(7_000))),
    /** The caller does not answer, and nobody asks again. */
    SILENT_CALLER(call -> call.pause(millis(12_000)));

    private static final Duration REAL_TIME_LIMIT = Duration.ofSeconds(10);
    private static final Duration SLOW = Duration.ofSeconds(3);

    private final Consumer<TestCall> conversation;

    BadCall(Consumer<TestCall> conversation) {
        this.conversation = conversation;
    }

    /** {@code cut-off} for {@link #CUT_OFF}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Holds the call; takes some tens of milliseconds.
     *
     * @param journal as {@link TestCall.Builder#journal} wants it
     */
    public void hold(JournalSink journal) {
        hold(journal, Map.of());
    }

    /** @param changes settings that are to be otherwise, as {@link TurnConfig.Builder#set} reads them: do they mend it? */
    public void hold(JournalSink journal, Map<String, String> changes) {
        var time = new VirtualTime(REAL_TIME_LIMIT);
        var handler = new OrderTaker(time, this == SLOW_HANDLER ? SLOW : Duration.ZERO);
        var settings = TurnConfig.builder();
        wrongSettings().forEach(settings::set);
        changes.forEach(settings::set);
        var builder =
                TestCall.builder(handler).time(time).turns(settings.build()).journal(journal);
        if (this == SLOW_VOICE) {
            builder.voiceTakes(SLOW);
        } else if (this == SLOW_RECOGNISER) {
            builder.recogniserTakes(SLOW);
        }
        try (var call = builder.start()) {
            call.awaitReply();
            conversation.accept(call);
            call.pause(millis(5_000));
        }
    }

    private Map<String, String> wrongSettings() {
        return switch (this) {
            case DOUBLE_TALK -> Map.of("turn.min-interruption", "1200ms");
            case MANY_WORDS -> Map.of("turn.min-interruption-words", "4");
            case DEAD_AIR -> Map.of("turn.min-endpointing", "2500ms");
            case SLOW_RECOGNISER -> Map.of("turn.finalize-timeout", "5s");
            default -> Map.of();
        };
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** Reads orders back at length, so that there is something to talk over. */
    private static final class OrderTaker implements TurnHandler {
        private final VirtualTime time;
        private final Duration thinks;

        private OrderTaker(VirtualTime time, Duration thinks) {
            this.time = time;
            this.thinks = thinks;
        }

        @Override
        public void onCallStarted(CallInfo call, Reply reply) {
            reply.say("Pizza line. What can I get you?");
        }

        @Override
        public void onUtterance(Utterance utterance, Reply reply) throws InterruptedException {
            if (!thinks.isZero()) {
                time.sleep(thinks);
            }
            reply.say("So you want " + utterance.text()
                    + ". It takes half an hour, and you pay at the door. Anything else?");
        }
    }
}
