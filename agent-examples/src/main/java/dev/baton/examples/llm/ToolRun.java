package dev.baton.examples.llm;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ToolExecutionResultMessage;

/** One use of a tool and what came of it, which may be later than anybody waits for. Safe to use from any thread. */
final class ToolRun {
    private final ToolExecutionRequest request;
    private String result = "This is still running; its result is not known.";
    private boolean failed;

    ToolRun(ToolExecutionRequest request) {
        this.request = request;
    }

    ToolExecutionRequest request() {
        return request;
    }

    synchronized void returned(String text) {
        result = text;
        failed = false;
    }

    /** @param why for the model, which may try otherwise, or tell the caller in its own words */
    synchronized void failed(String why) {
        result = "This failed: " + why;
        failed = true;
    }

    synchronized ToolExecutionResultMessage message() {
        return ToolExecutionResultMessage.builder()
                .id(request.id())
                .toolName(request.name())
                .text(result)
                .isError(failed)
                .build();
    }
}
