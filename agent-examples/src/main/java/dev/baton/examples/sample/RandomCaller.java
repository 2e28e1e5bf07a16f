package dev.baton.examples.sample;

import dev.baton.examples.sample.CallPlan.Noise;
import dev.baton.examples.sample.CallPlan.Turn;
import dev.baton.examples.sample.CallTruth.Trigger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes up what a caller says who books an appointment; the same random numbers make the same caller. */
final class RandomCaller {
    /** A sound this close before the caller's first word would be part of it. */
    private static final int QUIET_AFTER_NOISE_MS = 220;

    private static final List<NoiseKind> KINDS = List.of(NoiseKind.values());

    private final RandomGenerator random;

    RandomCaller(RandomGenerator random) {
        this.random = random;
    }

    CallPlan plan() {
        double speechDbfs = -26 + random.nextInt(9);
        double lineNoiseDbfs = -65 + random.nextInt(6);
        var turns = new ArrayList<>(List.of(
                Turn.of("day", CallPlan.ANSWER, day()),
                Turn.of("time", CallPlan.ANSWER, time()),
                Turn.of("number", CallPlan.ANSWER, number(7 + random.nextInt(4))),
                Turn.of("correction", Trigger.overAgent(1500 + random.nextInt(800)), correction()),
                Turn.of("confirmation", CallPlan.ANSWER, line().say(coin() ? "correct" : "this-is-correct")),
                Turn.of("nothing-else", CallPlan.ANSWER, coin() ? line().say("no", "thank-you") : line().say("no")),
                Turn.of("end", CallPlan.ANSWER, end())));
        var noises = new ArrayList<Noise>();
        int first = random.nextInt(3);
        addNoise(turns, noises, first);
        addNoise(turns, noises, 4 + random.nextInt(3));
        return new CallPlan(speechDbfs, lineNoiseDbfs, turns, noises);
    }

    private Line day() {
        var date = LocalDate.of(2027, 1, 1).plusDays(random.nextInt(365));
        var line = line().say("hello").pause(thought());
        int form = random.nextInt(8);
        if (form == 0) {
            line.say("tomorrow");
        } else if (form <= 2) {
            Numerals.weekday(line, date);
        } else {
            if (form <= 5) {
                Numerals.weekday(line, date);
            }
            Numerals.monthAndDay(line, date);
        }
        return coin() ? line.say("please") : line;
    }

    private Line time() {
        var line = line();
        if (coin()) {
            line.say("at");
        }
        Numerals.cardinal(line, 1 + random.nextInt(12));
        int minutes = 5 * random.nextInt(12);
        if (minutes == 0) {
            line.say("oclock");
        } else {
            Numerals.minutes(line, minutes);
        }
        line.pause(thought()).say(coin() ? "a-m" : "p-m");
        return coin() ? line.say("please") : line;
    }

    /** Three groups; the pauses between them are for an agent that knows to wait. */
    private Line number(int digits) {
        int first = 3;
        int second = 2 + random.nextInt(2);
        var line = line();
        for (int i = 0; i < digits; i++) {
            if (i == first || i == first + second) {
                line.pause(700 + random.nextInt(201));
            }
            line.say(digit());
        }
        return line;
    }

    private Line correction() {
        var line = line().say("no");
        if (coin()) {
            line.say("no");
        }
        line.pause(thought());
        int digits = 2 + random.nextInt(3);
        for (int i = 0; i < digits; i++) {
            line.say(digit());
        }
        return line;
    }

    private Line end() {
        return coin() ? line().say("thank-you").pause(thought()).say("goodbye") : line().say("goodbye");
    }

    /** Puts a noise before a turn, and lets the caller wait until a long one is over. */
    private void addNoise(List<Turn> turns, List<Noise> noises, int index) {
        NoiseKind kind = KINDS.get(random.nextInt(KINDS.size()));
        int delayMs = 100 + random.nextInt(120);
        int durationMs = kind.shortestMs() + random.nextInt(kind.longestMs() - kind.shortestMs() + 1);
        Turn turn = turns.get(index);
        noises.add(new Noise(kind, turn.id(), delayMs, durationMs));
        if (delayMs + durationMs + QUIET_AFTER_NOISE_MS > turn.trigger().delayMs()) {
            int waitMs = delayMs + durationMs + 700 + random.nextInt(300);
            turns.set(index, new Turn(turn.id(), Trigger.afterAgent(waitMs), turn.parts()));
        }
    }

    private Line line() {
        return new Line(random);
    }

    private boolean coin() {
        return random.nextBoolean();
    }

    /** A pause that does not end a turn. */
    private int thought() {
        return 350 + random.nextInt(101);
    }

    private String digit() {
        int digit = random.nextInt(11);
        return digit == 10 ? "oh" : Numerals.DIGITS.get(digit);
    }
}
