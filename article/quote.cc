// Pairs every quoted span with the verb that attributes it.
//
// For each span, in the order of the text, the first of these that holds decides:
//
//   1. it continues a speech of the paragraph before: same speaker;
//   2. a verb leads to it by colon or comma: 'Mr Crane said: “...”';
//   3. a verb follows behind its closing comma, ? or !: '“...,” said Mr Crane', '“...?” he asked';
//   4. a verb stands before it in the sentence: 'said the plan was “bold and foolish”';
//   5. a verb ends the sentence: 'was “damaged beyond repair”, the report states';
//   6. it is a whole sentence behind other speech in its paragraph: same speaker;
//   7. it is a paragraph of its own behind one that ended in speech: same speaker;
//   8. it is long and punctuated like speech: speaker unknown.
//
// A verb that has no subject of its own ("and added", "adding") takes that of the verb before it,
// of the speech before it, or of the sentence. A lone word, or two behind "the", need more than a
// verb somewhere in the sentence: 'the “caliphate”' is a scare quote, 'dismissed it as “nonsense”'
// is not. Capitalised words without a stop ("War and Peace") are a title unless 2 or 3 holds.
//
// Known to go wrong: a dialogue whose turns are not attributed is given to its first speaker by
// rule 7; a proverb or slogan of six words with a full stop counts as speech.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/quote.h"

#include <algorithm>
#include <optional>
#include <string>

#include "article/speaker.h"
#include "article/text.h"

namespace backfile {

namespace {

constexpr std::uint32_t kVerbReach = 40;  // Words between a verb and what it attributes.
constexpr int kDeepest = 4;               // Verbs in a row that share a subject.

class Reader {
 public:
  Reader(const NewsText& text, std::size_t skip, const std::vector<QuotedSpan>& spans, Cast* cast,
         std::vector<Quote>* quotes)
      : text_(text),
        skip_(skip),
        spans_(spans),
        cast_(*cast),
        quotes_(*quotes),
        speakers_(text, cast) {}

  void Read() {
    const std::vector<Sentence>& sentences = text_.words().sentences;
    for (sentence_ = 0; sentence_ < sentences.size(); ++sentence_) {
      const Sentence& sentence = sentences[sentence_];
      if (sentence.starts_paragraph && sentence_ > 0) ++paragraph_;
      const std::size_t first_span = next_;
      while (next_ < spans_.size() && spans_[next_].open < sentence.last) ReadSpan(next_++);
      const bool is_inside = sentence.first < covered_;
      if (!is_inside && !has_direct_) ReadReported(sentence);
      Pass(sentence, first_span);
      if (sentence.last >= covered_) has_direct_ = false;
    }
  }

 private:
  using Attribution = std::optional<Voice>;

  // --- The span and its surroundings ---

  const Sentence& SentenceOf(std::uint32_t word) const {
    const std::vector<Sentence>& all = text_.words().sentences;
    auto after = std::ranges::upper_bound(all, word, {}, &Sentence::first);
    return after == all.begin() ? all.front() : *(after - 1);
  }

  static std::uint32_t CountWords(const NewsText& text, const QuotedSpan& span) {
    std::uint32_t count = 0;
    for (std::uint32_t i = span.first; i < span.last && count < 20; ++i)
      count += text.IsMark(i) ? 0 : 1;
    return count;
  }

  bool EndsInside(const QuotedSpan& span) const {  // With a stop or comma inside the marks.
    const std::uint32_t last = span.last - 1;
    return text_.Says(last, ",") || text_.Says(last, ".") || text_.Says(last, "?") ||
           text_.Says(last, "!") || text_.Says(last, "…") || text_.Says(last, "-");
  }
  bool IsFullStopped(const QuotedSpan& span) const {
    return EndsInside(span) && !text_.Says(span.last - 1, "-");
  }

