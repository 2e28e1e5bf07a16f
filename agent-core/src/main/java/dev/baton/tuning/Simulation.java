package dev.baton.tuning;

import dev.baton.journal.PlacedWord;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.TurnMachine;
import dev.baton.turn.TurnState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One call on virtual time: the recorded caller, a model of the recogniser, the recorded agent, and the turn machine between them. Used once. */
final class Simulation {
    /** A machine that still waits for something so long after all that was recorded waits in vain. */
    private static final long AFTERMATH_NANOS = 60_000_000_000L;

    /** Within one frame it is the same time: decisions of live calls are made when something comes in. */
    private static final long SAME_TIME_NANOS = 20_000_000;

    /** Something that will happen. */
    private record Coming(long atNanos, long order, Runnable what) {}

    private final RecordedCall call;
    private final UnaryOperator<TurnConfig.Builder> change;
    private final TurnMachine machine;
    private final PriorityQueue<Coming> coming =
            new PriorityQueue<>(Comparator.comparingLong(Coming::atNanos).thenComparingLong(Coming::order));
    private final Map<Integer, RecordedReply> replies = new HashMap<>();
    private final Set<Integer> stopped = new HashSet<>();
    private final Map<Integer, Long> pausedWithNanosLeft = new HashMap<>();
    private final Map<Integer, Long> endsNanos = new HashMap<>();
    private final Outcomes outcomes = new Outcomes();
    private final WordPool words;
    private TurnState state;
    private long order;
    private long nowNanos;
    private int connections;
    private int greetings;
    private boolean modelled;
    private boolean over;

    Simulation(RecordedCall call, UnaryOperator<TurnConfig.Builder> change) {
        this.call = call;
        this.change = change;
        machine = new TurnMachine(changed(call.settings()));
        words = new WordPool(call);
        state = machine.initial();
        call.caller().forEach(event -> comes(event.atNanos(), () -> hearCaller(event)));
        call.finals().stream()
                .filter(text -> !text.wasAskedFor())
                .forEach(text -> comes(text.atNanos(), () -> hearAutomatic(text)));
        call.interimNanos().forEach(at -> comes(at, this::hearInterim));
    }

    private TurnConfig changed(TurnConfig settings) {
        return change.apply(settings.toBuilder()).build();
    }

    CallOutcome run() {
        long end = call.lengthNanos() + AFTERMATH_NANOS; // a call without its end would go on for ever
        while (!over) {
            var next = coming.peek();
            long deadline = machine.nextDeadlineNanos(state);
            if (Math.min(deadline, next == null ? Long.MAX_VALUE : next.atNanos()) > end) {
                break;
            }
            if (next != null && next.atNanos() <= deadline) {
                coming.remove();
                nowNanos = next.atNanos();
                next.what().run();
            } else {
                hear(new TurnEvent.TimePassed(deadline));
            }
        }
        return outcomes.outcome();
    }

    private void hearCaller(TurnEvent event) {
        if (event instanceof TurnEvent.SttLost || event instanceof TurnEvent.SttFailed) {
            connections++; // what was asked on the one before is not answered any more, and asked again
            words.takeBack();
        }
        hear(
                event instanceof TurnEvent.SettingsChanged other
                        ? new TurnEvent.SettingsChanged(nowNanos, changed(other.settings()))
                        : event);
    }

    private void hearInterim() {
        var open = words.until(nowNanos);
        if (!open.isEmpty()) {
            hear(new TurnEvent.InterimText(nowNanos, RecordedFinal.text(open), RecordedFinal.span(open)));
        }
    }

    /** What the recogniser gave unasked it gives again, except what it has been asked for meanwhile. */
    private void hearAutomatic(RecordedFinal recorded) {
        long until = recorded.words().isEmpty()
                ? nowNanos
                : RecordedFinal.span(recorded.words()).endNanos();
        var left = words.takeUntil(until);
        words.delivered(words.taken());
        if (!left.isEmpty()) {
            boolean whole = left.equals(recorded.words());
            modelled |= !whole;
            hear(new TurnEvent.FinalText(
                    nowNanos, whole ? recorded.text() : RecordedFinal.text(left), false, 0, RecordedFinal.span(left)));
        }
    }

    private void hear(TurnEvent event) {
        nowNanos = event.atNanos();
        var step = machine.next(state, event);
        state = step.state();
        outcomes.heard(event);
        for (var action : step.actions()) {
            outcomes.decided(action, nowNanos, modelled);
            carryOut(action);
        }
    }

    private void carryOut(TurnAction action) {
        if (action instanceof TurnAction.SendFinalize) {
            ask(nowNanos);
        } else if (action instanceof TurnAction.SendCloseStream) {
            long answered = ask(nowNanos);
            comes(answered, () -> hear(new TurnEvent.SttClosed(answered)));
        } else if (action instanceof TurnAction.StartHandler start) {
            asked(
                    start.reply(),
                    answering(
                            start.utterance().audioStart().toNanos(),
                            start.utterance().audioEnd().toNanos()));
        } else if (action instanceof TurnAction.Greet greet) {
            asked(greet.reply(), unasked());
        } else if (action instanceof TurnAction.ReportIdle idle) {
            asked(idle.reply(), unasked());
        } else if (action instanceof TurnAction.StartReply start) {
            mayBegin(start.reply());
        } else if (action instanceof TurnAction.PauseReply pause) {
            pausedWithNanosLeft.put(
                    pause.reply(), Math.max(0, endsNanos.getOrDefault(pause.reply(), nowNanos) - nowNanos));
            endsNanos.remove(pause.reply());
        } else if (action instanceof TurnAction.ResumeReply resume) {
            ends(resume.reply(), nowNanos + pausedWithNanosLeft.getOrDefault(resume.reply(), 0L));
        } else if (action instanceof TurnAction.StopReply stop) {
            stopped.add(stop.reply());
        } else if (action instanceof TurnAction.Commit || action instanceof TurnAction.Abandon) {
            modelled = false;
        } else if (action instanceof TurnAction.EndCall) {
            over = true;
        }
    }

