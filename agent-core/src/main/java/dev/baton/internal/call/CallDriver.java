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
import dev.baton.call.CallEvent;
import dev.baton.call.CallListener;
import dev.baton.turn.AudioSpan;
import dev.baton.turn.EndCause;
import dev.baton.turn.Step;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.TurnMachine;
import dev.baton.turn.TurnState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running call: feeds the turn machine what happens, and carries out what it decides. Everything runs on the call's loop; the methods of {@link Call} and
 * {@link AudioSource.Input} may be called from anywhere and hop.
 */
public final class CallDriver implements Call, AudioSource.Input, CallerAudio.Ears, SttLine.Observer, Replies.Owner {
    private static final Logger log = LoggerFactory.getLogger(CallDriver.class);

    /** Audio that other threads have handed over and the loop has not taken yet. */
    private static final Duration MAX_WAITING_AUDIO = Duration.ofSeconds(5);

    private final CallSetup setup;
    private final CallInfo info;
    private final AudioSource source;
    private final AudioSink sink;
    private final CallListener listener;
    private final @Nullable AudioTap tap;
    private final CallLoop loop;
    private final TurnHandler handler;
    private final TurnMachine machine;
    private final CallScheduler scheduler;
    private final HandlerQueue handlers;
    private final Replies replies;
    private final LatencyBook book = new LatencyBook();
    private final Queue<TurnEvent> happened = new ArrayDeque<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicLong missedBytes = new AtomicLong();
    private final CompletableFuture<CallSummary> completion = new CompletableFuture<>();
    private final Consumer<CallDriver> whenOver;

