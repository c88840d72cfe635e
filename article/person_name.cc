// Names taken apart, folded and compared.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/person_name.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "article/lexicon.h"
#include "article/nicknames.h"
#include "article/text.h"
#include "article/word_lists.h"
#include "article/words.h"

namespace backfile {

namespace {

constexpr std::array<std::string_view, 8> kSuffixes = {"jr", "sr",  "junior", "senior",
                                                       "ii", "iii", "iv",     "v"};

bool IsInList(std::string_view folded, WordClasses classes) {
  return (Lexicon::Default().Classes(WordHash(folded)) & classes) != 0;
}

// "O’Hale" as "O'Hale": one name in all papers, however they set apostrophes and hyphens.
std::string WithPlainMarks(std::string_view word) {
  std::string plain(word);
  for (const auto& [fine, mark] : {std::pair{"’", '\''}, {"‘", '\''}, {"‐", '-'}, {"‑", '-'}}) {
    for (std::size_t at = plain.find(fine); at != std::string::npos; at = plain.find(fine, at)) {
      plain.replace(at, std::string_view(fine).size(), 1, mark);
    }
  }
  return plain;
}

// Do all the parts but the last only lead up to it?
bool OnlyParticlesBefore(const std::vector<std::string>& keys, std::size_t last) {
  return std::all_of(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(last),
                     [](const std::string& key) { return IsNameParticle(key); });
}

}  // namespace

bool IsNameSuffix(std::string_view word) {
  if (word.size() > 7) return false;
  return std::ranges::find(kSuffixes, FoldForCompare(word)) != kSuffixes.end();
}

bool IsNameParticle(std::string_view word) {
  constexpr std::array<std::string_view, 34> kParticles = {
      "de", "da", "di",  "van", "von",   "der",  "den",   "bin", "ibn",  "al",  "el",  "la",
      "le", "du", "dos", "das", "do",    "y",    "e",     "abu", "bint", "ben", "ter", "ten",
      "af", "zu", "te",  "del", "della", "dela", "dello", "ul",  "ur",   "st"};
  return word.size() <= 5 &&
         std::ranges::find(kParticles, FoldForCompare(word)) != kParticles.end();
}

bool IsInitialKey(std::string_view key) { return key.size() == 1; }

bool PersonName::is_lone() const {
  return parts.size() == 1 || OnlyParticlesBefore(keys, keys.size() - 1);
}

std::string PersonName::ToString() const {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += ' ';
    text += part;
  }
  if (!suffix.empty()) text += " " + suffix;
  return text;
}

void AddNamePart(std::string_view word, PersonName* name) {
  if (!name->parts.empty() && IsNameSuffix(word) && (word.size() > 1 || name->parts.size() > 1)) {
    if (!name->suffix.empty()) name->suffix += ' ';
    name->suffix += word;
    return;
  }
  std::string key = FoldForCompare(word);
  if (key.empty()) return;
  name->parts.push_back(WithPlainMarks(word));
  name->keys.push_back(std::move(key));
}

namespace {

// A word of a name with capitals where it begins and small letters elsewhere: "O'Neill-Smith",
// "McDonald".
icu::UnicodeString Capitalised(const icu::UnicodeString& word) {
  icu::UnicodeString out;
  bool begins = true;
  for (std::int32_t i = 0; i < word.length(); i = word.moveIndex32(i, 1)) {
    const UChar32 c = word.char32At(i);
    out += begins || out == icu::UnicodeString("Mc") ? u_totitle(c) : u_tolower(c);
    begins = c == '-' || c == '\'' || c == 0x2019 || c == '.';
  }
  return out;
}

// A part of a name in small letters, with its capitals.
icu::UnicodeString WithCapital(const icu::UnicodeString& part, bool is_first) {
  std::string text;
  part.toUTF8String(text);
  if (!is_first && IsNameParticle(text)) return part;
  if (text == "ii" || text == "iii" || text == "iv")
    return icu::UnicodeString(part).toUpper(icu::Locale::getRoot());
  return Capitalised(part);
}

// Words parted by hyphens instead of spaces, as codes have them.
bool IsCode(std::string_view name) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return name.find('-') != std::string_view::npos && is_letter(name.front()) &&
         is_letter(name.back()) &&
         std::ranges::all_of(name, [&](char c) { return c == '-' || is_letter(c); });
}

}  // namespace

