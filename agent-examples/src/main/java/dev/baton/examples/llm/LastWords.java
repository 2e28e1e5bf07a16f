package dev.baton.examples.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.agent.Reply;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import java.util.List;

/** The tools with which a model ends a call, or has it go on with a person. What they are to say is an argument: after them nobody asks the model again. */
record LastWords(ToolRun run) {
    static final String END_CALL = "end_call";
    static final String TRANSFER = "transfer_to_person";

    private static final String SAY = "say";
    private static final String TO = "to";
    private static final ObjectMapper JSON = new ObjectMapper();

    static final List<ToolSpecification> SPECIFICATIONS = List.of(
            ToolSpecification.builder()
                    .name(END_CALL)
                    .description("Hangs up, when the caller has said good-bye or nothing is left to do.")
                    .parameters(JsonObjectSchema.builder()
                            .addStringProperty(
                                    SAY,
                                    "Your good-bye, spoken before the line is closed. Leave it out if"
                                            + " you have said it already.")
                            .build())
                    .build(),
            ToolSpecification.builder()
                    .name(TRANSFER)
                    .description("Hands the call over to a person, when the caller asks for one or you cannot help.")
                    .parameters(JsonObjectSchema.builder()
                            .addStringProperty(TO, "Whom or which department, if that is known.")
                            .addStringProperty(
                                    SAY,
                                    "What the caller is told first. Leave it out if you have said it" + " already.")
                            .build())
                    .build());

    /** Whether this ends the agent's part of the call. */
    static boolean end(ToolRun run) {
        return run.request().name().equals(END_CALL) || run.request().name().equals(TRANSFER);
    }

    void say(Exchange exchange, Reply reply) {
        var arguments = arguments();
        String words = arguments.path(SAY).asText("").strip();
        if (!words.isEmpty() && !exchange.hasSaid(words)) {
            exchange.says(words);
            reply.say(words);
        }
        run.returned("done");
        if (run.request().name().equals(END_CALL)) {
            reply.endCall();
        } else {
            String to = arguments.path(TO).asText("").strip();
            reply.leave(to.isEmpty() ? "transfer" : "transfer:" + to);
        }
    }

    /** Whatever is wrong with them, the caller is not kept for it. */
    private JsonNode arguments() {
        try {
            return JSON.readTree(run.request().arguments());
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
