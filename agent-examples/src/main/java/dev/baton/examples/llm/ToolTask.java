package dev.baton.examples.llm;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.Reply;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs one tool for the model, on a thread of its own, and waits for it as long as the caller does. What it returns or throws goes to the model, not to the caller. A caller who speaks meanwhile is
 * not kept waiting, but the tool goes on: half a booking is worse than one too many, of which the model learns.
 */
final class ToolTask {
    private static final long LOOK_MILLIS = 20;

    private final LlmHandler.Settings settings;
    private final ToolRun run;
    private final Reply reply;
    private final CountDownLatch done = new CountDownLatch(1);

    ToolTask(LlmHandler.Settings settings, ToolRun run, Reply reply) {
        this.settings = settings;
        this.run = run;
        this.reply = reply;
    }

    void await() throws InterruptedException {
        String name = run.request().name();
        var tool = settings.toolbox().tool(name);
        if (tool == null) {
            run.failed("there is no tool of this name");
            return;
        }
        var open = reply.tool(name);
        try {
            long limit = System.nanoTime() + settings.toolTimeout().toNanos();
            settings.executor().execute(() -> use(tool));
            while (!done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (reply.isCancelled()) {
                    return;
                }
                if (System.nanoTime() > limit) {
                    givenUp(name);
                    return;
                }
            }
        } finally {
            open.close();
        }
    }

    private void use(LlmTool tool) {
        try {
            run.returned(tool.use(run.request().arguments()));
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            run.failed(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            settings.problems()
                    .accept(new BatonException(
                            ErrorCode.HANDLER_FAILED,
                            "the tool " + run.request().name() + " threw "
                                    + e.getClass().getName(),
                            "told the language model that it failed",
                            "see the cause in the log",
                            e));
        } finally {
            done.countDown();
        }
    }

    private void givenUp(String name) {
        run.failed("it has not answered in time; whether it will have an effect is not known");
        settings.problems()
                .accept(new BatonException(
                        ErrorCode.HANDLER_STALLED,
                        "the tool " + name + " has not returned for "
                                + settings.toolTimeout().toMillis() + " ms",
                        "told the language model that it failed, and left it running",
                        "return sooner, or allow tools more time"));
    }
}
