/** A handler whose words come from a model, against a server on this machine that says what each test has it say. */
@NullMarked
package dev.baton.examples.llm;

import org.jspecify.annotations.NullMarked;
