// One pass over the bytes, with a table for ASCII and ICU's properties for the rest.
//
// The scanner knows words by the class of each character. ASCII is decided by a 256-entry table;
// other characters ask ICU. Runs of scripts that are written without spaces are handed to
// PairsOfRun (Chinese, Japanese, Korean: overlapping pairs, so that any two neighbouring characters
// can be found as a phrase) or to ICU's dictionary break iterator (Thai and its neighbours).
//
// A sentence ends at . ! ? … followed by space and a capital, a digit or an opening quote, unless
// the word before is a title or an initial ("Mr.", "Gen.", "J."). That is wrong now and then ("the
// U.S. He said"): /s queries then see one sentence where there are two, which loses nothing.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/tokenizer.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "article/text.h"

namespace backfile {

namespace {

enum class Kind : std::uint8_t { kOther, kLetter, kDigit, kSpace, kLine, kPair, kDictionary };

constexpr std::array<Kind, 128> kAsciiKinds = [] {
  std::array<Kind, 128> kinds{};
  for (char c = 'a'; c <= 'z'; ++c) kinds[static_cast<std::size_t>(c)] = Kind::kLetter;
  for (char c = 'A'; c <= 'Z'; ++c) kinds[static_cast<std::size_t>(c)] = Kind::kLetter;
  for (char c = '0'; c <= '9'; ++c) kinds[static_cast<std::size_t>(c)] = Kind::kDigit;
  for (const char c : {' ', '\t', '\r', '\f', '\v'})
    kinds[static_cast<std::size_t>(c)] = Kind::kSpace;
  kinds['\n'] = Kind::kLine;
  return kinds;
}();

Kind KindBeyondAscii(UChar32 c) {
  if (c < 0) return Kind::kOther;
  switch (u_getIntPropertyValue(c, UCHAR_SCRIPT)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
      return Kind::kPair;
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return u_isalpha(c) || U_GET_GC_MASK(c) & U_GC_M_MASK ? Kind::kDictionary : Kind::kOther;
    default:
      break;
  }
  if (u_isUAlphabetic(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0) return Kind::kLetter;
  if (u_isdigit(c)) return Kind::kDigit;
  if (u_isUWhiteSpace(c)) return Kind::kSpace;
  return c == 0x30fc ? Kind::kPair : Kind::kOther;  // The long-vowel mark of kana.
}

inline Kind KindOf(UChar32 c) {
  return c >= 0 && c < 128 ? kAsciiKinds[static_cast<std::size_t>(c)] : KindBeyondAscii(c);
}

constexpr UChar32 kCurlyApostrophe = 0x2019;

bool IsApostrophe(UChar32 c) { return c == '\'' || c == kCurlyApostrophe || c == 0x2bc; }

// Words after which a full stop ends no sentence.
constexpr std::array<std::string_view, 40> kAbbreviations = {
    "mr",  "mrs",  "ms",     "dr",   "prof", "gen", "col",  "lt",  "sgt", "capt",
    "maj", "cmdr", "adm",    "brig", "cpl",  "pvt", "rev",  "hon", "gov", "sen",
    "rep", "pres", "st",     "jr",   "sr",   "inc", "corp", "ltd", "co",  "vs",
    "no",  "etc",  "approx", "jan",  "feb",  "aug", "sept", "oct", "nov", "dec"};

bool IsAbbreviation(std::string_view word) {
  if (word.size() == 1 || word.find('.') != std::string_view::npos) return true;
  const std::string folded = FoldForCompare(word);
  return std::ranges::find(kAbbreviations, folded) != kAbbreviations.end();
}

}  // namespace

struct Tokenizer::State {
  std::string_view text;
  std::vector<WordSpan> words;
  std::unique_ptr<icu::BreakIterator> dictionary;
  bool sentence_pending = true;
  bool paragraph_pending = true;

