// From an article to its terms.
//
// A written word is looked up once in the vocabulary of its language and yields numbers of terms.
// Each occurrence is noted as (term, position) in the order of the text; at the end a counting sort
// brings the positions of a term together. Nothing is allocated per word once the vocabulary is
// warm.
//
// Capitals: "IS" gets its case-kept term beside "is" unless it is shouted, that is, stands in a run
// of kShoutWords or more all-capital words (a headline in capitals says nothing about acronyms).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/analyzer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <iterator>
#include <map>
#include <span>

#include "article/person_table.h"
#include "article/text.h"
#include "article/units.h"
#include "index/schema.h"
#include "index/stop_words.h"
#include "index/tokenizer.h"
#include "index/vocabulary.h"

namespace backfile {

namespace {

constexpr std::size_t kShoutWords = 3;
constexpr std::size_t kFetchAhead = 8;  // Words: memory answers while as many are looked up.
// Vocabularies are begun anew beyond this many terms: about 90 MB (measured on newswire).
constexpr std::uint32_t kMaxTerms = 600'000;

constexpr std::uint32_t kAllInitials = 0xffffffff;

// Whether the terms of a word begin with the letter that the word begins with, if it is one of the
// alphabet. Folding and stemmers change the ends of words, but for these, which also take off what
// stands before the stem.
bool KeepsInitials(std::string_view stemmer) {
  return stemmer != "arabic" && stemmer != "indonesian" && stemmer != "irish";
}

// Whether a word with this first byte can have a term with one of the initials.
bool MayBeginWith(char first, std::uint32_t initials) {
  const auto letter = static_cast<std::uint32_t>((first | 0x20) - 'a');
  return letter >= 26 || (initials >> letter & 1) != 0;
}

enum class Region { kTitle, kLead, kBody, kCaption, kQuote, kOtherForm };

}  // namespace

std::string StemmerName(std::string_view language) {
  constexpr std::array<std::pair<std::string_view, const char*>, 24> kStemmers = {{
      {"ar", "arabic"},    {"hy", "armenian"},  {"eu", "basque"},     {"ca", "catalan"},
      {"da", "danish"},    {"nl", "dutch"},     {"en", "english"},    {"fi", "finnish"},
      {"fr", "french"},    {"de", "german"},    {"hu", "hungarian"},  {"id", "indonesian"},
      {"ga", "irish"},     {"it", "italian"},   {"lt", "lithuanian"}, {"ne", "nepali"},
      {"no", "norwegian"}, {"nb", "norwegian"}, {"pt", "portuguese"}, {"ro", "romanian"},
      {"ru", "russian"},   {"es", "spanish"},   {"sv", "swedish"},    {"tr", "turkish"},
  }};
  const std::string_view base = language.substr(0, std::min(language.find('-'), language.size()));
  if (base.empty() || base == "und") return "english";
  const auto it = std::ranges::find(kStemmers, base, [](const auto& s) { return s.first; });
  return it == kStemmers.end() ? "" : it->second;
}

struct Analyzer::State {
  struct Occurrence {
    std::uint32_t slot;
    std::uint32_t position;
  };
  // What the present article has of a term.
  struct Slot {
    std::uint32_t term = 0;
    std::uint32_t wdf = 0;
    std::uint32_t positions = 0;
  };

  TextTable terms;
  std::map<std::string, std::unique_ptr<Vocabulary>, std::less<>> vocabularies;  // By stemmer.
  Tokenizer tokenizer;
  std::vector<TextTable::Key> keys;    // Of the words of a text,
  std::vector<std::uint32_t> numbers;  // and their numbers in the vocabulary.
  std::vector<std::uint32_t>
      slot_of;  // By term: its slot + 1 in this article, if slots[..] agrees.
  std::vector<Slot> slots;
  std::vector<Occurrence> occurrences;
  std::vector<std::uint32_t> next_of;  // By slot: where in result.positions its next one goes.
  AnalysedArticle result;
  std::uint32_t next_position = 1;
  std::uint64_t generation = 1;

  Vocabulary& VocabularyOf(std::string_view language) {
    const std::string stemmer = StemmerName(language);
    auto it = vocabularies.find(stemmer);
    if (it == vocabularies.end()) {
      it = vocabularies.emplace(stemmer, std::make_unique<Vocabulary>(stemmer, &terms)).first;
    }
    return *it->second;
  }

