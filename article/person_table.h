// people.tsv: what the users of an archive know about its people and no program can.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "article/problem.h"

namespace backfile {

// Whose name is whose, and what is no person.
//
// One person a line: the name to show, then other forms of it, parted by tabs. A line whose first
// field is "-" lists what is no person. "#" begins a comment. Forms are compared by PersonKey:
// case, accents, full stops, hyphens, titles and "Allen, Kate" make no difference.
//
//     Kate Allen<TAB>Katherine Allen<TAB>K. Allen
//     -<TAB>Rolling Stone
class PersonTable {
 public:
  // An empty table, by which every name stands for itself.
  PersonTable() = default;

  // Reads the text of a people.tsv. A sentence with the number of the line if a form is given to
  // two people, or a line is no valid UTF-8.
  static Result<PersonTable> Parse(std::string_view text);

  // The name to show for a name; the name itself if the table does not know it, empty if it says
  // that it is no person. Canonical(Canonical(x)) == Canonical(x).
  std::string Canonical(std::string_view name) const;

  bool empty() const { return canonical_.empty(); }
  // All forms of the person that a name is a form of, as the table writes them; none for a name
  // that the table does not know.
  std::vector<std::string> FormsOf(std::string_view name) const;

  // The key under which a person is one in all articles, whatever the spelling: that of the name to
  // show, with a short first name in its long form where it has only one ("Joe Hale" and "Joseph
  // Hale", not "Alex"). Names that share no more than the surname never share a key. Idempotent.
  std::string ArchiveKey(std::string_view name) const;

 private:
  std::unordered_map<std::string, std::string> canonical_;           // By key; empty: no person.
  std::unordered_map<std::string, std::vector<std::string>> forms_;  // By canonical name.
};

}  // namespace backfile