  UChar32 At(std::size_t at, std::size_t* next) const {
    const auto byte = static_cast<unsigned char>(text[at]);
    *next = at + 1;
    if (byte < 0x80) return byte;
    UChar32 c = 0;
    std::int32_t i = 0;
    const auto rest = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - at, 4));
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data() + at), i, rest, c);
    *next = at + static_cast<std::size_t>(i);
    return c;
  }
  UChar32 Peek(std::size_t at) const {
    std::size_t next = 0;
    return at < text.size() ? At(at, &next) : -1;
  }
  Kind KindAt(std::size_t at) const { return KindOf(Peek(at)); }

  void Add(std::size_t begin, std::size_t end, bool is_gram) {
    words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), is_gram,
                     sentence_pending, paragraph_pending});
    sentence_pending = false;
    paragraph_pending = false;
  }

  static bool Continues(Kind kind) { return kind == Kind::kLetter || kind == Kind::kDigit; }

  // What may stand inside a word: the end of it and of what follows it, or `at` if the word ends
  // here.
  std::size_t Joined(std::size_t begin, std::size_t at) const {
    std::size_t next = 0;
    const UChar32 c = At(at, &next);
    const Kind before = at > begin ? KindAt(at - 1) : Kind::kOther;
    const Kind after = next < text.size() ? KindAt(next) : Kind::kOther;
    const bool letter_after = after == Kind::kLetter;
    const bool ends_in_letter = before == Kind::kLetter || (text[at - 1] & 0x80) != 0;
    if ((IsApostrophe(c) || c == '&') && ends_in_letter && letter_after) return next;
    if ((c == '.' || c == ',') && before == Kind::kDigit && after == Kind::kDigit) return next;
    const bool initial = at == begin + 1 || (at >= begin + 2 && text[at - 2] == '.');
    if (c == '.' && before == Kind::kLetter && initial && letter_after &&
        !Continues(KindAt(next + 1))) {
      return next;
    }
    return at;
  }

  // "C++", "C#", "F#": where a one-letter word ends.
  std::size_t WithSign(std::size_t begin, std::size_t end) const {
    if (end != begin + 1 || end >= text.size()) return end;
    if (text[end] == '#' && !Continues(KindAt(end + 1))) return end + 1;
    const bool plus = text.substr(end, 2) == "++" && !Continues(KindAt(end + 2));
    return plus ? end + 2 : end;
  }

  // Where letters and digits of ASCII end that begin at `at`.
  std::size_t AsciiRunEnd(std::size_t at) const {
    while (at < text.size() && (text[at] & 0x80) == 0 &&
           Continues(kAsciiKinds[static_cast<std::size_t>(text[at])])) {
      ++at;
    }
    return at;
  }

  std::size_t Word(std::size_t begin) {
    std::size_t at = begin;
    while ((at = AsciiRunEnd(at)) < text.size()) {
      std::size_t next = 0;
      const UChar32 c = At(at, &next);
      if (Continues(KindOf(c))) {
        at = next;
        continue;
      }
      const std::size_t joined = Joined(begin, at);
      if (joined == at) break;
      at = joined;
    }
    at = WithSign(begin, at);
    Add(begin, at, false);
    return at;
  }

  std::size_t RunEnd(std::size_t at, Kind kind) const {
    while (at < text.size()) {
      std::size_t next = 0;
      if (KindOf(At(at, &next)) != kind) break;
      at = next;
    }
    return at;
  }

  std::size_t PairsOfRun(std::size_t begin) {
    const std::size_t end = RunEnd(begin, Kind::kPair);
    std::size_t second = 0;
    At(begin, &second);
    if (second >= end) Add(begin, end, true);
    for (std::size_t first = begin; second < end;) {
      std::size_t third = 0;
      At(second, &third);
      Add(first, third, true);
      first = second;
      second = third;
    }
    return end;
  }

  std::size_t DictionaryRun(std::size_t begin) {
    const std::size_t end = RunEnd(begin, Kind::kDictionary);
    UErrorCode status = U_ZERO_ERROR;
    if (!dictionary) {
      dictionary.reset(icu::BreakIterator::createWordInstance(icu::Locale("th"), status));
    }
    const std::string_view run = text.substr(begin, end - begin);
    if (!dictionary || U_FAILURE(status)) {
      Add(begin, end, true);
      return end;
    }
    const auto words_of_run = icu::UnicodeString::fromUTF8(
        icu::StringPiece(run.data(), static_cast<std::int32_t>(run.size())));
    dictionary->setText(words_of_run);
    std::size_t at = begin;
    for (std::int32_t from = dictionary->first(), to = dictionary->next();
         to != icu::BreakIterator::DONE; from = to, to = dictionary->next()) {
      std::string piece;
      words_of_run.tempSubStringBetween(from, to).toUTF8String(piece);
      Add(at, at + piece.size(), true);
      at += piece.size();
    }
    return end;
  }

  // Whether a sentence ends with the stop at `at`: it must be followed by space and a beginning.
  // Marks in between are passed over, but not for long: of a text of nothing but marks each would
  // look at all the others.
  bool EndsSentence(std::size_t at, std::size_t next) const {
    if (text[at] == '.' && !words.empty() && words.back().end == at &&
        IsAbbreviation(text.substr(words.back().begin, at - words.back().begin))) {
      return false;
    }
    constexpr std::size_t kFarthest = 64;
    bool spaced = false;
    for (std::size_t i = next; i < text.size() && i < next + kFarthest;) {
      std::size_t after = 0;
      const UChar32 c = At(i, &after);
      const Kind kind = KindOf(c);
      if (kind == Kind::kLine) return true;
      if (kind == Kind::kSpace) {
        spaced = true;
      } else if (kind == Kind::kLetter || kind == Kind::kDigit) {
        return spaced && !u_islower(c);
      } else if (kind != Kind::kOther) {
        return true;
      }
      i = after;
    }
    return true;
  }

  void Other(UChar32 c, std::size_t at, std::size_t next) {
    const bool stop = c == '.' || c == '!' || c == '?' || c == 0x2026;
    const bool wide_stop = c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0x61f || c == 0x6d4;
    if (wide_stop || (stop && !sentence_pending && EndsSentence(at, next))) sentence_pending = true;
  }

  void Scan() {
    for (std::size_t at = 0; at < text.size();) {
      std::size_t next = 0;
      const UChar32 c = At(at, &next);
      switch (KindOf(c)) {
        case Kind::kLetter:
        case Kind::kDigit:
          at = Word(at);
          continue;
        case Kind::kPair:
          at = PairsOfRun(at);
          continue;
        case Kind::kDictionary:
          at = DictionaryRun(at);
          continue;
        case Kind::kLine:
          if (next < text.size() && text[next] == '\n') sentence_pending = paragraph_pending = true;
          break;
        case Kind::kOther:
          Other(c, at, next);
          break;
        case Kind::kSpace:
          break;
      }
      at = next;
    }
  }
};

