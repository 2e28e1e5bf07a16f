/** What is kept of a detection, judged and drawn, by closed forms. */
@NullMarked
package dev.baton.examples.detection;

import org.jspecify.annotations.NullMarked;