std::string WithCapitals(std::string_view name) {
  icu::UnicodeString small = icu::UnicodeString::fromUTF8(
      icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
  if (icu::UnicodeString(small).toLower(icu::Locale::getRoot()) != small) return std::string(name);
  if (IsCode(name)) small.findAndReplace("-", " ");
  icu::UnicodeString out;
  std::int32_t begin = 0;
  for (std::int32_t i = 0; i <= small.length(); ++i) {
    if (i < small.length() && small[i] != u' ' && small[i] != u'-') continue;
    out += WithCapital(icu::UnicodeString(small, begin, i - begin), begin == 0);
    if (i < small.length()) out += small[i];
    begin = i + 1;
  }
  std::string text;
  return out.toUTF8String(text);
}

std::string WithSmallLetters(std::string_view word) {
  Word described;
  if (word.empty()) return {};
  DescribeWord(word, &described);
  if (described.letters != Letters::kCapitals || (described.marks & kHasStop) != 0) {
    return std::string(word);
  }
  const icu::UnicodeString capitals = icu::UnicodeString::fromUTF8(
      icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())));
  std::string text;
  return Capitalised(capitals).toUTF8String(text);
}

namespace {

// The groups that a first name stands in, each by its first name.
using Groups = std::unordered_multimap<std::string_view, std::string_view>;

Groups ReadGroups() {
  Groups groups;
  for (std::string_view rest = kNicknameGroups; !rest.empty();) {
    const std::size_t line_end = rest.find('\n');
    const std::string_view group = rest.substr(0, rest.find(' '));
    for (std::string_view line = rest.substr(0, line_end); !line.empty();) {
      const std::size_t end = std::min(line.find(' '), line.size());
      groups.emplace(line.substr(0, end), group);
      line.remove_prefix(std::min(end + 1, line.size()));
    }
    rest.remove_prefix(line_end + 1);
  }
  return groups;
}

const Groups& FirstNameGroups() {
  static const Groups groups = ReadGroups();
  return groups;
}

}  // namespace

std::string LongFirstName(std::string_view key) {
  const auto [first, last] = FirstNameGroups().equal_range(key);
  if (first == last || std::next(first) != last) return std::string(key);
  return std::string(first->second);
}

bool AreNicknames(std::string_view a, std::string_view b) {
  const Groups& groups = FirstNameGroups();
  const auto [first, last] = groups.equal_range(a);
  return std::any_of(first, last, [&](const auto& of_a) {
    const auto [begin, end] = groups.equal_range(b);
    return std::any_of(begin, end, [&](const auto& of_b) { return of_a.second == of_b.second; });
  });
}

namespace {

// The Arabic article makes no difference: "al-Assad" is "Assad".
std::string_view WithoutArticle(std::string_view key) {
  for (const std::string_view article : {"al ", "el ", "as ", "ar "}) {
    if (key.starts_with(article) && key.size() > article.size() + 2)
      return key.substr(article.size());
  }
  return key;
}

bool AreFirstNamesCompatible(std::string_view a, std::string_view b) {
  if (a == b || AreNicknames(a, b)) return true;
  if (IsInitialKey(a) || IsInitialKey(b)) return a.front() == b.front();
  // "P.J." for "Peter James"; "Jean" for "Jean-Luc".
  if (a.size() > b.size()) std::swap(a, b);
  return b.starts_with(a) && b[a.size()] == ' ';
}

bool AreMiddleNamesCompatible(const PersonName& a, const PersonName& b) {
  const std::size_t of_a = a.keys.size() - 2;
  const std::size_t of_b = b.keys.size() - 2;
  for (std::size_t i = 1; i <= std::min(of_a, of_b); ++i) {
    const std::string& x = a.keys[i];
    const std::string& y = b.keys[i];
    if (x == y) continue;
    if ((IsInitialKey(x) || IsInitialKey(y)) && x.front() == y.front()) continue;
    return of_a != of_b && !IsInitialKey(x) && !IsInitialKey(y);
  }
  return true;
}

// Is `part` found within `whole`, in a row?
bool IsWithin(const PersonName& part, const PersonName& whole) {
  // Not std::ranges::search, whose result clang 14 cannot compile with this library.
  const auto end = whole.keys.end();
  return !part.keys.empty() &&
         std::search(whole.keys.begin(), end, part.keys.begin(), part.keys.end()) != end;
}

bool AreReversed(const PersonName& a, const PersonName& b) {
  return a.keys.size() == 2 && b.keys.size() == 2 && a.keys[0] == b.keys[1] &&
         a.keys[1] == b.keys[0];
}

}  // namespace

