package dev.switchhook.domain.hangup;

import java.util.ArrayList;
import java.util.List;

/// A transcript as phrases are looked for in it: its words, without case and punctuation.
///
/// A word is a run of letters, digits, and apostrophes between them; a typographic apostrophe is a plain one.
/// Everything else separates words, so that `hang-up` and `hang_up` are two. Diacritics count as they are written.
///
/// @param words all words, in order
/// @param closing the last sentence, clause by clause
/// @param asks whether there is a question mark anywhere
record Utterance(List<String> words, List<List<String>> closing, boolean asks) {

    private static final String QUESTION_MARKS = "?¿？";
    private static final String SENTENCE_ENDS = ".!…。！" + QUESTION_MARKS;
    private static final String CLAUSE_ENDS = ",;:–—()";

    static Utterance of(String text) {
        Reading reading = new Reading();
        text.codePoints().forEach(reading::next);
        return reading.done();
    }

    /// The words of a phrase.
    static List<String> wordsOf(String phrase) {
        return of(phrase).words();
    }

    /// Reads a text character by character.
    private static final class Reading {

        private final List<String> words = new ArrayList<>();
        private final List<List<String>> closing = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private int clauseBegins;
        private boolean sentenceOver;
        private boolean asks;

        void next(int character) {
            if (isApostrophe(character)) {
                word.append('\'');
            } else if (isPartOfWord(character)) {
                if (sentenceOver) {
                    closing.clear();
                    sentenceOver = false;
                }
                word.appendCodePoint(Character.toLowerCase(character));
            } else {
                endWord();
                asks |= QUESTION_MARKS.indexOf(character) >= 0;
                boolean sentence = SENTENCE_ENDS.indexOf(character) >= 0;
                if (sentence || CLAUSE_ENDS.indexOf(character) >= 0) {
                    endClause();
                }
                sentenceOver |= sentence;
            }
        }

        private static boolean isApostrophe(int character) {
            return character == '\'' || character == '’' || character == '‘' || character == 'ʼ';
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
                words.add(word.substring(begin, end));
            }
            word.setLength(0);
        }

        private void endClause() {
            if (words.size() > clauseBegins) {
                closing.add(List.copyOf(words.subList(clauseBegins, words.size())));
                clauseBegins = words.size();
            }
        }

        Utterance done() {
            endWord();
            endClause();
            return new Utterance(List.copyOf(words), List.copyOf(closing), asks);
        }
    }
}
