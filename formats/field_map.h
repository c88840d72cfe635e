// Where a user's own JSON keeps what an article needs: the file given with --map.
//
//     title     = "headline.main"                  # a path: names parted by dots
//     body      = ["content.paragraphs[].text", "content.html"]   # the first that is there
//     published = "dates.print"
//
// Fields are those of the output (docs/formats.md). A list on a path stands for all its elements.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article/problem.h"

namespace backfile {

struct FieldMap {
  struct Entry {
    std::string field;  // IsFieldName().
    std::vector<std::string> paths;
    friend bool operator==(const Entry&, const Entry&) = default;
  };
  std::vector<Entry> entries;
  friend bool operator==(const FieldMap&, const FieldMap&) = default;
};

// Reads a mapping file (TOML). A failure says what is wrong and in which line.
Result<FieldMap> ParseFieldMap(std::string_view toml);

}  // namespace backfile
