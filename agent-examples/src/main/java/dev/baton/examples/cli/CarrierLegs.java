package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.carrier.LineTransport;
import dev.baton.testkit.carrier.AudioSocketLeg;
import dev.baton.testkit.carrier.CallerFacts;
import dev.baton.testkit.carrier.CarrierLeg;
import dev.baton.testkit.carrier.ChanWebSocketLeg;
import dev.baton.testkit.carrier.ExotelLeg;
import dev.baton.testkit.carrier.Line;
import dev.baton.testkit.carrier.PcmLeg;
import dev.baton.testkit.carrier.PlivoLeg;
import dev.baton.testkit.carrier.TelnyxLeg;
import dev.baton.testkit.carrier.TwilioLeg;
import dev.baton.testkit.carrier.VonageLeg;
import org.jspecify.annotations.Nullable;

/** The fake carriers by the name of their transport. */
record CarrierLegs(LineTransport transport, @Nullable Integer rateHz) {
    private static final int TELEPHONE_HZ = 8_000;
    private static final int WIDE_BAND_HZ = 16_000;

    int sampleRateHz() {
        return leg(CallerFacts.of("00000000-0000-0000-0000-000000000000"))
                .line()
                .sampleRateHz();
    }

    CarrierLeg leg(CallerFacts facts) {
        int rate = rateHz == null ? usualRateHz() : rateHz;
        try {
            return switch (transport) {
                case TWILIO -> onlyTelephone(rate, new TwilioLeg(facts));
                case EXOTEL -> onlyTelephone(rate, new ExotelLeg(facts));
                case TELNYX -> new TelnyxLeg(facts, muLawOrLinear(rate));
                case PLIVO -> new PlivoLeg(facts, muLawOrLinear(rate));
                case ASTERISK_WEBSOCKET ->
                    new ChanWebSocketLeg(facts, ChanWebSocketLeg.Control.JSON, muLawOrLinear(rate));
                case VONAGE -> new VonageLeg(facts, rate);
                case PCM -> new PcmLeg(facts, rate);
                case AUDIOSOCKET -> new AudioSocketLeg(facts, rate);
            };
        } catch (IllegalArgumentException e) {
            throw unusable(rate, e);
        }
    }

    private int usualRateHz() {
        return transport == LineTransport.VONAGE || transport == LineTransport.PCM ? WIDE_BAND_HZ : TELEPHONE_HZ;
    }

    private static Line muLawOrLinear(int rateHz) {
        return rateHz == TELEPHONE_HZ ? Line.muLaw() : Line.linear16(rateHz);
    }

    private CarrierLeg onlyTelephone(int rate, CarrierLeg leg) {
        if (rate != TELEPHONE_HZ) {
            throw unusable(rate, null);
        }
        return leg;
    }

    private BatonException unusable(int rate, @Nullable Throwable cause) {
        return new BatonException(
                ErrorCode.BAD_USAGE,
                transport.label() + " has no lines of " + rate + " Hz",
                cause == null ? "" : String.valueOf(cause.getMessage()),
                "leave --rate out",
                cause);
    }
}
