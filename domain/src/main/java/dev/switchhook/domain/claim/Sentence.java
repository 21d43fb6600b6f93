package dev.switchhook.domain.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One sentence as claims are looked for in it.
///
/// A word is a run of letters, digits, and apostrophes between them, in lower case; everything else separates words. A
/// full stop after a single letter ("3 p.m.") or a short title ends no sentence, nor does one within a number.
///
/// @param words in their order
/// @param asked whether it ends with a question mark
record Sentence(List<Word> words, boolean asked) {

    /// @param opensClause whether it begins the sentence, or follows a comma, a colon, a dash or a bracket
    /// @param endsAt how many characters of the text end with it
    record Word(String text, boolean opensClause, int endsAt) {}

    private static final String QUESTION_MARKS = "?¿？";
    private static final String SENTENCE_ENDS = ".!…。！;" + QUESTION_MARKS;
    private static final String CLAUSE_ENDS = ",:–—()";
    private static final Set<String> TITLES = Set.of("dr", "mr", "mrs", "ms", "prof", "st", "nr", "no");

    Sentence {
        words = List.copyOf(words);
    }

    /// The sentences of a text that have words.
    static List<Sentence> of(String text) {
        Reading reading = new Reading(text);
        text.codePoints().forEach(reading::next);
        return reading.done();
    }

    /// The words of a phrase.
    static List<String> wordsOf(String phrase) {
        return of(phrase).stream()
                .flatMap(sentence -> sentence.words.stream())
                .map(Word::text)
                .toList();
    }

    /// Where the clause begins to which this word belongs.
    int clauseOf(int word) {
        int at = word;
        while (at > 0 && !words.get(at).opensClause) {
            at--;
        }
        return at;
    }

    private static final class Reading {

        private final String text;
        private final List<Sentence> sentences = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private List<Word> words = new ArrayList<>();
        private boolean clauseOver = true;
        private int at;

        private Reading(String text) {
            this.text = text;
        }

        private void next(int character) {
            if (character == '\'' || character == '’' || character == '‘' || character == 'ʼ') {
                word.append('\'');
            } else if (isPartOfWord(character)) {
                word.appendCodePoint(Character.toLowerCase(character));
            } else {
                separated(character);
            }
            at += Character.charCount(character);
        }

        private void separated(int character) {
            boolean abbreviates = character == '.' && abbreviates();
            boolean inNumber = (character == '.' || character == ',' || character == ':') && followedByDigit();
            endWord();
            if (abbreviates || inNumber) {
                return;
            }
            if (SENTENCE_ENDS.indexOf(character) >= 0) {
                endSentence(QUESTION_MARKS.indexOf(character) >= 0);
            } else {
                clauseOver |= CLAUSE_ENDS.indexOf(character) >= 0 || isDash(character);
            }
        }

        /// A hyphen with a blank before it is a dash.
        private boolean isDash(int character) {
            return character == '-' && at > 0 && text.charAt(at - 1) == ' ';
        }

        private boolean abbreviates() {
            String last = word.toString();
            return (last.length() == 1 && Character.isLetter(last.charAt(0)) && !last.equals("i"))
                    || TITLES.contains(last);
        }

        private boolean followedByDigit() {
            boolean afterDigit = !word.isEmpty() && Character.isDigit(word.charAt(word.length() - 1));
            return afterDigit && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
        }

        private static boolean isPartOfWord(int character) {
            int type = Character.getType(character);
            return Character.isLetterOrDigit(character)
                    || type == Character.NON_SPACING_MARK
                    || type == Character.COMBINING_SPACING_MARK;
        }

        /// Apostrophes around a word are quotation marks, and do not belong to it.
        private void endWord() {
            int begin = 0;
            int end = word.length();
            while (begin < end && word.charAt(begin) == '\'') {
                begin++;
            }
            while (end > begin && word.charAt(end - 1) == '\'') {
                end--;
            }
            if (begin < end) {
                words.add(new Word(word.substring(begin, end), clauseOver, at));
                clauseOver = false;
            }
            word.setLength(0);
        }

        private void endSentence(boolean asked) {
            if (!words.isEmpty()) {
                sentences.add(new Sentence(words, asked));
                words = new ArrayList<>();
            }
            clauseOver = true;
        }

        private List<Sentence> done() {
            endWord();
            endSentence(false);
            return List.copyOf(sentences);
        }
    }
}
