package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.examples.detection.DetectionFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The recordings that a command line names.
 *
 * @param recordings each once; whether they can be read shows later
 * @param problems with folders, which keep nobody from the others
 */
record VadInputs(List<Recording> recordings, List<BatonException> problems) {
    private static final String WAV = ".wav";

    VadInputs {
        recordings = List.copyOf(recordings);
        problems = List.copyOf(problems);
    }

    /** @param name what its results are called: the file's without its ending */
    record Recording(Path file, String name) {
        static Recording of(Path file) {
            String name = String.valueOf(file.getFileName());
            int dot = name.lastIndexOf('.');
            return new Recording(file, dot > 0 ? name.substring(0, dot) : name);
        }

        /** Where somebody may have written down who speaks when. */
        Path truth() {
            return file.resolveSibling(name + ".json");
        }

        List<String> results(boolean plot) {
            var results = new ArrayList<>(DetectionFiles.names(name));
            if (plot) {
                results.add(plotName());
            }
            return results;
        }

        String plotName() {
            return name + ".svg";
        }
    }

    /** @param named files, and folders that stand for the WAV files in them */
    static VadInputs of(List<Path> named) {
        Map<Path, Recording> recordings = new LinkedHashMap<>();
        var problems = new ArrayList<BatonException>();
        for (Path path : named) {
            try {
                for (Path file : Files.isDirectory(path) ? wavFilesIn(path) : List.of(path)) {
                    recordings.putIfAbsent(absolute(file), Recording.of(file));
                }
            } catch (BatonException e) {
                problems.add(e);
            }
        }
        return new VadInputs(List.copyOf(recordings.values()), problems);
    }

    private static List<Path> wavFilesIn(Path folder) {
        try (var entries = Files.list(folder)) {
            var files = entries.filter(entry -> String.valueOf(entry.getFileName())
                            .toLowerCase(Locale.ROOT)
                            .endsWith(WAV))
                    .filter(entry -> !Files.isDirectory(entry))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new BatonException(
                        ErrorCode.FILE_EMPTY,
                        folder + " holds no WAV files",
                        "looked for *" + WAV + ", not in the folders in it",
                        "name the folder that holds them, or the files");
            }
            return files;
        } catch (UncheckedIOException e) {
            throw AudioInput.unreadable(folder.toString(), new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw AudioInput.unreadable(folder.toString(), e);
        }
    }

    /**
     * Makes sure that no result is written over another one or over an input.
     *
     * @throws BatonException if one would be
     */
    void checkResults(Path out, boolean plot) {
        Map<Path, Recording> inputs = new HashMap<>();
        recordings.forEach(each -> inputs.put(absolute(each.file()), each));
        Map<Path, Recording> writers = new HashMap<>();
        for (var recording : recordings) {
            for (String result : recording.results(plot)) {
                Path to = absolute(out.resolve(result));
                var other = writers.put(to, recording);
                if (other != null) {
                    throw usage(
                            other.file() + " and " + recording.file() + " would both be written to "
                                    + out.resolve(result),
                            "give each its own --out, in a run of its own");
                }
                if (inputs.containsKey(to)) {
                    throw usage(
                            "the results of " + recording.file() + " would be written over " + out.resolve(result)
                                    + ", which is to be read",
                            "name another folder for --out");
                }
            }
        }
    }

    private static BatonException usage(String what, String remedy) {
        return new BatonException(ErrorCode.BAD_USAGE, what, "", remedy);
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
