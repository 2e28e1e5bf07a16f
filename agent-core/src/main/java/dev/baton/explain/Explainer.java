package dev.baton.explain;

import dev.baton.explain.Cause.Kind;
import dev.baton.explain.Explanation.Outcome;
import dev.baton.journal.JournalHeader;
import dev.baton.turn.DropReason;
import dev.baton.turn.StopReason;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnConfig.TurnDetector;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.TurnMachine;
import dev.baton.turn.TurnState;
import dev.baton.turn.Utterance;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells why the turns of a call ended as they did, from what the turn machine heard and decided. What holds at a time (settings, patience, expectation, what was learned) it asks the machine itself, which goes along as long as it decides as was recorded.
 *
 * <p>A turn is told when nothing more can come of it: late text may belong to it, and its answer may be cut, until a few turns later. Memory is bounded however long the call is. Used by one thread.
 */
public final class Explainer {
    /** So many turns back the machine looks for the owner of late text. */
    private static final int KEPT = 4;

    private static final int MOST_BESIDES = 200;

    private final TurnMachine machine;
    private final AgentAccount agent = new AgentAccount();
    private final SilenceWatch silence = new SilenceWatch();
    private final Deque<TurnAccount> ended = new ArrayDeque<>();
    private final List<Cause> besides = new ArrayList<>();
    private final List<Explanation> told = new ArrayList<>();
    private final String endpointer;
    private TurnState state;
    private TurnState stateBefore;
    private InForce inForce;
    private boolean follows;
    private long now;
    private @Nullable TurnAccount open;
    private @Nullable TurnAccount beside;
    private boolean speaking;
    private long speechSince;
    private long bothSince = -1;

    /** @param settings that the call began with; an endpointer is the one that they name */
    public Explainer(TurnConfig settings) {
        this(settings, "");
    }

    /** @param journal of the call */
    public Explainer(JournalHeader journal) {
        this(journal.turns(), journal.endpointer());
    }

    /** @param endpointer class of the application's own; empty where {@code turn.endpointing} names one */
    Explainer(TurnConfig settings, String endpointer) {
        this.endpointer = endpointer;
        machine = new TurnMachine(settings);
        state = machine.initial();
        stateBefore = state;
        inForce = InForce.of(state);
        follows = endpointer.isEmpty();
    }

    /**
     * Hears the next thing that happened.
     *
     * @param actions that the turn machine decided then
     * @return turns of which all is told, oldest first; nearly always none
     */
    public List<Explanation> hear(TurnEvent event, List<TurnAction> actions) {
        now = Math.max(now, event.atNanos());
        var before = inForce;
        stateBefore = state;
        follow(event, actions);
        told.clear();
        // Where a timer ran late, the turn had ended before the speech that opens the next.
        int earlier = event instanceof TurnEvent.SpeechStarted ? endOfTheOpenTurn(actions) : 0;
        actions.subList(0, earlier).forEach(action -> decided(action, actions, event, before));
        happened(event, before);
        actions.subList(earlier, actions.size()).forEach(action -> decided(action, actions, event, before));
        boolean idle = open == null && !speaking && !agent.isBusy();
        silence.update(
                idle, event instanceof TurnEvent.SpeechStarted started ? started.onsetNanos() : now, before.config());
        return List.copyOf(told);
    }

    /**
     * The call is over, or what is known of it.
     *
     * @param atNanos how far it was told
     * @return the turns that had not been told
     */
    public List<Explanation> finish(long atNanos) {
        now = Math.max(now, atNanos);
        told.clear();
        silence.update(false, now, inForce.config());
        if (open != null) {
            link(open);
            ended.addFirst(open);
            open = null;
        }
        if (!ended.isEmpty() && ended.getFirst().callEndNanos < 0) {
            ended.getFirst().callEndNanos = now;
        }
        while (!ended.isEmpty()) {
            told.add(ended.removeLast().explanation());
        }
        return List.copyOf(told);
    }

    /** The turn that ended last, as far as it can be told now. */
    public Optional<Explanation> latest() {
        return Optional.ofNullable(ended.peekFirst()).map(TurnAccount::explanation);
    }

    /** What happened outside of turns so far; of very much, the first. */
    public List<Cause> besides() {
        return List.copyOf(besides);
    }

    /** Complaints so far that are of no turn. */
    public List<Diagnosis> silences() {
        return silence.diagnoses();
    }

