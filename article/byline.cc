// A byline split at what parts people, and each piece asked whether it can be one.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/byline.h"

#include <algorithm>
#include <array>

#include "article/lexicon.h"
#include "article/person_name.h"
#include "article/text.h"
#include "article/words.h"

namespace backfile {

namespace {

constexpr std::size_t kLongestByline = 1000;  // Bytes; what is longer is text.
constexpr std::size_t kMostWords = 5;         // Of one name.

// Words in front of a name, words that end it, and words that no name has.
constexpr std::array kLeads = {WordHash("by"),       WordHash("from"),      WordHash("story"),
                               WordHash("written"),  WordHash("words"),     WordHash("reporting"),
                               WordHash("reported"), WordHash("text"),      WordHash("and"),
                               WordHash("with"),     WordHash("exclusive"), WordHash("analysis"),
                               WordHash("review"),   WordHash("report"),    WordHash("author")};
constexpr std::array kEnds = {WordHash("in"), WordHash("at"),      WordHash("for"),
                              WordHash("of"), WordHash("on"),      WordHash("is"),
                              WordHash("-"),  WordHash("|"),       WordHash("("),
                              WordHash("@"),  WordHash("updated"), WordHash("special")};
constexpr std::array kPartings = {WordHash("and"), WordHash("&"), WordHash("/"),
                                  WordHash(";"),   WordHash(","), WordHash("with")};
constexpr std::array kNobody = {
    WordHash("staff"), WordHash("our"),     WordHash("own"),      WordHash("news"),
    WordHash("wire"),  WordHash("service"), WordHash("desk"),     WordHash("reuters"),
    WordHash("afp"),   WordHash("ap"),      WordHash("agencies"), WordHash("agency"),
    WordHash("bbc"),   WordHash("cnn"),     WordHash("press"),    WordHash("admin"),
    WordHash("team"),  WordHash("bureau"),  WordHash("online"),   WordHash("tv"),
    WordHash("the"),   WordHash("upi"),     WordHash("xinhua"),   WordHash("bloomberg"),
    WordHash("dpa")};

template <std::size_t N>
bool IsOneOf(const Word& word, const std::array<std::uint64_t, N>& hashes) {
  return std::ranges::find(hashes, word.hash) != hashes.end();
}

// Words [first, last) that may be one name.
struct Piece {
  std::size_t first = 0;
  std::size_t last = 0;
  bool after_comma = false;
};

class BylineReader {
 public:
  explicit BylineReader(std::string_view byline) { ScanWords(byline, &words_); }

  std::vector<std::string> Read() {
    const std::vector<Piece> pieces = Split();
    std::vector<std::string> people;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (i + 1 < pieces.size() && AreReversed(pieces, i)) {
        Add(Text(pieces[i]) + ", " + Text(pieces[i + 1]), &people);
        ++i;
      } else if (IsPerson(pieces[i])) {
        Add(Text(pieces[i]), &people);
      }
    }
    return people;
  }

 private:
  const Word& At(std::size_t i) const { return words_.words[i]; }
  std::string Text(const Piece& piece) const {
    return Squeeze(words_.Text(static_cast<std::uint32_t>(piece.first),
                               static_cast<std::uint32_t>(piece.last)));
  }
  WordClasses Classes(std::size_t i) const { return Lexicon::Default().Classes(At(i).hash); }

  // What stands between words and marks that part names. After a word that ends a name ("in
  // Beirut") all is left out up to the next mark that parts.
  std::vector<Piece> Split() const {
    std::vector<Piece> pieces;
    Piece piece;
    bool skipping = false;
    const auto end_piece = [&](std::size_t next, bool comma) {
      if (piece.last > piece.first) pieces.push_back(piece);
      piece = {next, next, comma};
    };
    for (std::size_t i = 0; i < words_.words.size(); ++i) {
      if (IsOneOf(At(i), kPartings)) {
        end_piece(i + 1, At(i).hash == WordHash(","));
        skipping = false;
      } else if (skipping) {
        piece = {i + 1, i + 1, false};
      } else if (piece.first == piece.last && IsOneOf(At(i), kLeads)) {
        piece = {i + 1, i + 1, false};
      } else if (IsOneOf(At(i), kEnds) ||
                 (At(i).kind == WordKind::kMark && At(i).hash != WordHash("."))) {
        end_piece(i + 1, false);
        skipping = true;
      } else {
        piece.last = i + 1;
      }
    }
    end_piece(words_.words.size(), false);
    return pieces;
  }

  bool HasOnlyNameWords(const Piece& piece) const {
    for (std::size_t i = piece.first; i < piece.last; ++i) {
      const Word& word = At(i);
      if (word.kind != WordKind::kWord || (word.marks & kHasDigit) != 0) return false;
      if (!word.is_capital() && !IsNameParticle(words_.Text(word))) return false;
      if (IsOneOf(word, kNobody)) return false;
      const WordClasses classes = Classes(i);
      const bool is_name = (classes & (kFirstName | kLastName)) != 0;
      if ((classes & (kOrganisationWord | kRole)) != 0 && !is_name) return false;
    }
    return true;
  }

  bool IsPerson(const Piece& piece) const {
    const std::size_t size = piece.last - piece.first;
    if (size < 2 || size > kMostWords || !HasOnlyNameWords(piece)) return false;
    // After a comma a place may follow: "Jane Doe, New York".
    return !piece.after_comma || (Classes(piece.first) & kFirstName) != 0 ||
           (At(piece.first).marks & kHasStop) != 0;
  }

  // "Doe, Jane"
  bool AreReversed(const std::vector<Piece>& pieces, std::size_t i) const {
    const Piece& last = pieces[i];
    const Piece& first = pieces[i + 1];
    return first.after_comma && last.last - last.first == 1 && first.last - first.first <= 2 &&
           HasOnlyNameWords(last) && HasOnlyNameWords(first) &&
           (Classes(first.first) & kFirstName) != 0;
  }

  static void Add(const std::string& text, std::vector<std::string>* people) {
    std::string name = ParsePersonName(text).ToString();
    if (!name.empty() && std::ranges::find(*people, name) == people->end()) {
      people->push_back(std::move(name));
    }
  }

  Words words_;
};

}  // namespace

std::vector<std::string> PeopleOfByline(std::string_view byline) {
  if (byline.size() > kLongestByline) return {};
  return BylineReader(byline).Read();
}

}  // namespace backfile
