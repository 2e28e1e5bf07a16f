package dev.baton.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process has cost so far.
 *
 * @param cpuMillis user and system time of all threads: the compiler's and the collector's too
 * @param compilerMillis what of it was the JIT compiler's, which costs less and less; 0 where the system does not tell
 */
record ProcessCost(double cpuMillis, double compilerMillis) {
    private static final Path SELF = Path.of("/proc/self");
    private static final double MILLIS_PER_TICK = 10;

    static ProcessCost now() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new ProcessCost(system.getProcessCpuTime() / 1e6, compilerTicks() * MILLIS_PER_TICK);
    }

    ProcessCost since(ProcessCost before) {
        return new ProcessCost(cpuMillis - before.cpuMillis, compilerMillis - before.compilerMillis);
    }

    private static long compilerTicks() {
        try (var threads = Files.list(SELF.resolve("task"))) {
            return threads.mapToLong(ProcessCost::ticksOfCompiler).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Number (name) state and so on; user and system time are the 12th and 13th field after the name. */
    private static long ticksOfCompiler(Path thread) {
        try {
            var stat = Files.readString(thread.resolve("stat"));
            int name = stat.lastIndexOf(')');
            var fields = stat.substring(name + 2).split(" ");
            return stat.substring(0, name).contains("Compiler")
                    ? Long.parseLong(fields[11]) + Long.parseLong(fields[12])
                    : 0;
        } catch (IOException e) {
            return 0; // ended meanwhile
        }
    }

    /** Not a number where the system does not tell. */
    static double residentMegabytes() {
        try (var lines = Files.lines(SELF.resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    / 1024.0;
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
