// Schwartz and Hearst (2003): letters of the short form matched from the right.
//
// A short form in brackets proposes a window of words before it: min(|A| + 5, 2 |A|) of them, |A|
// the number of its characters. From right to left, each letter is found in the window, the first
// one at the beginning of a word. That alone takes any letter inside any word, which news would
// punish: "the minister (MP)". So three things are asked on top:
//
//  - two thirds of the letters must begin a word of the long form or be capitals in it ("Ministry
//  of
//    Defence (MoD)", "UN High Commissioner for Refugees (UNHCR)", "TV" in "television" fails),
//    unless the long form is one long word ("electroencephalogram (EEG)");
//  - every capitalised word of the long form must give a letter, but for one ("Democratic Forces of
//    Northern Syria (DFS)" has too many left over);
//  - an all-capital short form needs two letters; ages, parties, states, agencies and share codes
//  in
//    brackets are none: a party is one letter, and a dateline's agency has no long form.
//
// What it misses: acronyms made of another language's words ("Kurdistan Workers' Party (PKK)"), for
// want of letters to go by.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/acronym.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <string>

#include "article/text.h"

namespace backfile {

namespace {

constexpr std::size_t kLongestShortForm = 10;

// A letter of a text, folded, and where it stands.
struct Letter {
  UChar32 folded = 0;
  std::size_t at = 0;
  bool begins_word = false;  // After a space, hyphen or other mark.
  bool is_capital = false;
  bool in_function_word = false;  // Known of a word's first letter.
};

// Plain lower-case letter: the base of an accented one.
UChar32 Fold(UChar32 c) {
  if (c < 0x80) return u_tolower(c);
  constexpr std::u16string_view kAccented = u"àáâãäåçèéêëìíîïñòóôõöøùúûüýÿ";
  constexpr std::string_view kPlain = "aaaaaaceeeeiiiinoooooouuuuyy";
  const UChar32 lower = u_tolower(c);
  const std::size_t i =
      lower < 0x100 ? kAccented.find(static_cast<char16_t>(lower)) : kAccented.npos;
  return i == kAccented.npos ? lower : kPlain[i];
}

bool IsFunctionWord(std::string_view word) {
  constexpr std::array<std::string_view, 24> kWords = {
      "of", "the", "for", "and", "in", "on", "to",  "de", "la", "des", "du", "le",
      "et", "y",   "der", "und", "e",  "do", "con", "&",  "a",  "at",  "by", "les"};
  return std::ranges::find(kWords, word) != kWords.end();
}

std::string_view WordAt(std::string_view text, std::size_t at) {
  const std::size_t end = text.find_first_of(" \n-,", at);
  return text.substr(at, end == std::string_view::npos ? end : end - at);
}

std::vector<Letter> LettersOf(std::string_view text) {
  std::vector<Letter> letters;
  bool begins = true;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    Letter letter;
    letter.at = static_cast<std::size_t>(i);
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (c < 0 || !u_isalnum(c)) {
      begins = begins || (c != '\'' && c != 0x2019);
      continue;
    }
    letter.folded = Fold(c);
    letter.begins_word = begins;
    letter.is_capital = u_isupper(c);
    letter.in_function_word = begins && IsFunctionWord(WordAt(text, letter.at));
    begins = false;
    letters.push_back(letter);
  }
  return letters;
}

// Every capitalised word of the long form has a matched letter, but for one in four.
bool CoversWords(std::string_view text, const std::vector<Letter>& letters,
                 const std::vector<bool>& matched) {
  int words = 0;
  int uncovered = 0;
  for (std::size_t i = 0; i < letters.size();) {
    std::size_t end = i + 1;
    while (end < letters.size() && !letters[end].begins_word) ++end;
    const std::size_t bytes =
        (end < letters.size() ? letters[end].at : text.size()) - letters[i].at;
    std::string_view word = text.substr(letters[i].at, bytes);
    while (!word.empty() && (word.back() == ' ' || word.back() == '-')) word.remove_suffix(1);
    if (!IsFunctionWord(word)) {
      ++words;
      bool covered = false;
      for (std::size_t k = i; k < end; ++k) covered = covered || matched[k];
      if (!covered) ++uncovered;
    }
    i = end;
  }
  return words > 0 && uncovered <= (words >= 4 ? 1 : 0);
}

// Short forms are a word of 2 to 10 characters that begins with a letter or digit, has two letters
// and a capital among them, and is not all one word of text ("Tuesday").
bool IsShortForm(std::string_view word) {
  if (word.size() < 2 || word.size() > kLongestShortForm + 4) return false;
  int letters = 0;
  int capitals = 0;
  int digits = 0;
  bool inner_small = false;
  for (const Letter& letter : LettersOf(word)) {
    if (u_isdigit(letter.folded)) {
      ++digits;
    } else {
      ++letters;
    }
    if (letter.is_capital) ++capitals;
    inner_small = inner_small || (!letter.is_capital && letter.at > 0);
  }
  if (letters < 2 && !(letters == 1 && digits > 0 && capitals == 1)) return false;
  if (letters + digits > static_cast<int>(kLongestShortForm)) return false;
  if (capitals == 0) return letters <= 5 && digits == 0;  // "bpd": the long form decides.
  if (word.find('-') == 1) return false;                  // "D-R"
  return capitals >= 2 || !inner_small || digits > 0;
}

std::string_view WithoutPlural(std::string_view word) {
  if (word.size() > 2 && word.back() == 's' && word[word.size() - 2] >= 'A' &&
      word[word.size() - 2] <= 'Z')
    word.remove_suffix(1);
  return word;
}

bool IsMark(const Words& words, std::size_t i, std::string_view mark) {
  return i < words.words.size() && words.words[i].kind == WordKind::kMark &&
         words.words[i].hash == WordHash(mark);
}

class Finder {
 public:
  Finder(const Words& words, std::vector<Acronym>* out) : words_(words), out_(*out) {}

