package dev.baton.fuzz;

import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A whole session without a network: broken refusals, messages and reasons of a close. */
public final class SessionTarget implements FuzzTarget {
    private static final int[] STATUSES = {200, 301, 400, 401, 402, 403, 404, 422, 429, 500, 503, 599, 0, -1};

    private final SpeechToText service;
    private final Mutator messages;
    private final Mutator answers = new Mutator(Samples.REFUSALS);

    /** @param service with {@link Samples#KEY} */
    public SessionTarget(SpeechToText service, List<byte[]> messages) {
        this.service = service;
        this.messages = new Mutator(messages);
    }

    @Override
    public void feed(SplittableRandom random, Input shown) {
        var events = new ArrayList<SttEvent>();
        var network = new Network();
        var session = service.open(network, events::add);
        if (random.nextInt(3) == 0) {
            int status = STATUSES[random.nextInt(STATUSES.length)];
            var retryAfter = answers.nextText(random);
            var body = answers.nextText(random);
            shown.is("HTTP " + status + ", Retry-After " + retryAfter + ", body " + body);
            network.listener().onRefused(status, retryAfter, body);
        } else {
            network.listener().onOpen();
            var text = messages.nextText(random);
            shown.is(text);
            network.listener().onText(text);
            if (random.nextBoolean()) {
                session.closeStream();
            }
            var reason = shortened(answers.next(random));
            shown.is(text + ", then closed with " + reason);
            network.listener().onClosed(random.nextInt(1000, 5000), reason);
        }
        events.forEach(EventRules::checkWithoutKey);
        long closed = events.stream().filter(SttEvent.Closed.class::isInstance).count();
        if (closed != 1 || !(events.get(events.size() - 1) instanceof SttEvent.Closed)) {
            throw new AssertionError("not closed once and last: " + events);
        }
    }

    /** As a closing frame can hold it. */
    private static String shortened(byte[] reason) {
        return new String(reason, 0, Math.min(reason.length, 123), StandardCharsets.UTF_8);
    }
}
