package dev.baton.testkit.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Makes a schedule shorter and plainer as long as it still breaks the same promise: drops stretches of it, then single events, then makes what is left ordinary. */
final class Shrinker {
    private static final int MAX_RUNS = 3000;

    private final Predicate<Schedule> stillBreaks;
    private int runs;

    Shrinker(Predicate<Schedule> stillBreaks) {
        this.stillBreaks = stillBreaks;
    }

    Schedule shrink(Schedule schedule) {
        var best = schedule;
        for (int before = -1; before != size(best) && runs < MAX_RUNS; ) {
            before = size(best);
            best = withFewer(best, best.stimuli(), Schedule::withStimuli);
            best = withFewer(best, best.replies(), Schedule::withReplies);
            best = plain(best, best.replies(), ReplyPlan.PLAIN, Schedule::withReplies);
            best = plain(best, best.replies(), ReplyPlan.SILENT, Schedule::withReplies);
            best = withFewer(best, best.answers(), Schedule::withAnswers);
            best = plain(best, best.answers(), AnswerPlan.PLAIN, Schedule::withAnswers);
            best = withFewer(best, best.connections(), Schedule::withConnections);
            best = plain(best, best.connections(), ConnectionPlan.PLAIN, Schedule::withConnections);
            best = plainSettings(best);
        }
        return best;
    }

    private static int size(Schedule schedule) {
        int odd = (int) schedule.answers().stream()
                        .filter(each -> !each.equals(AnswerPlan.PLAIN))
                        .count()
                + (int) schedule.replies().stream()
                        .filter(each -> !each.equals(ReplyPlan.PLAIN) && !each.equals(ReplyPlan.SILENT))
                        .count();
        return schedule.stimuli().size()
                + schedule.answers().size()
                + schedule.connections().size()
                + schedule.replies().size()
                + odd
                + SettingsText.differences(schedule.plan().turns()).size();
    }

    private boolean breaks(Schedule schedule) {
        return runs++ < MAX_RUNS && stillBreaks.test(schedule);
    }

    private <T> Schedule withFewer(Schedule from, List<T> all, BiFunction<Schedule, List<T>, Schedule> with) {
        var best = from;
        var left = all;
        for (int chunk = Math.max(1, left.size() / 2); ; chunk /= 2) {
            for (int at = 0; at < left.size(); ) {
                var fewer = new ArrayList<T>(left.subList(0, at));
                fewer.addAll(left.subList(Math.min(left.size(), at + chunk), left.size()));
                var candidate = with.apply(best, fewer);
                if (breaks(candidate)) {
                    best = candidate;
                    left = fewer;
                } else {
                    at += chunk;
                }
            }
            if (chunk == 1) {
                return best;
            }
        }
    }

    private <T> Schedule plain(Schedule from, List<T> all, T plain, BiFunction<Schedule, List<T>, Schedule> with) {
        var best = from;
        var left = all;
        for (int at = 0; at < left.size(); at++) {
            if (!left.get(at).equals(plain)) {
                var plainer = new ArrayList<T>(left);
                plainer.set(at, plain);
                var candidate = with.apply(best, plainer);
                if (breaks(candidate)) {
                    best = candidate;
                    left = plainer;
                }
            }
        }
        return best;
    }

    private Schedule plainSettings(Schedule from) {
        var best = from;
        for (var name : SettingsText.differences(from.plan().turns()).keySet()) {
            var left = SettingsText.differences(best.plan().turns());
            left.remove(name);
            try {
                var candidate = best.withPlan(best.plan().withTurns(SettingsText.settings(left)));
                best = breaks(candidate) ? candidate : best;
            } catch (RuntimeException contradiction) {
                // that setting is needed by another
            }
        }
        var plan = best.plan();
        for (var plainer : List.of(
                new CallPlan(
                        plan.turns(), List.of(), 100, 200, plan.voiced(), 0, 30_000, 100, plan.interimsDiffer(), 0),
                new CallPlan(
                        plan.turns(),
                        plan.laterTurns(),
                        100,
                        200,
                        plan.voiced(),
                        0,
                        30_000,
                        plan.closeMillis(),
                        true,
                        plan.hangUpAtCommit()))) {
            var candidate = best.withPlan(plainer);
            if (!candidate.equals(best) && breaks(candidate)) {
                best = candidate;
            }
        }
        return best;
    }
}