  void Find() {
    for (const Sentence& sentence : words_.sentences) {
      for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
        if (IsMark(words_, i, "(") || IsMark(words_, i, "[")) {
          Bracket(sentence, i);
        } else if (IsMark(words_, i, ",") && i + 2 < sentence.last) {
          AfterComma(sentence, i);
        }
      }
    }
  }

 private:
  std::string_view TextOf(std::uint32_t i) const { return words_.Text(words_.words[i]); }

  // "(SDF)", "(the SDF)", "(SDF; Arabic: ...)", or "(Syrian Democratic Forces)".
  void Bracket(const Sentence& sentence, std::uint32_t open) {
    std::uint32_t first = open + 1;
    while (first < sentence.last &&
           (IsMark(words_, first, "\"") || IsMark(words_, first, "'") || IsLead(first)))
      ++first;
    if (first + 1 >= sentence.last) return;
    const bool ends = words_.words[first + 1].kind == WordKind::kMark;
    if (ends && IsShortForm(TextOf(first)) && open > sentence.first) {
      if (Define(sentence, open, first)) return;
    }
    if (open > sentence.first) Reversed(sentence, open);
  }

  bool IsLead(std::uint32_t i) const {
    const std::uint64_t hash = words_.words[i].hash;
    return hash == WordHash("the") || hash == WordHash("or") || hash == WordHash("hereafter") ||
           hash == WordHash("abbreviated");
  }

  // "the International Criminal Court, or ICC,".
  void AfterComma(const Sentence& sentence, std::uint32_t comma) {
    std::uint32_t first = comma + 1;
    if (words_.words[first].hash != WordHash("or")) return;
    ++first;
    if (words_.words[first].hash == WordHash("the")) ++first;
    if (first + 1 >= sentence.last || words_.words[first + 1].kind != WordKind::kMark) return;
    if (words_.words[first].letters == Letters::kCapitals) Define(sentence, comma, first);
  }

  // The long form ends before word `end`; the short form is word `at`.
  bool Define(const Sentence& sentence, std::uint32_t end, std::uint32_t at) {
    const std::string_view short_form = WithoutPlural(TextOf(at));
    std::uint32_t last = end;
    while (last > sentence.first && IsEnding(last - 1)) --last;
    if (last == sentence.first) return false;
    const std::size_t window = std::min(short_form.size() + 5, short_form.size() * 2);
    std::uint32_t first = last;
    for (std::size_t n = 0; first > sentence.first && n < window;) {
      const Word& word = words_.words[first - 1];
      if (word.kind == WordKind::kMark && !JoinsName(word)) break;
      --first;
      if (word.kind != WordKind::kMark) ++n;
    }
    if (first == last) return false;
    return Add(short_form, FindLongForm(short_form, words_.Text(first, last)));
  }

  // A closing quotation mark or possessive between the long form and the bracket.
  bool IsEnding(std::uint32_t i) const {
    return words_.words[i].kind == WordKind::kMark &&
           (IsMark(words_, i, "\"") || IsMark(words_, i, "'") || IsMark(words_, i, "'s"));
  }
  static bool JoinsName(const Word& word) {
    return word.hash == WordHash("'") || word.hash == WordHash("'s") ||
           word.hash == WordHash("&") || word.hash == WordHash(",") || word.hash == WordHash("/") ||
           word.hash == WordHash("-");
  }