    private TurnState state;
    private @Nullable CallerAudio ears;
    private @Nullable SttLine recogniser;
    private @Nullable Runnable sourceTick;
    private EndReason endReason = EndReason.HANGUP;
    private boolean deciding;
    private boolean lineBegan;
    private boolean hungUp;
    private boolean over;
    private boolean ended;
    private boolean listenerFailed;
    private long toldAtNanos;
    private int committed;
    private int abandoned;
    private int dropped;

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
        this.setup = setup;
        this.info = info;
        this.source = source;
        this.sink = sink;
        this.listener = listener;
        this.tap = tap;
        this.loop = loop;
        this.whenOver = whenOver;
        handler = setup.handlers().get();
        machine = new TurnMachine(setup.turns());
        state = machine.initial();
        scheduler = new CallScheduler(loop);
        handlers = new HandlerQueue(setup.handlerExecutor(), loop, scheduler, setup.handlerStall(), this::goesOn);
        replies = new Replies(this, handler, setup.voice(), sink, tap, loop, scheduler, handlers, book);
    }

    /** Opens everything and begins; returns at once. */
    public void start() {
        loop.execute(this::begin);
    }

    private void begin() {
        if (hungUp) {
            return; // hung up on this very loop before it got here: all is over
        }
        log.info("call={} started transport={}", info.id(), info.transport());
        scheduler.start(this::tick);
        tell(new CallEvent.Started(now(), info));
        if (hungUp) {
            return; // by a listener
        }
        try {
            var stt = setup.speechToText();
            recogniser = new SttLine(stt, loop, this);
            if (over) {
                return; // it refused at once
            }
            var detector = setup.detectors().apply(stt.sampleRateHz());
            ears = new CallerAudio(
                    source.format(), stt.sampleRateHz(), recogniser.session(), detector, setup.gate(), this, tap);
            if (tap != null) {
                tap.start(stt.sampleRateHz(), sink.sampleRateHz());
            }
            sink.start();
            happens(new TurnEvent.CallStarted(scheduler.eventNanos()));
            source.start(this);
        } catch (BatonException e) {
            tell(new CallEvent.Problem(now(), e, false));
            hangUp(EndReason.SOURCE_FAILED);
        } catch (RuntimeException | LinkageError e) {
            tell(new CallEvent.Problem(now(), unexpected("the call could not begin", e), false));
            hangUp(EndReason.SOURCE_FAILED);
        }
    }

    private void tick() {
        if (sourceTick != null && !hungUp) {
            try {
                sourceTick.run();
            } catch (RuntimeException e) {
                failed(unexpected("the audio source failed", e));
            }
        }
        replies.tick();
    }

    // Call

    @Override
    public CallInfo info() {
        return info;
    }

    @Override
    public CompletableFuture<CallSummary> completion() {
        return completion.copy();
    }

    @Override
    public void hangUp() {
        onLoop(() -> hangUp(EndReason.CLOSED));
    }

    private void hangUp(EndReason reason) {
        if (!hungUp) {
            hungUp = true;
            endReason = reason;
            if (ears != null) {
                ears.flush();
            }
            happens(new TurnEvent.HungUp(scheduler.eventNanos()));
        }
    }

    // AudioSource.Input

    @Override
    public void audio(ByteBuffer bytes) {
        if (loop.isCurrent()) {
            hear(bytes);
            return;
        }
        int length = bytes.remaining();
        long limit = source.format().bytesPerSecond() * MAX_WAITING_AUDIO.toSeconds();
        if (waitingBytes.addAndGet(length) > limit) {
            waitingBytes.addAndGet(-length);
            missed(length); // the loop is that far behind: the oldest audio matters more than the newest
            return;
        }
        var copy = ByteBuffer.allocate(length).put(bytes).flip();
        loop.execute(() -> {
            waitingBytes.addAndGet(-length);
            hear(copy);
        });
    }

    /** Told once for each time that the loop falls behind. */
    private void missed(int bytes) {
        if (missedBytes.getAndAdd(bytes) == 0) {
            loop.execute(() -> {
                long nanos = missedBytes.getAndSet(0)
                        * 1_000_000_000L
                        / source.format().bytesPerSecond();
                if (recogniser != null) {
                    recogniser.audioMissing(nanos);
                }
                goesOn(new BatonException(
                        ErrorCode.STT_AUDIO_DROPPED,
                        "%.1f s of the caller's audio were not taken".formatted(nanos / 1e9),
                        "the call's event loop was more than " + MAX_WAITING_AUDIO.toSeconds() + " s behind",
                        "hold fewer calls on this machine, and never block an event loop"));
            });
        }
    }

    private void hear(ByteBuffer bytes) {
        try {
            takeIn(bytes);
        } catch (RuntimeException e) {
            failed(unexpected("the caller could not be heard any more", e));
        }
    }

    private void takeIn(ByteBuffer bytes) {
        if (ears != null && recogniser != null && !hungUp) {
            if (!lineBegan && bytes.hasRemaining()) {
                lineBegan = true;
                long length =
                        bytes.remaining() * 1_000_000_000L / source.format().bytesPerSecond();
                recogniser.audioBegan(scheduler.eventNanos() - length);
            }
            ears.push(bytes);
        }
    }

    @Override
    public void ended() {
        onLoop(() -> hangUp(EndReason.HANGUP));
    }

    @Override
    public void failed(BatonException reason) {
        onLoop(() -> {
            if (!hungUp) {
                tell(new CallEvent.Problem(now(), reason, false));
                hangUp(EndReason.SOURCE_FAILED);
            }
        });
    }

    @Override
    public void onTick(Runnable tick) {
        onLoop(() -> sourceTick = tick);
    }

    private void onLoop(Runnable task) {
        if (loop.isCurrent()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    // CallerAudio.Ears

    @Override
    public void speechStarted(long agoNanos) {
        long now = scheduler.eventNanos();
        book.speechStarted();
        tell(new CallEvent.SpeechStarted(now(), CallScheduler.duration(now - agoNanos)));
        happens(new TurnEvent.SpeechStarted(now, Math.max(0, now - agoNanos)));
    }

    @Override
    public void speechEnded(long agoNanos) {
        long now = scheduler.eventNanos();
        book.speechEnded(scheduler.nowNanos());
        tell(new CallEvent.SpeechEnded(now(), CallScheduler.duration(now - agoNanos)));
        happens(new TurnEvent.SpeechEnded(now, Math.max(0, now - agoNanos)));
    }

    @Override
    public void soundBegan() {
        happens(new TurnEvent.SoundBegan(scheduler.eventNanos()));
    }

    @Override
    public void noiseIgnored(long lengthNanos) {
        happens(new TurnEvent.SoundFaded(scheduler.eventNanos()));
        tell(new CallEvent.NoiseIgnored(now(), CallScheduler.duration(lengthNanos)));
    }

    // SttLine.Observer

    @Override
    public void sttReady(String address) {
        tell(new CallEvent.SttReady(now(), address));
    }

    @Override
    public void interim(String text, AudioSpan span) {
        tell(new CallEvent.Interim(now(), text));
        happens(new TurnEvent.InterimText(scheduler.eventNanos(), text, span));
    }

    @Override
    public void finalText(String text, boolean answersFinalize, AudioSpan span) {
        book.finalReceived(scheduler.nowNanos());
        tell(new CallEvent.Final(now(), text));
        happens(new TurnEvent.FinalText(scheduler.eventNanos(), text, answersFinalize, 0, span));
    }

    @Override
    public void sttProblem(BatonException reason, boolean goesOn) {
        tell(new CallEvent.Problem(now(), reason, goesOn));
    }

    @Override
    public void sttLost(boolean wasReady) {
        happens(new TurnEvent.SttFailed(scheduler.eventNanos()));
        if (!wasReady) {
            hangUp(EndReason.STT_UNAVAILABLE);
        }
    }

    @Override
    public void sttClosed() {
        happens(new TurnEvent.SttClosed(scheduler.eventNanos()));
    }

    // The machine

    @Override
    public boolean isHungUp() {
        return hungUp;
    }

    /** Events that come about while actions are carried out wait until those are done. */
    @Override
    public void happens(TurnEvent event) {
        if (over) {
            return;
        }
        happened.add(event);
        if (deciding) {
            return;
        }
        deciding = true;
        try {
            for (var next = happened.poll(); next != null && !over; next = happened.poll()) {
                Step step = machine.next(state, next);
                state = step.state();
                step.actions().forEach(this::performOrReport);
            }
        } finally {
            deciding = false;
        }
        if (!over) {
            scheduler.deadline(machine.nextDeadlineNanos(state), due -> happens(new TurnEvent.TimePassed(due)));
        }
    }

    /** One part of the call that throws keeps no other decision from being carried out. */
    private void performOrReport(TurnAction action) {
        try {
            perform(action);
        } catch (RuntimeException e) {
            boolean asksRecogniser =
                    action instanceof TurnAction.SendFinalize || action instanceof TurnAction.SendCloseStream;
            goesOn(new BatonException(
                    asksRecogniser ? ErrorCode.STT_PROTOCOL : ErrorCode.SINK_FAILED,
                    action.getClass().getSimpleName() + " failed (" + e + ")",
                    "",
                    "see the cause in the log",
                    e));
        }
    }

    private void perform(TurnAction action) {
        if (action instanceof TurnAction.Commit commit) {
            commit(commit);
        } else if (action instanceof TurnAction.StartHandler start) {
            replies.answer(start.reply(), start.utterance());
        } else if (action instanceof TurnAction.TurnStarted started) {
            tell(new CallEvent.TurnStarted(now(), started.turn()));
        } else if (action instanceof TurnAction.SendFinalize request) {
            sendFinalize(request.id());
        } else if (action instanceof TurnAction.FinalizeAnswered answer) {
            tell(new CallEvent.FinalizeAnswered(now(), answer.id()));
        } else if (action instanceof TurnAction.SendCloseStream) {
            closeStream();
        } else if (action instanceof TurnAction.Greet greet) {
            replies.greet(greet.reply(), info);
        } else if (action instanceof TurnAction.Abandon abandon) {
            abandoned++;
            tell(new CallEvent.TurnAbandoned(now(), abandon.turn()));
        } else if (action instanceof TurnAction.DropSpeech drop) {
            dropped++;
            tell(new CallEvent.SpeechDropped(now(), drop.turn(), drop.text(), drop.reason()));
        } else if (action instanceof TurnAction.StartReply start) {
            replies.release(start.reply());
        } else if (action instanceof TurnAction.StopReply stop) {
            replies.stop(stop);
        } else if (action instanceof TurnAction.EndCall end) {
            finish(end.cause() == EndCause.HANDLER ? EndReason.HANDLER : endReason);
        } else {
            throw new AssertionError("nobody carries out " + action);
        }
    }

    private void sendFinalize(int id) {
        if (recogniser != null) {
            recogniser.finalizeTurn();
            book.finalizeSent(scheduler.nowNanos());
            tell(new CallEvent.FinalizeSent(now(), id));
        }
    }

    private void closeStream() {
        if (recogniser != null) {
            tell(new CallEvent.CloseStreamSent(now()));
            recogniser.closeStream();
        } else {
            happens(new TurnEvent.SttClosed(scheduler.eventNanos()));
        }
    }

    private void commit(TurnAction.Commit commit) {
        committed++;
        var utterance = commit.utterance();
        var entry = book.committed(
                commit.reply(),
                utterance.turn(),
                commit.speechEndNanos(),
                commit.quietPassedNanos(),
                scheduler.nowNanos());
        var latency = entry.latency();
        log.info(
                "call={} turn={} committed reason={} commit_ms={}",
                info.id(),
                utterance.turn(),
                utterance.reason().label(),
                latency.sinceSpeechEnd(latency.committed()).orElse(0) / 1_000_000);
        tell(new CallEvent.TurnCommitted(now(), utterance, latency));
    }

    // The end

    private void finish(EndReason reason) {
        over = true;
        hungUp = true;
        scheduler.close();
        quietly(source::close);
        if (recogniser != null) {
            quietly(recogniser::abort);
        }
        if (ears != null) {
            quietly(ears::close);
        }
        quietly(replies::end);
        quietly(sink::close);
        if (tap != null) {
            quietly(tap::end);
        }
        var summary = new CallSummary(info, reason, now(), committed, abandoned, dropped, replies.interruptions());
        var wake = scheduler.after(setup.handlerGrace(), handlers::interrupt);
        var giveUp = scheduler.after(setup.handlerGrace().multipliedBy(2), () -> complete(summary));
        handlers.add("onCallEnded", () -> handler.onCallEnded(summary), entered -> {}, () -> {
            wake.cancel();
            giveUp.cancel();
            complete(summary);
        });
    }

    /** The loops are about to end and this call has not: nobody shall wait for it for ever. From any thread. */
    public void giveUp() {
        var lasted = CallScheduler.duration(scheduler.nowNanos());
        completion.complete(new CallSummary(
                info, EndReason.CLOSED, lasted, committed, abandoned, dropped, replies.interruptions()));
    }

    private void complete(CallSummary summary) {
        if (!completion.isDone()) {
            log.info(
                    "call={} ended reason={} turns={} abandoned={} dropped={}",
                    info.id(),
                    summary.reason(),
                    committed,
                    abandoned,
                    dropped);
            tell(new CallEvent.Ended(now(), summary));
            ended = true;
            completion.complete(summary);
            whenOver.accept(this);
        }
    }

    @Override
    public void goesOn(BatonException reason) {
        log.warn("{} {} call={}", reason.code().label(), reason.getMessage(), info.id(), reason.getCause());
        tell(new CallEvent.Problem(now(), reason, true));
    }

    private void quietly(Runnable closing) {
        try {
            closing.run();
        } catch (RuntimeException e) {
            log.warn("call={} could not release a part of the call", info.id(), e);
        }
    }

    // Replies.Owner

    @Override
    public void tell(CallEvent event) {
        if (!ended) {
            tellOne(setup.listener(), event);
            tellOne(listener, event);
        }
    }

    private void tellOne(CallListener one, CallEvent event) {
        try {
            one.onEvent(event);
        } catch (Throwable e) {
            // A failed assertion of a test's listener, too, must not end the call or its loop.
            if (!listenerFailed) {
                listenerFailed = true;
                log.warn(
                        "{} a call listener threw; told once per call={}",
                        ErrorCode.LISTENER_FAILED.label(),
                        info.id(),
                        e);
            }
        }
    }

    private static BatonException unexpected(String what, Throwable cause) {
        return new BatonException(
                ErrorCode.SOURCE_FAILED, what + " (" + cause + ")", "", "see the cause in the log", cause);
    }

    /** Never before what was told last, although a late tick is told with the time at which it was due. */
    @Override
    public Duration now() {
        toldAtNanos = Math.max(toldAtNanos, scheduler.eventNanos());
        return CallScheduler.duration(toldAtNanos);
    }
}
