package dev.baton.examples.recognizer;

import edu.cmu.sphinx.jsgf.JSGFRuleGrammar;
import edu.cmu.sphinx.jsgf.rule.JSGFRule;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleAlternatives;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleCount;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleName;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleSequence;
import edu.cmu.sphinx.jsgf.rule.JSGFRuleToken;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sentences of the grammar, as a finite automaton (Thompson's construction; sets of states stand for the deterministic one), so that they can be counted
 * without counting a sentence twice. The pause between parts is not a word.
 */
final class Sentences {
    private record Arc(int from, String word, int to) {}

    private record Remaining(BitSet states, int words) {}

    private static final String NOTHING = "";

    private final JSGFRuleGrammar grammar = Grammar.rules();
    private final List<List<Arc>> arcs = new ArrayList<>();
    private final Map<Remaining, BigInteger> counted = new HashMap<>();
    private final int start = state();
    private final int end = state();

    Sentences() {
        build(grammar.getRule("utterance"), start, end);
    }

    boolean accepts(String sentence) {
        BitSet states = closure(start);
        for (String word : sentence.split(" ", -1)) {
            states = after(states, word);
        }
        return states.get(end);
    }

    /** How many different sentences of at most so many words there are. */
    BigInteger count(int maxWords) {
        return count(closure(start), maxWords);
    }

    private BigInteger count(BitSet states, int maxWords) {
        var key = new Remaining(states, maxWords);
        BigInteger known = counted.get(key);
        if (known != null) {
            return known;
        }
        BigInteger sentences = states.get(end) ? BigInteger.ONE : BigInteger.ZERO;
        if (maxWords > 0) {
            var words = states.stream()
                    .boxed()
                    .flatMap(state -> arcs.get(state).stream())
                    .map(Arc::word)
                    .filter(word -> !word.equals(NOTHING))
                    .distinct()
                    .toList();
            for (String word : words) {
                sentences = sentences.add(count(after(states, word), maxWords - 1));
            }
        }
        counted.put(key, sentences);
        return sentences;
    }

    private BitSet after(BitSet states, String word) {
        var next = new BitSet();
        states.stream()
                .forEach(state -> arcs.get(state).stream()
                        .filter(arc -> arc.word().equals(word))
                        .forEach(arc -> next.or(closure(arc.to()))));
        return next;
    }

    private BitSet closure(int state) {
        var reached = new BitSet();
        reach(state, reached);
        return reached;
    }

    private void reach(int state, BitSet reached) {
        if (!reached.get(state)) {
            reached.set(state);
            arcs.get(state).stream().filter(arc -> arc.word().equals(NOTHING)).forEach(arc -> reach(arc.to(), reached));
        }
    }

    private int state() {
        arcs.add(new ArrayList<>());
        return arcs.size() - 1;
    }

    private void connect(int from, String word, int to) {
        arcs.get(from).add(new Arc(from, word, to));
    }

    private void build(JSGFRule rule, int from, int to) {
        if (rule instanceof JSGFRuleToken token) {
            connect(from, token.getText().equals(Grammar.PAUSE) ? NOTHING : token.getText(), to);
        } else if (rule instanceof JSGFRuleName name) {
            build(grammar.getRule(name.getSimpleRuleName()), from, to);
        } else if (rule instanceof JSGFRuleSequence sequence) {
            int at = from;
            for (JSGFRule part : sequence.getRules()) {
                int next = state();
                build(part, at, next);
                at = next;
            }
            connect(at, NOTHING, to);
        } else if (rule instanceof JSGFRuleAlternatives alternatives) {
            alternatives.getRules().forEach(part -> build(part, from, to));
        } else if (rule instanceof JSGFRuleCount count) {
            int first = state();
            int last = state();
            build(count.getRule(), first, last);
            connect(from, NOTHING, first);
            connect(last, NOTHING, to);
            if (count.getCount() != JSGFRuleCount.ONCE_OR_MORE) {
                connect(from, NOTHING, to);
            }
            if (count.getCount() != JSGFRuleCount.OPTIONAL) {
                connect(last, NOTHING, first);
            }
        } else {
            throw new AssertionError("a rule of a kind that the grammar did not use: " + rule);
        }
    }
}
