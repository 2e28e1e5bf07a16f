/**
 * The link to the recogniser under every fault: each word that a caller said, known from its sound, is committed once or reported, and every wait is bounded.
 *
 * <pre>{@code
 *  SyntheticCaller --sound with word numbers--> VoiceAgent ~~faults~~ LocalSttServer
 *        |                                          |
 *        +------ words -----> Ledger <---- events --+
 * }</pre>
 */
@NullMarked
package dev.baton.testkit.outage;

import org.jspecify.annotations.NullMarked;
