// EPUB: magazines and collections of articles as e-books.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "formats/formats.h"

namespace backfile {

// One article from each document in reading order (the spine) that holds text; the cover, the table
// of contents and what the book calls auxiliary are left out. Source, writer, date, language and
// subjects are those of the book.
int SniffEpub(const Head& head);
void ReadEpub(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems);

}  // namespace backfile
