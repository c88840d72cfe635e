// ARC, what web archives were kept in before WARC: versions 1 and 2.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "formats/formats.h"
#include "formats/stream.h"

namespace backfile {

// A record is a captured page with the line before it, which says where and when it was fetched.
int SniffArc(const Head& head);
std::unique_ptr<Splitter> SplitArc(ByteStream* in, const ReadOptions& options);
void ReadArc(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
             Problems* problems);

}  // namespace backfile
