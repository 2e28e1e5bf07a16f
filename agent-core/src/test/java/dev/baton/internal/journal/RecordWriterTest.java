package dev.baton.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.audio.Allocations;
import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalReader;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pages on their way to a sink that is quick, slow, full or broken. */
class RecordWriterTest {
    private static final long TICK = 20_000_000;

    private final PagesInMemory pages = new PagesInMemory();
    private final RecordWriter records = new RecordWriter(pages, Samples.header());
    private final ByteBuffer frame = ByteBuffer.allocate(320);
    private long now;

    private void tick() {
        now += TICK;
        records.woke(now);
        records.atTime(now);
        records.audio(now, true, frame);
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            tick();
        }
    }

    private List<JournalEntry> read() {
        var entries = new ArrayList<JournalEntry>();
        if (pages.writes == 0) {
            return entries;
        }
        try (var reader = JournalReader.of(new ByteArrayInputStream(pages.bytes()), "test")) {
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static JournalEntry text(int length) {
        return new JournalEntry.TextReceived(1, 1, "x".repeat(length));
    }

    @Test
    void records_areHandedOnWithinAQuarterOfASecond() {
        for (int i = 1; i <= 500; i++) {
            tick();
            assertThat(2 * i - read().size()).isBetween(0, 2 * 13);
        }
        assertThat(pages.writes).as("four times a second").isBetween(38, 41);
    }

    @Test
    void frames_allocateNothing() {
        pages.full = false;
        assertThat(Allocations.steadyState(() -> {
                    for (int i = 0; i < 12; i++) { // less than a page takes to become old
                        records.woke(now);
                        records.audio(now, true, frame);
                        records.audioWaited(now);
                        records.binarySent(now, 1, frame);
                    }
                }))
                .isLessThan(12 * 16);
    }

    @Test
    void sinkThatIsSlowForALittle_losesNothing() {
        pages.slow = true;
        ticks(150); // three seconds: four pages of an eighth of a megabyte a second
        pages.catchUp();
        ticks(150);
        records.close();

        assertThat(pages.cutShort).isEmpty();
        assertThat(read()).hasSize(600);
    }

    @Test
    void sinkThatNeverGivesPagesBack_endsTheJournalOnceAndSaysSo() {
        pages.slow = true;
        ticks(5_000);

        assertThat(pages.cutShort).containsExactly("what was written last still waits for the disk");
        int writes = pages.writes;
        byte[] before = pages.bytes();
        pages.catchUpInTheMiddleOfAPage();
        ticks(100);
        pages.catchUp();
        ticks(1_000);
        records.entry(text(100));
        records.entry(text(100_000));
        records.close();

        assertThat(pages.writes).as("nothing follows a hole").isEqualTo(writes);
        assertThat(pages.bytes()).isEqualTo(before).hasSizeLessThan(5 * 64 * 1024);
        assertThat(pages.cutShort).hasSize(1);
        assertThat(pages.closed).isTrue();
        var read = read();
        assertThat(read).hasSizeBetween(400, 500);
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i).atNanos()).isEqualTo((i / 2 + 1) * TICK);
        }
    }

    @Test
    void sinkThatTakesNoMore_isNotAskedAgainAndHasSaidSoItself() {
        ticks(20);
        pages.full = true;
        ticks(20);
        int writes = pages.writes;
        pages.full = false;
        ticks(100);
        records.close();

        assertThat(pages.writes).isEqualTo(writes);
        assertThat(pages.cutShort).isEmpty();
        assertThat(pages.closed).isTrue();
    }

    @Test
    void sinkThatThrows_endsTheJournalAndNotTheCall() {
        ticks(20);
        pages.broken = true;
        ticks(20);
        pages.broken = false;
        ticks(100);
        records.close();

        assertThat(pages.cutShort).singleElement().asString().contains("the disk fell out");
        assertThat(pages.closed).isTrue();
    }

    @Test
    void recordLongerThanAPage_isWhole() {
        tick();
        var lengths = List.of(65_000, 65_500, 65_536, 100, 70_000, 3_000_000, 10);
        lengths.forEach(length -> records.entry(text(length)));
        tick();
        records.close();

        assertThat(read())
                .filteredOn(JournalEntry.TextReceived.class::isInstance)
                .containsExactlyElementsOf(
                        lengths.stream().map(RecordWriterTest::text).toList());
        assertThat(read()).hasSize(lengths.size() + 4);
        assertThat(pages.cutShort).isEmpty();
    }

    @Test
    void longRecordsThatWaitForTheSink_areBounded() {
        records.entry(text(20_000_000)); // a single one may be of any size
        pages.slow = true;
        for (int i = 0; i < 100; i++) {
            records.entry(text(1_000_000));
        }

        assertThat(pages.cutShort).hasSize(1);
        assertThat(pages.bytes().length).isLessThan(30_000_000);
    }

    @Test
    void longRecordsThatWereWritten_makeRoomForOthers() {
        for (int i = 0; i < 30; i++) {
            records.entry(text(1_000_000));
        }
        assertThat(pages.cutShort).isEmpty();
    }

    @Test
    void recordThatNoReaderWouldTake_endsTheJournal() {
        records.entry(text(JournalFormat.MAX_RECORD));
        assertThat(pages.cutShort).singleElement().asString().contains("longer than any may be");
    }

    @Test
    void nothingIsHandedOn_beforeTheCallHasBegun() {
        assertThat(pages.writes).isZero();
    }
}
