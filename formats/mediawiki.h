// MediaWiki's XML dumps: pages of wikis, Wikinews among them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "formats/formats.h"
#include "formats/stream.h"

namespace backfile {

int SniffMediawiki(const Head& head);
// Pages of the main namespace that are no redirects.
std::unique_ptr<Splitter> SplitMediawiki(ByteStream* in, const ReadOptions& options);
void ReadMediawiki(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
                   Problems* problems);

}  // namespace backfile
