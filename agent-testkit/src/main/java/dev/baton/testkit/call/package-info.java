/**
 * Testing your own {@link dev.baton.agent.TurnHandler}: whole calls through the real pipeline, on virtual time, in milliseconds and without threads of your own.
 *
 * <pre>{@code
 *  try (var call = TestCall.with(new PizzaLine())) {
 *      call.awaitReply().say("two margherita").pause(Duration.ofMillis(1500)).say("no three").awaitReply();
 *
 *      assertThat(call.committed()).containsExactly("two margherita", "no three");
 *      assertThat(call.said()).endsWith("So you want no three. Anything else?");
 *      assertThat(call.interruptions().get(0).text()).isEqualTo("So you want");
 *  }
 * }</pre>
 *
 * What {@link dev.baton.testkit.call.TestCall} says is sound that a detector and a recogniser hear. {@link dev.baton.testkit.call.TextConversation} is for dialogue alone: typed turns in, replies out.
 */
@NullMarked
package dev.baton.testkit.call;

import org.jspecify.annotations.NullMarked;
