/**
 * What a voice activity detector makes of a recording, held against the truth, written to files and drawn.
 *
 * <pre>{@code
 *  samples --+--> DetectionRun: detector, gate --> Detection --+--> DetectionFiles  NAME.csv, .events.csv, .segments.csv
 *            |                                                 +--> DetectionScore <-- SpeechTruth  NAME.json
 *            +--> Envelope ------------------------------------+--> DetectionPlot   NAME.svg
 * }</pre>
 *
 * <p>Times are microseconds from the first sample of the recording: exact at the rates that detectors work at, and six decimals of a second in the files.
 */
@NullMarked
package dev.baton.examples.detection;

import org.jspecify.annotations.NullMarked;
