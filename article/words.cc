// One pass over the bytes with a table for ASCII; ICU knows the other letters.
//
// The words follow the conventions of the Penn Treebank where the taggers care (possessives and
// abbreviations), because the texts that they learn from do. A sentence that ends in an
// abbreviation goes on into the next one unless a word follows that nearly always begins a
// sentence ("in the U.S. The ..."): joining two sentences costs little, cutting a name in two much.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/words.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

namespace backfile {

namespace {

// Lines shorter than this that end without an empty line are headlines or list items.
constexpr std::size_t kShortLine = 48;

enum class Kind : std::uint8_t { kMark, kSmall, kCapital, kDigit, kSpace, kOther };

constexpr std::array<Kind, 256> kKinds = [] {
  std::array<Kind, 256> kinds{};
  for (std::size_t c = 'a'; c <= 'z'; ++c) kinds[c] = Kind::kSmall;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) kinds[c] = Kind::kCapital;
  for (std::size_t c = '0'; c <= '9'; ++c) kinds[c] = Kind::kDigit;
  for (std::size_t c = 0; c <= ' '; ++c) kinds[c] = Kind::kSpace;
  for (std::size_t c = 0x80; c < 256; ++c) kinds[c] = Kind::kOther;
  return kinds;
}();

Kind KindOf(char c) { return kKinds[static_cast<unsigned char>(c)]; }

template <std::size_t N>
constexpr std::array<std::uint64_t, N> SortedHashes(const std::array<std::string_view, N>& words) {
  std::array<std::uint64_t, N> hashes{};
  for (std::size_t i = 0; i < N; ++i) hashes[i] = WordHash(words[i]);
  std::ranges::sort(hashes);
  return hashes;
}

// Abbreviations that keep their full stop.
constexpr auto kAbbreviations = SortedHashes(std::to_array<std::string_view>(
    {"mr",   "mrs",  "ms",    "mx",     "dr",   "drs",  "prof", "rev",  "hon",  "gen",  "col",
     "maj",  "capt", "lt",    "sgt",    "cpl",  "pte",  "pvt",  "spc",  "cmdr", "cdr",  "adm",
     "brig", "sen",  "sens",  "rep",    "reps", "gov",  "govs", "pres", "supt", "insp", "det",
     "st",   "ste",  "jr",    "sr",     "fr",   "br",   "inc",  "corp", "co",   "cos",  "ltd",
     "bros", "jan",  "feb",   "mar",    "apr",  "aug",  "sept", "sep",  "oct",  "nov",  "dec",
     "vs",   "mme",  "mlle",  "messrs", "ave",  "blvd", "rd",   "mt",   "ft",   "univ", "dept",
     "assn", "asst", "calif", "conn",   "fla",  "ill",  "mass", "mich", "minn", "okla", "ore",
     "penn", "tenn", "tex",   "wash",   "wis",  "ariz", "ark",  "colo", "ind",  "ky",   "la",
     "md",   "mo",   "neb",   "nev",    "va",   "vt",   "esq",  "sra",  "dra",  "ph"}));

// Words that, capitalised, nearly always begin a sentence.
constexpr auto kStarters = SortedHashes(std::to_array<std::string_view>(
    {"the",  "he",   "she",   "it",   "they",  "we",   "in",    "a",     "an",
     "but",  "and",  "this",  "that", "there", "on",   "at",    "as",    "after",
     "when", "if",   "while", "his",  "her",   "its",  "their", "these", "those",
     "for",  "with", "by",    "so",   "some",  "many", "you"}));

// The code point at `at`, which is not ASCII, and its length in bytes.
struct Character {
  UChar32 code = 0;
  std::size_t size = 1;
};
Character CharacterAt(std::string_view text, std::size_t at) {
  std::int32_t i = 0;
  UChar32 code = 0;
  const auto left = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - at, 4));
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data() + at), i, left, code);
  return {code, static_cast<std::size_t>(i)};
}

