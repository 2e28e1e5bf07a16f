package dev.baton.testkit.schedule;

import dev.baton.turn.TurnEvent;
import dev.baton.turn.TurnState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which kinds of event met which state of each side: the caller's, the agent's, the line's to the recogniser, and the call's. An event counts once for every side, in the state in which it found
 * that side. Used by one thread.
 */
@SuppressWarnings("EnumOrdinal") // counted half a million times a second; the numbers leave this class as names only
final class Coverage {
    private static final List<State> STATES = states();
    private static final Map<Class<?>, Integer> EVENTS = events();
    private static final int AGENT = TurnState.CallerPhase.values().length;
    private static final int LINK = AGENT + TurnState.AgentPhase.values().length;
    private static final int CALL = LINK + TurnState.LinkPhase.values().length;

    private final long[] seen = new long[EVENTS.size() * STATES.size()];

    /** What {@code phase} one side is in. */
    record State(String side, String phase) {}

    /** An event in a state of one side. */
    record Pair(String event, State state) {
        @Override
        public String toString() {
            return event + " with " + state.side() + " " + state.phase().toLowerCase(Locale.ROOT);
        }
    }

    private static List<State> states() {
        var states = new ArrayList<State>();
        for (var phase : TurnState.CallerPhase.values()) {
            states.add(new State("caller", phase.name()));
        }
        for (var phase : TurnState.AgentPhase.values()) {
            states.add(new State("agent", phase.name()));
        }
        for (var phase : TurnState.LinkPhase.values()) {
            states.add(new State("link", phase.name()));
        }
        for (var phase : TurnState.CallPhase.values()) {
            states.add(new State("call", phase.name()));
        }
        return states;
    }

    private static Map<Class<?>, Integer> events() {
        var events = new HashMap<Class<?>, Integer>();
        for (var type : TurnEvent.class.getPermittedSubclasses()) {
            events.put(type, events.size());
        }
        return events;
    }

    /** @param in the state that the event finds */
    void happens(TurnEvent event, TurnState in) {
        Integer number = EVENTS.get(event.getClass());
        if (number == null) {
            throw new AssertionError("unknown event " + event);
        }
        int row = number * STATES.size();
        seen[row + in.callerPhase().ordinal()]++;
        seen[row + AGENT + in.agentPhase().ordinal()]++;
        seen[row + LINK + in.linkPhase().ordinal()]++;
        seen[row + CALL + in.callPhase().ordinal()]++;
    }

    void add(Coverage other) {
        for (int i = 0; i < seen.length; i++) {
            seen[i] += other.seen[i];
        }
    }

    /** All pairs, and how often each was seen. */
    Map<Pair, Long> pairs() {
        var pairs = new LinkedHashMap<Pair, Long>();
        for (var type : TurnEvent.class.getPermittedSubclasses()) {
            int row = EVENTS.getOrDefault(type, -1) * STATES.size();
            for (int i = 0; i < STATES.size(); i++) {
                pairs.put(new Pair(type.getSimpleName(), STATES.get(i)), seen[row + i]);
            }
        }
        return pairs;
    }
}
