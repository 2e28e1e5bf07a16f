package dev.baton.internal.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collection;

/** Writes the little JSON that addresses hold. */
public final class JsonText {
    private JsonText() {}

    /** {@code ["one","two"]}. */
    public static String array(Collection<String> values) {
        var array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array.toString();
    }
}
