/** An adapter of one's own for a speech-to-text service, whole; its tests try all that a call relies upon. {@code docs/write-your-own-stt.md} goes through it. */
@NullMarked
package dev.baton.examples.adapter;

import org.jspecify.annotations.NullMarked;