bool IsLetter(UChar32 c) {
  // Letters, marks on letters, and digits of other scripts.
  return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK)) != 0;
}
bool IsApostrophe(UChar32 c) { return c == '\'' || c == 0x2019; }
bool IsHyphen(UChar32 c) { return c == '-' || c == 0x2010 || c == 0x2011; }
bool IsSpace(UChar32 c) { return u_isUWhiteSpace(c) || c == 0xfeff || c == 0x200b; }

// All quotation marks of one sort and all dashes are alike.
UChar32 PlainMark(UChar32 c) {
  switch (c) {
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0xab:
    case 0xbb:
      return '"';
    case 0x2018:
    case 0x2019:
    case 0x201a:
    case '`':
      return '\'';
    default:
      return u_charType(c) == U_DASH_PUNCTUATION ? '-' : c;
  }
}

void AddToHash(UChar32 c, std::uint64_t* hash) {
  std::array<char, 4> bytes{};
  std::size_t n = 0;
  U8_APPEND_UNSAFE(bytes.data(), n, c);
  for (std::size_t i = 0; i < n; ++i) {
    *hash = (*hash ^ static_cast<unsigned char>(bytes[i])) * 1099511628211ULL;
  }
}

// What DescribeWord counts. ASCII is counted by adding a table entry with a field for each count,
// and the fields are taken apart at the end; a word of 65,535 letters of a kind is not told from
// none.
struct Spelling {
  std::uint64_t hash = WordHash("");
  std::uint64_t counts = 0;
  std::uint8_t marks = 0;
  std::uint8_t others = 0;  // Has letters without case.
  bool starts_capital = false;
  bool inner_capital = false;  // After a hyphen or apostrophe.

  std::uint64_t small() const { return counts & 0xffff; }
  std::uint64_t capitals() const { return counts >> 16 & 0xffff; }
  std::uint64_t digits() const { return counts >> 32 & 0xffff; }
  std::uint64_t stops() const { return counts >> 48; }
};
constexpr std::uint64_t kOneSmall = 1;
constexpr std::uint64_t kOneCapital = std::uint64_t{1} << 16;
constexpr std::uint64_t kOneDigit = std::uint64_t{1} << 32;
constexpr std::uint64_t kOneStop = std::uint64_t{1} << 48;

// What each ASCII character counts as, and its small letter.
struct AsciiSpelling {
  std::array<std::uint64_t, 128> counts{};
  std::array<std::uint8_t, 128> lower{};
};
constexpr AsciiSpelling kAscii = [] {
  AsciiSpelling ascii;
  for (std::uint8_t c = 0; c < 128; ++c) {
    const bool capital = c >= 'A' && c <= 'Z';
    ascii.lower[c] = static_cast<std::uint8_t>(capital ? c + 32 : c == '`' ? '\'' : c);
    ascii.counts[c] = capital                ? kOneCapital
                      : c >= 'a' && c <= 'z' ? kOneSmall
                      : c >= '0' && c <= '9' ? kOneDigit
                      : c == '.'             ? kOneStop
                                             : 0;
  }
  return ascii;
}();

// A character that is not ASCII. True if it is a joint between parts of the word.
bool SpellBeyond(UChar32 c, bool is_first, bool after_joint, Spelling* spelling) {
  const bool is_letter = IsLetter(c);
  AddToHash(is_letter ? u_tolower(c) : PlainMark(c), &spelling->hash);
  if (!is_letter) {
    spelling->marks |= IsHyphen(c) ? kHasHyphen : kHasApostrophe;
    return true;
  }
  spelling->marks |= kBeyondAscii;
  if (u_isupper(c) || u_istitle(c)) {
    spelling->counts += kOneCapital;
    if (is_first) spelling->starts_capital = true;
    if (after_joint) spelling->inner_capital = true;
  } else if (u_islower(c)) {
    spelling->counts += kOneSmall;
  } else if (u_isdigit(c)) {
    spelling->counts += kOneDigit;
  } else {
    spelling->others = 1;
  }
  return false;
}