    /** The machine goes along as long as it decides the same: not with an endpointer that is not here, nor where masked words mean something else to it. */
    private void follow(TurnEvent event, List<TurnAction> actions) {
        if (follows) {
            var step = machine.next(state, event);
            state = step.state();
            follows = step.actions().equals(actions);
        }
        inForce = follows ? InForce.of(state) : inForce.after(event, actions);
    }

    // Events

    private void happened(TurnEvent event, InForce before) {
        if (!callerDid(event, before) && !recogniserDid(event, before)) {
            agentDid(event);
        }
    }

    private boolean callerDid(TurnEvent event, InForce before) {
        if (event instanceof TurnEvent.SpeechStarted started) {
            speechBegins(started, before);
        } else if (event instanceof TurnEvent.SpeechEnded stopped) {
            speechEnds(Math.min(stopped.endNanos(), now), before.config());
        } else if (event instanceof TurnEvent.DetectorFailed) {
            speechEnds(now, before.config());
            note(Kind.INPUT, "The detector broke: from here on only text tells that the caller speaks.");
        } else if (event instanceof TurnEvent.SoundFaded && open != null) {
            open.faintSoundIsOver(now);
        } else if (event instanceof TurnEvent.AudioStopped) {
            note(Kind.INPUT, "The caller's audio stopped coming.");
        } else if (event instanceof TurnEvent.AudioResumed) {
            note(Kind.INPUT, "The caller's audio came again.");
        } else if (event instanceof TurnEvent.Verdict verdict) {
            verdict(verdict.complete(), "The end-of-turn detector");
        } else if (event instanceof TurnEvent.MuteSet mute) {
            note(
                    Kind.INPUT,
                    mute.muted()
                            ? "The application stopped listening to the caller."
                            : "The application listened to the caller again.");
        } else if (event instanceof TurnEvent.SettingsChanged) {
            note(Kind.INPUT, "The application changed the settings.");
        } else if (event instanceof TurnEvent.HungUp) {
            note(Kind.CALL_ENDED, "The caller was gone.");
        } else {
            return false;
        }
        return true;
    }

    private void speechBegins(TurnEvent.SpeechStarted started, InForce before) {
        long onset = Math.min(Math.max(0, started.onsetNanos()), now);
        if (open == null) {
            open = opened(new TurnAccount(0, onset, before.config()));
        } else if (open.isPausing()) {
            open.pauseEnds(onset, asked(onset - open.soundEndNanos, before, open));
        }
        open.speechBegins(onset, now, agent.sounding());
        speaking = true;
        speechSince = onset;
        followBoth();
    }

    private Quiet asked(long pauseNanos, InForce before, TurnAccount account) {
        return Quiet.inPause(
                Math.max(0, pauseNanos),
                endpointing(before, account),
                account.isComplete(),
                endpointerOf(account),
                follows ? Foresight.commit(machine, stateBefore) : null);
    }

    /** Where the application's endpointer failed, the turn goes by the fixed quiet. */
    private static InForce endpointing(InForce before, TurnAccount account) {
        return account.endpointerFailed ? before.withFixedQuiet() : before;
    }

    private String endpointerOf(TurnAccount account) {
        return account.endpointerFailed ? "" : endpointer;
    }

    private void speechEnds(long end, TurnConfig settings) {
        closeBoth(settings, end);
        if (speaking && open != null) {
            open.soundEnds(end, now);
        }
        speaking = false;
    }

    private boolean recogniserDid(TurnEvent event, InForce before) {
        if (event instanceof TurnEvent.InterimText text) {
            heard(text.text(), -1);
        } else if (event instanceof TurnEvent.FinalText text) {
            heard(text.text(), Math.min(text.span().endNanos(), now));
        } else if (event instanceof TurnEvent.SttTurnEnded) {
            if (before.config().turnDetector() == TurnDetector.STT) {
                note(Kind.VERDICT, "The recogniser, which decides, said that the turn was over.");
            } else if (before.config().turnDetector() == TurnDetector.STT_ADVICE) {
                verdict(true, "The recogniser");
            }
        } else {
            return false;
        }
        return true;
    }

    private void heard(String text, long lastWordEndNanos) {
        if (open != null && text.codePoints().anyMatch(Character::isLetterOrDigit)) {
            open.hasWords(lastWordEndNanos);
        }
    }

