package dev.baton.examples.recognizer;

import edu.cmu.sphinx.jsgf.JSGFGrammarParseException;
import edu.cmu.sphinx.jsgf.JSGFRuleGrammar;
import edu.cmu.sphinx.jsgf.JSGFRuleGrammarFactory;
import edu.cmu.sphinx.jsgf.JSGFRuleGrammarManager;
import edu.cmu.sphinx.jsgf.parser.JSGFParser;
import edu.cmu.sphinx.jsgf.rule.JSGFRule;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleAlternatives;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleCount;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleSequence;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.SortedSet;
import java.util.TreeSet;

/** The committed grammar {@code calls.gram}, as rules. */
final class Grammar {
    static final String NAME = "calls";

    /** How the grammar writes the pause between two parts; every other token is a word. */
    static final String PAUSE = "<sil>";

    /**
     * Held while anything is parsed or an engine loads. Sphinx-4 keeps its one grammar parser (JSGFParser.parser), the caches of its linguist (UnitContext,
     * ContextPair) and LogMath's instance in static fields that nothing guards: two engines that loaded at once read each other's tokens.
     */
    static final Object LIBRARY = new Object();

    private Grammar() {}

    static URL resource(String name) {
        URL url = Grammar.class.getResource(name);
        if (url == null) {
            throw new IllegalStateException("no resource " + name + " beside " + Grammar.class.getName());
        }
        return url;
    }

    /** The folder of the grammar, as a URL; inside a jar it cannot be asked for by name. */
    static URL folder() {
        String grammar = resource(NAME + ".gram").toString();
        try {
            return URI.create(grammar.substring(0, grammar.lastIndexOf('/') + 1))
                    .toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("no folder of " + grammar, e);
        }
    }

    static JSGFRuleGrammar rules() {
        try {
            synchronized (LIBRARY) {
                return JSGFParser.newGrammarFromJSGF(
                        resource(NAME + ".gram"), new JSGFRuleGrammarFactory(new JSGFRuleGrammarManager()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JSGFGrammarParseException e) {
            throw new IllegalStateException("cannot parse " + NAME + ".gram", e);
        }
    }

    /** As the dictionary spells them: what is said as one word has an underscore. */
    static SortedSet<String> spellings() {
        JSGFRuleGrammar grammar = rules();
        var spellings = new TreeSet<String>();
        grammar.getRuleNames().forEach(name -> collect(grammar.getRule(name), spellings));
        spellings.remove(PAUSE);
        return spellings;
    }

    private static void collect(JSGFRule rule, SortedSet<String> spellings) {
        if (rule instanceof JSGFRuleToken token) {
            spellings.add(token.getText());
        } else if (rule instanceof JSGFRuleSequence sequence) {
            sequence.getRules().forEach(part -> collect(part, spellings));
        } else if (rule instanceof JSGFRuleAlternatives alternatives) {
            alternatives.getRules().forEach(part -> collect(part, spellings));
        } else if (rule instanceof JSGFRuleCount count) {
            collect(count.getRule(), spellings);
        }
    }
}
