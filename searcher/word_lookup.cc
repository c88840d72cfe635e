// Stems, exact forms, acronyms and fields.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/word_lookup.h"

#include <algorithm>

#include "article/text.h"
#include "index/schema.h"

namespace backfile {

namespace {

// An acronym may mean several things; the rarer ones are left out.
constexpr std::size_t kMostForms = 3;

std::string AcronymTerm(const Token& token) { return MakeTerm(Prefix("acronym"), token.acronym); }

}  // namespace

std::string MakeTerm(std::string_view prefix, std::string_view text) {
  std::string term(prefix);
  term += text;
  return std::string(CutTerm(term));
}

bool IsPlaceless(std::string_view field) {
  return field == "lead" || field == "caption" || field == "role";
}

WordLookup::WordLookup(const std::string& language, bool is_shouted, Lexicon* lexicon,
                       Analyzer* analyzer)
    : language_(language),
      is_shouted_(is_shouted),
      lexicon_(lexicon),
      analyzer_(analyzer),
      vocabulary_(StemmerName(language), &texts_) {}

std::vector<Token> WordLookup::Tokens(std::string_view text) {
  return analyzer_->Tokenize(text, language_);
}

std::string WordLookup::FieldPrefix(const std::string& field) {
  return field.empty() ? "" : std::string(Prefix(FindQueryField(field)->schema));
}

bool WordLookup::IsAcronym(const Token& token) const {
  return !token.acronym.empty() && !is_shouted_ && lexicon_->Frequency(AcronymTerm(token)) > 0;
}

std::string WordLookup::TermOf(const Token& token, WordForm form, const std::string& field) const {
  if (field.empty() && IsAcronym(token)) return AcronymTerm(token);
  const std::string prefix = FieldPrefix(field);
  const std::string exact = MakeTerm(prefix, token.exact);
  if (form == WordForm::kExact || token.stem.empty()) return exact;
  // A word of another language has another stem there; as it is written it can be found.
  const std::string stem = MakeTerm("Z" + prefix, token.stem);
  const bool is_foreign = lexicon_->Frequency(stem) == 0 && lexicon_->Frequency(exact) > 0;
  return is_foreign ? exact : stem;
}

std::vector<std::string> WordLookup::PlacedTerms(const Token& token, WordForm form,
                                                 const std::string& field) {
  const std::string prefix = FieldPrefix(field);
  if (field.empty() && IsAcronym(token)) return {AcronymTerm(token)};
  if (form == WordForm::kExact || token.stem.empty()) return {MakeTerm(prefix, token.exact)};
  std::vector<std::string> forms =
      lexicon_->FormsOf(token.exact, token.stem,
                        [this](const std::string& word) { return vocabulary_.StemOf(word); });
  for (std::string& word : forms) word = MakeTerm(prefix, word);
  return forms;
}

bool WordLookup::IsStop(const Node& node) {
  if (node.kind != NodeKind::kWord || node.form != WordForm::kStemmed || HasWildcard(node.text)) {
    return false;
  }
  const std::vector<Token> tokens = Tokens(node.text);
  return tokens.size() == 1 && tokens.front().is_stop && !IsAcronym(tokens.front());
}

AcronymTable::AcronymTable(Lexicon* lexicon) : lexicon_(lexicon) {
  lexicon_->ForEachTerm(std::string(Prefix("acronym-of")), [&](const std::string&) {
    is_empty_ = false;
    return false;
  });
}

std::vector<CountedTerm> AcronymTable::Meanings(const std::string& acronym) const {
  const std::string prefix = std::string(Prefix("acronym-means")) + acronym + ":";
  std::vector<CountedTerm> meanings;
  if (is_empty_) return meanings;
  lexicon_->ForEachTerm(prefix, [&](const std::string& term) {
    meanings.push_back({term.substr(prefix.size()), lexicon_->Frequency(term)});
    return meanings.size() < lexicon_->max_expansion();
  });
  std::ranges::stable_sort(meanings, std::ranges::greater(), &CountedTerm::documents);
  if (meanings.size() > kMostForms) meanings.resize(kMostForms);
  return meanings;
}

std::vector<std::string> AcronymTable::ShortForms(std::string_view name) const {
  std::vector<std::string> forms;
  if (is_empty_) return forms;
  const std::string prefix = std::string(Prefix("acronym-of")) + FoldForCompare(name) + ":";
  lexicon_->ForEachTerm(prefix, [&](const std::string& term) {
    forms.push_back(term.substr(prefix.size()));
    return forms.size() < kMostForms;
  });
  return forms;
}

}  // namespace backfile