    private void verdict(boolean complete, String who) {
        if (open != null && !speaking) {
            open.verdict(now, complete, who);
        }
    }

    private void agentDid(TurnEvent event) {
        if (event instanceof TurnEvent.PlayoutStarted started) {
            agent.plays(started.reply(), now);
            firstSound(agent.answer(started.reply()));
            followBoth();
        } else if (event instanceof TurnEvent.PlayoutEnded stopped) {
            fallsSilent(stopped.reply(), inForce.config());
        } else if (event instanceof TurnEvent.AgentSays says) {
            agent.says(says.text());
        } else if (event instanceof TurnEvent.ReplyReady ready) {
            var answer = agent.answer(ready.reply());
            if (answer != null && answer.readyNanos < 0) {
                answer.readyNanos = now;
            }
        } else if (event instanceof TurnEvent.HandlerReturned returned) {
            var answer = agent.answer(returned.reply());
            if (answer != null) {
                answer.returnedNanos = now;
            }
        } else if (event instanceof TurnEvent.ReplyFinished finished) {
            finished(finished.reply());
        } else if (event instanceof TurnEvent.ReplyShielded shielded) {
            agent.shields(shielded.reply());
        } else if (event instanceof TurnEvent.EndRequested) {
            note(Kind.CALL_ENDED, "The handler wanted the call to end after its last words.");
        }
    }

    private void firstSound(@Nullable Answer answer) {
        if (answer == null || answer.firstSoundNanos >= 0) {
            return;
        }
        answer.firstSoundNanos = now;
        var turn = answer.turn;
        if (turn != null) {
            turn.add(Cause.of(
                    now,
                    Kind.ANSWER,
                    "The answer began to be heard, " + Say.ms(now - turn.soundEndNanos)
                            + " after the caller's last sound" + shares(answer) + "."));
        } else {
            String name = answer.name();
            outside(Cause.of(
                    now,
                    Kind.ANSWER,
                    Character.toUpperCase(name.charAt(0)) + name.substring(1) + " began to be heard."));
        }
    }

    private static String shares(Answer answer) {
        long handler = answer.handlerNanos();
        long ready = answer.readyNanos < 0 ? answer.firstSoundNanos : answer.readyNanos;
        String held = answer.firstSoundNanos - ready > Limits.MARGIN_NANOS
                ? ", and it waited " + Say.ms(answer.firstSoundNanos - ready) + " for the caller to be quiet"
                : "";
        return handler < 0
                ? ": handler and voice took " + Say.ms(ready - answer.askedNanos) + held
                : ": the handler took " + Say.ms(handler) + ", the voice " + Say.ms(ready - answer.returnedNanos)
                        + held;
    }

    private void finished(int reply) {
        fallsSilent(reply, inForce.config());
        var answer = agent.answer(reply);
        if (answer != null && !answer.over) {
            answer.over = true;
            answer.saidNothing = answer.firstSoundNanos < 0;
            if (answer.saidNothing && answer.turn != null) {
                answer.turn.add(Cause.of(now, Kind.ANSWER, "The handler was done without anything to be heard."));
            }
        }
    }

    private void fallsSilent(int reply, TurnConfig settings) {
        if (agent.isPlaying(reply)) {
            closeBoth(settings, now);
            agent.silent();
        }
    }

    // Actions

    /** How many actions there are up to the one that ends the open turn; 0 if none does. */
    private int endOfTheOpenTurn(List<TurnAction> actions) {
        for (int i = actions.size(); i > 0; i--) {
            if (endsTheOpenTurn(actions.get(i - 1))) {
                return i;
            }
        }
        return 0;
    }

    private boolean endsTheOpenTurn(TurnAction action) {
        int turn = open == null ? -1 : open.number;
        if (action instanceof TurnAction.Commit commit) {
            return commit.utterance().revision() == 0 && commit.utterance().turn() == turn;
        }
        return (action instanceof TurnAction.Abandon abandon && abandon.turn() == turn)
                || (action instanceof TurnAction.DropSpeech drop
                        && drop.turn() == turn
                        && drop.reason() != DropReason.DUPLICATE_AUDIO);
    }

