// One function a kind of node, each giving what must match; along the way it notes what is scored
// and what is marked.
//
// Words are looked up by their stem, which has no positions; where positions are needed (phrases,
// NEAR) by their exact forms: in a phrase the one that was written, near another word all forms
// that share the stem.
//
// Stop words are passed over where something else is asked for: nearly every article holds them, so
// they would say nothing, and titles without a text would be lost. They stay in phrases.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/planner.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "article/digest.h"
#include "article/text.h"
#include "index/schema.h"
#include "index/tokenizer.h"
#include "searcher/date_range.h"
#include "searcher/person_names.h"
#include "searcher/word_lookup.h"

namespace backfile {

namespace {

constexpr int kShoutWords = 3;
constexpr std::size_t kMostNeighbours = 20;

struct Refusal {
  QueryError error;
};

bool IsCapitals(std::string_view word) {
  return !AcronymOf(word).empty() &&
         std::ranges::none_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

int CountCapitals(const Node& node) {
  int count = node.kind == NodeKind::kWord && IsCapitals(node.text) ? 1 : 0;
  for (const Node& child : node.children) count += CountCapitals(child);
  return count;
}

class Planner {
 public:
  Planner(const Node& whole, const PlanContext& context)
      : context_(context),
        words_(context.language, CountCapitals(whole) >= kShoutWords, context.lexicon,
               context.analyzer),
        acronyms_(context.lexicon) {}

  Plan Build(const Node& root) {
    plan_.match = MatchOf(root);
    return std::move(plan_);
  }

 private:
  MatchNode MatchOf(const Node& node) {
    switch (node.kind) {
      case NodeKind::kAll:
        return MatchNode{.kind = MatchKind::kAll};
      case NodeKind::kWord:
        return WordMatch(node);
      case NodeKind::kPhrase:
        return PhraseMatch(node);
      case NodeKind::kField:
        return FieldMatch(node);
      case NodeKind::kDate:
        return DateMatch(node);
      case NodeKind::kAnd:
        return AllOf(node);
      case NodeKind::kOr:
        return AnyChild(node);
      case NodeKind::kNot:
        return Without(node);
      case NodeKind::kNear:
      case NodeKind::kAtLeast:
        return Placed(node);
    }
    return {};
  }

  // --- Combinations ---

  MatchNode AllOf(const Node& node) {
    std::vector<MatchNode> children;
    const std::vector<const Node*> weighty = Weighty(node.children);
    for (std::size_t i = 0; i < weighty.size();) {
      const std::size_t run = AcronymRun(weighty, i);
      children.push_back(run > 0 ? LongForm(weighty, i, run) : MatchOf(*weighty[i]));
      i += std::max<std::size_t>(1, run);
    }
    return Join(MatchKind::kAnd, std::move(children));
  }

  MatchNode AnyChild(const Node& node) {
    std::vector<MatchNode> children;
    for (const Node* child : Weighty(node.children)) children.push_back(MatchOf(*child));
    const bool terms_only = std::ranges::all_of(
        children, [](const MatchNode& child) { return child.kind == MatchKind::kTerms; });
    if (!terms_only) return Join(MatchKind::kOr, std::move(children));
    std::vector<std::string> terms;
    for (MatchNode& child : children) std::ranges::move(child.terms, std::back_inserter(terms));
    std::ranges::sort(terms);
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    return AnyOf(std::move(terms));
  }

  MatchNode Without(const Node& node) {
    const bool was_positive = std::exchange(is_positive_, false);
    MatchNode excluded{.kind = MatchKind::kNot};
    excluded.children.push_back(MatchOf(node.children.front()));
    is_positive_ = was_positive;
    return excluded;
  }

  // The children without stop words, unless there is nothing else.
  std::vector<const Node*> Weighty(const std::vector<Node>& children) {
    std::vector<const Node*> weighty;
    std::string passed_over;
    for (const Node& child : children) {
      if (words_.IsStop(child)) {
        passed_over += (passed_over.empty() ? "" : ", ") + child.text;
      } else {
        weighty.push_back(&child);
      }
    }
    const bool only_exclusions =
        std::ranges::all_of(weighty, [](const Node* node) { return node->kind == NodeKind::kNot; });
    if (passed_over.empty()) return weighty;
    if (!only_exclusions) {
      Note("too common to tell articles apart, passed over: " + passed_over);
      return weighty;
    }
    weighty.clear();
    for (const Node& child : children) weighty.push_back(&child);
    return weighty;
  }

  // --- Words ---

  MatchNode WordMatch(const Node& node) {
    if (HasWildcard(node.text)) return WildcardMatch(node);
    if (node.form == WordForm::kSpelling) return NeighboursMatch(node);
    const std::vector<Token> tokens = words_.Tokens(node.text);
    if (tokens.empty()) return MatchNode{.kind = MatchKind::kAll};
    if (tokens.size() > 1) return TokensMatch(node, tokens);
    const Token& token = tokens.front();
    ScoreWord(token, node.form);
    AddMark(MarkOf(token, node.form), node.field);
    MatchNode match = AnyOf({words_.TermOf(token, node.form, node.field)});
    if (context_.wants_suggestions) Suggest(token, match.terms.front());
    if (IsPlaceless(node.field)) return PlacelessWord(token, node);
    if (!node.field.empty() || node.form != WordForm::kStemmed) return match;
    if (!words_.IsAcronym(token)) return match;
    Note(token.acronym + " is looked up as written, in capitals; \"" + token.exact +
         "\" finds every spelling");
    return WithLongForms(token, std::move(match));
  }

  // The exact form marks what another language stems otherwise.
  SpanNode MarkOf(const Token& token, WordForm form) const {
    std::string term = words_.TermOf(token, form, "");
    if (words_.IsAcronym(token) || term == token.exact) return WordAt({std::move(term)});
    return WordAt({std::move(term), token.exact});
  }

  // What may have been meant by a word that occurs nowhere.
  void Suggest(const Token& token, const std::string& term) {
    if (!is_positive_ || context_.lexicon->Frequency(term) > 0) return;
    const std::vector<CountedTerm> near = context_.lexicon->Neighbours(token.exact, 1);
    Note("no article has \"" + token.exact + "\"" +
         (near.empty() ? "" : "; did you mean \"" + near.front().term + "\"?"));
    if (!near.empty()) plan_.suggestions.push_back({token.exact, near.front().term});
  }

  // There one form of each word is indexed; the exact form is then asked for anywhere.
  MatchNode PlacelessWord(const Token& token, const Node& node) {
    MatchNode match = AnyOf({words_.TermOf(token, WordForm::kStemmed, node.field)});
    if (node.form != WordForm::kExact) return match;
    return Join(MatchKind::kAnd, {std::move(match), AnyOf({token.exact})});
  }

  void ScoreWord(const Token& token, WordForm form) {
    AddScore({words_.TermOf(token, form, "")}, 1);
    const bool has_forms =
        form == WordForm::kStemmed && !token.stem.empty() && !words_.IsAcronym(token);
    if (has_forms && context_.exact_weight > 0) AddScore({token.exact}, context_.exact_weight);
  }

  void AddScore(std::vector<std::string> terms, double weight) {
    if (is_positive_) plan_.scores.push_back({std::move(terms), weight});
  }
  void AddMark(SpanNode spans, const std::string& field) {
    if (is_positive_) plan_.marks.push_back({std::move(spans), field});
  }
  void Note(std::string sentence) {
    if (std::ranges::find(plan_.notes, sentence) == plan_.notes.end()) {
      plan_.notes.push_back(std::move(sentence));
    }
  }

  MatchNode WildcardMatch(const Node& node) {
    const std::string prefix = IsPlaceless(node.field) ? "" : WordLookup::FieldPrefix(node.field);
    std::vector<std::string> terms = Matching(node, prefix);
    Note(node.text + " stands for " + std::to_string(terms.size()) +
         (terms.size() == 1 ? " word" : " words") + Examples(terms, prefix.size()));
    if (terms.empty()) return {};
    AddScore(terms, 1);
    AddMark(WordAt(terms), node.field);
    return AnyOf(std::move(terms));
  }

  static std::string Examples(const std::vector<std::string>& terms, std::size_t prefix) {
    constexpr std::size_t kMost = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(kMost, terms.size()); ++i) {
      text += (i == 0 ? ": " : ", ") + terms[i].substr(prefix);
    }
    return text + (terms.size() > kMost ? ", ..." : "");
  }

  MatchNode NeighboursMatch(const Node& node) {
    const std::vector<Token> tokens = words_.Tokens(node.text);
    if (tokens.size() != 1) throw Refusal{{node.begin, "~ widens one word; this is several"}};
    std::vector<std::string> words;
    for (const CountedTerm& neighbour :
         context_.lexicon->Neighbours(tokens.front().exact, kMostNeighbours)) {
      words.push_back(neighbour.term);
    }
    Note(node.text + "~ stands for " + std::to_string(words.size()) + " words" +
         Examples(words, 0));
    if (words.empty()) return {};
    AddScore({tokens.front().exact}, 1);
    AddScore(words, 0.5);
    AddMark(WordAt(words), node.field);
    const std::string prefix = IsPlaceless(node.field) ? "" : WordLookup::FieldPrefix(node.field);
    for (std::string& word : words) word = MakeTerm(prefix, word);
    return AnyOf(std::move(words));
  }

  // --- Phrases and places ---

  MatchNode PhraseMatch(const Node& node) {
    const std::vector<Token> tokens = words_.Tokens(node.text);
    if (tokens.size() == 1) {
      Node word = node;
      word.kind = NodeKind::kWord;
      word.form = WordForm::kExact;
      return WordMatch(word);
    }
    return TokensMatch(node, tokens);
  }

  // Several words in a row: a phrase, or a word such as "US-led".
  MatchNode TokensMatch(const Node& node, const std::vector<Token>& tokens) {
    for (const Token& token : tokens) {
      if (!token.is_stop) ScoreWord(token, WordForm::kStemmed);
    }
    SpanNode anywhere = SequenceOf(tokens, "");
    AddMark(anywhere, node.field);
    if (IsPlaceless(node.field)) return EachWord(node, tokens, std::move(anywhere));
    MatchNode match =
        Occurs(node.field.empty() ? std::move(anywhere)
                                  : SequenceOf(tokens, WordLookup::FieldPrefix(node.field)));
    return node.field.empty() ? WithShortForm(node.text, std::move(match)) : match;
  }

  // In a part of the text that keeps no positions: every word is there, and the phrase is
  // somewhere.
  MatchNode EachWord(const Node& node, const std::vector<Token>& tokens, SpanNode phrase) {
    Note(node.field + ": all words of \"" + node.text + "\" in that part, the phrase anywhere");
    std::vector<MatchNode> children;
    for (const Token& token : tokens) {
      if (!token.is_stop)
        children.push_back(AnyOf({words_.TermOf(token, WordForm::kStemmed, node.field)}));
    }
    if (node.field != "role") children.push_back(Occurs(std::move(phrase)));
    return Join(MatchKind::kAnd, std::move(children));
  }

  static SpanNode SequenceOf(const std::vector<Token>& tokens, const std::string& prefix) {
    SpanNode sequence{SpanKind::kSequence, {}, {}, 0};
    for (const Token& token : tokens)
      sequence.children.push_back(WordAt({MakeTerm(prefix, token.exact)}));
    return tokens.size() == 1 ? std::move(sequence.children.front()) : sequence;
  }

  MatchNode Placed(const Node& node) {
    const bool is_count = node.kind == NodeKind::kAtLeast;
    SpanNode spans = SpansOf(is_count ? node.children.front() : node);
    AddMark(spans, "");
    ScoreWords(node);
    std::vector<MatchNode> conditions;
    conditions.push_back(
        Occurs(std::move(spans), is_count ? static_cast<std::uint32_t>(node.distance) : 1));
    for (const Node& child : node.children) {
      if (IsNamePart(child)) conditions.push_back(AnyOf(NameTerms(child, "person")));
    }
    return Join(MatchKind::kAnd, std::move(conditions));
  }

  // One word of a name. The index knows the places of whole names only, so its place is where the
  // word stands, in articles that name such a person.
  bool IsNamePart(const Node& node) {
    return node.kind == NodeKind::kField && node.field == "person" && !HasWildcard(node.text) &&
           words_.Tokens(node.text).size() == 1;
  }

  // The words below a node, scored as if they had been asked for alone.
  void ScoreWords(const Node& node) {
    if (node.kind == NodeKind::kWord && HasWildcard(node.text)) return;
    if (node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase) {
      for (const Token& token : words_.Tokens(node.text)) {
        if (!token.is_stop || words_.IsAcronym(token)) ScoreWord(token, node.form);
      }
    }
    for (const Node& child : node.children) ScoreWords(child);
  }

  SpanNode SpansOf(const Node& node) {
    switch (node.kind) {
      case NodeKind::kWord:
        return WordSpans(node);
      case NodeKind::kPhrase:
        return SequenceOf(words_.Tokens(node.text), WordLookup::FieldPrefix(node.field));
      case NodeKind::kField:
        return PersonSpans(node);
      default:
        break;
    }
    SpanNode spans{ReachKind(node), {}, {}, static_cast<std::uint32_t>(node.distance)};
    for (const Node& child : node.children) spans.children.push_back(SpansOf(child));
    return spans;
  }

  static SpanKind ReachKind(const Node& node) {
    if (node.kind == NodeKind::kOr) return SpanKind::kAny;
    switch (node.reach) {
      case Reach::kInOrder:
        return SpanKind::kInOrder;
      case Reach::kSentence:
        return SpanKind::kSentence;
      case Reach::kParagraph:
        return SpanKind::kParagraph;
      default:
        return SpanKind::kWithin;
    }
  }

  SpanNode WordSpans(const Node& node) {
    const std::string prefix = WordLookup::FieldPrefix(node.field);
    if (HasWildcard(node.text)) return WordAt(Matching(node, prefix));
    const std::vector<Token> tokens = words_.Tokens(node.text);
    if (tokens.size() != 1) return SequenceOf(tokens, prefix);
    return WordAt(words_.PlacedTerms(tokens.front(), node.form, node.field));
  }

  // The terms that a pattern stands for; refuses one that is too wide.
  std::vector<std::string> Matching(const Node& node, const std::string& prefix) {
    auto terms = context_.lexicon->Matching(prefix, node.text);
    if (!terms) throw Refusal{{node.begin, terms.error()}};
    return std::move(*terms);
  }

  SpanNode PersonSpans(const Node& node) {
    if (node.text == "*") return WordAt({std::string(Prefix("person-mark"))});
    std::vector<std::string> terms = ValueTerms(node, "person");
    if (IsNamePart(node)) terms.push_back(words_.Tokens(node.text).front().exact);
    return WordAt(std::move(terms));
  }

  // --- Acronyms ---

  // "SDF" is also "Syrian Democratic Forces" where an article of the archive says so.
  MatchNode WithLongForms(const Token& token, MatchNode match) {
    std::vector<MatchNode> either;
    either.push_back(std::move(match));
    for (const CountedTerm& meaning : acronyms_.Meanings(token.acronym)) {
      either.push_back(Meaning(token.acronym, meaning));
    }
    return Join(MatchKind::kOr, std::move(either));
  }

  MatchNode Meaning(const std::string& short_form, const CountedTerm& meaning) {
    Note(short_form + " also stands for \"" + meaning.term + "\" (defined in " +
         std::to_string(meaning.documents) + (meaning.documents == 1 ? " article)" : " articles)"));
    const std::vector<Token> tokens = words_.Tokens(meaning.term);
    SpanNode phrase = SequenceOf(tokens, "");
    AddMark(phrase, "");
    for (const Token& token : tokens) {
      if (!token.is_stop)
        AddScore({words_.TermOf(token, WordForm::kStemmed, "")},
                 0.5 / static_cast<double>(tokens.size()));
    }
    return Occurs(std::move(phrase));
  }

  MatchNode WithShortForm(std::string_view long_form, MatchNode match) {
    std::vector<MatchNode> either;
    either.push_back(std::move(match));
    for (const std::string& short_form : acronyms_.ShortForms(long_form)) {
      Note("\"" + std::string(long_form) + "\" is also written " + short_form);
      const std::string term = std::string(Prefix("acronym")) + short_form;
      AddScore({term}, 0.5);
      AddMark(WordAt({term}), "");
      either.push_back(AnyOf({term}));
    }
    return Join(MatchKind::kOr, std::move(either));
  }

  // How many of the words from `begin` on are a name that the archive abbreviates; 0: none.
  std::size_t AcronymRun(const std::vector<const Node*>& nodes, std::size_t begin) {
    constexpr std::size_t kLongest = 8;
    if (acronyms_.empty()) return 0;
    std::string words;
    std::size_t run = 0;
    for (std::size_t i = begin; i < nodes.size() && i < begin + kLongest; ++i) {
      const Node& node = *nodes[i];
      if (node.kind != NodeKind::kWord || node.form != WordForm::kStemmed || !node.field.empty())
        break;
      words += (words.empty() ? "" : " ") + node.text;
      if (i > begin && !acronyms_.ShortForms(words).empty()) run = i - begin + 1;
    }
    return run;
  }

  MatchNode LongForm(const std::vector<const Node*>& nodes, std::size_t begin, std::size_t run) {
    std::string words;
    std::vector<MatchNode> each;
    for (std::size_t i = begin; i < begin + run; ++i) {
      words += (words.empty() ? "" : " ") + nodes[i]->text;
      each.push_back(MatchOf(*nodes[i]));
    }
    return WithShortForm(words, Join(MatchKind::kAnd, std::move(each)));
  }

  // --- Fields ---

  MatchNode FieldMatch(const Node& node) {
    const QueryField& field = *FindQueryField(node.field);
    if (field.kind == QueryFieldKind::kId) return IdMatch(node);
    if (node.text == "*") return AnyValue(node, field);
    if (field.kind == QueryFieldKind::kName) return NameMatch(node, field);
    return AnyOf(ValueTerms(node, field.schema));
  }

  std::vector<std::string> ValueTerms(const Node& node, std::string_view schema) {
    const std::string prefix(Prefix(schema));
    if (node.text.find('*') == std::string::npos)
      return {MakeTerm(prefix, FoldForCompare(node.text))};
    return Matching(node, prefix);
  }

  // The whole name; a single word is any part of a name.
  std::vector<std::string> NameTerms(const Node& node, std::string_view schema) {
    std::vector<std::string> terms = ValueTerms(node, schema);
    if (schema == "person" && context_.people != nullptr && !HasWildcard(node.text)) {
      terms.clear();
      for (const std::string& name :
           NamesOfPerson(node.text, *context_.people, *context_.lexicon)) {
        terms.push_back(MakeTerm(std::string(Prefix(schema)), name));
      }
    }
    const bool one_word = FoldForCompare(node.text).find(' ') == std::string::npos;
    if (one_word) {
      std::ranges::move(ValueTerms(node, std::string(schema) + "-part"), std::back_inserter(terms));
    }
    return terms;
  }

  // Ranked by how often the text names the person: "Ms Allen" is Kate Allen, too, if the index
  // knows her places; else by the last word of the name.
  MatchNode NameMatch(const Node& node, const QueryField& field) {
    std::vector<std::string> terms = NameTerms(node, field.schema);
    if (field.name == "person") AddMark(WordAt(terms), "");
    if (field.name != "by" && !HasWildcard(node.text)) {
      const std::vector<Token> name = words_.Tokens(node.text);
      if (field.name == "person" && name.size() > 1) {
        if (is_positive_) plan_.scores.push_back({{terms.front()}, 1, true});
      } else if (!name.empty()) {
        AddScore({name.back().exact}, 1);
      }
    }
    return AnyOf(std::move(terms));
  }

  MatchNode AnyValue(const Node& node, const QueryField& field) {
    constexpr std::pair<std::string_view, Facet> kFacetFields[] = {
        {"person", Facet::kPeople},    {"source", Facet::kSource},
        {"section", Facet::kSection},  {"language", Facet::kLanguage},
        {"place", Facet::kPlaces},     {"org", Facet::kOrganisations},
        {"subject", Facet::kSubjects}, {"date-basis", Facet::kDateBasis},
        {"status", Facet::kStatus}};
    for (const auto& [name, facet] : kFacetFields) {
      if (name == node.field) return MatchNode{.kind = MatchKind::kHasFacet, .facet = facet};
    }
    return AnyOf(ValueTerms(node, field.schema));
  }

  MatchNode IdMatch(const Node& node) {
    std::string_view hex = node.text;
    if (hex.starts_with("bf:")) hex.remove_prefix(3);
    MatchNode match{.kind = MatchKind::kDocuments};
    for (const std::uint64_t id :
         context_.snapshot->FindByPrefix(hex, context_.lexicon->max_expansion())) {
      if (const auto place = context_.snapshot->Find(id)) match.places.push_back(*place);
    }
    return match;
  }

  MatchNode DateMatch(const Node& node) {
    const auto range = ParseDateRange(node.text, context_.today);
    if (!range) throw Refusal{{node.begin, range.error()}};
    const bool is_event = node.field == "event";
    Note(node.field + ":" + node.text + " is " + InWords(*range));
    if (range->any_year) {
      const std::string_view prefix = Prefix(is_event ? "event-month-day" : "month-day");
      return AnyOf({std::string(prefix) + MonthDayDigits(*range->any_year)});
    }
    // Stories tell of any time; what may be asked for is bounded by what a date can be.
    constexpr std::chrono::sys_days kFirst{std::chrono::year(1600) / 1 / 1};
    constexpr std::chrono::sys_days kLast{std::chrono::year(2199) / 12 / 31};
    const DaySpan days =
        DaysOf(*range, is_event ? kFirst : context_.earliest, is_event ? kLast : context_.latest);
    std::vector<std::string> terms;
    for (const DateTerm& term : DateTerms(days)) {
      terms.push_back(DatePrefix(term.precision, is_event) + term.digits);
    }
    MatchNode match = AnyOf(std::move(terms));
    if (is_event || match.kind == MatchKind::kNone) return match;
    match.kind = MatchKind::kDays;
    match.days = days;
    return match;
  }

  static std::string DatePrefix(Precision precision, bool is_event) {
    const std::string_view unit = PrecisionName(precision);
    return std::string(Prefix(is_event ? "event-" + std::string(unit) : std::string(unit)));
  }

  const PlanContext& context_;
  WordLookup words_;
  AcronymTable acronyms_;
  bool is_positive_ = true;
  Plan plan_;
};

}  // namespace

tl::expected<Plan, QueryError> MakePlan(const Node& root, const Node& whole,
                                        const PlanContext& context) {
  try {
    return Planner(whole, context).Build(root);
  } catch (const Refusal& refusal) {
    return tl::unexpected<QueryError>(refusal.error);
  }
}

}  // namespace backfile
