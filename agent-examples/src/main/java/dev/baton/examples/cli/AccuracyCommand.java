package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.call.Call;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.examples.appointment.AppointmentHandler;
import dev.baton.examples.sample.TruthCheck;
import dev.baton.examples.sample.WordAccuracy;
import dev.baton.examples.voice.FreeTtsVoice;
import dev.baton.tts.CachingTextToSpeech;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./baton accuracy}: many composed calls, and how much of them was understood. */
@Command(
        name = "accuracy",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        sortOptions = false,
        description = {
            "Holds composed calls, one for each seed, and prints how many of their words were understood.",
            "Exit status 1 below " + AccuracyCommand.ENOUGH_PERCENT + " % of words, or when a noise became a turn."
        })
final class AccuracyCommand implements Callable<Integer> {
    static final int ENOUGH_PERCENT = 98;
    private static final int MOST_CALLS = 10_000;
    private static final long PHRASE_CACHE_BYTES = 16L << 20;

    private final Console console;

    @ArgGroup(validate = false)
    private final ListeningOptions listening = new ListeningOptions();

    @Option(
            names = "--calls",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many. Default: ${DEFAULT-VALUE}.")
    private int calls = 20;

    @Option(
            names = "--from-seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The first call's seed; the others follow. Default: ${DEFAULT-VALUE}.")
    private long firstSeed = 1;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many calls run at the same time. Default: ${DEFAULT-VALUE}.")
    private int atOnce = 4;

    private WordAccuracy words = WordAccuracy.NONE;
    private int turns;
    private int split;
    private int lost;
    private int noises;
    private int noiseCommits;
    private int failed;
    private final Spread finalizes = new Spread();

    AccuracyCommand(Console console) {
        this.console = console;
    }

    /** One call that runs. */
    private record Running(long seed, Callers caller, CallStory story, EventPump pump, Call call) {}

    @Override
    public Integer call() throws InterruptedException {
        if (calls < 1 || calls > MOST_CALLS || atOnce < 1 || atOnce > 100) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--calls " + calls + " --at-once " + atOnce + " is out of range",
                    "",
                    "use 1 to " + MOST_CALLS + " calls, 1 to 100 at once");
        }
        try (var service = listening.open(atOnce);
                var voice = new CachingTextToSpeech(FreeTtsVoice.load(), PHRASE_CACHE_BYTES);
                var agent = VoiceAgent.builder()
                        .speechToText(service.service())
                        .turnHandlers(AppointmentHandler::new)
                        .textToSpeech(voice)
                        .build()) {
            console.out()
                    .println(" " + calls + " composed calls in real time, " + atOnce + " at once, "
                            + service.description());
            console.out().println();
            console.out()
                    .println("   seed  length    words  split  lost  noises  of them turns  asked -> final, p50 ms");
            console.out().flush();
            hold(agent);
        }
        return report();
    }

    private void hold(VoiceAgent agent) throws InterruptedException {
        Queue<Running> running = new ArrayDeque<>();
        for (long seed = firstSeed; seed < firstSeed + calls; seed++) {
            if (running.size() == atOnce) {
                finish(running.remove());
            }
            running.add(begin(agent, seed));
        }
        for (Running each : running) {
            finish(each);
        }
    }

    private static Running begin(VoiceAgent agent, long seed) {
        var caller = Callers.bundled(seed);
        var story = new CallStory();
        var pump = new EventPump(story, (event, soFar) -> {});
        var call = agent.answer(
                caller.source(), caller.sink(), CallOptions.defaults().withListener(pump));
        return new Running(seed, caller, story, pump, call);
    }

    private void finish(Running each) throws InterruptedException {
        each.call().completion().join();
        each.pump().awaitEnd();
        TruthCheck truth = each.caller().check(each.story().utterances());
        var summary = each.story().summary();
        if (truth == null || summary == null) {
            throw new AssertionError("a composed call has a truth, and a completed one a summary");
        }
        var asked = new Spread();
        for (CallStory.Turn turn : each.story().turns()) {
            Stage.RECOGNISER.of(turn.latency()).ifPresent(nanos -> {
                asked.add(nanos);
                finalizes.add(nanos);
            });
        }
        words = words.plus(truth.words());
        turns += truth.turns().size();
        split += truth.split();
        lost += truth.lost();
        noises += truth.noises();
        noiseCommits += truth.strays().size();
        if (!each.story().problems().isEmpty()) {
            failed++;
        }
        console.out()
                .println(String.format(
                        Locale.ROOT,
                        "  %5d  %6s  %7s  %5d  %4d  %6d  %13d  %22s",
                        each.seed(),
                        Figures.clock(summary.duration()),
                        truth.words().right() + "/" + truth.words().expected(),
                        truth.split(),
                        truth.lost(),
                        truth.noises(),
                        truth.strays().size(),
                        asked.isEmpty() ? "-" : Figures.millis(asked.median())));
        for (TruthCheck.Turn turn : truth.turns()) {
            if (turn.words().errors() > 0 || turn.isSplit()) {
                console.out().println("         said \"" + turn.said().text() + "\", heard \"" + turn.heard() + "\"");
            }
        }
        each.story().problems().forEach(problem -> console.complain(problem.reason()));
        console.out().flush();
    }

    private int report() {
        console.out().println();
        console.out()
                .println(String.format(
                        Locale.ROOT,
                        " words right %d of %d, %d invented: %.2f %%    turns %d, %d split, %d lost    noises %d, %d became turns",
                        words.right(),
                        words.expected(),
                        words.inserted(),
                        words.percent(),
                        turns,
                        split,
                        lost,
                        noises,
                        noiseCommits));
        if (!finalizes.isEmpty()) {
            console.out()
                    .println(" asked -> final text, ms: p50 " + Figures.millis(finalizes.median()) + ", p95 "
                            + Figures.millis(finalizes.percentile(95)) + ", max " + Figures.millis(finalizes.max())
                            + ", of "
                            + Figures.count(finalizes.size(), "turn"));
        }
        console.out().flush();
        return words.percent() >= ENOUGH_PERCENT && noiseCommits == 0 && failed == 0 ? Baton.DONE : Baton.FAILED;
    }
}
