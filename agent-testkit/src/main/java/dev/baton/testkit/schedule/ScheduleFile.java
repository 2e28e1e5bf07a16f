package dev.baton.testkit.schedule;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.baton.turn.TurnConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A schedule as JSON: what once broke a promise is kept, and played again by a test. */
final class ScheduleFile {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .registerModule(new SimpleModule()
                    .addSerializer(TurnConfig.class, new SettingsWriter())
                    .addDeserializer(TurnConfig.class, new SettingsReader()));

    private ScheduleFile() {}

    /**
     * @param promise the name of what it broke
     * @param seen what happened instead
     */
    record Broken(String promise, String seen, Schedule schedule) {}

    static String text(Broken broken) {
        try {
            return JSON.writeValueAsString(broken) + "\n";
        } catch (IOException e) {
            throw new AssertionError("a schedule is data", e);
        }
    }

    static Broken read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), Broken.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static final class SettingsWriter extends JsonSerializer<TurnConfig> {
        @Override
        public void serialize(TurnConfig settings, JsonGenerator out, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(SettingsText.differences(settings), out);
        }
    }

    private static final class SettingsReader extends JsonDeserializer<TurnConfig> {
        private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

        @Override
        public TurnConfig deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return SettingsText.settings(in.readValueAs(TEXTS));
        }
    }
}
