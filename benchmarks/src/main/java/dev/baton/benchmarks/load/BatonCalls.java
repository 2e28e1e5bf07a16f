package dev.baton.benchmarks.load;

import dev.baton.call.CallEvent;
import dev.baton.call.VoiceAgent;
import dev.baton.internal.netty.EventLoops;
import dev.baton.netty.HostEventLoops;
import dev.baton.stt.SmallestPulse;
import dev.baton.testkit.audio.SoundDetector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The same calls through the public API, as a host would hold them: its event loops bring the audio and carry the calls, a handler answers each utterance with 2 s of sound. The quiet before a finalize
 * and the speech that interrupts are as the {@link Floor} has them; everything else is Baton's default.
 */
public final class BatonCalls {
    private static final Duration MIN_INTERRUPTION = Duration.ofMillis(200);

    private BatonCalls() {}

    public static void main(String[] arguments) throws Exception {
        var plan = LoadPlan.of(arguments);
        var script = new CallScript();
        var tally = new Tally();
        var ready = new CountDownLatch(plan.calls());
        var pulse = SmallestPulse.builder()
                .url(plan.service())
                .usualAnswerTime(Duration.ZERO) // asks when the quiet is over, as the floor does, not before
                .build();
        var next = new ArrayDeque<LoadedCall>();
        try (var loops = EventLoops.create(Runtime.getRuntime().availableProcessors(), "load");
                var agent = VoiceAgent.builder()
                        .speechToText(pulse)
                        .voiceActivityDetector(new PaidForSounds())
                        .speechGate(SoundDetector.gate())
                        .eventLoops(HostEventLoops.of(loops.group()))
                        .textToSpeech(new TwoSeconds())
                        .turnHandlers(next::remove)
                        .turns(turns -> turns.minEndpointing(Playhead.QUIET).minInterruption(MIN_INTERRUPTION))
                        .listener(event -> {
                            if (event instanceof CallEvent.SttReady) {
                                ready.countDown();
                            } else if (event instanceof CallEvent.Problem) {
                                tally.problem();
                            }
                        })
                        .build()) {
            var pacer = new Pacer(loops.group());
            List<LoadedCall> calls = new ArrayList<>();
            for (int i = 0; i < plan.calls(); i++) {
                var call = new LoadedCall(script, pacer);
                calls.add(call);
                next.add(call);
                agent.answer(call, call.sink());
            }
            ready.await();
            long start = System.nanoTime() + LoadPlan.LEAD_NANOS;
            for (int i = 0; i < plan.calls(); i++) {
                calls.get(i).begin(new Playhead(script, tally, i, start));
            }
            tally.measure(plan);
        }
    }
}
