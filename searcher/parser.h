// Reads the query language (docs/man/backfile-query.7): any bytes give a tree or one message with
// its place.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "article/problem.h"
#include "searcher/query.h"

namespace backfile {

// Bounds on what may be asked. Beyond them the question is refused; of what else stands for a word
// without being written (its forms, likely spellings, names of a person), so many are taken.
struct QueryLimits {
  std::size_t max_bytes = 32 * 1024;
  std::size_t max_clauses = 1024;      // Words and phrases.
  int max_depth = 20;                  // Parentheses within one another.
  std::size_t max_expansion = 10'000;  // Words of the index that one of the question stands for.
};

// Why a question was not understood.
struct QueryError {
  std::size_t at = 0;    // Byte of the query that the sentence speaks of.
  std::string sentence;  // For the person who asked; says what to do.
};

// The tree, or why there is none. An empty question is every article (NodeKind::kAll).
tl::expected<Node, QueryError> ParseQuery(std::string_view query, const QueryLimits& limits = {});

// The words of a plain question, all of them optional: nothing in it is an operator.
tl::expected<Node, QueryError> ParsePlainWords(std::string_view question,
                                               const QueryLimits& limits = {});

// The message as it is shown: the sentence, the query, and a caret below the character.
std::string ToString(const QueryError& error, std::string_view query);

}  // namespace backfile
