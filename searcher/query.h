// A question as it was understood: a small tree, and that tree written as a query again.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace backfile {

enum class NodeKind : std::uint8_t {
  kAll,      // Every article.
  kWord,     // One word, anywhere or in a text field. `text` may hold the wildcards * and ?.
  kPhrase,   // Words in exact order. `text` is what stood between the quotation marks.
  kField,    // A facet or another exact value: field `field` is `text`; `text` "*" is any value.
  kDate,     // `field` is "date" or "event"; `text` the range as written.
  kAnd,      // All of two or more children.
  kOr,       // Any of two or more children.
  kNot,      // Not the one child.
  kNear,     // Two or more children within reach of each other; see `reach` and `distance`.
  kAtLeast,  // The one child occurs `distance` times or more.
};

enum class WordForm : std::uint8_t {
  kStemmed,   // strikes: also "strike"
  kExact,     // =strikes
  kSpelling,  // colour~
};

enum class Reach : std::uint8_t {
  kNear,       // a NEAR/5 b: at most `distance` words apart, in any order
  kInOrder,    // a PRE/5 b
  kSentence,   // a /s b
  kParagraph,  // a /p b
};

// A plain value. Trees are never deeper than Limits::max_depth of the parser.
struct Node {
  NodeKind kind = NodeKind::kAll;
  std::string text = {};
  std::string field = {};  // Of words and phrases: empty for anywhere, or "title", "lead", ...
  WordForm form = WordForm::kStemmed;
  Reach reach = Reach::kNear;
  int distance = 0;
  std::vector<Node> children = {};
  std::size_t begin = 0;  // Bytes [begin, end) of the query; not part of what it means.
  std::size_t end = 0;
};

// Whether two trees mean the same, wherever they were written.
bool SameMeaning(const Node& a, const Node& b);

// The tree as a query: parsing it gives a tree of the same meaning.
std::string ToQuery(const Node& node);

// What a field of the query language is.
enum class QueryFieldKind : std::uint8_t {
  kText,   // Words and phrases in a part of the article.
  kExact,  // A whole value, folded.
  kName,   // A person: the whole name or any part of it.
  kDate,   // A range of days.
  kId,     // bf:1a2b3c, any unique prefix.
};
struct QueryField {
  std::string_view name;     // As written before the colon.
  std::string_view schema;   // Its name in index/schema.h.
  std::string_view meaning;  // For explain and the manual: "in the title".
  QueryFieldKind kind;
};
// Every field, in the order of the manual.
const std::vector<QueryField>& QueryFields();
const QueryField* FindQueryField(std::string_view name);  // nullptr: no such field.
// The known field whose name looks most like `name`.
std::string_view NearestField(std::string_view name);

}  // namespace backfile
