// The features of the entity model.
//
// They are those of most taggers of the 2000s (Ratinov and Roth 2009 is a good account): the word,
// its ends and its shape, its neighbours, what lists say of them, the run of capitals that it
// stands in, and what the rest of the article shows of it. A feature is a template number mixed
// with the values seen; templates are numbers in the model file, so changing one means training
// anew.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/entity_features.h"

#include <algorithm>
#include <bit>

namespace backfile {

namespace {

constexpr std::uint64_t kEdge = 1;  // In place of a word beyond the sentence.

std::uint64_t Mix(std::uint64_t x) {
  x ^= x >> 32;
  x *= 0x9e3779b97f4a7c15ULL;
  x ^= x >> 29;
  x *= 0xbf58476d1ce4e5b9ULL;
  return x ^ x >> 32;
}

std::uint64_t Join(std::uint64_t a, std::uint64_t b) {
  return (a ^ a >> 31) * 0x9fb21c651e98df25ULL + b;
}

// Takes features for one list, each mixed with its template.
class Collector {
 public:
  explicit Collector(std::vector<std::uint64_t>* features) : features_(*features) {}
  void Add(std::uint64_t feature_template, std::uint64_t value) {
    features_.push_back(Mix(value + feature_template * 0xd6e8feb86659fd93ULL));
  }
  // One feature for each bit that is set.
  void AddBits(std::uint64_t feature_template, std::uint32_t bits, std::uint32_t with) {
    for (; bits != 0; bits &= bits - 1) {
      Add(feature_template, static_cast<std::uint32_t>(std::countr_zero(bits)) * 8U + with);
    }
  }

 private:
  std::vector<std::uint64_t>& features_;
};

std::uint64_t ShapeOf(const Word& word) {
  const std::uint32_t length = std::min<std::uint32_t>(word.end - word.begin, 4);
  return static_cast<std::uint64_t>(word.kind) | static_cast<std::uint64_t>(word.letters) << 2 |
         std::uint64_t{word.marks} << 5 | std::uint64_t{length} << 11;
}

// The classes that make the pattern of a name, in 8 bits.
std::uint64_t PatternOf(WordClasses classes) {
  const auto bit = [&](WordClasses any, std::uint64_t value) {
    return (classes & any) != 0 ? value : 0;
  };
  return bit(kFirstName, 1) | bit(kHumanName | kLastName, 2) | bit(kCity | kBigCity, 4) |
         bit(kCountry | kDemonym, 8) | bit(kCommonWord, 16) |
         bit(kOrganisationName | kOrganisationWord, 32) | bit(kTitle | kRole, 64) |
         bit(kPlaceWord | kCalendar, 128);
}

// A word and its surroundings, within its sentence.
class Surroundings {
 public:
  Surroundings(const ArticleWords& article, const Run& run, std::uint32_t at)
      : article_(article), sentence_(article.words().sentences[run.sentence]), run_(run), at_(at) {}

  bool Has(int offset) const {
    const std::int64_t i = std::int64_t{at_} + offset;
    return i >= sentence_.first && i < sentence_.last;
  }
  std::uint32_t At(int offset) const { return static_cast<std::uint32_t>(at_ + offset); }
  std::uint64_t Hash(int offset) const {
    return Has(offset) ? article_.word(At(offset)).hash : kEdge + (offset > 0 ? 1 : 0);
  }
  std::uint64_t Classes(int offset) const { return Has(offset) ? article_.classes(At(offset)) : 0; }
  std::uint64_t Shape(int offset) const {
    return Has(offset) ? ShapeOf(article_.word(At(offset))) : kEdge;
  }
  std::uint64_t Capital(int offset) const {
    if (!Has(offset)) return offset < 0 ? 2 : 3;
    return article_.word(At(offset)).is_capital() ? 1 : 0;
  }
  // No word, only marks, stand before it in the sentence.
  bool is_first() const {
    for (std::uint32_t i = at_; i-- > sentence_.first;) {
      if (article_.word(i).kind != WordKind::kMark) return false;
    }
    return true;
  }
  std::uint64_t style() const { return static_cast<std::uint64_t>(article_.style(run_.sentence)); }
  int to_run_begin() const { return static_cast<int>(run_.first) - static_cast<int>(at_); }
  int to_run_end() const { return static_cast<int>(run_.last) - static_cast<int>(at_); }
  // What names the run is made of, from word `first` on.
  std::uint64_t Pattern(std::uint32_t first) const {
    std::uint64_t pattern = 0;
    for (std::uint32_t i = first; i < std::min(run_.last, first + 5); ++i) {
      pattern = Join(pattern, PatternOf(article_.classes(i)) + 1);
    }
    return pattern;
  }
  // Behind the last title in front of the word within its run; the run's first word without one.
  std::uint32_t behind_title() const {
    for (std::uint32_t i = at_; i-- > run_.first;) {
      if ((article_.classes(i) & (kTitle | kRole)) != 0) return i + 1;
    }
    return run_.first;
  }

