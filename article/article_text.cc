// One scan, and the words of the body cut out of it: an empty line ends a sentence, so that nothing
// of one part reaches into the next.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/article_text.h"

#include <algorithm>

#include "article/run_together.h"

namespace backfile {

void ArticleText::Read(const Article& article) {
  text_.clear();
  if (!article.body.starts_with(article.title)) text_ += article.title + "\n\n";
  text_ += article.subtitle;
  text_ += "\n\n";
  const std::size_t body_begin = text_.size();
  text_ += article.body;
  const std::size_t body_end = text_.size();
  for (const std::string& caption : article.captions) text_ += "\n\n" + caption;
  ScanWords(text_, &all_);
  PartRunTogether(Lexicon::Default(), &all_);
  TakeBody(body_begin, body_end);
}

void ArticleText::TakeBody(std::size_t begin, std::size_t end) {
  const auto at = [&](std::size_t byte) {
    return std::ranges::lower_bound(all_.words, byte, {}, &Word::begin);
  };
  const auto first = at(begin);
  body_.text = std::string_view(text_).substr(begin, end - begin);
  body_.words.assign(first, at(end));
  for (Word& word : body_.words) {
    word.begin -= static_cast<std::uint32_t>(begin);
    word.end -= static_cast<std::uint32_t>(begin);
  }
  const auto before = static_cast<std::uint32_t>(first - all_.words.begin());
  const auto after = before + static_cast<std::uint32_t>(body_.words.size());
  body_.sentences.clear();
  for (const Sentence& sentence : all_.sentences) {
    if (sentence.first < before || sentence.first >= after) continue;
    body_.sentences.push_back(
        {sentence.first - before, sentence.last - before, sentence.starts_paragraph});
  }
}

}  // namespace backfile
