// Articles as OpenSearch and Elasticsearch take them in: a mapping, and the lines of bulk requests.
//
// The rules kept are those that both document for the create-index and bulk interfaces: names of
// indexes, ids of at most 512 bytes, one line an action and one a document, no key twice in an
// object, dates that the mapping's format reads, keywords that fit into a Lucene term.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "article/article.h"

namespace backfile {

// Why an index cannot have this name there; empty if it can.
std::string SearchNameFault(std::string_view name);

// The body of the request that creates the index. It names every key that BulkIndex writes, and
// refuses others.
std::string_view BulkMapping();

// What indexes the article under its id: an action and the article, each a line with its end.
// A date becomes the first second that it may mean, and a range of all of them beside it.
// Requires: the name has no fault.
std::string BulkIndex(std::string_view name, const Article& article);
// What deletes the article with this id: a line with its end.
std::string BulkDelete(std::string_view name, std::string_view id);

}  // namespace backfile
