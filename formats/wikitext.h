// Wikitext as plain text.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backfile {

struct PlainWikitext {
  std::string text;                     // Paragraphs; headings and list items on their own lines.
  std::vector<std::string> categories;  // Without their namespace.
  std::vector<std::string> captions;    // Of pictures.
  // Templates outside of any other, by lower-case name, with all their parameters: what is named
  // "date" or "byline" tells when and where a story was written.
  std::vector<std::pair<std::string, std::string>> templates;
};

// Links become their text; templates, tables, references, comments, magic words and the mark-up of
// letters are left out. Any text is read, in time linear in its length.
PlainWikitext ReadWikitext(std::string_view wikitext);

}  // namespace backfile
