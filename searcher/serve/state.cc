// Addresses, states and questions.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/state.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "article/text.h"
#include "searcher/parser.h"

namespace backfile {

namespace {

constexpr std::string_view kNot = "not-";
constexpr std::array<std::string_view, 3> kSteps = {"year", "month", "day"};
constexpr std::size_t kMostChoices = 200;

// Whether values of the field can be chosen.
bool IsChosenField(std::string_view name) {
  const QueryField* field = FindQueryField(name);
  if (field == nullptr) return false;
  return field->kind == QueryFieldKind::kExact || field->kind == QueryFieldKind::kName ||
         field->name == "role";
}

void TakeChoice(std::string_view name, const std::string& value, SearchState* state) {
  const bool is_excluded = name.starts_with(kNot);
  if (is_excluded) name.remove_prefix(kNot.size());
  Choice choice{std::string(name), Squeeze(value), is_excluded};
  if (!IsChosenField(name) || choice.value.empty() || HasChoice(*state, choice)) return;
  if (state->choices.size() < kMostChoices) state->choices.push_back(std::move(choice));
}

std::size_t ReadPage(std::string_view text) {
  std::size_t page = 1;
  std::from_chars(text.data(), text.data() + text.size(), page);
  return std::clamp<std::size_t>(page, 1, kMostPages);
}

std::string_view SortName(Sort sort) {
  if (sort == Sort::kNewest) return "newest";
  return sort == Sort::kOldest ? "oldest" : "relevance";
}

std::string_view CollapseName(Collapse collapse) {
  if (collapse == Collapse::kBest) return "best";
  return collapse == Collapse::kEarliest ? "earliest" : "no";
}

Collapse ReadCollapse(std::string_view text) {
  if (text == "best") return Collapse::kBest;
  return text == "earliest" ? Collapse::kEarliest : Collapse::kNo;
}

// A mark that ends a quoted value cannot be written inside it; a wildcard stands for it.
std::string Askable(std::string value) {
  constexpr std::string_view kCurly = "”";
  std::ranges::replace(value, '"', '?');
  for (std::size_t at = value.find(kCurly); at != std::string::npos; at = value.find(kCurly)) {
    value.replace(at, kCurly.size(), "?");
  }
  return value;
}

Node ChoiceNode(const Choice& choice) {
  const bool is_text = FindQueryField(choice.field)->kind == QueryFieldKind::kText;
  Node node;
  node.kind = is_text ? NodeKind::kPhrase : NodeKind::kField;
  node.field = choice.field;
  node.text = Askable(choice.value);
  return node;
}

// Any of the values of the field that are included, or excluded.
void AddAlternatives(const SearchState& state, const Choice& first, Node* whole) {
  Node any;
  any.kind = NodeKind::kOr;
  for (const Choice& choice : state.choices) {
    if (choice.field != first.field || choice.is_excluded != first.is_excluded) continue;
    any.children.push_back(ChoiceNode(choice));
  }
  if (any.children.size() == 1) any = Node(any.children.front());
  if (!first.is_excluded) {
    whole->children.push_back(std::move(any));
    return;
  }
  Node none;
  none.kind = NodeKind::kNot;
  none.children.push_back(std::move(any));
  whole->children.push_back(std::move(none));
}

bool IsFirstOfField(const SearchState& state, const Choice& choice) {
  const auto first = std::ranges::find_if(state.choices, [&](const Choice& other) {
    return other.field == choice.field && other.is_excluded == choice.is_excluded;
  });
  return *first == choice;
}

Node ParseQuestion(const std::string& question, const QueryLimits& limits) {
  auto node = ParseQuery(question, limits);
  if (!node) throw Error(ExitCode::kUsage, ToString(node.error(), question));
  return std::move(*node);
}

}  // namespace

const std::vector<WebFacet>& WebFacets() {
  static const std::vector<WebFacet> facets = {
      {"source", "source", "Source", "sources"},
      {"people", "person", "People", "people"},
      {"section", "section", "Section", "sections"},
      {"organisations", "org", "Organisations", "organisations"},
      {"places", "place", "Places", "places"},
      {"subjects", "subject", "Subjects", "subjects"},
      {"language", "language", "Language", "languages"},
      {"date-basis", "date-basis", "Date known from", "ways to know the date"},
      {"status", "status", "Status", "kinds of status"},
  };
  return facets;
}

const WebFacet* FindWebFacet(std::string_view name) {
  const auto it = std::ranges::find(WebFacets(), name, &WebFacet::name);
  return it == WebFacets().end() ? nullptr : &*it;
}

bool HasChoice(const SearchState& state, const Choice& choice) {
  return std::ranges::find(state.choices, choice) != state.choices.end();
}

SearchState ParseState(const Parameters& parameters) {
  SearchState state;
  for (const auto& [name, value] : parameters) {
    if (name == "q") state.question = std::string(Trim(value));
    if (name == "date") state.date = std::string(Trim(value));
    if (name == "sort")
      state.sort = value == "newest"   ? Sort::kNewest
                   : value == "oldest" ? Sort::kOldest
                                       : Sort::kRelevance;
    if (name == "step" && std::ranges::find(kSteps, value) != kSteps.end()) state.step = value;
    if (name == "relative") state.is_relative = value == "1";
    if (name == "collapse") state.collapse = ReadCollapse(value);
    if (name == "facets-over") state.facets_over_stories = value == "stories";
    if (name == "all-versions") state.all_versions = value == "1";
    if (name == "page") state.page = ReadPage(value);
    TakeChoice(name, value, &state);
  }
  return state;
}

Parameters ToParameters(const SearchState& state) {
  Parameters parameters;
  if (!state.question.empty()) parameters.emplace_back("q", state.question);
  for (const Choice& choice : state.choices) {
    parameters.emplace_back((choice.is_excluded ? std::string(kNot) : "") + choice.field,
                            choice.value);
  }
  if (!state.date.empty()) parameters.emplace_back("date", state.date);
  if (state.sort != Sort::kRelevance) parameters.emplace_back("sort", SortName(state.sort));
  if (!state.step.empty()) parameters.emplace_back("step", state.step);
  if (state.is_relative) parameters.emplace_back("relative", "1");
  if (state.collapse != Collapse::kNo) {
    parameters.emplace_back("collapse", CollapseName(state.collapse));
  }
  if (state.facets_over_stories) parameters.emplace_back("facets-over", "stories");
  if (state.all_versions) parameters.emplace_back("all-versions", "1");
  if (state.page > 1) parameters.emplace_back("page", std::to_string(state.page));
  return parameters;
}

Node QueryOf(const SearchState& state, const QueryLimits& limits) {
  Node whole;
  whole.kind = NodeKind::kAnd;
  Node question = ParseQuestion(state.question, limits);
  if (question.kind == NodeKind::kAnd) {
    whole.children = std::move(question.children);
  } else if (question.kind != NodeKind::kAll) {
    whole.children.push_back(std::move(question));
  }
  for (const Choice& choice : state.choices) {
    if (IsFirstOfField(state, choice)) AddAlternatives(state, choice, &whole);
  }
  if (!state.date.empty()) {
    Node date;
    date.kind = NodeKind::kDate;
    date.field = "date";
    date.text = Askable(state.date);
    whole.children.push_back(std::move(date));
  }
  if (whole.children.empty()) return Node();
  if (whole.children.size() == 1) return Node(whole.children.front());
  return whole;
}

SearchRequest RequestOf(const SearchState& state, std::chrono::sys_days today,
                        const QueryLimits& limits) {
  SearchRequest request;
  request.query = ToQuery(QueryOf(state, limits));
  request.limits = limits;
  request.sort = state.sort;
  request.collapse = state.collapse;
  request.facets_over_stories = state.facets_over_stories;
  request.all_versions = state.all_versions;
  request.limit = kRowsPerPage;
  request.offset = (state.page - 1) * kRowsPerPage;
  request.today = today;
  request.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return request;
}

SearchState With(SearchState state, Choice choice) {
  state.page = 1;
  std::erase_if(state.choices, [&](const Choice& other) {
    return other.field == choice.field && other.value == choice.value;
  });
  state.choices.push_back(std::move(choice));
  return state;
}

SearchState Without(SearchState state, const Choice& choice) {
  state.page = 1;
  std::erase(state.choices, choice);
  return state;
}

SearchState WithDate(SearchState state, std::string date) {
  state.page = 1;
  state.step.clear();
  state.date = std::move(date);
  return state;
}

SearchState WithoutIncluded(SearchState state, std::string_view field) {
  std::erase_if(state.choices,
                [&](const Choice& choice) { return choice.field == field && !choice.is_excluded; });
  return state;
}

SearchState Asking(std::string_view field, std::string_view value) {
  SearchState state;
  state.choices.push_back({std::string(field), std::string(value), false});
  return state;
}

}  // namespace backfile
