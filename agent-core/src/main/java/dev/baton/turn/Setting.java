package dev.baton.turn;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One setting of {@link TurnConfig}, for tools that list settings.
 *
 * @param <T> what its accessor returns
 */
public final class Setting<T> {
    private final int index;
    private final String name;
    private final SettingType<T> type;
    private final @Nullable T byDefault;
    private final @Nullable Setting<T> follows;
    private final String meaning;

    /** Either {@code byDefault} or {@code follows} is there. */
    Setting(
            int index,
            String name,
            SettingType<T> type,
            @Nullable T byDefault,
            @Nullable Setting<T> follows,
            String meaning) {
        this.index = index;
        this.name = name;
        this.type = type;
        this.byDefault = byDefault;
        this.follows = follows;
        this.meaning = meaning;
    }

    /** As builder, files and command line know it, such as {@code turn.min-endpointing}. */
    public String name() {
        return name;
    }

    /** What values it takes, for people: {@code duration}, {@code turn-end or speech-end}. */
    public String type() {
        return type.label();
    }

    /** As {@link TurnConfig.Builder#set} reads it; for a setting that follows another one, the name of that one. */
    public String defaultText() {
        return byDefault == null
                ? Objects.requireNonNull(follows).name
                : type.write().apply(byDefault);
    }

    /** What it does, in a phrase that begins with a small letter and lacks the full stop. */
    public String meaning() {
        return meaning;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Its place in the arrays of {@link TurnConfig}. */
    int index() {
        return index;
    }

    /** What holds where this was given; the array has only what was put there for each setting, so that the type is right. */
    @SuppressWarnings("unchecked")
    T in(@Nullable Object[] given) {
        Object value = given[index];
        if (value != null) {
            return (T) value;
        }
        return byDefault != null ? byDefault : Objects.requireNonNull(follows).in(given);
    }

    String textOf(@Nullable Object[] given) {
        return type.write().apply(in(given));
    }

    /** The value that nobody can change later. */
    T copy(T value) {
        return type.copy().apply(value);
    }

    /** @throws BatonException if the text means no value of this setting, or one out of its range */
    T read(String text) {
        T value = type.read()
                .apply(text.strip())
                .orElseThrow(() -> refused(text, "is not " + type.what() + type.hint(text.strip())));
        return checked(value);
    }

    /** @throws BatonException if what was given is out of range */
    void check(@Nullable Object[] given) {
        checked(in(given));
    }

    private T checked(T value) {
        String complaint = type.complaint().apply(value);
        if (!complaint.isEmpty()) {
            throw refused(type.write().apply(value), complaint);
        }
        return value;
    }

    private BatonException refused(String value, String why) {
        return new BatonException(
                ErrorCode.SETTING_RANGE, name + "=" + value + " " + why, "", "set " + name + " to " + type.allowed());
    }
}
