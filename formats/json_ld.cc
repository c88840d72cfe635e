// simdjson where it can, a lenient pass before it where it cannot.
//
// One to four of a hundred news pages carry JSON-LD that no strict parser takes; nearly all of it
// is one of the faults that RepairJson mends.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/json_ld.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <map>

#include "article/text.h"
#include "formats/entities.h"

namespace backfile {

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr int kDeepest = 8;  // How far down descriptions are looked for.
constexpr std::size_t kMostThings = 2000;

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

char NextMark(std::string_view text, std::size_t at) {
  while (at < text.size() && IsSpace(text[at])) ++at;
  return at < text.size() ? text[at] : '\0';
}

// A quotation mark within a string ends it only where JSON could go on behind it.
bool EndsString(std::string_view text, std::size_t quote) {
  const char next = NextMark(text, quote + 1);
  return next == ',' || next == ':' || next == '}' || next == ']' || next == '\0';
}

class JsonRepair {
 public:
  explicit JsonRepair(std::string_view text) : text_(text) {}

  std::string Run() {
    const std::size_t begin = std::min(text_.find_first_of("{["), text_.size());
    for (at_ = begin; at_ < text_.size() && !is_done_; ++at_) {
      if (in_string_) {
        TakeInString(text_[at_]);
      } else {
        TakeOutside(text_[at_]);
      }
    }
    if (in_string_) out_ += '"';
    DropComma();
    while (!open_.empty()) CloseOne();
    return std::move(out_);
  }

 private:
  void TakeInString(char c) {
    if (c == '\\') {
      const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
      if (std::string_view("\"\\/bfnrtu").find(next) == std::string_view::npos || next == '\0')
        return;
      out_ += c;
      out_ += next;
      ++at_;
    } else if (c == '"') {
      in_string_ = !EndsString(text_, at_);
      out_ += in_string_ ? "\\\"" : "\"";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out_ += c == '\n' ? "\\n" : " ";
    } else {
      out_ += c;
    }
  }

  void TakeOutside(char c) {
    if (c == '"') in_string_ = true;
    if (c == '/' && SkipComment()) return;
    if (c == '{' || c == '[') open_ += c;
    if (c == '}' || c == ']') {
      DropComma();
      if (open_.empty() || (open_.back() == '{') != (c == '}')) return;  // Closes nothing.
      CloseOne();
      is_done_ = open_.empty();
      return;
    }
    out_ += c;
  }

  bool SkipComment() {
    const std::string_view rest = text_.substr(at_);
    if (!rest.starts_with("//") && !rest.starts_with("/*")) return false;
    const std::string_view mark = rest[1] == '/' ? "\n" : "*/";
    const std::size_t end = text_.find(mark, at_ + 2);
    at_ = end == std::string_view::npos ? text_.size() : end + mark.size() - 1;
    return true;
  }

  void DropComma() {
    while (!out_.empty() && IsSpace(out_.back())) out_.pop_back();
    if (!out_.empty() && out_.back() == ',') out_.pop_back();
    if (!out_.empty() && out_.back() == ':') out_ += "null";
  }

  void CloseOne() {
    out_ += open_.back() == '{' ? '}' : ']';
    open_.pop_back();
  }

  std::string_view text_;
  std::string out_;
  std::string open_;
  std::size_t at_ = 0;
  bool in_string_ = false;
  bool is_done_ = false;
};

// A text, which in JSON-LD may still hold entities.
std::string AsText(const std::optional<element>& value) {
  std::string_view view;
  if (!value || value->get(view) != simdjson::SUCCESS) return {};
  std::string text;
  AppendDecoded(view, &text);
  return CleanUtf8(text);
}

std::optional<element> Field(const object& fields, const char* key) {
  element value;
  if (fields[key].get(value) != simdjson::SUCCESS) return std::nullopt;
  return value;
}

// What the scripts of one page describe.
class LinkedThings {
 public:
  void Add(std::string_view json) {
    auto parser = std::make_unique<simdjson::dom::parser>();
    element root;
    if (parser->parse(simdjson::padded_string(json)).get(root) != simdjson::SUCCESS) {
      std::string decoded(json);
      if (json.find("{&quot;") != std::string_view::npos) {
        decoded.clear();
        AppendDecoded(json, &decoded);
      }
      if (parser->parse(simdjson::padded_string(RepairJson(decoded))).get(root) !=
          simdjson::SUCCESS) {
        return;
      }
    }
    Collect(root, 0);
    parsers_.push_back(std::move(parser));
  }