  // "War and Peace", "Little Joe": every word that matters has a capital, and no stop follows.
  bool LooksLikeTitle(const QuotedSpan& span) const {
    std::uint32_t capitals = 0;
    for (std::uint32_t i = span.first; i < span.last; ++i) {
      if (text_.IsMark(i)) continue;
      if (text_.IsCapital(i)) {
        ++capitals;
      } else if (i == span.first || !text_.Is(i, kPreposition | kDeterminer | kConjunction)) {
        return false;
      }
    }
    if (span.last - span.first == 1) return capitals == 1;
    const bool stopped = BeginsSentence(span) && text_.Says(span.last - 1, ".");
    return capitals >= 2 && !stopped && !text_.Says(span.last - 1, "!") &&
           !text_.Says(span.last - 1, "?");
  }

  bool BeginsSentence(const QuotedSpan& span) const {
    const Sentence& sentence = SentenceOf(span.open);
    return span.open == sentence.first || span.first == sentence.first ||
           (span.open > 0 && span.open - 1 == sentence.first && text_.IsMark(sentence.first)) ||
           text_.Says(span.open - 1, ".");
  }

  // Steps from word i to the one before it, over earlier spans; false at `begin`.
  bool StepBack(std::uint32_t* i, std::uint32_t begin, std::size_t* span) const {
    if (*i <= begin) return false;
    --*i;
    while (*span > 0 && spans_[*span - 1].open > *i) --*span;
    if (*span > 0 && *i < spans_[*span - 1].after && *i >= spans_[*span - 1].open) {
      --*span;
      *i = spans_[*span].open;
    }
    return true;
  }

  bool IsSayingVerb(std::uint32_t i, std::uint64_t traits) const {
    if (!text_.Is(i, traits) || text_.WordAt(i).letters != Letters::kSmall) return false;
    if (i > 0 && text_.Is(i - 1, kDeterminer) && !text_.Is(i, kPlainlySays)) return false;
    const bool noun = text_.Text(i).ends_with("s") && !text_.Is(i, kPlainlySays) &&
                      (text_.Says(i + 1, "of") || text_.Says(i + 1, "by") ||
                       text_.Says(i + 1, "from") || text_.Says(i + 1, "about"));
    return !noun;
  }

  // The last verb in [begin, end) outside earlier spans; `span` is the number of the span at `end`.
  std::optional<std::uint32_t> VerbBefore(std::uint32_t end, std::uint32_t begin, std::size_t span,
                                          std::uint64_t traits, std::uint32_t reach) const {
    std::uint32_t i = end;
    for (std::uint32_t steps = 0; steps < reach && StepBack(&i, begin, &span); ++steps) {
      if (text_.Says(i, ";")) return std::nullopt;
      if (IsSayingVerb(i, traits)) return i;
    }
    return std::nullopt;
  }

  // The subject that stands directly before the verb. "Vane has said he wants": he is Vane.
  Voice OwnSubject(std::uint32_t verb, std::uint32_t begin, const Sentence& sentence) {
    const bool has_none = text_.Is(verb, kSaying) || (verb > 0 && text_.Says(verb - 1, "to"));
    if (has_none) return {};
    std::uint32_t pronoun = verb;
    while (pronoun > begin && text_.Is(pronoun - 1, kAdverb)) --pronoun;
    if (pronoun > begin && text_.Is(pronoun - 1, kHe | kShe | kIt) &&
        pronoun - 1 > sentence.first) {
      const NewsWord word = text_.At(pronoun - 1);
      const Voice main = speakers_.MainSubject(sentence.first, pronoun - 1);
      if (main.is_known() && main.is_human != word.Is(kIt) && Agree(main.gender, GenderOf(word)))
        return main;
    }
    return speakers_.Before(verb, begin);
  }