  void Forget(std::uint32_t most_terms) {
    if (terms.size() <= most_terms) return;
    vocabularies.clear();
    terms.Clear();
    slot_of.clear();
    ++generation;
  }

  void Begin() {
    Forget(kMaxTerms);
    slots.clear();
    occurrences.clear();
    next_position = 1;
  }

  std::uint32_t SlotOf(std::uint32_t term) {
    if (term >= slot_of.size()) slot_of.resize(terms.size() + 1024, 0);
    const std::uint32_t slot = slot_of[term];
    if (slot < slots.size() && slots[slot].term == term) return slot;
    slot_of[term] = static_cast<std::uint32_t>(slots.size());
    slots.push_back({term, 0, 0});
    return slot_of[term];
  }

  void Count(std::uint32_t term, std::uint32_t wdf) {
    if (term != kNoTerm) slots[SlotOf(term)].wdf += wdf;
  }
  void Place(std::uint32_t term, std::uint32_t wdf, std::uint32_t position) {
    if (term == kNoTerm) return;
    const std::uint32_t slot = SlotOf(term);
    slots[slot].wdf += wdf;
    ++slots[slot].positions;
    occurrences.push_back({slot, position});
  }
  void Boolean(std::string_view field, std::string_view value) {
    if (value.empty()) return;
    std::string term(Prefix(field));
    term.append(value);
    Count(terms.Number(CutTerm(term)), 0);
  }
  void Folded(std::string_view field, std::string_view value) {
    Boolean(field, FoldForCompare(value));
  }

  // Which words of the last scan stand in a run of shouted ones.
  static std::vector<bool> Shouted(std::string_view text, const std::vector<WordSpan>& words) {
    std::vector<bool> shouted(words.size());
    std::size_t run = 0;
    for (std::size_t i = 0; i <= words.size(); ++i) {
      const bool loud = i < words.size() && IsAllCapitals(Written(text, words[i]));
      if (loud && !(words[i].starts_paragraph && run > 0)) {
        ++run;
        continue;
      }
      if (run >= kShoutWords)
        std::fill_n(shouted.begin() + static_cast<std::ptrdiff_t>(i - run), run, true);
      run = loud ? 1 : 0;
    }
    return shouted;
  }

  static std::string_view Written(std::string_view text, const WordSpan& word) {
    return text.substr(word.begin, word.end - word.begin);
  }

  // Looks up the words of a text. A table of all words is larger than what the processor keeps
  // near, so each is fetched ahead.
  void NumberWords(std::string_view text, const std::vector<WordSpan>& words,
                   Vocabulary* vocabulary) {
    keys.clear();
    numbers.clear();
    for (const WordSpan& word : words) keys.push_back(TextTable::KeyOf(Written(text, word)));
    for (std::size_t i = 0; i < words.size(); ++i) {
      vocabulary->Fetch(keys[std::min(i + kFetchAhead, words.size() - 1)]);
      numbers.push_back(vocabulary->Number(Written(text, words[i]), words[i].is_gram, keys[i]));
    }
  }

  // Brings near what the words after word i of the text mean, and where the nearest of them stand
  // in this article.
  void FetchTerms(std::size_t i, Vocabulary* vocabulary) const {
    const auto ahead = [&](std::size_t words) -> const WordTerms& {
      return vocabulary->Terms(numbers[std::min(i + words, numbers.size() - 1)]);
    };
    __builtin_prefetch(&ahead(kFetchAhead));
    const WordTerms& near = ahead(kFetchAhead / 2);
    for (const std::uint32_t term : {near.text.exact, near.text.stem, near.lead}) {
      if (term < slot_of.size()) __builtin_prefetch(&slot_of[term]);
    }
  }

