package dev.baton.testkit.carrier;

import java.util.Arrays;
import java.util.List;

/** A leg without a socket, whose 20 ms pass by hand; JSON with single quotes. */
final class LegDriver {
    final WireLog wire = new WireLog();
    private final CarrierLeg leg;

    LegDriver(CarrierLeg leg) {
        this.leg = leg;
        leg.opened(wire);
    }

    void ticks(int times) {
        for (int i = 0; i < times; i++) {
            leg.tick();
        }
    }

    void appSends(String json) {
        leg.onText(json.replace('\'', '"'));
    }

    void appSends(byte[] binary) {
        leg.onBinary(binary);
    }

    static byte[] bytes(int length, int value) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** What the carrier sent as text since the last time, except media. */
    List<String> told() {
        return wire.take().stream()
                .filter(text -> !text.contains("\"event\":\"media\""))
                .map(text -> text.replace('"', '\''))
                .toList();
    }

    /** The carrier's media as text since the last time. */
    List<String> media() {
        return wire.take().stream()
                .filter(text -> text.contains("\"event\":\"media\""))
                .map(text -> text.replace('"', '\''))
                .toList();
    }
}
