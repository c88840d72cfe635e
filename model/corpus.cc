// Marked articles read from files.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/corpus.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace backfile {

namespace {

std::string ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string all{std::istreambuf_iterator<char>(in), {}};
  if (all.empty()) throw std::runtime_error(path + ": cannot be read");
  return all;
}

// Calls `take(line)` for each line without its end.
template <class Take>
void ForEachLine(std::string_view text, Take take) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    take(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::optional<EntityType> TypeOfTag(std::string_view tag) {
  if (tag.ends_with("-PER")) return EntityType::kPerson;
  if (tag.ends_with("-LOC")) return EntityType::kPlace;
  if (tag.ends_with("-ORG")) return EntityType::kOrganisation;
  if (tag.ends_with("-MISC")) return EntityType::kOther;
  return std::nullopt;
}

// "Iraqi President Fuad Masum": only the last two are the name.
void UnmarkTitles(const Lexicon& lexicon, MarkedSentence* sentence) {
  for (std::size_t i = 0; i < sentence->size();) {
    std::size_t end = i + 1;
    while (end < sentence->size() && (*sentence)[end].type && !(*sentence)[end].begins) ++end;
    if ((*sentence)[i].type == EntityType::kPerson) {
      std::size_t name = i;
      for (std::size_t k = i; k + 1 < end; ++k) {
        Word word;
        DescribeWord((*sentence)[k].text, &word);
        const WordClasses classes = lexicon.Classes(word.hash);
        if ((classes & (kTitle | kRole)) != 0 && (classes & kFirstName) == 0) name = k + 1;
      }
      for (std::size_t k = i; k < name; ++k) (*sentence)[k].type.reset();
      (*sentence)[name].begins = true;
    }
    i = end;
  }
}

}  // namespace

std::vector<MarkedArticle> ReadCorpus(const std::string& path, const Lexicon& lexicon) {
  std::vector<MarkedArticle> articles(1);
  MarkedSentence sentence;
  const auto end_sentence = [&] {
    if (sentence.empty()) return;
    UnmarkTitles(lexicon, &sentence);
    articles.back().push_back(std::move(sentence));
    sentence.clear();
  };
  ForEachLine(ReadAll(path), [&](std::string_view line) {
    const std::size_t tab = line.rfind('\t');
    if (line.starts_with("-DOCSTART-")) {
      end_sentence();
      if (!articles.back().empty()) articles.emplace_back();
    } else if (tab == std::string_view::npos || tab == 0) {
      end_sentence();
    } else {
      const std::string_view tag = line.substr(tab + 1);
      sentence.push_back({std::string(line.substr(0, tab)), TypeOfTag(tag), tag.starts_with("B-")});
    }
  });
  end_sentence();
  return articles;
}

std::vector<std::pair<std::string, WordClasses>> ReadGazetteer(const std::string& path) {
  std::vector<std::pair<std::string, WordClasses>> words;
  ForEachLine(ReadAll(path), [&](std::string_view line) {
    const std::size_t tab = std::min(line.find('\t'), line.size());
    const std::string_view word = line.substr(0, tab);
    if (tab == line.size() || word.empty()) return;
    WordClasses classes = 0;
    std::from_chars(line.data() + tab + 1, line.data() + line.size(), classes);
    if (word.find(' ') != std::string_view::npos) classes &= kPhraseClasses;
    if (classes != 0) words.emplace_back(word, classes);
  });
  return words;
}

void ToWords(const MarkedArticle& article, MarkedText* out) {
  out->text.clear();
  out->words.words.clear();
  out->words.sentences.clear();
  for (const MarkedSentence& sentence : article) {
    const auto first = static_cast<std::uint32_t>(out->words.words.size());
    for (const MarkedWord& marked : sentence) {
      Word word;
      DescribeWord(marked.text, &word);
      word.begin = static_cast<std::uint32_t>(out->text.size());
      out->text += marked.text;
      word.end = static_cast<std::uint32_t>(out->text.size());
      out->text += ' ';
      out->words.words.push_back(word);
    }
    out->words.sentences.push_back(
        {first, static_cast<std::uint32_t>(out->words.words.size()), true});
  }
  out->words.text = out->text;
}

namespace {

// Sets the labels of words [first, last), which are a name or the active part of one.
void LabelName(std::size_t first, std::size_t last, EntityType type, std::vector<Label>* labels) {
  for (std::size_t i = first; i < last; ++i) {
    const Position position = last - first == 1 ? Position::kUnit
                              : i == first      ? Position::kBegin
                              : i + 1 == last   ? Position::kLast
                                                : Position::kInside;
    (*labels)[i] = LabelOf(type, position);
  }
}

}  // namespace

std::vector<Label> LabelsOf(const MarkedArticle& article, const ArticleWords& words) {
  std::vector<Label> labels(words.words().words.size(), kOutside);
  std::size_t base = 0;
  for (const MarkedSentence& sentence : article) {
    for (std::size_t i = 0; i < sentence.size();) {
      std::size_t end = i + 1;
      if (sentence[i].type && words.is_active(base + i)) {
        while (end < sentence.size() && sentence[end].type == sentence[i].type &&
               !sentence[end].begins && words.is_active(base + end)) {
          ++end;
        }
        LabelName(base + i, base + end, *sentence[i].type, &labels);
      }
      i = end;
    }
    base += sentence.size();
  }
  return labels;
}

}  // namespace backfile
