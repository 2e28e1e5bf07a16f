package dev.baton.internal.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalHeader;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.Utterance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A journal's entries as JSON: records by their components, in an object that names their kind, durations in nanoseconds, settings as {@link TurnConfig.Builder#set} reads them. Entries that a later
 * version adds fields to can still be read. Immutable.
 */
public final class JournalJson {
    private static final ObjectMapper PLAIN = mapper(false);
    private static final ObjectMapper REDACTING = mapper(true);
    private static final ObjectReader ENTRIES = PLAIN.readerFor(JournalEntry.class);
    private static final ObjectReader HEADERS = PLAIN.readerFor(JournalHeader.class);

    /** The words that stand for others, where they do. */
    private static final Object MASKED = MaskedWords.class;

    private final ObjectWriter entries;
    private final ObjectWriter headers;

    /** @param redacted whether what people said is masked */
    public JournalJson(boolean redacted) {
        var masked = redacted ? new MaskedWords() : null;
        entries = (redacted ? REDACTING : PLAIN).writerFor(JournalEntry.class).withAttribute(MASKED, masked);
        headers = PLAIN.writerFor(JournalHeader.class).withAttribute(MASKED, masked);
    }

    public byte[] write(JournalHeader header) {
        return written(headers, header);
    }

    public byte[] write(JournalEntry entry) {
        return written(entries, entry);
    }

    private static byte[] written(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e); // a component of a type that nobody has taught it
        }
    }

    /** @throws IOException if it is no such JSON */
    public static JournalEntry entry(byte[] json, int offset, int length) throws IOException {
        return there(ENTRIES.readValue(json, offset, length));
    }

    /** @throws IOException if it is no such JSON */
    public static JournalHeader header(byte[] json, int offset, int length) throws IOException {
        return there(HEADERS.readValue(json, offset, length));
    }

    private static <T> T there(@Nullable T value) throws IOException {
        if (value == null) {
            throw new IOException("null stands where something should be told");
        }
        return value;
    }

    /** {@code {"SpeechStarted":{"atNanos":...}}}. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
    private interface NamedByKind {}

    private static ObjectMapper mapper(boolean redacting) {
        var module = new SimpleModule();
        module.addSerializer(Duration.class, new DurationWriter());
        module.addDeserializer(Duration.class, new DurationReader());
        module.addSerializer(TurnConfig.class, new SettingsWriter());
        module.addDeserializer(TurnConfig.class, new SettingsReader());
        module.addSerializer(ByteOrder.class, new OrderWriter());
        module.addDeserializer(ByteOrder.class, new OrderReader());
        if (redacting) {
            module.addSerializer(String.class, new Masking());
            module.addSerializer(Character.class, new MaskingKeys());
            module.addSerializer(char.class, new MaskingKeys());
        }
        var mapper = JsonMapper.builder()
                .addModule(module)
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .build();
        nameKinds(mapper, JournalEntry.class);
        nameKinds(mapper, TurnEvent.class);
        nameKinds(mapper, TurnAction.class);
        return mapper;
    }

    private static void nameKinds(ObjectMapper mapper, Class<?> sealed) {
        mapper.addMixIn(sealed, NamedByKind.class);
        register(mapper, sealed);
    }

    private static void register(ObjectMapper mapper, Class<?> sealed) {
        for (var kind : sealed.getPermittedSubclasses()) {
            if (kind.isSealed()) {
                register(mapper, kind);
            } else {
                mapper.registerSubtypes(new NamedType(kind, kind.getSimpleName()));
            }
        }
    }

    /** Of Jackson's own for what a class of the JDK writes; each says what it is for. */
    private abstract static class Writer<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1L;

        Writer(Class<T> type) {
            super(type);
        }
    }

    private abstract static class Reader<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;

        Reader(Class<T> type) {
            super(type);
        }
    }

    private static final class DurationWriter extends Writer<Duration> {
        private static final long serialVersionUID = 1L;

        DurationWriter() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeNumber(value.toNanos());
        }
    }

    private static final class DurationReader extends Reader<Duration> {
        private static final long serialVersionUID = 1L;

        DurationReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser from, DeserializationContext context) throws IOException {
            return Duration.ofNanos(from.getLongValue());
        }
    }

    private static final class SettingsWriter extends Writer<TurnConfig> {
        private static final long serialVersionUID = 1L;

        SettingsWriter() {
            super(TurnConfig.class);
        }

        @Override
        public void serialize(TurnConfig value, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeStartObject();
            var masked = masked(provider);
            for (var setting : TurnConfig.settings()) {
                String text = value.text(setting.name());
                boolean phrases = setting.type().startsWith("phrases");
                to.writeStringField(setting.name(), phrases && masked != null ? masked.of(text) : text);
            }
            to.writeEndObject();
        }
    }

    /** Settings that this version does not know any more are left out. */
    private static final class SettingsReader extends Reader<TurnConfig> {
        private static final long serialVersionUID = 1L;

        SettingsReader() {
            super(TurnConfig.class);
        }

        @Override
        public TurnConfig deserialize(JsonParser from, DeserializationContext context) throws IOException {
            var texts = from.readValueAsTree();
            var settings = TurnConfig.builder();
            for (var setting : TurnConfig.settings()) {
                if (texts.get(setting.name()) instanceof TextNode text) {
                    settings.set(setting.name(), text.textValue());
                }
            }
            return settings.build();
        }
    }

    private static final class OrderWriter extends Writer<ByteOrder> {
        private static final long serialVersionUID = 1L;

        OrderWriter() {
            super(ByteOrder.class);
        }

        @Override
        public void serialize(ByteOrder value, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeString(value.toString().toLowerCase(Locale.ROOT));
        }
    }

    private static final class OrderReader extends Reader<ByteOrder> {
        private static final long serialVersionUID = 1L;

        OrderReader() {
            super(ByteOrder.class);
        }

        @Override
        public ByteOrder deserialize(JsonParser from, DeserializationContext context) throws IOException {
            return from.getText().startsWith("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        }
    }

    private static @Nullable MaskedWords masked(SerializerProvider provider) {
        return (MaskedWords) provider.getAttribute(MASKED);
    }

    /** What people said, in other words. */
    private static final class Masking extends Writer<String> {
        private static final long serialVersionUID = 1L;

        Masking() {
            super(String.class);
        }

        @Override
        public void serialize(String value, JsonGenerator to, SerializerProvider provider) throws IOException {
            boolean keys = to.currentValue() instanceof Utterance utterance
                    && utterance.kind() == Utterance.Kind.KEYS
                    && MaskedWords.areKeys(value);
            to.writeString(
                    keys
                            ? MaskedWords.keys(value)
                            : Objects.requireNonNull(masked(provider)).of(value));
        }
    }

    private static final class MaskingKeys extends Writer<Character> {
        private static final long serialVersionUID = 1L;

        MaskingKeys() {
            super(Character.class);
        }

        @Override
        public void serialize(Character value, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeString(MaskedWords.keys(String.valueOf(value)));
        }
    }
}
