// A recursive-descent parser with no lexer: what a character means depends on what stands before
// it.
//
//     any      := all ("OR" all)*
//     all      := one ("AND"? one)*
//     one      := ("NOT" | "-") one | near
//     near     := leaf (("NEAR/5" | "PRE/5" | "/s" | "/p") leaf)*
//     leaf     := "(" any ")" | "ATLEAST3(" any ")" | "=phrase" | phrase | field ":" value | word
//
// Punctuation that stands alone means nothing and is passed over. Everything else either means
// something or is an error with a place; depth and size are bounded (QueryLimits), and the time is
// linear in the length.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/parser.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "article/text.h"
#include "index/tokenizer.h"
#include "searcher/date_range.h"
#include "searcher/query_text.h"

namespace backfile {

namespace {

constexpr int kDefaultDistance = 10;
constexpr int kMaxDistance = 10'000;

// Thrown inside the parser alone; ParseQuery turns it into its result.
struct Refusal {
  QueryError error;
};

bool IsReach(std::string_view chunk) {
  return chunk == "/s" || chunk == "/p" || chunk == "NEAR" || chunk.starts_with("NEAR/") ||
         chunk.starts_with("PRE/");
}
bool IsOperator(std::string_view chunk) {
  return chunk == "OR" || chunk == "AND" || chunk == "NOT" || IsReach(chunk);
}

class Parser {
 public:
  Parser(std::string_view query, const QueryLimits& limits) : text_(query), limits_(limits) {}

  Node ParseAll() {
    SkipEmpty();
    if (AtEnd()) {
      if (Trim(text_).empty()) return Node{};
      Refuse(0, "there is no word in this question");
    }
    Node node = ParseAny();
    if (!AtEnd()) Refuse(at_, "this parenthesis was never opened");
    return node;
  }

 private:
  [[noreturn]] static void Refuse(std::size_t at, std::string sentence) {
    throw Refusal{{at, std::move(sentence)}};
  }

  // --- Characters ---

  bool AtEnd() const { return at_ >= text_.size(); }
  std::string_view Rest() const { return text_.substr(at_); }
  bool EndsChunk(std::size_t at) const {
    return at >= text_.size() || text_[at] == '(' || text_[at] == ')' || SpaceAt(text_, at) > 0 ||
           OpeningMark(text_.substr(at)) != nullptr || text_.substr(at).starts_with("”");
  }
  // What stands here up to white space, a parenthesis or a quotation mark.
  std::string_view Chunk() const {
    std::size_t end = at_;
    while (!EndsChunk(end)) ++end;
    return text_.substr(at_, end - at_);
  }
  void SkipSpace() {
    while (const std::size_t n = SpaceAt(text_, at_)) at_ += n;
  }
  bool HasWord(std::string_view chunk) {
    if (std::ranges::any_of(chunk, [](char c) { return IsLetter(c) || IsDigit(c); })) return true;
    return std::ranges::any_of(chunk, [](char c) { return (c & 0x80) != 0; }) &&
           !tokenizer_.Scan(chunk).empty();
  }
  // White space, and punctuation that stands alone.
  void SkipEmpty() {
    for (SkipSpace(); !AtEnd(); SkipSpace()) {
      if (Rest().starts_with("”")) {
        at_ += std::string_view("”").size();
        continue;
      }
      const std::string_view chunk = Chunk();
      if (chunk.empty() || IsOperator(chunk) || IsStars(chunk) || HasWord(chunk)) return;
      const std::size_t after = at_ + chunk.size();
      const bool is_prefix =
          (chunk == "-" || chunk == "=" || chunk == "-=") &&
          (after < text_.size() && text_[after] != ')' && SpaceAt(text_, after) == 0);
      if (is_prefix) return;
      at_ = after;
    }
  }

  // --- Operators ---

  bool AtClosing() const { return !AtEnd() && text_[at_] == ')'; }