Spelling Spell(std::string_view text) {
  Spelling spelling;
  bool after_joint = false;
  // "Gen." is "gen", "U.S." keeps its stops.
  const bool closing_stop =
      text.size() > 2 && text.back() == '.' && text.find('.') == text.size() - 1;
  if (closing_stop) {
    text.remove_suffix(1);
    spelling.counts += kOneStop;
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t run = at;  // Of small letters, as most are.
    for (; at < text.size() && text[at] >= 'a' && text[at] <= 'z'; ++at) {
      spelling.hash = (spelling.hash ^ static_cast<unsigned char>(text[at])) * 1099511628211ULL;
    }
    if (at > run) {
      spelling.counts += (at - run) * kOneSmall;
      after_joint = false;
      continue;
    }
    const auto c = static_cast<unsigned char>(text[at]);
    if (c >= 0x80) {
      const Character character = CharacterAt(text, at);
      after_joint = SpellBeyond(character.code, at == 0, after_joint, &spelling);
      at += character.size;
      continue;
    }
    spelling.hash = (spelling.hash ^ kAscii.lower[c]) * 1099511628211ULL;
    spelling.counts += kAscii.counts[c];
    if (kAscii.counts[c] == kOneCapital) {
      if (at == 0) spelling.starts_capital = true;
      if (after_joint) spelling.inner_capital = true;
    }
    after_joint = c == '-' || c == '\'';
    if (after_joint) spelling.marks |= c == '-' ? kHasHyphen : kHasApostrophe;
    ++at;
  }
  return spelling;
}

Letters LettersOf(const Spelling& spelling) {
  if (spelling.small() + spelling.capitals() == 0) return Letters::kNone;
  if (spelling.starts_capital) {
    return spelling.small() == 0 && spelling.capitals() > 1 ? Letters::kCapitals
                                                            : Letters::kCapital;
  }
  return spelling.inner_capital ? Letters::kInner : Letters::kSmall;
}

// Marks of one ASCII character, described once.
constexpr std::array<Word, 128> kAsciiMarks = [] {
  std::array<Word, 128> marks{};
  for (std::size_t c = 0; c < marks.size(); ++c) {
    const char lower = static_cast<char>(kAscii.lower[c]);
    marks[c].hash = WordHash({&lower, 1});
    marks[c].marks = c == '-'    ? std::uint8_t{kHasHyphen}
                     : c == '\'' ? std::uint8_t{kHasApostrophe}
                     : c == '.'  ? std::uint8_t{kHasStop}
                                 : std::uint8_t{0};
  }
  return marks;
}();

// Holds the place in the text between words.
class Scanner {
 public:
  explicit Scanner(Words* out) : out_(*out), text_(out->text) {}

