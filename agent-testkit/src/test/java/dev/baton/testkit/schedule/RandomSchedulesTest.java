package dev.baton.testkit.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Random calls through the real driver; what they are held against, and that it would notice. */
class RandomSchedulesTest {
    /** A second run on another JDK is content with fewer. */
    private static final int SCHEDULES = Integer.getInteger("baton.schedules", 50_000);

    private static final int SEEDS_TO_CATCH_A_BUG = 200;

    private static @Nullable Level before;

    /** Thousands of calls in which everything goes wrong warn a lot. */
    @BeforeAll
    static void silenceTheLog() {
        before = log().getLevel();
        log().setLevel(Level.OFF);
    }

    @AfterAll
    static void restoreTheLog() {
        log().setLevel(before);
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger("dev.baton.internal");
    }

    @Test
    void randomSchedules_keepEveryPromise() {
        var report = RandomSchedules.create().run(1, SCHEDULES, 2, done -> {});

        assertThat(report.failures()).isEmpty();
        assertThat(report.calls()).isEqualTo(SCHEDULES);
        assertThat(report.medianEvents()).isGreaterThanOrEqualTo(60);
        assertThat(report.medianSeconds()).isGreaterThanOrEqualTo(30);
        assertThat(report.impossiblePairs()).isEmpty();
        assertThat(report.coveredPercent())
                .as("missed: %s", report.missedPairs())
                .isGreaterThanOrEqualTo(99);
    }

    @ParameterizedTest
    @EnumSource
    void plantedBug_isCaught(PlantedBug bug) {
        assertThat(firstBroken(RandomSchedules.with(bug::in))).isNotEmpty();
    }

    @Test
    void brokenSchedule_isMadeShortAndStillBreaksTheSamePromise() {
        var schedules = RandomSchedules.with(PlantedBug.FORGET_A_FINALIZE::in);
        var broken = firstBroken(schedules).orElseThrow();
        var shortest = schedules.shrink(broken);

        assertThat(shortest.stimuli()).hasSizeLessThanOrEqualTo(broken.stimuli().size() / 4);
        assertThat(schedules.check(shortest).get(0).promise().name())
                .isEqualTo(schedules.check(broken).get(0).promise().name());
    }

    private static Optional<Schedule> firstBroken(RandomSchedules schedules) {
        return LongStream.rangeClosed(1, SEEDS_TO_CATCH_A_BUG)
                .mapToObj(schedules::schedule)
                .filter(schedule -> !schedules.check(schedule).isEmpty())
                .findFirst();
    }

    @Test
    void sameSeed_givesTheSameCallWhateverTheThreads() {
        var schedules = RandomSchedules.create();

        assertThat(ScheduledCall.run(schedules.schedule(7)).print())
                .isEqualTo(ScheduledCall.run(schedules.schedule(7)).print());
        assertThat(schedules.run(1, 50, 2, done -> {}).coverageLines())
                .isEqualTo(schedules.run(1, 50, 1, done -> {}).coverageLines());
    }

    /** What once broke a promise. */
    @Test
    void regressions_areMended() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/schedules"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".json")))
                    .allSatisfy(file -> assertThat(RandomSchedules.replay(file)).isEmpty());
        }
    }

    @Test
    void scheduleFile_holdsTheWholeSchedule() throws IOException {
        var file = Files.createTempFile("schedule", ".json");
        try {
            for (long seed : List.of(1L, 2L, 3L)) {
                var schedule = RandomSchedules.create().schedule(seed);
                Files.writeString(file, ScheduleFile.text(new ScheduleFile.Broken("none", "", schedule)));

                assertThat(ScheduleFile.read(file).schedule()).isEqualTo(schedule);
            }
        } finally {
            Files.delete(file);
        }
    }
}
