package dev.baton.examples.sample;

import dev.baton.examples.sample.CallTruth.Trigger;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What is said when, before there is any sound: a caller books an appointment.
 *
 * @param speechDbfs level of each word, RMS
 * @param lineNoiseDbfs level of the noise that never stops, RMS
 */
record CallPlan(double speechDbfs, double lineNoiseDbfs, List<Turn> turns, List<Noise> noises) {
    record Turn(String id, Trigger trigger, List<Line.Part> parts) {
        static Turn of(String id, Trigger trigger, Line line) {
            return new Turn(id, trigger, line.parts());
        }
    }

    record Noise(NoiseKind kind, String beforeTurn, int delayMs, int durationMs) {}

    /** How long a polite caller waits before answering. */
    static final Trigger ANSWER = Trigger.afterAgent(600);

    /** The call that ships with the project. Short sounds precede two of its answers. */
    static CallPlan appointment(RandomGenerator random) {
        var day = new Line(random)
                .say("hello")
                .pause(380)
                .say("wednesday", "november")
                .sayTogether("twenty", "fifth");
        var time = new Line(random).say("at", "nine", "thirty").pause(370).say("a-m", "please");
        var number = new Line(random)
                .say("five", "five", "five")
                .pause(760)
                .say("one", "two")
                .pause(860)
                .say("three", "four");
        var correction = new Line(random).say("no", "no").pause(360).say("one", "three");
        return new CallPlan(
                -20,
                -62,
                List.of(
                        Turn.of("day", ANSWER, day.say("please")),
                        Turn.of("time", ANSWER, time),
                        Turn.of("number", ANSWER, number),
                        Turn.of("correction", Trigger.overAgent(2000), correction),
                        Turn.of("confirmation", ANSWER, new Line(random).say("this-is-correct")),
                        Turn.of("nothing-else", ANSWER, new Line(random).say("no", "thank-you")),
                        Turn.of(
                                "end",
                                ANSWER,
                                new Line(random).say("thank-you").pause(390).say("goodbye"))),
                List.of(
                        new Noise(NoiseKind.KNOCK, "day", 200, 80),
                        new Noise(NoiseKind.CLICKS, "confirmation", 150, 160)));
    }

    /** Another caller: other day, time, number, noises, pauses and levels, the same seven steps. */
    static CallPlan random(RandomGenerator random) {
        return new RandomCaller(random).plan();
    }
}
