package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.agent.TurnHandler;
import dev.baton.audio.AudioSink;
import dev.baton.audio.AudioSource;
import dev.baton.audio.AudioTap;
import dev.baton.call.Call;
import dev.baton.call.CallListener;
import dev.baton.journal.JournalEntry.HungUp.During;
import dev.baton.turn.EndCause;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One running call: puts its parts together, opens them, and releases them at the end. Everything runs on the call's loop; the methods of {@link Call} may be called from anywhere and hop.
 */
public final class CallDriver implements Call, CallHolder {
    private final CallSetup setup;
    private final CallInfo info;
    private final AudioSource source;
    private final AudioSink sink;
    private final @Nullable AudioTap tap;
    private final CallLoop loop;
    private final CallJournal journal;
    private final TurnHandler handler;
    private final CallScheduler scheduler;
    private final CallReport report;
    private final TurnDriver turns;
    private final HandlerQueue handlers;
    private final Speaker speaker;
    private final Replies replies;
    private final Decisions decisions;
    private final Hearing hearing;
    private final SttWatch watch;
    private final AudioIntake intake;
    private final CallerInputs inputs;
    private final CallUsage usage = new CallUsage();
    private final CompletableFuture<CallSummary> completion = new CompletableFuture<>();
    private final Consumer<CallDriver> whenOver;

    private @Nullable CallerAudio ears;
    private @Nullable SttLine recogniser;
    private EndReason endReason = EndReason.HANGUP;
    private boolean hungUp;
    private @Nullable String result;

    /** @param whenOver told on the loop, after everything else */
    public CallDriver(
            CallSetup setup,
            CallInfo info,
            AudioSource source,
            AudioSink sink,
            CallListener listener,
            @Nullable AudioTap tap,
            CallLoop loop,
            Consumer<CallDriver> whenOver) {
        this(
                setup,
                info,
                source,
                sink,
                listener,
                tap,
                loop,
                whenOver,
                TurnRules.of(setup.turns(), setup.endpointer()),
                CallJournal.NONE);
    }

    /**
     * @param rules the turn machine, perhaps with something in front of it
     * @param journal hears of all that comes in
     */
    public CallDriver(
            CallSetup setup,
            CallInfo info,
            AudioSource source,
            AudioSink sink,
            CallListener listener,
            @Nullable AudioTap tap,
            CallLoop loop,
            Consumer<CallDriver> whenOver,
            TurnRules rules,
            CallJournal journal) {
        this.setup = setup;
        this.info = info;
        this.source = source;
        this.sink = sink;
        this.tap = tap;
        this.loop = loop;
        this.journal = journal;
        this.whenOver = whenOver;
        var book = new LatencyBook();
        handler = setup.handlers().get();
        scheduler = new CallScheduler(loop);
        report = new CallReport(info, setup.listener(), listener, scheduler);
        turns = new TurnDriver(
                journal.rules(rules), scheduler, action -> decisions().carryOut(action), journal);
        handlers = new HandlerQueue(
                setup.handlerExecutor(),
                loop,
                scheduler,
                setup.handlerStall(),
                setup.handlerGrace().dividedBy(2),
                report::goesOn);
        speaker = new Speaker(setup.voice(), sink, tap, loop, scheduler, usage);
        replies = new Replies(this, handler, speaker, turns, report, handlers, book);
        decisions = new Decisions(info, turns, report, scheduler, book, replies, this, this::finish);
        var can = setup.speechToText().capabilities();
        watch = new SttWatch(setup.turns().stallTimeout(), !can.finalizes() && can.interims());
        hearing = new Hearing(turns, report, scheduler, book, watch);
        intake = new AudioIntake(
                source.format(),
                loop,
                scheduler,
                report,
                journal,
                this,
                hearing,
                () -> turns.settings().audioStarvation());
        inputs = new CallerInputs(setup, loop, turns, report, this);
    }

    private Decisions decisions() {
        return decisions;
    }

    /** Opens everything and begins; returns at once. */
    public void start() {
        loop.execute(this::begin);
    }

    private void begin() {
        if (hungUp) {
            return; // hung up on this very loop before it got here: all is over
        }
        scheduler.start(this::tick, journal::woke);
        long before = scheduler.standStillAt(0);
        try {
            answer();
        } finally {
            scheduler.goOn(before);
        }
    }

    private void answer() {
        journal.begins(scheduler);
        report.started();
        if (hungUp) {
            return; // by a listener
        }
        try {
            open();
        } catch (BatonException e) {
            failed(e);
        } catch (RuntimeException | LinkageError e) {
            failed(unexpected("the call could not begin", e));
        }
    }