  // Whoever is the subject of the verb at `verb`; the span numbered `span` follows it.
  Voice VoiceOf(std::uint32_t verb, std::size_t span, int depth = 0) {
    const Sentence& sentence = SentenceOf(verb);
    std::uint32_t begin = sentence.first;
    for (std::size_t s = span; s-- > 0 && spans_[s].after > begin;) {
      if (spans_[s].after <= verb) {
        begin = spans_[s].after;
        break;
      }
    }
    Voice voice = OwnSubject(verb, begin, sentence);
    if (voice.is_somebody()) return voice;
    if (span > 0 && last_accepted_ == span - 1 && spans_[span - 1].after > sentence.first)
      return last_voice_;  // '“...,” he said, adding: “...”'
    const auto earlier = VerbBefore(verb, begin, span, kSays | kSpeaksOf, kVerbReach);
    if (earlier && depth < kDeepest) {
      voice = VoiceOf(*earlier, span, depth + 1);
      if (voice.is_somebody()) return voice;
    }
    voice = speakers_.MainSubject(sentence.first, verb);
    if (voice.is_somebody()) return voice;
    return SubjectAfter(verb, sentence, span);
  }

  // 'Acknowledging that IS “...”, Amnesty said ...': the sentence's own verb comes later.
  Voice SubjectAfter(std::uint32_t verb, const Sentence& sentence, std::size_t span) {
    const std::uint32_t from = span < spans_.size() ? std::max(spans_[span].after, verb) : verb;
    for (std::uint32_t i = from; i < sentence.last && i < from + kVerbReach; ++i) {
      if (IsSayingVerb(i, kSays)) return speakers_.Before(i, from);
    }
    return {};
  }

  // --- The rules ---

  // Rule 2: 'X said: “', 'X said, “', 'X: “', or a paragraph that ends in 'X said:'.
  Attribution LedTo(std::size_t number) {
    const QuotedSpan& span = spans_[number];
    if (span.open == 0) return std::nullopt;
    const std::uint32_t mark = span.open - 1;
    const bool colon = text_.Says(mark, ":");
    const Sentence& sentence = SentenceOf(mark);
    if (!colon && !text_.Says(mark, ",")) {  // 'said “No”'
      if (!IsSayingVerb(mark, kSays | kSaying)) return std::nullopt;
      return VoiceOf(mark, number);
    }
    const std::uint64_t verbs = colon ? kSays | kSaying | kSpeaksOf : kSays | kSaying;
    const auto verb = VerbBefore(mark, sentence.first, number, verbs, colon ? kVerbReach : 6);
    if (verb) return VoiceOf(*verb, number);
    if (!colon) return std::nullopt;
    const Voice voice = speakers_.Before(mark, sentence.first);
    if (voice.is_known()) return voice;
    return std::nullopt;
  }

  // Rule 3.
  Attribution Follows(std::size_t number) {
    const QuotedSpan& span = spans_[number];
    std::uint32_t begin = span.after;
    const bool comma = text_.Says(begin, ",");
    if (!comma && !EndsInside(span)) return std::nullopt;
    if (comma) ++begin;
    if (begin >= text_.size()) return std::nullopt;
    const Sentence& sentence = SentenceOf(begin);
    const bool stopped = text_.Says(span.last - 1, ".");
    if (stopped && sentence.first == begin) return std::nullopt;
    if (sentence.starts_paragraph && sentence.first == begin) return std::nullopt;
    const std::uint32_t end = EndBeforeNext(number, sentence.last);
    return AttributionIn(begin, end);
  }

  std::uint32_t EndBeforeNext(std::size_t number, std::uint32_t end) const {
    if (number + 1 < spans_.size()) return std::min(end, spans_[number + 1].open);
    return end;
  }

  // 'said Kate Allen', 'Ms Allen said', 'according to ...' at the beginning of [begin, end).
  Attribution AttributionIn(std::uint32_t begin, std::uint32_t end) {
    while (begin < end && (text_.Says(begin, "then") || text_.Says(begin, "-"))) ++begin;
    if (text_.Says(begin, "according") && text_.Says(begin + 1, "to"))
      return speakers_.After(begin + 2, end);
    if (IsSayingVerb(begin, kSays)) {
      const Voice voice = speakers_.After(begin + 1, end);
      return voice.is_somebody() ? voice : Voice{Voice::kUnknown, Gender::kUnknown, true, 0};
    }
    constexpr std::uint32_t kReach = 28;
    for (std::uint32_t i = begin + 1; i < end && i < begin + kReach; ++i) {
      if (text_.Says(i, ";") || text_.Says(i, ":")) break;
      if (!IsSayingVerb(i, kSays)) continue;
      const Voice voice = speakers_.Before(i, begin);
      if (voice.is_somebody()) return voice;
    }
    return std::nullopt;
  }

