package dev.baton.testkit.schedule;

import dev.baton.testkit.schedule.Stimulus.Kind;
import dev.baton.testkit.schedule.promise.Stamps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Makes a schedule from a seed; the same seed gives the same schedule. Half of the calls are about ordinary trouble, in the others everything may go wrong at once.
 */
public final class ScheduleGenerator {
    private static final int RESUMED_AFTER_MILLIS = 250;

    private static final int SHORTEST_MILLIS = 29_500;
    private static final int LONGEST_MILLIS = 35_500;

    private final Set<Feature> features;

    ScheduleGenerator(Set<Feature> features) {
        this.features = features;
    }

    Schedule generate(long seed) {
        var dice = new Dice(seed);
        boolean rough = dice.oneIn(2);
        var plan = new PlanGenerator(dice, features).generate();
        int length = dice.between(SHORTEST_MILLIS, LONGEST_MILLIS);
        var ordinary = new Schedule(
                seed, plan, stimuli(dice, length, rough), answers(dice, rough), connections(dice), replies(dice));
        return new RareTrouble(new Dice(~seed), features).into(ordinary);
    }

    private List<Stimulus> stimuli(Dice dice, int length, boolean rough) {
        var stimuli = new ArrayList<Stimulus>();
        int talkative = dice.between(1, 3);
        int at = dice.between(0, 2000);
        while (at < length) {
            at = speak(dice, at, stimuli, rough);
            at += pause(dice, talkative);
        }
        mishaps(dice, length, stimuli);
        otherInputs(dice, length, stimuli);
        stimuli.replaceAll(each -> each.atMillis() >= 0
                ? each
                : new Stimulus(0, each.kind(), each.lengthMillis(), each.count(), each.variant()));
        // Most calls end in a pause or in mid-speech wherever that is; some at an instant at which something else
        // happens.
        int end =
                dice.oneIn(8) ? stimuli.get(dice.between(0, stimuli.size() - 1)).atMillis() : length;
        stimuli.removeIf(each -> each.atMillis() > Math.max(end, SHORTEST_MILLIS / 2));
        stimuli.sort(Comparator.comparingInt(Stimulus::atMillis));
        stimuli.add(Stimulus.of(Math.max(end, SHORTEST_MILLIS / 2), Kind.HANG_UP));
        return stimuli;
    }

    private static int pause(Dice dice, int talkative) {
        return switch (dice.between(0, 9)) {
            case 0, 1 -> dice.between(20, 200);
            case 2, 3, 4 -> dice.between(200, 620);
            case 5, 6, 7 -> dice.between(620, 1500);
            default -> dice.oneIn(12) ? dice.between(4000, 14_000) : dice.between(1000, 2000 * talkative);
        };
    }

    private static int speak(Dice dice, int at, List<Stimulus> stimuli, boolean rough) {
        int kind = dice.between(0, 19);
        if (kind < 3) {
            int length = dice.between(20, 120);
            stimuli.add(new Stimulus(at, Kind.NOISE, length, 0, 0));
            return at + length;
        }
        int length = dice.oneIn(6) ? dice.between(1500, 4000) : dice.between(120, 1500);
        int words = kind == 3 ? 0 : 1 + length / dice.between(200, 600);
        boolean murmur = kind == 4 && rough;
        stimuli.add(new Stimulus(at, murmur ? Kind.MURMUR : Kind.SPEECH, length, words, 0));
        recogniserTalks(dice, at, at + length, stimuli, rough);
        return at + length;
    }

    private static void recogniserTalks(Dice dice, int from, int to, List<Stimulus> stimuli, boolean rough) {
        for (int at = from + dice.between(100, 500); at < to + 400; at += dice.between(150, 900)) {
            stimuli.add(new Stimulus(at, Kind.INTERIM, 0, 0, dice.oneIn(8) ? 1 : 0));
        }
        if (dice.percent(rough ? 35 : 10)) {
            stimuli.add(new Stimulus(dice.between(from, to + 2500), Kind.FINAL, 0, 0, rough && dice.oneIn(8) ? 1 : 0));
        }
        if (rough && dice.oneIn(12)) {
            stimuli.add(Stimulus.of(dice.between(from, to + 3000), Kind.FINAL_AGAIN));
        }
        if (dice.oneIn(4)) {
            stimuli.add(Stimulus.of(from + dice.between(0, 300), Kind.STT_SPEECH_STARTED));
        }
        if (dice.oneIn(3)) {
            int at = to + dice.between(-100, 700);
            stimuli.add(Stimulus.of(at, Kind.STT_TURN_EXPECTED));
            if (at % 2 == 0) { // no throw of its own, so that seeds keep their schedules
                stimuli.add(Stimulus.of(at + RESUMED_AFTER_MILLIS, Kind.STT_TURN_RESUMED));
            }
        }
        if (dice.percent(60)) {
            stimuli.add(Stimulus.of(to + dice.between(-200, 1200), Kind.STT_TURN_ENDED));
        }
    }

