// ALTO: the words of a scanned page and where they stand.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "formats/formats.h"
#include "formats/xml.h"

namespace backfile {

int SniffAlto(const Head& head);
// A page without the description of its issue is one article.
void ReadAlto(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems);

// The words of a page, to be read by block.
class AltoPage {
 public:
  // From the <alto> element; nullptr gives a page without words.
  explicit AltoPage(const XmlElement* alto);

  // The text of the block, composed block or run of words that begins with the element of this id
  // and ends with that of `end` (empty: the same). Words parted at a line's end are joined again;
  // each block is a paragraph. Empty if the page has no such element. `other_forms`: what such
  // words are, too (Article::other_forms).
  std::string TextOf(std::string_view begin, std::string_view end,
                     std::vector<std::string>* other_forms) const;
  std::string Text(std::vector<std::string>* other_forms) const {
    return Render(0, words_.size(), other_forms);
  }

  // The mean confidence of the recognition, 0 to 1, of all words; negative: not known.
  double confidence() const;
  const std::string& language() const { return language_; }

 private:
  struct Word {
    std::string content;
    std::string whole;       // Of a word parted by a line's end, at its first half.
    bool is_second = false;  // The second half of such a word.
    bool is_hyphenated =
        false;  // A hyphen follows at the line's end, and nobody says what is whole.
    bool ends_line = false;
    bool ends_block = false;
    bool is_spaced = true;  // A space stands before it.
    double confidence = -1;
  };

  void Walk(const XmlElement* parent);
  void TakeLine(const XmlElement* line);
  void TakeWord(const XmlElement* string, bool is_spaced);
  std::string Render(std::size_t from, std::size_t to, std::vector<std::string>* other_forms) const;
  std::string Joined(const Word& first, const Word& second,
                     std::vector<std::string>* other_forms) const;

  std::vector<Word> words_;
  std::unordered_set<std::string> compounds_;  // Words with a hyphen within a line.
  std::unordered_map<std::string, std::pair<std::size_t, std::size_t>> ranges_;
  std::string language_;
  bool has_spaces_ = false;  // The file marks spaces; if it does not, words are parted by them.
};

// The date that the name of a scan tells: "0002647_18240217_0001.xml", "1904-01-17_01-00001.xml",
// or its folders, ".../1855/0922/...".
std::optional<PartialDate> DateInPath(const Locator& locator);

}  // namespace backfile