    // The recogniser

    /** @return when it answers */
    private long ask(long atNanos) {
        var answer = words.takeUntil(atNanos);
        var recorded = recordedAnswer(atNanos, answer);
        int taken = words.taken();
        int connection = connections;
        long at = recorded != null ? Math.max(atNanos, recorded.atNanos()) : atNanos + call.answerNanos();
        comes(at, () -> {
            if (connection == connections) {
                words.delivered(taken);
                answer(answer, recorded);
            }
        });
        return at;
    }

    private void answer(List<PlacedWord> answer, @Nullable RecordedFinal recorded) {
        if (!answer.isEmpty()) {
            modelled |= recorded == null;
            String text = recorded != null ? recorded.text() : RecordedFinal.text(answer);
            hear(new TurnEvent.FinalText(nowNanos, text, call.marksAnswers(), 0, RecordedFinal.span(answer)));
        } else if (call.marksAnswers()) {
            hear(new TurnEvent.FinalizeAcknowledged(nowNanos, 0));
        }
    }

    /** What it answered when it was asked then, if that was the same. */
    private @Nullable RecordedFinal recordedAnswer(long askedNanos, List<PlacedWord> answer) {
        for (var text : call.finals()) {
            if (text.wasAskedFor()
                    && Math.abs(text.askedNanos() - askedNanos) <= SAME_TIME_NANOS
                    && text.words().equals(answer)) {
                return text;
            }
        }
        return null;
    }

    // The agent

    private RecordedReply unasked() {
        int skip = greetings++;
        return call.replies().stream()
                .filter(reply -> reply.turnEndNanos() < 0)
                .skip(skip)
                .findFirst()
                .orElse(RecordedReply.NOTHING);
    }

    /** What it said to the last of these words; to words that it never answered it says what it said next. */
    private RecordedReply answering(long startNanos, long endNanos) {
        RecordedReply best = RecordedReply.NOTHING;
        for (var reply : call.replies()) {
            boolean later = reply.turnEndNanos() > endNanos + SAME_TIME_NANOS;
            if (reply.turnEndNanos() >= startNanos && (!later || best.equals(RecordedReply.NOTHING))) {
                best = reply;
            }
        }
        return best;
    }

    private void asked(int reply, RecordedReply recorded) {
        replies.put(reply, recorded);
        long done = nowNanos;
        for (var wish : recorded.wishes()) {
            long at = nowNanos + wish.afterNanos();
            done = Math.max(done, at);
            agentDoes(at, reply, again(wish.event(), at, reply));
        }
        if (recorded.readyAfterNanos() >= 0) {
            long at = nowNanos + recorded.readyAfterNanos();
            agentDoes(at, reply, new TurnEvent.ReplyReady(at, reply));
        } else {
            agentDoes(done, reply, new TurnEvent.ReplyFinished(done, reply));
        }
    }

    private void mayBegin(int reply) {
        var recorded = replies.getOrDefault(reply, RecordedReply.NOTHING);
        long begins = nowNanos + recorded.beginsAfterNanos();
        agentDoes(begins, reply, new TurnEvent.PlayoutStarted(begins, reply));
        for (var saying : recorded.sayings()) {
            long at = begins + saying.afterNanos();
            agentDoes(at, reply, again(saying.event(), at, reply));
        }
        ends(reply, begins + recorded.playNanos());
    }

    private void agentDoes(long atNanos, int reply, TurnEvent event) {
        comes(atNanos, () -> {
            if (!stopped.contains(reply)) {
                hear(event);
            }
        });
    }

    private void ends(int reply, long atNanos) {
        endsNanos.put(reply, atNanos);
        comes(atNanos, () -> {
            if (!stopped.contains(reply) && endsNanos.getOrDefault(reply, -1L) == atNanos) {
                hear(new TurnEvent.PlayoutEnded(atNanos, reply, false));
                hear(new TurnEvent.ReplyFinished(atNanos, reply));
            }
        });
    }

    /** What the agent did, at another time and perhaps under another number. */
    private static TurnEvent again(TurnEvent event, long at, int reply) {
        if (event instanceof TurnEvent.PatienceSet set) {
            return new TurnEvent.PatienceSet(at, set.quietNanos());
        } else if (event instanceof TurnEvent.AnswerExpected answer) {
            return new TurnEvent.AnswerExpected(at, answer.expected(), answer.quietNanos());
        } else if (event instanceof TurnEvent.HandlerReturned) {
            return new TurnEvent.HandlerReturned(at, reply);
        } else if (event instanceof TurnEvent.ReplyShielded) {
            return new TurnEvent.ReplyShielded(at, reply);
        } else if (event instanceof TurnEvent.AgentSays says) {
            return new TurnEvent.AgentSays(at, says.text());
        } else if (event instanceof TurnEvent.ToolStarted) {
            return new TurnEvent.ToolStarted(at);
        } else if (event instanceof TurnEvent.ToolEnded) {
            return new TurnEvent.ToolEnded(at);
        } else if (event instanceof TurnEvent.EndRequested) {
            return new TurnEvent.EndRequested(at);
        }
        throw new AssertionError("the agent never does this: " + event);
    }

    private void comes(long atNanos, Runnable what) {
        coming.add(new Coming(atNanos, order++, what));
    }
}
