package dev.baton.examples.cli;

import dev.baton.call.CallEvent;
import dev.baton.metrics.TurnLatency;
import dev.baton.turn.CommitReason;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A call in a terminal, as it happens: the caller on the left, the agent on the right, one moving row at the bottom for what is being heard. */
final class TimeLine implements CallView {
    private final Rows rows;
    private final Terminal terminal;
    private final LevelMeter meter;
    private final int verbosity;
    private final @Nullable LiveExplanation explanation;
    private boolean hearing;
    private Duration heardSince = Duration.ZERO;
    private Duration sttLostAt = Duration.ZERO;
    private String interim = "";
    private final StringBuilder settled = new StringBuilder();
    private int unexplained;
    private @Nullable Duration patience;
    private int lastEnded;

    /** The turn that is to be explained once it is known how it ended; 0 for none. */
    private int asked;

    TimeLine(Rows rows, Terminal terminal, LevelMeter meter, int verbosity) {
        this(rows, terminal, meter, verbosity, null);
    }

    /** @param explanation follows the same call, for the key {@code e}; null where no keys are typed */
    TimeLine(Rows rows, Terminal terminal, LevelMeter meter, int verbosity, @Nullable LiveExplanation explanation) {
        this.explanation = explanation;
        this.rows = rows;
        this.terminal = terminal;
        this.meter = meter;
        this.verbosity = verbosity;
    }

    @Override
    public void show(CallEvent event, CallStory story) {
        if (event instanceof CallEvent.Started) {
            rows.head();
        } else if (event instanceof CallEvent.SpeechStarted speech) {
            speechStarted(speech, story);
        } else if (event instanceof CallEvent.Interim text) {
            interim = text.text();
        } else if (event instanceof CallEvent.Final text) {
            settle(text.text());
            if (verbosity > 0 && !text.text().isBlank()) {
                rows.note(event.at(), terminal.dim("  final: " + text.text().strip()));
            }
        } else if (event instanceof CallEvent.NoiseIgnored noise) {
            String text = "noise, " + noise.length().toMillis() + " ms: too short to be speech";
            rows.caller(event.at(), "", terminal.dim(". " + text), 2 + text.length(), "");
        } else if (event instanceof CallEvent.TurnCommitted committed) {
            committed(committed.at(), committed.utterance(), committed.latency(), story);
        } else if (event instanceof CallEvent.TurnRevised revised) {
            committed(revised.at(), revised.utterance(), revised.latency(), story);
        } else if (event instanceof CallEvent.TurnAbandoned abandoned) {
            stopHearing();
            lastEnded = abandoned.turn();
            String text = ". no turn: " + abandoned.reason().prose();
            rows.note(event.at(), terminal.dim(text));
        } else if (event instanceof CallEvent.SpeechDropped dropped) {
            stopHearing();
            lastEnded = Math.max(lastEnded, dropped.turn());
            String text =
                    ". \"" + dropped.text() + "\" dropped: " + dropped.reason().prose();
            rows.note(event.at(), terminal.dim(text));
        } else if (event instanceof CallEvent.Problem problem) {
            problem(problem);
        } else if (event instanceof CallEvent.Ended) {
            explain(story);
            rows.foot();
        } else {
            agentSide(event, story);
        }
        drawInterim();
    }

