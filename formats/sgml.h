// SGML as the old newswire collections have it: found by tags, not parsed by a grammar.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "formats/formats.h"
#include "formats/stream.h"

namespace backfile {

// Reuters-21578: <REUTERS ...> elements with TITLE, DATELINE, BODY, and lists of <D>.
int SniffReuters(const Head& head);
std::unique_ptr<Splitter> SplitReuters(ByteStream* in, const ReadOptions& options);
void ReadReuters(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
                 Problems* problems);

// TREC: <DOC> elements with DOCNO, HEADLINE and its kin, DATE, TEXT.
int SniffTrec(const Head& head);
std::unique_ptr<Splitter> SplitTrec(ByteStream* in, const ReadOptions& options);
void ReadTrec(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems);

}  // namespace backfile
