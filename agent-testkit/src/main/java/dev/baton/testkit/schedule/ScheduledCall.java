package dev.baton.testkit.schedule;

import dev.baton.agent.CallInfo;
import dev.baton.call.CallEvent;
import dev.baton.call.CallListener;
import dev.baton.internal.call.CallDriver;
import dev.baton.internal.call.CallJournal;
import dev.baton.internal.call.CallLoop;
import dev.baton.internal.call.CallSetup;
import dev.baton.internal.call.TurnRules;
import dev.baton.internal.journal.JournalRecorder;
import dev.baton.journal.JournalSink;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.schedule.promise.CallFacts;
import dev.baton.testkit.schedule.promise.CallTrace;
import dev.baton.testkit.schedule.promise.Entry;
import dev.baton.testkit.schedule.promise.Stamps;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.vad.VoiceActivityDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs one schedule through the real driver, on virtual time and one thread. */
final class ScheduledCall {
    private static final long MILLI = 1_000_000;
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** Longer than any bound that the promises allow after a hang-up; they say what is too long. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Schedule schedule;
    private final VirtualTime time = new VirtualTime();
    private final CallLoop loop = time.next();
    private final long startNanos = loop.nanoTime();
    private final CallTrace trace;
    private final ScriptedCaller caller;
    private final ScriptedDetector detector;
    private final ScriptedRecogniser recogniser;
    private final CallDriver driver;
    private int linesTyped;
    private int commits;

    /** @param journal where the call is written down, or null */
    ScheduledCall(Schedule schedule, UnaryOperator<TurnRules> rules, @Nullable JournalSink journal) {
        this.schedule = schedule;
        var plan = schedule.plan();
        var sounds = new Soundscape(schedule);
        trace = new CallTrace(plan.turns(), facts(schedule), sounds.words());
        caller = new ScriptedCaller(sounds, () -> trace.add(new Entry.LineClosed(now())));
        detector = new ScriptedDetector(sounds);
        recogniser = new ScriptedRecogniser(schedule, sounds, trace, this::now, loop);
        var handler = new ScriptedHandler(schedule, trace, this::now, loop);
        var sink = new ScriptedSink(trace, this::now, handler, Duration.ofMillis(plan.sinkLeadMillis()));
        var setup = new CallSetup(
                recogniser,
                (lineHz, recogniserHz) -> detector,
                SoundDetector.gate()
                        .withMinSpeech(Duration.ofMillis(plan.gateMinSpeechMillis()))
                        .withHangover(Duration.ofMillis(plan.gateHangoverMillis())),
                plan.turns(),
                () -> handler,
                plan.voiced() ? new ScriptedVoice(schedule, loop) : null,
                handler::execute,
                CallListener.none(),
                Duration.ofMillis(plan.handlerStallMillis()),
                GRACE);
        var info = CallInfo.of("scheduled", "scripted");
        driver = new CallDriver(
                setup,
                info,
                caller,
                sink,
                this::told,
                null,
                loop,
                ended -> {},
                rules.apply(TurnRules.of(plan.turns())),
                journal == null ? CallJournal.NONE : JournalRecorder.of(journal, setup, info, caller.format()));
    }

    /** Runs the call to its end. */
    static CallTrace run(Schedule schedule) {
        return run(schedule, real -> real);
    }

    /** @param rules puts something in front of the turn machine */
    static CallTrace run(Schedule schedule, UnaryOperator<TurnRules> rules) {
        return new ScheduledCall(schedule, rules, null).hold();
    }

    /** A detector that hears what the call's heard; once it has been held. */
    VoiceActivityDetector detectorAgain() {
        return detector.again();
    }

    CallTrace hold() {
        playFrom(0);
        if (schedule.stimuli().stream().noneMatch(each -> each.kind() == Stimulus.Kind.HANG_UP)) {
            loop.schedule(schedule.lengthMillis() * MILLI, () -> happens(Stimulus.of(0, Stimulus.Kind.HANG_UP)));
        }
        driver.start();
        var completion = driver.completion();
        boolean completed = false;
        try {
            completed = time.runUntil(
                    completion::isDone,
                    Duration.ofMillis(schedule.lengthMillis()).plus(PATIENCE));
        } catch (RuntimeException | AssertionError e) {
            trace.threw(e);
        }
        trace.ended(now(), completed);
        return trace;
    }

