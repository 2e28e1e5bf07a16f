package dev.baton.testkit.carrier;

/** How a call came to its end. */
public enum Ending {
    NOT_YET,
    CALLER_HUNG_UP,
    /** With the command that the transport has for it. */
    APP_HUNG_UP,
    /** The connection was closed by the app. */
    APP_CLOSED,
    /** The app did what makes this carrier end the call. */
    CARRIER_GAVE_UP
}
