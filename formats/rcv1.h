// Reuters Corpus Volume 1 and 2: <newsitem> documents.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "formats/formats.h"
#include "formats/stream.h"

namespace backfile {

int SniffRcv1(const Head& head);
std::unique_ptr<Splitter> SplitRcv1(ByteStream* in, const ReadOptions& options);
void ReadRcv1(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems);

}  // namespace backfile
