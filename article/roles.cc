// Titles in front of a name and appositions behind it.
//
// Both are noun phrases around a word for an office or trade. In front of a name the phrase ends
// with the name, so it is read backwards: "[coalition spokesman US Army Colonel] Sean Ryan". Behind
// it is read forwards from the comma to where the phrase must end: "Kate Allen, the [director of
// Amnesty International UK], said". A phrase without a word for an office is no role: "Kate Allen,
// who ...", "In Iraq Sean Ryan ...".
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/roles.h"

#include <algorithm>
#include <array>

#include "article/text.h"

namespace backfile {

namespace {

constexpr std::uint32_t kLongestBefore = 9;  // Words.
constexpr std::uint32_t kLongestAfter = 14;

// Reads the words around one mention.
class RoleReader {
 public:
  RoleReader(const ArticleWords& article, const PersonMention& mention)
      : article_(article),
        mention_(mention),
        sentence_(article.words().sentences[mention.sentence]) {}

  std::string Before() const {
    const std::uint32_t name = mention_.first;
    std::uint32_t first = name;
    std::uint32_t head = name;  // The last word for an office.
    while (first > sentence_.first && name - first < kLongestBefore && Extends(first - 1, name)) {
      --first;
      if (head == name && IsOffice(first)) head = first;
    }
    while (first < name && !MayBegin(first)) ++first;
    if (head == name || first > head) return {};
    // "Colonel Sean Ryan" yes; "the House of Commons John Hale" no: what stands between the office
    // and the name must belong to it.
    if (head + 1 < name && Hash(head + 1) != kOf) return {};
    return Between(first, name);
  }

  std::string After() const {
    std::uint32_t i = mention_.last;
    if (i >= sentence_.last || !IsComma(i)) return {};
    ++i;
    if (i + 1 < sentence_.last && At(i).kind == WordKind::kNumber && IsComma(i + 1)) i += 2;
    while (i < sentence_.last && IsDeterminer(i)) ++i;
    const std::uint32_t first = i;
    if (i < sentence_.last && Is(i, kFunctionWord) && !Is(i, kRoleModifier)) return {};
    bool has_office = false;
    while (i < sentence_.last && i - first < kLongestAfter && !EndsApposition(i)) {
      // The office comes before what it is the office of; "the rabbi's home" is none.
      const bool of_another = i + 1 < sentence_.last && Hash(i + 1) == WordHash("'s");
      if (!has_office && Is(i, kFunctionWord | kPlacePreposition) && !Is(i, kRoleModifier)) {
        if (Hash(i) != WordHash("'s") && !IsDeterminer(i)) return {};
      }
      has_office = has_office || (IsOffice(i) && !of_another);
      ++i;
    }
    if (!has_office || i == first || (i < sentence_.last && i - first == kLongestAfter)) return {};
    while (i > first && Is(i - 1, kFunctionWord)) --i;
    // "..., President Hale": the next name of a list and not what this one is.
    if (i < sentence_.last && At(i - 1).is_capital() && !IsOffice(i - 1) &&
        NamesAnother(first, i)) {
      return {};
    }
    return Between(first, i);
  }

 private:
  static constexpr std::uint64_t kOf = WordHash("of");

  const Word& At(std::uint32_t i) const { return article_.word(i); }
  std::uint64_t Hash(std::uint32_t i) const { return article_.word(i).hash; }
  bool Is(std::uint32_t i, WordClasses classes) const {
    return (article_.classes(i) & classes) != 0;
  }
  bool IsComma(std::uint32_t i) const { return Hash(i) == WordHash(","); }

  bool IsOffice(std::uint32_t i) const {
    return Is(i, kRole | kTitle) && !Is(i, kHonorific) && At(i).kind == WordKind::kWord;
  }
  bool IsDeterminer(std::uint32_t i) const {
    constexpr std::array kDeterminers = {WordHash("the"), WordHash("a"),     WordHash("an"),
                                         WordHash("his"), WordHash("her"),   WordHash("its"),
                                         WordHash("my"),  WordHash("their"), WordHash("our")};
    return std::ranges::find(kDeterminers, Hash(i)) != kDeterminers.end();
  }

