package dev.baton.testkit.schedule;

import dev.baton.testkit.schedule.Situation.Agent;
import dev.baton.testkit.schedule.Situation.Caller;
import dev.baton.testkit.schedule.Situation.Ending;
import dev.baton.testkit.schedule.Situation.Link;
import dev.baton.turn.TurnEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which events met which situations. A situation is seen from three sides: the caller's and the agent's while the call is on, the caller's and the line's, the caller's and
 * the end's. Used by one thread.
 */
@SuppressWarnings("EnumOrdinal") // counted half a million times a second; the numbers leave this class as names only
final class Coverage {
    /** What a situation is made of, besides the caller's side. */
    private static final List<String> SIDES = sides();

    private static final Map<Class<?>, Integer> EVENTS = events();
    private static final int CALLERS = Caller.values().length;

    private final long[] seen = new long[EVENTS.size() * CALLERS * SIDES.size()];

    private static List<String> sides() {
        var sides = new ArrayList<String>();
        for (var agent : Agent.values()) {
            sides.add("agent=" + agent);
        }
        for (var link : Link.values()) {
            sides.add("link=" + link);
        }
        sides.add("ending=" + Ending.GOODBYE);
        sides.add("ending=" + Ending.DRAINING);
        return sides;
    }

    private static Map<Class<?>, Integer> events() {
        var events = new HashMap<Class<?>, Integer>();
        for (var type : TurnEvent.class.getPermittedSubclasses()) {
            events.put(type, events.size());
        }
        return events;
    }

    void happens(TurnEvent event, Situation in) {
        Integer number = EVENTS.get(event.getClass());
        if (number == null) {
            throw new AssertionError("unknown event " + event);
        }
        int row = (number * CALLERS + in.caller().ordinal()) * SIDES.size();
        if (in.ending() == Ending.NONE) {
            seen[row + in.agent().ordinal()]++;
        } else {
            seen[
                    row
                            + Agent.values().length
                            + Link.values().length
                            + in.ending().ordinal()
                            - 1]++;
        }
        seen[row + Agent.values().length + in.link().ordinal()]++;
    }

    void add(Coverage other) {
        for (int i = 0; i < seen.length; i++) {
            seen[i] += other.seen[i];
        }
    }

    /** All pairs, as {@code Event caller=.. agent=..}, and how often each was seen. */
    Map<Pair, Long> pairs() {
        var pairs = new java.util.LinkedHashMap<Pair, Long>();
        for (var type : TurnEvent.class.getPermittedSubclasses()) {
            int event = EVENTS.getOrDefault(type, -1);
            for (var caller : Caller.values()) {
                for (int side = 0; side < SIDES.size(); side++) {
                    int at = (event * CALLERS + caller.ordinal()) * SIDES.size() + side;
                    pairs.put(new Pair(type.getSimpleName(), "caller=" + caller, SIDES.get(side)), seen[at]);
                }
            }
        }
        return pairs;
    }

    /** An event in a situation. */
    record Pair(String event, String caller, String side) {
        @Override
        public String toString() {
            return event + " " + caller + " " + side;
        }
    }
}