    private void mishaps(Dice dice, int length, List<Stimulus> stimuli) {
        if (features.contains(Feature.CONNECTIONS) && dice.oneIn(2)) {
            for (int i = dice.between(1, 4); i > 0; i--) {
                stimuli.add(Stimulus.of(dice.between(0, length), Kind.CONNECTION_LOST));
            }
        }
        if (features.contains(Feature.DETECTOR_FAILURES) && dice.oneIn(15)) {
            stimuli.add(Stimulus.of(dice.between(0, length), Kind.DETECTOR_FAILURE));
        }
        if (features.contains(Feature.AUDIO_GAPS) && dice.oneIn(5)) {
            stimuli.add(new Stimulus(dice.between(0, length), Kind.AUDIO_GAP, dice.between(40, 4000), 0, 0));
        }
    }

    private void otherInputs(Dice dice, int length, List<Stimulus> stimuli) {
        if (features.contains(Feature.KEYS) && dice.oneIn(5)) {
            for (int at = dice.between(0, length), i = dice.between(1, 6); i > 0; i--, at += dice.between(50, 1500)) {
                stimuli.add(new Stimulus(at, Kind.KEY, 0, 0, dice.oneOf('0', '1', '5', '9', '*', '#', 'A')));
            }
        }
        if (features.contains(Feature.TYPED_LINES) && dice.oneIn(6)) {
            for (int i = dice.between(1, 3); i > 0; i--) {
                stimuli.add(new Stimulus(dice.between(0, length), Kind.TYPED, 0, dice.between(1, 4), 0));
            }
        }
        if (features.contains(Feature.MUTING) && dice.oneIn(8)) {
            stimuli.add(new Stimulus(dice.between(0, length), Kind.MUTE, dice.between(100, 6000), 0, 0));
        }
        if (features.contains(Feature.SETTINGS_CHANGES) && dice.oneIn(6)) {
            for (int i = 0; i < 3; i++) {
                stimuli.add(new Stimulus(dice.between(0, length), Kind.SETTINGS, 0, 0, i));
            }
        }
    }

    private static List<AnswerPlan> answers(Dice dice, boolean rough) {
        boolean stamped = dice.percent(70);
        boolean clockJumps = rough && dice.oneIn(4);
        var answers = new ArrayList<AnswerPlan>();
        for (int i = 0; i < 40; i++) {
            var stamps =
                    !stamped ? Stamps.NONE : clockJumps && dice.oneIn(3) ? dice.oneOf(Stamps.values()) : Stamps.TRUE;
            int shift = stamps == Stamps.SHIFTED ? dice.between(-5000, 5000) : 0;
            answers.add(new AnswerPlan(answerMillis(dice, rough), style(dice, rough), stamps, shift));
        }
        return answers;
    }

    private static int answerMillis(Dice dice, boolean rough) {
        int kind = dice.between(0, rough ? 9 : 5);
        if (kind < 5) {
            return dice.between(60, 300);
        }
        if (kind < 7) {
            return dice.between(300, 1200);
        }
        return kind < 9 ? dice.between(1000, 4000) : dice.between(0, 20);
    }

    private static AnswerPlan.Style style(Dice dice, boolean rough) {
        return dice.percent(rough ? 35 : 5) ? dice.oneOf(AnswerPlan.Style.values()) : AnswerPlan.Style.ANSWER;
    }

    private List<ConnectionPlan> connections(Dice dice) {
        var connections = new ArrayList<ConnectionPlan>();
        boolean troubled = features.contains(Feature.CONNECTIONS);
        for (int i = 0; i < 8; i++) {
            var outcome = ConnectionPlan.Outcome.STANDS;
            if (troubled && i > 0 && dice.oneIn(4)) {
                outcome = ConnectionPlan.Outcome.FAILS;
            } else if (troubled && i > 0 && dice.oneIn(60)) {
                outcome = ConnectionPlan.Outcome.REFUSED;
            }
            int delay = dice.oneIn(12) ? 0 : dice.oneIn(4) ? dice.between(0, 2500) : dice.between(0, 300);
            connections.add(new ConnectionPlan(delay, outcome));
        }
        return connections;
    }

    private List<ReplyPlan> replies(Dice dice) {
        var replies = new ArrayList<ReplyPlan>();
        boolean ends = dice.oneIn(10);
        int endsAt = dice.between(4, 14);
        for (int i = 0; i < 30; i++) {
            replies.add(reply(dice, ends && i == endsAt));
        }
        return replies;
    }

    private ReplyPlan reply(Dice dice, boolean endsCall) {
        var style = dice.oneIn(4) ? dice.oneOf(ReplyPlan.Style.values()) : ReplyPlan.Style.PROMPT;
        int start = dice.oneIn(40) ? dice.between(3000, 12_000) : dice.oneIn(3) ? dice.between(0, 1500) : 0;
        int length = dice.oneIn(6)
                ? dice.between(20, 200)
                : dice.oneIn(6) ? dice.between(1500, 4000) : dice.between(200, 1500);
        return new ReplyPlan(
                style,
                start,
                dice.oneOf(0, 1, 1, 1, 2, 2, 3),
                length,
                dice.between(0, 900),
                dice.oneIn(3) ? dice.between(20, 900) : 0,
                dice.oneIn(8) ? dice.between(0, 2500) : -1,
                features.contains(Feature.TOOLS) && dice.oneIn(6) ? dice.between(100, 3000) : 0,
                features.contains(Feature.SHIELDED_REPLIES) && dice.oneIn(8),
                endsCall);
    }
}
