// The features, group by group: the block's words, its element and those around it, its container,
// its neighbours, its place on the page.
//
// All is computed from sums over the flat tree (prefix sums over blocks, spans of elements), so
// that the time is linear in the page, whatever its shape.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_features.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

#include "article/digest.h"
#include "article/text.h"
#include "formats/html_hints.h"
#include "formats/phrase_finder.h"

namespace backfile {

using enum HtmlTag;

namespace {

// Of an element: it is hidden; its hints have been worked out. Beyond the groups' bits.
constexpr HintMask kHidden = HintMask{1} << 30;
constexpr HintMask kKnown = HintMask{1} << 31;
static_assert(kHints < 30);

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return lower;
}

// Words that stand in calls to read on, to share and to sign up, and in legal lines.
constexpr PhraseFinder kFiller(std::to_array<std::string_view>(
    {"read more",   "sign up",    "subscribe",   "newsletter", "follow us", "advertisement",
     "copyright",   "all rights", "share",       "comment",    "cookie",    "click here",
     "related",     "facebook",   "twitter",     "privacy",    "terms of",  "log in",
     "register",    "download",   "©",           "e-mail",     "email",     "print",
     "whatsapp",    "photo",      "getty",       "image",      "tags",      "posted",
     "updated",     "published",  "minutes ago", "hours ago",  "kommentar", "teilen",
     "weiterlesen", "mehr",       "datenschutz", "posted in"}));

// What stands over the readers' comments, and over what else there is to read.
constexpr PhraseFinder kCommentMarks(std::to_array<std::string_view>(
    {"comment", "kommentar", "coment\xc3\xa1rio", "comentario", "reacties", "response",
     "leave a reply", "replies", "diskussion", "discussion", "komentar", "koment\xc3\xa1\xc5\x99",
     "yorum", "\xd0\xba\xd0\xbe\xd0\xbc\xd0\xbc\xd0\xb5\xd0\xbd\xd1\x82", "antworten auf",
     "opmerkingen", "leserbrief"}));
constexpr PhraseFinder kOtherMarks(
    std::to_array<std::string_view>({"related",
                                     "more from",
                                     "more on",
                                     "more stories",
                                     "read more",
                                     "read next",
                                     "also read",
                                     "read also",
                                     "recommended",
                                     "you may",
                                     "you might",
                                     "most read",
                                     "most popular",
                                     "trending",
                                     "latest",
                                     "mehr zum",
                                     "lesen sie",
                                     "weitere",
                                     "\xc3\xa4hnliche",
                                     "das k\xc3\xb6nnte",
                                     "\xc3\xa0 lire",
                                     "lire aussi",
                                     "sur le m\xc3\xaame",
                                     "leia tamb",
                                     "leia mais",
                                     "relacionad",
                                     "lee tambi",
                                     "te puede",
                                     "m\xc3\xa1s le",
                                     "leggi anche",
                                     "potrebbe",
                                     "lees ook",
                                     "\xd1\x87\xd0\xb8\xd1\x82\xd0\xb0\xd0\xb9\xd1\x82",
                                     "zobacz",
                                     "next article",
                                     "about the",
                                     "share this",
                                     "tags",
                                     "newsletter",
                                     "tagged",
                                     "filed under",
                                     "topics",
                                     "sponsored",
                                     "about us"}));

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t'; }
bool IsAsciiAlnum(char c) {
  return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
}
float Log(double x) { return static_cast<float>(std::log1p(std::max(x, 0.0))); }
float Share(double part, double whole) {
  return whole > 0 ? static_cast<float>(part / whole) : 0.0F;
}

std::vector<std::string_view> WordsOf(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < text.size();) {
    while (i < text.size() && IsSpace(text[i])) ++i;
    const std::size_t begin = i;
    while (i < text.size() && !IsSpace(text[i])) ++i;
    if (i > begin) words.push_back(text.substr(begin, i - begin));
  }
  return words;
}

