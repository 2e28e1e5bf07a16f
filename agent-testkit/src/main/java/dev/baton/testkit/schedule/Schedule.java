package dev.baton.testkit.schedule;

import java.util.List;

/**
 * A call, decided in advance: everything that will happen to it from outside, and how everybody outside will answer it. The same schedule gives the same call.
 *
 * @param seed it was made from
 * @param stimuli by time
 * @param answers how the recogniser answers, in the order of its finals; when they are used up it answers plainly
 * @param connections what becomes of the attempts to connect, in their order; when they are used up they succeed
 * @param replies what the handler does, in the order of its invocations; when they are used up it says nothing
 */
public record Schedule(
        long seed,
        CallPlan plan,
        List<Stimulus> stimuli,
        List<AnswerPlan> answers,
        List<ConnectionPlan> connections,
        List<ReplyPlan> replies) {
    public Schedule {
        stimuli = List.copyOf(stimuli);
        answers = List.copyOf(answers);
        connections = List.copyOf(connections);
        replies = List.copyOf(replies);
    }

    Schedule withPlan(CallPlan plan) {
        return new Schedule(seed, plan, stimuli, answers, connections, replies);
    }

    Schedule withStimuli(List<Stimulus> stimuli) {
        return new Schedule(seed, plan, stimuli, answers, connections, replies);
    }

    Schedule withAnswers(List<AnswerPlan> answers) {
        return new Schedule(seed, plan, stimuli, answers, connections, replies);
    }

    Schedule withConnections(List<ConnectionPlan> connections) {
        return new Schedule(seed, plan, stimuli, answers, connections, replies);
    }

    Schedule withReplies(List<ReplyPlan> replies) {
        return new Schedule(seed, plan, stimuli, answers, connections, replies);
    }

    AnswerPlan answer(int index) {
        return index < answers.size() ? answers.get(index) : AnswerPlan.PLAIN;
    }

    ConnectionPlan connection(int index) {
        return index < connections.size() ? connections.get(index) : ConnectionPlan.PLAIN;
    }

    ReplyPlan reply(int index) {
        return index < replies.size() ? replies.get(index) : ReplyPlan.SILENT;
    }

    /** When the caller hangs up. */
    int lengthMillis() {
        return stimuli.stream()
                .filter(each -> each.kind() == Stimulus.Kind.HANG_UP)
                .mapToInt(Stimulus::atMillis)
                .min()
                .orElseGet(() -> stimuli.isEmpty()
                        ? 1000
                        : stimuli.get(stimuli.size() - 1).atMillis() + 1000);
    }
}