    /** One timer at a time: hundreds that wait would slow down every other. */
    private void playFrom(int index) {
        for (int i = index; i < schedule.stimuli().size(); i++) {
            var next = schedule.stimuli().get(i);
            if (isTimed(next.kind())) {
                int after = i + 1;
                loop.schedule(Math.max(0, next.atMillis() * MILLI - now()), () -> {
                    happens(next);
                    playFrom(after);
                });
                return;
            }
        }
    }

    private static boolean isTimed(Stimulus.Kind kind) {
        return switch (kind) {
            case SPEECH, MURMUR, NOISE, AUDIO_GAP -> false; // part of the sound
            default -> true;
        };
    }

    private void happens(Stimulus stimulus) {
        switch (stimulus.kind()) {
            case HANG_UP -> {
                if (!driver.isHungUp()) {
                    trace.add(new Entry.Did(now(), "hang up", ""));
                    caller.hangUp();
                }
            }
            case DETECTOR_FAILURE -> {
                trace.add(new Entry.Did(now(), "break the detector", ""));
                detector.fail();
            }
            case KEY -> {
                trace.add(new Entry.Did(now(), "key", Character.toString((char) stimulus.variant())));
                driver.press((char) stimulus.variant());
            }
            case TYPED -> {
                String line = line(++linesTyped, stimulus.count());
                trace.add(new Entry.Did(now(), "type", line));
                driver.type(line);
            }
            case MUTE -> {
                mute(true);
                loop.schedule(stimulus.lengthMillis() * MILLI, () -> mute(false));
            }
            case SETTINGS -> {
                var later = schedule.plan().laterTurns();
                if (stimulus.variant() < later.size()) {
                    trace.add(new Entry.Did(now(), "settings", ""));
                    driver.update(before -> later.get(stimulus.variant()).toBuilder());
                }
            }
            default -> recogniser.happens(stimulus);
        }
    }

    private void mute(boolean muted) {
        trace.add(new Entry.Did(now(), "mute", Boolean.toString(muted)));
        driver.mute(muted);
    }

    /** Words that nobody says. */
    private static String line(int number, int words) {
        var line = new StringJoiner(" ");
        for (int i = 0; i < Math.max(1, words); i++) {
            line.add("t" + number + "x" + i);
        }
        return line.toString();
    }

    private void told(CallEvent event) {
        trace.timers(time.timers());
        trace.add(new Entry.Told(now(), event));
        if (event instanceof CallEvent.TurnCommitted
                && ++commits == schedule.plan().hangUpAtCommit()
                && !driver.isHungUp()) {
            trace.add(new Entry.Did(now(), "hang up", ""));
            driver.hangUp();
        }
    }

    private long now() {
        return loop.nanoTime() - startNanos;
    }

    private static CallFacts facts(Schedule schedule) {
        var plan = schedule.plan();
        int patience = Math.max(
                0,
                schedule.replies().stream()
                        .mapToInt(ReplyPlan::patienceMillis)
                        .max()
                        .orElse(0));
        var settings = new ArrayList<>(plan.laterTurns());
        settings.add(plan.turns());
        return new CallFacts(
                settings,
                Duration.ofMillis(plan.gateHangoverMillis()),
                Duration.ofMillis(plan.handlerStallMillis()),
                GRACE,
                Duration.ofMillis(patience),
                Duration.ofMillis(plan.sinkLeadMillis()),
                plan.voiced(),
                schedule.answers().stream()
                        .allMatch(each -> each.stamps() == Stamps.TRUE || each.stamps() == Stamps.NONE),
                plan.interimsDiffer(),
                uninterruptible(schedule),
                schedule.lengthMillis());
    }

    private static Set<Integer> uninterruptible(Schedule schedule) {
        var numbers = new HashSet<Integer>();
        for (int i = 0; i < schedule.replies().size(); i++) {
            var reply = schedule.reply(i);
            if (reply.shielded() || reply.endsCall()) {
                numbers.add(i + 1);
            }
        }
        return numbers;
    }
}
