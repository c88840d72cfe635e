// Trees: comparing, writing, and the table of fields.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query.h"

#include <algorithm>
#include <numeric>

namespace backfile {

namespace {

// A value that may stand behind a colon without quotation marks.
bool IsBare(std::string_view text) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-.:*_").find(c) != std::string_view::npos;
  };
  return !text.empty() && std::ranges::all_of(text, plain);
}

std::string Quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string WordText(const Node& node) {
  std::string text = node.field.empty() ? "" : node.field + ":";
  if (node.form == WordForm::kExact) text += '=';
  text += node.text;
  if (node.form == WordForm::kSpelling) text += '~';
  return text;
}

std::string ReachText(const Node& node) {
  switch (node.reach) {
    case Reach::kNear:
      return " NEAR/" + std::to_string(node.distance) + " ";
    case Reach::kInOrder:
      return " PRE/" + std::to_string(node.distance) + " ";
    case Reach::kSentence:
      return " /s ";
    case Reach::kParagraph:
      return " /p ";
  }
  return " ";
}

// Whether a child's operator would bind differently without parentheses. NEAR binds more tightly
// than AND, AND more tightly than OR; a row of NEARs is read from the left.
bool NeedsParentheses(const Node& parent, const Node& child, bool is_first) {
  switch (parent.kind) {
    case NodeKind::kAnd:
      return child.kind == NodeKind::kOr;
    case NodeKind::kNot:
      return child.kind == NodeKind::kOr || child.kind == NodeKind::kAnd;
    case NodeKind::kNear:
      return child.kind == NodeKind::kOr || (child.kind == NodeKind::kNear && !is_first);
    default:
      return false;
  }
}

std::string Joined(const Node& node, std::string_view between) {
  std::string text;
  for (const Node& child : node.children) {
    const bool is_first = &child == &node.children.front();
    if (!is_first) text += between;
    text += NeedsParentheses(node, child, is_first) ? "(" + ToQuery(child) + ")" : ToQuery(child);
  }
  return text;
}

std::size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t change = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({change, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

bool SameMeaning(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.text != b.text || a.field != b.field || a.form != b.form) return false;
  if (a.kind == NodeKind::kNear && a.reach != b.reach) return false;
  return a.distance == b.distance &&
         std::ranges::equal(a.children, b.children,
                            [](const Node& x, const Node& y) { return SameMeaning(x, y); });
}

std::string ToQuery(const Node& node) {
  switch (node.kind) {
    case NodeKind::kAll:
      return "*";
    case NodeKind::kWord:
      return WordText(node);
    case NodeKind::kPhrase:
      return (node.field.empty() ? "" : node.field + ":") + Quoted(node.text);
    case NodeKind::kField:
    case NodeKind::kDate:
      return node.field + ":" + (IsBare(node.text) ? node.text : Quoted(node.text));
    case NodeKind::kAnd:
      return Joined(node, " ");
    case NodeKind::kOr:
      return Joined(node, " OR ");
    case NodeKind::kNot:
      return "NOT " + Joined(node, "");
    case NodeKind::kNear:
      return Joined(node, ReachText(node));
    case NodeKind::kAtLeast:
      return "ATLEAST" + std::to_string(node.distance) + "(" + ToQuery(node.children.front()) + ")";
  }
  return "";
}

const std::vector<QueryField>& QueryFields() {
  static const std::vector<QueryField> fields = {
      {"title", "title", "in the title", QueryFieldKind::kText},
      {"lead", "lead", "in the first paragraphs", QueryFieldKind::kText},
      {"caption", "caption", "in a caption", QueryFieldKind::kText},
      {"quote", "quote", "in quoted speech", QueryFieldKind::kText},
      {"role", "role", "in the role of a person", QueryFieldKind::kText},
      {"person", "person", "about the person", QueryFieldKind::kName},
      {"said", "said", "quoting", QueryFieldKind::kName},
      {"by", "by", "written by", QueryFieldKind::kName},
      {"source", "source", "from the source", QueryFieldKind::kExact},
      {"section", "section", "in the section", QueryFieldKind::kExact},
      {"language", "language", "in the language", QueryFieldKind::kExact},
      {"place", "place", "about the place", QueryFieldKind::kExact},
      {"org", "org", "about the organisation", QueryFieldKind::kExact},
      {"subject", "subject", "on the subject", QueryFieldKind::kExact},
      {"date", "day", "published", QueryFieldKind::kDate},
      {"event", "event", "telling of", QueryFieldKind::kDate},
      {"date-basis", "date-basis", "dated by", QueryFieldKind::kExact},
      {"status", "status", "of status", QueryFieldKind::kExact},
      {"has", "has", "that has a", QueryFieldKind::kExact},
      {"id", "id", "with the id", QueryFieldKind::kId},
  };
  return fields;
}

const QueryField* FindQueryField(std::string_view name) {
  const auto& fields = QueryFields();
  const auto it = std::ranges::find(fields, name, &QueryField::name);
  return it == fields.end() ? nullptr : &*it;
}

std::string_view NearestField(std::string_view name) {
  const auto& fields = QueryFields();
  return std::ranges::min_element(
             fields, {},
             [&](const QueryField& field) { return EditDistance(name.substr(0, 20), field.name); })
      ->name;
}

}  // namespace backfile
