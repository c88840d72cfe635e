// One sentence a kind of node.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/explain.h"

#include "searcher/lexicon.h"
#include "searcher/parser.h"

namespace backfile {

namespace {

std::string Quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string WordInWords(const Node& node) {
  if (HasWildcard(node.text)) return "a word that matches " + node.text;
  if (node.form == WordForm::kExact) return "exactly the word " + Quoted(node.text);
  if (node.form == WordForm::kSpelling) return "a word spelt like " + Quoted(node.text);
  return "the word " + Quoted(node.text);
}

std::string Where(const Node& node) {
  const QueryField* field = FindQueryField(node.field);
  return field == nullptr ? "" : " " + std::string(field->meaning);
}

std::string NearInWords(const Node& node) {
  switch (node.reach) {
    case Reach::kNear:
      return "within " + std::to_string(node.distance) + " words of each other:";
    case Reach::kInOrder:
      return "in this order, within " + std::to_string(node.distance) + " words:";
    case Reach::kSentence:
      return "in one sentence:";
    case Reach::kParagraph:
      return "in one paragraph:";
  }
  return "";
}

std::string LineOf(const Node& node) {
  switch (node.kind) {
    case NodeKind::kAll:
      return "every article";
    case NodeKind::kWord:
      return WordInWords(node) + Where(node);
    case NodeKind::kPhrase:
      return "the phrase " + Quoted(node.text) + Where(node);
    case NodeKind::kField:
    case NodeKind::kDate:
      return std::string(FindQueryField(node.field)->meaning) + " " +
             (node.text == "*" ? "anything" : Quoted(node.text));
    case NodeKind::kAnd:
      return "all of:";
    case NodeKind::kOr:
      return "any of:";
    case NodeKind::kNot:
      return "not:";
    case NodeKind::kNear:
      return NearInWords(node);
    case NodeKind::kAtLeast:
      return "at least " + std::to_string(node.distance) + " times:";
  }
  return "";
}

void AppendLines(const Node& node, std::size_t depth, std::string* out) {
  *out += std::string(2 * depth, ' ') + LineOf(node) + "\n";
  for (const Node& child : node.children) AppendLines(child, depth + 1, out);
}

}  // namespace

std::string InWords(const Node& node) {
  std::string out;
  AppendLines(node, 0, &out);
  return out;
}

std::string Explain(const SearchRequest& request, Searcher* searcher) {
  SearchRequest counted = request;
  counted.limit = 0;
  const SearchResult result = searcher->Run(counted);
  const auto node = request.is_plain ? ParsePlainWords(request.query) : ParseQuery(request.query);
  std::string out = InWords(*node) + "\nAs a query: " + result.query + "\n";
  for (const std::string& note : result.notes) out += "Note: " + note + "\n";
  return out + "Articles: " + std::to_string(result.total) + "\n";
}

}  // namespace backfile
