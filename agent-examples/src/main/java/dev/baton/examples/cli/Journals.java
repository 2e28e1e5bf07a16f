package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the journals of recorded calls. */
final class Journals {
    private Journals() {}

    /**
     * @param places journals, folders that hold one, or folders of those, however deep
     * @throws BatonException if one of the places holds none
     */
    static List<Path> in(List<Path> places) {
        var found = new ArrayList<Path>();
        for (var place : places) {
            var here = Files.isDirectory(place) ? below(place) : List.of(place);
            if (here.isEmpty()) {
                throw new BatonException(
                        ErrorCode.FILE_UNREADABLE,
                        place + " holds no " + CallFolder.JOURNAL,
                        "looked in it and in the folders below it",
                        "record a call first: ./baton call --record " + place);
            }
            found.addAll(here);
        }
        return found;
    }

    private static List<Path> below(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith(CallFolder.JOURNAL))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new BatonException(
                    ErrorCode.FILE_UNREADABLE, folder + " cannot be read: " + e, "", "check the folder", e);
        }
    }
}
