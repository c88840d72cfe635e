// Gathering.
//
// Counts are exact over all articles about the person. Roles and spellings are gathered from the
// newest kMostRead of them, which is said where there are more.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/person_view.h"

#include <algorithm>
#include <functional>
#include <map>

#include "article/person_table.h"
#include "article/text.h"

namespace backfile {

namespace {

constexpr std::size_t kMostRead = 200;
constexpr std::size_t kMostNames = 20;

bool IsSamePerson(std::string_view a, std::string_view b) {
  const PersonTable table;
  return FoldForCompare(a) == FoldForCompare(b) || table.ArchiveKey(a) == table.ArchiveKey(b);
}

// What the articles say of the person, added up.
class Gatherer {
 public:
  explicit Gatherer(std::string name) : name_(std::move(name)) {}

  void Add(const Article& article, const std::string& date) {
    for (const Person& person : article.people) {
      if (!IsSamePerson(person.name, name_)) continue;
      if (!person.role.empty()) AddRole(person.role, date);
      ++spellings_[person.name];
      for (const std::string& mention : person.mentions) ++spellings_[mention];
    }
  }
  void Finish(PersonView* view) const {
    for (const auto& [folded, role] : roles_) view->roles.push_back(role);
    std::ranges::stable_sort(view->roles, std::greater<>(), &RoleHeld::count);
    std::vector<std::pair<std::int64_t, std::string>> spellings;
    for (const auto& [spelling, count] : spellings_) spellings.emplace_back(-count, spelling);
    std::ranges::sort(spellings);
    for (auto& [count, spelling] : spellings) view->variants.push_back(spelling);
    if (view->variants.size() > kMostNames) view->variants.resize(kMostNames);
    if (view->roles.size() > kMostNames) view->roles.resize(kMostNames);
  }

 private:
  void AddRole(const std::string& role, const std::string& date) {
    RoleHeld& held = roles_[FoldForCompare(role)];
    if (held.role.empty()) held.role = role;
    ++held.count;
    if (date.empty()) return;
    if (held.first.empty() || date < held.first) held.first = date;
    if (held.last.empty() || date > held.last) held.last = date;
  }

  std::string name_;
  std::map<std::string, RoleHeld> roles_;
  std::map<std::string, std::int64_t> spellings_;
};

void FindAbout(const Visit& visit, PersonView* view) {
  SearchRequest request = RequestAbout(visit, "person", view->name);
  request.limit = kMostRead;
  request.facets = {"source", "people"};
  request.facet_options.most = kMostNames + 1;
  const SearchResult result = visit.searcher->Run(request);
  view->total = result.total;
  view->read = static_cast<std::int64_t>(result.hits.size());
  view->sources = result.facets[0];
  view->with = result.facets[1];
  std::erase_if(view->with.values,
                [&](const FacetValue& value) { return IsSamePerson(value.value, view->name); });
  Gatherer gatherer(view->name);
  for (const Hit& hit : result.hits) gatherer.Add(visit.searcher->LoadHit(hit), hit.date);
  gatherer.Finish(view);
  view->chart = MakeChart({}, request, visit.searcher);
}

void FindSaid(const Visit& visit, std::size_t page, PersonView* view) {
  SearchRequest request = RequestAbout(visit, "said", view->name);
  request.limit = kQuotesPerPage;
  request.offset = (page - 1) * kQuotesPerPage;
  const SearchResult result = visit.searcher->Run(request);
  view->quoting = result.total;
  for (const Hit& hit : result.hits) {
    for (const Quote& quote : visit.searcher->LoadHit(hit).quotes) {
      if (!IsSamePerson(quote.speaker, view->name)) continue;
      view->said.push_back({hit.id, hit.title, hit.date, hit.source, quote});
    }
  }
}

}  // namespace

SearchRequest RequestAbout(const Visit& visit, std::string_view field, const std::string& name) {
  SearchState state = Asking(field, name);
  state.sort = Sort::kNewest;
  SearchRequest request = RequestOf(state, visit.today, visit.site->limits);
  request.timeout = visit.site->search_timeout;
  return request;
}

PersonView FindPerson(const Visit& visit, std::size_t page) {
  PersonView view;
  view.name = Squeeze(ParameterOf(visit.parameters(), "name"));
  if (view.name.empty()) throw Error(ExitCode::kUsage, "which person? Give the parameter name");
  FindAbout(visit, &view);
  FindSaid(visit, page, &view);
  if (view.total == 0 && view.quoting == 0) {
    throw Error(ExitCode::kNothingFound, "no article is about, or quotes, " + view.name);
  }
  return view;
}

}  // namespace backfile