// How often each byte stands in a text.
class ByteCounts {
 public:
  explicit ByteCounts(std::string_view text) {
    for (const char c : text) ++counts_[static_cast<std::uint8_t>(c)];
  }
  int Of(std::string_view bytes) const {
    int sum = 0;
    for (const char c : bytes) sum += counts_[static_cast<std::uint8_t>(c)];
    return sum;
  }
  int Between(char first, char last) const {
    return std::accumulate(&counts_[static_cast<std::uint8_t>(first)],
                           &counts_[static_cast<std::uint8_t>(last)] + 1, 0);
  }

 private:
  std::array<int, 256> counts_{};
};

// Runs of four words, by their digests; of a text with fewer words one of them all.
using Shingles = std::vector<std::uint64_t>;

Shingles ShinglesOf(const std::vector<std::string_view>& words) {
  constexpr std::size_t kRun = 4;
  const std::size_t run = std::min(kRun, words.size());
  std::vector<std::uint64_t> digests(words.size());
  std::ranges::transform(words, digests.begin(), [](std::string_view w) { return Digest(w); });
  Shingles shingles;
  for (std::size_t i = 0; i + run <= words.size() && i < words.size(); ++i) {
    std::uint64_t shingle = 0;
    for (std::size_t k = i; k < i + run; ++k) {
      shingle = std::rotl(shingle * 0x9e3779b97f4a7c15, 23) ^ digests[k];
    }
    shingles.push_back(shingle);
  }
  return shingles;
}

// A text that blocks may repeat.
class KnownText {
 public:
  explicit KnownText(std::string_view text) : shingles_(ShinglesOf(WordsOf(text))) {
    std::ranges::sort(shingles_);
  }
  bool empty() const { return shingles_.empty(); }
  // How much of a block is in it, 0 to 1; -1 if it is empty.
  float Coverage(const Shingles& block) const {
    if (empty()) return -1;
    const auto in = std::ranges::count_if(
        block, [&](std::uint64_t s) { return std::ranges::binary_search(shingles_, s); });
    return Share(static_cast<double>(in), static_cast<double>(block.size()));
  }

 private:
  Shingles shingles_;  // In order.
};

// Sums over a span of blocks.
struct Sums {
  double letters = 0;
  double linked = 0;
  double good = 0;  // Letters of blocks that read like running text.
  double blocks = 0;
  double paragraphs = 0;
  friend Sums operator-(const Sums& a, const Sums& b) {
    return {a.letters - b.letters, a.linked - b.linked, a.good - b.good, a.blocks - b.blocks,
            a.paragraphs - b.paragraphs};
  }
  void Add(const Sums& b) {
    letters += b.letters;
    linked += b.linked;
    good += b.good;
    blocks += b.blocks;
    paragraphs += b.paragraphs;
  }
};

bool IsGood(const HtmlBlock& block) {
  return block.letters >= 80 && block.linked * 3 < block.letters;
}

class FeatureMaker {
 public:
  FeatureMaker(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks, const PageClues& clues)
      : tree_(tree),
        blocks_(blocks),
        title_(clues.title),
        title_folded_(FoldForCompare(clues.title)),
        description_(clues.description),
        linked_(clues.linked_body) {}

