package dev.baton.testkit.schedule.promise;

import dev.baton.call.CallEvent;
import dev.baton.turn.Utterance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a {@link CallTrace}. {@code atNanos} is the loop's clock since the call began.
 */
public sealed interface Entry {
    long atNanos();

    /** The call told its listener. */
    record Told(long atNanos, CallEvent event) implements Entry {}

    /** The driver opened a connection to the recogniser; numbered from 1. */
    record Opened(long atNanos, int connection) implements Entry {}

    /** The connection stands. */
    record Stands(long atNanos, int connection) implements Entry {}

    /** The connection ended; {@code lost}: nobody had asked for that. */
    record Gone(long atNanos, int connection, boolean lost) implements Entry {}

    /** A finalize reached the recogniser, after so many samples on that connection, the last of which was of {@code frame}. */
    record FinalizeAsked(long atNanos, int connection, long samples, int frame) implements Entry {}

    /** A close_stream reached it. */
    record CloseAsked(long atNanos, int connection) implements Entry {}

    /** Audio, a finalize or a close_stream reached it although a close_stream had. */
    record TalkedAfterClose(long atNanos, int connection, String what) implements Entry {}

    /** The recogniser told a text that may change; {@code text} as it wrote it. */
    record InterimSaid(long atNanos, int connection, String text) implements Entry {}

    /**
     * The recogniser told a final text.
     *
     * @param words their numbers
     * @param marked whether it marked it as an answer
     * @param answers how many finalizes of the connection it answers in truth, those before included
     */
    record FinalSaid(long atNanos, int connection, List<Integer> words, Stamps stamps, boolean marked, int answers)
            implements Entry {}

    /** Frames of a reply, by the number that the scripted handler gave it, reached the sink; from {@code atNanos} until {@code lastNanos}. */
    record Sounded(long atNanos, int reply, int frames, long lastNanos) implements Entry {}

    /** A frame of a reply reached the sink although the handler had been told that the reply is cancelled. */
    record SoundedCancelled(long atNanos, int reply) implements Entry {}

    /** The sink was cleared. */
    record Cleared(long atNanos) implements Entry {}

    /** The handler was asked; {@code utterance} is null for the greeting. */
    record Asked(long atNanos, int reply, @Nullable Utterance utterance) implements Entry {}

    /** The handler was told that a reply was interrupted. */
    record ToldInterrupted(long atNanos) implements Entry {}

    /** The handler was told that the call is over. */
    record ToldEnd(long atNanos) implements Entry {}

    /** The caller or the application did something: pressed a key, typed, muted, changed settings, hung up. */
    record Did(long atNanos, String what, String text) implements Entry {}

    /** The call closed the caller's line: it is over, and nothing that comes now is heard. */
    record LineClosed(long atNanos) implements Entry {}
}
