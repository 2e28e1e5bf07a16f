package dev.baton.turn;

import static dev.baton.turn.SettingType.choice;
import static dev.baton.turn.SettingType.count;
import static dev.baton.turn.SettingType.duration;
import static dev.baton.turn.SettingType.flag;
import static dev.baton.turn.SettingType.fraction;
import static dev.baton.turn.SettingType.key;
import static dev.baton.turn.SettingType.language;
import static dev.baton.turn.SettingType.phrases;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.baton.turn.TurnConfig.Endpointing;
import dev.baton.turn.TurnConfig.FinalizeAt;
import dev.baton.turn.TurnConfig.Mute;
import dev.baton.turn.TurnConfig.Start;
import dev.baton.turn.TurnConfig.TurnDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of all settings: name, type, default, meaning. {@link TurnConfig} and its builder take their values, checks and texts from here;
 * a new setting is a row here, and in {@link TurnConfig} a field, an accessor and a builder method.
 */
final class TurnSettings {
    private static final List<Setting<?>> ROWS = new ArrayList<>();

    static final Setting<Duration> MIN_ENDPOINTING = row(
            "turn.min-endpointing",
            duration(),
            ofMillis(500),
            "quiet that ends a turn, from the last sound; 500ms is LiveKit's default, Pipecat arrives at 800ms");

    static final Setting<Duration> MAX_ENDPOINTING = row(
            "turn.max-endpointing",
            duration(),
            ofSeconds(3),
            "quiet that ends a turn while an end-of-turn detector calls it incomplete or has not spoken; 3s is Pipecat's and LiveKit's default");

    static final Setting<Endpointing> ENDPOINTING = row(
            "turn.endpointing",
            choice(Endpointing.values()),
            Endpointing.FIXED,
            "where that quiet comes from: fixed; dynamic, an average of the caller's own pauses; adaptive, what they and the rhythm of the turn suggest; text, what its words suggest");

    static final Setting<Double> ENDPOINTING_ALPHA =
            row("turn.endpointing-alpha", fraction(), 0.5, "weight of the latest pause where the quiet is an average");

    static final Setting<String> LANGUAGE = row(
            "turn.language",
            language(),
            "en",
            "what the caller speaks, for rules about words: the name of a word list, such as en, or none where only figures can be counted");

    static final Setting<TurnDetector> TURN_DETECTOR = row(
            "turn.detector",
            choice(TurnDetector.values()),
            TurnDetector.NONE,
            "who besides the quiet decides that a turn is over: none; model, an end-of-turn detector; stt, the recogniser, even while speech is heard; stt-advice, the recogniser, but never while speech is heard");

    static final Setting<Boolean> FINALIZES =
            row("turn.finalizes", flag(), true, "whether the recogniser takes finalize requests");

    static final Setting<Boolean> MARKS_ANSWERS = row(
            "turn.marks-answers",
            flag(),
            true,
            "whether the recogniser reliably marks the finals that answer a finalize");

    static final Setting<FinalizeAt> FINALIZE_AT = row(
            "turn.finalize-at",
            choice(FinalizeAt.values()),
            FinalizeAt.TURN_END,
            "when the recogniser is asked for its final text: once at the end of a turn, or at each end of speech");

    static final Setting<Duration> FINALIZE_LEAD = row(
            "turn.finalize-lead",
            duration(),
            ofMillis(150),
            "how long before the quiet is over it is asked, where it is asked at the end of a turn; the service's usual answer time");

    static final Setting<Duration> FINALIZE_TIMEOUT = row(
            "turn.finalize-timeout",
            duration(),
            ofSeconds(1),
            "how long the answer to a finalize is waited for before interim text is taken");

    static final Setting<Duration> NO_TRANSCRIPT_TIMEOUT = row(
            "turn.no-transcript-timeout",
            duration(),
            ofSeconds(5),
            "after this long without any text a turn is abandoned; 5s is Pipecat's default");

    static final Setting<Boolean> PROMOTES_INTERIMS =
            row("turn.promotes-interims", flag(), true, "whether interim text is taken when the final does not come");

