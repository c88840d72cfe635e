// From what was asked to what the index is asked: a tree of the query language becomes a plan.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <string>

#include "article/person_table.h"
#include "index/analyzer.h"
#include "index/index.h"
#include "searcher/lexicon.h"
#include "searcher/parser.h"
#include "searcher/plan.h"
#include "searcher/query.h"

namespace backfile {

// What a question means depends on this.
struct PlanContext {
  const Snapshot* snapshot = nullptr;
  Lexicon* lexicon = nullptr;
  const PersonTable* people = nullptr;  // Null: nothing is known of other names.
  Analyzer* analyzer = nullptr;
  std::string language;            // Of the question, for stemming; empty: English.
  std::chrono::sys_days today;     // What "yesterday" counts from.
  std::chrono::sys_days earliest;  // Days of the oldest and newest article.
  std::chrono::sys_days latest;
  bool wants_suggestions = false;  // Say what may have been meant by words that occur nowhere.
  double exact_weight = 0;         // How much the form as written adds to its stem.
};

// The plan of a question, or of the part `root` of the question `whole`, which decides what
// capitals mean; or why there is none (a wildcard that is too wide, an id that nothing has).
tl::expected<Plan, QueryError> MakePlan(const Node& root, const Node& whole,
                                        const PlanContext& context);

}  // namespace backfile