  // Rule 4.
  Attribution InSentence(std::size_t number) {
    const QuotedSpan& span = spans_[number];
    const Sentence& sentence = SentenceOf(span.open);
    const auto verb =
        VerbBefore(span.open, sentence.first, number, kSays | kSpeaksOf | kSaying, kVerbReach);
    if (!verb) return AccordingTo(sentence, span.open);
    return VoiceOf(*verb, number);
  }

  // 'According to X, it was “...”'.
  Attribution AccordingTo(const Sentence& sentence, std::uint32_t end) {
    if (!text_.Says(sentence.first, "according") || !text_.Says(sentence.first + 1, "to"))
      return std::nullopt;
    return speakers_.After(sentence.first + 2, end);
  }

  // Rule 5: ', the report states.' at the end of the sentence.
  Attribution EndsSentence(std::size_t number) {
    const QuotedSpan& span = spans_[number];
    if (span.after >= text_.size()) return std::nullopt;
    const Sentence& sentence = SentenceOf(span.after);
    if (sentence.first == span.after) return std::nullopt;
    return TrailingIn(span.after, sentence.last);
  }

  // A verb with its subject between a comma and the end of the sentence.
  Attribution TrailingIn(std::uint32_t begin, std::uint32_t end) {
    constexpr std::uint32_t kReach = 18;
    if (end > begin + kReach) begin = end - kReach;
    for (std::uint32_t i = begin; i + 1 < end; ++i) {
      if (!text_.Says(i, ",") || text_.Is(i + 1, kRelative)) continue;
      if (text_.Says(i + 1, "according") && text_.Says(i + 2, "to")) {
        trailing_comma_ = i;
        return speakers_.After(i + 3, end);
      }
      if (IsSayingVerb(i + 1, kPlainlySays) && HasNoVerb(i + 2, end)) {  // ', said Mr Crane.'
        const Voice voice = speakers_.After(i + 2, end);
        if (!voice.is_somebody()) continue;
        trailing_comma_ = i;
        return voice;
      }
      for (std::uint32_t v = i + 2; v < end && v < i + 10; ++v) {
        if (text_.Says(v, ",") || text_.Is(v, kRelative)) break;
        if (!IsSayingVerb(v, kSays) || text_.Says(v - 1, "to")) continue;
        if (!ClosesSentence(v + 1, end)) break;
        const Voice voice = speakers_.Before(v, i + 1);
        if (!voice.is_somebody()) break;
        trailing_comma_ = i;
        return voice;
      }
    }
    return std::nullopt;
  }

  bool HasNoVerb(std::uint32_t begin, std::uint32_t end) const {
    for (std::uint32_t i = begin; i < end; ++i) {
      if (text_.Is(i, kRelative)) return true;
      if (speakers_.IsVerb(i) || text_.Is(i, kHe | kShe | kIt | kThey)) return false;
    }
    return true;
  }

  // Nothing but a time, a place or a listener behind the verb: 'said on Tuesday.', 'told
  // reporters.'
  bool ClosesSentence(std::uint32_t begin, std::uint32_t end) const {
    if (end - begin > 9) return false;
    for (std::uint32_t i = begin; i < end; ++i) {
      if (text_.Is(i, kRelative) || text_.Says(i, ",") || text_.Says(i, ":")) return false;
      if (speakers_.IsVerb(i) && !text_.Is(i, kMonth)) return false;
    }
    return true;
  }

  // Rule 6.
  bool FollowsSpeech(std::size_t number) const {
    const QuotedSpan& span = spans_[number];
    return speech_paragraph_ == span.paragraph && BeginsSentence(span) &&
           (IsFullStopped(span) || CountWords(text_, span) >= 4);
  }