    private void decided(TurnAction action, List<TurnAction> all, TurnEvent event, InForce before) {
        if (action instanceof TurnAction.TurnStarted started) {
            turnStarted(started.turn(), before.config());
        } else if (action instanceof TurnAction.Commit commit) {
            commit(commit, before);
        } else if (action instanceof TurnAction.Abandon abandon) {
            var account = take(abandon.turn(), before.config());
            account.abandoned(Reason.of(abandon.reason()), before, now);
            end(account);
        } else if (action instanceof TurnAction.DropSpeech drop) {
            drop(drop, all, before);
        } else if (!recogniserIsTold(action) && !agentIsTold(action, event, before)) {
            report(action);
        }
    }

    private void turnStarted(int number, TurnConfig settings) {
        if (open == null) {
            long from = speaking ? Math.max(speechSince, endOfLatest()) : now;
            open = opened(new TurnAccount(number, from, settings));
            open.beginsWithoutOnset(speaking);
        } else if (open.number == 0 || open.number == number) {
            open.number = number;
        } else {
            beside = new TurnAccount(number, now, settings);
            beside.add(Cause.of(now, Kind.BEGAN, "Text came for a turn that had been answered before."));
        }
    }

    private long endOfLatest() {
        return ended.isEmpty() ? 0 : Math.max(0, ended.getFirst().soundEndNanos);
    }

    private void commit(TurnAction.Commit commit, InForce before) {
        var utterance = commit.utterance();
        if (utterance.revision() > 0) {
            var revised = account(utterance.turn());
            if (revised != null) {
                revised.revised(utterance, now);
                if (commit.reply() != TurnAction.Commit.NO_REPLY) {
                    asked(commit.reply(), revised);
                }
            }
            return;
        }
        var account = utterance.kind() == Utterance.Kind.SPEECH
                ? take(utterance.turn(), before.config())
                : keyed(utterance, before.config());
        account.committed(
                commit,
                Quiet.of(commit, endpointing(before, account), account.isComplete(), endpointerOf(account)),
                before,
                now);
        account.agentsWords = account.bothNanos > 0 && agent.hasSaid(utterance.text());
        if (commit.reply() != TurnAction.Commit.NO_REPLY) {
            asked(commit.reply(), account);
        }
        end(account);
    }

    private TurnAccount keyed(Utterance utterance, TurnConfig settings) {
        long from = utterance.audioStart().toNanos();
        var account = new TurnAccount(utterance.turn(), from, settings);
        String what = utterance.kind() == Utterance.Kind.KEYS
                ? "The caller pressed the first key."
                : "The caller typed a line.";
        account.add(Cause.of(from, Kind.INPUT, what));
        return account;
    }

    private void drop(TurnAction.DropSpeech drop, List<TurnAction> all, InForce before) {
        boolean ofOpen =
                open != null && (open.number == 0 || open.number == drop.turn()) && account(drop.turn()) == null;
        boolean goesOn = drop.reason() == DropReason.DUPLICATE_AUDIO
                || all.stream()
                        .anyMatch(other -> other instanceof TurnAction.Commit commit
                                && commit.utterance().turn() == drop.turn());
        var why = Reason.of(drop.reason());
        if ((ofOpen || isBeside(drop.turn())) && !goesOn) {
            var account = take(drop.turn(), before.config());
            account.agentsWords = agent.hasSaid(drop.text());
            account.dropped(drop.text(), why, before, now);
            end(account);
        } else {
            var account = ofOpen ? open : account(drop.turn());
            if (account != null) {
                account.wordsDropped(drop.text(), why, now);
            }
        }
    }

    private boolean recogniserIsTold(TurnAction action) {
        if (action instanceof TurnAction.SendFinalize finalize) {
            if (open != null) {
                open.asked(finalize.id(), now);
            }
        } else if (action instanceof TurnAction.FinalizeAnswered answered) {
            answered(answered.id());
        } else if (action instanceof TurnAction.ReportReconnecting) {
            if (open != null) {
                open.lineLost = true;
            }
            note(Kind.LINE, "The connection to the recogniser was lost; it was made anew, and the audio was kept.");
        } else if (action instanceof TurnAction.ReportReconnected) {
            note(Kind.LINE, "The recogniser was connected again.");
        } else if (action instanceof TurnAction.ReplayAudio replay) {
            note(
                    Kind.LINE,
                    "What the caller had said since " + Say.clock(replay.fromNanos()) + " was sent to the recogniser.");
        } else if (action instanceof TurnAction.GiveUpStt gone) {
            if (open != null) {
                open.lineLost = true;
            }
            var why = Reason.of(gone.reason());
            note(Cause.of(now, Kind.LINE, "The recogniser is not tried again because " + why.prose() + ".", why));
        } else {
            return false;
        }
        return true;
    }

