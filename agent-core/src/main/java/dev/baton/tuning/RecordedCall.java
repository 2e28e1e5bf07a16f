package dev.baton.tuning;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.journal.JournalReader;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** All that has to be known of a call to ask what would have happened with other settings; immutable, so that many may ask at once. */
public final class RecordedCall {
    private final String name;
    private final TurnConfig settings;
    private final List<TurnEvent> caller;
    private final List<RecordedFinal> finals;
    private final List<Long> interimNanos;
    private final List<RecordedReply> replies;
    private final long answerNanos;
    private final boolean marksAnswers;
    private final CallOutcome outcome;
    private final List<TrueTurn> turns;

    RecordedCall(
            String name,
            TurnConfig settings,
            List<TurnEvent> caller,
            List<RecordedFinal> finals,
            List<Long> interimNanos,
            List<RecordedReply> replies,
            long answerNanos,
            boolean marksAnswers,
            CallOutcome outcome,
            List<TrueTurn> turns) {
        this.name = name;
        this.settings = settings;
        this.caller = List.copyOf(caller);
        this.finals = List.copyOf(finals);
        this.interimNanos = List.copyOf(interimNanos);
        this.replies = List.copyOf(replies);
        this.answerNanos = answerNanos;
        this.marksAnswers = marksAnswers;
        this.outcome = outcome;
        this.turns = List.copyOf(turns);
    }

    /**
     * Reads a journal, up to where it was cut off if it was.
     *
     * @throws BatonException if it cannot be read, or is redacted, so that its words are not known
     */
    public static RecordedCall read(Path journal) {
        try (var reader = JournalReader.open(journal)) {
            return read(reader, journal.toString());
        }
    }

    /**
     * The same from an open journal, whose rest it reads.
     *
     * @param name where it comes from, for people
     */
    public static RecordedCall read(JournalReader journal, String name) {
        if (journal.header().redacted()) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    name + " is redacted: without its words nobody can tell when the recogniser would have had them",
                    "",
                    "use calls that were recorded without --redact");
        }
        if (!journal.header().endpointer().isEmpty()) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    name + " had an endpointer of the application's own, "
                            + journal.header().endpointer() + ", which decided what the settings would have",
                    "",
                    "use calls in which turn.endpointing decided");
        }
        var call = new CallReading(name, journal.header().turns());
        for (var entry = journal.next(); entry != null; entry = journal.next()) {
            call.add(entry);
        }
        return call.recorded();
    }

    /** Where it comes from, for people. */
    public String name() {
        return name;
    }

    /** Those that it was held with, from its beginning. */
    public TurnConfig settings() {
        return settings;
    }

    /** What came of it. */
    public CallOutcome outcome() {
        return outcome;
    }

    /** What the caller meant as one turn each: as labelled, or else as far as the call tells. */
    public List<TrueTurn> turns() {
        return turns;
    }

    /** How well its turns would have been kept with other settings. */
    public TurnScore score(UnaryOperator<TurnConfig.Builder> change) {
        return TurnScore.of(WhatIf.with(this, change), turns, lengthNanos());
    }

    /** From its beginning to the last thing that the caller did, or that was understood. */
    long lengthNanos() {
        long length = finals.isEmpty() ? 0 : finals.get(finals.size() - 1).atNanos();
        return caller.isEmpty()
                ? length
                : Math.max(length, caller.get(caller.size() - 1).atNanos());
    }

    /** The same with the truth about its turns. */
    public RecordedCall withTurns(List<TrueTurn> labelled) {
        return new RecordedCall(
                name, settings, caller, finals, interimNanos, replies, answerNanos, marksAnswers, outcome, labelled);
    }

    /** What the caller did, and the line, at their times. */
    List<TurnEvent> caller() {
        return caller;
    }

    List<RecordedFinal> finals() {
        return finals;
    }

    /** When text came that could still change. */
    List<Long> interimNanos() {
        return interimNanos;
    }

    /** In the order in which they were asked for, the greeting first where there was one. */
    List<RecordedReply> replies() {
        return replies;
    }

    /** How long the recogniser usually took to answer a request for final text. */
    long answerNanos() {
        return answerNanos;
    }

    /** Whether it marked the finals that answered one. */
    boolean marksAnswers() {
        return marksAnswers;
    }
}
