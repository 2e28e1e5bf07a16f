package dev.baton.explain;

import dev.baton.explain.Explanation.Outcome;
import dev.baton.turn.AbandonReason;
import dev.baton.turn.CommitReason;
import dev.baton.turn.TurnConfig.TurnDetector;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.Optional;

/** The caller was done, and long after that nothing was to be heard; which part of the way took so long. */
final class DeadAir {
    private DeadAir() {}

    static Optional<Diagnosis> ofAnswer(TurnAccount turn) {
        var answer = turn.answer;
        if (turn.outcome != Outcome.COMMITTED
                || turn.kind != Utterance.Kind.SPEECH
                || answer == null
                || turn.soundEndNanos < 0
                || answer.saidNothing) {
            return Optional.empty();
        }
        long until = until(turn, answer);
        long from = lastWord(turn);
        if (until < 0 || until - from < Limits.DEAD_AIR_NANOS) {
            return Optional.empty();
        }
        String evidence = (answer.firstSoundNanos == until ? "The answer began " : "Nothing was heard for ")
                + Say.seconds(until - from) + " after the caller's last "
                + (from < turn.soundEndNanos ? "word" : "sound") + ".";
        return Optional.of(longest(turn, answer, from, until, evidence));
    }

    /** When the silence was over: the answer, or the caller who gave it up, or the end of the call. */
    private static long until(TurnAccount turn, Answer answer) {
        if (answer.firstSoundNanos >= 0) {
            return answer.firstSoundNanos;
        }
        return turn.next != null ? turn.next.beganNanos : turn.callEndNanos;
    }

    private static long lastWord(TurnAccount turn) {
        boolean tail =
                turn.lastWordEndNanos >= 0 && turn.soundEndNanos - turn.lastWordEndNanos >= Limits.NOISE_TAIL_NANOS;
        return tail ? turn.lastWordEndNanos : turn.soundEndNanos;
    }

    private static Diagnosis longest(TurnAccount turn, Answer answer, long from, long until, String evidence) {
        long noise = turn.soundEndNanos - from;
        long quiet = turn.quiet == null ? 0 : turn.quiet.nanos();
        long recogniser = Math.max(0, turn.endedNanos - turn.soundEndNanos - quiet);
        long ready = answer.readyNanos < 0 ? until : Math.min(answer.readyNanos, until);
        long handler = answer.handlerNanos() >= 0
                ? answer.handlerNanos()
                : answer.returnedNanos < 0 ? ready - answer.askedNanos : 0;
        long voice = Math.max(0, ready - answer.askedNanos - handler);
        long held = Math.max(0, until - ready);
        long most = Math.max(Math.max(Math.max(noise, quiet), Math.max(recogniser, handler)), Math.max(voice, held));
        if (most == noise) {
            return diagnosis(
                    turn,
                    from,
                    evidence + " For " + Say.seconds(noise) + " of that, sound without words kept the turn open.",
                    "speech-gate",
                    "noisy_street",
                    "a gate that lets less noise pass: VoiceAgent.builder().speechGate(SpeechGatePreset.NOISY_STREET.config())");
        }
        if (most == quiet) {
            return quietTooLong(turn, from, quiet, evidence);
        }
        if (most == recogniser) {
            return recogniserSlow(turn, from, recogniser, evidence);
        }
        if (most == handler) {
            return diagnosis(
                    turn,
                    from,
                    evidence + " The handler took " + Say.seconds(handler) + ".",
                    "",
                    "",
                    "no setting: make the handler answer sooner, let it say something first, or stream (reply.stream)");
        }
        if (most == voice) {
            return diagnosis(
                    turn,
                    from,
                    evidence + " Text to speech took " + Say.seconds(voice) + ".",
                    "",
                    "",
                    "no setting: a voice that streams, or CachingTextToSpeech for phrases that come again");
        }
        return diagnosis(
                turn,
                from,
                evidence + " It was ready, and waited " + Say.seconds(held) + " because the caller was still heard.",
                "speech-gate",
                "noisy_street",
                "if that was noise, a gate that lets less of it pass: SpeechGatePreset.NOISY_STREET");
    }