  // Rule 7.
  bool StandsAlone(std::size_t number) const {
    const QuotedSpan& span = spans_[number];
    return SentenceOf(span.open).starts_paragraph && BeginsSentence(span) && IsFullStopped(span) &&
           EndsParagraph(span.after);
  }
  bool EndsParagraph(std::uint32_t word) const {
    return word >= text_.size() || SentenceOf(word).starts_paragraph;
  }
  bool FollowsSpeechParagraph(std::size_t number) const {
    if (number == 0 || last_accepted_ != number - 1 || !StandsAlone(number)) return false;
    const QuotedSpan& before = spans_[number - 1];
    return before.paragraph + 1 == spans_[number].paragraph;
  }

  // Too little to be speech only because a verb stands somewhere before it.
  bool IsScare(const QuotedSpan& span, std::uint32_t count) const {
    const std::uint32_t before = span.open - 1;
    if (LooksLikeTitle(span)) return true;
    if (text_.Says(span.first, "so-called") ||
        (span.open > 0 && (text_.Says(before, "so-called") || text_.Says(before, "nicknamed") ||
                           text_.Says(before, "titled") || text_.Says(before, "entitled") ||
                           text_.Says(before, "dubbed"))))
      return true;
    if (span.open == 0) return true;
    const bool named = text_.Says(before, "the") || text_.Says(before, "of") ||
                       text_.Says(before, "their") || text_.Says(before, "his") ||
                       text_.Says(before, "its");
    if (count == 2) return named;
    if (count > 1) return false;
    const bool judged = text_.Says(before, "as") || text_.Is(before, kSpeaksOf) ||
                        (text_.Is(before, kBeing) && !EndsInside(span)) ||
                        text_.Says(before, "it") || text_.Says(before, "him");
    const bool article = (text_.Says(before, "a") || text_.Says(before, "an")) &&
                         (text_.Is(before - 1, kBeing | kSpeaksOf) || text_.Says(before - 1, "as"));
    return !judged && !article;
  }

  Attribution Attribute(std::size_t number) {
    const QuotedSpan& span = spans_[number];
    const std::uint32_t count = CountWords(text_, span);
    if (span.continues && number > 0 && last_accepted_ == number - 1) return last_voice_;
    if (auto voice = LedTo(number)) return voice;
    if (auto voice = Follows(number);
        voice && (!LooksLikeTitle(span) || text_.Says(span.last - 1, ",")))
      return voice;
    if (!BeginsSentence(span) && !IsScare(span, count)) {
      if (auto voice = InSentence(number)) return voice;
    }
    if (!IsScare(span, count)) {
      if (auto voice = EndsSentence(number)) return voice;
    }
    if (FollowsSpeech(number) || FollowsSpeechParagraph(number)) return last_voice_;
    const bool long_enough = count >= 6 && IsFullStopped(span);
    if (span.stays_open || long_enough || (StandsAlone(number) && count >= 2))
      return Voice{Voice::kUnknown, Gender::kUnknown, true, 0};
    return std::nullopt;
  }

  // --- What comes of it ---

  void ReadSpan(std::size_t number) {
    const QuotedSpan& span = spans_[number];
    const Attribution voice = Attribute(number);
    if (!voice) return;
    covered_ = std::max(covered_, span.after);
    has_direct_ = true;
    last_accepted_ = number;
    last_voice_ = *voice;
    pending_ = *voice;
    speech_paragraph_ = span.paragraph;
    Add(span.first, span.last, *voice, Speech::kDirect);
  }

  void Add(std::uint32_t first, std::uint32_t last, Voice voice, Speech speech) {
    while (last > first && text_.Says(last - 1, ",")) --last;
    if (last == first) return;
    Quote quote;
    quote.text = Squeeze(text_.words().Text(first, last));
    if (voice.is_known()) quote.speaker = cast_.at(voice.member).name;
    quote.speech = speech;
    quotes_.push_back(std::move(quote));
  }