 private:
  const ArticleWords& article_;
  const Sentence& sentence_;
  const Run& run_;
  std::uint32_t at_;
};

void AddNeighbours(const Surroundings& s, Collector* out) {
  out->Add(40, Join(s.Hash(-1), s.Hash(0)));
  out->Add(41, Join(s.Hash(0), s.Hash(1)));
  out->Add(42, Join(s.Hash(-1), s.Hash(1)));
  out->Add(43, Join(s.Hash(-2), s.Hash(-1)));
  out->Add(44, Join(s.Hash(1), s.Hash(2)));
  out->Add(45, Join(s.Shape(-1), s.Shape(0)));
  out->Add(46, Join(s.Shape(0), s.Shape(1)));
  out->Add(47, Join(Join(s.Shape(-1), s.Shape(0)), s.Shape(1)));
  out->Add(48, s.Capital(-2) * 64 + s.Capital(-1) * 16 + s.Capital(1) * 4 + s.Capital(2));
  out->Add(49, (s.Classes(-1) << 32 | s.Classes(0)) * 4 + s.Capital(-1));
  out->Add(50, (s.Classes(1) << 32 | s.Classes(0)) * 4 + s.Capital(1));
}

// Places and firms of two words.
void AddPairs(const ArticleWords& article, std::uint32_t i, const Run& run, Collector* out) {
  if (const WordClasses pair = article.pair_classes(i); pair != 0) out->Add(55, pair);
  if (i == run.first) return;
  if (const WordClasses pair = article.pair_classes(i - 1); pair != 0) out->Add(56, pair);
}

void AddSentencePlace(const Surroundings& s, Collector* out) {
  const std::uint64_t place = (s.is_first() ? 1 : 0) + 2 * s.style();
  out->Add(51, place);
  out->Add(52, Join(s.Hash(0), place));
  out->Add(53, Join(s.Shape(0), place));
  out->Add(54, Join(s.Classes(0), place));
}

void AddRun(const Surroundings& s, Collector* out) {
  const int begin = s.to_run_begin();
  const int end = s.to_run_end();
  const auto length = static_cast<std::uint64_t>(std::min(end - begin, 6)) * 4 + s.style();
  const std::uint64_t place = static_cast<std::uint64_t>(std::min(-begin, 7)) * 8 +
                              static_cast<std::uint64_t>(std::min(end, 7));
  out->Add(60, place * 4 + s.style());
  out->Add(61, s.Hash(begin - 1));
  out->Add(62, s.Hash(end));
  out->Add(63, Join(s.Hash(begin - 1), length));
  out->Add(64, Join(s.Hash(end), length));
  out->Add(65, Join(s.Classes(begin - 1), length));
  out->Add(66, Join(s.Classes(end), length));
  out->Add(67, s.Classes(begin));
  out->Add(68, s.Classes(end - 1));
  out->Add(69, s.Hash(begin));
  out->Add(70, s.Hash(end - 1));
  out->Add(71, Join(s.Pattern(s.At(begin)), place));
  const std::uint32_t behind_title = s.behind_title();
  const auto from_title = static_cast<std::uint64_t>(s.At(0) - behind_title);
  const std::uint64_t titled = behind_title > s.At(begin) ? 1 : 0;
  out->Add(74, Join(s.Pattern(behind_title), from_title * 2 + titled));
  if (titled == 1)
    out->Add(75, std::min<std::uint64_t>(from_title, 7) * 8 +
                     static_cast<std::uint64_t>(std::min(end, 7)));
  // Names come in lists: "Hale, Marsh and O'Neill".
  if (s.Capital(begin - 2) == 1) {
    out->Add(
        72, Join(Join(s.Hash(begin - 1), PatternOf(static_cast<WordClasses>(s.Classes(begin - 2)))),
                 place));
  }
  if (s.Capital(end + 1) == 1) {
    out->Add(73, Join(Join(s.Hash(end), PatternOf(static_cast<WordClasses>(s.Classes(end + 1)))),
                      place));
  }
}

void AddEvidence(const ArticleWords& article, std::uint32_t i, bool is_first, Collector* out) {
  const WordEvidence* evidence = article.evidence(i);
  if (evidence == nullptr) return;
  constexpr std::uint32_t kTelling = kAfterTitle | kAfterFirstName | kAfterPlacePreposition |
                                     kBeforeOrganisationWord | kAfterInitial | kBesideSpeech;
  out->AddBits(80, evidence->flags, 0);
  out->Add(81, evidence->flags & kTelling);
  out->Add(82, std::min(evidence->small, 2U) * 4 + std::min(evidence->capital, 3U));
  if ((article.classes(i) & kCommonWord) != 0 && evidence->small == 0) {
    out->Add(83, is_first ? 1 : 0);
  }
  for (std::uint32_t k = 0; k < evidence->contexts; ++k) {
    out->Add(84, evidence->before[k]);
    out->Add(85, evidence->after[k]);
  }
}

void AddNeighbourEvidence(const ArticleWords& article, const Surroundings& s, Collector* out) {
  for (const int offset : {-1, 1}) {
    if (!s.Has(offset)) continue;
    const WordEvidence* evidence = article.evidence(s.At(offset));
    if (evidence == nullptr) continue;
    out->Add(offset < 0 ? 86 : 87,
             evidence->flags & (kAfterTitle | kAfterFirstName | kAfterPlacePreposition |
                                kBeforeOrganisationWord | kAfterInitial | kBesideSpeech));
  }
}

// The beginnings and ends of the lower-case spelling, up to four bytes.
void AddAffixes(std::string_view text, Collector* out) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  std::uint64_t prefix = 0;
  std::uint64_t suffix = 0;
  for (std::size_t k = 0; k < 4 && k + 1 < text.size(); ++k) {
    prefix = prefix << 8 | static_cast<unsigned char>(lower(text[k]));
    suffix = suffix << 8 | static_cast<unsigned char>(lower(text[text.size() - 1 - k]));
    out->Add(20 + k, prefix);
    out->Add(24 + k, suffix);
  }
}

}  // namespace