    private static Diagnosis quietTooLong(TurnAccount turn, long from, long quiet, String evidence) {
        var source = turn.quiet == null ? Quiet.Source.UNKNOWN : turn.quiet.source();
        String who = turn.quiet == null ? "" : turn.quiet.prose();
        String told = evidence + " The quiet that the turn needed was " + Say.ms(quiet) + " of that";
        return switch (source) {
            case QUESTION ->
                diagnosis(
                        turn,
                        from,
                        told + ", as the question asked.",
                        "patience",
                        "1200ms",
                        "ask for patience only where the answer has pauses, and for no more than they last; numbers are dictated with 1.2 s");
            case INCOMPLETE ->
                diagnosis(
                        turn,
                        from,
                        told + ", because the turn was not called complete.",
                        "turn.max-endpointing",
                        "1500ms",
                        "wait less for a detector that does not say complete");
            case LEARNED ->
                diagnosis(
                        turn,
                        from,
                        told + ", learned from the caller's pauses.",
                        "turn.max-endpointing",
                        "1500ms",
                        "what is learned never goes above it; or turn.endpointing=fixed");
            case SETTING ->
                diagnosis(
                        turn,
                        from,
                        told + ", as turn.min-endpointing asks.",
                        "turn.min-endpointing",
                        "500ms",
                        "ask for less quiet, and give patience to the questions that need it");
            case ENDPOINTER ->
                diagnosis(
                        turn,
                        from,
                        told + ", as " + who + " asked.",
                        "",
                        "",
                        "that endpointer decided: a shorter turn.min-endpointing scales what it asks for (adaptive starts at twice it), and turn.max-endpointing bounds it");
            case OWN_ENDPOINTER ->
                diagnosis(
                        turn,
                        from,
                        told + ", as " + who + " asked.",
                        "",
                        "",
                        "no setting: have that endpointer ask for less");
            case PERHAPS_COMPLETE ->
                diagnosis(
                        turn,
                        from,
                        told + ": " + who + ".",
                        "",
                        "",
                        "no setting of its own: a perhaps complete answer takes turn.min-endpointing, or its patience where that is shorter");
            default ->
                diagnosis(turn, from, told + ".", "", "", "no setting: what asked for so much quiet is not known");
        };
    }

    private static Diagnosis recogniserSlow(TurnAccount turn, long from, long nanos, String evidence) {
        var reason = turn.reason;
        if (turn.quiet == null && reason != null) {
            boolean decides = turn.settings.turnDetector() == TurnDetector.STT;
            return diagnosis(
                    turn,
                    from,
                    evidence + " The turn ended " + Say.ms(nanos) + " after the last sound (" + reason.label() + ").",
                    decides ? "turn.detector" : "",
                    decides ? "none" : "",
                    decides
                            ? "the recogniser, which decides, said so late: let the quiet decide"
                            : "no setting: the quiet did not decide");
        }
        boolean gaveUp = reason != null
                && (reason.label().equals(CommitReason.TIMEOUT.label())
                        || reason.label().equals(CommitReason.TIMEOUT_INTERIM.label()));
        String told = evidence + " The recogniser's text came " + Say.ms(nanos) + " after the quiet was over";
        if (turn.lineLost) {
            return diagnosis(
                    turn,
                    from,
                    told + "; the connection to it was lost meanwhile.",
                    "",
                    "",
                    "no setting: look at the network and the service, or have another take over (FallbackSpeechToText)");
        }
        if (gaveUp) {
            return diagnosis(
                    turn,
                    from,
                    evidence + " For " + Say.ms(nanos)
                            + " beyond the quiet an answer of the recogniser was waited for that did not come.",
                    "turn.finalize-timeout",
                    "500ms",
                    "wait less for it; and look at why the service does not answer a finalize");
        }
        return diagnosis(
                turn,
                from,
                told + ".",
                "turn.finalize-timeout",
                turn.settings.finalizeTimeout().toMillis() > 1_000 ? "1s" : "500ms",
                "bound the wait, or ask earlier (turn.finalize-at=speech-end, or a longer turn.finalize-lead); the service is slow");
    }

    /** The caller spoke, no text came, and so nobody answered. */
    static Optional<Diagnosis> ofNoText(TurnAccount turn) {
        var reason = turn.reason;
        if (turn.outcome != Outcome.ABANDONED
                || reason == null
                || turn.floorNanos >= 0
                || 2 * turn.bothNanos >= turn.speechNanos // said over the agent, who was heard then
                || turn.speechNanos < Limits.REAL_SPEECH_NANOS) {
            return Optional.empty();
        }
        boolean atTheEnd = reason.label().equals(AbandonReason.CALL_END.label());
        long wait = turn.endedNanos - turn.soundEndNanos;
        if (atTheEnd || wait < Limits.DEAD_AIR_NANOS) {
            return Optional.empty();
        }
        String evidence = "After " + Say.ms(turn.speechNanos) + " of speech nobody answered: " + reason.prose()
                + " within " + Say.seconds(wait) + ".";
        if (reason.label().equals(AbandonReason.ONLY_INTERIM.label())) {
            return Optional.of(diagnosis(
                    turn,
                    turn.soundEndNanos,
                    evidence,
                    "turn.promotes-interims",
                    "true",
                    "take interim text where no final comes"));
        }
        if (turn.lineLost) {
            return Optional.of(
                    diagnosis(
                            turn,
                            turn.soundEndNanos,
                            evidence + " The recogniser was away.",
                            "",
                            "",
                            "no setting: look at the network and the service, or have another take over (FallbackSpeechToText)"));
        }
        return Optional.of(
                diagnosis(
                        turn,
                        turn.soundEndNanos,
                        evidence,
                        "turn.no-transcript-timeout",
                        "1500ms",
                        "give up sooner, so that the handler hears of the silence (turn.user-idle); and look at the recogniser's language, and at what the microphone sends"));
    }

    private static Diagnosis diagnosis(
            TurnAccount turn, long at, String evidence, String setting, String value, String remedy) {
        return new Diagnosis(
                Symptom.DEAD_AIR, Duration.ofNanos(Math.max(0, at)), turn.number, evidence, setting, value, remedy);
    }
}
