package dev.baton.testkit.stt;

/**
 * What AssemblyAI's documents leave open or say in two ways, and what a test may not want.
 *
 * @param chunkLimits whether messages of less than 50 or more than 1000 ms are refused with 3007, after about a second of audio; documented, the second reported
 * @param realTimeLimit whether audio that comes faster than it was spoken is refused with 3007; documented without a figure, here two seconds ahead. Off by default, since tests have clocks of their own
 * @param keysRefusedBySession whether a wrong key is answered within the session, by an error and close 1008, as documented, or by HTTP 401, as gateways do
 */
public record AssemblyAiSettings(boolean chunkLimits, boolean realTimeLimit, boolean keysRefusedBySession) {
    public static AssemblyAiSettings defaults() {
        return new AssemblyAiSettings(true, false, true);
    }

    public AssemblyAiSettings withChunkLimits(boolean on) {
        return new AssemblyAiSettings(on, realTimeLimit, keysRefusedBySession);
    }

    public AssemblyAiSettings withRealTimeLimit(boolean on) {
        return new AssemblyAiSettings(chunkLimits, on, keysRefusedBySession);
    }

    public AssemblyAiSettings withKeysRefusedBySession(boolean on) {
        return new AssemblyAiSettings(chunkLimits, realTimeLimit, on);
    }
}
