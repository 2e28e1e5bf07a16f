package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.agent.Usage;
import dev.baton.call.CallEvent;
import dev.baton.call.CallListener;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners and the log what happens in a call, and counts for its summary. Used on the loop. */
final class CallReport {
    private static final Logger log = LoggerFactory.getLogger(CallReport.class);

    private final CallInfo info;
    private final CallListener agentsListener;
    private final CallListener callsListener;
    private final CallScheduler scheduler;
    private boolean listenerFailed;
    private boolean ended;
    private long toldAtNanos;
    private int committed;
    private int abandoned;
    private int dropped;
    private int interruptions;
    private int underruns;

    CallReport(CallInfo info, CallListener agentsListener, CallListener callsListener, CallScheduler scheduler) {
        this.info = info;
        this.agentsListener = agentsListener;
        this.callsListener = callsListener;
        this.scheduler = scheduler;
    }

    /** Never before what was told last, although a late tick is told with the time at which it was due. */
    Duration now() {
        toldAtNanos = Math.max(toldAtNanos, scheduler.eventNanos());
        return CallScheduler.duration(toldAtNanos);
    }

    void tell(CallEvent event) {
        if (!ended) {
            tellOne(agentsListener, event);
            tellOne(callsListener, event);
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

    void started() {
        log.info("call={} started transport={}", info.id(), info.transport());
        tell(new CallEvent.Started(now(), info));
    }

    /** Something failed, and the call goes on. */
    void goesOn(BatonException reason) {
        log.warn("{} {} call={}", reason.code().label(), reason.getMessage(), info.id(), reason.getCause());
        tell(new CallEvent.Problem(now(), reason, true));
    }

    /** Something failed that ends the call. */
    void endsCall(BatonException reason) {
        tell(new CallEvent.Problem(now(), reason, false));
    }

    void couldNotRelease(RuntimeException cause) {
        log.warn("call={} could not release a part of the call", info.id(), cause);
    }

    void committed(CallEvent.TurnCommitted event) {
        committed++;
        var latency = event.latency();
        log.info(
                "call={} turn={} committed reason={} commit_ms={}",
                info.id(),
                event.utterance().turn(),
                event.utterance().reason().label(),
                latency.sinceSpeechEnd(latency.committed()).orElse(0) / 1_000_000);
        tell(event);
    }

    void abandoned(CallEvent.TurnAbandoned event) {
        abandoned++;
        tell(event);
    }

    void dropped(CallEvent.SpeechDropped event) {
        dropped++;
        tell(event);
    }

    void interrupted(CallEvent.Interrupted event) {
        interruptions++;
        tell(event);
    }

    void starved(CallEvent.ReplyStarved event) {
        underruns++;
        tell(event);
    }

    /** @param result what the handler left behind; empty without */
    CallSummary summary(EndReason reason, Duration lasted, int clampedEvents, String result, List<Usage> usage) {
        return new CallSummary(
                info,
                reason,
                lasted,
                committed,
                abandoned,
                dropped,
                interruptions,
                underruns,
                clampedEvents,
                result,
                usage);
    }

    /** Nothing is told after this. */
    void ended(CallSummary summary) {
        log.info(
                "call={} ended reason={} turns={} abandoned={} dropped={} clamped={}",
                info.id(),
                summary.reason(),
                committed,
                abandoned,
                dropped,
                summary.clampedEvents());
        tell(new CallEvent.Ended(now(), summary));
        ended = true;
    }
}
