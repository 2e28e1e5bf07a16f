package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.call.CallEvent;
import dev.baton.stt.SttEvent;
import dev.baton.turn.AudioSpan;
import dev.baton.turn.GiveUpReason;
import dev.baton.turn.TurnEvent;
import java.time.Duration;

/** What the detector and the recogniser heard, told to the turn machine, the listeners and the latency book. Used on the loop. */
final class Hearing implements CallerAudio.Ears, AudioIntake.Gaps, SttLine.Observer {
    /** No service says which finalize it answers. */
    private static final int OLDEST = 0;

    private final TurnDriver turns;
    private final CallReport report;
    private final CallScheduler scheduler;
    private final LatencyBook book;
    private final SttWatch watch;

    Hearing(TurnDriver turns, CallReport report, CallScheduler scheduler, LatencyBook book, SttWatch watch) {
        this.turns = turns;
        this.report = report;
        this.scheduler = scheduler;
        this.book = book;
        this.watch = watch;
    }

    @Override
    public void speechStarted(long agoNanos) {
        long now = turns.now();
        book.speechStarted();
        watch.speech(true);
        report.tell(new CallEvent.SpeechStarted(report.now(), CallScheduler.duration(now - agoNanos)));
        turns.happens(new TurnEvent.SpeechStarted(now, Math.max(0, now - agoNanos)));
    }

    @Override
    public void speechEnded(long agoNanos) {
        long now = turns.now();
        book.speechEnded(scheduler.nowNanos());
        watch.speechEnded();
        report.tell(new CallEvent.SpeechEnded(report.now(), CallScheduler.duration(now - agoNanos)));
        turns.happens(new TurnEvent.SpeechEnded(now, Math.max(0, now - agoNanos)));
    }

    @Override
    public void speechCutOff(long agoNanos) {
        watch.speech(false);
        long now = turns.now();
        turns.happens(new TurnEvent.SpeechEnded(now, Math.max(0, now - agoNanos)));
    }

    @Override
    public void soundBegan() {
        turns.happens(new TurnEvent.SoundBegan(turns.now()));
    }

    @Override
    public void soundFaded() {
        turns.happens(new TurnEvent.SoundFaded(turns.now()));
    }

    @Override
    public void noiseIgnored(long lengthNanos) {
        report.tell(new CallEvent.NoiseIgnored(report.now(), CallScheduler.duration(lengthNanos)));
    }

    @Override
    public void detectorFailed(Throwable cause) {
        report.goesOn(new BatonException(
                ErrorCode.DETECTOR_FAILED,
                "the voice activity detector failed (" + cause + ")",
                "the call goes on without it: the recogniser's text alone tells when the caller speaks",
                "see the cause in the log",
                cause));
        watch.speech(false);
        turns.happens(new TurnEvent.DetectorFailed(turns.now()));
    }

    @Override
    public void audioStopped(long agoNanos) {
        long now = turns.now();
        report.tell(new CallEvent.AudioStopped(report.now()));
        turns.happens(new TurnEvent.AudioStopped(now, Math.max(0, now - agoNanos)));
    }

    @Override
    public void audioResumed() {
        report.tell(new CallEvent.AudioResumed(report.now()));
        turns.happens(new TurnEvent.AudioResumed(turns.now()));
    }

    @Override
    public void sttOpened(String address) {
        report.tell(new CallEvent.SttReady(report.now(), address));
        turns.happens(new TurnEvent.SttOpened(turns.now()));
    }

    @Override
    public void heard(SttEvent event, AudioSpan span) {
        long now = turns.now();
        if (event instanceof SttEvent.Interim interim) {
            report.tell(new CallEvent.Interim(report.now(), interim.text()));
            turns.happens(new TurnEvent.InterimText(now, interim.text(), span));
        } else if (event instanceof SttEvent.Final text) {
            book.finalReceived(scheduler.nowNanos());
            report.tell(new CallEvent.Final(report.now(), text.text()));
            turns.happens(
                    text.text().isBlank() && text.answersFinalize()
                            ? new TurnEvent.FinalizeAcknowledged(now, OLDEST)
                            : new TurnEvent.FinalText(now, text.text(), text.answersFinalize(), OLDEST, span));
        } else if (event instanceof SttEvent.SpeechStarted) {
            turns.happens(new TurnEvent.SttSpeechStarted(now));
        } else if (event instanceof SttEvent.TurnExpected) {
            turns.happens(new TurnEvent.SttTurnExpected(now));
        } else if (event instanceof SttEvent.TurnResumed) {
            turns.happens(new TurnEvent.SttTurnResumed(now));
        } else if (event instanceof SttEvent.TurnEnded) {
            turns.happens(new TurnEvent.SttTurnEnded(now));
        }
        // The service's own end of speech and unknown messages decide nothing here.
    }

    @Override
    public void finalizeSent(int id) {
        book.finalizeSent(scheduler.nowNanos());
        report.tell(new CallEvent.FinalizeSent(report.now(), id));
    }

    @Override
    public void closeStreamSent() {
        report.tell(new CallEvent.CloseStreamSent(report.now()));
    }

    @Override
    public void replayed(long fromNanos, long lengthNanos) {
        report.tell(new CallEvent.AudioReplayed(
                report.now(), CallScheduler.duration(fromNanos), CallScheduler.duration(lengthNanos)));
    }

    @Override
    public void sttProblem(BatonException reason, boolean goesOn) {
        if (goesOn) {
            report.goesOn(reason);
        } else {
            report.endsCall(reason);
        }
    }

    @Override
    public void sttFellBehind() {
        report.tell(new CallEvent.SttFellBehind(report.now()));
    }

    @Override
    public void sttCaughtUp() {
        report.tell(new CallEvent.SttCaughtUp(report.now()));
    }

    @Override
    public void sttLost(Duration retryAfter) {
        turns.happens(new TurnEvent.SttLost(turns.now(), retryAfter.toNanos()));
    }

    @Override
    public void sttFailed(GiveUpReason reason) {
        turns.happens(new TurnEvent.SttFailed(turns.now(), reason));
    }

    @Override
    public void sttClosed() {
        turns.happens(new TurnEvent.SttClosed(turns.now()));
    }
}
