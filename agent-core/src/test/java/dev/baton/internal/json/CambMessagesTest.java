package dev.baton.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ErrorCode;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttEvent.Final;
import dev.baton.stt.SttEvent.Interim;
import dev.baton.stt.SttEvent.TurnEnded;
import dev.baton.stt.SttEvent.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CambMessagesTest {
    private static final List<Word> NO_WORDS = List.of();

    private final CambMessages messages = new CambMessages("camb-listen");

    @Test
    void requests_areCambs() {
        assertThat(messages.finalizeRequest()).isNull();
        assertThat(messages.closeStream()).isEqualTo("{\"type\":\"CloseStream\"}");
        assertThat(messages.keepAlive()).isEqualTo("{\"type\":\"KeepAlive\"}");
        assertThat(messages.greets()).isTrue();
        assertThat(messages.announcesLast()).isFalse();
    }

    @Test
    void ready_isTheGreeting() {
        assertThat(read("{'type':'Ready'}")).containsExactly(new SttEvent.Ready(""));
        assertThat(read("{'type':'Ready','session':{'id':7}}")).containsExactly(new SttEvent.Ready(""));
    }

    @Test
    void finalText_hasWordsWithTimesAndConfidence_andEndsTheTurn() {
        assertThat(read("""
                {'type':'Results','is_final':true,'start':3.2,'duration':1.7,'channel':{'alternatives':[
                 {'transcript':'book a table ','confidence':0.91,'words':[
                  {'word':'book','start':3.2,'end':3.5004,'confidence':0.93},{'word':'a','start':3.6,'end':3.7,'confidence':1},
                  {'word':'table','start':3.8,'end':4.86,'confidence':0.8}]}]},
                 'metadata':{'request_id':'q-7','model_uuid':'u','model_info':{'name':'boli-v5','version':'5'}}}"""))
                .containsExactly(
                        new Final(
                                "book a table",
                                List.of(
                                        new Word("book", 3200, 3500, 0.93f),
                                        new Word("a", 3600, 3700, 1f),
                                        new Word("table", 3800, 4860, 0.8f)),
                                false,
                                false),
                        new TurnEnded(4860));
    }

    @Test
    void interims_replaceEachOther() {
        assertThat(read(interim("book"), interim("book a"), interim("book a table")))
                .containsExactly(
                        new Interim("book", NO_WORDS),
                        new Interim("book a", NO_WORDS),
                        new Interim("book a table", NO_WORDS));
        assertThat(finals(read(last("book a table")))).containsExactly("book a table");
        assertThat(ended()).isEmpty();
    }

    @Test
    void reservedTypeAndNoType_areReadByTheirFields() {
        assertThat(read(last("yes").replace("'Results'", "'Final'").replace("'is_final':true", "'is_final':false")))
                .startsWith(new Final("yes", NO_WORDS, false, false));
        assertThat(finals(read(last("no").replace("'type':'Results',", "")))).containsExactly("no");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'word':'a','start':1.2,'end':1.4",
                "'word':'a','start':1.2",
                "'word':'a','end':1.4,'confidence':0.5",
                "'start':1.2,'end':1.4,'confidence':0.5",
                "'word':7,'start':'x','end':null,'confidence':'sure'"
            })
    void wordsWithoutAllKeys_areSurvived(String word) {
        var events =
                read("{'type':'Results','is_final':true,'channel':{'alternatives':[{'transcript':'a','words':[{%s}]}]}}"
                        .formatted(word));
        assertThat(finals(events)).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'Results','is_final':false}",
                "{'type':'Results','is_final':true}",
                "{'type':'Results'}",
                "{'type':'Results','is_final':true,'channel':null}",
                "{'type':'Results','is_final':true,'channel':[0]}",
                "{'type':'Results','is_final':true,'channel':{'alternatives':[]}}",
                "{'type':'Results','is_final':true,'channel':{'alternatives':[{}]}}",
                "{'type':'Results','is_final':'maybe','channel':{'alternatives':[{'transcript':42}]}}",
                "{'type':'UtteranceEnd','channel':[0],'last_word_end':4.86}"
            })
    void nothingToTell_tellsNothing(String message) {
        assertThat(read(message)).isEmpty();
    }

    @Test
    void finalWithoutChannel_makesTheInterimFinal_andItsOwnFinalAddsNothing() {
        read(interim("book a table"));
        assertThat(finals(read("{'type':'Results','is_final':true}"))).containsExactly("book a table");
        assertThat(read(last("Book a table."))).isEmpty();
        assertThat(finals(read(last("yes")))).containsExactly("yes");
    }

    @Test
    void emptyFinal_takesTheInterimBack() {
        read(interim("uh"));
        assertThat(read(last(""))).containsExactly(new Final("", NO_WORDS, false, false));
        assertThat(ended()).isEmpty();
    }

    @Test
    void interimLeftAtTheEnd_isTheLastFinalOnce() {
        read(interim("book"), interim("book a table"));
        assertThat(ended()).containsExactly(new Final("book a table", NO_WORDS, false, true));
        assertThat(ended()).isEmpty();
    }

    @Test
    void nothingLeftAtTheEnd_saysNothing() {
        assertThat(ended()).isEmpty();
        read(interim("yes"), last("yes"));
        assertThat(ended()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"before", "after", "never"})
    void markInAnyOrder_tellsTextAndEndOnce(String order) {
        var events = new ArrayList<SttEvent>();
        for (int turn = 1; turn <= 3; turn++) {
            double start = turn * 10;
            events.addAll(read(interim("word" + turn), interim("word" + turn + " more")));
            var mark = mark(start + 1);
            if (order.equals("before")) {
                events.addAll(read(mark));
            }
            events.addAll(read(last("word" + turn + " more", start)));
            if (order.equals("after")) {
                events.addAll(read(mark));
            }
        }
        events.addAll(ended());
        assertThat(finals(events)).containsExactly("word1 more", "word2 more", "word3 more");
        assertThat(events).filteredOn(TurnEnded.class::isInstance).hasSize(3);
    }

    /** The documents' first version: words everywhere, nothing is ever final. */
    @Test
    void utterancesWithoutFinals_areToldByTheTimesOfTheirWords() {
        var events = read(
                spoken("book", 3.0),
                spoken("book a table", 3.0),
                spoken("for", 6.0),
                spoken("for two", 6.0),
                spoken("yes", 9.0));
        assertThat(events)
                .containsExactly(
                        new Interim("book", at("book", 3000)),
                        new Interim("book a table", at("book a table", 3000)),
                        new Final("book a table", at("book a table", 3000), false, false),
                        new TurnEnded(3900),
                        new Interim("for", at("for", 6000)),
                        new Interim("for two", at("for two", 6000)),
                        new Final("for two", at("for two", 6000), false, false),
                        new TurnEnded(6600),
                        new Interim("yes", at("yes", 9000)));
        assertThat(ended()).containsExactly(new Final("yes", at("yes", 9000), false, true));
    }

    @Test
    void utterancesWithoutFinalsAndWords_areToldByTheMarkBetweenThem() {
        assertThat(finals(read(
                        interim("yes"), mark(3.4), interim("yes"), interim("yes please"), mark(6.5), interim("no"))))
                .containsExactly("yes", "yes please");
        assertThat(finals(ended())).containsExactly("no");
    }

    @Test
    void utterancesWithoutFinalsWordsAndMarks_areToldByTheirStart() {
        assertThat(read(from(3, "book a table"), from(6, "for"), from(6, "for two")))
                .containsExactly(
                        new Interim("book a table", NO_WORDS),
                        new Final(
                                "book a table",
                                List.of(
                                        new Word("book", 3000, 4000, null),
                                        new Word("a", 4000, 5000, null),
                                        new Word("table", 5000, 6000, null)),
                                false,
                                false),
                        new TurnEnded(6000),
                        new Interim("for", NO_WORDS),
                        new Interim("for two", NO_WORDS));
    }

    @Test
    void startThatWandersWithinAnUtterance_splitsNothing() {
        assertThat(finals(read(from(3, "book a"), from(3.2, "book a table"), from(3.4, "book a table for two"))))
                .isEmpty();
    }

    @Test
    void interimOfTheSameUtteranceBehindItsMark_splitsNothing() {
        assertThat(finals(read(from(3, "book a"), mark(4.8), from(3, "book a table"))))
                .isEmpty();
        assertThat(finals(read(last("book a table", 3)))).containsExactly("book a table");
    }

    @Test
    void finalThatComesAfterAll_tellsOnlyWhatIsNew() {
        read(interim("book a"), mark(3.6), interim("yes")); // "book a" has been told
        assertThat(read(last("book a table", 3))).containsExactly(new Final("table", at("table", 3600), false, false));
        assertThat(finals(read(last("yes", 6)))).containsExactly("yes");
    }

    @Test
    void finalThatComesAfterAllWithoutTimes_tellsOnlyWhatIsNew() {
        read(interim("book a"), mark(3.6), interim("yes"));
        assertThat(finals(read(last("Book a table.")))).containsExactly("table.");
        assertThat(finals(read(last("yes")))).containsExactly("yes");
    }

    @Test
    void finalThatComesAfterAllAndIsTheSame_tellsNothing() {
        read(interim("book a table"), mark(3.9), interim("yes"));
        assertThat(read(last("Book a table.", 3))).isEmpty();
        assertThat(finals(ended())).containsExactly("yes");
    }

    @Test
    void sameWordsSaidAgain_areNotTakenForALateFinal() {
        assertThat(finals(read(interim("five"), mark(3.4), interim("five"), mark(6.4), last("five", 6))))
                .containsExactly("five", "five");
        assertThat(finals(read(interim("no"), mark(8.4), interim("no thanks"), last("no thanks"))))
                .containsExactly("no", "no thanks");
    }

    @Test
    void finalOfTheNextUtterance_leavesTheOneBeforeNotBehind() {
        assertThat(finals(read(spoken("book a table", 3), last("yes", 6)))).containsExactly("book a table", "yes");
    }

    @Test
    void interimThatAFinalHasOvertaken_isNotTold() {
        read(from(3, "book a"), last("book a table", 3));
        assertThat(read(from(3, "book a"), spoken("book a", 3))).isEmpty();
        assertThat(read(from(6, "book a"))).hasSize(1);
        assertThat(ended()).hasSize(1);
    }

    @Test
    void markOfThePast_endsNothingThatIsOpen() {
        read(last("yes", 3));
        assertThat(read(spoken("no", 6), mark(3.3))).hasSize(1);
        assertThat(read(mark(6.3))).containsExactly(new TurnEnded(6300));
        assertThat(read(mark(6.3))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "'soon'", "-1"})
    void markWithoutATime_belongsToTheFinalThatHadNone(String time) {
        var mark = "{'type':'UtteranceEnd','last_word_end':" + time + "}";
        read(interim("yes"), last("yes"));
        assertThat(read(interim("no"), mark)).containsExactly(new Interim("no", NO_WORDS));
        assertThat(read(mark)).hasSize(1);
        assertThat(finals(read(interim("maybe")))).containsExactly("no");
    }

    @Test
    void wordsSideBySide_areComparedAsTheyAreWritten() {
        read(interim("你好"), mark(3.2), interim("明天"));
        assertThat(finals(read(last("你好，世界。")))).containsExactly("世界。");
        assertThat(SpokenText.lengthOf("yes", "Yesterday")).isNegative();
        assertThat(SpokenText.without("Yes, it's me", "yes it's")).isEqualTo("me");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'code':'invalid_encoding','message':'no such encoding' | no such encoding (invalid_encoding)",
                "'code':4290,'message':'out of credit' | out of credit (4290)",
                "'description':'model failure' | model failure",
                "'code':null | an error without a text",
                "'code':{},'message':7 | an error without a text"
            })
    void errorOfEveryShape_isToldInItsWords(String fields, String told) {
        assertThat(read("{'type':'Error'," + fields + "}"))
                .singleElement()
                .isInstanceOfSatisfying(SttEvent.Error.class, error -> {
                    assertThat(error.reason().code()).isEqualTo(ErrorCode.STT_REFUSED);
                    assertThat(error.reason().getMessage()).endsWith("camb-listen reports: " + told);
                    assertThat(error.fatal()).isFalse();
                });
    }

    @Test
    void errorWithoutAType_isOneAllTheSame() {
        assertThat(read("{'error':'no credit'}"))
                .singleElement()
                .isInstanceOfSatisfying(
                        SttEvent.Error.class,
                        error -> assertThat(error.reason().getMessage()).contains("camb-listen reports: "));
    }

    @Test
    void unknownMessages_areUnrecognized() {
        assertThat(read("{'type':'Weather','value':1}")).singleElement().isInstanceOf(SttEvent.Unrecognized.class);
        assertThat(read("{'value':1}")).singleElement().isInstanceOf(SttEvent.Unrecognized.class);
        assertThat(read("[1]", "no json")).hasSize(2).allMatch(SttEvent.Error.class::isInstance);
    }

    @Test
    void closes_meanTheKeyOrTheKeyOrALimit() {
        assertThat(messages.meaningOf(1008)).isEqualTo(CloseMeaning.KEY_REFUSED);
        assertThat(messages.meaningOf(4000)).isEqualTo(CloseMeaning.KEY_OR_LIMIT);
        assertThat(messages.meaningOf(4999)).isEqualTo(CloseMeaning.KEY_OR_LIMIT);
        for (int code : new int[] {1000, 1006, 1011, 3999}) {
            assertThat(messages.meaningOf(code)).isEqualTo(CloseMeaning.USUAL);
        }
    }

    private List<SttEvent> read(String... wire) {
        var told = new ArrayList<SttEvent>();
        for (var message : wire) {
            messages.read(message.replace('\'', '"'), told::add);
        }
        return told;
    }

    private List<SttEvent> ended() {
        var told = new ArrayList<SttEvent>();
        messages.ended(told::add);
        return told;
    }

    private static List<String> finals(List<SttEvent> events) {
        return events.stream()
                .filter(Final.class::isInstance)
                .map(each -> ((Final) each).text())
                .toList();
    }

    private static String results(String text, boolean isFinal, double start, String words) {
        return "{'type':'Results','is_final':%s,'start':%s,'duration':0,'channel':{'alternatives':[{'transcript':'%s','words':[%s]}]}}"
                .formatted(isFinal, start, text, words);
    }

    /** Without times. */
    private static String interim(String text) {
        return results(text, false, 0, "");
    }

    private static String from(double start, String text) {
        return results(text, false, start, "");
    }

    private static String spoken(String text, double start) {
        return results(text, false, 0, words(text, start));
    }

    /** Without times. */
    private static String last(String text) {
        return results(text, true, 0, "");
    }

    private static String last(String text, double start) {
        return results(text, true, start, words(text, start));
    }

    private static String mark(double lastWordEnd) {
        return "{'type':'UtteranceEnd','channel':[0],'last_word_end':" + lastWordEnd + "}";
    }

    /** Three words in a second. */
    private static String words(String text, double start) {
        return at(text, Math.round(start * 1000)).stream()
                .map(each -> "{'word':'%s','start':%s,'end':%s,'confidence':0.5}"
                        .formatted(each.text(), each.startMillis() / 1e3, each.endMillis() / 1e3))
                .collect(Collectors.joining(","));
    }

    private static List<Word> at(String text, long startMillis) {
        var spoken = Arrays.asList(text.split(" "));
        var words = new ArrayList<Word>();
        for (int i = 0; i < spoken.size(); i++) {
            words.add(new Word(spoken.get(i), startMillis + 300L * i, startMillis + 300L * i + 300, 0.5f));
        }
        return words;
    }
}
