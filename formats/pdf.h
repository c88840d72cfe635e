// PDF with a text layer.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/formats.h"

namespace backfile {

// One article from a document that knows its own title or has an outline; where that structure is
// missing, as in scanned newspapers, one from each page. Also from each page of what is set on
// larger sheets than letters are (newspapers), and of books. Encrypted documents are refused.
int SniffPdf(const Head& head);
void ReadPdf(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
             Problems* problems);

// Lines of a page as paragraphs: lines are joined, words that were hyphenated at a line's end made
// whole (and noted as they may have been, too: Article::other_forms); a line that ends early behind
// a full stop ends its paragraph.
std::string JoinLines(std::string_view page, std::vector<std::string>* other_forms);

}  // namespace backfile
