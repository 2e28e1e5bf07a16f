package dev.baton.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.Allocations;
import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalHeader;
import dev.baton.journal.JournalReader;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnEvent;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written can be read, whatever was cut off or damaged behind it. */
class JournalRecordsTest {
    /** What a journal turned out to hold. */
    private record Read(List<JournalEntry> entries, boolean complete) {}

    private static byte[] written(List<JournalEntry> entries) {
        var pages = new PagesInMemory();
        var records = new RecordWriter(pages, Samples.header());
        entries.forEach(entry -> write(records, entry));
        records.close();
        assertThat(pages.cutShort).isEmpty();
        return pages.bytes();
    }

    /** As the recorder does it: what comes often has records of its own. */
    private static void write(RecordWriter records, JournalEntry entry) {
        if (entry instanceof JournalEntry.Woke woke) {
            records.woke(woke.atNanos());
        } else if (entry instanceof JournalEntry.Audio audio) {
            records.audio(audio.atNanos(), audio.ticking(), audio.bytes());
        } else if (entry instanceof JournalEntry.AudioWaited waited) {
            records.audioWaited(waited.atNanos());
        } else if (!(entry instanceof JournalEntry.BinarySent)) {
            records.entry(entry);
        }
    }

    private static JournalReader open(byte[] bytes) {
        return JournalReader.of(new ByteArrayInputStream(bytes), "x.journal");
    }

