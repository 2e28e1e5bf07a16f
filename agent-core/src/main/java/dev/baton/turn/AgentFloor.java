package dev.baton.turn;

import org.jspecify.annotations.Nullable;

/**
 * What the agent is doing, independent of the caller's turn: the answer that it owes, and what sounds. Usually one reply is both; a reply that may not be interrupted can still sound while
 * the handler works on the next. Written only by the step that copied it.
 */
final class AgentFloor {
    enum Phase {
        /** Nothing is owed to the caller. */
        IDLE,
        /** The handler works; nothing can be played yet. */
        THINKING,
        /** Something can be played and waits for the caller to be quiet. */
        READY,
        /** Leave was given; the first sound is on its way. */
        STARTING,
        /** The caller hears it. */
        SPEAKING,
        /** The caller's new speech has cancelled the handler; it is started again if that speech comes to nothing. */
        CANCELLED
    }

    /** The answer asked for last; 0 before the first. */
    int reply;

    Phase phase = Phase.IDLE;

    /** What it answers; null for a greeting, or where nobody had said anything. */
    @Nullable
    Utterance utterance;

    long askedAtNanos;

    /** Whether its handler is at work. */
    boolean working;

    /** Whether any of it has sounded. */
    boolean begun;

    /** What is answered next, while a tool of the handler before has to finish its work; null if nothing is. */
    @Nullable
    Utterance nextUtterance;

    int nextReply;

    /** Whether the handler was asked about something later meanwhile. */
    boolean overtaken;

    /** Whether something of that answer can be played. */
    boolean nextReady;

    /** The reply that sounds, or is paused; 0 if none. */
    int playing;

    boolean paused;

    /** The reply that may not be interrupted; 0 if none. */
    int shielded;

    Intervals playouts = Intervals.NONE;
    int playoutsBegun;

    int tools;

    /** The latest of what it has said. */
    String said = "";

    /** When it was first heard in the call. */
    long firstSoundNanos = TurnState.NEVER;

    AgentFloor copy() {
        var copy = new AgentFloor();
        copy.reply = reply;
        copy.phase = phase;
        copy.utterance = utterance;
        copy.askedAtNanos = askedAtNanos;
        copy.working = working;
        copy.begun = begun;
        copy.nextUtterance = nextUtterance;
        copy.nextReply = nextReply;
        copy.overtaken = overtaken;
        copy.nextReady = nextReady;
        copy.playing = playing;
        copy.paused = paused;
        copy.shielded = shielded;
        copy.playouts = playouts;
        copy.playoutsBegun = playoutsBegun;
        copy.tools = tools;
        copy.said = said;
        copy.firstSoundNanos = firstSoundNanos;
        return copy;
    }

    boolean isPlaying() {
        return playing != 0;
    }

    /** Committed, and nothing sounds yet. */
    boolean isThinking() {
        return !isPlaying() && !begun && (phase == Phase.THINKING || phase == Phase.READY || phase == Phase.STARTING);
    }

    /** Whether an answer is owed that nobody has heard anything of. */
    boolean owesAnswer() {
        return nextUtterance != null || (utterance != null && phase != Phase.IDLE && !begun);
    }

    boolean isWorking() {
        return working || tools > 0;
    }

    void asked(int newReply, @Nullable Utterance question, long atNanos) {
        askedAtNanos = atNanos;
        reply = newReply;
        phase = Phase.THINKING;
        utterance = question;
        working = question != null;
        begun = false;
        overtaken = false;
    }

    void silentSince(long nanos) {
        playing = 0;
        paused = false;
        playouts = playouts.endedAt(nanos);
    }

    /** Nothing more comes of the answer; the next one takes its place, if there is one. */
    void settled() {
        phase = Phase.IDLE;
        utterance = null;
        working = false;
        if (nextUtterance != null) {
            asked(nextReply, nextUtterance, askedAtNanos);
            phase = nextReady ? Phase.READY : Phase.THINKING;
            nextUtterance = null;
        }
    }

    void askedNext(int newReply, Utterance question) {
        nextReply = newReply;
        nextUtterance = question;
        nextReady = false;
        overtaken = true;
    }
}