  std::vector<BlockFeatures> Run() {
    Prepare();
    std::vector<BlockFeatures> all(blocks_.size());
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      to_ = all[i].data();
      begin_ = to_;
      AddWords(i);
      AddElement(i);
      AddContainer(i);
      AddNeighbours(i);
      AddPlace(i);
      AddRepetition(i);
      Add(since_comments_[i]);
      Add(since_other_[i]);
    }
    return all;
  }

 private:
  void Add(double value) {
    if (to_ < begin_ + kOwnFeatures) *to_++ = static_cast<float>(value);
  }

  void Prepare() {
    hints_.resize(static_cast<std::size_t>(tree_.size()));
    sums_.resize(blocks_.size() + 1);
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const HtmlBlock& block = blocks_[i];
      sums_[i + 1] = sums_[i];
      sums_[i + 1].Add({static_cast<double>(block.letters), static_cast<double>(block.linked),
                        IsGood(block) ? static_cast<double>(block.letters) : 0.0, 1.0,
                        tree_[block.element].tag == kP ? 1.0 : 0.0});
      ++copies_[Digest(block.text)];
      signature_sums_[Signature(block.element)].Add(sums_[i + 1] - sums_[i]);
      is_title_.push_back(IsTitle(block));
      if (title_block_ < 0 && is_title_[i]) title_block_ = static_cast<int>(i);
    }
    total_ = sums_.back();
    FindMarks();
    ChooseBest();
    const auto inside = [&](std::size_t i) { return IsInBest(i) && IsGood(blocks_[i]); };
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (!inside(i)) continue;
      if (first_good_ < 0) first_good_ = static_cast<int>(i);
      last_good_ = static_cast<int>(i);
    }
  }

  // How many blocks ago the last short line with one of the marks was.
  template <class Marks>
  std::vector<float> SinceMark(const Marks& marks) const {
    constexpr std::size_t kLongest = 48;
    constexpr float kNever = 200;
    std::vector<float> since(blocks_.size(), kNever);
    float distance = kNever;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      distance = std::min(kNever, distance + 1);
      const std::string& text = blocks_[i].text;
      if (text.size() <= kLongest && marks.IsAnyIn(text)) distance = 0;
      since[i] = distance;
    }
    return since;
  }

  void FindMarks() {
    since_comments_ = SinceMark(kCommentMarks);
    since_other_ = SinceMark(kOtherMarks);
  }

  // Folding takes no letter or digit of ASCII away: a block with too many need not be folded.
  bool IsTitle(const HtmlBlock& block) {
    constexpr std::size_t kLongest = 300;
    if (block.text.size() >= kLongest || title_folded_.empty()) return false;
    const auto kept = static_cast<std::size_t>(std::ranges::count_if(block.text, IsAsciiAlnum));
    return kept <= title_folded_.size() && FoldForCompare(block.text) == title_folded_;
  }

  // The element that holds most running text near below it: text counts for its parent, and less
  // for each level further up.
  void ChooseBest() {
    std::unordered_map<std::int32_t, double> score;
    double best = 0;
    for (const HtmlBlock& block : blocks_) {
      if (!IsGood(block)) continue;
      double share = block.letters - block.linked;
      std::int32_t n = tree_[block.element].tag == kP || tree_[block.element].tag == kLi
                           ? tree_[block.element].parent
                           : block.element;
      for (int level = 0; level < 4 && n > 0; ++level, n = tree_[n].parent, share *= 0.6) {
        double& sum = score[n];
        sum += share;
        if (sum > best) {
          best = sum;
          best_ = n;
        }
      }
    }
  }

  bool IsInBest(std::size_t i) const {
    const std::int32_t n = blocks_[i].element;
    return best_ >= 0 && n >= best_ && n < tree_[best_].end;
  }

  // Sums of the blocks within an element's span.
  Sums SumsOf(std::int32_t element) {
    if (element < 0) return total_;
    const auto known = element_sums_.find(element);
    if (known != element_sums_.end()) return known->second;
    const auto at = [&](std::int32_t node) {
      const auto it = std::ranges::lower_bound(blocks_, node, {}, &HtmlBlock::first);
      return static_cast<std::size_t>(it - blocks_.begin());
    };
    const Sums sums = sums_[at(tree_[element].end)] - sums_[at(element)];
    element_sums_.emplace(element, sums);
    return sums;
  }

  // What blocks of one template have in common: tags and classes of element and parent.
  std::uint64_t Signature(std::int32_t element) {
    FieldDigest digest;
    for (int level = 0; level < 2 && element >= 0; ++level, element = tree_[element].parent) {
      digest.Add(static_cast<std::uint64_t>(tree_[element].tag));
      digest.Add(tree_.RawAttribute(element, "class").value_or(""));
    }
    return digest.value();
  }

  // How many children of the same parent look like this element: the same tag and class. Comments
  // and teasers come in numbers. Counted once a parent.
  int Alike(std::int32_t n) {
    const std::int32_t parent = tree_[n].parent;
    if (parent < 0) return 1;
    if (counted_.insert(parent).second) {
      for (std::int32_t child = parent + 1; child < tree_[parent].end; child = tree_[child].end) {
        if (tree_[child].tag != kText) ++alike_[Look(parent, child)];
      }
    }
    return alike_[Look(parent, n)];
  }
  std::uint64_t Look(std::int32_t parent, std::int32_t n) const {
    FieldDigest digest;
    digest.Add(static_cast<std::uint64_t>(parent));
    digest.Add(static_cast<std::uint64_t>(tree_[n].tag));
    digest.Add(tree_.RawAttribute(n, "class").value_or(""));
    return digest.value();
  }

  // The most alike siblings that an element around the block has, paragraphs and the like aside.
  void AddRepetition(std::size_t i) {
    constexpr int kLevels = 8;
    int most = 1;
    int at = 0;
    std::int32_t n = tree_[blocks_[i].element].parent;
    for (int level = 1; n > 0 && level <= kLevels; ++level, n = tree_[n].parent) {
      const HtmlTag tag = tree_[n].tag;
      const bool counts = tag == kDiv || tag == kArticle || tag == kSection || tag == kLi ||
                          tag == kTr || tag == kTable || tag == kOther || tag == kA;
      const int alike = counts ? Alike(n) : 1;
      if (alike > most) {
        most = alike;
        at = level;
      }
    }
    Add(Log(most));
    Add(at);
  }

  // The hints that an element's names give, and whether it is hidden.
  HintMask Hints(std::int32_t n) {
    HintMask& mask = hints_[static_cast<std::size_t>(n)];
    if ((mask & kKnown) != 0) return mask;
    mask = kKnown | (IsHidden(n) ? kHidden : 0);
    if (tree_[n].attributes == 0) return mask;
    for (const char* name : {"class", "id", "role", "itemprop", "data-component"}) {
      const auto value = tree_.RawAttribute(n, name);
      if (!value || value->empty()) continue;
      const auto [it, is_new] = masks_.try_emplace(*value, 0);
      if (is_new) it->second = HintsIn(*value);
      mask |= it->second;
    }
    return mask;
  }

  bool IsHidden(std::int32_t n) {
    if (tree_.HasAttribute(n, "hidden")) return true;
    if (tree_.RawAttribute(n, "aria-hidden").value_or("") == "true") return true;
    const auto style = tree_.RawAttribute(n, "style");
    if (!style) return false;
    std::string squeezed = Lower(style->substr(0, 200));
    std::erase(squeezed, ' ');
    return squeezed.find("display:none") != std::string::npos ||
           squeezed.find("visibility:hidden") != std::string::npos;
  }

  void AddWords(std::size_t i) {
    const HtmlBlock& block = blocks_[i];
    const std::string& text = block.text;
    const std::vector<std::string_view> words = WordsOf(text);
    const auto count = static_cast<double>(words.size());
    const auto short_words =
        std::ranges::count_if(words, [](std::string_view w) { return w.size() <= 3; });
    const auto capitals =
        std::ranges::count_if(words, [](std::string_view w) { return w[0] >= 'A' && w[0] <= 'Z'; });
    const ByteCounts bytes(text);
    Add(Log(count));
    Add(Log(block.letters));
    Add(Share(block.linked, block.letters));
    Add(block.links);
    Add(Share(block.bold, block.letters));
    Add(bytes.Of(","));
    Add(bytes.Of(".!?"));
    Add(EndsSentence(text));
    Add(Share(static_cast<double>(capitals), count));
    Add(Share(bytes.Between('A', 'Z'), block.letters));
    Add(Share(bytes.Between('0', '9'), block.letters));
    Add(Share(block.letters, count));
    Add(bytes.Of("\n"));
    Add(Share(static_cast<double>(short_words), count));
    Add(bytes.Of("|/@#:"));
    Add(kFiller.CountIn(std::string_view(text).substr(0, 1000)));
    Add(copies_[Digest(text)]);
    Add(is_title_[i]);
    const bool may_repeat = !title_.empty() || !description_.empty() || !linked_.empty();
    const Shingles shingles = may_repeat ? ShinglesOf(words) : Shingles();
    for (const KnownText* known : {&title_, &description_, &linked_}) {
      Add(known->Coverage(shingles));
    }
    Add(text.starts_with("\"") || text.starts_with("\xe2\x80\x9c"));
    Add(text.size() > 1 && text[0] >= 'a' && text[0] <= 'z');
  }

  static int EndsSentence(std::string_view text) {
    for (const std::string_view end :
         {"\"", "'", ")", "\xe2\x80\x9d", "\xe2\x80\x99", "\xc2\xbb"}) {
      if (text.ends_with(end)) {
        text.remove_suffix(end.size());
        break;
      }
    }
    if (text.ends_with('.') || text.ends_with('!') || text.ends_with('?')) return 2;
    return text.ends_with(':') || text.ends_with("\xe2\x80\xa6") || text.ends_with(',') ? 1 : 0;
  }

  void AddElement(std::size_t i) {
    constexpr float kNone = 10;
    constexpr int kHighest = 60;  // Levels that are looked at; deeper pages are attacks.
    const HtmlBlock& block = blocks_[i];
    const HtmlTag tag = tree_[block.element].tag;
    Add(tag == kP);
    Add(IsHeadingTag(tag) ? static_cast<int>(tag) - static_cast<int>(kH1) + 1 : 0);
    Add(tag == kLi || tag == kDd || tag == kDt);
    Add(tag == kTd || tag == kTh);
    Add(tag == kDiv || tag == kSection || tag == kArticle);
    Add(tag == kBlockquote || tag == kPre);
    Add(tag == kFigcaption || tag == kCaption || tag == kFigure);
    std::array<float, kHints> nearest{};
    nearest.fill(kNone);
    constexpr std::array<HtmlTag, 13> kAround = {kArticle, kMain,       kAside,  kNav,   kHeader,
                                                 kFooter,  kForm,       kFigure, kTable, kUl,
                                                 kOl,      kBlockquote, kButton};
    std::array<int, kAround.size()> around{};
    bool is_hidden = false;
    int level = 0;
    for (std::int32_t n = tree_[block.first].parent; n > 0 && level < kHighest;
         n = tree_[n].parent, ++level) {
      const HtmlTag above = tree_[n].tag;
      if (above == kBody) break;
      const auto at = std::ranges::find(kAround, above) - kAround.begin();
      if (at < static_cast<std::ptrdiff_t>(kAround.size()))
        around[static_cast<std::size_t>(at)] = 1;
      const HintMask hints = Hints(n);
      is_hidden = is_hidden || (hints & kHidden) != 0;
      if (level >= static_cast<int>(kNone)) continue;
      for (std::size_t group = 0; group < kHints; ++group) {
        if ((hints >> group & 1) != 0 && nearest[group] == kNone) {
          nearest[group] = static_cast<float>(level);
        }
      }
    }
    for (const int is_around : around) Add(is_around);
    Add(is_hidden);
    Add(level);
    for (const float distance : nearest) Add(distance);
  }

  void AddContainer(std::size_t i) {
    std::int32_t n = blocks_[i].element;
    for (int level = 0; level < 3; ++level) {
      n = n > 0 ? tree_[n].parent : n;
      const Sums sums = SumsOf(n);
      Add(Share(sums.good, total_.good));
      Add(Share(sums.linked, sums.letters));
      Add(Log(sums.blocks));
      Add(Log(Share(sums.letters, sums.blocks)));
    }
    const Sums like = signature_sums_[Signature(blocks_[i].element)];
    Add(Log(like.blocks));
    Add(Share(like.good, total_.good));
    Add(Share(like.linked, like.letters));
    Add(Log(Share(like.letters, like.blocks)));
    Add(IsInBest(i));
    Add(LevelsToBest(blocks_[i].element));
    Add(best_ < 0 ? 0.0F : Share(SumsOf(best_).good, total_.good));
  }

  // How far up until an element that holds the best container; beyond it below: negative.
  int LevelsToBest(std::int32_t n) const {
    constexpr int kFar = 20;
    int levels = 0;
    for (; n > 0 && levels < kFar; n = tree_[n].parent, ++levels) {
      if (n == best_) return -levels;
      if (best_ >= n && best_ < tree_[n].end) return levels;
    }
    return kFar;
  }

  void AddNeighbours(std::size_t i) {
    for (const int offset : {-2, -1, 1, 2}) {
      const auto at = static_cast<std::ptrdiff_t>(i) + offset;
      const bool is_there = at >= 0 && at < static_cast<std::ptrdiff_t>(blocks_.size());
      const HtmlBlock* block = is_there ? &blocks_[static_cast<std::size_t>(at)] : nullptr;
      Add(block != nullptr ? Log(block->letters) : -1.0F);
      Add(block != nullptr ? Share(block->linked, block->letters) : -1.0F);
      Add(block != nullptr && tree_[block->element].parent == tree_[blocks_[i].element].parent);
      Add(block == nullptr                          ? 0
          : IsHeadingTag(tree_[block->element].tag) ? 2
                                                    : EndsSentence(block->text) > 0);
    }
  }

  void AddPlace(std::size_t i) {
    const auto n = static_cast<double>(blocks_.size());
    const auto at = static_cast<int>(i);
    Add(Share(static_cast<double>(i), n));
    Add(Share(sums_[i].letters, total_.letters));
    Add(Share(sums_[i].good, total_.good));
    Add(title_block_ < 0 ? -100 : std::clamp(at - title_block_, -50, 50));
    Add(first_good_ < 0 ? -100 : std::clamp(at - first_good_, -50, 50));
    Add(last_good_ < 0 ? -100 : std::clamp(at - last_good_, -50, 50));
    Add(Log(n));
    Add(Log(total_.good));
    Add(Share(total_.linked, total_.letters));
    Add(Share(total_.paragraphs, n));
  }

  const HtmlTree& tree_;
  const std::vector<HtmlBlock>& blocks_;
  KnownText title_;
  std::string title_folded_;
  KnownText description_;
  KnownText linked_;
  std::vector<Sums> sums_;  // Of the blocks before each.
  Sums total_;
  std::unordered_map<std::uint64_t, int> copies_;
  std::unordered_map<std::uint64_t, Sums> signature_sums_;
  std::unordered_map<std::int32_t, Sums> element_sums_;
  std::vector<HintMask> hints_;                           // By element; kKnown once worked out.
  std::unordered_map<std::string_view, HintMask> masks_;  // By name.
  std::unordered_set<std::int32_t> counted_;      // Parents whose children Alike has counted.
  std::unordered_map<std::uint64_t, int> alike_;  // By Look.
  std::vector<bool> is_title_;
  std::vector<float> since_comments_;
  std::vector<float> since_other_;
  std::int32_t best_ = -1;
  int title_block_ = -1;
  int first_good_ = -1;
  int last_good_ = -1;
  float* to_ = nullptr;
  float* begin_ = nullptr;
};

}  // namespace

std::vector<BlockFeatures> FeaturesOf(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks,
                                      const PageClues& clues) {
  return FeatureMaker(tree, blocks, clues).Run();
}

}  // namespace backfile
