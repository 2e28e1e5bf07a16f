/**
 * Scenarios: what happens in a call, line by line, and what must be seen. Played on virtual time, in a millisecond or so.
 *
 * <pre>{@code
 *  file.jsonl --> ScenarioFile --> Scenario --> ScenarioRunner --> ScenarioResult --> ScenarioReport
 *                                                |          ^           ^
 *                                   TurnEvents   v          | Seen      | Checks
 *                                EventFeed --> TurnMachine --> ActionLog --> Matching
 *                                     |                            |
 *                                     +-------- Replies -----------+   what the agent would be saying, and how much of it was heard
 * }</pre>
 *
 * The machine decides as it does in a call; the scenario stands for the caller, the detector, the recogniser, the handler and the voice.
 */
@NullMarked
package dev.baton.testkit.scenario;

import org.jspecify.annotations.NullMarked;