  void AddText(std::string_view text, Region region, Vocabulary* vocabulary) {
    if (text.empty()) return;
    const std::vector<WordSpan>& words = tokenizer.Scan(text);
    const std::vector<bool> shouted = Shouted(text, words);
    NumberWords(text, words, vocabulary);
    int paragraph = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i].starts_paragraph && ++paragraph > 1) next_position += kParagraphGap;
      FetchTerms(i, vocabulary);
      WordTerms& word = vocabulary->Terms(numbers[i]);
      const bool is_text = region != Region::kQuote && region != Region::kOtherForm;
      if (is_text && words[i].starts_sentence) Place(sentence_mark(), 0, next_position);
      if (is_text && words[i].starts_paragraph) Place(paragraph_mark(), 0, next_position);
      const bool in_lead = region == Region::kBody && paragraph <= kLeadParagraphs;
      AddWord(&word, in_lead ? Region::kLead : region, shouted[i], vocabulary);
      ++next_position;
    }
    next_position += kRegionGap;
  }

  void AddWord(WordTerms* word, Region region, bool shouted, Vocabulary* vocabulary) {
    if (region == Region::kQuote) return AddQuotedWord(word, vocabulary);
    const std::uint32_t weight = region == Region::kTitle ? kTitleWeight : 1;
    Place(word->text.exact, weight, next_position);
    Count(word->text.stem, weight);
    if (!shouted && word->acronym != kNoTerm) Place(word->acronym, weight, next_position);
    if (region == Region::kTitle) {
      const WordTerms::Forms title = vocabulary->InTitle(word);
      Place(title.exact, 0, next_position);
      Count(title.stem, 0);
    } else if (region == Region::kLead) {
      Count(vocabulary->InLead(word), 0);
    } else if (region == Region::kCaption) {
      Count(vocabulary->InCaption(word), 0);
    }
  }

  // A quoted word stands in the text, too: here it only tells that it was said.
  void AddQuotedWord(WordTerms* word, Vocabulary* vocabulary) {
    const WordTerms::Forms quote = vocabulary->InQuote(word);
    Place(quote.exact, 0, next_position);
    Count(quote.stem, 0);
  }

  std::uint32_t sentence_mark() { return terms.Number(Prefix("sentence")); }
  std::uint32_t paragraph_mark() { return terms.Number(Prefix("paragraph")); }

  void AddDate(const Article& article) {
    if (!article.published) return;
    Boolean("has", "date");
    AddDateTerms(*article.published, "");
  }

  // Year, month and day as far as they are known; `kind` is "" or "event-".
  void AddDateTerms(const PartialDate& date, const std::string& kind) {
    const auto day = date.day();
    const std::string year = Digits(static_cast<int>(day.year()), 4);
    const std::string month = Digits(static_cast<int>(static_cast<unsigned>(day.month())), 2);
    const std::string day_of_month = Digits(static_cast<int>(static_cast<unsigned>(day.day())), 2);
    Boolean(kind + "year", year);
    if (date.precision() >= Precision::kMonth) Boolean(kind + "month", year + month);
    if (date.precision() < Precision::kDay) return;
    Boolean(kind + "day", year + month + day_of_month);
    Boolean(kind + "month-day", month + day_of_month);
  }

  // A span of days counts for each of them; a longer one for its ends.
  void AddEvents(const Article& article) {
    constexpr auto kLongest = std::chrono::days(31);
    for (const Event& event : article.events) {
      AddDateTerms(event.from, "event-");
      if (event.to == event.from) continue;
      AddDateTerms(event.to, "event-");
      const std::chrono::sys_days first(event.from.day());
      const std::chrono::sys_days last(event.to.day());
      if (last - first > kLongest || event.from.precision() < Precision::kDay) continue;
      for (auto day = first + std::chrono::days(1); day < last; day += std::chrono::days(1)) {
        AddDateTerms(PartialDate::Day(day), "event-");
      }
    }
  }

  void AddQuotes(const Article& article, Vocabulary* vocabulary) {
    for (const Quote& quote : article.quotes) {
      AddText(quote.text, Region::kQuote, vocabulary);
      if (quote.speaker.empty()) continue;
      Folded("said", quote.speaker);
      AddParts("said-part", quote.speaker);
    }
  }

  // Both ways round, so that either form finds the other by a prefix.
  void AddAcronyms(const Article& article) {
    for (const Acronym& acronym : article.acronyms) {
      const std::string long_form = FoldForCompare(acronym.long_form);
      if (acronym.short_form.empty() || long_form.empty()) continue;
      Boolean("acronym-means", acronym.short_form + ":" + long_form);
      Boolean("acronym-of", long_form + ":" + acronym.short_form);
    }
  }

  void AddPeople(const Article& article) {
    for (const Person& person : article.people) {
      Folded("person", person.name);
      const std::string key = PersonTable().ArchiveKey(person.name);  // "joseph hale" for Joe.
      if (!key.empty()) Folded("person", key);
      AddParts("person-part", person.name);
      for (const std::string& mention : person.mentions) {
        Folded("person", mention);
        AddParts("person-part", mention);
      }
    }
    for (const std::string& writer : article.byline) {
      Folded("by", writer);
      AddParts("by-part", writer);
    }
  }

  // What people are: one term a word, the stem or else the exact form.
  void AddRoles(const Article& article, Vocabulary* vocabulary) {
    const std::string prefix(Prefix("role"));
    for (const Person& person : article.people) {
      for (const WordSpan& span : tokenizer.Scan(person.role)) {
        const WordTerms& word = vocabulary->Find(Written(person.role, span), span.is_gram);
        const bool has_stem = word.text.stem != kNoTerm;
        std::string term = has_stem ? "Z" + prefix : prefix;
        term += has_stem ? terms.Text(word.text.stem).substr(1) : terms.Text(word.text.exact);
        Count(terms.Number(CutTerm(term)), 0);
      }
    }
  }

  void AddParts(std::string_view field, std::string_view name) {
    for (const std::string& part : SplitList(FoldForCompare(name), " ,")) Boolean(field, part);
  }

  void AddFacets(const Article& article) {
    Boolean("id", std::string_view(article.id).substr(std::min<std::size_t>(3, article.id.size())));
    Folded("external-id", article.external_id);
    Folded("source", article.source);
    Folded("section", article.section);
    Folded("language", article.language);
    for (const std::string& org : article.organisations) Folded("org", org);
    for (const std::string& place : article.places) Folded("place", place);
    for (const std::string& subject : article.subjects) Folded("subject", subject);
    Boolean("date-basis", DateBasisName(article.published_basis));
    Boolean("status", StatusName(article.status));
    if (!article.correction.empty()) Boolean("has", "correction");
  }

  // Where the words of a name stand one after the other; for each place all of its positions.
  std::vector<std::uint32_t> PlacesOf(std::string_view name, Vocabulary* vocabulary) {
    std::vector<std::span<const std::uint32_t>> lists;
    for (const WordSpan& word : tokenizer.Scan(name)) {
      const std::uint32_t term = vocabulary->Find(Written(name, word), word.is_gram).text.exact;
      if (term >= slot_of.size() || slot_of[term] >= slots.size()) return {};
      const std::uint32_t slot = slot_of[term];
      if (slots[slot].term != term) return {};
      const Posting& posting = result.postings[slot];
      lists.emplace_back(result.positions.data() + posting.first_position, posting.positions);
    }
    std::vector<std::uint32_t> places;
    if (lists.empty()) return places;
    for (const std::uint32_t first : lists.front()) {
      std::uint32_t length = 1;
      while (length < lists.size() && std::ranges::binary_search(lists[length], first + length)) {
        ++length;
      }
      if (length < lists.size()) continue;
      for (std::uint32_t i = 0; i < length; ++i) places.push_back(first + i);
    }
    return places;
  }

  // Gives a boolean term of the article positions.
  void PlaceTerm(std::uint32_t term, std::vector<std::uint32_t> positions) {
    if (positions.empty()) return;
    std::ranges::sort(positions);
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    const std::uint32_t slot = SlotOf(term);
    if (slot == result.postings.size()) result.postings.push_back({term, 0, 0, 0});
    Posting& posting = result.postings[slot];
    if (posting.positions > 0) return;  // Two people who fold to one name: the first has them.
    posting.first_position = static_cast<std::uint32_t>(result.positions.size());
    posting.positions = static_cast<std::uint32_t>(positions.size());
    std::ranges::copy(positions, std::back_inserter(result.positions));
  }

  // Puts people at the places where the text names them, for "crime NEAR/5 person:*". Requires:
  // Gather() was called.
  void PlacePeople(const Article& article, Vocabulary* vocabulary) {
    std::vector<std::uint32_t> all;
    for (const Person& person : article.people) {
      std::vector<std::uint32_t> places = PlacesOf(person.name, vocabulary);
      for (const std::string& mention : person.mentions) {
        std::ranges::copy(PlacesOf(mention, vocabulary), std::back_inserter(places));
      }
      std::ranges::copy(places, std::back_inserter(all));
      std::string term(Prefix("person"));
      term += FoldForCompare(person.name);
      PlaceTerm(terms.Number(CutTerm(term)), std::move(places));
    }
    PlaceTerm(terms.Number(Prefix("person-mark")), std::move(all));
  }

  // Brings the positions of each term together.
  void Gather() {
    result.postings.clear();
    next_of.clear();
    std::uint32_t begin = 0;
    for (const Slot& slot : slots) {
      result.postings.push_back({slot.term, slot.wdf, begin, slot.positions});
      next_of.push_back(begin);
      begin += slot.positions;
    }
    result.positions.resize(begin);
    for (const Occurrence& o : occurrences) result.positions[next_of[o.slot]++] = o.position;
  }
};