bool MayBeOnePerson(const PersonName& a, const PersonName& b) {
  if (a.keys.size() < 2 || b.keys.size() < 2) return false;
  if (!a.suffix.empty() && !b.suffix.empty() &&
      FoldForCompare(a.suffix) != FoldForCompare(b.suffix)) {
    return false;
  }
  if (a.keys == b.keys || AreReversed(a, b)) return true;
  if (a.keys.size() != b.keys.size()) {
    const bool a_is_shorter = a.keys.size() < b.keys.size();
    const PersonName& shorter = a_is_shorter ? a : b;
    if (!IsInitialKey(shorter.first_key()) && IsWithin(shorter, a_is_shorter ? b : a)) return true;
  }
  const std::string_view last_a = WithoutArticle(a.last_key());
  const std::string_view last_b = WithoutArticle(b.last_key());
  if (last_a == last_b) {
    return AreFirstNamesCompatible(a.first_key(), b.first_key()) && AreMiddleNamesCompatible(a, b);
  }
  return a.first_key() == b.first_key() && !IsInitialKey(a.first_key()) &&
         IsOneEditApart(last_a, last_b);
}

bool IsOneEditApart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.size() < 5 || b.size() - a.size() > 1 || a == b) return false;
  const auto [in_a, in_b] = std::ranges::mismatch(a, b);
  const std::string_view rest_a(in_a, a.end());
  const std::string_view rest_b(in_b, b.end());
  return rest_b.substr(1) == (a.size() == b.size() ? rest_a.substr(1) : rest_a);
}

namespace {

std::vector<std::string_view> SplitWords(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \t\n"), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// "Allen, Kate" and "King, Martin Luther, Jr." in the order in which they are spoken.
std::string InSpokenOrder(std::string_view text) {
  if (text.find(',') == std::string_view::npos) return std::string(text);
  std::vector<std::string> pieces = SplitList(text, ",");
  if (pieces.size() < 2 || pieces.size() > 3) return std::string(text.substr(0, text.find(',')));
  std::string suffix;
  if (IsNameSuffix(pieces.back())) {
    suffix = " " + pieces.back();
    pieces.pop_back();
  }
  if (pieces.size() == 1) return pieces[0] + suffix;
  return pieces[1] + " " + pieces[0] + suffix;
}

bool IsTitleWord(std::string_view word) {
  if (word.find('.') < word.size() - 1) return false;  // The initials "D.R."
  const std::string folded = FoldForCompare(word);
  return IsInList(folded, kTitle) && !IsInList(folded, kFirstName);
}

}  // namespace

namespace {

PersonName ParseSpoken(std::string_view spoken) {
  const std::vector<std::string_view> words = SplitWords(spoken);
  std::size_t first = 0;
  while (first + 1 < words.size() && IsTitleWord(words[first])) ++first;
  PersonName name;
  for (std::size_t i = first; i < words.size(); ++i) {
    const bool is_number = IsNameSuffix(words[i]) && words[i].find('I') != std::string_view::npos;
    AddNamePart(is_number ? std::string(words[i]) : WithSmallLetters(words[i]), &name);
  }
  return name;
}

}  // namespace

PersonName ParsePersonName(std::string_view text) { return ParseSpoken(InSpokenOrder(text)); }

std::string PersonKey(std::string_view name) {
  std::string spaced;  // "J.K. Hale" is "J. K. Hale".
  for (const char c : InSpokenOrder(name)) {
    spaced += c;
    if (c == '.') spaced += ' ';
  }
  return ParseSpoken(FoldForCompare(spaced)).ToString();
}

}  // namespace backfile
