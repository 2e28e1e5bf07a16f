package host;

import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.agent.Heard;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.testkit.carrier.IdVoice;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Greets, says back what it heard, and keeps what it was told, of all its calls. Its voice numbers what it says. */
final class PhoneAgent implements TurnHandler {
    static final Duration GREETING = Duration.ofMillis(800);
    static final Duration ANSWER = Duration.ofSeconds(4);

    final IdVoice voice = new IdVoice(8_000, text -> text.equals("hello") ? GREETING : ANSWER);
    final List<CallInfo> infos = new CopyOnWriteArrayList<>();
    final List<String> said = new CopyOnWriteArrayList<>();
    final List<Heard> heard = new CopyOnWriteArrayList<>();
    final List<CallSummary> summaries = new CopyOnWriteArrayList<>();

    @Override
    public void onCallStarted(CallInfo call, Reply reply) {
        infos.add(call);
        reply.say("hello");
    }

    @Override
    public void onUtterance(Utterance utterance, Reply reply) {
        said.add(utterance.text());
        reply.say("you said " + utterance.text());
    }

    @Override
    public void onInterrupted(Heard what) {
        heard.add(what);
    }

    @Override
    public void onCallEnded(CallSummary summary) {
        summaries.add(summary);
    }
}
