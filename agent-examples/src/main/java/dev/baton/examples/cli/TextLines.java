package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lines of a script that the user wrote. */
final class TextLines {
    private TextLines() {}

    /**
     * @param meaning what one line is, for the error text
     * @return at least one; stripped, without empty ones
     */
    static List<String> read(Path script, String meaning) {
        List<String> lines;
        try {
            lines = Files.readAllLines(script);
        } catch (IOException e) {
            throw new BatonException(
                    ErrorCode.FILE_UNREADABLE,
                    "the script " + script + " cannot be read",
                    e.getClass().getSimpleName(),
                    "check the name; it is a text file in UTF-8, " + meaning,
                    e);
        }
        lines = lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            throw new BatonException(ErrorCode.FILE_EMPTY, script + " holds no lines", "", "write " + meaning);
        }
        return lines;
    }
}