Tokenizer::Tokenizer() : state_(std::make_unique<State>()) {}
Tokenizer::~Tokenizer() = default;

const std::vector<WordSpan>& Tokenizer::Scan(std::string_view text) {
  state_->text = text;
  state_->words.clear();
  state_->sentence_pending = true;
  state_->paragraph_pending = true;
  state_->Scan();
  return state_->words;
}

namespace {

// "'s" or "’s" at the end of a word that has something before it.
std::string_view WithoutPossessive(std::string_view word) {
  for (const std::string_view ending : {"'s", "’s", "'S", "’S"}) {
    if (word.size() > ending.size() && word.ends_with(ending)) {
      return word.substr(0, word.size() - ending.size());
    }
  }
  return word;
}

bool IsNumberWithSeparators(std::string_view word) {
  return word.front() >= '0' && word.front() <= '9' &&
         word.find_first_not_of("0123456789,.") == std::string_view::npos;
}

bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

std::string FoldWord(std::string_view word) {
  word = WithoutPossessive(word);
  std::string folded = IsNumberWithSeparators(word) ? std::string(word) : FoldForCompare(word);
  if (folded.empty()) return std::string(word);
  // Also what became one: of digits with accents, or of full width.
  if (IsNumberWithSeparators(folded)) std::erase(folded, ',');
  return folded;
}

std::string AcronymOf(std::string_view word) {
  constexpr int kLongestShout = 6;
  word = WithoutPossessive(word);
  std::string letters;
  int capitals = 0;
  for (const char c : word) {
    if (c == '.') continue;
    if (IsCapital(c)) ++capitals;
    letters += c;
  }
  if (capitals < 2) return "";
  if (capitals == static_cast<int>(letters.size()) && capitals > kLongestShout) return "";
  const bool plural = letters.back() == 's' && capitals == static_cast<int>(letters.size()) - 1;
  if (plural) letters.pop_back();
  return letters;
}

}  // namespace backfile
