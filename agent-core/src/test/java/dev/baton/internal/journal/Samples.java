package dev.baton.internal.journal;

import dev.baton.agent.CallInfo;
import dev.baton.audio.AudioFormat;
import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalHeader;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnEvent;
import dev.baton.vad.SpeechGateConfig;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One of every kind of thing that a journal may tell, made by its components: a kind that is added later is among them. */
final class Samples {
    /** Nothing of this may be left in a redacted journal. */
    static final String SECRET_WORDS = "Grüße, my number's 5550199 \ud83d\ude42 नेपाल \u2460";

    /** JSON may escape half a surrogate pair; a text may hold anything. */
    private static final String STRANGE = "\"\\\u0000\u001f\u2028 half \ud83d of a pair";

    private final String text;
    private long number = 1_000_000_007L;

    Samples(String text) {
        this.text = text;
    }

    static JournalHeader header() {
        return new JournalHeader(
                JournalHeader.VERSION,
                "2026-01-01T00:00:00Z",
                new CallInfo("c1", "+15550199", "+15550100", "ab12", "test", Map.of("campaign", "spring \ud83d")),
                AudioFormat.linear16(8000),
                "some recogniser",
                16_000,
                "some detector",
                16_000,
                SpeechGateConfig.defaults(),
                TurnConfig.builder()
                        .wakePhrases(List.of("hello there"))
                        .marksAnswers(true)
                        .build(),
                "",
                false);
    }

    static List<JournalEntry> ofEveryKind() {
        var samples = new Samples(SECRET_WORDS + STRANGE);
        return samples.entries();
    }

    /** The first decision has actions of every kind, and the others none. */
    List<JournalEntry> entries() {
        var entries = new ArrayList<JournalEntry>();
        var actions = actions();
        for (var kind : leaves(JournalEntry.class)) {
            if (kind == JournalEntry.Decided.class) {
                for (var event : leaves(TurnEvent.class)) {
                    entries.add(new JournalEntry.Decided((TurnEvent) make(event), actions));
                    actions = List.of();
                }
            } else {
                entries.add((JournalEntry) make(kind));
            }
        }
        return entries;
    }

    private List<TurnAction> actions() {
        return leaves(TurnAction.class).stream()
                .map(kind -> (TurnAction) make(kind))
                .toList();
    }

    static List<Class<?>> leaves(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(kind -> kind.isSealed() ? leaves(kind).stream() : List.<Class<?>>of(kind).stream())
                .toList();
    }

    private Object make(Class<?> kind) {
        var components = kind.getRecordComponents();
        try {
            var types = new Class<?>[components.length];
            var values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = value(types[i], components[i].getGenericType());
            }
            var constructor = kind.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no sample of " + kind, e);
        }
    }

    private Object value(Class<?> type, Type generic) {
        number += 20_000_000;
        if (type == long.class) {
            return number;
        } else if (type == int.class) {
            return (int) (number / 20_000_000 % 60); // some numbers have bounds
        } else if (type == boolean.class) {
            return number / 20_000_000 % 2 == 0;
        } else if (type == char.class) {
            return '7';
        } else if (type == String.class) {
            return text;
        } else if (type == Duration.class) {
            return Duration.ofNanos(number);
        } else if (type == ByteBuffer.class) {
            return ByteBuffer.wrap(new byte[] {1, -1, 0, 127});
        } else if (type == TurnConfig.class) {
            return TurnConfig.builder()
                    .interruptPhrases(List.of("stop it", "no"))
                    .minEndpointing(Duration.ofMillis(712))
                    .build();
        } else if (type == Map.class) {
            return Map.of("campaign", text);
        } else if (type == List.class && generic instanceof ParameterizedType of) {
            return List.of(make((Class<?>) of.getActualTypeArguments()[0]));
        } else if (type.isEnum()) {
            var constants = type.getEnumConstants();
            return constants[(int) (number / 20_000_000 % constants.length)];
        } else if (type.isRecord()) {
            return make(type);
        }
        throw new AssertionError("a journal may hold a " + type + " now: teach Samples, and see that it is read back");
    }
}