    private static Read read(byte[] bytes) {
        var entries = new ArrayList<JournalEntry>();
        try (var reader = open(bytes)) {
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(entry);
            }
            assertThat(reader.next()).isNull();
            return new Read(entries, reader.isComplete());
        }
    }

    /** Without the audio that was sent: its record holds a checksum instead. Ended comes last. */
    private static List<JournalEntry> everyKind() {
        var entries = new ArrayList<>(Samples.ofEveryKind());
        entries.removeIf(JournalEntry.BinarySent.class::isInstance);
        var ended = entries.stream()
                .filter(JournalEntry.Ended.class::isInstance)
                .findFirst()
                .orElseThrow();
        entries.remove(ended);
        entries.add(ended);
        return entries;
    }

    /** One of every kind of record and entry; what events and actions hold makes no difference to how records end. */
    private static List<JournalEntry> fewDecisions() {
        var entries = everyKind();
        entries.removeIf(entry ->
                entry instanceof JournalEntry.Decided decided && !(decided.event() instanceof TurnEvent.FinalText));
        return entries;
    }

    @Test
    void everyKindOfEntryEventAndAction_isReadBack() {
        var entries = everyKind();

        var read = read(written(entries));

        assertThat(read.entries()).containsExactlyElementsOf(entries);
        assertThat(read.complete()).isTrue();
        assertThat(entries.stream().map(Object::getClass).distinct())
                .hasSize(Samples.leaves(JournalEntry.class).size() - 1);
        var decided = entries.stream()
                .filter(JournalEntry.Decided.class::isInstance)
                .map(JournalEntry.Decided.class::cast)
                .toList();
        assertThat(decided).hasSameSizeAs(Samples.leaves(TurnEvent.class));
        assertThat(decided.get(0).actions()).hasSameSizeAs(Samples.leaves(TurnAction.class));
    }

    @Test
    void header_isReadBack() {
        try (var reader = open(written(List.of()))) {
            assertThat(reader.header()).isEqualTo(Samples.header());
            assertThat(reader.next()).isNull();
            assertThat(reader.isComplete())
                    .as("it does not tell how the call ended")
                    .isFalse();
        }
    }

    @Test
    void audioThatWasSent_isKeptAsItsChecksum() {
        var pages = new PagesInMemory();
        var records = new RecordWriter(pages, Samples.header());
        var bytes = ByteBuffer.wrap("0123456789x".getBytes(StandardCharsets.US_ASCII))
                .limit(10)
                .position(1);

        records.binarySent(7, 3, bytes);
        records.close();

        assertThat(bytes.position()).isEqualTo(1);
        var crc = new CRC32C();
        crc.update("123456789".getBytes(StandardCharsets.US_ASCII));
        assertThat((int) crc.getValue()).as("the check value of CRC-32C").isEqualTo(0xE3069283);
        assertThat(read(pages.bytes()).entries())
                .containsExactly(new JournalEntry.BinarySent(7, 3, 9, (int) crc.getValue()));
    }

    @Test
    void journalCutAtAnyByte_isReadUpToTheLastWholeEntry() {
        var entries = fewDecisions();
        byte[] whole = written(entries);
        int header = headerEnd(whole);
        int least = 0;

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            if (length < header) {
                assertNoJournal(cut);
                continue;
            }
            var read = read(cut);
            assertThat(read.entries()).hasSizeBetween(least, entries.size() - 1);
            assertThat(read.entries())
                    .isEqualTo(entries.subList(0, read.entries().size()));
            assertThat(read.complete()).isFalse();
            least = read.entries().size();
        }
        assertThat(least).isEqualTo(entries.size() - 1);
    }

    /** Every byte, one of its bits each; every bit of what tells the length of a record. */
    @Test
    void flippedBit_endsTheReadingThere() {
        var entries = fewDecisions();
        byte[] whole = written(entries);
        int header = headerEnd(whole);
        var dice = new Random(1);

        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << dice.nextInt(8));
            if (at < header) {
                assertNoJournal(damaged);
                continue;
            }
            var read = read(damaged);
            assertThat(read.entries()).hasSizeLessThan(entries.size());
            assertThat(read.entries())
                    .isEqualTo(entries.subList(0, read.entries().size()));
            assertThat(read.complete()).isFalse();
        }
    }

    private static int headerEnd(byte[] journal) {
        int magic = JournalFormat.magic().length;
        return magic + JournalFormat.RECORD_HEAD + ByteBuffer.wrap(journal).getInt(magic);
    }

    private static void assertNoJournal(byte[] bytes) {
        assertThatThrownBy(() -> open(bytes)).isInstanceOfSatisfying(BatonException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNREADABLE);
            assertThat(e).hasMessageStartingWith("x.journal ");
            assertThat(e.remedy()).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, JournalFormat.MAX_RECORD + 1, JournalFormat.MAX_RECORD
            })
    void lengthThatNobodyWrote_endsTheReadingAndCostsNoMemory(int length) {
        byte[] whole = written(List.of(new JournalEntry.LineContinued(5)));
        byte[] hostile =
                ByteBuffer.allocate(whole.length + 20).put(whole).putInt(length).array();

        assertThat(read(hostile)).isEqualTo(new Read(List.of(new JournalEntry.LineContinued(5)), false));
        assertThat(Allocations.steadyState(() -> read(hostile))).isLessThan(2_000_000);
    }

    @Test
    void recordsThatNobodyWroteButThatAddUp_areRefusedInOurWords() {
        for (var payload : List.of(
                bytes(JournalFormat.WOKE),
                bytes(JournalFormat.AUDIO, 1, 2),
                bytes(JournalFormat.BINARY_SENT, 1),
                bytes(JournalFormat.ENTRY),
                bytes(JournalFormat.ENTRY, '{', '}'),
                bytes(JournalFormat.ENTRY, 'n', 'u', 'l', 'l'),
                entry("{\"Unheard\":{\"atNanos\":1}}"),
                entry("{\"Decided\":{\"event\":null,\"actions\":[]}}"),
                entry("{\"Decided\":{\"event\":{\"HungUp\":{\"atNanos\":1}}}}"),
                entry("{\"HungUp\":{\"atNanos\":\"soon\",\"reason\":\"HANGUP\"}}"),
                entry("{\"HungUp\":{\"atNanos\":1,\"reason\":\"BORED\"}}"),
                entry("{\"Decided\":{\"event\":{\"SettingsChanged\":{\"atNanos\":1,\"settings\":"
                        + "{\"turn.min-endpointing\":\"-1ms\"}}},\"actions\":[]}}"))) {
            byte[] whole = with(written(List.of()), payload);

            assertThatThrownBy(() -> read(whole))
                    .as(new String(payload, StandardCharsets.US_ASCII))
                    .isInstanceOfSatisfying(
                            BatonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNREADABLE));
        }
    }

    @Test
    void recordsOfAKindThatIsNotKnownYet_areLeftOut() {
        byte[] whole = with(written(List.of()), bytes((byte) 'z', 1, 2, 3));

        assertThat(read(with(whole, entry("{\"LineContinued\":{\"atNanos\":5,\"later\":true}}"))))
                .isEqualTo(new Read(List.of(new JournalEntry.LineContinued(5)), false));
    }

    @Test
    void headerThatMakesNoSense_isRefusedInOurWords() {
        for (var json : List.of("", "{}", "null", "{\"version\":1}", "[]")) {
            assertNoJournal(with(JournalFormat.magic(), header(json)));
        }
        assertNoJournal(with(JournalFormat.magic(), entry("{\"LineContinued\":{\"atNanos\":5}}")));
        assertNoJournal("RIFF....WAVEfmt ".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void journalOfALaterVersion_saysWhoCanReadIt() {
        byte[] whole = written(List.of());
        var json = new String(whole, StandardCharsets.US_ASCII)
                .substring(JournalFormat.magic().length + JournalFormat.RECORD_HEAD + 1)
                .replace("\"version\":1,", "\"version\":2,");

        assertThatThrownBy(() -> open(with(JournalFormat.magic(), header(json))))
                .isInstanceOfSatisfying(BatonException.class, e -> {
                    assertThat(e)
                            .hasMessageContaining("version 2")
                            .hasMessageContaining("up to " + JournalHeader.VERSION);
                    assertThat(e.remedy()).contains("later");
                });
    }

    private static byte[] entry(String json) {
        return record(JournalFormat.ENTRY, json);
    }

    private static byte[] header(String json) {
        return record(JournalFormat.HEADER, json);
    }

    private static byte[] record(byte kind, String json) {
        byte[] text = json.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(1 + text.length).put(kind).put(text).array();
    }

    private static byte[] bytes(byte kind, int... payload) {
        var bytes = ByteBuffer.allocate(1 + payload.length);
        bytes.put(kind);
        for (int each : payload) {
            bytes.put((byte) each);
        }
        return bytes.array();
    }

    private static byte[] with(byte[] journal, byte[] record) {
        var crc = new CRC32C();
        crc.update(record);
        return ByteBuffer.allocate(journal.length + JournalFormat.RECORD_HEAD + record.length)
                .put(journal)
                .putInt(record.length)
                .putInt((int) crc.getValue())
                .put(record)
                .array();
    }

    // Redaction

    @Test
    void redactedJournal_holdsNothingThatWasSaid() {
        var pages = new PagesInMemory(true);
        var records = new RecordWriter(pages, Samples.header());
        var entries = new Samples(Samples.SECRET_WORDS).entries();
        entries.stream()
                .filter(each -> !(each instanceof JournalEntry.Wire) && !(each instanceof JournalEntry.Audio))
                .forEach(records::entry);
        records.close();

        var raw = new String(pages.bytes(), StandardCharsets.ISO_8859_1);
        var read = read(pages.bytes()).entries();
        var told = read.toString();
        for (var word : List.of(
                "Gr\u00fc", "number", "my ", "5550199", "555", "नेपाल", "न", "\u2460", "\ud83d", "hello", "stop it")) {
            assertThat(raw.substring(headerEnd(pages.bytes()))).doesNotContain(word);
            assertThat(told).doesNotContain(word);
        }
        assertThat(read)
                .filteredOn(JournalEntry.Decided.class::isInstance)
                .extracting(each -> ((JournalEntry.Decided) each).event())
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                TurnEvent.KeyPressed.class,
                                key -> assertThat(key.key()).isEqualTo('0')));
        assertThat(headerOf(pages.bytes())).doesNotContain("hello", "there");
    }

    private static String headerOf(byte[] journal) {
        return new String(journal, 0, headerEnd(journal), StandardCharsets.US_ASCII);
    }
}