    private void agentSide(CallEvent event, CallStory story) {
        if (event instanceof CallEvent.PatienceSet set) {
            patience = set.quiet();
        } else if (event instanceof CallEvent.ReplyStarted) {
            explain(story);
        } else if (event instanceof CallEvent.ReplyText text) {
            rows.agent(event.at(), text.text() + patienceAfter(text.text()));
        } else if (event instanceof CallEvent.ReplyFinished && patience != null) {
            rows.agent(event.at(), patienceAfter("?").strip());
        } else if (event instanceof CallEvent.Interrupted interrupted) {
            interrupted(interrupted);
        } else if (event instanceof CallEvent.ReplyPaused) {
            rows.agent(event.at(), "(pauses: the caller makes a sound)");
        } else if (event instanceof CallEvent.ReplyResumed) {
            rows.agent(event.at(), "(goes on: the caller said nothing)");
        } else if (event instanceof CallEvent.SttReconnecting) {
            sttLostAt = event.at();
        } else if (event instanceof CallEvent.SttReconnected) {
            String gap = Figures.seconds(event.at().minus(sttLostAt).toNanos());
            rows.note(event.at(), terminal.dim("  the recogniser is connected again, after " + gap));
        } else if (event instanceof CallEvent.SttFellBehind) {
            rows.note(event.at(), terminal.dim("  the network takes less than is said; the audio is kept"));
        } else if (event instanceof CallEvent.SttCaughtUp) {
            rows.note(event.at(), terminal.dim("  the recogniser has all the audio again"));
        } else if (event instanceof CallEvent.AudioReplayed replayed) {
            String length = Figures.seconds(replayed.length().toNanos());
            rows.note(event.at(), terminal.dim("  " + length + " of kept audio sent to it"));
        } else if (event instanceof CallEvent.SttGivenUp gone) {
            rows.note(
                    event.at(),
                    terminal.warning("! the recogniser is not tried again: "
                            + gone.reason().prose()));
        } else if (event instanceof CallEvent.KeyPressed pressed) {
            rows.note(event.at(), terminal.dim("  key " + pressed.key()));
        } else if (event instanceof CallEvent.Idle) {
            rows.note(event.at(), terminal.dim("  the caller is silent"));
        } else if (verbosity > 0) {
            detail(event);
        }
    }

    private void detail(CallEvent event) {
        if (event instanceof CallEvent.FinalizeSent sent) {
            rows.note(event.at(), terminal.dim("  finalize " + sent.number() + " sent"));
        } else if (event instanceof CallEvent.FinalizeAnswered answered) {
            rows.note(event.at(), terminal.dim("  finalize " + answered.number() + " answered"));
        } else if (event instanceof CallEvent.SpeechEnded ended) {
            rows.note(event.at(), terminal.dim("  quiet since " + Figures.clock(ended.end())));
        } else if (event instanceof CallEvent.CloseStreamSent) {
            rows.note(event.at(), terminal.dim("  close_stream sent"));
        } else if (event instanceof CallEvent.SttReady ready) {
            rows.note(event.at(), terminal.dim("  connected to " + ready.address()));
        }
    }

    private String patienceAfter(String text) {
        if (patience == null || !text.endsWith("?")) {
            return "";
        }
        String mark = "  (patience " + Figures.seconds(patience.toNanos()) + ")";
        patience = null;
        return mark;
    }

    private void speechStarted(CallEvent.SpeechStarted speech, CallStory story) {
        if (!hearing) {
            hearing = true;
            heardSince = speech.onset();
            return;
        }
        var silentSince = story.speechEnded();
        if (silentSince != null) {
            settled.append(interim).append(terminal.sign("  ‥", "  .."));
            settled.append(Figures.seconds(speech.onset().minus(silentSince).toNanos()));
            settled.append(terminal.sign("‥  ", "..  "));
            interim = "";
        }
    }

    private void settle(String text) {
        settled.append(settled.isEmpty() || text.isBlank() ? "" : " ").append(text.strip());
        interim = "";
    }

    private void stopHearing() {
        hearing = false;
        interim = "";
        settled.setLength(0);
        rows.clearMoving();
    }

    private void committed(Duration at, Utterance utterance, TurnLatency latency, CallStory story) {
        explain(story);
        stopHearing();
        String number = utterance.turn() + (utterance.revision() > 0 ? "'" : "");
        var delay = latency.sinceSpeechEnd(latency.committed());
        rows.caller(
                at,
                number,
                terminal.bright(utterance.text()),
                utterance.text().length(),
                delay.isPresent() ? Figures.millis(delay.getAsLong()) : "");
        unexplained = utterance.turn();
        lastEnded = utterance.turn();
    }

    /** Why the last turn ended when it did, once it is known how long the answer took. */
    private void explain(CallStory story) {
        var turn = unexplained > 0 ? story.turn(unexplained) : null;
        unexplained = 0;
        if (turn == null) {
            return;
        }
        for (String line : Explanation.of(turn)) {
            rows.explanation(terminal.dim(line), line.length());
        }
    }

    private void interrupted(CallEvent.Interrupted interrupted) {
        String stopped = Figures.millis(interrupted.stopped().toNanos());
        rows.agent(
                interrupted.at(),
                terminal.sign("✂", "8<") + " stopped " + stopped + " ms after the decision; heard: \""
                        + interrupted.heard().text() + "\"");
    }

