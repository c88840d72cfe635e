// Web pages: one article a page.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "formats/formats.h"

namespace backfile {

int SniffHtml(const Head& head);
// Record::context may hold hints from the page's surroundings, as WriteHints() of html_page.h
// writes them; empty: there are none.
void ReadHtml(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems);

}  // namespace backfile