    private void answered(int id) {
        boolean known = open != null && open.answered(id, now);
        for (var account : ended) {
            known = known || account.answered(id, now);
        }
    }

    private boolean agentIsTold(TurnAction action, TurnEvent event, InForce before) {
        if (action instanceof TurnAction.Greet greet) {
            agent.asked(greet.reply(), null, "the greeting", now);
        } else if (action instanceof TurnAction.ReportIdle idle) {
            agent.asked(idle.reply(), null, "what the agent said to a silent caller", now);
            outside(Cause.of(
                    now,
                    Kind.SILENCE,
                    "Nobody had owed anybody an answer for "
                            + Say.ms(before.config().userIdle().toNanos())
                            + " (turn.user-idle); the handler was told."));
        } else if (action instanceof TurnAction.StartHandler start) {
            handlerStarts(start);
        } else if (action instanceof TurnAction.StartReply start) {
            var answer = agent.answer(start.reply());
            if (answer != null) {
                answer.leaveNanos = now;
            }
        } else if (action instanceof TurnAction.PauseReply) {
            takeFloor(event, before, true);
            closeBoth(before.config(), now);
            agent.paused();
        } else if (action instanceof TurnAction.ResumeReply) {
            agent.resumed(now);
            resumes();
        } else if (action instanceof TurnAction.StopReply stop) {
            stop(stop, event, before);
        } else {
            return false;
        }
        return true;
    }

    private void handlerStarts(TurnAction.StartHandler start) {
        if (agent.answer(start.reply()) != null) {
            return; // asked with the commit
        }
        int number = start.utterance().turn();
        var turn = open != null && open.number == number ? open : account(number);
        var answer = agent.asked(start.reply(), turn, now);
        if (turn != null) {
            turn.isAnswered(answer);
            if (start.speculative()) {
                turn.note(Cause.of(now, Kind.ANSWER, "The handler began to work ahead of the turn's end."));
            } else if (turn.outcome == Outcome.COMMITTED && turn.endedNanos < now) {
                turn.add(Cause.of(
                        now, Kind.ANSWER, "The handler was asked again: what had stopped it came to nothing."));
            }
        }
    }

    private void stop(TurnAction.StopReply stop, TurnEvent event, InForce before) {
        var answer = agent.answer(stop.reply());
        if (stop.reason() == StopReason.INTERRUPTED) {
            takeFloor(event, before, false);
        }
        fallsSilent(stop.reply(), before.config());
        if (answer == null || answer.over) {
            return;
        }
        answer.over = true;
        var why = Reason.of(stop.reason());
        var turn = answer.turn;
        if (turn != null) {
            String heard = answer.firstSoundNanos < 0
                    ? "Nothing of the answer was heard: it ended because "
                    : "The answer ended after " + Say.seconds(now - answer.firstSoundNanos) + " because ";
            turn.add(Cause.of(now, Kind.ANSWER_ENDED, heard + why.prose() + ".", why));
        }
    }

    private void takeFloor(TurnEvent event, InForce before, boolean held) {
        if (open == null) {
            return;
        }
        var settings = before.config();
        var over = agent.sounding();
        open.tookFloor(now, bothSince, agent.gate(settings, now), held);
        String whom = over == null ? "the agent" : over.name();
        String what = held
                ? "The agent fell silent, in the middle of " + whom + ", until it was known what the caller wants: "
                : "The caller took the floor from " + whom + ": ";
        var cause = what + how(event, settings) + ".";
        open.note(
                held
                        ? Cause.of(now, Kind.FLOOR_HELD, cause)
                        : Cause.of(now, Kind.FLOOR_TAKEN, cause, Reason.of(StopReason.INTERRUPTED)));
    }

