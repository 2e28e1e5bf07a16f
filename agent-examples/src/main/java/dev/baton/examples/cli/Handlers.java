package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.CallInfo;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.examples.appointment.AppointmentHandler;
import dev.baton.turn.Utterance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The handlers that {@code --handler} names. */
final class Handlers {
    static final String APPOINTMENT = "appointment";
    static final String ECHO = "echo";
    static final String SCRIPT = "script";
    private static final List<String> NAMES = List.of(APPOINTMENT, ECHO, SCRIPT, LlmOptions.NAME);

    private Handlers() {}

    /** For the help of {@code --handler}. */
    static final class Candidates extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Candidates() {
            super(NAMES);
        }
    }

    /**
     * @param script the lines of the script handler
     * @param llm the option of the language model that was given, if any
     * @param model how a language model answers; asked only if that is the name
     */
    static Supplier<TurnHandler> named(
            String name, @Nullable Path script, @Nullable String llm, Supplier<Supplier<TurnHandler>> model) {
        if (script != null && !name.equals(SCRIPT)) {
            throw misplaced("--script", SCRIPT, name);
        }
        if (llm != null && !name.equals(LlmOptions.NAME)) {
            throw misplaced(llm, LlmOptions.NAME, name);
        }
        return switch (name) {
            case APPOINTMENT -> AppointmentHandler::new;
            case ECHO -> () -> (utterance, reply) -> reply.say("You said: " + utterance.text() + ".");
            case SCRIPT -> {
                List<String> lines = lines(script);
                yield () -> new ScriptHandler(lines);
            }
            case LlmOptions.NAME -> model.get();
            default -> throw Names.unknown("handler", name, NAMES);
        };
    }

    private static BatonException misplaced(String option, String meant, String name) {
        return new BatonException(
                ErrorCode.BAD_USAGE,
                option + " is for --handler " + meant + ", not for --handler " + name,
                "",
                "leave one of them out");
    }

    private static List<String> lines(@Nullable Path script) {
        if (script == null) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE, "--handler script needs to know what to say", "", "add --script FILE");
        }
        return TextLines.read(script, "one reply per line, the greeting first");
    }

    /** Greets with its first line, answers each turn with the next, and hangs up after the last. */
    private static final class ScriptHandler implements TurnHandler {
        private final Iterator<String> lines;

        ScriptHandler(List<String> lines) {
            this.lines = lines.iterator();
        }

        @Override
        public void onCallStarted(CallInfo call, Reply reply) {
            reply.say(lines.next());
        }

        @Override
        public void onUtterance(Utterance utterance, Reply reply) {
            if (lines.hasNext()) {
                reply.say(lines.next());
            }
            if (!lines.hasNext()) {
                reply.endCall();
            }
        }
    }
}
