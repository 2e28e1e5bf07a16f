/**
 * The embedded recogniser: Sphinx-4 with a grammar of dates, times, numbers and politeness, behind the local speech-to-text server.
 *
 * <pre>{@code
 *  Utterance.audio --> UtteranceAudio --(engine thread)--> AudioFeed --> front end --> PriorMean --> search in calls.gram
 *   event loop          waits in the queue                                                              |
 *      ^                until an engine is free                                                         v
 *      +-------- Results: interim, completed, failed <------------------------------------------- BestPath (words)
 * }</pre>
 *
 * {@link dev.baton.examples.recognizer.SphinxRecognizer} owns the engines and their threads; one thread, one engine, one utterance at a time. Nothing
 * prints; Sphinx-4's own log is switched off. The jars and their 38 MB of model stay in this module.
 */
@NullMarked
package dev.baton.examples.recognizer;

import org.jspecify.annotations.NullMarked;
