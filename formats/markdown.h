// Markdown with front matter, as site generators keep articles.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/formats.h"

namespace backfile {

// Front matter between lines of --- (YAML) or +++ (TOML), then Markdown; without front matter only
// by the name of the file.
int SniffMarkdown(const Head& head);
void ReadMarkdown(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
                  Problems* problems);

// The entries of a front matter: keys in lower case, values without quotation marks; a list gives
// several entries of one key. Nested tables, block texts aside, are left out.
std::vector<std::pair<std::string, std::string>> ParseFrontMatter(std::string_view text);

// The words of Markdown without its marks: headings and emphasis plain, links and pictures as their
// texts, HTML as what it says. Paragraphs stay parted by empty lines.
std::string TextOfMarkdown(std::string_view markdown);

}  // namespace backfile
