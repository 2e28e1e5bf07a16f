package dev.baton.testkit.stt;

import dev.baton.testkit.audio.WordVoice;
import dev.baton.tts.LocalVoice;
import java.time.Duration;
import java.util.Set;

/**
 * How a {@link LocalSttServer} translates, and what it does where the vendor's pages and clients leave it open or contradict each other. Without a word it says what it hears, in tones that a test can read.
 */
public final class TranslationSettings {
    /** What the quality is called in {@code session} objects: {@code model} until August 2026, {@code mode} since. Clients of then need {@code model}. */
    public enum Names {
        BOTH,
        MODEL,
        MODE
    }

    /** How speech is sent. */
    public enum AudioForm {
        /** As it is, in binary messages. */
        BINARY,
        /** In {@code response.audio.delta}. */
        JSON
    }

    /** Where a client may show its key. */
    public enum KeyRule {
        ANYWHERE,
        HEADER,
        MESSAGE
    }

    /** How fast speech is sent. */
    public enum Pace {
        REAL_TIME,
        /** Fifty times as fast. */
        FAST
    }

    final TextTranslator translator;
    final LocalVoice voice;
    final Duration startDelay;
    final Names names;
    final AudioForm audioForm;
    final boolean sourceDeltas;
    final boolean sourceTexts;
    final KeyRule keyRule;
    final Duration firstMessageLimit;
    final Duration quiet;
    final Pace pace;
    final Set<Long> voices;

    private TranslationSettings(Builder builder) {
        translator = builder.translator;
        voice = builder.voice;
        startDelay = builder.startDelay;
        names = builder.names;
        audioForm = builder.audioForm;
        sourceDeltas = builder.sourceDeltas;
        sourceTexts = builder.sourceTexts;
        keyRule = builder.keyRule;
        firstMessageLimit = builder.firstMessageLimit;
        quiet = builder.quiet;
        pace = builder.pace;
        voices = builder.voices;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the settings; each has a default. */
    public static final class Builder {
        private TextTranslator translator = TextTranslator.identity();
        private LocalVoice voice = new WordVoice();
        private Duration startDelay = Duration.ZERO;
        private Names names = Names.BOTH;
        private AudioForm audioForm = AudioForm.BINARY;
        private boolean sourceDeltas = true;
        private boolean sourceTexts = true;
        private KeyRule keyRule = KeyRule.ANYWHERE;
        private Duration firstMessageLimit = Duration.ofSeconds(10);
        private Duration quiet = Duration.ofMillis(500);
        private Pace pace = Pace.FAST;
        private Set<Long> voices = Set.of(4711L);

        private Builder() {}

        /** {@link TextTranslator#identity()} unless told otherwise. */
        public Builder translator(TextTranslator translator) {
            this.translator = translator;
            return this;
        }

        /** Speaks the translations; closed with the server. A {@link WordVoice} unless told otherwise. */
        public Builder voice(LocalVoice voice) {
            this.voice = voice;
            return this;
        }

        /** How long a session boots, with {@code session.starting} before it; zero, without, unless told otherwise. */
        public Builder startDelay(Duration delay) {
            startDelay = delay;
            return this;
        }

        public Builder names(Names names) {
            this.names = names;
            return this;
        }

        /** Binary unless told otherwise. */
        public Builder audioForm(AudioForm form) {
            audioForm = form;
            return this;
        }

        /** Whether what was heard is told word by word, and whole; both unless told otherwise. */
        public Builder source(boolean deltas, boolean texts) {
            sourceDeltas = deltas;
            sourceTexts = texts;
            return this;
        }

        public Builder keyRule(KeyRule rule) {
            keyRule = rule;
            return this;
        }

        /** A client that has not said by then what it wants is sent away; 10 s unless told otherwise, as documented. */
        public Builder firstMessageLimit(Duration limit) {
            firstMessageLimit = limit;
            return this;
        }

        /** Quiet that ends an utterance; 500 ms unless told otherwise. */
        public Builder quiet(Duration quiet) {
            this.quiet = quiet;
            return this;
        }

        /** Fast unless told otherwise. */
        public Builder pace(Pace pace) {
            this.pace = pace;
            return this;
        }

        /** The ids of cloned voices that there are; they all sound like {@link #voice}. 4711 alone unless told otherwise. */
        public Builder voices(Set<Long> ids) {
            voices = Set.copyOf(ids);
            return this;
        }

        public TranslationSettings build() {
            return new TranslationSettings(this);
        }
    }
}