    static final Setting<Boolean> REQUIRE_TRANSCRIPT = row(
            "turn.require-transcript",
            flag(),
            true,
            "whether a turn needs text; false for a handler that listens to the audio itself");

    static final Setting<Duration> MIN_INTERRUPTION = row(
            "turn.min-interruption",
            duration(),
            ofMillis(300),
            "speech this long, from its onset, interrupts the agent where no words are required; users call 500ms slow and 200ms nervous");

    static final Setting<Integer> MIN_INTERRUPTION_WORDS = row(
            "turn.min-interruption-words",
            count(0),
            0,
            "words that interrupt the agent; 0: the length of the speech decides");

    static final Setting<List<String>> INTERRUPT_PHRASES = row(
            "turn.interrupt-phrases",
            phrases(),
            List.of(),
            "phrases that interrupt the agent however few words are said");

    static final Setting<Boolean> ALLOW_INTERRUPTIONS =
            row("turn.allow-interruptions", flag(), true, "whether the agent may be interrupted at all");

    static final Setting<Boolean> RESUME_FALSE_INTERRUPTION = row(
            "turn.resume-false-interruption",
            flag(),
            false,
            "whether speech only pauses the agent until it proves to be an utterance");

    static final Setting<Duration> FALSE_INTERRUPTION_TIMEOUT = row(
            "turn.false-interruption-timeout",
            duration(),
            ofSeconds(2),
            "how long after the end of speech without words a paused agent goes on; 2s is LiveKit's default");

    static final Setting<Duration> ECHO_WARM_UP = row(
            "turn.echo-warm-up",
            duration(),
            Duration.ZERO,
            "how long after its first sound the agent is not interrupted by sound alone, which may be its own echo");

    static final Setting<Duration> ECHO_GUARD = row(
            "turn.echo-guard",
            duration(),
            Duration.ZERO,
            "how long, from its first sound in the call, the agent is guarded against hearing itself on a line without echo cancellation; 0ms: not at all, 1h: always");

    static final Setting<Duration> ECHO_GUARD_INTERRUPTION = row(
            "turn.echo-guard-interruption",
            duration(),
            ofMillis(700),
            "while it is guarded, speech this long interrupts it, twice as long while no words of it are known");

    static final Setting<Duration> USER_IDLE = row(
            "turn.user-idle",
            duration(),
            Duration.ZERO,
            "after this long in which nobody owes anybody an answer the application is told; 0ms: never");

    static final Setting<Duration> AUDIO_STARVATION = row(
            "turn.audio-starvation",
            duration(ofMillis(20)),
            ofSeconds(1),
            "after this long without audio the caller no longer counts as speaking; 1s is Pipecat's default");

    static final Setting<Duration> KEYPAD_TIMEOUT = row(
            "turn.keypad-timeout",
            duration(),
            ofSeconds(2),
            "how long a further key is waited for; 0ms: each key is an input of its own; 2s is Pipecat's default");

    static final Setting<Character> KEYPAD_TERMINATOR =
            row("turn.keypad-terminator", key(), '#', "the key that ends keyed input");

    static final Setting<Duration> CLOSE_DRAIN = row(
            "turn.close-drain",
            duration(),
            ofSeconds(2),
            "longest wait for the recogniser's last words at the end of the call; 2s is LiveKit's default");

    static final Setting<Duration> GOODBYE_LIMIT = row(
            "turn.goodbye-limit",
            duration(),
            ofSeconds(20),
            "longest time that the agent's last words may play after the handler ended the call");

    static final Setting<Mute> MUTE = row(
            "turn.mute",
            choice(Mute.values()),
            Mute.NONE,
            "when the caller is not listened to: never, while the agent speaks for the first time, from the start of the call until it has done so, or while a tool of the handler runs");

    static final Setting<Start> START = row(
            "turn.start",
            choice(Start.values()),
            Start.ANY,
            "when a turn is announced: as soon as any sign of it is there, a sound too, or once turn.min-start-words words were heard");

