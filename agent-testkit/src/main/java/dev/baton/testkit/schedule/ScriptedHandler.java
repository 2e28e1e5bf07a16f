package dev.baton.testkit.schedule;

import dev.baton.agent.Answer;
import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.agent.Heard;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.internal.call.CallLoop;
import dev.baton.testkit.schedule.promise.CallTrace;
import dev.baton.testkit.schedule.promise.Entry;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The application: does in its nth invocation what the schedule's nth plan says. Runs on the call's loop. */
final class ScriptedHandler implements TurnHandler {
    private static final long MILLI = 1_000_000;
    private static final int EXPECTED_DIGITS = 7;

    private final Schedule schedule;
    private final CallTrace trace;
    private final LongSupplier clock;
    private final CallLoop loop;
    private final List<Reply> replies = new ArrayList<>();
    private int tasks;

    ScriptedHandler(Schedule schedule, CallTrace trace, LongSupplier clock, CallLoop loop) {
        this.schedule = schedule;
        this.trace = trace;
        this.clock = clock;
        this.loop = loop;
    }

    /** Where the handler's methods run: on the loop, once a thread is free for them. */
    void execute(Runnable method) {
        int startMillis = schedule.reply(tasks++).startMillis();
        if (startMillis == 0) {
            loop.execute(method);
        } else {
            loop.schedule(startMillis * MILLI, method);
        }
    }

    @Override
    public void onCallStarted(CallInfo call, Reply reply) {
        answer(null, reply);
    }

    @Override
    public void onUtterance(Utterance utterance, Reply reply) {
        answer(utterance, reply);
    }

    @Override
    public void onIdle(Reply reply) {
        answer(null, reply);
    }

    @Override
    public void onInterrupted(Heard heard) {
        trace.add(new Entry.ToldInterrupted(clock.getAsLong()));
    }

    @Override
    public void onCallEnded(CallSummary summary) {
        trace.add(new Entry.ToldEnd(clock.getAsLong()));
    }

    private void answer(@Nullable Utterance utterance, Reply reply) {
        replies.add(reply);
        int number = replies.size();
        trace.add(new Entry.Asked(clock.getAsLong(), number, utterance));
        var plan = schedule.reply(number - 1);
        boolean late = plan.style() == ReplyPlan.Style.LATE_WISHES;
        if (!late) {
            wish(plan, reply);
        }
        if (late || plan.style() == ReplyPlan.Style.ASYNC || plan.style() == ReplyPlan.Style.NEVER_COMPLETES) {
            reply.async();
            sayLater(plan, number, reply, 0);
        } else {
            for (int i = 0; i < plan.texts(); i++) {
                reply.say(text(number, i));
            }
        }
        if (!late) {
            endCall(plan, reply);
        }
        if (plan.style() == ReplyPlan.Style.THROWS) {
            throw new ScheduledFailure();
        }
    }

    private void wish(ReplyPlan plan, Reply reply) {
        if (plan.patienceMillis() >= 0) {
            var patience = Duration.ofMillis(plan.patienceMillis());
            // Every other question says what it expects: then the recogniser may be asked before the quiet is over.
            if (plan.patienceMillis() % 2 == 0) {
                reply.patience(patience);
            } else {
                reply.expect(Answer.digits(EXPECTED_DIGITS).withPatience(patience));
            }
        }
        if (plan.shielded()) {
            reply.uninterruptible();
        }
        if (plan.toolMillis() > 0) {
            loop.schedule(plan.toolMillis() * MILLI, reply.tool("scheduled")::close);
        }
    }

    private void sayLater(ReplyPlan plan, int number, Reply reply, int said) {
        loop.schedule(plan.gapMillis() * MILLI, () -> {
            if (said < plan.texts()) {
                reply.say(text(number, said));
                sayLater(plan, number, reply, said + 1);
            } else if (plan.style() == ReplyPlan.Style.LATE_WISHES) {
                wish(plan, reply);
                endCall(plan, reply);
                loop.schedule(plan.gapMillis() * MILLI, () -> {
                    wish(plan, reply);
                    endCall(plan, reply);
                    reply.complete();
                });
            } else if (plan.style() != ReplyPlan.Style.NEVER_COMPLETES) {
                reply.complete();
            }
        });
    }

    private static void endCall(ReplyPlan plan, Reply reply) {
        if (plan.endsCall()) {
            reply.endCall();
        }
    }

    private static String text(int reply, int index) {
        return "r" + reply + " text " + index;
    }

    /** Which reply a text of this handler belongs to. */
    static int replyOf(String text) {
        return Integer.parseInt(text.substring(1, text.indexOf(' ')));
    }

    static boolean isSecond(String text) {
        return text.endsWith(" 1");
    }

    boolean isCancelled(int reply) {
        return reply <= replies.size() && replies.get(reply - 1).isCancelled();
    }

    /** Without a stack trace, which nobody will read. */
    private static final class ScheduledFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        ScheduledFailure() {
            super("the schedule says that the handler throws here", null, false, false);
        }
    }
}
