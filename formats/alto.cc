// A page is a row of words; blocks and ids are ranges of it.
//
// Words parted at a line's end: where the file says what is whole (SUBS_CONTENT) that is taken.
// Where it only marks the hyphen (HYP, or a "-" at the end of a line's last word), the halves are
// joined without it, unless the second begins with a capital or a digit ("New-York"), or the page
// has the hyphenated word elsewhere within a line.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/alto.h"

#include <algorithm>
#include <charconv>

#include "article/text.h"
#include "formats/fields.h"
#include "formats/line_ends.h"

namespace backfile {

namespace {

double ToDouble(std::string_view text) {
  double value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && value >= 0 && value <= 1 ? value : -1;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

// Eight digits with or without hyphens, from `at` on, that are a date and stand alone.
std::optional<PartialDate> DateAt(std::string_view name, std::size_t at) {
  if (at > 0 && IsDigit(name[at - 1])) return std::nullopt;
  for (const std::size_t size : {std::size_t{10}, std::size_t{8}}) {
    if (at + size > name.size()) continue;
    const std::string_view part = name.substr(at, size);
    const bool is_parted = size == 10 && part[4] == '-' && part[7] == '-';
    if (size == 10 && !is_parted) continue;
    if (at + size < name.size() && IsDigit(name[at + size])) continue;
    if (part.find_first_not_of("0123456789-") != std::string_view::npos) continue;
    if (auto date = ParseIsoDate(part); date && date->precision() == Precision::kDay) return date;
  }
  return std::nullopt;
}

}  // namespace

AltoPage::AltoPage(const XmlElement* alto) {
  const XmlElement* layout = Child(alto, "Layout");
  has_spaces_ = FirstBelow(layout, "SP") != nullptr;
  for (const XmlElement* page : Children(layout, "Page")) {
    for (const XmlElement* space : ChildElements(page)) {
      if (LocalName(space) == "PrintSpace") Walk(space);
    }
    if (words_.empty()) Walk(page);
  }
}

void AltoPage::Walk(const XmlElement* parent) {
  for (const XmlElement* element : ChildElements(parent)) {
    const std::string_view name = LocalName(element);
    const std::size_t begin = words_.size();
    if (name == "TextLine") {
      TakeLine(element);
    } else {
      Walk(element);
    }
    const bool is_block = name == "TextBlock" || name == "ComposedBlock";
    if (name == "TextBlock" && words_.size() > begin) words_.back().ends_block = true;
    if (is_block && language_.empty()) {
      for (const char* attribute : {"LANG", "language"}) {
        if (language_.empty()) language_ = Attribute(element, attribute);
      }
    }
    const std::string_view id = Attribute(element, "ID");
    if (!id.empty()) ranges_.try_emplace(std::string(id), begin, words_.size());
  }
}

void AltoPage::TakeLine(const XmlElement* line) {
  const std::size_t begin = words_.size();
  bool is_spaced = true;
  for (const XmlElement* element : ChildElements(line)) {
    const std::string_view name = LocalName(element);
    if (name == "SP") is_spaced = true;
    if (name == "HYP" && words_.size() > begin) words_.back().is_hyphenated = true;
    if (name != "String") continue;
    TakeWord(element, is_spaced || words_.size() == begin);
    is_spaced = !has_spaces_;
  }
  if (words_.size() > begin) words_.back().ends_line = true;
}

void AltoPage::TakeWord(const XmlElement* string, bool is_spaced) {
  Word word;
  word.content = Squeeze(Attribute(string, "CONTENT"));
  word.is_spaced = is_spaced;
  word.confidence = ToDouble(Attribute(string, "WC"));
  const std::string_view part = Attribute(string, "SUBS_TYPE");
  const std::string_view whole = Attribute(string, "SUBS_CONTENT");
  if (part == "HypPart1" && !whole.empty()) word.whole = Squeeze(whole);
  word.is_second = part == "HypPart2" && !whole.empty();
  const std::string_view id = Attribute(string, "ID");
  if (!id.empty()) ranges_.try_emplace(std::string(id), words_.size(), words_.size() + 1);
  if (word.content.find('-') != std::string::npos) compounds_.insert(word.content);
  words_.push_back(std::move(word));
}

std::string AltoPage::Joined(const Word& first, const Word& second,
                             std::vector<std::string>* other_forms) const {
  std::string_view half = first.content;
  half.remove_suffix(HyphenAtEnd(half));
  std::string with = std::string(half) + "-" + second.content;
  std::string without = std::string(half) + second.content;
  const bool begins_small = !second.content.empty() && IsLetter(second.content[0]) &&
                            !(second.content[0] >= 'A' && second.content[0] <= 'Z');
  if (begins_small && !compounds_.contains(with)) std::swap(with, without);
  AddForm(std::move(without), other_forms);
  return with;
}

std::string AltoPage::Render(std::size_t from, std::size_t to,
                             std::vector<std::string>* other_forms) const {
  std::string text;
  for (std::size_t i = from; i < to; ++i) {
    const Word& word = words_[i];
    const bool is_first_half = i > from && !words_[i - 1].whole.empty();
    if (word.is_second && is_first_half) {
      std::string_view half = words_[i - 1].content;
      half.remove_suffix(HyphenAtEnd(half));
      AddForm(std::string(half) + "-" + word.content, other_forms);
      if (word.ends_block && !text.empty()) text += "\n\n";
      continue;
    }
    const bool is_new = text.empty() || text.ends_with('\n');
    if (!is_new && word.is_spaced) text += ' ';
    const bool ends_open =
        word.ends_line && !word.ends_block && word.whole.empty() && i + 1 < to &&
        !words_[i + 1].is_second &&
        (word.is_hyphenated || (word.content.size() > 2 && HyphenAtEnd(word.content) > 0));
    if (ends_open) {
      text += Joined(word, words_[i + 1], other_forms);
      ++i;
    } else {
      text += word.whole.empty() ? word.content : word.whole;
    }
    if (words_[i].ends_block) text += "\n\n";
  }
  return text;
}

std::string AltoPage::TextOf(std::string_view begin, std::string_view end,
                             std::vector<std::string>* other_forms) const {
  const auto first = ranges_.find(std::string(begin));
  if (first == ranges_.end()) return "";
  const auto last = end.empty() ? first : ranges_.find(std::string(end));
  const std::size_t to = last == ranges_.end() ? first->second.second : last->second.second;
  return Render(first->second.first, std::max(to, first->second.first), other_forms);
}

double AltoPage::confidence() const {
  double sum = 0;
  int count = 0;
  for (const Word& word : words_) {
    if (word.confidence < 0) continue;
    sum += word.confidence;
    ++count;
  }
  return count == 0 ? -1 : sum / count;
}

std::optional<PartialDate> DateInPath(const Locator& locator) {
  const std::string& path = locator.members.empty() ? locator.archive : locator.members.back();
  const std::size_t slash = path.rfind('/');
  const std::string_view name = std::string_view(path).substr(slash + 1);
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (auto date = IsDigit(name[at]) ? DateAt(name, at) : std::nullopt) return date;
  }
  // Folders: .../1855/0922/name or .../1855/09/22/name.
  if (slash == std::string::npos) return std::nullopt;
  const std::vector<std::string> folders = SplitList(path.substr(0, slash), "/");
  for (std::size_t i = folders.size(); i-- > 0;) {
    std::string digits = folders[i];
    for (std::size_t k = i + 1; k < folders.size() && digits.size() < 8; ++k) digits += folders[k];
    if (folders[i].size() != 4 || digits.size() != 8) continue;
    if (auto date = DateAt(digits, 0)) return date;
  }
  return std::nullopt;
}

int SniffAlto(const Head& head) { return SniffXml(head.bytes).name == "alto" ? 95 : 0; }

void ReadAlto(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems) {
  const XmlRecord read = ReadXml(record, options, problems);
  if (read.item == nullptr) return;
  const AltoPage page(read.item);
  Article article;
  article.body = page.Text(&article.other_forms);
  article.published = DateInPath(record.locator);
  if (article.published) article.published_basis = DateBasis::kPath;
  TakeLanguage(page.language(), &article);
  const double confidence = page.confidence();
  if (confidence >= 0) {
    article.extras.emplace_back("ocr_confidence", std::to_string(confidence).substr(0, 5));
  }
  articles->push_back(std::move(article));
}

}  // namespace backfile
