// One sentence a kind of node.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/explain.h"

#include "article/text.h"
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

void AppendLines(const Node& node, std::size_t depth, std::string* out) {
  *out += std::string(2 * depth, ' ') + LineInWords(node) + "\n";
  for (const Node& child : node.children) AppendLines(child, depth + 1, out);
}

// Below NEAR and ATLEAST stand words, not conditions.
bool HasParts(const Node& node) {
  return node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr || node.kind == NodeKind::kNot;
}

void AppendCounts(const Node& node, const Node& whole, std::size_t depth,
                  const SearchRequest& request, Searcher* searcher, std::string* out) {
  const std::int64_t count = searcher->CountPart(node, whole, request);
  *out += std::string(2 * depth, ' ') + LineInWords(node) + "  [" + std::to_string(count) + "]\n";
  for (const Node& child : node.children) {
    if (HasParts(node)) {
      AppendCounts(child, whole, depth + 1, request, searcher, out);
    } else {
      AppendLines(child, depth + 1, out);
    }
  }
}

// What the article has where the part asks for something else.
std::string InsteadOf(const Node& node, const Article& article) {
  if (node.field == "date" && !article.published) return "it is undated";
  if (node.field == "date") return "it is of " + article.published->ToString().substr(0, 10);
  if (node.field == "source" && !article.source.empty()) return "it is from " + article.source;
  if (node.field == "section" && !article.section.empty()) return "it is in " + article.section;
  if (node.field == "language") return "it is in " + article.language;
  if (node.field == "status") return "it is " + std::string(StatusName(article.status));
  if (node.field == "by" && article.byline.empty()) return "it names no writer";
  if (node.field == "person" && article.people.empty()) return "it names nobody";
  return "";
}

class Verdicts {
 public:
  Verdicts(const Node& whole, const SearchRequest& request, Searcher* searcher,
           const Snapshot::Place& place)
      : whole_(whole),
        request_(request),
        searcher_(searcher),
        place_(place),
        article_(searcher->Load(place)) {}

  void Append(const Node& node, std::size_t depth, std::string* out) const {
    const bool matches = searcher_->MatchesPart(node, whole_, request_, place_);
    const std::string instead = matches ? "" : InsteadOf(node, article_);
    *out += std::string(matches ? "yes  " : "NO   ") + std::string(2 * depth, ' ') +
            LineInWords(node) + (instead.empty() ? "" : ": " + instead) + "\n";
    if (!HasParts(node)) return;
    for (const Node& child : node.children) Append(child, depth + 1, out);
  }
  const Article& article() const { return article_; }

 private:
  const Node& whole_;
  const SearchRequest& request_;
  Searcher* searcher_;
  Snapshot::Place place_;
  Article article_;
};

Node ParseOf(const SearchRequest& request) {
  auto node = request.is_plain ? ParsePlainWords(request.query, request.limits)
                               : ParseQuery(request.query, request.limits);
  if (!node) throw Error(ExitCode::kUsage, ToString(node.error(), request.query));
  return std::move(*node);
}

}  // namespace

std::string LineInWords(const Node& node) {
  switch (node.kind) {
    case NodeKind::kAll:
      return "every article";
    case NodeKind::kWord:
      return WordInWords(node) + Where(node);
    case NodeKind::kPhrase:
      return "the phrase " + Quoted(node.text) + Where(node);
    case NodeKind::kField:
    case NodeKind::kDate:
      if (node.text == "*") return "with any value of " + node.field + ":";
      return std::string(FindQueryField(node.field)->meaning) + " " + Quoted(node.text);
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

std::string InWords(const Node& node) {
  std::string out;
  AppendLines(node, 0, &out);
  return out;
}

std::string WhyNot(const std::string& id, const SearchRequest& request, Searcher* searcher) {
  const Node node = ParseOf(request);
  const Verdicts verdicts(node, request, searcher, searcher->FindArticle(id));
  std::string out = verdicts.article().id + "  " + verdicts.article().title + "\n\n";
  verdicts.Append(node, 0, &out);
  const Hidden hidden = searcher->WhyHidden(searcher->FindArticle(id), request);
  if (hidden != Hidden::kNo) out += "\nNot shown: " + std::string(InWords(hidden)) + "\n";
  for (const std::string& note : searcher->MakePlan(request).notes) out += "\nNote: " + note;
  return Printable(out + (out.back() == '\n' ? "" : "\n"), true);
}

std::string Explain(const SearchRequest& request, Searcher* searcher) {
  const Node node = ParseOf(request);
  std::string out;
  AppendCounts(node, node, 0, request, searcher, &out);
  out += "\nAs a query: " + ToQuery(node) + "\n";
  for (const std::string& note : searcher->MakePlan(request).notes) out += "Note: " + note + "\n";
  return Printable(out, true);
}

}  // namespace backfile