  // Passes over the operator, and refuses it if nothing follows.
  void TakeOperator(std::string_view name) {
    const std::size_t begin = at_;
    at_ += name.size();
    SkipEmpty();
    if (AtEnd() || AtClosing()) {
      Refuse(
          begin,
          std::string(name) +
              " needs something after it; to search for the word, put it between quotation marks");
    }
  }

  // --- Grammar ---

  Node ParseAny() {
    std::vector<Node> children;
    children.push_back(ParseEach());
    while (Chunk() == "OR") {
      TakeOperator("OR");
      children.push_back(ParseEach());
    }
    return Combine(NodeKind::kOr, std::move(children));
  }

  Node ParseEach() {
    std::vector<Node> children;
    children.push_back(ParseOne());
    while (!AtEnd() && !AtClosing() && Chunk() != "OR") {
      if (Chunk() == "AND") TakeOperator("AND");
      children.push_back(ParseOne());
    }
    return Combine(NodeKind::kAnd, std::move(children));
  }

  Node ParseOne() {
    const std::size_t begin = at_;
    if (Chunk() == "NOT") {
      TakeOperator("NOT");
      return Negated(begin);
    }
    if (text_[at_] == '-') {
      const std::size_t dashes = std::min(Rest().find_first_not_of('-'), Rest().size());
      at_ += dashes;
      if (dashes == 1) return Negated(begin);
    }
    return ParseNear();
  }

  Node Negated(std::size_t begin) {
    Enter(begin);
    Node node{.kind = NodeKind::kNot, .begin = begin};
    node.children.push_back(ParseOne());
    node.end = node.children.front().end;
    --depth_;
    return node;
  }

  Node ParseNear() {
    int nested = 0;
    Node left = ParseLeaf();
    while (IsReach(Chunk())) {
      const std::size_t begin = at_;
      Node near = ReachOf(Chunk(), begin);
      TakeOperator(Chunk());
      if (IsOperator(Chunk()) || text_[at_] == '-') {
        Refuse(at_, "a word, a phrase or a person must stand here");
      }
      Node right = ParseLeaf();
      CheckOperand(left);
      CheckOperand(right);
      left = JoinNear(std::move(near), std::move(left), std::move(right));
      if (left.children.size() == 2 && ++nested > limits_.max_depth) {
        Refuse(begin, "too many different operators in one row");
      }
    }
    return left;
  }

  static Node ReachOf(std::string_view op, std::size_t at) {
    Node near{.kind = NodeKind::kNear, .distance = kDefaultDistance};
    if (op == "/s" || op == "/p") {
      near.reach = op == "/s" ? Reach::kSentence : Reach::kParagraph;
      near.distance = 0;
      return near;
    }
    if (op.starts_with("PRE")) near.reach = Reach::kInOrder;
    const std::size_t slash = op.find('/');
    if (slash != std::string_view::npos)
      near.distance = Count(op.substr(slash + 1), at + slash + 1);
    return near;
  }

  static int Count(std::string_view digits, std::size_t at) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size() || value < 1 ||
        value > kMaxDistance) {
      Refuse(at, "a number from 1 to " + std::to_string(kMaxDistance) + " must stand here");
    }
    return value;
  }

  static Node JoinNear(Node near, Node left, Node right) {
    near.begin = left.begin;
    near.end = right.end;
    const bool same =
        left.kind == NodeKind::kNear && left.reach == near.reach && left.distance == near.distance;
    if (same) {
      near.children = std::move(left.children);
    } else {
      near.children.push_back(std::move(left));
    }
    near.children.push_back(std::move(right));
    return near;
  }