void FindRuns(const ArticleWords& article, std::vector<Run>* runs) {
  runs->clear();
  const auto& sentences = article.words().sentences;
  for (std::uint32_t s = 0; s < sentences.size(); ++s) {
    for (std::uint32_t i = sentences[s].first; i < sentences[s].last; ++i) {
      if (!article.is_active(i)) continue;
      const std::uint32_t first = i;
      while (i < sentences[s].last && i - first < kLongestRun && article.is_active(i)) ++i;
      runs->push_back({first, i, s});
      --i;
    }
  }
}

void AddWordFeatures(const ArticleWords& article, std::uint32_t i, Place place,
                     std::vector<std::uint64_t>* features) {
  Collector out(features);
  const Word& word = article.word(i);
  const WordClasses classes = article.classes(i);
  const std::uint64_t base = static_cast<std::uint64_t>(place) * 3;
  const std::uint32_t capital = word.is_capital() ? 1 : 0;
  out.Add(base + 1, word.hash);
  out.Add(base + 2, std::uint64_t{classes} * 2 + capital);
  if (place <= Place::kAfter) out.AddBits(base + 3, classes, capital);
  if (place != Place::kSelf) return;
  out.Add(30, 0);
  out.Add(31, Join(word.hash, static_cast<std::uint64_t>(word.letters)));
  out.Add(32, ShapeOf(word));
  // Where small letters of other alphabets would have to be found, the ends tell little.
  constexpr std::uint8_t kMixed = kBeyondAscii | kHasInnerCapital;
  if ((word.marks & kMixed) != kMixed) AddAffixes(article.words().Text(word), &out);
}

std::uint64_t WordKey(const ArticleWords& article, std::uint32_t i) {
  const Word& word = article.word(i);
  const std::uint64_t written =
      static_cast<std::uint64_t>(word.kind) | static_cast<std::uint64_t>(word.letters) << 2 |
      std::uint64_t{word.marks} << 5 |
      ((std::uint64_t{word.end - word.begin} << 11) ^ (std::uint64_t{article.classes(i)} << 32));
  return Mix(Join(word.hash, written)) | 1;
}

void AddContextFeatures(const ArticleWords& article, const Run& run, std::uint32_t i,
                        std::vector<std::uint64_t>* features) {
  Collector out(features);
  const Surroundings surroundings(article, run, i);
  AddNeighbours(surroundings, &out);
  AddPairs(article, i, run, &out);
  AddSentencePlace(surroundings, &out);
  AddRun(surroundings, &out);
  AddEvidence(article, i, surroundings.is_first(), &out);
  AddNeighbourEvidence(article, surroundings, &out);
}

void AddFeatures(const ArticleWords& article, const Run& run, std::uint32_t i,
                 std::vector<std::uint64_t>* features) {
  const Sentence& sentence = article.words().sentences[run.sentence];
  AddWordFeatures(article, i, Place::kSelf, features);
  if (i >= sentence.first + 1) AddWordFeatures(article, i - 1, Place::kBefore, features);
  if (i >= sentence.first + 2) AddWordFeatures(article, i - 2, Place::kTwoBefore, features);
  if (i + 1 < sentence.last) AddWordFeatures(article, i + 1, Place::kAfter, features);
  if (i + 2 < sentence.last) AddWordFeatures(article, i + 2, Place::kTwoAfter, features);
  AddContextFeatures(article, run, i, features);
}

}  // namespace backfile
