package dev.baton.turn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step under way: the state as it is being rewritten, and the actions so far. Lives for one call of {@link TurnMachine#next}.
 */
final class Transition {
    /** So many turns back late text is looked for; more than a recogniser is ever behind. */
    private static final int REMEMBERED = 4;

    final List<TurnAction> actions = new ArrayList<>();

    long now;
    TurnConfig config;
    Voice voice;

    @Nullable
    CallerTurn turn;

    List<EndedTurn> ended;
    FinalizeQueue finalizes;
    AgentFloor agent;
    Keypad keypad;
    Muting muting;
    SttLink link;
    Guards guards;
    Ending ending;
    int turnsOpened;
    int repliesAsked;
    long patience;

    @Nullable
    ExpectedAnswer expected;

    long learned;
    CallerPauses pauses;
    long idleSince;
    long committedAt;
    int clamped;

    /** The application's, null where the settings name one. */
    final @Nullable Endpointer ownEndpointer;

    Transition(TurnState state, @Nullable Endpointer ownEndpointer) {
        this.ownEndpointer = ownEndpointer;
        now = state.nowNanos();
        config = state.config();
        voice = state.voice();
        var open = state.turn();
        turn = open == null ? null : open.copy();
        ended = state.ended();
        finalizes = state.finalizes();
        agent = state.agent().copy();
        keypad = state.keypad();
        muting = state.muting();
        link = state.link();
        guards = state.guards();
        ending = state.ending();
        turnsOpened = state.turnsOpened();
        repliesAsked = state.repliesAsked();
        patience = state.patienceNanos();
        expected = state.expected();
        learned = state.learnedNanos();
        pauses = state.pauses();
        idleSince = state.idleSinceNanos();
        committedAt = state.committedAtNanos();
        clamped = state.clamped();
    }

    void emit(TurnAction action) {
        actions.add(action);
    }

    /** Whether the caller speaks in this turn. */
    boolean isSpeaking(CallerTurn open) {
        return open.detected && voice.active();
    }

    boolean isTalking() {
        return ending.phase() == Ending.Phase.NONE;
    }

    /** The open turn; a new one where there is none. Speech that goes on although its turn was ended belongs to it. */
    CallerTurn turnOrOpen() {
        var open = turn;
        if (open == null) {
            open = open(false);
            turn = open;
            if (voice.active()) {
                long after = ended.isEmpty() ? 0 : ended.get(0).audioToNanos();
                open.detected = true;
                open.firstOnsetNanos = Math.max(voice.onsetNanos(), after);
                open.onsetNanos = open.firstOnsetNanos;
                open.declaredAtNanos = now;
                open.gatePassed = voice.gatePassed();
            }
        }
        return open;
    }

    CallerTurn open(boolean late) {
        return new CallerTurn(++turnsOpened, now, late);
    }

    void remember(EndedTurn turn) {
        var turns = new ArrayList<EndedTurn>(REMEMBERED);
        turns.add(turn);
        turns.addAll(ended.subList(0, Math.min(REMEMBERED - 1, ended.size())));
        ended = List.copyOf(turns);
    }

    void replace(EndedTurn before, EndedTurn after) {
        ended = ended.stream().map(turn -> turn.equals(before) ? after : turn).toList();
    }

    /** A deadline that has not come yet, {@link TurnState#NEVER} for one that has. */
    long later(long nanos) {
        return nanos > now ? nanos : TurnState.NEVER;
    }

    TurnState state(long deadlineNanos) {
        return new TurnState(
                now,
                deadlineNanos,
                config,
                voice,
                turn,
                ended,
                finalizes,
                agent,
                keypad,
                muting,
                link,
                guards,
                ending,
                turnsOpened,
                repliesAsked,
                patience,
                expected,
                learned,
                pauses,
                idleSince,
                committedAt,
                clamped);
    }
}
