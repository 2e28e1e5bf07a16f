package dev.baton.explain;

import dev.baton.explain.Explanation.Outcome;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Both spoke at once: the agent yielded late, or never, or to nothing. */
final class DoubleTalk {
    /** A sound longer than this is not told from speech by its length. */
    private static final long TOO_LONG_FOR_A_GATE_NANOS = 700_000_000;

    private DoubleTalk() {}

    /** What was heard over the agent were the agent's own words. */
    static Optional<Diagnosis> echo(TurnAccount turn) {
        if (!turn.agentsWords || turn.speechNanos - turn.bothNanos > Limits.ECHO_TAIL_NANOS || turn.text.isEmpty()) {
            return Optional.empty();
        }
        if (turn.outcome == Outcome.DROPPED) {
            return Optional.empty(); // the guard did what it is for
        }
        boolean guarded = turn.bothGate == Gate.ECHO_GUARD;
        return Optional.of(
                new Diagnosis(
                        Symptom.ECHO,
                        Duration.ofNanos(turn.bothFromNanos),
                        turn.number,
                        "Over " + Say.ms(turn.bothNanos) + " of the agent's speech " + Say.quoted(turn.text)
                                + " was heard, which the agent had just said"
                                + (turn.floorNanos >= 0 ? ", and it fell silent for it." : "."),
                        guarded ? "turn.echo-guard-interruption" : "turn.echo-guard",
                        guarded ? Limits.above(turn.speechNanos) : "10s",
                        guarded
                                ? "the guard stood, and the echo lasted until it passed: ask for longer speech while it stands; an echo canceller on the line is better"
                                : "guard the agent against its own voice, for the beginning of each call or with 1h for all of it; an echo canceller on the line is better"));
    }

    static Optional<Diagnosis> late(TurnAccount turn) {
        boolean yielded = turn.floorNanos >= 0 && turn.floorAfterNanos >= 0;
        boolean late = yielded
                ? turn.floorAfterNanos >= Limits.LATE_INTERRUPTION_NANOS
                : turn.bothNanos >= Limits.TALKED_OVER_NANOS;
        if (!late) {
            return Optional.empty();
        }
        String evidence = yielded
                ? "Both spoke for " + Say.ms(turn.floorAfterNanos) + " before the agent fell silent."
                : "Both spoke for " + Say.ms(turn.bothNanos) + ", and the agent did not yield.";
        var change = change(turn);
        return change == null
                ? Optional.empty()
                : Optional.of(new Diagnosis(
                        Symptom.DOUBLE_TALK,
                        Duration.ofNanos(yielded ? turn.floorNanos - turn.floorAfterNanos : turn.bothFromNanos),
                        turn.number,
                        evidence + " " + change.why,
                        change.setting,
                        change.value,
                        change.remedy));
    }

    private record Change(String why, String setting, String value, String remedy) {}

    private static @Nullable Change change(TurnAccount turn) {
        var settings = turn.settings;
        return switch (turn.bothGate) {
            case FORBIDDEN ->
                new Change(
                        "Interruptions are not allowed.",
                        "turn.allow-interruptions",
                        "true",
                        "let the caller take the floor");
            case SHIELDED ->
                new Change(
                        "The handler had made this reply uninterruptible.",
                        "",
                        "",
                        "shield only what must be heard: reply.uninterruptible() is the handler's own wish");
            case ECHO_GUARD ->
                new Change(
                        "The echo guard asked for "
                                + Say.ms(settings.echoGuardInterruption().toNanos())
                                + " of speech, twice that without words.",
                        "turn.echo-guard-interruption",
                        "400ms",
                        "ask for less while the agent is guarded, or guard it for a shorter time (turn.echo-guard)");
            case WORDS ->
                new Change(
                        "turn.min-interruption-words asked for " + Say.count(settings.minInterruptionWords(), "word")
                                + ", which the recogniser has to hear first.",
                        "turn.min-interruption-words",
                        settings.minInterruptionWords() > 1 ? "1" : "0",
                        "ask for fewer words (0: turn.min-interruption decides by length), or name phrases that need no count (turn.interrupt-phrases)");
            case WARM_UP ->
                new Change(
                        "turn.echo-warm-up kept sound alone from interrupting for "
                                + Say.ms(settings.echoWarmUp().toNanos()) + ".",
                        "turn.echo-warm-up",
                        "0ms",
                        "shorten it; turn.echo-guard tells an echo by its words and yields to others");
            default -> byLength(turn);
        };
    }

    private static @Nullable Change byLength(TurnAccount turn) {
        long asked = turn.settings.minInterruption().toNanos();
        if (asked >= Limits.LATE_INTERRUPTION_NANOS - Limits.MARGIN_NANOS) {
            return new Change(
                    "turn.min-interruption asks for " + Say.ms(asked) + " of speech.",
                    "turn.min-interruption",
                    "300ms",
                    "ask for less; coughs and \"uh-huh\" then stop the agent more often (turn.resume-false-interruption lets it go on)");
        }
        long sure = turn.declaredNanos - turn.beganNanos;
        if (turn.declaredNanos >= 0 && sure >= Limits.LATE_GATE_NANOS) {
            return new Change(
                    "The gate was sure only " + Say.ms(sure) + " after the sound began.",
                    "speech-gate",
                    "",
                    "a gate that is sure sooner: VoiceAgent.builder().speechGate(SpeechGateConfig.defaults().withMinSpeech(..))");
        }
        return null;
    }

    /** The agent was stopped, and then there was nothing to answer. */
    static Optional<Diagnosis> falseInterruption(TurnAccount turn) {
        boolean nothing = turn.outcome == Outcome.ABANDONED || turn.outcome == Outcome.DROPPED;
        if (turn.floorNanos < 0 || turn.heldOnly || !nothing) {
            return Optional.empty();
        }
        boolean brief = turn.speechNanos <= TOO_LONG_FOR_A_GATE_NANOS;
        String what = turn.text.isEmpty() ? "a sound without words" : Say.quoted(turn.text) + ", which was dropped";
        return Optional.of(new Diagnosis(
                Symptom.FALSE_INTERRUPTION,
                Duration.ofNanos(turn.floorNanos),
                turn.number,
                "The agent was stopped by " + Say.ms(turn.speechNanos) + " of " + what + ".",
                "turn.resume-false-interruption",
                "true",
                "let the agent pause, and go on where nothing was said"
                        + (brief
                                ? "; or ask for more sound: turn.min-interruption=" + Limits.above(turn.speechNanos)
                                : "")));
    }
}
