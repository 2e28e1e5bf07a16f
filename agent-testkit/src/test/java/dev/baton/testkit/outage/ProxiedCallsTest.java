package dev.baton.testkit.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.audio.AudioSink;
import dev.baton.call.Call;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.journal.CheckedJournal;
import dev.baton.testkit.proxy.Direction;
import dev.baton.testkit.proxy.Fault;
import dev.baton.testkit.proxy.FaultProxy;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Calls in real time, over real sockets, through a proxy each that does something to the connection at a random moment; and each again from its journal. {@code -Dbaton.outages.seed=N} chooses other moments.
 */
@ExtendWith(LeakSampling.class)
@Timeout(180)
@SuppressWarnings("FutureReturnValueIgnored") // what an outage fails to do shows in what the call felt
class ProxiedCallsTest {
    private static final int CALLS = 20;
    private static final long SEED = Long.getLong("baton.outages.seed", 20261120);
    private static final Duration LONGEST_TURN = Duration.ofSeconds(25);

    /** What happens to a call's connection. */
    private enum Outage {
        RESET {
            @Override
            void happens(FaultProxy proxy, ScheduledExecutorService later) {
                proxy.cutAll();
            }
        },
        ENDED {
            @Override
            void happens(FaultProxy proxy, ScheduledExecutorService later) {
                proxy.apply(Fault.cutOrderly());
            }
        },
        GONE_FOR_A_SECOND {
            @Override
            void happens(FaultProxy proxy, ScheduledExecutorService later) {
                proxy.refuseConnections();
                proxy.cutAll();
                later.schedule(proxy::acceptConnections, 1, TimeUnit.SECONDS);
            }
        },
        HALF_CLOSED {
            @Override
            void happens(FaultProxy proxy, ScheduledExecutorService later) {
                proxy.apply(Fault.halfClose(Direction.TO_CLIENT));
            }
        },
        STALLED_FOR_A_SECOND {
            @Override
            void happens(FaultProxy proxy, ScheduledExecutorService later) {
                proxy.stall();
                later.schedule(proxy::resume, 1, TimeUnit.SECONDS);
            }
        },
        SINGLE_BYTES {
            @Override
            void happens(FaultProxy proxy, ScheduledExecutorService later) {
                proxy.apply(Fault.singleBytes().only(Direction.TO_CLIENT));
            }
        };

        abstract void happens(FaultProxy proxy, ScheduledExecutorService later);
    }

    /** One call and what becomes of it. */
    private static final class Held {
        final Service service;
        final Outage outage;
        final long atMillis;
        final SyntheticCaller caller;
        final FaultProxy proxy;
        final VoiceAgent agent;
        final CheckedJournal journal = new CheckedJournal();
        final List<CallEvent> events = new CopyOnWriteArrayList<>();

        Held(Service service, Outage outage, long atMillis, LocalSttServer server) {
            this.service = service;
            this.outage = outage;
            this.atMillis = atMillis;
            caller = caller();
            proxy = FaultProxy.to(server.pulseUri()).start();
            agent = VoiceAgent.builder()
                    .voiceActivityDetector(SoundDetector.provider())
                    .speechGate(SoundDetector.gate())
                    .speechToText(service.client("ws://127.0.0.1:" + proxy.port()))
                    .turnHandler((utterance, reply) -> {})
                    .loopThreads(1)
                    .build();
        }

        private static SyntheticCaller caller() {
            var script = SyntheticCaller.builder(16_000).silence(Duration.ofMillis(600));
            for (int turn = 1; turn <= 4; turn++) {
                script.turn("word2%d1 word2%d2 word2%d3 word2%d4".formatted(turn, turn, turn, turn));
                script.silence(Duration.ofMillis(turn == 4 ? 300 : 1_500));
            }
            return script.build();
        }

        Call begin(ScheduledExecutorService later) {
            var call = agent.answer(
                    caller,
                    AudioSink.discard(),
                    CallOptions.defaults().withListener(events::add).withJournal(journal));
            later.schedule(() -> outage.happens(proxy, later), atMillis, TimeUnit.MILLISECONDS);
            return call;
        }

        @Override
        public String toString() {
            return service + " " + outage + " at " + atMillis + " ms, seed " + SEED + ": " + events;
        }
    }

    @Test
    void outagesAtRandomMoments_costNoWord() throws Exception {
        var dice = new Random(SEED);
        var outages = List.of(Outage.values());
        var later = Executors.newSingleThreadScheduledExecutor();
        var held = new ArrayList<Held>();
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                .answerDelay(Duration.ofMillis(60))
                .start()) {
            for (int i = 0; i < CALLS; i++) {
                var outage = outages.get(dice.nextInt(outages.size()));
                var service = i % 2 == 0 ? Service.PULSE : Service.DEEPGRAM;
                held.add(new Held(service, outage, 500 + dice.nextInt(9_000), server));
            }
            var calls = held.stream().map(each -> each.begin(later)).toList();
            for (var call : calls) {
                call.completion().get(120, TimeUnit.SECONDS);
            }
        } finally {
            later.shutdownNow();
            held.forEach(each -> each.agent.close());
            held.forEach(each -> each.proxy.close());
        }

        int reconnects = 0;
        for (var each : held) {
            var ledger = new Ledger(each.caller, each.events);
            ledger.assertAccounted();
            ledger.assertBounded(LONGEST_TURN);
            assertThat(ledger.missing()).as(each::toString).isEmpty();
            each.journal.assertSameAgain(each.service.client(), SoundDetector.provider());
            reconnects += (int) each.events.stream()
                    .filter(CallEvent.SttReconnected.class::isInstance)
                    .count();
        }
        System.out.printf(
                "%d calls with an outage each (seed %d): %d words said, all committed once, %d reconnections%n",
                CALLS, SEED, CALLS * 16, reconnects);
        assertThat(reconnects).as("outages that were felt").isPositive();
    }
}
