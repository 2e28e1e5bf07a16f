package dev.baton.testkit.stt;

import java.util.Map;

/**
 * What a server has done since its start; a snapshot.
 *
 * @param connections accepted
 * @param openConnections now
 * @param finalizes received
 * @param closeStreams received
 * @param interims sent
 * @param finals sent, last ones included
 * @param errors sent
 * @param refusals connections refused before the upgrade, by HTTP status and reason: {@code 400 sample_rate}
 */
public record SttServerStats(
        long connections,
        long openConnections,
        long finalizes,
        long closeStreams,
        long interims,
        long finals,
        long errors,
        Map<String, Long> refusals) {
    public SttServerStats {
        refusals = Map.copyOf(refusals);
    }

    public long refused() {
        return refusals.values().stream().mapToLong(Long::longValue).sum();
    }

    /** One line for people. */
    public String summary() {
        return "connections %,d (open %,d, refused %,d%s)   finalize %,d   close_stream %,d   interims %,d   finals %,d   errors %,d"
                .formatted(
                        connections,
                        openConnections,
                        refused(),
                        refusals.isEmpty() ? "" : " " + refusals,
                        finalizes,
                        closeStreams,
                        interims,
                        finals,
                        errors);
    }
}
