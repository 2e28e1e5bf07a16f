package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Talks to a machine in milliseconds, with the gate's default times, and remembers what it did and when.
 *
 * <p>A caller who {@link #callerStarts starts} at 1000 began to sound at 900, and one who {@link #callerStops stops} at 2000 fell silent at 1800; so with the
 * defaults the recogniser is asked at 2150 and the turn is over at 2300.
 */
final class Conversation {
    private static final long MILLI = 1_000_000;
    private static final long GATE_START = 100 * MILLI;
    private static final long GATE_STOP = 200 * MILLI;

    private final TurnMachine machine;
    private final List<TurnAction> actions = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private TurnState state;

    Conversation(TurnConfig config) {
        this(config, null);
    }

    Conversation(TurnConfig config, @Nullable Endpointer endpointer) {
        machine = new TurnMachine(config, endpointer);
        state = machine.initial();
    }

    /** With the defaults, but for these settings. */
    static Conversation where(UnaryOperator<TurnConfig.Builder> settings) {
        return new Conversation(settings.apply(settings()).build());
    }

    static TurnConfig.Builder settings() {
        return TurnConfig.builder();
    }

    // The caller

    Conversation callerStarts(long millis) {
        return happens(new TurnEvent.SpeechStarted(millis * MILLI, millis * MILLI - GATE_START));
    }

    Conversation callerStops(long millis) {
        return happens(new TurnEvent.SpeechEnded(millis * MILLI, millis * MILLI - GATE_STOP));
    }

    /** Declared from the one to the other. */
    Conversation callerSpeaks(long fromMillis, long toMillis) {
        return callerStarts(fromMillis).callerStops(toMillis);
    }

    /** A whole turn: declared from the one to the other, answered, and over 300 ms after it. */
    Conversation callerSays(long fromMillis, long toMillis, String text) {
        return callerSpeaks(fromMillis, toMillis).answer(toMillis + 250, text).until(toMillis + 300);
    }

    Conversation soundBegins(long millis) {
        return happens(new TurnEvent.SoundBegan(millis * MILLI));
    }

    Conversation soundFades(long millis) {
        return happens(new TurnEvent.SoundFaded(millis * MILLI));
    }

    Conversation audioStops(long millis) {
        return happens(new TurnEvent.AudioStopped(millis * MILLI, millis * MILLI));
    }

    Conversation audioResumes(long millis) {
        return happens(new TurnEvent.AudioResumed(millis * MILLI));
    }

    Conversation detectorFails(long millis) {
        return happens(new TurnEvent.DetectorFailed(millis * MILLI));
    }

    Conversation verdict(long millis, long startedMillis, boolean complete) {
        return happens(new TurnEvent.Verdict(millis * MILLI, startedMillis * MILLI, complete));
    }

    Conversation presses(long millis, String keys) {
        keys.chars().forEach(key -> happens(new TurnEvent.KeyPressed(millis * MILLI, (char) key)));
        return this;
    }

    Conversation types(long millis, String text) {
        return happens(new TurnEvent.TextTyped(millis * MILLI, text));
    }

    Conversation hangsUp(long millis) {
        return happens(new TurnEvent.HungUp(millis * MILLI));
    }

    // The recogniser

    Conversation interim(long millis, String text) {
        return happens(new TurnEvent.InterimText(millis * MILLI, text, AudioSpan.UNKNOWN));
    }

    Conversation interim(long millis, String text, long fromMillis, long toMillis) {
        return happens(new TurnEvent.InterimText(millis * MILLI, text, span(fromMillis, toMillis)));
    }

    Conversation finalText(long millis, String text) {
        return happens(new TurnEvent.FinalText(millis * MILLI, text, false, 0, AudioSpan.UNKNOWN));
    }

    Conversation finalText(long millis, String text, long fromMillis, long toMillis) {
        return happens(new TurnEvent.FinalText(millis * MILLI, text, false, 0, span(fromMillis, toMillis)));
    }

    /** Final text marked as the answer to a finalize. */
    Conversation answer(long millis, String text) {
        return answer(millis, text, 0);
    }

    Conversation answer(long millis, String text, int of) {
        return happens(new TurnEvent.FinalText(millis * MILLI, text, true, of, AudioSpan.UNKNOWN));
    }

    Conversation answer(long millis, String text, long fromMillis, long toMillis) {
        return happens(new TurnEvent.FinalText(millis * MILLI, text, true, 0, span(fromMillis, toMillis)));
    }

    Conversation acknowledges(long millis) {
        return acknowledges(millis, 0);
    }

    Conversation acknowledges(long millis, int of) {
        return happens(new TurnEvent.FinalizeAcknowledged(millis * MILLI, of));
    }

    Conversation sttHearsSpeech(long millis) {
        return happens(new TurnEvent.SttSpeechStarted(millis * MILLI));
    }

    Conversation sttEndsTurn(long millis) {
        return happens(new TurnEvent.SttTurnEnded(millis * MILLI));
    }

    Conversation sttExpectsEnd(long millis) {
        return happens(new TurnEvent.SttTurnExpected(millis * MILLI));
    }

    Conversation sttHearsTurnGoOn(long millis) {
        return happens(new TurnEvent.SttTurnResumed(millis * MILLI));
    }

    Conversation linkIsPending(long millis) {
        return happens(new TurnEvent.SttPending(millis * MILLI));
    }

    Conversation linkOpens(long millis) {
        return happens(new TurnEvent.SttOpened(millis * MILLI));
    }

    Conversation linkIsLost(long millis) {
        return happens(new TurnEvent.SttLost(millis * MILLI));
    }

    Conversation linkIsBusy(long millis, long waitMillis) {
        return happens(new TurnEvent.SttLost(millis * MILLI, waitMillis * MILLI));
    }

    Conversation linkFails(long millis) {
        return linkFails(millis, GiveUpReason.REFUSED);
    }

    Conversation linkFails(long millis, GiveUpReason reason) {
        return happens(new TurnEvent.SttFailed(millis * MILLI, reason));
    }

    Conversation linkCloses(long millis) {
        return happens(new TurnEvent.SttClosed(millis * MILLI));
    }

    // The agent and the application

    /** The call starts, and reply 1, the greeting, sounds from 10 on. */
    Conversation greetingPlays() {
        return callStarts().agentAnswers(10, 1);
    }

    Conversation callStarts() {
        return happens(new TurnEvent.CallStarted(0));
    }

    /** The agent's reply is ready and begins at once if it may. */
    Conversation agentAnswers(long millis, int reply) {
        replyIsReady(millis, reply);
        if (actions.contains(new TurnAction.StartReply(reply))) {
            plays(millis, reply);
        }
        return this;
    }

    Conversation replyIsReady(long millis, int reply) {
        return happens(new TurnEvent.ReplyReady(millis * MILLI, reply));
    }

    Conversation plays(long millis, int reply) {
        return happens(new TurnEvent.PlayoutStarted(millis * MILLI, reply));
    }

    /** What there was of the reply has been heard; more may follow. */
    Conversation agentSays(long millis, String text) {
        return happens(new TurnEvent.AgentSays(millis * MILLI, text));
    }

    Conversation fallsSilent(long millis, int reply) {
        return happens(new TurnEvent.PlayoutEnded(millis * MILLI, reply, false));
    }

    Conversation isCutOff(long millis, int reply) {
        return happens(new TurnEvent.PlayoutEnded(millis * MILLI, reply, true));
    }

    Conversation agentFinishes(long millis, int reply) {
        return happens(new TurnEvent.ReplyFinished(millis * MILLI, reply));
    }

    Conversation handlerReturns(long millis, int reply) {
        return happens(new TurnEvent.HandlerReturned(millis * MILLI, reply));
    }

    Conversation replyIsShielded(long millis, int reply) {
        return happens(new TurnEvent.ReplyShielded(millis * MILLI, reply));
    }

    Conversation toolStarts(long millis) {
        return happens(new TurnEvent.ToolStarted(millis * MILLI));
    }

    Conversation toolEnds(long millis) {
        return happens(new TurnEvent.ToolEnded(millis * MILLI));
    }

    Conversation patienceIs(long millis, long quietMillis) {
        return happens(new TurnEvent.PatienceSet(millis * MILLI, quietMillis * MILLI));
    }

    Conversation answerIs(long millis, ExpectedAnswer expected, long quietMillis) {
        return happens(new TurnEvent.AnswerExpected(millis * MILLI, expected, quietMillis * MILLI));
    }

    /** From here on, the defaults but for these settings. */
    Conversation settingsChange(long millis, UnaryOperator<TurnConfig.Builder> settings) {
        return happens(new TurnEvent.SettingsChanged(
                millis * MILLI, settings.apply(settings()).build()));
    }

    Conversation isMuted(long millis) {
        return happens(new TurnEvent.MuteSet(millis * MILLI, true));
    }

    Conversation isUnmuted(long millis) {
        return happens(new TurnEvent.MuteSet(millis * MILLI, false));
    }

    Conversation handlerEndsCall(long millis) {
        return happens(new TurnEvent.EndRequested(millis * MILLI));
    }

    // Time

    Conversation happens(TurnEvent event) {
        for (long due = machine.nextDeadlineNanos(state);
                due < event.atNanos();
                due = machine.nextDeadlineNanos(state)) {
            next(new TurnEvent.TimePassed(due));
        }
        next(event);
        return this;
    }

    Conversation until(long millis) {
        return happens(new TurnEvent.TimePassed(millis * MILLI));
    }

    // What was done

    TurnState state() {
        return state;
    }

    List<TurnAction> actions() {
        return actions;
    }

    <A extends TurnAction> List<A> all(Class<A> type) {
        return actions.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The only action of its kind. */
    <A extends TurnAction> A only(Class<A> type) {
        assertThat(all(type)).as("only one in %s", actions).hasSize(1);
        return all(type).get(0);
    }

    /** When actions of this kind were taken, in milliseconds. */
    List<Long> timesOf(Class<? extends TurnAction> type) {
        var found = new ArrayList<Long>();
        for (int i = 0; i < actions.size(); i++) {
            if (type.isInstance(actions.get(i))) {
                found.add(times.get(i));
            }
        }
        return found;
    }

    /** When the only action of its kind was taken, in milliseconds. */
    long timeOf(Class<? extends TurnAction> type) {
        assertThat(timesOf(type)).as("only one in %s", actions).hasSize(1);
        return timesOf(type).get(0);
    }

    List<String> committedTexts() {
        return utterances().stream().map(Utterance::text).toList();
    }

    List<CommitReason> commitReasons() {
        return utterances().stream().map(Utterance::reason).toList();
    }

    List<Utterance> utterances() {
        return all(TurnAction.Commit.class).stream()
                .map(TurnAction.Commit::utterance)
                .toList();
    }

    List<TurnAction.DropSpeech> dropped() {
        return all(TurnAction.DropSpeech.class);
    }

    List<TurnAction.Abandon> abandoned() {
        return all(TurnAction.Abandon.class);
    }

    List<TurnAction.StopReply> stopped() {
        return all(TurnAction.StopReply.class);
    }

    private static AudioSpan span(long fromMillis, long toMillis) {
        return new AudioSpan(fromMillis * MILLI, toMillis * MILLI);
    }

    private void next(TurnEvent event) {
        var step = machine.next(state, event);
        state = step.state();
        for (var action : step.actions()) {
            actions.add(action);
            times.add(state.nowNanos() / MILLI);
        }
    }
}