  std::optional<LinkedArticle> Best(std::string_view url) const {
    const Thing* best = nullptr;
    int best_score = 0;
    for (const Thing& thing : things_) {
      const int kind = KindOf(thing.fields);
      if (kind == 0) continue;
      const int score = kind * 2 + (IsAbout(thing.fields, url) ? 3 : 0) - (thing.is_listed ? 4 : 0);
      if (best == nullptr || score > best_score) {
        best = &thing;
        best_score = score;
      }
    }
    if (best == nullptr) return std::nullopt;
    return Read(best->fields);
  }

 private:
  struct Thing {
    object fields;
    bool is_listed = false;  // Stands in a list of things: a teaser.
  };

  void Collect(const element& value, int depth, bool is_listed = false) {
    array list;
    object fields;
    if (depth > kDeepest || things_.size() > kMostThings) return;
    if (value.get(list) == simdjson::SUCCESS) {
      for (const element& one : list) Collect(one, depth + 1, is_listed);
    } else if (value.get(fields) == simdjson::SUCCESS) {
      things_.push_back({fields, is_listed});
      std::string_view id;
      if (fields["@id"].get(id) == simdjson::SUCCESS) by_id_.emplace(id, fields);
      for (const auto& [key, inner] : fields) {
        const bool lists = key == "itemListElement" || key == "hasPart" || key == "comment" ||
                           key == "mentions" || key == "isPartOf" || key == "review";
        if (!inner.is_string()) Collect(inner, depth + 1, is_listed || lists);
      }
    }
  }

  // 2 an article, 1 a page, 0 another thing.
  static int KindOf(const object& fields) {
    std::vector<std::string> types = Texts(Field(fields, "@type"));
    int kind = 0;
    for (const std::string& type : types) {
      const bool is_article = type.ends_with("Article") || type.ends_with("BlogPosting") ||
                              type.ends_with("Report") || type.ends_with("SocialMediaPosting") ||
                              type.ends_with("Review") || type == "CreativeWork";
      const bool is_page = type.ends_with("WebPage") || type.ends_with("ItemPage");
      kind = std::max(kind, is_article ? 2 : is_page ? 1 : 0);
    }
    return kind;
  }

  static std::string_view WithoutScheme(std::string_view url) {
    const std::size_t at = url.find("://");
    if (at != std::string_view::npos) url.remove_prefix(at + 3);
    url = url.substr(0, url.find('#'));
    while (url.ends_with('/')) url.remove_suffix(1);
    return url;
  }

  static bool IsAbout(const object& fields, std::string_view url) {
    if (url.empty()) return false;
    for (const char* key : {"url", "mainEntityOfPage", "@id"}) {
      std::optional<element> value = Field(fields, key);
      object inner;
      if (value && value->get(inner) == simdjson::SUCCESS) value = Field(inner, "@id");
      const std::string text = AsText(value);
      if (!text.empty() && WithoutScheme(text) == WithoutScheme(url)) return true;
    }
    return false;
  }

  static std::vector<std::string> Texts(const std::optional<element>& value) {
    std::vector<std::string> texts;
    array list;
    if (value && value->get(list) == simdjson::SUCCESS) {
      for (const element& one : list) texts.push_back(AsText(one));
    } else {
      texts.push_back(AsText(value));
    }
    std::erase(texts, "");
    return texts;
  }

