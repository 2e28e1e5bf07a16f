package dev.baton.examples.cli;

import dev.baton.transport.MicrophoneSource;
import dev.baton.transport.SpeakerSink;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./baton devices}: what can be named with {@code --mic-device} and {@code --speaker-device}. */
@Command(
        name = "devices",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        description = "Lists this machine's microphones and speakers, the system's choice first.")
final class DevicesCommand implements Callable<Integer> {
    private final Console console;

    DevicesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        print("microphone", "--mic-device", MicrophoneSource.devices());
        print("speaker", "--speaker-device", SpeakerSink.devices());
        console.out().flush();
        return Baton.DONE;
    }

    private void print(String kind, String option, List<String> names) {
        var out = console.out();
        if (names.isEmpty()) {
            out.println(" no " + kind + " (javax.sound lists none; in a container or over ssh there is none)");
            return;
        }
        out.println(" " + Figures.count(names.size(), kind) + ", for " + option + " NAME or a part of it");
        names.forEach(name -> out.println("   " + name));
    }
}