  // May word `i` belong to a phrase in front of the name?
  bool Extends(std::uint32_t i, std::uint32_t name) const {
    const Word& word = At(i);
    if (word.kind == WordKind::kMark) {
      return Hash(i) == WordHash("'s") || Hash(i) == WordHash("&");
    }
    if (word.kind == WordKind::kNumber) return false;
    // "Secretary of State" between capitals; "chairman and chief executive" behind an office.
    const bool inside = i > sentence_.first && i + 1 < name;
    if (Hash(i) == kOf) return inside && At(i + 1).is_capital() && At(i - 1).is_capital();
    if (Hash(i) == WordHash("and")) return inside && IsOffice(i - 1) && !At(i - 1).is_capital();
    if (Is(i, kHonorific)) return true;
    if (Is(i, kCalendar)) return false;
    if (word.is_capital()) return !Is(i, kFunctionWord) || i > sentence_.first;
    if (Is(i, kFunctionWord | kSpeechVerb | kPlacePreposition) && !Is(i, kRoleModifier))
      return false;
    if (IsOffice(i) || Is(i, kRoleModifier)) return true;
    return Is(i, kCommonWord) && IsNounBeforeOffice(i, name);
  }

  // "coalition spokesman", "family medicine physician": small words right before an office.
  bool IsNounBeforeOffice(std::uint32_t i, std::uint32_t name) const {
    if (i + 1 >= name) return false;
    const std::string_view text = article_.words().Text(At(i));
    if (text.ends_with("ly") || text.ends_with("ed") || text.ends_with("ing")) return false;
    for (std::uint32_t k = i + 1; k < std::min(i + 3, name); ++k) {
      if (Is(k, kRole) && !At(k).is_capital()) return true;
    }
    return false;
  }

  bool MayBegin(std::uint32_t i) const {
    return At(i).kind == WordKind::kWord && Hash(i) != kOf && Hash(i) != WordHash("and") &&
           !Is(i, kHonorific) && !(Is(i, kFunctionWord) && !Is(i, kRoleModifier));
  }

  bool EndsApposition(std::uint32_t i) const {
    constexpr std::array kEnds = {
        WordHash("who"),   WordHash("whose"), WordHash("which"), WordHash("that"),
        WordHash("is"),    WordHash("was"),   WordHash("has"),   WordHash("had"),
        WordHash("have"),  WordHash("will"),  WordHash("would"), WordHash("were"),
        WordHash("are"),   WordHash("when"),  WordHash("where"), WordHash("but"),
        WordHash("while"), WordHash("as"),    WordHash("can"),   WordHash("could")};
    if (At(i).kind == WordKind::kMark) return Hash(i) != WordHash("'s") && Hash(i) != WordHash("&");
    if (Is(i, kSpeechVerb) && !At(i).is_capital()) return true;
    return std::ranges::find(kEnds, Hash(i)) != kEnds.end();
  }

  // Does a phrase end in a first name and another name, right after an office?
  bool NamesAnother(std::uint32_t first, std::uint32_t last) const {
    for (std::uint32_t i = first; i + 1 < last; ++i) {
      if (IsOffice(i) && At(i + 1).is_capital() && Is(i + 1, kFirstName)) return true;
    }
    return false;
  }

  std::string Between(std::uint32_t first, std::uint32_t last) const {
    return Squeeze(article_.words().Text(first, last));
  }

  const ArticleWords& article_;
  const PersonMention& mention_;
  const Sentence& sentence_;
};

}  // namespace

std::string RoleBeside(const ArticleWords& article, const PersonMention& mention) {
  if (mention.is_headline) return {};
  const RoleReader reader(article, mention);
  std::string role = reader.After();
  return role.empty() ? reader.Before() : role;
}

}  // namespace backfile