  // What can be told to be near: things with places in the text.
  static void CheckOperand(const Node& node) {
    switch (node.kind) {
      case NodeKind::kWord:
      case NodeKind::kPhrase:
        if (node.field != "lead" && node.field != "caption" && node.field != "role") return;
        break;
      case NodeKind::kField:
        if (node.field == "person") return;
        break;
      case NodeKind::kOr:
      case NodeKind::kNear:
        for (const Node& child : node.children) CheckOperand(child);
        return;
      default:
        break;
    }
    Refuse(node.begin,
           "NEAR, PRE, /s and /p join words, phrases and people, and groups of them with OR");
  }

  Node ParseLeaf() {
    if (AtClosing()) Refuse(at_, "this parenthesis was never opened");
    if (text_[at_] == '(') return ParseGroup();
    const std::string_view chunk = Chunk();
    if (IsOperator(chunk)) {
      Refuse(
          at_,
          std::string(chunk) +
              " needs something before it; to search for the word, put it between quotation marks");
    }
    if (++clauses_ > limits_.max_clauses) {
      Refuse(at_, "more than " + std::to_string(limits_.max_clauses) +
                      " words and phrases; ask in parts");
    }
    if (IsAtLeast(chunk)) return ParseAtLeast();
    Node leaf =
        group_field_ == nullptr && StartsField(chunk) ? ParseField() : ParseText(group_field_);
    SkipEmpty();
    return leaf;
  }

  void Enter(std::size_t at) {
    if (++depth_ > limits_.max_depth) {
      Refuse(at, "nested deeper than " + std::to_string(limits_.max_depth) + " levels");
    }
  }

  Node ParseGroup() {
    const std::size_t begin = at_++;
    Enter(begin);
    SkipEmpty();
    if (AtEnd()) Refuse(begin, "this parenthesis is never closed");
    if (AtClosing()) Refuse(begin, "nothing stands between these parentheses");
    Node node = ParseAny();
    if (!AtClosing()) Refuse(begin, "this parenthesis is never closed");
    ++at_;
    --depth_;
    SkipEmpty();
    return node;
  }

  // "ATLEAST3" right before a parenthesis.
  bool IsAtLeast(std::string_view chunk) const {
    const std::size_t after = at_ + chunk.size();
    return chunk.starts_with("ATLEAST") && chunk.size() > 7 && IsDigit(chunk[7]) &&
           after < text_.size() && text_[after] == '(';
  }

  Node ParseAtLeast() {
    const std::size_t begin = at_;
    const std::string_view chunk = Chunk();
    const int count = Count(chunk.substr(7), at_ + 7);
    at_ += chunk.size();
    return AtLeast(count, ParseGroup(), begin);
  }

  Node AtLeast(int count, Node inner, std::size_t begin) {
    if (inner.kind == NodeKind::kAnd) {
      for (Node& child : inner.children) child = AtLeast(count, std::move(child), begin);
      return inner;
    }
    CheckOperand(inner);
    Node node{.kind = NodeKind::kAtLeast, .distance = count, .begin = begin, .end = inner.end};
    node.children.push_back(std::move(inner));
    return node;
  }

  // --- Words and phrases ---

  Node ParseText(const QueryField* field) {
    Node node{.begin = at_};
    if (text_[at_] == '=') {
      node.form = WordForm::kExact;
      ++at_;
    }
    if (const QuotationMark* mark = OpeningMark(Rest())) {
      node.kind = NodeKind::kPhrase;
      node.form = WordForm::kStemmed;
      node.text = Quotation(*mark, field != nullptr && field->kind != QueryFieldKind::kText);
    } else {
      ReadWord(&node);
    }
    node.end = at_;
    return field == nullptr ? node : InField(std::move(node), *field);
  }

  void ReadWord(Node* node) {
    std::string_view word = Chunk();
    at_ += word.size();
    if (IsStars(word) && node->form == WordForm::kStemmed) {
      node->kind = NodeKind::kAll;
      return;
    }
    node->kind = NodeKind::kWord;
    const bool neighbours = word.size() > 1 && word.ends_with('~');
    if (neighbours && node->form == WordForm::kStemmed) {
      node->form = WordForm::kSpelling;
      word.remove_suffix(1);
    }
    node->text = word;
    if (!HasWord(word)) Refuse(node->begin, "a word must stand here");
  }

