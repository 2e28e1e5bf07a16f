package dev.baton.testkit.scenario;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads scenario files: JSON Lines, one case per line; empty lines are skipped. Strict: whatever a file says is either understood or an error that names the file, the line and
 * the field, so that no expectation is lost to a typo.
 */
public final class ScenarioFile {
    private ScenarioFile() {}

    /** @throws BatonException if the file cannot be read, or a line of it is not a scenario */
    public static List<Scenario> read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        } catch (NoSuchFileException e) {
            throw unreadable(file + " does not exist", e);
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static BatonException unreadable(String what, Exception cause) {
        return new BatonException(
                ErrorCode.FILE_UNREADABLE, what, "", "name a file of scenarios, one JSON object per line", cause);
    }

    /**
     * @param name of the file, for errors
     * @throws BatonException if a line of it is not a scenario
     * @throws UncheckedIOException if it cannot be read
     */
    public static List<Scenario> read(String name, InputStream in) {
        var scenarios = new ArrayList<Scenario>();
        Map<String, Integer> lineOfId = new HashMap<>();
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                var reader = new CaseReader(name, number);
                var scenario = reader.read(line);
                Integer before = lineOfId.putIfAbsent(scenario.id(), number);
                if (before != null) {
                    throw reader.error("id", "\"" + scenario.id() + "\" is the id of line " + before + " too", "");
                }
                scenarios.add(scenario);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scenarios;
    }
}
