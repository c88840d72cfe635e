// By which terms the words of a question are looked up.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "index/analyzer.h"
#include "index/vocabulary.h"
#include "searcher/lexicon.h"
#include "searcher/query.h"

namespace backfile {

// A term, cut to what the index holds.
std::string MakeTerm(std::string_view prefix, std::string_view text);

// Fields whose words have no positions: lead, caption, role. One form of each word is indexed
// there.
bool IsPlaceless(std::string_view field);

// The words of one question. `lexicon` and `analyzer` must outlive it.
class WordLookup {
 public:
  // `is_shouted`: capitals in the question mean nothing.
  WordLookup(const std::string& language, bool is_shouted, Lexicon* lexicon, Analyzer* analyzer);

  std::vector<Token> Tokens(std::string_view text);
  // The prefix of a text field's exact terms; empty for no field.
  static std::string FieldPrefix(const std::string& field);
  // Whether the word is looked up as it was written, capitals and all.
  bool IsAcronym(const Token& token) const;
  // The one term by which a word is found in the text or in a field.
  std::string TermOf(const Token& token, WordForm form, const std::string& field) const;
  // The terms with positions that stand for a word which NEAR asks for.
  std::vector<std::string> PlacedTerms(const Token& token, WordForm form, const std::string& field);
  // Whether the node is a word that says nothing: "the", not "=the" or "WHO".
  bool IsStop(const Node& node);

 private:
  std::string language_;
  bool is_shouted_;
  Lexicon* lexicon_;
  Analyzer* analyzer_;
  TextTable texts_;
  Vocabulary vocabulary_;
};

// The acronyms that articles of the archive define.
class AcronymTable {
 public:
  explicit AcronymTable(Lexicon* lexicon);
  // What it stands for, most often defined first.
  std::vector<CountedTerm> Meanings(const std::string& acronym) const;
  // How a name is abbreviated.
  std::vector<std::string> ShortForms(std::string_view name) const;
  bool empty() const { return is_empty_; }

 private:
  Lexicon* lexicon_;
  bool is_empty_ = true;
};

}  // namespace backfile
