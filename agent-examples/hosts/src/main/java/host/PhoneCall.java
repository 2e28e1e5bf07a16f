package host;

import dev.baton.agent.CallSummary.EndReason;
import dev.baton.testkit.carrier.CallerFacts;
import dev.baton.testkit.carrier.CallerSpeech;
import dev.baton.testkit.carrier.CarrierClient;
import dev.baton.testkit.carrier.CarrierLeg;
import dev.baton.testkit.carrier.TwilioLeg;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A whole call as Twilio holds it, with an interruption, by a carrier that shares no code with the lines. What was heard at the far end is read from the samples themselves.
 */
final class PhoneCall {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long FRAME_MILLIS = 20;
    private static final List<String> SAID = List.of("nine thirty please", "no thank you");

    /** What the network and the far end's buffer may add to what the gate takes to call it an interruption. */
    private static final long SILENCE_LIMIT_MILLIS = 300 + 200 + 200;

    private final String where;
    private final PhoneAgent agent;
    private final List<String> facts = new ArrayList<>();
    private boolean failed;

    private PhoneCall(String where, PhoneAgent agent) {
        this.where = where;
        this.agent = agent;
    }

    /** What is compiled and loaded in the first call would be heard as gaps: nothing is looked at but that the agent speaks twice. */
    static void warmUp(URI app, Map<String, String> headers, PhoneAgent agent) throws Exception {
        try (var call = CarrierClient.connect(app, leg(), headers)) {
            call.awaitSound(0, LIMIT);
            call.say(CallerSpeech.of(call.line(), SAID.get(0)));
            await("an answer", () -> agent.voice.said().size() == 2);
            call.hangUp();
        }
        await("the end of the first call", () -> agent.summaries.size() == 1);
        agent.infos.clear();
        agent.said.clear();
        agent.heard.clear();
        agent.summaries.clear();
    }

    /**
     * Holds the call and prints what was found.
     *
     * @param where for what is printed
     * @throws AssertionError if anything is not as it must be
     */
    static void hold(String where, URI app, Map<String, String> headers, PhoneAgent agent) throws Exception {
        var phone = new PhoneCall(where, agent);
        int greeting = agent.voice.said().size();
        var leg = leg();
        leg.lineNoise();
        try (var call = CarrierClient.connect(app, leg, headers)) {
            call.awaitSound(0, LIMIT);
            call.awaitQuiet(Duration.ofMillis(300), LIMIT);
            call.say(CallerSpeech.of(call.line(), SAID.get(0)));
            call.awaitSaid(LIMIT);
            await("the first answer", () -> agent.voice.said().size() == greeting + 2);
            call.awaitSound(call.ask(CarrierLeg::millis), LIMIT);
            long spoken = call.say(CallerSpeech.of(call.line(), SAID.get(1)));
            call.awaitSaid(LIMIT);
            await("the second answer", () -> agent.voice.said().size() == greeting + 3);
            call.awaitSound(call.ask(CarrierLeg::millis), LIMIT);
            call.hangUp();
            await("the end of the call", () -> !agent.summaries.isEmpty());
            phone.check(call, greeting, spoken);
        }
        phone.report();
    }

    private void check(CarrierClient<TwilioLeg> call, int greeting, long spoken) {
        var heard = call.heardIds();
        int answer = greeting + 1;
        fact("caller said, committed", agent.said, agent.said.equals(SAID));
        fact("replies heard", heard.replies(), heard.replies().equals(List.of(greeting, answer, answer + 1)));
        fact(
                "greeting heard, ms",
                (heard.lastBlock(greeting) + 1) * FRAME_MILLIS,
                (heard.lastBlock(greeting) + 1) * FRAME_MILLIS == PhoneAgent.GREETING.toMillis());
        long really = (heard.lastBlock(answer) + 1) * FRAME_MILLIS;
        fact(
                "heard of the interrupted answer, of " + PhoneAgent.ANSWER.toMillis() + " ms",
                really,
                really > 0 && really < PhoneAgent.ANSWER.toMillis());
        var clears = call.ask(leg -> leg.farEnd().clears());
        fact("clears seen", clears.size(), !clears.isEmpty());
        long ended = heard.endMillis(answer);
        fact(
                "last of it heard after the caller began, ms",
                ended - spoken,
                ended >= spoken && ended < spoken + SILENCE_LIMIT_MILLIS);
        if (!clears.isEmpty()) {
            long cleared = heard.millis(clears.get(0).position());
            fact("heard of it after the clear, ms", Math.max(0, ended - cleared), ended <= cleared + FRAME_MILLIS);
        }
        // A far end whose own clock stood still hears gaps that nobody made.
        boolean ownFault = call.worstStall().toMillis() >= 2 * FRAME_MILLIS;
        var faults = heard.orderFaults().stream()
                .filter(fault -> !(ownFault && fault.startsWith("a gap")))
                .toList();
        fact("order of what was heard, faults", faults, faults.isEmpty());
        fact("interruptions told to the handler", agent.heard.size(), agent.heard.size() == 1);
        if (!agent.heard.isEmpty()) {
            long told = agent.heard.get(0).played().toMillis();
            fact("played before, as the handler was told, ms", told, told >= really - 200 && told <= really + 60);
        }
        fact(
                "broken rules of the protocol",
                call.violations(),
                call.violations().isEmpty());
        fact(
                "most audio waiting at the far end, ms",
                call.ask(leg -> leg.farEnd().highestFillMillis()),
                call.ask(leg -> leg.farEnd().highestFillMillis()) <= 200);
        var info = agent.infos.get(0);
        fact(
                "caller, as CallInfo tells",
                info.from() + " " + info.parameters(),
                info.from().equals("+15550100"));
        fact("call", info.providerCallId(), info.providerCallId().equals("CA01"));
        var reason = agent.summaries.get(0).reason();
        fact("ended by", reason, reason == EndReason.HANGUP);
    }

    private void fact(String what, Object found, boolean right) {
        facts.add("  " + (right ? "ok    " : "WRONG ") + what + ": " + found);
        failed |= !right;
    }

    private void report() {
        String text = where + "\n" + String.join("\n", facts);
        System.out.println(text);
        if (failed) {
            throw new AssertionError("the call was not as it must be: " + where);
        }
    }

    private static TwilioLeg leg() {
        return new TwilioLeg(new CallerFacts("CA01", "", "", Map.of("from", "+15550100", "lang", "en")));
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("awaited " + what + " within " + LIMIT);
            }
            Thread.sleep(5);
        }
    }
}
