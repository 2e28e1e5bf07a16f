package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.call.CallEvent;
import dev.baton.turn.AudioSpan;
import dev.baton.turn.TurnEvent;

/** What the detector and the recogniser heard, told to the turn machine, the listeners and the latency book. Used on the loop. */
final class Hearing implements CallerAudio.Ears, SttLine.Observer {
    private final TurnDriver turns;
    private final CallReport report;
    private final CallScheduler scheduler;
    private final LatencyBook book;
    private final CallHolder call;

    Hearing(TurnDriver turns, CallReport report, CallScheduler scheduler, LatencyBook book, CallHolder call) {
        this.turns = turns;
        this.report = report;
        this.scheduler = scheduler;
        this.book = book;
        this.call = call;
    }

    @Override
    public void speechStarted(long agoNanos) {
        long now = turns.now();
        book.speechStarted();
        report.tell(new CallEvent.SpeechStarted(report.now(), CallScheduler.duration(now - agoNanos)));
        turns.happens(new TurnEvent.SpeechStarted(now, Math.max(0, now - agoNanos)));
    }

    @Override
    public void speechEnded(long agoNanos) {
        long now = turns.now();
        book.speechEnded(scheduler.nowNanos());
        report.tell(new CallEvent.SpeechEnded(report.now(), CallScheduler.duration(now - agoNanos)));
        turns.happens(new TurnEvent.SpeechEnded(now, Math.max(0, now - agoNanos)));
    }

    @Override
    public void soundBegan() {
        turns.happens(new TurnEvent.SoundBegan(turns.now()));
    }

    @Override
    public void noiseIgnored(long lengthNanos) {
        turns.happens(new TurnEvent.SoundFaded(turns.now()));
        report.tell(new CallEvent.NoiseIgnored(report.now(), CallScheduler.duration(lengthNanos)));
    }

    @Override
    public void sttReady(String address) {
        report.tell(new CallEvent.SttReady(report.now(), address));
    }

    @Override
    public void interim(String text, AudioSpan span) {
        report.tell(new CallEvent.Interim(report.now(), text));
        turns.happens(new TurnEvent.InterimText(turns.now(), text, span));
    }

    @Override
    public void finalText(String text, boolean answersFinalize, AudioSpan span) {
        book.finalReceived(scheduler.nowNanos());
        report.tell(new CallEvent.Final(report.now(), text));
        turns.happens(new TurnEvent.FinalText(turns.now(), text, answersFinalize, 0, span));
    }

    @Override
    public void sttProblem(BatonException reason, boolean goesOn) {
        report.tell(new CallEvent.Problem(report.now(), reason, goesOn));
    }

    @Override
    public void sttLost(boolean wasReady) {
        turns.happens(new TurnEvent.SttFailed(turns.now()));
        if (!wasReady) {
            call.hangUp(EndReason.STT_UNAVAILABLE);
        }
    }

    @Override
    public void sttClosed() {
        turns.happens(new TurnEvent.SttClosed(turns.now()));
    }
}