Analyzer::Analyzer() : state_(std::make_unique<State>()) {}
Analyzer::~Analyzer() = default;

const AnalysedArticle& Analyzer::Analyze(const Article& article) {
  State& state = *state_;
  state.Begin();
  Vocabulary& vocabulary = state.VocabularyOf(article.language);
  state.AddText(article.title, Region::kTitle, &vocabulary);
  state.AddText(article.subtitle, Region::kTitle, &vocabulary);
  state.AddText(article.body, Region::kBody, &vocabulary);
  for (const std::string& caption : article.captions) {
    state.AddText(caption, Region::kCaption, &vocabulary);
  }
  state.AddQuotes(article, &vocabulary);
  for (const std::string& form : article.other_forms) {
    state.AddText(form, Region::kOtherForm, &vocabulary);
  }
  state.AddDate(article);
  state.AddEvents(article);
  state.AddPeople(article);
  state.AddRoles(article, &vocabulary);
  state.AddFacets(article);
  state.AddAcronyms(article);
  state.Gather();
  state.PlacePeople(article, &vocabulary);
  return state.result;
}

std::string_view Analyzer::TermText(std::uint32_t term) const { return state_->terms.Text(term); }

std::uint64_t Analyzer::term_generation() const { return state_->generation; }

std::vector<Token> Analyzer::Tokenize(std::string_view text, std::string_view language) {
  Vocabulary& vocabulary = state_->VocabularyOf(language);
  const std::vector<WordSpan>& words = state_->tokenizer.Scan(text);
  const std::vector<bool> shouted = State::Shouted(text, words);
  std::vector<Token> tokens;
  std::uint32_t position = 1;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const WordSpan& span = words[i];
    if (span.starts_paragraph && i > 0) position += kParagraphGap;
    const WordTerms& word = vocabulary.Find(State::Written(text, span), span.is_gram);
    Token token;
    token.exact = state_->terms.Text(word.text.exact);
    if (word.text.stem != kNoTerm) token.stem = state_->terms.Text(word.text.stem).substr(1);
    if (word.acronym != kNoTerm && !shouted[i])
      token.acronym = state_->terms.Text(word.acronym).substr(1);
    token.begin = span.begin;
    token.end = span.end;
    token.position = position++;
    token.is_stop = IsStopWord(token.exact);
    token.starts_sentence = span.starts_sentence;
    token.starts_paragraph = span.starts_paragraph;
    tokens.push_back(std::move(token));
  }
  return tokens;
}

