package dev.baton.examples.llm;

/** What a tool does. Called on a thread of the handler's executor; by several at once, where it serves several calls. */
@FunctionalInterface
public interface LlmTool {
    /**
     * @param arguments a JSON object, as the model wrote it: perhaps none that its specification allows
     * @return what came of it, for the model
     * @throws Exception whose message the model is told, as the reason why the tool failed
     */
    String use(String arguments) throws Exception;
}