  // --- Reported speech ---

  static constexpr std::uint32_t kLeastWords = 4;

  void ReadReported(Sentence sentence) {
    while (sentence.first < sentence.last && text_.WordAt(sentence.first).begin < skip_)
      ++sentence.first;
    std::uint32_t end = sentence.last;
    while (end > sentence.first && (text_.Says(end - 1, ".") || text_.Says(end - 1, "!"))) --end;
    if (end < sentence.first + kLeastWords + 2) return;
    speakers_.Pass(sentence.first, end);  // "Northgate plans cuts, it told investors."
    if (auto voice = TrailingIn(sentence.first, end)) {
      Report(sentence.first, trailing_comma_, *voice);
    } else if (text_.Says(sentence.first, "according") && text_.Says(sentence.first + 1, "to")) {
      ReportAccording(sentence, end);
    } else {
      ReportClause(sentence, end);
    }
  }

  void Report(std::uint32_t first, std::uint32_t last, Voice voice) {
    pending_ = voice;
    last_voice_ = voice;
    speech_paragraph_ = paragraph_;
    if (last < first + kLeastWords) return;
    Add(first, last, voice, Speech::kReported);
  }

  // 'According to the RPU, one train in six was cancelled.'
  void ReportAccording(const Sentence& sentence, std::uint32_t end) {
    const Voice voice = speakers_.After(sentence.first + 2, end);
    for (std::uint32_t i = sentence.first + 2; i < end; ++i) {
      if (text_.Says(i, ",") && !text_.Is(i + 1, kRelative)) return Report(i + 1, end, voice);
    }
  }

  // 'X said (on Tuesday) (that) ...', 'X told the court that ...'.
  void ReportClause(const Sentence& sentence, std::uint32_t end) {
    for (std::uint32_t i = sentence.first; i < end; ++i) {
      if (!IsSayingVerb(i, kSays | kSaying)) continue;
      if (i > 0 && text_.Is(i - 1, kBeing)) continue;  // "is said to"
      const std::optional<std::uint32_t> clause = ClauseAfter(i, end);
      if (!clause) continue;
      const bool may_be_noun = text_.Text(i).ends_with("s") && !text_.Is(i, kPlainlySays);
      if (may_be_noun && !speakers_.Before(i, sentence.first).is_known()) continue;
      const Voice voice = VoiceOf(i, next_);
      if (!voice.is_somebody()) continue;
      return Report(*clause, end, voice);
    }
  }

  std::optional<std::uint32_t> ClauseAfter(std::uint32_t verb, std::uint32_t end) const {
    constexpr std::uint32_t kReach = 9;
    for (std::uint32_t i = verb + 1; i < end && i <= verb + kReach; ++i) {
      if (text_.Says(i, "that") && !text_.Is(i - 1, kPreposition)) {
        const bool is_pronoun = speakers_.IsVerb(i + 1) || text_.Is(i + 1, kFuture);
        return is_pronoun ? i : i + 1;  // "say that will not happen".
      }
      if (text_.IsMark(i) && !text_.Says(i, "'s")) break;
      if (i > verb + 1 && speakers_.IsVerb(i)) break;
    }
    const bool as_saying = text_.Says(verb, "saying") && verb > 0 && text_.Says(verb - 1, "as");
    if (!text_.Is(verb, kPlainlySays) && !as_saying) return std::nullopt;
    std::uint32_t i = verb + 1;
    if (text_.Says(i, "on") && text_.Is(i + 1, kWeekday)) ++i;
    if (text_.Is(i, kWeekday) || text_.Says(i, "yesterday") || text_.Says(i, "today")) ++i;
    const bool no_clause = text_.IsMark(i) || (text_.Is(i, kPreposition) && !text_.IsCapital(i)) ||
                           text_.Is(i, kConjunction) || text_.Says(i, "so");
    if (no_clause) return std::nullopt;
    for (std::uint32_t k = i + 1; k < end; ++k) {  // A clause has a verb.
      if (speakers_.IsVerb(k) || text_.Is(k, kAdverb | kOpens) || text_.Text(k).ends_with("s"))
        return i;
    }
    return std::nullopt;
  }

