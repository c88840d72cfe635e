// The names of people: taken apart, folded and compared, in one place.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// A name in its parts: "Martin Luther King Jr." has three parts and the suffix "Jr.". Titles are no
// part of it.
struct PersonName {
  std::vector<std::string> parts;  // As written, but for plain apostrophes and hyphens.
  std::vector<std::string> keys;   // Each part folded: lower case, no accents, no stops.
  std::string suffix;              // As written; empty if there is none.

  bool empty() const { return parts.empty(); }
  const std::string& first_key() const { return keys.front(); }
  const std::string& last_key() const { return keys.back(); }
  // A surname alone: one part, or one with particles ("bin Laden", "van der Berg").
  bool is_lone() const;
  std::string ToString() const;  // "Martin Luther King Jr."

  friend bool operator==(const PersonName&, const PersonName&) = default;
};

// Adds a word to a name: a generation suffix ("Jr.", "III") if some part is there already, else a
// part.
void AddNamePart(std::string_view word, PersonName* name);

// Reads a name that stands by itself, as metadata, bylines and people.tsv give it: "Ms Kate Allen",
// "ALLEN, Kate", "King, Martin Luther, Jr.". Titles in front are dropped, names in capitals get
// small letters. Empty if there is no name in it.
PersonName ParsePersonName(std::string_view text);

bool IsNameSuffix(std::string_view word);    // "Jr.", "sr", "III"
bool IsNameParticle(std::string_view word);  // "van", "bin", "de la" in any case.
bool IsInitialKey(std::string_view key);     // One letter.

// The name of a person in capitals as it would be printed in running text: "O'NEILL-SMITH" gives
// "O'Neill-Smith", "MCDONALD" "McDonald". Other words are unchanged.
std::string WithSmallLetters(std::string_view word);

// A name that a record gives in small letters alone as it would be printed: "hisham al-nazer" gives
// "Hisham al-Nazer", and a code, "james-baker", "James Baker". Other names are unchanged. The same
// in every locale.
std::string WithCapitals(std::string_view name);

// Are two first names short forms or spellings of one (article/nicknames.h)? Both folded.
bool AreNicknames(std::string_view a, std::string_view b);

// The long form of a folded first name ("joe" gives "joseph"), if it is short for one name only;
// else the name itself ("alex"). Other spellings of a long form give its first one.
std::string LongFirstName(std::string_view key);

// May two names that stand in one article be one person's? Both need two parts or more. True for
// equal names; for one surname with first names that are equal, nicknames or an initial and no
// middle names that contradict each other; for one name that is part of the other ("López
// Obrador"); for two parts the other way round ("Abe Shinzo"); for a surname with one letter
// different if the first names are equal. Surnames alone never suffice, and "Jr." is not "Sr.".
bool MayBeOnePerson(const PersonName& a, const PersonName& b);

// Does one letter more, less or another make one word the other? Words of fewer than five bytes:
// no.
bool IsOneEditApart(std::string_view a, std::string_view b);

// The key under which one person's name is the same in every article: folded, without titles; case,
// accents, full stops, hyphens, spaces between initials ("J.K.") and the order "Allen, Kate" make
// no difference. Idempotent.
std::string PersonKey(std::string_view name);

}  // namespace backfile
