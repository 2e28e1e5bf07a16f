package dev.baton.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.stt.SttMessage;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMessageTest {
    private static SttMessage message(String json) {
        return new JsonMessage(Objects.requireNonNull(WireJson.object(json)));
    }

    @Test
    void fields_areReadByTheirTypes() {
        var message = message("{\"t\":\"a\",\"n\":1.5,\"f\":true,\"o\":{\"x\":1},\"l\":[{\"x\":1},7,{\"x\":2}]}");

        assertThat(message.text("t")).isEqualTo("a");
        assertThat(message.number("n", 0)).isEqualTo(1.5);
        assertThat(message.flag("f")).isTrue();
        assertThat(message.has("o")).isTrue();
        assertThat(message.object("o").number("x", 0)).isEqualTo(1);
        assertThat(message.list("l")).extracting(Object::toString).containsExactly("{\"x\":1}", "{\"x\":2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "1", "null", "[]", "[[{\"x\":1}]]", "{\"a\":{\"x\":1}}", "1e400", "\"abc\""})
    void fieldsOfOtherTypes_areEmpty(String value) {
        var message = message("{\"f\":" + value + "}");

        assertThat(message.flag("f")).isFalse();
        assertThat(message.list("f")).isEmpty();
        assertThat(message.words("f", "w", "from", "to")).isEmpty();
        assertThat(message.number("f", Double.NaN)).matches(number -> number == 1 || Double.isNaN(number));
        assertThat(message.object("f").toString()).startsWith("{").endsWith("}");
        assertThat(message.object("f").object("g").toString()).isEqualTo("{}");
    }
}