  // Tells the speakers of the sentence's subject, then of its speaker.
  void Pass(const Sentence& sentence, std::size_t first_span) {
    const std::uint32_t begin = std::min(covered_, sentence.last);
    if (first_span < next_ && spans_[first_span].open > sentence.first)
      speakers_.Pass(sentence.first, spans_[first_span].open);
    speakers_.Pass(std::max(sentence.first, begin), sentence.last);
    if (pending_) speakers_.Heard(*pending_, sentence.last);
    pending_.reset();
  }

  const NewsText& text_;
  std::size_t skip_;
  const std::vector<QuotedSpan>& spans_;
  Cast& cast_;
  std::vector<Quote>& quotes_;
  SpeakerFinder speakers_;

  std::size_t sentence_ = 0;
  std::size_t next_ = 0;                                      // The next span to read.
  std::size_t last_accepted_ = static_cast<std::size_t>(-1);  // The last span that is speech.
  Voice last_voice_;                                          // ... and whose.
  std::optional<Voice> pending_;                              // Spoke in this sentence.
  std::uint32_t covered_ = 0;                                 // The end of the last speech.
  std::uint32_t trailing_comma_ = 0;                          // Where TrailingIn found its comma.
  std::uint32_t paragraph_ = 0;
  std::uint32_t speech_paragraph_ = static_cast<std::uint32_t>(-1);  // Where last_voice_ spoke.
  bool has_direct_ = false;  // The sentence has direct speech.
};

// Without a grammar for the language: spans of six words or more, punctuated like speech.
void FindWithoutGrammar(const NewsText& text, const std::vector<QuotedSpan>& spans,
                        std::vector<Quote>* quotes) {
  for (const QuotedSpan& span : spans) {
    std::uint32_t count = 0;
    for (std::uint32_t i = span.first; i < span.last; ++i) count += text.IsMark(i) ? 0 : 1;
    const bool stopped =
        text.IsMark(span.last - 1) || text.Says(span.after, ",") || text.Says(span.after, ".");
    if (count < 6 || !stopped) continue;
    std::uint32_t last = span.last;
    while (last > span.first && text.Says(last - 1, ",")) --last;
    quotes->push_back({Squeeze(text.words().Text(span.first, last)), "", Speech::kDirect});
  }
}

void DropRepeated(std::size_t from, std::vector<Quote>* quotes) {
  std::vector<const Quote*> sorted;
  sorted.reserve(quotes->size());
  for (const Quote& quote : *quotes) sorted.push_back(&quote);
  const auto less = [](const Quote* a, const Quote* b) {
    if (const int order = a->text.compare(b->text); order != 0) return order < 0;
    if (const int order = a->speaker.compare(b->speaker); order != 0) return order < 0;
    return a < b;
  };
  std::ranges::sort(sorted, less);
  std::vector<bool> repeated(quotes->size());
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const bool same =
        sorted[i]->text == sorted[i - 1]->text && sorted[i]->speaker == sorted[i - 1]->speaker;
    const auto at = static_cast<std::size_t>(sorted[i] - quotes->data());
    if (same && at >= from) repeated[at] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < quotes->size(); ++i) {
    if (repeated[i]) continue;
    if (kept != i) (*quotes)[kept] = std::move((*quotes)[i]);
    ++kept;
  }
  quotes->resize(kept);
}

}  // namespace

void QuoteFinder::Find(const Article& article, const NewsText& text, std::size_t skip,
                       std::vector<Quote>* quotes) {
  const std::size_t from = quotes->size();
  FindQuotedSpans(text.words(), &spans_);
  if (!article.language.empty() && !article.language.starts_with("en")) {
    FindWithoutGrammar(text, spans_, quotes);
  } else {
    cast_.Learn(article, text);
    Reader(text, skip, spans_, &cast_, quotes).Read();
  }
  DropRepeated(from, quotes);
}

}  // namespace backfile
