// METS: the description of a digitised newspaper issue, which tells the articles of its ALTO pages;
// and MPEG-21 DIDL, which does the same for the texts of the Dutch national library.
//
// Both are read together with the files that they name: Format::parts tells which, and the
// record's context holds them (formats/parts.h).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/formats.h"

namespace backfile {

int SniffMets(const Head& head);
std::vector<std::string> PartsOfMets(std::string_view bytes);
// An article for each division of the logical structure that is one.
void ReadMets(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems);

int SniffDidl(const Head& head);
int SniffDidlText(const Head& head);  // One of the texts; ReadAnyXml reads it alone.
std::vector<std::string> PartsOfDidl(std::string_view bytes);
void ReadDidl(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems);

}  // namespace backfile
