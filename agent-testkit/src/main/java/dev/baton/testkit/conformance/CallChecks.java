package dev.baton.testkit.conformance;

import static dev.baton.testkit.conformance.Rig.require;

import dev.baton.audio.AudioSink;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.turn.CommitReason;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whole calls, on virtual time, in which the service does all that it should. */
final class CallChecks {
    private static final Duration LONGEST_CALL = Duration.ofMinutes(1);

    /** The service has answered, so that these are the adapter's doing. */
    private static final Set<CommitReason> WAITED_IN_VAIN =
            EnumSet.of(CommitReason.TIMEOUT, CommitReason.TIMEOUT_INTERIM, CommitReason.STALL);

    private final SttVendor vendor;

    CallChecks(SttVendor vendor) {
        this.vendor = vendor;
    }

    List<SttCheck> all() {
        return List.of(
                new SttCheck(
                        "call",
                        "a call hears each turn once, whole, right after its end; the last at the hang-up",
                        () -> held(0)),
                new SttCheck(
                        "call-reconnected",
                        "a connection that breaks in the middle of a turn costs the call no word",
                        () -> held(4)));
    }

    private void held(int breaksAtWord) {
        var time = new VirtualTime();
        var caller = SyntheticCaller.builder(8_000)
                .silence(Duration.ofMillis(500))
                .turn("monday please")
                .silence(Duration.ofSeconds(2))
                .turn(Duration.ofMillis(250), "two three", "four")
                .silence(Duration.ofSeconds(2))
                .turn("yes please")
                .silence(Duration.ofMillis(100))
                .build();
        var rig = new Rig(vendor);
        var service = new SpeakingService(vendor, rig.service, time.next(), breaksAtWord);
        var events = new ArrayList<CallEvent>();
        try (var agent = VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(rig.service)
                .turnHandler((utterance, reply) -> {})
                .handlerExecutor(time.executor())
                .eventLoops(time)
                .sttTransport(loop -> service)
                .build()) {
            var call = agent.answer(
                    caller, AudioSink.discard(), CallOptions.defaults().withListener(events::add));
            require(
                    time.runUntil(() -> call.completion().isDone(), LONGEST_CALL),
                    "the call never ended: " + story(events));
        }
        Map<Integer, Utterance> turns = new LinkedHashMap<>();
        for (var event : events) {
            if (event instanceof CallEvent.TurnCommitted committed) {
                turns.put(committed.utterance().turn(), committed.utterance());
            } else if (event instanceof CallEvent.TurnRevised revised) {
                turns.put(revised.utterance().turn(), revised.utterance());
            }
        }
        var texts = turns.values().stream().map(Utterance::text).toList();
        var said = caller.turns().stream().map(SyntheticCaller.SpokenTurn::text).toList();
        require(texts.equals(said), "heard " + texts + " where " + said + " was said; the call: " + story(events));
        var can = rig.service.capabilities();
        if (breaksAtWord == 0 && (can.finalizes() || can.endsTurns())) {
            var waited = turns.values().stream()
                    .filter(each -> WAITED_IN_VAIN.contains(each.reason()))
                    .toList();
            require(waited.isEmpty(), "the service's answer was waited for in vain, before " + waited);
        }
        require(
                service.connections == (breaksAtWord == 0 ? 1 : 2),
                service.connections + " connections; the call: " + story(events));
    }

    private static String story(List<CallEvent> events) {
        return events.stream()
                .map(event -> event.at().toMillis() + " ms "
                        + (event instanceof CallEvent.Problem problem
                                ? problem.reason().report()
                                : event.getClass().getSimpleName()))
                .collect(Collectors.joining(", "));
    }
}
