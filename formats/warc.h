// WARC, the format of web archives (ISO 28500): 0.17 to 1.1.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "formats/formats.h"
#include "formats/stream.h"

namespace backfile {

// A record is a response, resource or conversion that may hold an article (MayHoldArticle), with
// its header, as it stands in the archive. A revisit says that a page was the same as at an earlier
// capture, which is an article already.
int SniffWarc(const Head& head);
std::unique_ptr<Splitter> SplitWarc(ByteStream* in, const ReadOptions& options);
void ReadWarc(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems);

}  // namespace backfile