    private void open() {
        var stt = setup.speechToText();
        var line = new SttLine(
                stt, setup.turns().replayBuffer(), watch, journal.line(loop), scheduler, hearing, journal, usage);
        recogniser = line;
        decisions.open(line);
        line.connect();
        turns.happens(new TurnEvent.SttPending(turns.now()));
        var detector = setup.detectors().create(source.format().sampleRateHz(), stt.sampleRateHz());
        ears = new CallerAudio(source.format(), stt.sampleRateHz(), line, detector, setup.gate(), hearing, tap);
        intake.open(ears);
        if (tap != null) {
            tap.start(stt.sampleRateHz(), sink.sampleRateHz());
        }
        speaker.open();
        turns.happens(new TurnEvent.CallStarted(turns.now()));
        source.start(intake);
    }

    private void tick() {
        intake.tick();
        replies.tick();
        journal.ticked();
    }

    /** Something happens that was written down, ahead of what has come about in this call; on the loop. */
    public void happensAgain(TurnEvent event) {
        turns.happensNext(event);
    }

    /** The call is hung up again, at the time at which it was; on the loop. */
    public void hangsUpAgain(EndReason reason, long atNanos) {
        long before = scheduler.standStillAt(atNanos);
        try {
            hangUp(reason);
        } finally {
            scheduler.goOn(before);
        }
    }

    /** So much audio is missing again; on the loop. */
    public void missesAgain(long nanos) {
        intake.skip(nanos);
    }

    @Override
    public CallInfo info() {
        return info;
    }

    @Override
    public CompletableFuture<CallSummary> completion() {
        return completion.copy();
    }

    @Override
    public void press(char key) {
        inputs.press(key);
    }

    @Override
    public void type(String line) {
        inputs.type(line);
    }

    @Override
    public void update(UnaryOperator<TurnConfig.Builder> change) {
        inputs.update(change);
    }

    @Override
    public void mute(boolean muted) {
        inputs.mute(muted);
    }

    @Override
    public void hangUp() {
        if (loop.isCurrent()) {
            hangUp(EndReason.CLOSED);
        } else {
            loop.execute(() -> hangUp(EndReason.CLOSED));
        }
    }

    @Override
    public void hangUp(EndReason reason) {
        if (hungUp) {
            return;
        }
        var during = intake.isTicking() ? During.LINE_TICK : scheduler.isInside() ? During.EVENT : During.NOTHING;
        long before = scheduler.standStill();
        try {
            journal.hungUp(scheduler.eventNanos(), reason, during);
            endReason = reason;
            hungUp = true;
            intake.close();
            turns.happens(new TurnEvent.HungUp(turns.now()));
        } finally {
            scheduler.goOn(before);
        }
    }

    @Override
    public boolean isHungUp() {
        return hungUp;
    }

    @Override
    public void failed(BatonException reason) {
        if (!hungUp) {
            report.endsCall(reason);
            hangUp(EndReason.SOURCE_FAILED);
        }
    }

    private void finish(EndCause cause) {
        hungUp = true;
        turns.end();
        scheduler.close();
        release();
        var summary =
                report.summary(reason(cause), report.now(), turns.clamped(), result == null ? "" : result, usage.all());
        journal.ended(scheduler.eventNanos(), summary);
        var wake = scheduler.after(setup.handlerGrace(), handlers::interrupt);
        var giveUp = scheduler.after(setup.handlerGrace().multipliedBy(2), () -> complete(summary));
        handlers.add("onCallEnded", () -> handler.onCallEnded(summary), entered -> {}, () -> {
            wake.cancel();
            giveUp.cancel();
            complete(summary);
        });
    }

    private EndReason reason(EndCause cause) {
        return switch (cause) {
            case HUNG_UP -> endReason == EndReason.HANGUP && nobodyListened() ? EndReason.STT_UNAVAILABLE : endReason;
            case HANDLER -> result == null ? EndReason.HANDLER : EndReason.LEFT;
            case STALL -> EndReason.STALLED;
        };
    }

    private boolean nobodyListened() {
        return recogniser != null && !recogniser.wasOpen();
    }

    private void release() {
        quietly(source::close);
        if (recogniser != null) {
            quietly(recogniser::release);
        }
        if (ears != null) {
            quietly(ears::close);
        }
        quietly(replies::end);
        quietly(speaker::close);
        if (result != null) {
            quietly(sink::leave);
        }
        quietly(sink::close);
        if (tap != null) {
            quietly(tap::end);
        }
    }

    private void quietly(Runnable closing) {
        try {
            closing.run();
        } catch (RuntimeException e) {
            report.couldNotRelease(e);
        }
    }

    private void complete(CallSummary summary) {
        if (!completion.isDone()) {
            report.ended(summary);
            completion.complete(summary);
            whenOver.accept(this);
        }
    }

    /** The loops are about to end and this call has not: nobody shall wait for it for ever. From any thread. */
    public void giveUp() {
        completion.complete(report.summary(
                EndReason.CLOSED, CallScheduler.duration(scheduler.nowNanos()), turns.clamped(), "", List.of()));
    }

    @Override
    public void leaves(String with) {
        if (result == null && !hungUp) {
            result = with;
        }
    }

    static BatonException unexpected(String what, Throwable cause) {
        return new BatonException(
                ErrorCode.SOURCE_FAILED, what + " (" + cause + ")", "", "see the cause in the log", cause);
    }
}
