// One name for each source of news, however it is spelt: "PA", "Press Association", "PA Media".
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace backfile {

// The names by which sources are filed. Starts with a built-in table of agencies and large titles,
// to which a user's own can be added.
//
// Names are compared folded (FoldForCompare): case, accents, full stops and hyphens do not count. A
// name that is not in the table stays as it was written.
class SourceNames {
 public:
  // Files `spelling` under `name`; beats the built-in table and what was added before.
  void Add(std::string_view spelling, std::string_view name);
  // Adds the lines of a text "NAME = SPELLING | SPELLING ...". Empty lines and lines that begin
  // with
  // '#' are left out. Returns the number of the first line that is none of these, 0 if all is well;
  // the lines before it have been added.
  int AddLines(std::string_view text);

  // The name under which a source is filed.
  std::string Canonical(std::string_view spelling) const;

 private:
  std::map<std::string, std::string, std::less<>> added_;  // By folded spelling.
};

}  // namespace backfile