    private String how(TurnEvent event, TurnConfig settings) {
        if (event instanceof TurnEvent.KeyPressed || event instanceof TurnEvent.TextTyped) {
            return "a key or a typed line leaves no doubt";
        }
        if (!speaking) {
            return "the turn ended as an utterance";
        }
        String lasted = "the speech had lasted " + Say.ms(now - speechSince);
        return switch (agent.gate(settings, now)) {
            case WORDS ->
                lasted + " and had the " + Say.count(settings.minInterruptionWords(), "word")
                        + " that turn.min-interruption-words asks for, or a phrase of turn.interrupt-phrases";
            case ECHO_GUARD -> lasted + ", as long as turn.echo-guard-interruption asks for";
            default ->
                lasted + ", and turn.min-interruption asks for "
                        + Say.ms(settings.minInterruption().toNanos());
        };
    }

    private void resumes() {
        var account = open != null && open.floorNanos >= 0 ? open : ended.peekFirst();
        if (account != null && account.floorNanos >= 0) {
            account.agentWentOn();
            account.note(
                    Cause.of(now, Kind.FLOOR_HELD, "The agent went on where it was: the caller had said nothing."));
        }
        followBoth();
    }

    private void report(TurnAction action) {
        if (action instanceof TurnAction.ReportUntranscribed silent) {
            note(
                    Kind.RECOGNISER,
                    "The recogniser had given no text for " + Say.ms(silent.speechNanos()) + " of speech.");
        } else if (action instanceof TurnAction.ReportTurnLimit limit) {
            note(
                    Kind.INPUT,
                    "The caller had said " + Say.count(limit.words(), "word")
                            + ", more than turn.max-user-turn-words.");
        } else if (action instanceof TurnAction.ReportEndpointing learned) {
            note(
                    Kind.QUIET,
                    "From this caller's pauses it was learned that " + Say.ms(learned.minEndpointingNanos())
                            + " of quiet end a turn.");
        } else if (action instanceof TurnAction.ReportEndpointerFailed failed) {
            if (open != null) {
                open.endpointerFailed = true;
            }
            note(
                    Kind.QUIET,
                    "The application's endpointer " + endpointer + " failed (" + failed.cause()
                            + "); the turn goes by turn.min-endpointing.");
        } else if (action instanceof TurnAction.EndCall end) {
            var why = Reason.of(end.cause());
            outside(Cause.of(now, Kind.CALL_ENDED, "The call ended because " + why.prose() + ".", why));
            if (!ended.isEmpty()) {
                ended.getFirst().callEndNanos = now;
            }
        }
    }

    // Accounts

    private void asked(int reply, TurnAccount account) {
        var known = agent.answer(reply);
        account.isAnswered(known != null && known.turn == account ? known : agent.asked(reply, account, now));
    }

    private TurnAccount opened(TurnAccount account) {
        link(account);
        return account;
    }

    private void link(TurnAccount account) {
        var latest = ended.peekFirst();
        if (latest != null && latest.next == null && latest != account) {
            latest.next = account;
        }
    }

    private @Nullable TurnAccount account(int number) {
        return ended.stream()
                .filter(account -> account.number == number)
                .findFirst()
                .orElse(null);
    }

    private boolean isBeside(int number) {
        return beside != null && beside.number == number;
    }

    private TurnAccount take(int number, TurnConfig settings) {
        var latest = open;
        if (beside != null && beside.number == number) {
            return beside;
        }
        if (latest != null && (latest.number == 0 || latest.number == number)) {
            latest.number = number;
            return latest;
        }
        return new TurnAccount(number, now, settings);
    }

    private void end(TurnAccount account) {
        if (account == open) {
            closeBoth(account.settings, now);
            open = null;
        } else if (account == beside) {
            beside = null;
        }
        link(account);
        ended.addFirst(account);
        if (ended.size() > KEPT) {
            told.add(ended.removeLast().explanation());
        }
    }

    private void note(Kind kind, String sentence) {
        note(Cause.of(now, kind, sentence));
    }

    private void note(Cause cause) {
        if (open != null) {
            open.note(cause);
        } else {
            outside(cause);
        }
    }

    private void outside(Cause cause) {
        if (besides.size() < MOST_BESIDES) {
            besides.add(cause);
        }
    }

    // Both at once

    private void followBoth() {
        if (speaking && agent.soundsSince() >= 0 && bothSince < 0) {
            bothSince = Math.max(speechSince, agent.soundsSince());
        }
    }

    private void closeBoth(TurnConfig settings, long until) {
        if (bothSince >= 0 && open != null) {
            open.bothSpoke(bothSince, until, agent.gate(settings, now));
        }
        bothSince = -1;
    }
}
