package dev.baton.examples.cli;

import dev.baton.call.CallEvent;
import dev.baton.metrics.TurnLatency;
import dev.baton.turn.Utterance;
import java.io.PrintStream;
import java.time.Duration;

/** One line per commit, for pipes, logs and terminals that cannot rewrite a row. */
final class PlainLines implements CallView {
    private final PrintStream out;
    private final boolean detailed;

    PlainLines(PrintStream out, boolean detailed) {
        this.out = out;
        this.detailed = detailed;
    }

    @Override
    public void show(CallEvent event, CallStory story) {
        if (event instanceof CallEvent.TurnCommitted committed) {
            turn(event, " committed", committed.utterance(), committed.latency());
        } else if (event instanceof CallEvent.TurnRevised revised) {
            turn(event, " revised", revised.utterance(), revised.latency());
        } else if (event instanceof CallEvent.SpeechDropped dropped) {
            line(
                    event,
                    "turn " + dropped.turn() + " dropped \"" + dropped.text() + "\" reason="
                            + dropped.reason().label());
        } else if (event instanceof CallEvent.Interrupted interrupted) {
            line(
                    event,
                    "agent interrupted stopped_ms="
                            + Figures.millis(interrupted.stopped().toNanos()) + " heard=\""
                            + interrupted.heard().text() + "\"");
        } else if (event instanceof CallEvent.SttReconnecting) {
            line(event, "recogniser connection lost; the call goes on and keeps the audio");
        } else if (event instanceof CallEvent.SttReconnected) {
            line(event, "recogniser connected again");
        } else if (event instanceof CallEvent.SttFellBehind) {
            line(event, "the network to the recogniser takes less than is said; the call keeps the audio");
        } else if (event instanceof CallEvent.SttCaughtUp) {
            line(event, "the recogniser has all the audio again");
        } else if (event instanceof CallEvent.SttGivenUp gone) {
            line(event, "recogniser given up reason=" + gone.reason().label());
        } else if (event instanceof CallEvent.Problem problem) {
            var reason = problem.reason();
            line(
                    event,
                    reason.code().label() + " " + reason.getMessage()
                            + (reason.tried().isEmpty() ? "" : "; " + reason.tried())
                            + (reason.remedy().isEmpty() ? "" : "; do: " + reason.remedy()));
        } else if (detailed) {
            detail(event);
        }
        out.flush();
    }

    @Override
    public void wire(Duration at, boolean sent, String text) {
        out.println(Figures.exactClock(at) + (sent ? " > " : " < ") + text);
        out.flush();
    }

    private void turn(CallEvent event, String what, Utterance utterance, TurnLatency latency) {
        var delay = latency.sinceSpeechEnd(latency.committed());
        line(
                event,
                "turn " + utterance.turn() + what + " \"" + utterance.text() + "\""
                        + (delay.isPresent() ? " commit_ms=" + Math.round(delay.getAsLong() / 1e6) : "")
                        + " reason=" + utterance.reason().label());
    }

    private void detail(CallEvent event) {
        if (event instanceof CallEvent.ReplyText text) {
            line(event, "agent says \"" + text.text() + "\"");
        } else if (event instanceof CallEvent.FinalizeSent sent) {
            line(event, "finalize " + sent.number() + " sent");
        } else if (event instanceof CallEvent.FinalizeAnswered answered) {
            line(event, "finalize " + answered.number() + " answered");
        } else if (event instanceof CallEvent.Final text) {
            line(event, "final \"" + text.text() + "\"");
        } else if (event instanceof CallEvent.NoiseIgnored noise) {
            line(event, "noise ignored ms=" + noise.length().toMillis());
        } else if (event instanceof CallEvent.TurnAbandoned abandoned) {
            line(
                    event,
                    "turn " + abandoned.turn() + " abandoned reason="
                            + abandoned.reason().label());
        } else if (event instanceof CallEvent.AudioReplayed replayed) {
            line(
                    event,
                    "audio replayed from " + Figures.exactClock(replayed.from()) + " ms="
                            + replayed.length().toMillis());
        } else if (event instanceof CallEvent.ReplyPaused) {
            line(event, "agent paused");
        } else if (event instanceof CallEvent.ReplyResumed) {
            line(event, "agent goes on");
        } else if (event instanceof CallEvent.HandlerCancelled cancelled) {
            line(
                    event,
                    "handler cancelled turn=" + cancelled.turn() + " reason="
                            + cancelled.reason().label());
        }
    }

    @Override
    public void missed(long events) {
        out.println(events + " events were not shown: this output was too slow");
    }

    private void line(CallEvent event, String text) {
        out.println(Figures.exactClock(event.at()) + " " + text);
    }
}
