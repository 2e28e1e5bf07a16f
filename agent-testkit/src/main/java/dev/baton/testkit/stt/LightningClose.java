package dev.baton.testkit.stt;

/** Who closes a Lightning connection after its last message; the vendor's examples show a client that does, and say nothing of the server. */
public enum LightningClose {
    /** The server waits five seconds for the client. */
    CLIENT,
    /** The server does not wait. */
    SERVER
}
