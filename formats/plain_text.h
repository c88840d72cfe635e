// Articles as plain text, the way scrapers and newsroom exports leave them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "formats/formats.h"

namespace backfile {

// Whatever is text in some character set and nothing else recognises.
int SniffPlainText(const Head& head);
// One article a file: headline, perhaps a byline and captions, paragraphs (docs/formats.md).
void ReadPlainText(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
                   Problems* problems);

}  // namespace backfile
