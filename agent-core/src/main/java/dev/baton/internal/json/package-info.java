/**
 * What services write on the wire, as JSON, turned into events and back. The only package that knows Jackson.
 *
 * <pre>{@code
 *  wire text ---> PulseMessages, DeepgramMessages, CambMessages ---> stt.SttEvent ---> session
 *                   |   WireWords reads what all write alike
 *  body of a refused upgrade ---> RefusalBody.reason ---> error for a person
 * }</pre>
 *
 * Parsers read liberally and never throw, whatever the text: what cannot be read becomes an error event and the session goes on.
 */
@NullMarked
package dev.baton.internal.json;

import org.jspecify.annotations.NullMarked;