  // The names of people, bodies or terms: texts, objects with a name, references to such objects,
  // or lists of any of them.
  std::vector<std::string> Names(const std::optional<element>& value, int depth = 0) const {
    std::vector<std::string> names;
    array list;
    object fields;
    if (!value) return names;
    if (value->get(list) == simdjson::SUCCESS && depth < 3) {
      for (const element& one : list) {
        for (std::string& name : Names(one, depth + 1)) names.push_back(std::move(name));
      }
    } else if (value->get(fields) == simdjson::SUCCESS && depth < 4) {
      std::string_view id;
      const std::optional<element> name = Field(fields, "name");
      if (name && (name->is_string() || name->is_array())) {
        return Names(name, depth + 1);
      }
      if (fields["@id"].get(id) == simdjson::SUCCESS) {
        const auto known = by_id_.find(id);
        if (known != by_id_.end()) return Names(Field(known->second, "name"), 3);
      }
    } else {
      names = Texts(value);
    }
    return names;
  }

  std::string Name(const std::optional<element>& value) const {
    std::vector<std::string> names = Names(value);
    return names.empty() ? std::string() : std::move(names.front());
  }

  std::vector<std::string> Keywords(const std::optional<element>& value) const {
    std::vector<std::string> keywords;
    for (const std::string& name : Names(value)) {
      for (std::string& word : SplitList(name, ",;")) keywords.push_back(std::move(word));
    }
    return keywords;
  }

  LinkedArticle Read(const object& fields) const {
    LinkedArticle article;
    article.is_article = KindOf(fields) == 2;
    article.headline = Name(Field(fields, "headline"));
    article.name = Name(Field(fields, "name"));
    article.subtitle = Name(Field(fields, "alternativeHeadline"));
    article.body = Name(Field(fields, "articleBody"));
    article.section = Name(Field(fields, "articleSection"));
    article.language = Name(Field(fields, "inLanguage"));
    article.published = Name(Field(fields, "datePublished"));
    if (article.published.empty()) article.published = Name(Field(fields, "dateCreated"));
    article.modified = Name(Field(fields, "dateModified"));
    article.publisher = Name(Field(fields, "publisher"));
    article.url = AsText(Field(fields, "url"));
    article.authors = Names(Field(fields, "author"));
    if (article.authors.empty()) article.authors = Names(Field(fields, "creator"));
    article.keywords = Keywords(Field(fields, "keywords"));
    return article;
  }

  std::vector<std::unique_ptr<simdjson::dom::parser>> parsers_;  // Own what things_ refer to.
  std::vector<Thing> things_;
  std::map<std::string, object, std::less<>> by_id_;
};

std::string_view WithoutWrapping(std::string_view json) {
  json = Trim(json);
  for (const std::string_view open : {"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["}) {
    if (json.starts_with(open)) json = Trim(json.substr(open.size()));
  }
  for (const std::string_view close : {"-->", "/*]]>*/", "//]]>", "]]>", ";"}) {
    if (json.ends_with(close)) json = Trim(json.substr(0, json.size() - close.size()));
  }
  return json;
}

}  // namespace

std::string RepairJson(std::string_view broken) { return JsonRepair(broken).Run(); }

std::optional<LinkedArticle> FindLinkedArticle(const HtmlTree& tree, std::string_view url) {
  constexpr int kMostScripts = 50;
  LinkedThings things;
  int scripts = 0;
  for (std::int32_t i = 0; i < tree.size() && scripts < kMostScripts; ++i) {
    if (tree[i].tag != HtmlTag::kScript || tree[i].end < i + 2) continue;
    const std::string type = tree.Attribute(i, "type");
    if (!type.starts_with("application/ld+json")) continue;
    things.Add(WithoutWrapping(tree.Raw(i + 1)));
    ++scripts;
  }
  return things.Best(url);
}

}  // namespace backfile