std::vector<TermSpan> Analyzer::FindTerms(std::string_view text, std::string_view language,
                                          std::uint32_t initials) {
  if (!KeepsInitials(StemmerName(language))) initials = kAllInitials;
  Vocabulary& vocabulary = state_->VocabularyOf(language);
  const std::vector<WordSpan>& words = state_->tokenizer.Scan(text);
  const std::vector<bool> shouted = State::Shouted(text, words);
  std::vector<TermSpan> spans;
  spans.reserve(words.size());
  std::uint32_t position = 1;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const WordSpan& span = words[i];
    if (span.starts_paragraph && i > 0) position += kParagraphGap;
    TermSpan found{kNoTerm,
                   kNoTerm,
                   kNoTerm,
                   span.begin,
                   span.end,
                   position++,
                   span.starts_sentence,
                   span.starts_paragraph};
    if (MayBeginWith(text[span.begin], initials)) {
      const WordTerms& word = vocabulary.Find(State::Written(text, span), span.is_gram);
      found.exact = word.text.exact;
      found.stem = word.text.stem;
      if (!shouted[i]) found.acronym = word.acronym;
    }
    spans.push_back(found);
  }
  return spans;
}

std::uint32_t Analyzer::TermNumber(std::string_view term) {
  return state_->terms.Number(CutTerm(term));
}

void Analyzer::Forget(std::uint32_t most_terms) { state_->Forget(most_terms); }

}  // namespace backfile
