// A person over time: when, in which role, where, with whom, and what they said.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "searcher/serve/page.h"
#include "searcher/serve/search_view.h"

namespace backfile {

// What the person was called, from when to when.
struct RoleHeld {
  std::string role;
  std::string first;
  std::string last;
  std::int64_t count = 0;
};

// Something that the person said, and the article that has it.
struct Said {
  std::string id;
  std::string title;
  std::string date;
  std::string source;
  Quote quote;
};

struct PersonView {
  std::string name;
  std::int64_t total = 0;  // Articles about the person.
  std::int64_t read = 0;   // Of these, for roles and variants.
  Chart chart;
  FacetCounts sources;
  FacetCounts with;
  std::vector<RoleHeld> roles;        // Most frequent first.
  std::vector<std::string> variants;  // As written, most frequent first.
  std::int64_t quoting = 0;           // Articles that quote the person.
  std::vector<Said> said;             // Of one page of those.
};

// The person whom the parameter `name` names. `page`: which of the articles that quote the person,
// newest first, from 1. Throws Error(kUsage) without a name, Error(kNothingFound) if no article
// knows it, and as Searcher::Run.
PersonView FindPerson(const Visit& visit, std::size_t page);

// The newest articles about the person, or quoting, as a request.
SearchRequest RequestAbout(const Visit& visit, std::string_view field, const std::string& name);

inline constexpr std::size_t kQuotesPerPage = 25;  // Articles, each with its quotes.

}  // namespace backfile