  // "SDF (Syrian Democratic Forces)".
  void Reversed(const Sentence& sentence, std::uint32_t open) {
    constexpr std::uint32_t kMostWords = 14;
    std::uint32_t before = open - 1;
    if (IsMark(words_, before, "'s") && before > sentence.first) --before;
    const std::string_view short_form = WithoutPlural(TextOf(before));
    if (words_.words[before].kind != WordKind::kWord || !IsShortForm(short_form)) return;
    if (words_.words[before].letters == Letters::kSmall) return;
    std::uint32_t first = open + 1;
    if (first < sentence.last && words_.words[first].hash == WordHash("the")) ++first;
    std::uint32_t last = first;
    while (last < sentence.last && last - first <= kMostWords && !IsMark(words_, last, ")") &&
           !IsMark(words_, last, ";") && !IsMark(words_, last, "]"))
      ++last;
    if (last == sentence.last || last - first < 2 || last - first > kMostWords) return;
    const std::string_view long_form = words_.Text(first, last);
    const auto found = FindLongForm(short_form, long_form);
    if (found && found->size() == long_form.size()) Add(short_form, found);
  }

  bool Add(std::string_view short_form, std::optional<std::string_view> long_form) {
    if (!long_form || out_.size() >= kMostAcronyms) return false;
    if (long_form->find("\n\n") != std::string_view::npos) return false;
    const Acronym acronym{std::string(short_form), Squeeze(*long_form)};
    if (std::ranges::find(out_, acronym) == out_.end()) out_.push_back(acronym);
    return true;
  }

  const Words& words_;
  std::vector<Acronym>& out_;
};

// From right to left, each wanted letter on the nearest that `may` be it; the first one begins a
// word that is no "of" or "the". Gives the place in `letters` where the long form begins.
template <class May>
std::optional<std::size_t> MatchFrom(const std::vector<Letter>& wanted,
                                     const std::vector<Letter>& letters, std::vector<bool>* matched,
                                     const May& may) {
  std::size_t at = letters.size();
  for (std::size_t w = wanted.size(); w-- > 0;) {
    bool found = false;
    while (at > 0 && !found) {
      const Letter& letter = letters[--at];
      const bool can_begin = letter.begins_word && !letter.in_function_word;
      found = letter.folded == wanted[w].folded && may(letter) && (w > 0 || can_begin);
    }
    if (!found) return std::nullopt;
    (*matched)[at] = true;
  }
  return at;
}

// Schwartz and Hearst's match: any letter will do.
std::optional<std::size_t> Match(const std::vector<Letter>& wanted,
                                 const std::vector<Letter>& letters, std::vector<bool>* matched) {
  return MatchFrom(wanted, letters, matched, [](const Letter&) { return true; });
}

// The match that takes only letters which begin a word or are capitals; for most acronyms there is
// one, and it is better than the first that comes from the right.
std::optional<std::size_t> MatchInitials(const std::vector<Letter>& wanted,
                                         const std::vector<Letter>& letters,
                                         std::vector<bool>* matched) {
  return MatchFrom(wanted, letters, matched,
                   [](const Letter& letter) { return letter.begins_word || letter.is_capital; });
}

}  // namespace

std::optional<std::string_view> FindLongForm(std::string_view short_form, std::string_view before) {
  const std::vector<Letter> wanted = LettersOf(short_form);
  const std::vector<Letter> letters = LettersOf(before);
  if (wanted.empty() || letters.empty()) return std::nullopt;
  std::vector<bool> matched(letters.size());
  std::optional<std::size_t> begin = MatchInitials(wanted, letters, &matched);
  if (!begin) {
    matched.assign(letters.size(), false);
    begin = Match(wanted, letters, &matched);
  }
  if (!begin) return std::nullopt;
  const std::string_view long_form = before.substr(letters[*begin].at);
  if (long_form.size() <= short_form.size() + 2) return std::nullopt;
  std::size_t leading = 0;
  std::size_t words = 0;
  for (std::size_t i = *begin; i < letters.size(); ++i) {
    if (letters[i].begins_word) ++words;
    if (matched[i] && (letters[i].begins_word || letters[i].is_capital)) ++leading;
  }
  const bool has_capital = std::ranges::any_of(wanted, &Letter::is_capital);
  const bool one_word = words == 1 && has_capital && wanted.size() >= 3 && long_form.size() >= 10;
  if (!one_word && leading * 3 < wanted.size() * 2) return std::nullopt;
  if (!has_capital && leading < wanted.size()) return std::nullopt;
  const std::vector<Letter> tail(letters.begin() + static_cast<std::ptrdiff_t>(*begin),
                                 letters.end());
  const std::vector<bool> tail_matched(matched.begin() + static_cast<std::ptrdiff_t>(*begin),
                                       matched.end());
  if (!CoversWords(before, tail, tail_matched)) return std::nullopt;
  return long_form;
}

void FindAcronyms(const Words& words, std::vector<Acronym>* acronyms) {
  Finder(words, acronyms).Find();
}

}  // namespace backfile