    static final Setting<Integer> MIN_START_WORDS = row(
            "turn.min-start-words",
            count(1),
            1,
            "words that a turn needs before it is announced, with turn.start=min-words");

    static final Setting<List<String>> WAKE_PHRASES = row(
            "turn.wake-phrases",
            phrases(),
            List.of(),
            "phrases one of which the caller must say before the agent listens; none: it always does");

    static final Setting<Duration> WAKE_TIMEOUT = row(
            "turn.wake-timeout",
            duration(),
            ofSeconds(10),
            "how long after an utterance the agent goes on listening without a wake phrase; 10s is Pipecat's default");

    static final Setting<Boolean> SPECULATES =
            row("turn.speculates", flag(), false, "whether the handler starts on a final, ahead of the commit");

    static final Setting<Duration> STT_TURN_STALL = follows(
            NO_TRANSCRIPT_TIMEOUT,
            "turn.stt-turn-stall",
            duration(),
            "how long a turn that the recogniser decides about may make no progress");

    static final Setting<Duration> TRANSCRIPTION_TIMEOUT = row(
            "turn.transcription-timeout",
            duration(),
            Duration.ZERO,
            "after this long without final text for what was said the application is told; 0ms: never");

    static final Setting<Integer> MAX_USER_TURN_WORDS = row(
            "turn.max-user-turn-words",
            count(0),
            0,
            "more words than this since the agent last spoke are reported; 0: never");

    static final Setting<Boolean> DEFERS_DURING_TOOLS =
            row("turn.defers-during-tools", flag(), false, "whether a handler whose tool runs is spared by new speech");

    static final Setting<Duration> STALL_HANG_UP = row(
            "turn.stall-hang-up",
            duration(),
            Duration.ZERO,
            "after this long in which nobody spoke and no handler worked the call ends; 0ms: never");

    static final Setting<Duration> PRE_ROLL =
            row("stt.pre-roll", duration(), ofMillis(300), "audio before an onset that the recogniser gets too");

    static final Setting<Duration> REPLAY_BUFFER = row(
            "stt.replay-buffer",
            duration(),
            ofSeconds(10),
            "audio that is kept to be sent again over a new connection");

    static final Setting<Duration> STALL_TIMEOUT = row(
            "stt.stall-timeout",
            duration(),
            ofSeconds(10),
            "after this much speech for which the recogniser said nothing at all it is connected to anew; 0ms: never");

    static final Setting<Duration> QUICK_FAILURE =
            row("stt.quick-failure", duration(), ofSeconds(5), "a connection that lived shorter than this died young");

    static final Setting<Integer> MAX_QUICK_FAILURES = row(
            "stt.max-quick-failures",
            count(1),
            3,
            "after so many connections in a row that died young the recogniser is given up");

    static final Setting<Integer> MAX_RETRIES = row(
            "stt.max-retries",
            count(1),
            3,
            "attempts to connect before the wait between them starts again from the shortest");

    static final Setting<Boolean> SENDS_SILENCE =
            row("stt.sends-silence", flag(), true, "whether audio is sent while the caller is silent");

    static final Setting<Duration> KEEP_ALIVE = row(
            "stt.keep-alive",
            duration(ofMillis(100)),
            ofSeconds(5),
            "after this long without sent audio the recogniser is told that the line is alive");

    /** In the order in which people read them. */
    static final List<Setting<?>> ALL = List.copyOf(ROWS);

    private TurnSettings() {}

    private static <T> Setting<T> row(String name, SettingType<T> type, T byDefault, String meaning) {
        return add(new Setting<>(ROWS.size(), name, type, byDefault, null, meaning));
    }

    /** A setting that is what another one is, unless it is set itself. */
    private static <T> Setting<T> follows(Setting<T> other, String name, SettingType<T> type, String meaning) {
        return add(new Setting<>(ROWS.size(), name, type, null, other, meaning));
    }

    private static <T> Setting<T> add(Setting<T> setting) {
        ROWS.add(setting);
        return setting;
    }
}
