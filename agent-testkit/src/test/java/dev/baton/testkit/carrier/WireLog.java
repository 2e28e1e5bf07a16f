package dev.baton.testkit.carrier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a leg sends. */
final class WireLog implements Wire {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final List<String> texts = new ArrayList<>();
    final List<byte[]> binaries = new ArrayList<>();
    int closeCode = -1;

    @Override
    public void text(String message) {
        texts.add(message);
    }

    @Override
    public void binary(byte[] bytes) {
        binaries.add(bytes);
    }

    @Override
    public void close(int code) {
        closeCode = code;
    }

    /** All that was sent as text since the last time. */
    List<String> take() {
        List<String> taken = List.copyOf(texts);
        texts.clear();
        return taken;
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