  void Scan() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      const Kind kind = KindOf(c);
      if (kind == Kind::kSpace) {
        Space();
      } else if (kind == Kind::kOther) {
        Beyond();
      } else if (kind == Kind::kMark) {
        Mark(1);
      } else {
        ReadWord();
      }
    }
    EndSentence();
  }

 private:
  char At(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }

  bool IsWordAt(std::size_t i) const {
    if (i >= text_.size()) return false;
    const Kind kind = KindOf(text_[i]);
    if (kind == Kind::kOther) return IsLetter(CharacterAt(text_, i).code);
    return kind == Kind::kSmall || kind == Kind::kCapital || kind == Kind::kDigit;
  }
  bool IsDigitAt(std::size_t i) const { return KindOf(At(i)) == Kind::kDigit; }

  void Space() {
    if (text_[at_++] != '\n') return;
    const bool is_short = at_ - line_ <= kShortLine;
    line_ = at_;
    bool empty_line = false;
    while (at_ < text_.size() && KindOf(text_[at_]) == Kind::kSpace) {
      if (text_[at_++] == '\n') {
        empty_line = true;
        line_ = at_;
      }
    }
    if (empty_line || is_short) EndSentence();
    starts_paragraph_ = starts_paragraph_ || empty_line;
  }

  // A character that is not ASCII.
  void Beyond() {
    const Character c = CharacterAt(text_, at_);
    if (IsLetter(c.code)) return ReadWord();
    if (IsSpace(c.code)) {
      at_ += c.size;
    } else {
      Mark(c.size);
    }
  }

  void Push(std::size_t end) {
    Word word;
    if (end - at_ == 1 && KindOf(text_[at_]) == Kind::kMark) {
      word = kAsciiMarks[static_cast<unsigned char>(text_[at_])];
    } else {
      DescribeWord(text_.substr(at_, end - at_), &word);
    }
    Push(end, word);
  }
  void Push(std::size_t end, Word word) {
    word.begin = static_cast<std::uint32_t>(at_);
    word.end = static_cast<std::uint32_t>(end);
    EndSentenceBefore(word);
    out_.words.push_back(word);
    at_ = end;
  }

  // Most words are small ASCII letters, perhaps behind a capital, up to a space or a mark that
  // joins nothing. They are described while they are read; false leaves the word to ReadWord().
  bool ReadPlainWord() {
    Word word;
    word.kind = WordKind::kWord;
    word.letters = KindOf(text_[at_]) == Kind::kCapital ? Letters::kCapital : Letters::kSmall;
    word.hash = WordHash("");
    std::size_t end = at_;
    do {
      const std::uint8_t lower = kAscii.lower[static_cast<unsigned char>(text_[end])];
      word.hash = (word.hash ^ lower) * 1099511628211ULL;
      ++end;
    } while (end < text_.size() && KindOf(text_[end]) == Kind::kSmall);
    if (end < text_.size() && !EndsPlainWord(end, word.hash)) return false;
    Push(end, word);
    return true;
  }
  // Requires: a plain word of this hash stands at [at_, end).
  bool EndsPlainWord(std::size_t end, std::uint64_t hash) const {
    const Kind kind = KindOf(text_[end]);
    if (kind == Kind::kSpace) return true;
    const char c = text_[end];
    if (kind != Kind::kMark || c == '-' || c == '\'' || c == '&') return false;
    if (c != '.') return true;
    return end - at_ > 1 && (end - at_ > 6 || !std::ranges::binary_search(kAbbreviations, hash));
  }

  // An apostrophe at `i` of `size` bytes followed by a lone s: a possessive, or "it's".
  bool IsPossessive(std::size_t i, std::size_t size) const {
    return (At(i + size) == 's' || At(i + size) == 'S') && !IsWordAt(i + size + 1);
  }

  void Mark(std::size_t size) {
    const UChar32 c = size == 1 ? text_[at_] : CharacterAt(text_, at_).code;
    if (IsApostrophe(c) && IsPossessive(at_, size) && follows_word()) return Push(at_ + size + 1);
    Push(at_ + size);
    if (c == '.' || c == '!' || c == '?' || c == 0x2026) CloseSentence();
  }
  bool follows_word() const {
    return !out_.words.empty() && out_.words.back().end == at_ &&
           out_.words.back().kind != WordKind::kMark;
  }

  // The bytes of a joint between two parts of a word at `i`, else 0.
  std::size_t Joint(std::size_t i) const {
    const char c = text_[i];
    std::size_t size = 1;
    UChar32 code = c;
    if (KindOf(c) == Kind::kOther) {
      const Character character = CharacterAt(text_, i);
      size = character.size;
      code = character.code;
    }
    if (!IsWordAt(i + size)) return 0;
    if (IsHyphen(code)) return size;
    if (IsApostrophe(code)) {
      return IsDigitAt(i - 1) || IsDigitAt(i + size) || IsPossessive(i, size) ? 0 : size;
    }
    if (c == '.' || c == ',') return IsDigitAt(i - 1) && IsDigitAt(i + 1) ? 1 : 0;
    if (c != '&') return 0;
    return KindOf(text_[i - 1]) == Kind::kCapital && KindOf(text_[i + 1]) == Kind::kCapital;
  }

  void ReadWord() {
    const Kind first = KindOf(text_[at_]);
    if ((first == Kind::kSmall || first == Kind::kCapital) && ReadPlainWord()) return;
    std::size_t end = at_;
    while (end < text_.size()) {
      const Kind kind = KindOf(text_[end]);
      if (kind == Kind::kSmall || kind == Kind::kCapital || kind == Kind::kDigit) {
        ++end;
      } else if (kind == Kind::kOther && IsWordAt(end)) {
        end += CharacterAt(text_, end).size;
      } else if (kind == Kind::kSpace) {
        break;
      } else if (const std::size_t joint = Joint(end); joint > 0) {
        end += joint;
      } else {
        break;
      }
    }
    Push(WithStops(end));
  }

  bool IsLetterAt(std::size_t i) const {
    const Kind kind = KindOf(At(i));
    return kind == Kind::kSmall || kind == Kind::kCapital;
  }

  // The end of the word that ends at `end`, with the full stops that belong to it.
  std::size_t WithStops(std::size_t end) const {
    if (At(end) != '.') return end;
    if (end - at_ == 1 && IsLetterAt(at_)) {
      const bool goes_on = IsLetterAt(end + 1) && At(end + 2) == '.';
      if (KindOf(text_[at_]) == Kind::kSmall && !goes_on) return end;
      ++end;
      while (IsLetterAt(end) && At(end + 1) == '.') end += 2;
      return end;
    }
    if (end - at_ > 6) return end;
    const std::uint64_t hash = Spell(text_.substr(at_, end - at_)).hash;
    return std::ranges::binary_search(kAbbreviations, hash) ? end + 1 : end;
  }

  void EndSentence() {
    const auto size = static_cast<std::uint32_t>(out_.words.size());
    if (size == first_) return;
    out_.sentences.push_back({first_, size, starts_paragraph_});
    first_ = size;
    starts_paragraph_ = false;
  }

  // After . ! or ?: takes in closing quotes and brackets and ends the sentence, if it does end.
  void CloseSentence() {
    while (at_ < text_.size()) {
      const Kind kind = KindOf(text_[at_]);
      const Character c = kind == Kind::kOther ? CharacterAt(text_, at_) : Character{text_[at_], 1};
      const bool closes = c.code == '"' || c.code == '\'' || c.code == ')' || c.code == ']' ||
                          c.code == 0x201d || c.code == 0x2019 || c.code == 0xbb;
      if (!closes) break;
      Push(at_ + c.size);
    }
    std::size_t next = at_;
    while (next < text_.size() && KindOf(text_[next]) == Kind::kSpace) ++next;
    const bool spaced = next > at_ || KindOf(At(next)) == Kind::kOther;
    if (next == text_.size() || (spaced && KindOf(text_[next]) != Kind::kSmall)) EndSentence();
  }

  // "in the U.S. The": an abbreviation, then a word that begins sentences.
  void EndSentenceBefore(const Word& word) {
    if (word.letters != Letters::kCapital || out_.words.size() == first_) return;
    const Word& last = out_.words.back();
    if (text_[last.end - 1] != '.' || last.kind != WordKind::kWord || last.end == word.begin) {
      return;
    }
    if (std::ranges::binary_search(kStarters, word.hash)) EndSentence();
  }

  Words& out_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;     // Where the line began.
  std::uint32_t first_ = 0;  // The first word of the sentence.
  bool starts_paragraph_ = true;
};

}  // namespace

void DescribeWord(std::string_view text, Word* word) {
  const Spelling spelling = Spell(text);
  word->hash = spelling.hash;
  word->letters = LettersOf(spelling);
  word->marks = spelling.marks;
  if (spelling.digits() > 0) word->marks |= kHasDigit;
  if (spelling.stops() > 0) word->marks |= kHasStop;
  if (spelling.small() > 0 && spelling.capitals() > (spelling.starts_capital ? 1 : 0)) {
    word->marks |= kHasInnerCapital;
  }
  const bool has_letter = spelling.small() + spelling.capitals() + spelling.others > 0;
  const bool is_possessive = has_letter && (spelling.marks & kHasApostrophe) != 0 &&
                             IsApostrophe(CharacterAt(text, 0).code);
  word->kind = has_letter && !is_possessive ? WordKind::kWord
               : spelling.digits() > 0      ? WordKind::kNumber
                                            : WordKind::kMark;
}

void ScanWords(std::string_view text, Words* words) {
  words->text = text;
  words->words.clear();
  words->sentences.clear();
  Scanner(words).Scan();
}

}  // namespace backfile
