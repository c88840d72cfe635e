// The logical content of an index, for comparing two of them whatever their files look like.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string_view>

#include "index/index.h"

namespace backfile {

// A line an article, in the order of their ids: "bf:ID<TAB>CONTENT<TAB>SEARCHABLE<TAB>TITLE", where
// CONTENT is its content digest and SEARCHABLE one of every term of it with its frequency and
// positions; then a column for each thing that is said of it in view of other articles. Hidden
// documents are left out. Memory: 8 bytes a document and 40 an article.
void DumpArticles(const Snapshot& snapshot, const std::function<void(std::string_view)>& print);

// A line a term, in byte order: "TERM<TAB>DOCUMENTS<TAB>OCCURRENCES", over the articles that can be
// found.
void DumpTerms(const Snapshot& snapshot, const std::function<void(std::string_view)>& print);

}  // namespace backfile
