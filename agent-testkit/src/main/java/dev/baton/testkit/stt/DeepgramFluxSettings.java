package dev.baton.testkit.stt;

/**
 * What Deepgram's documents of Flux leave open.
 *
 * @param forceEndTurn whether {@code ForceEndTurn} was enabled for the account; otherwise it is unparsable, as documented
 * @param closeEndsTurn whether a turn that is open when the client closes the stream gets its {@code EndOfTurn}; otherwise its latest update is the last that is heard of it
 */
public record DeepgramFluxSettings(boolean forceEndTurn, boolean closeEndsTurn) {
    public static DeepgramFluxSettings defaults() {
        return new DeepgramFluxSettings(false, true);
    }

    public DeepgramFluxSettings withForceEndTurn(boolean on) {
        return new DeepgramFluxSettings(on, closeEndsTurn);
    }

    public DeepgramFluxSettings withCloseEndsTurn(boolean on) {
        return new DeepgramFluxSettings(forceEndTurn, on);
    }
}
