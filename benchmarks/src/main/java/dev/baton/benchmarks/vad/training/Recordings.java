package dev.baton.benchmarks.vad.training;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** Labelled recordings, in the order of their folders and names. */
public record Recordings(List<Recording> all) {
    static final String WAV = ".wav";

    public Recordings {
        all = List.copyOf(all);
    }

    /**
     * All {@code NAME.wav} of the folders, each with its {@code NAME.json}; not those in folders within.
     *
     * @throws BatonException if a folder cannot be read or holds no recordings, if a recording or what is written about it is broken, or if nobody speaks in any of them
     */
    public static Recordings read(List<Path> folders) {
        var recordings = new ArrayList<Recording>();
        for (Path folder : folders) {
            wavFiles(folder).forEach(file -> recordings.add(RecordingReader.read(file)));
        }
        if (recordings.stream().noneMatch(Recording::hasSpeech)) {
            throw new BatonException(
                    ErrorCode.FILE_EMPTY,
                    "nobody speaks in any of the " + recordings.size() + " recordings",
                    "looked for intervals in the \"speech\" of each NAME.json in " + folders,
                    "add recordings of speech, with the intervals of it");
        }
        return new Recordings(recordings);
    }

    private static List<Path> wavFiles(Path folder) {
        try (var entries = Files.list(folder)) {
            var files = entries.filter(entry -> String.valueOf(entry.getFileName())
                            .toLowerCase(Locale.ROOT)
                            .endsWith(WAV))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new BatonException(
                        ErrorCode.FILE_EMPTY,
                        folder + " holds no recordings",
                        "looked for *" + WAV + ", not in the folders in it",
                        "name the folder that holds them");
            }
            return files;
        } catch (IOException e) {
            throw new BatonException(
                    ErrorCode.FILE_UNREADABLE,
                    folder + " cannot be read",
                    "looked for a folder of recordings at "
                            + folder.toAbsolutePath().normalize(),
                    "name a folder that exists and that you may read",
                    e);
        }
    }

    /** Of a file, without its ending. */
    static String name(Path wav) {
        String name = String.valueOf(wav.getFileName());
        return name.substring(0, name.length() - WAV.length());
    }

    /** The folds of all, each once. */
    public SortedSet<String> folds() {
        var folds = new TreeSet<String>();
        all.forEach(recording -> folds.add(recording.fold()));
        return folds;
    }

    /** Those that a network may hear which is to judge a fold. */
    Recordings without(String fold) {
        return new Recordings(
                all.stream().filter(each -> !each.fold().equals(fold)).toList());
    }

    Recordings only(String fold) {
        return new Recordings(
                all.stream().filter(each -> each.fold().equals(fold)).toList());
    }

    /** @throws BatonException if files with answers about two recordings would have the same name */
    void requireDistinctNames() {
        var names = new HashSet<String>();
        for (Recording each : all) {
            if (!names.add(each.name())) {
                throw new BatonException(
                        ErrorCode.BAD_USAGE,
                        "two recordings are called " + each.name() + ", what is said about them would go to one file",
                        "",
                        "rename one of them");
            }
        }
    }

    double minutes() {
        return all.stream().mapToDouble(Recording::minutes).sum();
    }
}