  std::string Quotation(const QuotationMark& mark, bool may_be_any) {
    const std::size_t begin = at_;
    const auto [end, closing] = FindClosing(text_, begin + mark.opening.size(), mark);
    if (end == std::string_view::npos) {
      Refuse(begin, "this quotation mark is never closed");
    }
    const std::size_t inside = begin + mark.opening.size();
    const std::string_view text = Trim(text_.substr(inside, end - inside));
    if (!HasWord(text) && !(may_be_any && text == "*"))
      Refuse(begin, "there is no word between these quotation marks");
    at_ = end + closing;
    return std::string(text);
  }

  // --- Fields ---

  // Whether a name and a colon with something right behind stand here. "http://" and "9:30" do not.
  bool StartsField(std::string_view chunk) const {
    const std::size_t colon = chunk.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon > 30 || !IsLetter(chunk[0])) {
      return false;
    }
    const std::string_view name = chunk.substr(0, colon);
    if (!std::ranges::all_of(name, [](char c) { return IsLetter(c) || c == '-'; })) return false;
    if (FindQueryField(FoldName(name)) != nullptr) return true;
    const std::size_t after = at_ + colon + 1;
    return after < text_.size() && text_[after] != '/' && text_[after] != ')' &&
           SpaceAt(text_, after) == 0;
  }

  static std::string FoldName(std::string_view name) {
    std::string folded(name);
    for (char& c : folded) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return folded;
  }

  Node ParseField() {
    const std::size_t begin = at_;
    const std::string name = FoldName(text_.substr(at_, text_.find(':', at_) - at_));
    const QueryField* field = FindQueryField(name);
    if (field == nullptr) {
      Refuse(begin,
             "there is no field \"" + name + ":\"; did you mean \"" +
                 std::string(NearestField(name)) +
                 ":\"? To search for the words themselves, put them between quotation marks");
    }
    at_ += name.size() + 1;
    if (AtEnd() || SpaceAt(text_, at_) > 0 || AtClosing()) {
      Refuse(begin, name + ": needs a value right behind the colon");
    }
    if (text_[at_] != '(') {
      Node node = ParseText(field);
      node.begin = begin;
      return node;
    }
    group_field_ = field;
    Node node = ParseGroup();
    group_field_ = nullptr;
    return node;
  }

  // The word or phrase just read, as a value of the field.
  Node InField(Node node, const QueryField& field) {
    node.field = field.name;
    if (field.kind == QueryFieldKind::kText) {
      if (node.kind == NodeKind::kAll) Refuse(node.begin, node.field + ": needs a word");
      return node;
    }
    if (node.kind == NodeKind::kAll) node.text = "*";
    if (node.form == WordForm::kExact) node.text = "=" + node.text;
    if (node.form == WordForm::kSpelling) node.text += '~';
    node.form = WordForm::kStemmed;
    node.kind = field.kind == QueryFieldKind::kDate ? NodeKind::kDate : NodeKind::kField;
    if (node.kind == NodeKind::kDate) CheckDate(node);
    if (field.kind == QueryFieldKind::kId) CheckId(node);
    return node;
  }

  static void CheckDate(const Node& node) {
    constexpr std::chrono::sys_days kAnyDay{std::chrono::days(17'000)};
    const auto range = ParseDateRange(node.text, kAnyDay);
    if (!range) Refuse(node.begin, range.error());
  }

  static void CheckId(const Node& node) {
    std::string_view hex = node.text;
    if (hex.starts_with("bf:")) hex.remove_prefix(3);
    const bool is_hex =
        std::ranges::all_of(hex, [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); });
    if (!is_hex || hex.size() < 6 || hex.size() > 16) {
      Refuse(node.begin, "an id is \"bf:\" and 6 to 16 of the digits 0-9 and a-f");
    }
  }

  // Children of the same operator are lifted, so that a tree has one form.
  static Node Combine(NodeKind kind, std::vector<Node> children) {
    if (children.size() == 1) return std::move(children.front());
    Node node{.kind = kind, .begin = children.front().begin, .end = children.back().end};
    for (Node& child : children) {
      if (child.kind == kind) {
        std::ranges::move(child.children, std::back_inserter(node.children));
      } else {
        node.children.push_back(std::move(child));
      }
    }
    return node;
  }

  std::string_view text_;
  QueryLimits limits_;
  std::size_t at_ = 0;
  std::size_t clauses_ = 0;
  int depth_ = 0;
  const QueryField* group_field_ = nullptr;  // Inside title:( ... ).
  Tokenizer tokenizer_;
};