    private void problem(CallEvent.Problem problem) {
        var reason = problem.reason();
        rows.note(
                problem.at(),
                terminal.warning("! " + reason.code().label() + " " + reason.getMessage())
                        + (problem.goesOn() ? "; the call goes on" : ""));
        if (!reason.tried().isEmpty()) {
            rows.continued(terminal.dim("  " + reason.tried()));
        }
        if (!reason.remedy().isEmpty()) {
            rows.continued("  do: " + reason.remedy());
        }
    }

    @Override
    public void wire(Duration at, boolean sent, String text) {
        rows.note(at, terminal.dim((sent ? "  > " : "  < ") + text));
        drawInterim();
    }

    @Override
    public void refresh() {
        explainAsked();
        drawInterim();
    }

    @Override
    public void key(int key) {
        if (key == 'e' && explanation != null) {
            if (lastEnded == 0) {
                rows.continued(terminal.dim("no turn has ended yet"));
            }
            asked = lastEnded;
            refresh();
        }
    }

    /** The journal, which knows why, comes a moment after the event. */
    private void explainAsked() {
        if (explanation == null) {
            return;
        }
        explanation.follow();
        var latest = asked == 0 ? null : explanation.latest().orElse(null);
        if (latest != null && latest.turn() >= asked) {
            asked = 0;
            rows.block(ExplanationText.lines(latest, terminal));
        }
    }

    private void drawInterim() {
        if (hearing) {
            rows.moving(heardSince, meter.bars(terminal), settled + (settled.isEmpty() ? "" : " ") + interim);
        }
    }

    @Override
    public void missed(long events) {
        rows.continued(Figures.count(events, "event") + " not shown: this terminal was too slow");
    }

    /** The sentences under a turn. */
    static final class Explanation {
        private Explanation() {}

        static List<String> of(CallStory.Turn turn) {
            String times = times(turn.latency(), turn.utterance());
            int pauses = turn.innerPauses();
            if (pauses == 0) {
                return times.isEmpty() ? List.of() : List.of(times);
            }
            String held = turn.utterance().reason() == CommitReason.PATIENCE
                    ? Figures.count(pauses, "pause") + " inside the turn did not end it: the handler asked for patience"
                    : Figures.count(pauses, "pause") + " inside the turn, too short to end it";
            return times.isEmpty() ? List.of(held) : List.of(times, held);
        }

        private static String times(TurnLatency latency, Utterance utterance) {
            var parts = new StringBuilder();
            var quiet = latency.sinceSpeechEnd(latency.quietPassed());
            var detector = Stage.DETECTOR.of(latency);
            var recogniser = Stage.RECOGNISER.of(latency);
            boolean inside = Stage.QUIET.of(latency).isPresent();
            if (detector.isPresent()) {
                parts.append("detector ").append(Figures.millis(detector.getAsLong()));
            }
            if (inside && recogniser.isPresent()) {
                parts.append(parts.isEmpty() ? "" : " + ");
                parts.append("recogniser ").append(Figures.millis(recogniser.getAsLong()));
            }
            if (!parts.isEmpty() && quiet.isPresent()) {
                parts.append(" inside the ")
                        .append(Figures.millis(quiet.getAsLong()))
                        .append(" ms of quiet");
            }
            late(latency)
                    .ifPresent(nanos -> parts.append("; final text ")
                            .append(Figures.millis(nanos))
                            .append(" ms after it"));
            if (utterance.reason() == CommitReason.TIMEOUT_INTERIM || utterance.reason() == CommitReason.CALL_END) {
                parts.append(parts.isEmpty() ? "" : "; ")
                        .append(utterance.reason().prose());
            }
            Stage.HANDLER
                    .of(latency)
                    .ifPresent(nanos -> parts.append("; handler ").append(Figures.millis(nanos)));
            Stage.REPLY.of(latency).ifPresent(nanos -> parts.append(", voice +").append(Figures.millis(nanos)));
            return parts.toString();
        }

        private static OptionalLong late(TurnLatency latency) {
            return TurnLatency.between(latency.quietPassed(), latency.finalReceived());
        }
    }
}
