// Any bytes as a text: words within it, in order, and terms that a database takes.
//
// The first byte chooses the language.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/tokenizer.h"

#include <array>

#include "article/text.h"
#include "index/analyzer.h"
#include "index/schema.h"
#include "tests/fuzz/require.h"

namespace backfile {
namespace {

void ScanWords(std::string_view text) {
  static Tokenizer tokenizer;
  std::uint32_t begin = 0;
  for (const WordSpan& word : tokenizer.Scan(text)) {
    Require(begin <= word.begin && word.begin < word.end && word.end <= text.size());
    begin = word.begin;
    const std::string_view written = text.substr(word.begin, word.end - word.begin);
    const std::string folded = FoldWord(written);
    Require(FoldWord(folded) == folded);
    AcronymOf(written);
  }
}

void Analyze(const std::string& text, std::string_view language) {
  static Analyzer analyzer;
  std::uint32_t position = 0;
  for (const Token& token : analyzer.Tokenize(text, language)) {
    Require(token.begin < token.end && token.end <= text.size());
    Require(position <= token.position);
    position = token.position;
  }
  Article article;
  article.title = Squeeze(text);
  article.body = text;
  article.language = language;
  for (const Posting& posting : analyzer.Analyze(article).postings) {
    const std::string_view term = analyzer.TermText(posting.term);
    Require(!term.empty() && term.size() <= kMaxTermBytes);
  }
}

}  // namespace
}  // namespace backfile

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace backfile;
  static constexpr std::array<std::string_view, 8> kLanguages = {"",   "en", "de", "fr",
                                                                 "tr", "ja", "th", "ar"};
  if (size == 0) return 0;
  const std::string_view text = Bytes(bytes + 1, size - 1);
  ScanWords(text);
  Analyze(CleanUtf8(text), kLanguages[bytes[0] % kLanguages.size()]);
  return 0;
}