std::optional<QueryError> CheckBytes(std::string_view query, const QueryLimits& limits) {
  if (query.size() > limits.max_bytes) {
    return QueryError{limits.max_bytes, "longer than " +
                                            std::to_string((limits.max_bytes + 1023) / 1024) +
                                            " KB; ask in parts, or use batch"};
  }
  if (IsValidUtf8(query)) return std::nullopt;
  return QueryError{FirstInvalidByte(query), "this is not text in UTF-8"};
}

}  // namespace

tl::expected<Node, QueryError> ParseQuery(std::string_view query, const QueryLimits& limits) {
  if (const auto error = CheckBytes(query, limits)) return tl::unexpected<QueryError>(*error);
  try {
    return Parser(query, limits).ParseAll();
  } catch (const Refusal& refusal) {
    return tl::unexpected<QueryError>(refusal.error);
  }
}

tl::expected<Node, QueryError> ParsePlainWords(std::string_view question,
                                               const QueryLimits& limits) {
  if (const auto error = CheckBytes(question, limits)) return tl::unexpected<QueryError>(*error);
  Node any{.kind = NodeKind::kOr, .end = question.size()};
  Tokenizer tokenizer;
  for (const WordSpan& span : tokenizer.Scan(question)) {
    std::string word(question.substr(span.begin, span.end - span.begin));
    // In quotation marks an operator is a word, in this tree and in what ToQuery makes of it.
    const NodeKind kind = IsOperator(word) ? NodeKind::kPhrase : NodeKind::kWord;
    any.children.push_back(
        {.kind = kind, .text = std::move(word), .begin = span.begin, .end = span.end});
  }
  if (any.children.size() > limits.max_clauses) {
    return tl::unexpected<QueryError>(
        {0, "more than " + std::to_string(limits.max_clauses) + " words; ask in parts"});
  }
  if (any.children.empty()) {
    return tl::unexpected<QueryError>({0, "there is no word in this question"});
  }
  if (any.children.size() == 1) return Node(std::move(any.children.front()));
  return any;
}

std::string ToString(const QueryError& error, std::string_view query) {
  constexpr std::size_t kBefore = 50;
  constexpr std::size_t kAfter = 25;
  const std::size_t at = std::min(error.at, query.size());
  std::size_t begin = at > kBefore ? at - kBefore : 0;
  while (begin < at && (query[begin] & 0xc0) == 0x80) ++begin;
  std::size_t end = std::min(query.size(), at + kAfter);
  while (end < query.size() && (query[end] & 0xc0) == 0x80) ++end;
  const std::string before = (begin > 0 ? "..." : "") + Printable(query.substr(begin, at - begin));
  const std::string after = Printable(query.substr(at, end - at));
  const auto width = std::ranges::count_if(before, [](char c) { return (c & 0xc0) != 0x80; });
  return error.sentence + "\n  " + before + after + (end < query.size() ? "..." : "") + "\n  " +
         std::string(static_cast<std::size_t>(width), ' ') + "^";
}

}  // namespace backfile
