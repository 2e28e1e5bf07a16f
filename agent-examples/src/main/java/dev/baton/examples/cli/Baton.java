package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** What {@code ./baton} runs. */
@Command(
        name = "baton",
        description = "Turn-taking for voice agents: hold a call and see every decision in it.",
        subcommands = {
            CallCommand.class,
            ExplainCommand.class,
            ReplayCommand.class,
            TuneCommand.class,
            AccuracyCommand.class,
            TranscribeCommand.class,
            TranslateCommand.class,
            VadCommand.class,
            TurnsCommand.class,
            ResampleCommand.class,
            SimulateCommand.class,
            ServeCommand.class,
            DialCommand.class,
            SttServerCommand.class,
            DevicesCommand.class,
            FaultProxyCommand.class,
            SchedulesCommand.class,
            VersionCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "Start with:  ./baton call",
            "Exit status: 0 done, 1 the run failed, 2 bad usage, 130 interrupted."
        },
        versionProvider = Baton.Version.class)
public final class Baton implements Runnable {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int BAD_USAGE = 2;
    static final int INTERRUPTED = 130;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    public static void main(String[] arguments) {
        boolean verbose = Arrays.stream(arguments).anyMatch(argument -> argument.matches("-v+|--verbose"));
        System.setProperty("baton.log", verbose ? "WARN" : "OFF");
        LogManager.getLogManager().reset();
        var out = Terminal.of(System.getenv()).standardOutput();
        // Whatever a library prints must not get between the lines of the results.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        int status = run(new Console(out, System.err, System.getenv()), arguments);
        out.flush();
        System.exit(status);
    }

    /** Runs one command and returns its exit status. */
    static int run(Console console, String... arguments) {
        var commands = new CommandLine(new Baton(), new Commands(console));
        commands.setOut(console.writer());
        commands.setErr(console.errorWriter());
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setParameterExceptionHandler((wrong, given) -> badUsage(console, wrong));
        commands.setExecutionExceptionHandler((failure, command, parsed) -> failed(console, failure));
        return commands.execute(arguments);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int badUsage(Console console, ParameterException wrong) {
        var command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName(" ");
        if (wrong instanceof UnmatchedArgumentException unmatched
                && name.equals("baton")
                && !unmatched.getUnmatched().isEmpty()) {
            List<String> known = command.getSubcommands().keySet().stream().toList();
            return failed(
                    console, Names.unknown("command", unmatched.getUnmatched().get(0), known));
        }
        String message = String.valueOf(wrong.getMessage());
        if (wrong instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            String option = unmatched.getUnmatched().get(0);
            message = "unknown option " + option
                    + Names.nearest(
                                    option,
                                    command.getCommandSpec().optionsMap().keySet())
                            .map(meant -> "; did you mean " + meant + "?")
                            .orElse("");
        }
        return failed(
                console,
                new BatonException(
                        ErrorCode.BAD_USAGE,
                        Character.toLowerCase(message.charAt(0)) + message.substring(1),
                        "",
                        "see ./" + name + " --help"));
    }

    private static int failed(Console console, Exception failure) {
        if (failure instanceof BatonException told) {
            console.complain(told);
            return switch (told.code()) {
                case UNKNOWN_NAME, BAD_USAGE, BAD_SCENARIO, SETTING_CONTRADICTION, SETTING_RANGE -> BAD_USAGE;
                default -> FAILED;
            };
        }
        console.complain("error: this should not have happened: " + failure);
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("dev.baton")) {
                console.complain("  at " + frame);
                break;
            }
        }
        console.complain("  do: report it with the command that you typed");
        return FAILED;
    }

    /** Hands each command the console that it prints to. */
    private record Commands(Console console) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (var constructor : type.getDeclaredConstructors()) {
                if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Console.class})) {
                    return type.cast(constructor.newInstance(console));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    /** As built. */
    static final class Version implements IVersionProvider {
        static String text() {
            String built = Baton.class.getPackage().getImplementationVersion();
            return built == null ? "0.1.0-SNAPSHOT" : built;
        }

        @Override
        public String[] getVersion() {
            return new String[] {"Baton " + text()};
        }
    }
}
