package dev.baton.turn;

import java.util.List;

/** What {@link TurnMachine#next} gives back: the state to go on with and the actions to carry out, in order. */
public record Step(TurnState state, List<TurnAction> actions) {}
