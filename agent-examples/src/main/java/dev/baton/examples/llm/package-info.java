/**
 * An agent whose words come from a language model, over any endpoint with OpenAI's {@code POST /v1/chat/completions}, through LangChain4j's streaming API.
 *
 * <pre>{@code
 *  Utterance --> LlmHandler --> Conversation --messages--> ModelStream ==HTTP, server-sent events==> endpoint
 *                    |              ^  what was heard          | tokens, tool calls, trouble
 *  Heard ------------+--------------+                          v
 *                                   +---- said, done ------- Answer --stream(token)--> Reply
 *                                                              |
 *                                                           Toolbox: the application's tools
 * }</pre>
 *
 * <p>Three kinds of threads: the handler's methods only write down what happened and return; an {@link dev.baton.examples.llm.Answer} is one task on the handler's executor, one at a time per call, and
 * a tool is another; LangChain4j parses on a thread of the HTTP client and puts what it finds into a queue. Both sides look every 20 ms whether the answer is still wanted.
 */
@NullMarked
package dev.baton.examples.llm;

import org.jspecify.annotations.NullMarked;
