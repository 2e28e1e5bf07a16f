package dev.baton.testkit.stt;

/** What the messages of Smallest's services looked like over time. */
enum PulseShape {
    /** Pulse. */
    CURRENT("words", true, true),
    /** Lightning as its first examples show it. */
    EARLY("word_timestamps", false, false),
    /** Lightning as its last description has it. */
    LATER("words", false, true);

    /** What the array of words is called. */
    final String words;
    /** Whether messages say what they are. Errors are then flat, otherwise an object within one. */
    final boolean typed;
    /** Whether words have a confidence and finals a list of languages, and the full transcript comes to those who ask for it. */
    final boolean detailed;

    PulseShape(String words, boolean typed, boolean detailed) {
        this.words = words;
        this.typed = typed;
        this.detailed = detailed;
    }
}
