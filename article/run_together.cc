// Only words with a capital or a digit inside are looked at, which are few: the others cost a test
// of a bit.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/run_together.h"

#include <utility>
#include <vector>

namespace backfile {

namespace {

constexpr std::size_t kShortestName = 4;  // Bytes: "Mac", "Van" and "De" begin names.
constexpr WordClasses kNames = kFirstName | kHumanName | kLastName;

bool IsSmall(char c) { return c >= 'a' && c <= 'z'; }
bool IsCapitalOrDigit(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

class Parter {
 public:
  Parter(const Lexicon& lexicon, Words* words) : lexicon_(lexicon), words_(*words) {}

  void Part() {
    for (const Sentence& sentence : words_.sentences) {
      for (std::uint32_t i = sentence.first + 1; i < sentence.last; ++i) {
        if (const std::size_t joint = JointOf(i); joint > 0) joints_.emplace_back(i, joint);
      }
    }
    if (!joints_.empty()) Rebuild();
  }

 private:
  bool IsName(const Word& word) const { return (lexicon_.Classes(word.hash) & kNames) != 0; }

  // Where word `i` falls apart, in bytes from its begin; 0 if it is whole.
  std::size_t JointOf(std::uint32_t i) const {
    const Word& word = words_.words[i];
    if ((word.marks & (kHasInnerCapital | kHasDigit)) == 0 || word.letters != Letters::kCapital) {
      return 0;
    }
    const Word& before = words_.words[i - 1];
    if (before.letters != Letters::kCapital || before.end + 1 != word.begin) return 0;
    const std::string_view text = words_.Text(word);
    if (IsName(word) || !(IsName(before) || IsInitial(before))) return 0;
    for (std::size_t at = kShortestName; at < text.size(); ++at) {
      if (!IsCapitalOrDigit(text[at]) || !IsSmall(text[at - 1]) || !IsSmall(text[at - 2])) continue;
      Word head;
      DescribeWord(text.substr(0, at), &head);
      if (IsName(head)) return at;
    }
    return 0;
  }
  static bool IsInitial(const Word& word) { return word.end - word.begin <= 2; }

  Word Piece(std::uint32_t begin, std::uint32_t end) const {
    Word word;
    DescribeWord(words_.text.substr(begin, end - begin), &word);
    word.begin = begin;
    word.end = end;
    return word;
  }

  void Rebuild() {
    std::vector<Word> words;
    std::vector<Sentence> sentences;
    words.reserve(words_.words.size() + joints_.size());
    auto joint = joints_.begin();
    for (const Sentence& sentence : words_.sentences) {
      bool starts_paragraph = sentence.starts_paragraph;
      auto first = static_cast<std::uint32_t>(words.size());
      const auto end_sentence = [&] {
        const auto last = static_cast<std::uint32_t>(words.size());
        sentences.push_back({first, last, std::exchange(starts_paragraph, false)});
        first = last;
      };
      for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
        const Word& word = words_.words[i];
        if (joint == joints_.end() || joint->first != i) {
          words.push_back(word);
          continue;
        }
        const auto middle = static_cast<std::uint32_t>(word.begin + joint->second);
        words.push_back(Piece(word.begin, middle));
        end_sentence();
        words.push_back(Piece(middle, word.end));
        ++joint;
      }
      end_sentence();
    }
    words_.words = std::move(words);
    words_.sentences = std::move(sentences);
  }

  const Lexicon& lexicon_;
  Words& words_;
  std::vector<std::pair<std::uint32_t, std::size_t>> joints_;  // Words, and where they fall apart.
};

}  // namespace

void PartRunTogether(const Lexicon& lexicon, Words* words) { Parter(lexicon, words).Part(); }

}  // namespace backfile
