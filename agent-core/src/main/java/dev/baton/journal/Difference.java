package dev.baton.journal;

import java.time.Duration;

/**
 * Where a replay first went another way than the call.
 *
 * @param at on the call's clock
 * @param recorded what the journal has there, as text
 * @param replayed what came instead, as text
 */
public record Difference(Duration at, String recorded, String replayed) {}
