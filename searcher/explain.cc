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

// How many articles match a part of the question by itself.
std::int64_t CountOf(const std::string& query, SearchRequest request, Searcher* searcher) {
  request.query = query;
  request.is_plain = false;
  request.limit = 0;
  return searcher->Run(request).total;
}

// Below NEAR and ATLEAST stand words, not conditions.
bool HasParts(const Node& node) {
  return node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr || node.kind == NodeKind::kNot;
}

void AppendCounts(const Node& node, std::size_t depth, const SearchRequest& request,
                  Searcher* searcher, std::string* out) {
  const std::int64_t count = CountOf(ToQuery(node), request, searcher);
  *out += std::string(2 * depth, ' ') + LineOf(node) + "  [" + std::to_string(count) + "]\n";
  for (const Node& child : node.children) {
    if (HasParts(node)) {
      AppendCounts(child, depth + 1, request, searcher, out);
    } else {
      AppendLines(child, depth + 1, out);
    }
  }
}

void AppendVerdicts(const Node& node, const std::string& id, std::size_t depth,
                    const SearchRequest& request, Searcher* searcher, std::string* out) {
  const bool matches = CountOf("(" + ToQuery(node) + ") id:" + id, request, searcher) > 0;
  *out +=
      std::string(matches ? "yes  " : "NO   ") + std::string(2 * depth, ' ') + LineOf(node) + "\n";
  if (!HasParts(node)) return;
  for (const Node& child : node.children) {
    AppendVerdicts(child, id, depth + 1, request, searcher, out);
  }
}

Node ParseOf(const SearchRequest& request) {
  auto node = request.is_plain ? ParsePlainWords(request.query) : ParseQuery(request.query);
  if (!node) throw Error(ExitCode::kUsage, ToString(node.error(), request.query));
  return std::move(*node);
}

}  // namespace

std::string InWords(const Node& node) {
  std::string out;
  AppendLines(node, 0, &out);
  return out;
}

std::string WhyNot(const std::string& id, const SearchRequest& request, Searcher* searcher) {
  const Article article = searcher->Load(searcher->FindArticle(id));
  const Node node = ParseOf(request);
  std::string out = article.id + "  " + article.title + "\n\n";
  AppendVerdicts(node, article.id, 0, request, searcher, &out);
  for (const std::string& note : searcher->MakePlan(request).notes) out += "\nNote: " + note;
  return out + (out.back() == '\n' ? "" : "\n");
}

std::string Explain(const SearchRequest& request, Searcher* searcher) {
  const Node node = ParseOf(request);
  std::string out;
  AppendCounts(node, 0, request, searcher, &out);
  out += "\nAs a query: " + ToQuery(node) + "\n";
  for (const std::string& note : searcher->MakePlan(request).notes) out += "Note: " + note + "\n";
  return out;
}

}  // namespace backfile
