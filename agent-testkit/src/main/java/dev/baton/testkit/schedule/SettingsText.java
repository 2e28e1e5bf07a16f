package dev.baton.testkit.schedule;

import dev.baton.turn.TurnConfig;
import java.util.Map;
import java.util.TreeMap;

/** Settings as names and texts, of those that differ from the defaults; so that a schedule written today is read when there are more of them. */
final class SettingsText {
    private static final TurnConfig DEFAULTS = TurnConfig.defaults();

    private SettingsText() {}

    static Map<String, String> differences(TurnConfig settings) {
        var texts = new TreeMap<String, String>();
        for (var setting : TurnConfig.settings()) {
            String text = settings.text(setting.name());
            if (!text.equals(DEFAULTS.text(setting.name()))) {
                texts.put(setting.name(), text);
            }
        }
        return texts;
    }

    static TurnConfig settings(Map<String, String> texts) {
        var builder = TurnConfig.builder();
        texts.forEach(builder::set);
        return builder.build();
    }
}
